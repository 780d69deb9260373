//! Quotes that are opened and never closed.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, ScriptSource};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unclosed-quote",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unclosed_quote.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    for instruction in build.dockerfile.instructions() {
        if let Some(word) = build.dockerfile.open_words(instruction).next() {
            checker
                .report(word.span, "a quote is opened here and never closed, so the build stops at it")
                .help("close it, or write a backslash before a quote that is meant as a character");
        }
    }
    for step in &build.steps {
        let is_own = |source| matches!(source, ScriptSource::Arguments);
        let is_unread = step.scripts.iter().any(|script| script.script.error.is_some() && is_own(script.source));
        let instruction = build.instruction(step).filter(|instruction| is_unread && instruction.heredocs.is_empty());
        if let Some(quote) = instruction.and_then(|instruction| instruction.open_quote()) {
            checker
                .report(quote, "the shell finds no end of the quote that is opened here")
                .help("close it in the same instruction; lines that go on end with a backslash");
        }
    }
}
