//! RUN after `cd`, where WORKDIR would name the directory.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin, Step};
use crate::syntax::PartKind;
use crate::syntax::shell::{Connector, Nesting};

/// The rule.
pub static RULE: Rule = Rule {
    name: "cd-instead-of-workdir",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL3003", "DS-0013"],
    options: &[],
    since: "0.1.0",
    page: include_str!("cd_instead_of_workdir.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let commands = build.commands_of(step);
    let mut working = commands.iter().filter(|command| !command.is_any(&["set", "export", "mkdir"]));
    let whole = working.next().filter(|first| is_lasting(first)).and_then(|first| {
        let is_only = !working.any(|other| other.is_any(&["cd", "pushd", "popd"]));
        // Without another command there is nothing that the directory would be for.
        let is_used = commands.last().is_some_and(|last| last.span != first.span);
        let target = first.args.first().filter(|_| is_only && is_used && workdir_for(build, step, first).is_some())?;
        Some((first, build.expanded(step, target)?))
    });
    match whole {
        Some((first, directory)) if !is_temporary(&directory) => report_whole(step, first, &directory, checker),
        _ => report_part(build, step, checker),
    }
}

/// A RUN that works in one directory from its first command to its last.
fn report_whole(step: &Step, first: &Command, directory: &str, checker: &mut Checker<'_>) {
    let current = step
        .before
        .workdir
        .as_deref()
        .filter(|workdir| workdir.path.as_deref().is_some_and(|path| path == directory.trim_end_matches('/')));
    match current {
        Some(workdir) => checker
            .report(first.span, format!("`{directory}` is where this RUN starts anyway"))
            .label(workdir.span, "it was set here")
            .help("leave the `cd` out"),
        None => checker
            .report(first.span, format!("the whole RUN works in `{directory}`, and only `cd` says so"))
            .help(format!("write `WORKDIR {directory}` above, if what follows may start there too")),
    };
}

/// A RUN that goes to a directory on its way.
fn report_part(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let commands = build.commands_of(step);
    let found = commands.iter().filter(|command| is_lasting(command) && !command.placement.is_last);
    let mut found = found.filter_map(|command| Some((command, workdir_for(build, step, command)?)));
    // `cd /` leaves a directory.
    let Some((command, directory)) = found.find(|(_, directory)| directory != "/") else { return };
    checker.report(command.span, format!("`cd` takes this RUN to `{directory}`, which WORKDIR could name")).help(
        format!(
            "write `WORKDIR {directory}` above what belongs there, or keep it in parentheses: `(cd {directory} && ...)`"
        ),
    );
}

/// What WORKDIR would be given instead of a `cd`; `None` where only the shell knows the directory.
fn workdir_for(build: &Build, step: &Step, command: &Command) -> Option<String> {
    let [target] = command.args.as_slice() else { return None };
    let is_plain = target.parts.iter().all(|part| match &part.kind {
        PartKind::Literal(_) => true,
        PartKind::Variable(variable) => build.binding(step, &variable.name).is_some(),
        PartKind::Substitution(_) | PartKind::Opaque => false,
    });
    let text = target.known_prefix();
    let is_place = !text.starts_with(['-', '~']) && !text.starts_with("..") && text != ".";
    (is_plain && is_place && !target.says("*")).then(|| target.raw.trim_matches(['"', '\'']).to_owned())
}

fn is_temporary(directory: &str) -> bool {
    ["/tmp", "/var/tmp"].iter().any(|temporary| directory.starts_with(temporary))
}

/// `cd DIRECTORY &&` in the script itself.
fn is_lasting(command: &Command) -> bool {
    let place = command.placement;
    command.is_any(&["cd"])
        && command.form.instruction == Origin::Run
        && place.nesting == Nesting::TopLevel
        && place.depth == 0
        && place.pipeline_length == 1
        && place.connector != Connector::Or
}
