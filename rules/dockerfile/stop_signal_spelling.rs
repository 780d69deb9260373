//! Stop signals by number, in small letters or without `SIG`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::signal_name;

/// The rule.
pub static RULE: Rule = Rule {
    name: "stop-signal-spelling",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("stop_signal_spelling.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(Kind::StopSignal(Some(word))) = build.instruction(step).map(|instruction| &instruction.kind) else {
        return;
    };
    let Some(text) = word.known() else { return };
    let Some(name) = signal_name(&text).filter(|name| *name != text) else { return };
    let edit = checker.edits().replace(word.span, name.as_str());
    checker
        .report(word.span, format!("`{text}` is `{name}`"))
        .help(format!("write the signal's whole name:\nSTOPSIGNAL {name}"))
        .fix(Safety::Safe, format!("write `{name}`"), [edit]);
}
