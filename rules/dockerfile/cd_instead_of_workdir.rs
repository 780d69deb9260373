//! RUN after `cd`, where WORKDIR would name the directory.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin, Step};
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
    let Some(first) = working.next().filter(|command| is_plain_cd(command)) else { return };
    let is_only = !working.any(|other| other.is_any(&["cd", "pushd", "popd"]));
    // Without another command there is nothing that the directory would be for.
    let is_used = commands.last().is_some_and(|last| last.span != first.span);
    let [target] = first.args.as_slice() else { return };
    let Some(directory) = build.expanded(step, target).filter(|_| is_only && is_used) else { return };
    let current = step.before.workdir.as_deref().and_then(|workdir| workdir.path.as_deref());
    if current == Some(directory.trim_end_matches('/')) {
        let mut finding = checker.report(first.span, format!("`{directory}` is where this RUN starts anyway"));
        if let Some(workdir) = &step.before.workdir {
            finding = finding.label(workdir.span, "it was set here");
        }
        finding.help("leave the `cd` out");
        return;
    }
    if ["/tmp", "/var/tmp"].iter().any(|temporary| directory.starts_with(temporary)) {
        return;
    }
    checker
        .report(first.span, format!("the whole RUN works in `{directory}`, and only `cd` says so"))
        .help(format!("write `WORKDIR {directory}` above, if what follows may start there too"));
}

/// `cd DIRECTORY &&` at the start of the script itself.
fn is_plain_cd(command: &Command) -> bool {
    let place = command.placement;
    command.is_any(&["cd"])
        && command.form.instruction == Origin::Run
        && place.nesting == Nesting::TopLevel
        && place.depth == 0
        && place.pipeline_length == 1
        && place.connector != Connector::Or
}
