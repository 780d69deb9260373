//! Images whose last USER is root.

use crate::knowledge::images::DefaultUser;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "last-user-root",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3002", "CKV_DOCKER_8"],
    options: &[],
    since: "0.1.0",
    page: include_str!("last_user_root.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let Some(user) = stage.after.user.as_ref().filter(|user| user.is_root()) else { return };
    if build.is_left_to_services(|service| service.runs_without_root) {
        return;
    }
    let start = build.start(stage).step().and_then(|step| build.instruction(step));
    let lesser = lesser_case(build, stage);
    let message = lesser.unwrap_or("the last `USER` is root, so the container runs as root");
    let mut finding = checker.report(user.span, message);
    if let Some(start) = start {
        finding = finding.label(start.keyword.span, "this runs with uid 0");
    }
    if lesser.is_some() {
        finding = finding.severity(Severity::Info).from_profile(Profile::Strict);
    }
    finding.help(match earlier_user(build, stage) {
        Some(name) => format!("switch back once root's work is done, at the end of the stage:\nUSER {name}"),
        None => "end with the user that the program shall run as:\nUSER 10001:10001".to_owned(),
    });
}

/// What is said where root at the end may well be meant.
fn lesser_case(build: &Build, stage: &Stage) -> Option<&'static str> {
    if build.manages_privileges(stage) {
        Some("the last `USER` is root: it is left to what starts to become somebody else")
    } else if build.is_workshop(stage) {
        Some("the last `USER` is root, and so is whoever works in the image")
    } else if !starts_something(build, stage) {
        Some("the last `USER` is root, for every image that starts from this one too")
    } else {
        None
    }
}

/// Whether a container of the image runs something by itself: what is left to other images' FROM is not ours to judge.
fn starts_something(build: &Build, stage: &Stage) -> bool {
    let by_base = build.base_image(stage).is_some_and(|image| image.facts.command || image.facts.service);
    let is_start = |kind: &Kind| matches!(kind, Kind::Cmd(_) | Kind::Entrypoint(_));
    let by_steps = build
        .image_steps(stage)
        .into_iter()
        .any(|step| build.instruction(step).is_some_and(|known| is_start(&known.kind)));
    by_steps || by_base
}

/// The user before root took over: the last other one in the file, or the base image's own.
fn earlier_user(build: &Build, stage: &Stage) -> Option<String> {
    let named = build.image_steps(stage).into_iter().rev().find_map(|step| {
        let user = step.before.user.as_ref()?;
        user.name.clone().filter(|_| !user.is_root())
    });
    named.or_else(|| match build.base_image(stage)?.facts.user {
        DefaultUser::Named { name, .. } => Some(name.to_owned()),
        DefaultUser::Root | DefaultUser::Unknown => None,
    })
}
