//! Health checks of services that ask with a program their image does not have.

use crate::lint::compose_help::test;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Command, Container};
use crate::syntax::compose::ast::TestForm;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-service-healthcheck-tool",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_service_healthcheck_tool.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let Some(test) = service.healthcheck.as_ref().filter(|it| !it.is_disabled()).and_then(|it| it.test.as_ref()) else {
        return;
    };
    let origin = container.origin_place();
    if test.form == TestForm::Shell && container.lacks_shell() {
        let place = test.script().map_or(test.place, |script| script.place);
        checker
            .report_at(place, "this health check needs a shell, and the image has none")
            .label_at(origin, "without `sh`")
            .help(
                "name a program of the image, such as the service's own check:\ntest: [\"CMD\", \"/app\", \"health\"]",
            );
        return;
    }
    let Some(commands) = container.stack.health_commands_of(service) else { return };
    let Some(command) = commands.missing_program(|name| container.has_program(name)) else { return };
    let Some(place) = commands.place(command.program.span) else { return };
    let name = command.program.value.as_str();
    checker
        .report_at(place, format!("`{name}` is not in the image, so the container is always unhealthy"))
        .label_at(origin, format!("without `{name}`, and nothing installs it"))
        .help(help(container, command));
}

fn help(container: &Container<'_>, command: &Command) -> String {
    let url = command.args.iter().filter_map(|word| word.known()).find(|word| word.starts_with("http"));
    if let Some(words) = url.filter(|url| !url.contains('\'')).and_then(|url| container.http_probe(&url)) {
        return format!("ask with what the image has:\n{}", test(&words));
    }
    let known = container.stack.health_command_of(container.service);
    if let Some(words) = known.filter(|words| words.first() != Some(&command.program.value)) {
        return format!("ask with what the image has:\n{}", test(&words));
    }
    match container.build() {
        Some(_) => format!("install `{}` in the image, or ask with a program that is there", command.program.value),
        None => "ask with a program that is in the image".to_owned(),
    }
}
