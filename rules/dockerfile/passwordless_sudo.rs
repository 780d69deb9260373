//! Users that become root without being asked.

use crate::knowledge::accounts::unlocked_commands;
use crate::knowledge::images::DefaultUser;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage, Step, is_root};

/// The rule.
pub static RULE: Rule = Rule {
    name: "passwordless-sudo",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("passwordless_sudo.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(stage) = build.stage(step.stage) else { return };
    for written in build.written_texts(checker.file(), step) {
        let Some(unlocked) = unlocked_commands(&written.text).filter(|_| written.path.contains("sudoers")) else {
            continue;
        };
        if checker.file().is_for_development() || build.is_named_for_development(stage) {
            return;
        }
        let is_all = unlocked.commands == "ALL";
        let who = unlocked.who;
        let message = match is_all {
            true => format!("`{who}` can become root without being asked"),
            false => format!("`{who}` can run {} as root without a password", listed(unlocked.commands)),
        };
        let user = stage.after.user.as_ref().filter(|user| !user.is_root());
        let mut finding = checker.report(written.span, message).help(
            "leave sudo out of the image: do what needs root before the last USER, or start as root and hand over in \
             the entry script: `exec gosu app \"$@\"`",
        );
        if let Some(user) = user.filter(|user| user.name.as_deref().is_some_and(|name| !is_root(name))) {
            finding = finding.label(user.span, "with that, this user is no limit");
        }
        let is_limited = build.target_stage().is_some_and(|target| !starts_as_root(build, target));
        if !build.reaches_target(stage) || !is_limited {
            finding.severity(Severity::Info).from_profile(Profile::Strict);
        } else if !is_all {
            finding.severity(Severity::Info);
        }
    }
}

/// The commands of a line for sudo, each in backticks.
fn listed(commands: &str) -> String {
    let each: Vec<String> = commands.split(',').map(|command| format!("`{}`", command.trim())).collect();
    each.join(", ")
}

/// Whether the containers of a stage run as root anyway.
fn starts_as_root(build: &Build, stage: &Stage) -> bool {
    let by_base = || build.base_image(stage).is_some_and(|image| image.facts.user == DefaultUser::Root);
    stage.after.user.as_ref().map_or_else(by_base, |user| user.is_root())
}
