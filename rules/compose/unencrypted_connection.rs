//! Connections to other machines that anybody on the way can read.

use crate::knowledge::connections;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Origin, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unencrypted-connection",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unencrypted_connection.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for variable in service.environment.iter().filter(|variable| variable.origin == Origin::Inline) {
        let Some(value) = variable.value.as_ref().filter(|value| value.is_known()) else { continue };
        let Some(plain) = connections::unencrypted(&value.value) else { continue };
        if stack.service(plain.host).is_some() {
            continue;
        }
        checker
            .report_at(value.place, format!("what goes to `{}` can be read by anybody on the way", plain.host))
            .note(format!("`{}` is not encrypted", plain.what))
            .help(plain.help);
    }
}
