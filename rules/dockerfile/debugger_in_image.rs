//! Debuggers in the image that is built.

use crate::knowledge::debugging::{debugger_of_package, debugger_of_program};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::Action;
use crate::model::{Build, Command, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::Nesting;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "debugger-in-image",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("debugger_in_image.md"),
    check: Check::Build(check),
};

/// Programs that PHP's images bring to add extensions.
const EXTENSION_INSTALLERS: &[&str] = &["docker-php-ext-enable", "docker-php-ext-install", "install-php-extensions"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let mut found = build.image_steps(stage).into_iter().flat_map(|step| debuggers(build, step)).peekable();
    if found.peek().is_none() || build.is_for_development(stage) {
        return;
    }
    let help = match &stage.name {
        Some(name) => format!("install it in a stage of its own, built to develop with:\nFROM {} AS dev", name.value),
        None => "install it in a stage of its own that starts from this one, built to develop with".to_owned(),
    };
    let mut told: Vec<&str> = Vec::new();
    for (debugger, span) in found {
        // One that is installed and then enabled is still one.
        if !told.contains(&debugger) {
            told.push(debugger);
            checker.report(span, format!("{debugger} is in the image that is built")).help(help.clone());
        }
    }
}

/// The debuggers that a step installs whatever its conditions say.
fn debuggers(build: &Build, step: &Step) -> Vec<(&'static str, Span)> {
    if let Some(Kind::Copy(transfer)) = build.instruction(step).map(|instruction| &instruction.kind) {
        let sources = transfer.sources.iter().filter(|_| !step.sources.is_empty());
        return sources.filter_map(|word| Some((debugger_of_program(&word.known()?)?, word.span))).collect();
    }
    let is_sure = |command: &&Command| matches!(command.placement.nesting, Nesting::TopLevel | Nesting::Group);
    build.commands_of(step).iter().filter(is_sure).flat_map(in_command).collect()
}

fn in_command(command: &Command) -> Vec<(&'static str, Span)> {
    let is_pecl = command.is_any(&["pecl"]) && command.subcommand().as_deref() == Some("install");
    let words: Vec<&Word> = if is_pecl || command.is_any(EXTENSION_INSTALLERS) {
        command.args.iter().collect()
    } else {
        match command.order() {
            Some(order) if order.action == Action::Install => order.operands,
            Some(_) | None => Vec::new(),
        }
    };
    words.into_iter().filter_map(|word| Some((debugger_of_package(&word.known()?)?, word.span))).collect()
}
