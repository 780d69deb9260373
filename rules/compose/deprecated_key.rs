//! Keys that Docker Compose still reads, and asks not to write.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::yaml::{Entry, Node};
use crate::text::{FileId, Place};

/// The rule.
pub static RULE: Rule = Rule {
    name: "deprecated-key",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("deprecated_key.md"),
    check: Check::Stack(check),
};

/// The sections whose entries may be made elsewhere.
const SECTIONS: &[&str] = &["networks", "volumes", "secrets", "configs"];

fn check(_: &Stack, checker: &mut Checker<'_>) {
    for file in checker.compose_files() {
        for document in file.yaml().into_iter().flat_map(|yaml| &yaml.documents) {
            for section in SECTIONS {
                for resource in document.get(section).and_then(Node::entries).unwrap_or_default() {
                    external_name(file.id, resource, checker);
                }
            }
        }
    }
}

/// `external:` with a name below it.
fn external_name(file: FileId, resource: &Entry, checker: &mut Checker<'_>) {
    let entries = resource.value.entries().unwrap_or_default();
    let Some(external) = entries.iter().find(|entry| entry.key.as_str() == Some("external")) else { return };
    let names = external.value.entries().unwrap_or_default();
    let Some(name) = names.iter().find(|entry| entry.key.as_str() == Some("name")) else { return };
    let finding = checker.report_at(Place::new(file, name.key.span), "`name` below `external` is deprecated");
    if let Some(value) = name.value.as_str() {
        finding.help(format!("write both side by side:\nexternal: true\nname: {value}"));
    }
}
