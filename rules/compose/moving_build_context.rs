//! Repositories that services are built from as they are on the day of the build.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::pins::Pin;
use crate::model::repositories::context_pin;
use crate::model::stack::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "moving-build-context",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("moving_build_context.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(build) = &service.build else { return };
    let named = build.additional_contexts.iter().filter_map(|pair| pair.value.as_ref());
    for context in build.context.iter().chain(named).filter(|context| context.is_known()) {
        check_context(context, checker);
    }
}

fn check_context(context: &Located<String>, checker: &mut Checker<'_>) {
    let (address, fragment) = context.value.split_once('#').unwrap_or((&context.value, ""));
    let message = match context_pin(&context.value) {
        Some(Pin::Missing) => format!("`{address}` is built as it is on the day of the build"),
        Some(Pin::Moving) => format!("`{address}` is built from a branch, which moves"),
        Some(Pin::Named) | None => return,
    };
    if checker.is_for_development(context.place) {
        return;
    }
    // The part of the repository that is wanted stands behind the version.
    let folder = fragment.split_once(':').map(|(_, folder)| format!(":{folder}")).unwrap_or_default();
    checker.report_at(context.place, message).help(format!("name a tag, or better a commit: {address}#COMMIT{folder}"));
}
