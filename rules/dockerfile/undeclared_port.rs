//! Ports that a server listens on and EXPOSE does not name.

use crate::knowledge::images::Kind as ImageKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Base, Build, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "undeclared-port",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("undeclared_port.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage().filter(|stage| !build.is_workshop(stage)) else { return };
    let servers = build.started_servers(stage);
    let [server] = servers.as_slice() else { return };
    let Some(port) = server.port() else { return };
    let Some(exposed) = build.exposed_ports(stage) else { return };
    if exposed.iter().any(|ports| ports.contains(port.value)) {
        return;
    }
    let name = server.server.name;
    let number = port.value;
    let place = port.span.filter(|_| server.script.is_none()).unwrap_or(server.span);
    let line = format!("EXPOSE {number}");
    if let Some(other) = exposed.first() {
        checker
            .report(place, format!("`{name}` listens on port {number}, and EXPOSE names {}", other.first))
            .label(other.span, "named here")
            .help(format!("name the port that is meant:\n{line}"))
            .severity(Severity::Warning);
        return;
    }
    if !base_declares_none(build, stage) {
        return;
    }
    let step = build.step(server.step).filter(|step| step.stage == stage.id);
    let edit = step
        .and_then(|step| build.instruction(step))
        .map(|instruction| checker.edits().add_line_before(instruction, &line));
    let finding = checker
        .report(place, format!("`{name}` listens on port {number}, and no EXPOSE says so"))
        .help(format!("declare it:\n{line}"));
    if let Some(edit) = edit {
        finding.fix(Safety::Safe, format!("declare port {number}"), [edit]);
    }
}

fn base_declares_none(build: &Build, stage: &Stage) -> bool {
    *build.root_base(stage) == Base::Scratch
        || build
            .base_image(stage)
            .is_some_and(|image| matches!(image.family.kind, ImageKind::OperatingSystem | ImageKind::Language))
}
