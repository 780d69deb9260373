//! Ignore files whose text is not what it seems.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Garbled, IgnoreUse};

/// The rule.
pub static RULE: Rule = Rule {
    name: "garbled-ignore-file",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("garbled_ignore_file.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let Some((span, garbled)) = ignored.garbled() else { return };
    let message = match garbled {
        Garbled::Wide => "the file is UTF-16: no line of it matches anything",
        Garbled::Nul => "a NUL is part of the pattern, so it matches nothing",
        Garbled::Mark => "an invisible byte order mark is part of the pattern, so it matches nothing",
    };
    checker.report(span, message).help("save the file as UTF-8, without a byte order mark");
}
