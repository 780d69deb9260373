//! Names that no image wants and that no pattern excludes.

use crate::knowledge::ignored_paths::Group;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{IgnoreUse, MissingPattern};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-ignore-pattern",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_ignore_pattern.md"),
    check: Check::Ignore(check),
};

/// So many are named in the message.
const MOST_NAMED: usize = 3;

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let (lesser, missing): (Vec<_>, Vec<_>) =
        ignored.missing_patterns().into_iter().partition(|missing| missing.group == Group::Pipelines);
    report(ignored, &missing, Profile::Production, checker);
    report(ignored, &lesser, Profile::Strict, checker);
}

fn report(ignored: &IgnoreUse<'_>, missing: &[MissingPattern], profile: Profile, checker: &mut Checker<'_>) {
    let Some(first) = missing.first() else { return };
    let lines: Vec<String> = missing.iter().map(|missing| missing.line.clone()).collect();
    let named: Vec<String> = missing
        .iter()
        .take(MOST_NAMED)
        .map(|missing| format!("`{}`", missing.line.trim_start_matches("**/")))
        .collect();
    let more = match missing.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let edit = checker.edits_of_ignore_file(ignored.file.id).append(&lines);
    let is_grave = missing.iter().any(|missing| missing.exists && missing.group < Group::Caches);
    let severity = if is_grave { Severity::Warning } else { Severity::Info };
    let label = match first.exists {
        true => format!("takes `{}`", first.path),
        false => format!("takes `{}` once it is there", first.path),
    };
    checker
        .report(ignored.head(), format!("no pattern keeps {}{more} out of the build", named.join(", ")))
        .severity(severity)
        .from_profile(profile)
        .label_at(first.taken_by, label)
        .help(format!("add:\n{}", lines.join("\n")))
        .fix(Safety::Safe, "exclude what no image wants", [edit]);
}
