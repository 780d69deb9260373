//! A `.containerignore` that says something else than `.dockerignore`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{IgnoreKind, IgnoreUse};
use crate::syntax::dockerignore::Dockerignore;

/// The rule.
pub static RULE: Rule = Rule {
    name: "differing-containerignore",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("differing_containerignore.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    if ignored.kind != IgnoreKind::General {
        return;
    }
    let Some(other) = ignored.other(".containerignore") else { return };
    let told = |file: &Dockerignore| -> Vec<(bool, String)> {
        file.patterns().map(|pattern| (pattern.is_exception, pattern.cleaned.clone())).collect()
    };
    if told(&other) != told(ignored.lines) {
        checker
            .report(ignored.head(), "`.containerignore` differs: Podman and Docker build with different files")
            .help("Podman reads `.containerignore` in place of this file; keep one of them, or make one a link to the other");
    }
}
