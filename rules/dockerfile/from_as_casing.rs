//! `FROM` and `AS` in different letters.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Stage};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "from-as-casing",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["FromAsCasing"],
    options: &[],
    since: "0.1.0",
    page: include_str!("from_as_casing.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(instruction) = build.from_instruction(stage) else { return };
    let Kind::From(from) = &instruction.kind else { return };
    let Some(as_keyword) = &from.as_keyword else { return };
    let keyword = &instruction.keyword_text;
    // `From` is neither; `mixed-instruction-casing` reports it.
    let wanted = match keyword.as_str() {
        "FROM" => "AS",
        "from" => "as",
        _ => return,
    };
    if as_keyword.value != wanted {
        let edit = checker.edits().replace(as_keyword.span, wanted);
        checker.report(as_keyword.span, format!("`{}` does not match `{keyword}`", as_keyword.value)).fix(
            Safety::Safe,
            format!("write `{wanted}`"),
            [edit],
        );
    }
}
