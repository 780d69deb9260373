//! Names of projects that Docker Compose changes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::project_name::normalise;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "changed-project-name",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("changed_project_name.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let Some(used) = &stack.project.name else { return };
    for file in checker.compose_files().filter(|file| file.id == used.place.file) {
        let documents = file.yaml().into_iter().flat_map(|yaml| &yaml.documents);
        let names = documents.filter_map(|document| document.get("name"));
        for name in names.filter(|name| name.span == used.place.span) {
            let Some(written) = name.as_str().filter(|written| !written.contains('$')) else { continue };
            let changed = normalise(written);
            if changed.is_empty() || changed == written {
                continue;
            }
            let place = Place::new(file.id, name.span);
            let edit = checker.edits_in(file.id).replace_scalar(place, &changed);
            let message = format!("Docker Compose calls this project `{changed}`, not `{written}`");
            checker.report_at(place, message).fix(Safety::Safe, format!("write `{changed}`"), edit);
        }
    }
}
