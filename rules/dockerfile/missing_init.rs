//! Interpreters that are process 1, with no init program in front.

use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Step};
use crate::syntax::Word;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-init",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_init.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    if build.is_workshop(stage) || !build.is_service(stage) || build.has_init(stage) {
        return;
    }
    // Windows has no such signals.
    let posix = |step: &&Step| step.interpreter.dialect().is_some();
    let Some(step) = build.start(stage).step().filter(posix) else { return };
    let Some(command) = build.commands_of(step).iter().find(|command| is_script(command)) else { return };
    let name = &command.program.value;
    checker
        .report(command.program.span, format!("`{name}` is process 1, which ignores every signal that the script does not handle"))
        .help("answer SIGTERM in the script, or start it behind an init: `docker run --init`, `init: true` in Compose, or ENTRYPOINT [\"tini\", \"--\"]");
}

/// Whether the command is an interpreter with a script of the author's; servers answer signals by themselves.
fn is_script(command: &Command) -> bool {
    let name = command.program.value.as_str();
    let is_first = command.form.exec || command.wrappers.first().is_some_and(|wrapper| wrapper == "exec");
    let is_language =
        programs::is_interpreter(name) && !programs::is_shell(name) && !matches!(name, "pwsh" | "powershell");
    let has_server = command.args.iter().filter_map(Word::known).any(|word| programs::is_server(&word));
    is_first && is_language && !command.args.is_empty() && !has_server && !command.has_arg("-c")
}
