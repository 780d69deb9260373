//! Containers without the rules that hold them back by default.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::{SecurityOption, Stack};
use crate::syntax::compose::ast::{MountKind, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "disabled-confinement",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["CL-0009", "404fde2c-bc4b-4371-9747-7054132ac953"],
    options: &[],
    since: "0.1.0",
    page: include_str!("disabled_confinement.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    if stack.is_privileged(service) || stack.runs_windows(service) {
        return;
    }
    let options: Vec<SecurityOption<'_>> = stack.security_options(service).collect();
    for (at, option) in options.iter().enumerate() {
        let Some((effect, peers)) = effect_of(option) else { continue };
        // Of these the last one counts.
        let is_single = matches!(option.name, "seccomp" | "apparmor" | "systempaths" | "writable-cgroups");
        if is_single && options.iter().skip(at + 1).any(|later| later.name == option.name) {
            continue;
        }
        let item = option.item;
        let has_reason = option.name == "label" && needs_more_than_labels(stack, service);
        let edits = checker.edits_in(item.place.file);
        let whole = service.key("security_opt").filter(|_| options.len() == 1);
        let edit = edits.remove_item(item.place).or_else(|| edits.remove_member(whole?));
        let finding = checker.report_at(item.place, format!("`{}` {effect}", item.value)).aliases(peers);
        match has_reason {
            true => finding.from_profile(Profile::Production).help(POLICY),
            false => finding.help(format!("take it away; {}", advice_for(option.name))).fix(
                Safety::Unsafe,
                "remove it",
                edit,
            ),
        };
    }
}

/// What an option takes away, where it takes something away, with the checks of other tools that see it.
fn effect_of(option: &SecurityOption<'_>) -> Option<(&'static str, &'static [&'static str])> {
    let known: &[&str] = &["CL-0009"];
    match (option.name, option.value) {
        ("seccomp", "unconfined") => Some(("lets the container make every system call", RULE.aliases)),
        ("apparmor", "unconfined") => Some(("takes AppArmor's rules away from the container", known)),
        ("label", "disable") => Some(("takes SELinux' rules away from the container", known)),
        ("label", "type:spc_t" | "type=spc_t" | "type:unconfined_t") => {
            Some(("makes SELinux allow the container everything", &[]))
        }
        ("systempaths", "unconfined") => Some(("lets the container write to the machine's kernel, below `/proc`", &[])),
        ("writable-cgroups", "true" | "1" | "t" | "T" | "TRUE" | "True") => {
            Some(("lets the container change its own limits", &[]))
        }
        _ => None,
    }
}

/// What to do where labels of folders are not the matter.
const POLICY: &str = "take it away where nothing is refused without it; otherwise load a policy of its own on the \
                      machine, such as `udica` writes: `label=type:NAME.process`";

/// Whether the container is given what no label of a folder opens to it, or all folders have one.
fn needs_more_than_labels(stack: &Stack, service: &Service) -> bool {
    let mut folders = service.volumes.iter().filter(|mount| mount.kind == MountKind::Bind).peekable();
    !service.devices.is_empty()
        || stack.mounts_control_socket(service)
        || folders.peek().is_some() && folders.all(|mount| mount.selinux.is_some())
}

fn advice_for(name: &str) -> &'static str {
    match name {
        "seccomp" => {
            "for a call that the default profile refuses, allow that one in a profile of your own: `seccomp=./seccomp.json`"
        }
        "apparmor" => "for more than the default profile allows, load one of your own on the machine: `apparmor=NAME`",
        "label" => "to share a folder with the container, let it be labelled: `./data:/data:Z`",
        "systempaths" => "what has to be set below `/proc/sys` can be set with `sysctls`",
        _ => "limits are for Compose to set, under `deploy.resources.limits`",
    }
}
