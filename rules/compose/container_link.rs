//! Links between containers.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Link, Namespace, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "container-link",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("container_link.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    if service.network_mode.as_ref().is_some_and(|mode| mode.value == Namespace::Bridge) {
        return;
    }
    if let Some(key) = service.key("links").filter(|_| !service.links.is_empty()) {
        checker.report_at(key, "services of a network find each other without `links`").help(help(&service.links));
    }
    if let Some(key) = service.key("external_links").filter(|_| !service.external_links.is_empty()) {
        checker
            .report_at(key, "`external_links` tie the service to a container that is running")
            .help("put both on an external network:\nnetworks:\n  shared:\n    external: true");
    }
}

fn help(links: &[Link]) -> String {
    let alias = |link: &&Link| link.alias.as_ref().is_some_and(|alias| alias.value != link.name.value);
    match links.iter().find(alias) {
        Some(Link { name, alias: Some(alias), .. }) => format!(
            "say `depends_on` for the order, and give `{}` its other name where it is declared:\nnetworks:\n  default:\n    aliases: [{}]",
            name.value, alias.value
        ),
        _ => "say `depends_on` for the order; the name of a service is its host name".to_owned(),
    }
}
