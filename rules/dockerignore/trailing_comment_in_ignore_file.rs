//! Comments behind patterns, which are part of them.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::IgnoreUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "trailing-comment-in-ignore-file",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("trailing_comment_in_ignore_file.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let matcher = ignored.matcher();
    for (number, pattern) in ignored.lines.patterns().enumerate() {
        let Some((meant, comment)) = pattern.cleaned.split_once(" #") else { continue };
        // A comment that is indented is another mistake.
        if meant.trim().is_empty()
            || meant.starts_with('#')
            || ignored.is_about_something(&matcher, number) == Some(true)
        {
            continue;
        }
        let mark = if pattern.is_exception { "!" } else { "" };
        let (comment, meant) = (format!("#{comment}"), format!("{mark}{}", meant.trim_end()));
        let edit = checker.edits_of_ignore_file(ignored.file.id).replace_by_lines(pattern, &[&comment, &meant]);
        checker
            .report(pattern.span, "a comment behind a pattern is part of it, so it matches nothing")
            .help("a comment has a line of its own, with `#` as the first character")
            .fix(Safety::Safe, "give the comment a line of its own", [edit]);
    }
}
