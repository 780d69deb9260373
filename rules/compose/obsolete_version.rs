//! The key `version` at the top of a Compose file.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::yaml::Entry;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "obsolete-version",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["no-version-field"],
    options: &[],
    since: "0.1.0",
    page: include_str!("obsolete_version.md"),
    check: Check::Stack(check),
};

fn check(_: &Stack, checker: &mut Checker<'_>) {
    for file in checker.compose_files() {
        let documents = file.yaml().into_iter().flat_map(|yaml| &yaml.documents);
        let entries = documents.filter_map(|document| document.entries()).flatten();
        for entry in entries.filter(|entry| is_version(entry)) {
            let key = Place::new(file.id, entry.key.span);
            let edit = checker.edits_in(file.id).remove_member(key);
            checker.report_at(key, "`version` is obsolete and changes nothing").fix(Safety::Safe, "remove it", edit);
        }
    }
}

fn is_version(entry: &Entry) -> bool {
    entry.key.as_str() == Some("version")
}
