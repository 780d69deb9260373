//! Package managers of the system, run by somebody who may not write where they write.

use crate::knowledge::images::DefaultUser;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::Action;
use crate::model::{Build, Command, Step, is_root};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "package-install-without-root",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("package_install_without_root.md"),
    check: Check::Step(check),
};

/// Flags with which nothing is installed, or somewhere else.
const ELSEWHERE: &[&str] = &[
    "dry-run",
    "h",
    "help",
    "installroot",
    "just-print",
    "no-act",
    "p",
    "print-uris",
    "recon",
    "root",
    "s",
    "simulate",
    "usermode",
    "version",
];

/// Programs that make somebody root, or somebody else.
const CHANGERS: &[&str] =
    &["chpst", "chroot", "doas", "fakeroot", "gosu", "runuser", "s6-setuidgid", "setpriv", "su", "su-exec", "sudo"];

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    if !build.commands_of(step).iter().any(needs_root) {
        return;
    }
    let Some(user) = user_of(build, step) else { return };
    let Some(command) = build.certain_commands(step).into_iter().find(|command| needs_root(command)) else { return };
    let Some(order) = command.order() else { return };
    let Some(instruction) = build.instruction(step) else { return };
    let name = &user.name;
    let lines = [checker.edits().add_line_before(instruction, "USER root"), {
        checker.edits().add_line_after(instruction, &format!("USER {}", user.written))
    }];
    checker
        .report(command.program.span, format!("`{}` needs root, and this runs as `{name}`", order.name()))
        .label(user.span, user.origin)
        .help(format!(
            "install before the user changes, or switch around it:\nUSER root\nRUN ...\nUSER {}",
            user.written
        ))
        .fix(Safety::Unsafe, format!("run it as root, and go on as `{name}`"), lines);
}

/// Whether the command changes the packages of the system, as whoever the step runs as.
fn needs_root(command: &Command) -> bool {
    let Some(order) = command.order().filter(|order| order.manager.is_of_system()) else { return false };
    let changes = match order.action {
        Action::Install | Action::Update | Action::Upgrade | Action::Remove => true,
        Action::Clean => false,
    };
    changes && !command.has_flag(ELSEWHERE) && !command.wrappers.iter().any(|name| CHANGERS.contains(&name.as_str()))
}

/// Who runs a step, where that is surely not root.
struct User {
    name: String,
    /// As it is written after USER.
    written: String,
    span: Span,
    origin: String,
}

fn user_of(build: &Build, step: &Step) -> Option<User> {
    let becomes_root = |shell: &[String]| shell.iter().any(|word| word.ends_with("sudo") || word.ends_with("doas"));
    if step.before.shell.as_ref().is_some_and(|shell| becomes_root(&shell.words)) {
        return None;
    }
    let Some(user) = &step.before.user else {
        let stage = build.stage(step.stage)?;
        let root = build.lineage(stage).last()?;
        return match build.base_image(stage)?.facts.user {
            // A number alone is what most images of a registry have, not what each one surely has.
            DefaultUser::Named { name, uid } if uid != 0 && !is_number(name) => Some(User {
                name: name.to_owned(),
                written: name.to_owned(),
                span: root.base_span,
                origin: format!("starts as `{name}`"),
            }),
            DefaultUser::Named { .. } | DefaultUser::Root | DefaultUser::Unknown => None,
        };
    };
    let name = user.name.clone().filter(|name| !name.is_empty() && !is_root(name))?;
    let Kind::User(Some(word)) = &build.instruction(build.step(user.step)?)?.kind else { return None };
    Some(User { name, written: word.raw.clone(), span: user.span, origin: "from here on".to_owned() })
}

fn is_number(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}
