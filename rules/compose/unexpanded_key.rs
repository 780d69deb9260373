//! Variables in keys, which Docker Compose does not replace.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unexpanded-key",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unexpanded_key.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for text in stack.text_values() {
        let Some(variable) = variable(text.name).filter(|_| !text.is_item()) else { continue };
        let message = format!("`{variable}` stays as it is written: Docker Compose replaces no variables in keys");
        let value = text.value.to_text().unwrap_or_default();
        let help = format!("write a list, whose items are replaced whole:\n- \"{}={value}\"", text.name);
        checker.report_at(text.key, message).help(help);
    }
}

/// The first variable in a key.
fn variable(key: &str) -> Option<&str> {
    let start = key.find('$')?;
    let rest = key.get(start..)?;
    let end = match rest.strip_prefix("${") {
        Some(inner) => inner.find('}')? + 3,
        None => 1 + rest.get(1..)?.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(rest.len() - 1),
    };
    let name = rest.get(..end)?;
    let first = name.trim_start_matches(['$', '{']).chars().next()?;
    (first == '_' || first.is_ascii_alphabetic()).then_some(name).filter(|name| !name.starts_with("$$"))
}
