//! Programs that run with the rights of their file's owner, whoever starts them.

use crate::knowledge::places::is_program;
use crate::knowledge::programs::{is_interpreter, is_shell};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Deed, PathDeed, PermissionChange, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "setuid-bit",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("setuid_bit.md"),
    check: Check::Step(check),
};

/// Programs that run whatever they are told, next to shells and interpreters.
///
/// Source: <https://gtfobins.org>
const OBEDIENT: &[&str] =
    &["awk", "busybox", "cp", "dd", "docker", "env", "find", "gdb", "nano", "nmap", "tar", "tee", "vi", "vim"];

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let changes = build.permission_changes(step);
    if changes.is_empty() {
        return;
    }
    let deeds = build.deeds_of(step);
    for change in &changes {
        // A directory with the group's bit hands its group down to new files: that is no privilege.
        let is_culprit = |path: &&String| {
            let has_bit = change.mode.is_setuid() || change.mode.is_setgid() && is_program(path);
            has_bit && (change.mode.lets_run() || !is_touched(&deeds, path))
        };
        if let Some(path) = change.paths.iter().find(is_culprit) {
            report(build, step, change, path, checker);
        }
    }
}

/// Whether the step has made a file with `touch`: an empty one that nobody can run.
fn is_touched(deeds: &[PathDeed<'_>], path: &str) -> bool {
    deeds.iter().any(|deed| deed.path == path && deed.deed == Deed::Change && deed.command.is_any(&["touch"]))
}

fn report(build: &Build, step: &Step, change: &PermissionChange<'_>, path: &str, checker: &mut Checker<'_>) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_in_image = build.stage(step.stage).is_some_and(|stage| build.reaches_target(stage));
    let is_obedient = change.mode.is_setuid() && (is_shell(name) || is_interpreter(name) || OBEDIENT.contains(&name));
    if is_obedient {
        let message = format!("`{path}` runs whatever it is told, and now as the owner of its file, whoever starts it");
        let finding = checker.report(change.word.span, message).help(
            "leave the bit away, and start what needs the right as the user that has it: `USER`, or `gosu` in the entry script",
        );
        if is_in_image {
            finding.severity(Severity::Error);
        } else {
            finding.from_profile(Profile::Strict);
        }
        return;
    }
    let right = if change.mode.is_setuid() { "as the owner of its file" } else { "with the group of its file" };
    let finding = checker.report(change.word.span, format!("`{path}` runs {right}, whoever starts it")).help(format!(
        "give it the one capability it needs, such as a port below 1024: `setcap cap_net_bind_service=+ep {path}`"
    ));
    let profile = if is_in_image { Profile::Production } else { Profile::Strict };
    finding.from_profile(profile);
}
