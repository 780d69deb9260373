//! ln that puts another shell in the place of /bin/sh.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin};

/// The rule.
pub static RULE: Rule = Rule {
    name: "linked-shell",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL4005"],
    options: &[],
    since: "0.1.0",
    page: include_str!("linked_shell.md"),
    check: Check::Command(check),
};

fn check(_: &Build, command: &Command, checker: &mut Checker<'_>) {
    if !command.is_any(&["ln"]) || command.form.instruction != Origin::Run {
        return;
    }
    let mut paths = command.args.iter().filter(|word| !word.known_prefix().starts_with('-'));
    let (Some(target), Some(link), None) = (paths.next(), paths.next(), paths.next()) else { return };
    if !["/bin/sh", "/usr/bin/sh"].iter().any(|path| link.is(path)) {
        return;
    }
    let shell = target.known().unwrap_or_else(|| target.raw.clone());
    // Busybox in an image without a shell: nothing is replaced.
    if shell.contains("busybox") {
        return;
    }
    let path = if shell.starts_with('/') { shell.clone() } else { format!("/bin/{shell}") };
    checker
        .report(link.span, format!("every script of the image gets `{shell}` for `sh` from here on"))
        .help(format!("where only the build needs it, leave /bin/sh alone and write\nSHELL [\"{path}\", \"-c\"]"));
}
