//! The laws of fixes, over every Compose file of every page: under all rules at once and under each rule alone.

use plimsoll::lint::{Check, FixSupport, Rule, Safety, fix};
use plimsoll::model::stack::names;

use super::support::seeds::{self, Seed};
use super::support::{Texts, compose_project, load_options, settings};
use super::variants;

const PATH: &str = "compose.yaml";

fn texts(bytes: &[u8]) -> Texts {
    Texts([(PATH.to_owned(), String::from_utf8(bytes.to_vec()).unwrap())].into())
}

fn fixed(bytes: &[u8], rules: &[&'static Rule], level: Safety) -> (Vec<u8>, fix::Fixed) {
    let texts = texts(bytes);
    let paths = names::merged_with(PATH.as_ref(), &texts);
    let project = compose_project(PATH, &texts);
    let fixed = fix::fix_compose(project, &settings(rules.to_vec()), level, (&paths, &texts, &load_options()));
    let after = fixed.files.first().map_or_else(|| bytes.to_vec(), |file| file.after.clone());
    (after, fixed)
}

/// Every law that the fixes of some rules break on a file.
fn broken_laws(bytes: &[u8], rules: &[&'static Rule], level: Safety) -> Vec<String> {
    let mut broken = Vec::new();
    let (after, result) = fixed(bytes, rules, level);
    let refused = |one: &fix::Refused| format!("the fix of `{}` was refused: {}", one.rule, one.reason);
    broken.extend(result.refused.iter().map(refused));
    broken.extend(result.checked.failures.iter().map(|failure| format!("the rule `{}` panics", failure.rule)));
    let left = result.checked.diagnostics.iter().filter(|one| one.fix.as_ref().is_some_and(|fix| fix.safety <= level));
    broken.extend(left.map(|one| format!("`{}` still offers a fix: {}", one.rule.name, one.message)));
    if fixed(&after, rules, level).0 != after {
        broken.push("a second run changes it again".to_owned());
    }
    broken.extend(super::broken_line_ends(bytes, &after));
    broken
}

fn complaints(seeds: &[Seed], rules: &[&'static Rule]) -> Vec<String> {
    let mut complaints = Vec::new();
    for seed in seeds {
        for (variant, bytes) in variants(&seed.bytes) {
            for level in [Safety::Safe, Safety::Unsafe] {
                let broken = broken_laws(&bytes, rules, level);
                if !broken.is_empty() {
                    complaints.push(format!("{} {variant}, {} fixes: {}", seed.name, level.name(), broken.join("; ")));
                }
            }
        }
    }
    complaints
}

#[test]
fn all_rules_at_once_keep_the_laws_in_compose_files() {
    let complaints = complaints(&seeds::compose_blocks(), &plimsoll::rules::all());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn each_rule_alone_keeps_the_laws_in_compose_files() {
    let mut found = Vec::new();
    let reads_compose = |rule: &Rule| {
        matches!(rule.check, Check::Stack(_) | Check::Service(_) | Check::Container(_) | Check::Project(_))
    };
    let fixing = plimsoll::rules::all().into_iter().filter(|rule| rule.fix != FixSupport::Never);
    for rule in fixing.filter(|rule| reads_compose(rule)) {
        let stem = format!("/{}.md", rule.name.replace('-', "_"));
        let seeds = seeds::compose_blocks().into_iter().filter(|seed| seed.name.contains(&stem));
        found.extend(complaints(&seeds.collect::<Vec<_>>(), &[rule]));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
