//! Large files that a COPY takes along with a folder.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::IgnoreUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "large-file-in-context",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("large_file_in_context.md"),
    check: Check::Ignore(check),
};

/// What is smaller is no burden.
const LARGE: u64 = 50_000_000;
/// So many are named.
const MOST_NAMED: usize = 5;

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let large = ignored.large_files_taken(LARGE, MOST_NAMED);
    let Some((first, bytes)) = large.first() else { return };
    let more = match large.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let lines: Vec<&str> = large.iter().map(|(path, _)| path.as_str()).collect();
    let message = format!("`{first}` ({} MB){more} is copied with the folder around it", bytes / 1_000_000);
    let help = format!("where no image needs them, add:\n{}", lines.join("\n"));
    checker.report(ignored.head(), message).help(help);
}
