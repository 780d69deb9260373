//! Images that are published without saying how they were made.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "disabled-attestation",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("disabled_attestation.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(build) = &service.build else { return };
    if service.image.is_none() && build.tags.is_empty() {
        return;
    }
    let attestations =
        [("provenance", &build.provenance, "how the image was built"), ("sbom", &build.sbom, "what is in the image")];
    for (key, value, what) in attestations {
        let Some(value) = value.as_ref().filter(|value| value.is_known() && is_off(&value.value)) else { continue };
        checker
            .report_at(value.place, format!("whoever pulls the image cannot see {what}"))
            .help(format!("{key}: true"));
    }
}

fn is_off(value: &str) -> bool {
    matches!(value, "false" | "disabled=true")
}
