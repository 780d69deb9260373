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
    // On nothing it makes one layer of many, which somebody may want.
    if matches!(build.root_base(stage), Base::Scratch) {
        checker
            .report(
                source.span,
                format!("this makes one layer of the whole of `{}`, and leaves its ENV and USER behind", from.raw),
            )
            .severity(Severity::Info)
            .from_profile(Profile::Strict)
            .help("start from that stage, or copy what is needed, so that layers are shared and those are kept");
        return;
    }
    let Some(likeness) = step.sources.iter().find_map(|source| likeness(build, source)) else { return };
    let finding = checker
        .report(source.span, format!("this lays the whole of `{}` over the base image", from.raw))
        .label(stage.base_span, "the files of this image are weighed twice, or mixed with others")
        .help("copy the directories that are needed, or start the stage from that one");
    if likeness == Likeness::Unknown {
        finding.severity(Severity::Info).from_profile(Profile::Strict);
    }
}

/// What a source is likely to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// A system of its own.
    System,
    /// Perhaps a system, perhaps only files that are made to be laid over others.
    Unknown,
}

/// `None` where a source surely holds no system: a stage on nothing, an image of a tool.
fn likeness(build: &Build, source: &Source) -> Option<Likeness> {
    let image = match &source.origin {
        SourceOrigin::Stage(id) => {
            let stage = build.stage(*id).filter(|stage| !matches!(build.root_base(stage), Base::Scratch))?;
            build.base_image(stage)
        }
        SourceOrigin::Image(image) => images::lookup(image.normalized(), image.tag()),
        SourceOrigin::NotYet(_) | SourceOrigin::NoSuchNumber | SourceOrigin::Variable | SourceOrigin::NoReference => {
            return None;
        }
    };
    match image.map(|image| image.shell()) {
        Some(ShellKind::None) => None,
        Some(ShellKind::Unknown) | None => Some(Likeness::Unknown),
        Some(_) => Some(Likeness::System),
    }
}
