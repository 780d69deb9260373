//! Arrays that are no JSON, and therefore no arrays.

use crate::lint::Profile;
use crate::lint::{Category, Check, Checker, FixSupport, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::{Instruction, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-json-array",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("invalid_json_array.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(outer) = build.instruction(step) else { return };
    let instruction = outer.put_off();
    let Some(array) = instruction.broken_array() else { return };
    let keyword = instruction.keyword_text.to_uppercase();
    let becomes = match takes_paths(instruction) {
        true => "each of its words is taken for a path",
        false => "a shell gets it as text",
    };
    let edits = checker.edits();
    let message = format!("this `{keyword}` is no JSON array, so {becomes}: {}", array.complaint);
    let finding = checker.report(array.span, message);
    let Some(mut elements) = array.elements.filter(|_| array.is_on_one_line) else {
        finding.help("write it as [\"one\", \"two\"]: straight double quotes, commas between, nothing behind the `]`");
        return;
    };
    // In the array of a command, nothing replaces a variable.
    let is_exact = takes_paths(instruction) || !elements.iter().any(|element| element.contains('$'));
    // The first element is the name of a program, and few have a blank in theirs.
    let line = elements.first().filter(|first| !takes_paths(instruction) && first.contains(' ')).cloned();
    if let Some(words) = line.as_ref().and_then(|line| build.program_line(build.stage(step.stage)?, line)) {
        elements.splice(..1, words);
    }
    let safety = if is_exact && line.is_none() { Safety::Safe } else { Safety::Unsafe };
    let comment = array.comment.map(|comment| edits.add_line_before(outer, &comment));
    let changes = std::iter::once(edits.exec_form(array.span, &elements)).chain(comment);
    finding.fix(safety, "write it as the JSON array that is meant", changes);
}

/// Whether the arguments are paths, not a command.
fn takes_paths(instruction: &Instruction) -> bool {
    matches!(instruction.kind, Kind::Copy(_) | Kind::Add(_) | Kind::Volume(_))
}
