//! Protocols in capitals.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "port-protocol-casing",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["ExposeProtoCasing"],
    options: &[],
    since: "0.1.0",
    page: include_str!("port_protocol_casing.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let Kind::Expose(words) = &instruction.kind else { return };
    for word in words {
        let Some((port, end)) = word.raw.rsplit_once('/') else { continue };
        // A quote at the end closes one before the port.
        let protocol = end.trim_end_matches(['"', '\'']);
        let lower = protocol.to_ascii_lowercase();
        if lower != protocol && matches!(lower.as_str(), "tcp" | "udp" | "sctp") {
            let written = format!("{port}/{}", end.to_ascii_lowercase());
            let edit = checker.edits().replace(word.span, written.as_str());
            checker.report(word.span, format!("the protocol `{protocol}` is in capitals")).fix(
                Safety::Safe,
                format!("write `{written}`"),
                [edit],
            );
        }
    }
}
