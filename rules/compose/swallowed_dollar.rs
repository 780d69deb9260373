//! Dollar signs of passwords and the like that Docker Compose takes for variables.

use crate::knowledge::secrets::names_secret;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::{Stack, TextValue};
use crate::syntax::compose::{Provenance, Scalar, VariableUse};

/// The rule.
pub static RULE: Rule = Rule {
    name: "swallowed-dollar",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("swallowed_dollar.md"),
    check: Check::Stack(check),
};

/// What hashes of passwords begin with, or have behind the name of their user.
const HASHES: &[&str] =
    &["$apr1$", "$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$y$", "$argon2", "$pbkdf2", "$scrypt$"];

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for text in stack.text_values() {
        let Some(scalar) = text.value.as_scalar().filter(|scalar| scalar.written.contains('$')) else { continue };
        let is_hash = HASHES.iter().any(|start| scalar.written.contains(start) && !scalar.written.contains("$$"));
        for variable in scalar.variables.iter().filter(|variable| is_lost(variable)) {
            if is_hash || is_swallowed(&text, scalar, variable) {
                let name = &variable.name;
                let message = format!("`${name}` is a variable to Docker Compose, which nothing sets: it is gone");
                let edit = checker.edits_in(variable.place.file).replace_scalar(variable.place, &format!("$${name}"));
                let finding = checker.report_at(variable.place, message);
                let finding = finding.help(format!("write `$${name}` for a `$` that is meant"));
                finding.fix(Safety::Unsafe, "double the `$`", edit);
            }
        }
    }
}

fn is_lost(variable: &VariableUse) -> bool {
    variable.provenance == Provenance::Unset && !variable.has_operator
}

/// Whether a `$name` stands where a text goes on: behind a letter or digit. In capitals it may well be set elsewhere,
/// but hardly in the middle of a secret.
fn is_swallowed(text: &TextValue<'_>, scalar: &Scalar, variable: &VariableUse) -> bool {
    let is_small = variable.name.chars().any(|c| c.is_ascii_lowercase());
    let needle = format!("${}", variable.name);
    let mut places = scalar.written.match_indices(&needle);
    let follows_text = places.any(|(at, _)| {
        let before = scalar.written.get(..at).unwrap_or_default();
        before.chars().next_back().is_some_and(char::is_alphanumeric)
    });
    follows_text && (is_small || names_secret(text.name))
}
