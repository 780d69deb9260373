//! Services that build a stage which their Dockerfile does not have.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Container};
use crate::text::{Edit, nearest};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-build-target",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unknown_build_target.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let Some(build) = container.build().filter(|build| !build.stages.is_empty()) else { return };
    let target = container.service.build.as_ref().and_then(|build| build.target.as_ref());
    let Some(target) = target.filter(|target| target.is_known() && !target.value.is_empty()) else { return };
    if build.stage_called(&target.value).is_some() {
        return;
    }
    let names = names(build);
    let meant = nearest(&target.value, names.iter().copied());
    let file = container.dockerfile().map(|file| file.source.name()).unwrap_or_default();
    let finding = checker.report_at(target.place, format!("`{file}` has no stage `{}`", target.value));
    let finding = match (meant, names.as_slice()) {
        (Some(meant), _) => finding.help(format!("did you mean `{meant}`?")),
        (None, []) => finding.help("its stages have no names: add one with `FROM ... AS NAME`, or leave `target` out"),
        (None, _) => finding.help(format!("its stages are {}", listed(&names))),
    };
    if let Some(meant) = meant {
        let title = format!("build the stage `{meant}`");
        finding.fix(Safety::Unsafe, title, [Edit::replace(target.place.span, meant.to_owned())]);
    }
}

/// The names of its stages, in their order.
fn names(build: &Build) -> Vec<&str> {
    build.stages.iter().filter_map(|stage| stage.name.as_ref()).map(|name| name.value.as_str()).collect()
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
