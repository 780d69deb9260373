//! Programs that work in the root directory because nobody said where.

use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Stage};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-workdir",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_workdir.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage().filter(|stage| stage.after.workdir.is_none()) else { return };
    if build.base_image(stage).is_none() || is_somebody_elses(build, stage) {
        return;
    }
    // CMD behind an ENTRYPOINT is arguments.
    let Some(step) = build.start(stage).step() else { return };
    let mut relative = build.commands_of(step).iter().filter_map(|command| Some((command, relative_path(command)?)));
    // The first tells enough; each `cd` before it has to be followed.
    let Some((command, (path, span))) = relative.next() else { return };
    if build.directory_of(step, command).as_deref() == Some("/") {
        checker
            .report(span, format!("`{path}` is looked for in `/`: no WORKDIR says where the program works"))
            .help("give the program a directory of its own, before it is copied there:\nWORKDIR /app");
    }
}

/// Whether others say where it works: an ONBUILD, an image on top of one that brings nothing, or the rule about a
/// COPY that depends on the directory too.
fn is_somebody_elses(build: &Build, stage: &Stage) -> bool {
    let mut brings_nothing = true;
    for step in build.image_steps(stage) {
        match build.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::OnBuild(_)) => return true,
            Some(Kind::Copy(transfer) | Kind::Add(transfer)) => {
                let is_absolute = |word: &Word| word.known_prefix().starts_with(['/', '$']);
                if transfer.destination.as_ref().is_some_and(|word| !is_absolute(word)) {
                    return true;
                }
                brings_nothing = false;
            }
            Some(Kind::Run(_)) => brings_nothing = false,
            _ => {}
        }
    }
    brings_nothing
}

/// The path of the program or its script, where it is relative.
fn relative_path(command: &Command) -> Option<(String, Span)> {
    let path = &command.program_path;
    if path.contains('/') && !path.starts_with(['/', '$', '~', '-']) && !path.contains([':', '\\']) {
        return Some((path.clone(), command.program.span));
    }
    let name = command.program.value.as_str();
    let script = match name {
        "java" => command.args.iter().skip_while(|word| !word.is("-jar")).nth(1)?,
        _ if programs::is_interpreter(name) => command.args.first()?,
        _ => return None,
    };
    let text = script.known()?;
    let has_extension = |word: &Word| {
        let text = word.known_prefix();
        [".py", ".js", ".mjs", ".rb", ".php", ".sh", ".jar", ".pl"].iter().any(|extension| text.ends_with(extension))
    };
    (!text.starts_with(['/', '-', '$', '~']) && has_extension(script)).then_some((text, script.span))
}
