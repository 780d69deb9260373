//! File systems in memory that may take half of the machine's.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{MountKind, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unbounded-tmpfs",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unbounded_tmpfs.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let may_be_limited = service.has("mem_limit") || service.at(&["deploy", "resources", "limits", "memory"]).is_some();
    if stack.limits_of(service).memory.is_some() || may_be_limited {
        return;
    }
    for item in service.tmpfs.iter().filter(|item| item.is_known()) {
        let (path, options) = item.value.split_once(':').unwrap_or((&item.value, ""));
        let sizes = ["size=", "nr_blocks="];
        if !options.split(',').any(|option| sizes.iter().any(|size| option.starts_with(size))) {
            let comma = if options.is_empty() { "" } else { "," };
            checker.report_at(item.place, MESSAGE).help(format!("- {path}:{options}{comma}size=64m"));
        }
    }
    let temporary = service.volumes.iter().filter(|mount| mount.kind == MountKind::Tmpfs);
    for mount in temporary.filter(|mount| mount.tmpfs_size.is_none()) {
        let target = &mount.target;
        checker
            .report_at(target.place, MESSAGE)
            .help(format!("- type: tmpfs\n  target: {}\n  tmpfs:\n    size: 64m", target.value));
    }
}

const MESSAGE: &str = "this may fill half of the machine's memory";
