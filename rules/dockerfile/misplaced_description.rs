//! Comments above a stage or argument that describe something else.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Build;
use crate::syntax::dockerfile::ast::{Item, Kind};
use crate::text::Spanned;

/// The rule.
pub static RULE: Rule = Rule {
    name: "misplaced-description",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::OnRequest,
    fix: FixSupport::Never,
    aliases: &["InvalidDefinitionDescription"],
    options: &[],
    since: "0.1.0",
    page: include_str!("misplaced_description.md"),
    check: Check::Build(check),
};

/// How comments start that are meant for a program.
const FOR_PROGRAMS: [&str; 12] = [
    "plimsoll",
    "hadolint",
    "shellcheck",
    "tally",
    "check=",
    "syntax=",
    "escape=",
    "trivy",
    "checkov",
    "kics",
    "renovate",
    "dockerfile-lint",
];

fn check(build: &Build, checker: &mut Checker<'_>) {
    for (place, item) in build.dockerfile.items.iter().enumerate() {
        let Item::Instruction(instruction) = item else { continue };
        let names: Vec<&Spanned<String>> = match &instruction.kind {
            Kind::From(from) => from.name.iter().collect(),
            Kind::Arg(arg) => arg.definitions.iter().map(|definition| &definition.name).collect(),
            _ => continue,
        };
        let (Some(name), Some(comment)) = (names.first(), build.dockerfile.comment_above(place)) else { continue };
        let text = comment.text.value.trim();
        let first = text.split(char::is_whitespace).next().unwrap_or_default();
        let is_for_programs = FOR_PROGRAMS.iter().any(|start| text.starts_with(start));
        if text.is_empty() || is_for_programs || names.iter().any(|name| name.value.eq_ignore_ascii_case(first)) {
            continue;
        }
        checker
            .report(
                name.span,
                format!("the comment above does not start with `{}`, so it describes nothing", name.value),
            )
            .label(comment.text.span, "this one")
            .help(format!("start it with `{}`, or put a blank line behind it", name.value));
    }
}
