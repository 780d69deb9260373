//! COPY to a relative path where nobody has said what it is relative to.

use crate::knowledge::images::{DefaultUser, Distribution};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Base, Build, Stage, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "relative-destination",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["DL3045"],
    options: &[],
    since: "0.1.0",
    page: include_str!("relative_destination.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(stage) = build.stage(step.stage).filter(|_| step.before.workdir.is_none()) else { return };
    // The other tool looks at COPY alone.
    let (transfer, aliases) = match build.instruction(step).map(|instruction| &instruction.kind) {
        Some(Kind::Copy(transfer)) => (transfer, RULE.aliases),
        Some(Kind::Add(transfer)) => (transfer, &[][..]),
        _ => return,
    };
    let Some(word) = &transfer.destination else { return };
    // What was meant as a comment has to be said first.
    if build.instruction(step).is_some_and(|instruction| instruction.trailing_comment().is_some()) {
        return;
    }
    let Some(path) = build.expanded(step, word).filter(|path| is_relative(path)) else { return };
    if starts_in_root(build, stage) {
        let inner = path.trim_start_matches("./");
        let absolute = format!("/{}", if inner == "." { "" } else { inner });
        let is_plain = !transfer.json && !word.is_quoted() && word.known().is_some();
        let edit = is_plain.then(|| checker.edits().replace(word.span, absolute.clone()));
        checker
            .report(word.span, format!("`{}` is `{absolute}` here: no WORKDIR says where files go", word.raw))
            .label(stage.base_span, "neither does the image")
            .help(format!("write WORKDIR before it, or {absolute} where that is meant"))
            .fix(Safety::Safe, "write where it goes", edit)
            .aliases(aliases);
    } else if may_start_in_root(build, stage) {
        checker
            .report(word.span, format!("nothing here says what `{}` is relative to", word.raw))
            .label(stage.base_span, "what WORKDIR this image has is not known")
            .help("write WORKDIR before it, or an absolute path")
            .severity(Severity::Info)
            .from_profile(Profile::Strict)
            .aliases(aliases);
    }
}

fn is_relative(path: &str) -> bool {
    let is_drive = path.get(1..2) == Some(":");
    !path.is_empty() && !path.starts_with(['/', '\\', '$']) && !path.starts_with("..") && !is_drive
}

/// Whether a stage is known to start in `/`: from nothing, or from an image that sets no WORKDIR.
fn starts_in_root(build: &Build, stage: &Stage) -> bool {
    match build.root_base(stage) {
        Base::Scratch => true,
        Base::Image(_) => build.base_image(stage).is_some_and(|image| {
            let distribution = image.facts.distribution;
            // Of images whose programs are not all known, the directory may not be known either.
            image.facts.workdir.is_empty()
                && image.facts.exhaustive
                // Those with a user of their own often start in its home.
                && matches!(image.facts.user, DefaultUser::Root)
                && distribution != Distribution::Unknown
                && !distribution.is_windows()
        }),
        Base::Stage(_) | Base::Dynamic(_) | Base::Missing => false,
    }
}

/// Whether nothing is known of the directory that a stage starts in.
fn may_start_in_root(build: &Build, stage: &Stage) -> bool {
    match build.root_base(stage) {
        Base::Image(_) | Base::Dynamic(_) => build.base_image(stage).is_none_or(|image| image.facts.workdir.is_empty()),
        Base::Scratch | Base::Stage(_) | Base::Missing => false,
    }
}
