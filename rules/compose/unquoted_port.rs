//! Ports without quotes, which YAML 1.1 may take for numbers.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unquoted-port",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["require-quotes-in-ports"],
    options: &[],
    since: "0.1.0",
    page: include_str!("unquoted_port.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for port in stack.port_texts_of(service).into_iter().filter(|port| port.is_plain) {
        let (written, place) = (&port.written.value, port.written.place);
        let edit = checker.edits_in(place.file).quote(place);
        let finding = if port.is_sexagesimal() {
            checker
                .report_at(place, format!("`{written}` without quotes is one number in base 60 to readers of YAML 1.1"))
        } else {
            let message = format!("the port `{written}` stands without quotes");
            checker.report_at(place, message).severity(Severity::Info).from_profile(Profile::Strict)
        };
        finding.fix(Safety::Safe, "quote it", edit);
    }
}
