//! The instruction `MAINTAINER`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "maintainer",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["MaintainerDeprecated", "DL4000", "CKV_DOCKER_6", "DS-0022"],
    options: &[],
    since: "0.1.0",
    page: include_str!("maintainer.md"),
    check: Check::Step(check),
};

/// The label of the OCI for those who are responsible for an image.
const LABEL: &str = "org.opencontainers.image.authors";

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let Kind::Maintainer(Some(name)) = &instruction.kind else { return };
    let edits = checker.edits();
    let label = format!("{LABEL}={}", edits.quoted(without_quotes(&name.value)));
    let edits = [edits.replace_keyword(instruction.keyword.span, "LABEL"), edits.replace(name.span, label.as_str())];
    checker.report(instruction.keyword.span, "`MAINTAINER` is deprecated").fix(
        Safety::Safe,
        format!("write `LABEL {label}`"),
        edits,
    );
}

/// BuildKit takes quotes round the name for a part of it; nobody means them.
fn without_quotes(name: &str) -> &str {
    let within = |quote: char| name.strip_prefix(quote)?.strip_suffix(quote).filter(|inner| !inner.contains(quote));
    within('"').or_else(|| within('\'')).unwrap_or(name)
}
