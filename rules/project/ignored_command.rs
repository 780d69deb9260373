//! Services whose command the ENTRYPOINT of their image never looks at.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::syntax::compose::ast::Form;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ignored-command",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ignored_command.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let Some(command) = service.command.as_ref().filter(|command| command.form != Form::Cleared) else { return };
    let Some((build, stage)) = container.stage().filter(|_| service.entrypoint.is_none()) else { return };
    let Some(entrypoint) = build.start(stage).entrypoint.filter(|step| build.ignores_arguments(step)) else { return };
    let Some(instruction) = build.instruction(entrypoint) else { return };
    let finding = checker.report_at(
        command.place,
        "`command` is never used: the image's `ENTRYPOINT` is in shell form and takes no arguments",
    );
    let finding = match container.place(instruction.keyword.span) {
        Some(place) => finding.label_at(place, "the shell runs this text, and nothing else"),
        None => finding,
    };
    finding.help(match entrypoint.plain_words() {
        Some(words) => format!(
            "write it as an array, to which `command` is added, or name the `entrypoint` of the service:\nENTRYPOINT {words:?}"
        ),
        None => "let the text end in `\"$@\"` where it shall run `command`, or name the `entrypoint` of the service"
            .to_owned(),
    });
}
