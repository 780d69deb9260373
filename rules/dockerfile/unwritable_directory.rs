//! Directories of root that somebody else is to write to.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, RefusedWrite, Stage};
use crate::syntax::dockerfile::ast::{Instruction, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unwritable-directory",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unwritable_directory.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    // Without a USER in the file nobody but the base image's user writes, in directories that it knows.
    if stage.after.user.is_none() {
        return;
    }
    for write in build.refused_writes(stage) {
        match write.command {
            Some(_) => report_command(build, stage, &write, checker),
            None if build.target == Some(stage.id) && write.step.stage == stage.id => {
                report_volume(build, stage, &write, checker);
            }
            None => {}
        }
    }
}

fn report_command(build: &Build, stage: &Stage, write: &RefusedWrite<'_>, checker: &mut Checker<'_>) {
    let Some(command) = write.command else { return };
    let (program, directory, user) = (&command.program.value, &write.directory, &write.user);
    let edits = checker.edits();
    let message = format!("`{program}` cannot write to `{directory}`, which belongs to root: this runs as `{user}`");
    let mut finding = checker.report(command.program.span, message);
    let maker = made_by(build, write);
    if let Some(maker) = maker {
        finding = finding.label(maker.keyword.span, "made by root here");
    }
    let switch = write.step.before.user.as_ref().and_then(|user| build.step(user.step));
    let user_line = switch.filter(|step| step.stage == stage.id).and_then(|step| build.instruction(step));
    if let Some(line) = user_line {
        finding = finding.label(line.keyword.span, format!("from here on it is `{user}`"));
    }
    let Some(maker) = maker else {
        let path = &write.path;
        finding.help(format!(
            "make it as root, before USER, and give it to `{user}`:\nRUN mkdir -p {path} && chown {user} {path}"
        ));
        return;
    };
    let chown = format!("RUN chown {user} {directory}");
    let finding = finding.help(format!("give the directory to `{user}` before USER:\n{chown}"));
    let Some(line) = user_line else { return };
    if maker.span.start < line.span.start {
        finding.fix(Safety::Unsafe, format!("give `{directory}` to `{user}`"), [edits.add_line_before(line, &chown)]);
    }
}

/// A volume is there to be written to.
fn report_volume(build: &Build, stage: &Stage, write: &RefusedWrite<'_>, checker: &mut Checker<'_>) {
    let (directory, user) = (&write.directory, &write.user);
    let Some(Kind::Volume(paths)) = build.instruction(write.step).map(|instruction| &instruction.kind) else { return };
    let is_it = |text: Option<String>| text.is_some_and(|text| text.trim_end_matches('/') == directory);
    let Some(word) = paths.paths.iter().find(|word| is_it(build.expanded(write.step, word))) else { return };
    let mut finding = checker
        .report(word.span, format!("`{directory}` belongs to root, so `{user}` cannot write to the volume"))
        .severity(Severity::Warning)
        .from_profile(Profile::Production);
    if let Some(maker) = made_by(build, write) {
        finding = finding.label(maker.keyword.span, "made by root here");
    }
    if let Some(last) = &stage.after.user {
        finding = finding.label(last.span, format!("the container runs as `{user}`"));
    }
    finding.help(format!("make it and give it to `{user}`, as root and before VOLUME:\nRUN mkdir -p {directory} && chown {user} {directory}"));
}

fn made_by<'a>(build: &'a Build, write: &RefusedWrite<'_>) -> Option<&'a Instruction> {
    build.instruction(build.step(write.made_by?)?)
}
