//! Databases, brokers and tools that the machine publishes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "published-data-port",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("published_data_port.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for port in stack.ports_open_to_all(service) {
        let Some(inner) = stack.inner_port_of(service, port) else { continue };
        let is_for_development = checker.is_for_development(port.place);
        let written = stack.written_port_of(service, port);
        let message = format!("`{}` opens {} to everybody who reaches the machine", written.text, inner.what);
        let help = format!(
            "other services reach `{}` without `ports`; to reach it from the machine itself alone:\n- \"{}\"",
            service.name.value, written.local
        );
        let finding = checker.report_at(port.place, message).help(help);
        match (inner.open, is_for_development) {
            (Some(why), false) => finding.note(why),
            (Some(why), true) => finding.note(why).from_profile(Profile::Production),
            (None, false) => finding.from_profile(Profile::Production),
            (None, true) => finding.from_profile(Profile::Strict),
        };
    }
}
