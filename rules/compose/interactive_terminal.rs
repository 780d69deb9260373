//! Services with a terminal that nobody sits at.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{CommandLine, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "interactive-terminal",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("interactive_terminal.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let is_tool = !service.profiles.is_empty() || stack.is_one_shot(service);
    if is_tool || starts_a_shell(service) {
        return;
    }
    let keys = [("tty", &service.tty), ("stdin_open", &service.stdin_open)];
    let set = keys.into_iter().filter(|(_, flag)| Service::is_set(flag));
    let mut set = set.filter_map(|(name, _)| Some((name, service.key(name)?)));
    let Some((name, key)) = set.next().filter(|(_, key)| !checker.is_for_development(*key)) else { return };
    // What is built here may start a shell, which lives by its terminal.
    let is_built = service.build.is_some() || stack.builders_of(service).next().is_some();
    let may_be_a_shell = is_built && service.command.is_none() && service.entrypoint.is_none();
    let edit = checker.edits_in(key.file).remove_member(key).filter(|_| !may_be_a_shell);
    let stays = !may_be_a_shell && (service.restart.is_some() || !service.ports.is_empty());
    let finding = checker.report_at(key, "the service gets a terminal that nobody sits at").fix(
        Safety::Unsafe,
        format!("remove `{name}`"),
        edit,
    );
    let finding = if stays { finding } else { finding.from_profile(Profile::Strict) };
    if name == "tty" {
        finding.note("with a terminal, errors and other output are one stream");
    }
}

/// Whether what it starts would end at once without somebody to type.
fn starts_a_shell(service: &Service) -> bool {
    let is_shell = |line: &CommandLine| {
        let program = line.program().map(|word| word.value.rsplit('/').next().unwrap_or_default());
        line.arguments().is_empty() && program.is_some_and(|program| SHELLS.contains(&program))
    };
    [&service.command, &service.entrypoint].into_iter().flatten().any(is_shell)
}

const SHELLS: &[&str] = &["ash", "bash", "irb", "node", "python", "python3", "sh", "zsh"];
