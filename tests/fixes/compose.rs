//! The laws of fixes, over every Compose file of every page: under all rules at once and under each rule alone.

use plimsoll::lint::{Check, FixSupport, Rule, Safety, fix};
use plimsoll::model::stack::names;

use super::support::seeds;
use super::support::{Texts, compose_project, load_options, settings};
use super::{Language, complaints};

const PATH: &str = "compose.yaml";

const COMPOSE: Language = Language { fixed, problems };

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

/// How many problems a project of this file has.
fn problems(bytes: &[u8]) -> usize {
    let project = compose_project(PATH, &texts(bytes));
    project.stack.iter().map(|stack| stack.problems.len()).sum()
}

#[test]
fn all_rules_at_once_keep_the_laws_in_compose_files() {
    let complaints = complaints(&COMPOSE, &seeds::compose_blocks(), &plimsoll::rules::all());
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
        found.extend(complaints(&COMPOSE, &seeds.collect::<Vec<_>>(), &[rule]));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
