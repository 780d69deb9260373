//! Upgrades of all packages that the base image brings.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Origin};

/// The rule.
pub static RULE: Rule = Rule {
    name: "system-upgrade",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL3035", "DS-0024"],
    options: &[],
    since: "0.1.0",
    page: include_str!("system_upgrade.md"),
    check: Check::Command(check),
};

fn check(_: &Build, command: &Command, checker: &mut Checker<'_>) {
    let Some(order) = command.order().filter(is_of_everything) else { return };
    if command.form.instruction != Origin::Run
        || command.has_flag(&["security", "advisory", "advisories", "bugfix", "cve"])
    {
        return;
    }
    let is_distribution = ["dist-upgrade", "full-upgrade", "dup", "distro-sync"].iter().any(|verb| order.verb.is(verb));
    let aliases: &[&str] = match order.manager {
        Manager::Zypper if is_distribution => &["DL3035"],
        Manager::Apt if is_distribution => &["DS-0024"],
        _ => &[],
    };
    checker
        .report(order.verb.span, format!("`{}` makes the image another one on every day it is built", order.name()))
        .aliases(aliases)
        .help("move to a newer tag or digest of the base image, or upgrade the packages that matter by name");
}

/// Whether it upgrades whatever is installed.
fn is_of_everything(order: &Order<'_>) -> bool {
    order.action == Action::Upgrade
        && order.manager.is_of_system()
        && order.operands.is_empty()
        && !order.verb.is("upgrade-minimal")
}
