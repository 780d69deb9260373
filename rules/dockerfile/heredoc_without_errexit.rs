//! Here-documents in which a failing command goes unnoticed.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, ScriptSource, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "heredoc-without-errexit",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("heredoc_without_errexit.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    for script in &step.scripts {
        let ScriptSource::Heredoc(number) = script.source else { continue };
        let Some(heredoc) = instruction.heredocs.get(number) else { continue };
        if script.script.error.is_some() || script.has_errexit(&step.before) {
            continue;
        }
        let Some(ignored) = script.unchecked_statements().next().and_then(|statement| statement.first()) else {
            continue;
        };
        let Some(first) = script.script.body.pipelines.first() else { continue };
        let edit = match script.shebang {
            Some(_) => checker.edits().add_script_line_before(first.span, "set -e"),
            None => checker.edits().prepend_line(heredoc.body, "set -e"),
        };
        checker
            .report(heredoc.opener, "a command that fails in the middle of this script does not fail the build")
            .label(ignored.span, "if this fails, the next line runs all the same")
            .help("make `set -e` the first line of the script")
            .fix(Safety::Safe, "stop at the first command that fails", [edit]);
    }
}
