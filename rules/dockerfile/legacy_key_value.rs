//! `ENV` and `LABEL` without `=`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "legacy-key-value",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["LegacyKeyValueFormat"],
    options: &[],
    since: "0.1.0",
    page: include_str!("legacy_key_value.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let (Kind::Env(pairs) | Kind::Label(pairs)) = &instruction.kind else { return };
    if !pairs.legacy {
        return;
    }
    let keyword = instruction.keyword.value.name();
    for pair in &pairs.pairs {
        let key = &pair.key.raw;
        let edits = checker.edits().key_value(pair);
        let finding = checker.report(pair.key.span, format!("`{keyword} {key}` has no `=`"));
        match edits {
            Some(edits) => finding.fix(Safety::Safe, format!("write `{key}=...`"), edits),
            None => finding.help(format!("write `{keyword} {key}=...`, with quotes round a value that has blanks")),
        };
    }
}
