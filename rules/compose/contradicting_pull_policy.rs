//! Ways to pull an image that do not fit what the service runs.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::{PulledImage, Stack};
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "contradicting-pull-policy",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("contradicting_pull_policy.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    // What the project builds is none of these.
    for pulled in stack.pulled_images() {
        for (service, _) in &pulled.uses {
            if let Some(policy) = service.pull_policy.as_ref().filter(|policy| policy.is_known()) {
                report(&pulled, service, policy, checker);
            }
        }
    }
}

fn report(pulled: &PulledImage<'_>, service: &Service, policy: &Located<String>, checker: &mut Checker<'_>) {
    let image = &pulled.image;
    match policy.value.as_str() {
        "build" => {
            checker
                .report_at(policy.place, "there is nothing to build here, and the image is not pulled either")
                .help("remove `pull_policy`, or say under `build:` how the image is built");
        }
        "never" if pulled.named().is_published() && !checker.is_for_development(policy.place) => {
            checker
                .report_at(
                    policy.place,
                    format!("`{image}` is never pulled: on a machine that does not have it this fails"),
                )
                .severity(Severity::Info)
                .from_profile(Profile::Production)
                .help("leave `pull_policy` out: an image that is there is not pulled again");
        }
        name @ ("always" | "daily" | "weekly") if image.digest().is_some() => {
            let edit = service.key("pull_policy").and_then(|key| checker.edits_in(key.file).remove_member(key));
            let finding = checker
                .report_at(
                    policy.place,
                    format!("`{name}` asks again for an image that its digest keeps from changing"),
                )
                .severity(Severity::Info)
                .from_profile(Profile::Strict);
            if let Some(edit) = edit {
                finding.fix(Safety::Unsafe, "remove `pull_policy`", [edit]);
            }
        }
        _ => {}
    }
}
