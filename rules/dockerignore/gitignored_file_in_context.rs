//! Files that Git leaves out and COPY takes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::IgnoreUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "gitignored-file-in-context",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("gitignored_file_in_context.md"),
    check: Check::Ignore(check),
};

/// So many are named.
const MOST_NAMED: usize = 10;

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let taken = ignored.taken_though_git_ignored();
    let Some((_, path)) = taken.first() else { return };
    let more = match taken.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let lines: Vec<&str> = taken.iter().take(MOST_NAMED).map(|(line, _)| line.as_str()).collect();
    let message = format!("`{path}`{more} is copied, though `.gitignore` leaves it out: images differ by machine");
    checker
        .report(ignored.head(), message)
        .help(format!("where the build needs none of it, add:\n{}", lines.join("\n")));
}
