//! COPY of a whole file system over another one.

use crate::knowledge::images::{self, ShellKind};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Source, SourceOrigin, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "copied-file-system",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["DL3067"],
    options: &[],
    since: "0.1.0",
    page: include_str!("copied_file_system.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let Kind::Copy(transfer) = &instruction.kind else { return };
    let (Some(from), Some(stage)) = (instruction.flag_value("from"), build.stage(step.stage)) else { return };
    let Some(source) = transfer.sources.iter().find(|word| word.is("/") || word.is("/.")) else { return };
    if !transfer.destination.as_ref().is_some_and(|word| word.is("/") || word.is("/.")) {
        return;
    }
    if !step.sources.iter().any(|source| is_system(build, source)) {
        return;
    }
    // On nothing it makes one layer of many, which somebody may want.
    if matches!(build.root_base(stage), Base::Scratch) {
        return;
    }
    checker
        .report(source.span, format!("this lays the whole of `{}` over the base image", from.raw))
        .label(stage.base_span, "the files of this image are weighed twice, or mixed with others")
        .help("copy the directories that are needed, or start the stage from that one");
}

/// Whether a source is known for a system of its own. Images of tools are made to be laid over others.
fn is_system(build: &Build, source: &Source) -> bool {
    let image = match &source.origin {
        SourceOrigin::Stage(id) => build.stage(*id).and_then(|stage| build.base_image(stage)),
        SourceOrigin::Image(image) => images::lookup(image.normalized(), image.tag()),
        SourceOrigin::NotYet(_) | SourceOrigin::NoSuchNumber | SourceOrigin::Variable | SourceOrigin::NoReference => {
            None
        }
    };
    image.is_some_and(|image| image.shell() != ShellKind::None && image.shell() != ShellKind::Unknown)
}
