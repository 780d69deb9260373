//! Repositories that are fetched as they are on the day of the build.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::pins::Pin;
use crate::model::repositories::{GitClone, address_pin};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unpinned-clone",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unpinned_clone.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    if build.is_named_for_development(stage) {
        return;
    }
    let settled = build.last_settled(stage);
    for step in build.steps_of(stage) {
        let commands = build.commands_of(step).iter();
        for command in commands.filter(|command| settled.is_none_or(|place| place < command.span.start)) {
            check_command(command, checker);
        }
        check_add(build, step, checker);
    }
}

fn check_add(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(Kind::Add(transfer)) = build.instruction(step).map(|instruction| &instruction.kind) else { return };
    for word in &transfer.sources {
        let address = word.known_prefix();
        let address = address.split('#').next().unwrap_or_default();
        let message = match address_pin(word) {
            Some(Pin::Missing) => format!("`{address}` is added as it is on the day of the build"),
            Some(Pin::Moving) => format!("`{address}` is added from a branch, which moves"),
            Some(Pin::Named) | None => continue,
        };
        // The part of the repository that is wanted stands behind the version.
        let folder = word.raw.split_once('#').and_then(|(_, fragment)| fragment.split_once(':'));
        let folder = folder.map(|(_, folder)| format!(":{}", folder.trim_matches('"'))).unwrap_or_default();
        checker.report(word.span, message).help(format!("name a tag, or better a commit: {address}#COMMIT{folder}"));
    }
}

fn check_command(command: &Command, checker: &mut Checker<'_>) {
    let Some(clone) = command.git_clone() else { return };
    let address = clone.address.raw.trim_matches(['"', '\'']);
    let message = match clone.pin {
        Pin::Missing => format!("`{address}` is cloned as it is on the day of the build"),
        Pin::Moving => format!("`{address}` is cloned from a branch, which moves"),
        Pin::Named => return,
    };
    checker.report(clone.address.span, message).help(advice(&clone));
}

/// How to get a commit. A shallow clone has only the one at the end of its branch: others have to be fetched.
fn advice(clone: &GitClone<'_>) -> String {
    let git = match clone.directory.as_str() {
        "." | "./" => "git".to_owned(),
        directory => format!("git -C {directory}"),
    };
    let submodules =
        if clone.has_submodules { format!(" && {git} submodule update --init --recursive") } else { String::new() };
    if clone.is_shallow {
        return format!(
            "clone a tag, --branch TAG, or fetch a commit behind it:\n{git} fetch --depth 1 origin COMMIT && {git} checkout FETCH_HEAD{submodules}"
        );
    }
    format!("clone a tag, --depth 1 --branch TAG, or check a commit out behind it:\n{git} checkout COMMIT{submodules}")
}
