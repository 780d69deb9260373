//! Images without the labels that the project requires.

use crate::lint::options::REQUIRED_LABELS;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-label",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3049"],
    options: &[REQUIRED_LABELS],
    since: "0.1.0",
    page: include_str!("missing_label.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let required: Vec<&str> = checker.pairs(&REQUIRED_LABELS).map(|(name, _)| name).collect();
    if required.is_empty() {
        return;
    }
    for stage in build.leaf_stages() {
        let Some(labels) = labels(build, stage) else { continue };
        let Some(from) = build.from_instruction(stage) else { continue };
        for name in required.iter().filter(|name| !labels.iter().any(|label| label == *name)) {
            checker
                .report(from.keyword.span, format!("the image has no label `{name}`"))
                .help(format!("add LABEL {name}=..."));
        }
    }
}

/// The labels that a stage and those it starts from set; `None` where one of them depends on a variable.
fn labels(build: &Build, stage: &Stage) -> Option<Vec<String>> {
    let instructions = build.image_steps(stage).into_iter().filter_map(|step| build.instruction(step));
    let pairs = instructions.filter_map(|instruction| match &instruction.kind {
        Kind::Label(pairs) => Some(&pairs.pairs),
        _ => None,
    });
    pairs.flatten().map(|pair| pair.key.known()).collect()
}
