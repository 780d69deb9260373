//! `plimsoll rules`: what there is to be found.

use serde::Serialize;

use super::arguments::{ListFormat, RulesArguments};
use super::terminal::emit;
use super::{Failure, Outcome};
use crate::lint::{Category, FixSupport, Profile, Rule, Safety, Severity};

/// The list for programs.
#[derive(Debug, Serialize)]
struct List {
    version: u32,
    rules: Vec<Entry>,
}

/// A rule for programs.
#[derive(Debug, Serialize)]
struct Entry {
    name: &'static str,
    category: Category,
    severity: Severity,
    profile: Profile,
    fix: &'static str,
    fix_safety: Option<Safety>,
    aliases: &'static [&'static str],
    options: Vec<&'static str>,
    since: &'static str,
    summary: &'static str,
}

/// Prints every rule.
pub fn run(arguments: &RulesArguments) -> Result<Outcome, Failure> {
    let rules = crate::rules::all();
    let text = match arguments.format {
        ListFormat::Human => table(&rules),
        ListFormat::Json => {
            let list = List { version: 1, rules: rules.iter().map(|rule| entry(rule)).collect() };
            serde_json::to_string_pretty(&list).map_err(|error| Failure(error.to_string()))? + "\n"
        }
    };
    emit(text.as_bytes())?;
    Ok(Outcome::Clean)
}

/// The rules by category, a line each.
fn table(rules: &[&'static Rule]) -> String {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for category in Category::ALL {
        let rules: Vec<_> = rules.iter().filter(|rule| rule.category == *category).collect();
        if rules.is_empty() {
            continue;
        }
        text.push_str(&format!("{}\n", category.name()));
        for rule in rules {
            let facts = format!(
                "  {:width$}  {:7}  {:11}  {:18}  {}",
                rule.name,
                rule.severity.name(),
                rule.profile.name(),
                fix_of(rule),
                rule.aliases.join(" ")
            );
            text.push_str(facts.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    let count = rules.len();
    text.push_str(&format!(
        "{count} rule{}; `plimsoll explain NAME` prints a page\n",
        if count == 1 { "" } else { "s" }
    ));
    text
}

/// A rule for programs.
fn entry(rule: &'static Rule) -> Entry {
    let (fix, fix_safety) = match rule.fix {
        FixSupport::Never => ("never", None),
        FixSupport::Sometimes(safety) => ("sometimes", Some(safety)),
        FixSupport::Always(safety) => ("always", Some(safety)),
    };
    Entry {
        name: rule.name,
        category: rule.category,
        severity: rule.severity,
        profile: rule.profile,
        fix,
        fix_safety,
        aliases: rule.aliases,
        options: rule.options.iter().map(|option| option.name).collect(),
        since: rule.since,
        summary: rule.summary(),
    }
}

/// What a rule mends, in a few words.
pub fn fix_of(rule: &Rule) -> &'static str {
    match rule.fix {
        FixSupport::Never => "no fix",
        FixSupport::Sometimes(Safety::Safe) => "some fixes",
        FixSupport::Sometimes(Safety::Unsafe) => "some unsafe fixes",
        FixSupport::Always(Safety::Safe) => "fix",
        FixSupport::Always(Safety::Unsafe) => "unsafe fix",
    }
}
