//! Stages that no other stage uses.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Build;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-stage",
    category: Category::Correctness,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unused_stage.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let target = build.target_stage().map(|stage| stage.name.as_ref().map_or(stage.span, |name| name.span));
    for (stage, is_used_by_such) in build.unused_stages() {
        let span = stage.name.as_ref().map_or(stage.base_span, |name| name.span);
        let message = match (&stage.name, is_used_by_such) {
            (Some(name), true) => {
                format!("stage `{}` is only used by stages that are not part of what is built by default", name.value)
            }
            (None, true) => {
                format!("stage {} is only used by stages that are not part of what is built by default", stage.id.0)
            }
            (Some(name), false) => {
                format!("no stage uses `{0}`, so that it is only built with `--target {0}`", name.value)
            }
            (None, false) => {
                format!("no stage uses stage {}, so that it is not part of what is built by default", stage.id.0)
            }
        };
        let mut finding = checker.report(span, message);
        if let Some(target) = target {
            finding = finding.label(target, "this stage is built");
        }
        finding.help(match &stage.name {
            Some(name) => format!("take what it makes with `COPY --from={}`, or remove it", name.value),
            None => "name it with AS and take what it makes with `COPY --from`, or remove it".to_owned(),
        });
    }
}
