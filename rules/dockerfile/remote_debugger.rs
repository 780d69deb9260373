//! Debuggers that let anybody in.

use crate::knowledge::debugging::{OpenDebugger, open_debugger};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage, Step};
use crate::syntax::dockerfile::ast::{Kind, Pair};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "remote-debugger",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("remote_debugger.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage().filter(|stage| !build.is_said_to_be_for_development(stage)) else { return };
    for step in build.image_steps(stage) {
        let Some(Kind::Env(pairs)) = build.instruction(step).map(|instruction| &instruction.kind) else { continue };
        for pair in &pairs.pairs {
            if let Some(debugger) = in_variable(build, stage, step, pair) {
                report(&debugger, pair.span, checker);
            }
        }
    }
    for command in build.start_commands(stage) {
        let words = std::iter::once(command.program_path.clone()).chain(command.args.iter().map(|it| it.raw.clone()));
        if let Some(debugger) = open_debugger(&words.collect::<Vec<_>>()) {
            let named = command.args.iter().find(|word| word.raw.contains(&debugger.address));
            report(&debugger, named.map_or(command.program.span, |word| word.span), checker);
        }
    }
}

fn in_variable(build: &Build, stage: &Stage, step: &Step, pair: &Pair) -> Option<OpenDebugger> {
    let name = pair.key.known()?;
    let debugger = open_debugger(&[build.expanded(step, &pair.value).unwrap_or_else(|| pair.value.raw.clone())])?;
    let is_last = build.variable_of_image(stage, &name)?.step == Some(step.id);
    is_last.then_some(debugger)
}

fn report(debugger: &OpenDebugger, span: Span, checker: &mut Checker<'_>) {
    let OpenDebugger { name, address, is_surely_open } = debugger;
    let help = "leave it to the command that starts the container you debug, or bind it to 127.0.0.1";
    if *is_surely_open {
        let message = format!("a {name} waits on `{address}`: whoever reaches it can run any code");
        checker.report(span, message).help(help);
        return;
    }
    let message = format!("a {name} waits on `{address}`, which up to Java 8 is open to everybody");
    checker.report(span, message).help(help).from_profile(Profile::Production);
}
