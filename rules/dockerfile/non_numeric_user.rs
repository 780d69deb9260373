//! Images whose user is a name.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage, User, is_root};

/// The rule.
pub static RULE: Rule = Rule {
    name: "non-numeric-user",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL3066"],
    options: &[],
    since: "0.1.0",
    page: include_str!("non_numeric_user.md"),
    check: Check::Build(check),
};

/// Users of Windows, which have no numbers.
const WINDOWS: &[&str] = &["ContainerAdministrator", "ContainerUser"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let target = build.target_stage();
    let user_of_target = target.and_then(|stage| stage.after.user.as_ref());
    for stage in &build.stages {
        let is_target = target.is_some_and(|target| target.id == stage.id);
        let Some(user) = &stage.after.user else { continue };
        let is_own = build.step(user.step).is_some_and(|step| step.stage == stage.id);
        // A USER counts once: for the image it ends up in, or else for the stage it stands in.
        if is_target || (is_own && user_of_target.is_none_or(|other| other.step != user.step)) {
            check_user(build, stage, user, is_target, checker);
        }
    }
}

fn check_user(build: &Build, stage: &Stage, user: &User, is_target: bool, checker: &mut Checker<'_>) {
    let Some(name) = user.name.as_deref().filter(|name| !name.is_empty() && !is_root(name)) else { return };
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let image = build.base_image(stage);
    if WINDOWS.contains(&name) || image.is_some_and(|image| image.facts.distribution.is_windows()) {
        return;
    }
    let number = image.and_then(|image| image.user_id(name));
    let help = match number {
        Some(uid) => format!("write the number that `{name}` has in the base image:\nUSER {uid}"),
        None => {
            format!("give `{name}` a fixed number where it is created (useradd --uid 10001), and write\nUSER 10001")
        }
    };
    let message = match (is_target, &stage.name) {
        (true, _) => format!("Kubernetes cannot tell that `{name}` is not root"),
        (false, Some(stage)) => {
            format!("from an image of `{}`, Kubernetes cannot tell that `{name}` is not root", stage.value)
        }
        (false, None) => format!("from an image of this stage, Kubernetes cannot tell that `{name}` is not root"),
    };
    checker.report(user.span, message).help(help);
}
