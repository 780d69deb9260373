//! `apt`, made for people, in a script.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, Origin, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "apt-instead-of-apt-get",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["DL3027"],
    options: &[],
    since: "0.1.0",
    page: include_str!("apt_instead_of_apt_get.md"),
    check: Check::Step(check),
};

/// What `apt-get` does in the same way. `apt upgrade` may also install packages, so it is none of these.
const SAME: &[&str] =
    &["install", "update", "remove", "purge", "autoremove", "clean", "autoclean", "build-dep", "source", "download"];

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let is_apt = |command: &&Command| command.form.instruction == Origin::Run && command.is_any(&["apt"]);
    let commands: Vec<&Command> = build.commands_of(step).iter().filter(is_apt).collect();
    let Some((first, others)) = commands.split_first() else { return };
    let is_same = |command: &&&Command| command.subcommand().is_some_and(|verb| SAME.contains(&verb.as_str()));
    let same = commands.iter().filter(is_same);
    let edits: Vec<_> = same
        .map(|command| checker.edits().replace(command.program.span, format!("{}-get", command.program_path)))
        .collect();
    let mut finding = checker.report(first.program.span, "`apt` is made for people: its output and options may change");
    for other in others {
        finding = finding.label(other.program.span, "here too");
    }
    finding.help("in scripts, write apt-get (or apt-cache, to search and show)").fix(
        Safety::Safe,
        "use apt-get",
        edits,
    );
}
