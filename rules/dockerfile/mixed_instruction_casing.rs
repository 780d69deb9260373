//! Keywords that are written unlike the others.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Build;
use crate::syntax::dockerfile::ast::{Instruction, Keyword};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mixed-instruction-casing",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["ConsistentInstructionCasing"],
    options: &[],
    since: "0.1.0",
    page: include_str!("mixed_instruction_casing.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    // What stands above the first FROM has no vote: BuildKit does not count it either.
    let instructions = build.dockerfile.instructions().skip_while(|found| found.keyword.value != Keyword::From);
    let known: Vec<_> = instructions.filter(|found| found.keyword.value != Keyword::Unknown).collect();
    let lower = known.iter().filter(|found| is_lower(found)).count();
    let upper = known.iter().filter(|found| is_upper(found)).count();
    let (others, fits): (_, fn(&Instruction) -> bool) =
        if lower > upper { ("small letters", is_lower) } else { ("capitals", is_upper) };
    for found in known.into_iter().filter(|found| !fits(found)) {
        let name = found.keyword.value.name();
        let wanted = if lower > upper { name.to_ascii_lowercase() } else { name.to_owned() };
        let edit = checker.edits().replace(found.keyword.span, wanted.as_str());
        let message = match lower + upper {
            0 | 1 => format!("`{}` is not in {others}", found.keyword_text),
            _ => format!("`{}` is not in {others}, as most instructions here are", found.keyword_text),
        };
        checker.report(found.keyword.span, message).fix(Safety::Safe, format!("write `{wanted}`"), [edit]);
    }
}

fn is_lower(instruction: &Instruction) -> bool {
    instruction.keyword_text.chars().all(|character| character.is_ascii_lowercase())
}

fn is_upper(instruction: &Instruction) -> bool {
    instruction.keyword_text.chars().all(|character| character.is_ascii_uppercase())
}
