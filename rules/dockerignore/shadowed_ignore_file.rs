//! Ignore files of one Dockerfile that lack what the general one excludes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::IgnoreUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "shadowed-ignore-file",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("shadowed_ignore_file.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let lines = ignored.shadowed_patterns();
    let Some(first) = lines.first() else { return };
    let more = match lines.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let edit = checker.edits_of_ignore_file(ignored.file.id).append(&lines);
    checker
        .report(ignored.head(), format!("only `.dockerignore` excludes `{first}`{more}, and this file takes its place"))
        .help(format!("the two are not merged; add:\n{}", lines.join("\n")))
        .fix(Safety::Safe, "exclude here what the general file excludes", [edit]);
}
