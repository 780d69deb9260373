//! Variables for browsers that are set when the pages are built already.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::containers::LateVariables;
use crate::syntax::compose::ast::Variable;

/// The rule.
pub static RULE: Rule = Rule {
    name: "late-browser-variable",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("late_browser_variable.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    let Some(late) = container.late_browser_variables() else { return };
    let Some((first, others)) = late.variables.split_first() else { return };
    if stack.is_service_for_development(service) || checker.is_for_development(first.place) {
        return;
    }
    let (more, verb, pronoun) = match others.len() {
        0 => (String::new(), "does", "it"),
        more => (format!(" and {more} more"), "do", "them"),
    };
    let message = format!(
        "`{}`{more} {verb} not reach the browser: `{}` has built the pages without {pronoun}",
        first.name.value, late.command
    );
    let mut finding = checker.report_at(first.name.place, message);
    if let Some(place) = container.place(late.span) {
        finding = finding.label_at(place, "built here");
    }
    finding.help(help(&late));
}

fn help(late: &LateVariables<'_>) -> String {
    let lines = |line: &dyn Fn(&Variable) -> String| {
        let lines: Vec<String> = late.variables.iter().map(|variable| line(variable)).collect();
        lines.join("\n")
    };
    let given = lines(&|variable| match &variable.written {
        Some(item) if variable.is_item => format!("    - {}", item.written),
        Some(value) => format!("    - {}={}", variable.name.value, value.written),
        None => format!("    - {}", variable.name.value),
    });
    let declared = lines(&|variable| format!("ARG {}", variable.name.value));
    let command = &late.command;
    format!(
        "give it to the build:\nbuild:\n  args:\n{given}\nand declare it in the Dockerfile, above `{command}`:\n{declared}"
    )
}
