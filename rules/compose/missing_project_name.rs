//! Projects that are called after the folder they lie in.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::yaml::Node;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-project-name",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::OnRequest,
    fix: FixSupport::Never,
    aliases: &["require-project-name-field"],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_project_name.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let is_named = checker.compose_files().any(|file| {
        let mut documents = file.yaml().into_iter().flat_map(|yaml| &yaml.documents);
        documents.any(|document| document.get("name").is_some_and(|name| !name.is_null()))
    });
    let Some(file) = checker.compose_files().find(|file| file.id == stack.main && !is_named) else { return };
    let entries = file.yaml().and_then(|yaml| yaml.root()).and_then(Node::entries);
    let Some(first) = entries.and_then(|entries| entries.first()) else { return };
    let name = stack.project.name.as_ref().map_or("shop", |name| name.value.as_str());
    checker
        .report_at(Place::new(file.id, first.key.span), "the project is called after whatever folder it lies in")
        .help(format!("name: {name}"));
}
