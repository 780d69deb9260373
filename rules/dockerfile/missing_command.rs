//! Images that do not say what to start.

use crate::knowledge::images::Kind as ImageKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Stage};
use crate::syntax::dockerfile::ast::{Healthcheck, Kind};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-command",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_command.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let start = build.start(stage);
    if start.entrypoint.is_some()
        || start.command.is_some()
        || build.is_workshop(stage)
        || build.is_to_build_upon(stage)
    {
        return;
    }
    if build.is_left_to_services(|service| service.names_command) {
        return;
    }
    if checker.file().is_for_building() || checker.file().is_for_development() {
        return;
    }
    let (Some(sign), Some(instead)) = (sign_of_service(build, stage), instead(build, stage)) else { return };
    checker
        .report(
            stage.base_span,
            format!("nothing says what to start: there is no CMD and no ENTRYPOINT, and {instead}"),
        )
        .label(sign, "something is meant to answer here")
        .help("name the program, as the last line: CMD [\"program\", \"argument\"]");
}

/// What a container of the base image does, where that is surely not what is wanted.
fn instead(build: &Build, stage: &Stage) -> Option<&'static str> {
    match build.root_base(stage) {
        Base::Scratch => Some("`scratch` has none to start"),
        Base::Image(_) => {
            let image = build.base_image(stage)?;
            // What images for Windows start is not in the tables.
            let is_windows = image.facts.distribution.is_windows();
            let is_bare = !image.facts.command && !image.facts.service && !is_windows;
            match image.family.kind {
                ImageKind::OperatingSystem if is_bare => Some("the base image starts a shell at most"),
                ImageKind::Language if is_bare => Some("the base image starts a prompt at most"),
                ImageKind::OperatingSystem | ImageKind::Language | ImageKind::Server | ImageKind::Tool => None,
            }
        }
        Base::Stage(_) | Base::Dynamic(_) | Base::Missing => None,
    }
}

/// The EXPOSE or HEALTHCHECK that says that the image is a service.
fn sign_of_service(build: &Build, stage: &Stage) -> Option<Span> {
    build.image_steps(stage).into_iter().filter_map(|step| build.instruction(step)).find_map(|known| {
        match &known.kind {
            Kind::Expose(_) | Kind::Healthcheck(Healthcheck::Command(..)) => Some(known.span),
            _ => None,
        }
    })
}
