//! `WORKDIR` with a path that starts nowhere.

use crate::lint::{Category, Check, Checker, Finding, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::directories::joined;
use crate::model::{Base, Build, Interpreter, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "relative-workdir",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["DL3000", "WorkdirRelativePath", "CKV_DOCKER_10", "DS-0009"],
    options: &[],
    since: "0.1.0",
    page: include_str!("relative_workdir.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let Kind::Workdir(Some(word)) = &instruction.kind else { return };
    // A path behind a variable may be absolute, whatever its default is.
    let Some(path) = word.known() else { return };
    if path == "~" || path.starts_with("~/") {
        checker
            .report(word.span, format!("`{path}` is a directory called `~`, not one in the home directory"))
            .help("write the path out, such as `/root` or `/home/app`")
            .aliases(&["DL3000", "CKV_DOCKER_10", "DS-0009"]);
        return;
    }
    if is_absolute(&path) {
        return;
    }
    if let Some(workdir) = step.before.workdir.as_deref() {
        // One that is relative itself was reported, and what a variable holds is for the build to say.
        if let Some(start) = &workdir.path {
            lesser(word, &path, Some(start), checker).label(workdir.span, "relative to this").aliases(&[
                "DL3000",
                "CKV_DOCKER_10",
                "DS-0009",
            ]);
        }
        return;
    }
    let start = start_directory(build, step);
    if start.is_some_and(|start| start != "/") {
        let finding = lesser(word, &path, start, checker);
        if let Some(stage) = build.stage(step.stage) {
            finding.label(stage.base_span, "relative to the directory that this image sets");
        }
        return;
    }
    let edits = checker.edits();
    let below = path.strip_prefix("./").unwrap_or(&path);
    let is_plain = !below.split('/').any(|name| name == "." || name == "..") && word.raw == path;
    if start.is_some() && is_plain && matches!(step.interpreter, Interpreter::Posix(_)) {
        checker
            .report(word.span, format!("`{path}` is relative, and no `WORKDIR` before it says to what"))
            .note(format!("becomes `/{below}`"))
            .fix(Safety::Safe, format!("write `/{below}`"), [edits.replace(word.span, format!("/{below}"))]);
        return;
    }
    let finding = checker
        .report(word.span, format!("`{path}` is relative, and no `WORKDIR` before it says to what"))
        .help("write an absolute path");
    if let (None, Some(stage)) = (start, build.stage(step.stage)) {
        finding.label(stage.base_span, "it starts in the directory that this image happens to set");
    }
}

/// A path that is relative to a directory that is known: right today, but whoever reads it must look that up.
fn lesser<'c>(word: &Word, path: &str, start: Option<&str>, checker: &'c mut Checker<'_>) -> Finding<'c> {
    // Nobody reads longer ones, and each of a long row would repeat those before it.
    let whole = start.filter(|start| start.len() < 200).map(|start| joined(start, path));
    let help = whole.map_or("write an absolute path".to_owned(), |whole| format!("write it out: `{whole}`"));
    checker
        .report(word.span, format!("`{path}` is relative to a directory that is set elsewhere"))
        .severity(Severity::Info)
        .from_profile(Profile::Strict)
        .help(help)
}

/// The directory the stage starts in; `None` where the base image is not known.
fn start_directory(build: &Build, step: &Step) -> Option<&'static str> {
    let stage = build.stage(step.stage)?;
    let set = match build.root_base(stage) {
        Base::Scratch => Some(""),
        Base::Image(_) => build.base_image(stage).map(|image| image.facts.workdir),
        // What a variable puts into the tag makes no difference to most images.
        Base::Dynamic(_) => build.base_family(stage)?.of_all_tags(|facts| facts.workdir),
        Base::Stage(_) | Base::Missing => None,
    }?;
    Some(if set.is_empty() { "/" } else { set })
}

/// Whether a path starts at a root: `/app`, `C:\app`, `\app`.
fn is_absolute(path: &str) -> bool {
    let mut characters = path.chars();
    match (characters.next(), characters.next()) {
        (Some('/' | '\\'), _) => true,
        (Some(drive), Some(':')) => drive.is_ascii_alphabetic(),
        _ => path.is_empty(),
    }
}
