//! Ports of services without a network of their own.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Namespace, Service};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ignored-ports",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ignored_ports.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(mode) = service.network_mode.as_ref().filter(|mode| mode.is_known()) else { return };
    let Some(key) = service.key("ports").filter(|_| !service.ports.is_empty()) else { return };
    match &mode.value {
        Namespace::Host => ignored(key, mode.place, "the container has the ports of the machine itself", checker),
        Namespace::None => ignored(key, mode.place, "the container has no network", checker),
        Namespace::Service(owner) | Namespace::Container(owner) => {
            checker
                .report_at(key, format!("Docker refuses `ports` in the network of `{owner}`"))
                .severity(Severity::Error)
                .label_at(mode.place, "has no ports of its own")
                .help(format!("publish them where the network is, with `ports` of `{owner}`"));
        }
        Namespace::Bridge | Namespace::Other(_) => {}
    }
}

fn ignored(key: Place, mode: Place, why: &str, checker: &mut Checker<'_>) {
    // Where another file says the mode, the ports may be there for those who do without that file.
    let edit = checker.edits_in(key.file).remove_member(key).filter(|_| key.file == mode.file);
    checker.report_at(key, "`ports` are not published").label_at(mode, why).fix(
        Safety::Safe,
        "remove `ports`, which change nothing",
        edit,
    );
}
