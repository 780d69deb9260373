//! Services that nobody can ask whether they are well.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, HealthCheck, Stage};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-healthcheck",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["DL3057", "CKV_DOCKER_2", "DS-0026"],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_healthcheck.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let base_has_none = match build.root_base(stage) {
        Base::Scratch => true,
        Base::Image(_) => build.base_image(stage).is_some_and(|image| !image.facts.healthcheck),
        Base::Stage(_) | Base::Dynamic(_) | Base::Missing => false,
    };
    if !base_has_none || build.is_workshop(stage) || has_healthcheck(build, stage) || !build.is_service(stage) {
        return;
    }
    if build.health_is_left_to_services() {
        return;
    }
    let start = build.start(stage).step().and_then(|step| build.instruction(step));
    let culprit = start.map_or(stage.base_span, |instruction| instruction.keyword.span);
    let help = match build.health_check(stage) {
        Some(HealthCheck::Http(Some(words))) => format!("if it speaks HTTP:\nHEALTHCHECK CMD {}", array(&words)),
        Some(HealthCheck::Http(None)) => "add a HEALTHCHECK that runs the service's own check".to_owned(),
        Some(HealthCheck::Client(words)) => format!("ask the service itself:\nHEALTHCHECK CMD {}", array(&words)),
        None => return,
    };
    checker
        .report(culprit, "nothing tells a service that hangs from one that works: there is no HEALTHCHECK")
        .help(help);
}

/// The words as a JSON array.
fn array(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

/// Whether the file says something about it; `HEALTHCHECK NONE` is a decision too.
fn has_healthcheck(build: &Build, stage: &Stage) -> bool {
    build
        .image_steps(stage)
        .into_iter()
        .any(|step| build.instruction(step).is_some_and(|known| matches!(known.kind, Kind::Healthcheck(_))))
}
