//! Ignore files that no build obeys.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{IgnoreKind, IgnoreUse};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "orphan-ignore-file",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("orphan_ignore_file.md"),
    check: Check::Ignore(check),
};

const BESIDE: &str =
    "move it to the root of the build context, or call it after the Dockerfile: `Dockerfile.dockerignore`";

const ELSEWHERE: &str = "move its lines to the `.dockerignore` in the folder that each image is built in";

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    if ignored.builds().next().is_some() || ignored.lines.patterns().next().is_none() {
        return;
    }
    let stranger = ignored.strangers().next();
    match (ignored.kind, stranger) {
        (IgnoreKind::Specific, None) => {
            let message = "no Dockerfile of that name is beside this file, so no build obeys it";
            checker.report(ignored.head(), message).help("call it after its Dockerfile: `api.Dockerfile.dockerignore`");
        }
        (IgnoreKind::General, Some(build)) => {
            let (message, help) = match ignored.is_beside(build) {
                true => ("no build obeys this file: the Dockerfile beside it is built in another folder", BESIDE),
                false => ("no build obeys this file: none has this folder as its context", ELSEWHERE),
            };
            let finding = checker.report(ignored.head(), message).help(help);
            if let Some(stage) = build.stages.first() {
                finding.label_at(Place::new(build.file, stage.span), "is built with another folder as its context");
            }
        }
        (IgnoreKind::General | IgnoreKind::Given, None) | (IgnoreKind::Specific | IgnoreKind::Given, Some(_)) => {}
    }
}
