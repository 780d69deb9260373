//! `[!a]`, which does not mean here what it means in `.gitignore`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::IgnoreUse;
use crate::syntax::ProblemKind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "exclamation-mark-in-class",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("exclamation_mark_in_class.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let is_refused =
        |span: Span| ignored.file.problems_of(ProblemKind::Syntax).any(|problem| span.contains(problem.span));
    let patterns =
        ignored.lines.patterns().filter(|pattern| pattern.cleaned.contains("[!") && !is_refused(pattern.span));
    for pattern in patterns.filter(|pattern| !pattern.cleaned.contains("\\[!")) {
        let mark = if pattern.is_exception { "!" } else { "" };
        let text = format!("{mark}{}", pattern.cleaned.replace("[!", "[^"));
        let edit = checker.edits_of_ignore_file(ignored.file.id).replace(pattern, &text);
        checker
            .report(pattern.span, "`[!...]` matches `!` and the characters that it should leave out")
            .help("in an ignore file `[^...]` stands for all other characters")
            .fix(Safety::Unsafe, "write `[^`", [edit]);
    }
}
