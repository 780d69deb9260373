//! Mounted files that are not there, in place of which Docker makes a directory.

use crate::knowledge::file_names::names_a_file;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Mount, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "created-host-directory",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("created_host_directory.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for mount in service.volumes.iter().filter(|mount| makes_a_directory(mount) && stack.is_missing(mount)) {
        let Some(source) = mount.host_path() else { continue };
        let (from, to) = (source.value.as_str(), mount.target.value.as_str());
        if !names_a_file(from) && !names_a_file(to) {
            continue;
        }
        let message = format!("there is no file `{from}`: Docker makes an empty directory of that name");
        checker.report_at(source.place, message).help(format!(
            "create it first; so that a missing file stops the start, write\n  - type: bind\n    source: {from}\n    target: {to}{}\n    bind:\n      create_host_path: false",
            if mount.is_read_only() { "\n    read_only: true" } else { "" }
        ) + &selinux(mount));
    }
}

/// The label that the short form asks for.
fn selinux(mount: &Mount) -> String {
    mount.selinux.as_ref().map_or_else(String::new, |label| format!("\n      selinux: {}", label.value))
}

fn makes_a_directory(mount: &Mount) -> bool {
    mount.create_host_path.as_ref().is_none_or(|create| create.value)
}
