//! Build arguments that are secrets by their names, in builds whose Dockerfile is not looked at for itself.

use crate::knowledge::secrets::names_secret;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::containers::DockerfileOrigin;
use crate::syntax::compose::Provenance;
use crate::syntax::compose::ast::Pair;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-build-argument",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_build_argument.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    // A Dockerfile of its own is told so where it declares the argument.
    let is_told_there = container.image.is_none_or(|image| matches!(image.dockerfile, DockerfileOrigin::File(_)));
    if container.service.build.is_none() || is_told_there {
        return;
    }
    let build = container.build();
    let is_taken = |pair: &&Pair| build.is_none_or(|build| build.may_take_argument(&pair.name.value));
    for pair in container.build_arguments().iter().filter(is_taken) {
        let name = &pair.name.value;
        // What is written out is told as such.
        let comes_from_outside = pair
            .value
            .as_ref()
            .is_none_or(|value| matches!(value.provenance, Provenance::Environment | Provenance::Unset));
        if comes_from_outside && names_secret(name) {
            checker
                .report_at(pair.name.place, format!("`{name}` is a build argument: the history of the image shows its value"))
                .help(format!(
                    "lend it to the step that needs it, `RUN --mount=type=secret,id={name},env={name} ...`:\nservices:\n  \
                     {0}:\n    build:\n      secrets: [{name}]\nsecrets:\n  {name}:\n    environment: {name}",
                    container.service.name.value
                ));
        }
    }
}
