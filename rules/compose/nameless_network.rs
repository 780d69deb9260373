//! Services on the network of Docker itself, where they have no names.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{EdgeKind, Stack};
use crate::syntax::compose::ast::{Namespace, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "nameless-network",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("nameless_network.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(mode) = service.network_mode.as_ref().filter(|mode| mode.value == Namespace::Bridge) else { return };
    let is_linked_to = stack.dependents_of(service).any(|edge| edge.kind == EdgeKind::Link);
    let has_links = !service.links.is_empty() || !service.external_links.is_empty();
    if stack.services().len() > 1 && !has_links && !is_linked_to {
        checker
            .report_at(
                mode.place,
                format!("`{}` cannot find other services by their names, nor they it", service.name.value),
            )
            .help("remove `network_mode: bridge`: the project has a network of its own");
    }
}
