//! Exceptions that take nothing back.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{IdleException, IgnoreUse};

/// The rule.
pub static RULE: Rule = Rule {
    name: "exception-without-effect",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("exception_without_effect.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    for IdleException { pattern, undone_by } in ignored.idle_exceptions() {
        let text = &pattern.cleaned;
        let edits = checker.edits_of_ignore_file(ignored.file.id);
        match undone_by {
            None => {
                let message = format!("nothing above excludes `{text}`: there is nothing to take back");
                checker
                    .report(pattern.span, message)
                    .help("remove the line, or write it behind what excludes the path");
            }
            Some(by) => {
                let message = format!("`{text}` stays excluded: `{}` stands behind the exception", by.cleaned);
                let moved = [edits.remove(pattern), edits.add_below(by, &format!("!{text}"))];
                checker
                    .report(pattern.span, message)
                    .label(by.span, "excludes it again")
                    .help(format!("write `!{text}` below `{}`", by.cleaned))
                    .fix(Safety::Unsafe, "move the exception down", moved);
            }
        }
    }
}
