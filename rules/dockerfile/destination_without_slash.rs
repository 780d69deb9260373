//! Several sources for a destination that is not said to be a directory.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::Quoting;
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "destination-without-slash",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["DL3021", "DS-0011"],
    options: &[],
    since: "0.1.0",
    page: include_str!("destination_without_slash.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step).map(|instruction| instruction.put_off()) else { return };
    let (Kind::Copy(transfer) | Kind::Add(transfer)) = &instruction.kind else { return };
    let [first, _, ..] = transfer.sources.as_slice() else { return };
    let Some(word) = &transfer.destination else { return };
    // What was meant as a comment has to be said first.
    if checker.file().has_broken_flag(instruction) || instruction.trailing_comment().is_some() {
        return;
    }
    let Some(path) = build.expanded(step, word).filter(|path| !is_directory(path)) else { return };
    let workdir = step.before.workdir.as_deref().and_then(|workdir| workdir.path.as_deref());
    if workdir.is_some_and(|workdir| workdir.trim_end_matches('/') == path) {
        return;
    }
    // Behind a quote the slash would stand outside of it.
    let is_open = !transfer.json && word.parts.last().is_some_and(|part| part.quoting == Quoting::None);
    let edit = is_open.then(|| checker.edits().insert_after(word.span, "/"));
    let count = transfer.sources.len();
    checker
        .report(word.span, format!("{count} sources need a directory, and `{}` may become a file", word.raw))
        .label(first.span, format!("the first of {count} sources"))
        .help(format!("end it with a slash: {path}/"))
        .fix(Safety::Safe, "say that it is a directory", edit);
}

/// Whether a path says that it is a directory.
fn is_directory(path: &str) -> bool {
    path.ends_with(['/', '\\']) || path.is_empty() || matches!(path.rsplit('/').next(), Some("." | ".."))
}
