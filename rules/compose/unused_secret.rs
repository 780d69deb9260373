//! Secrets and configs that no service is given.

use std::collections::HashSet;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-secret",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unused_secret.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    // What could not be read may use them.
    if !stack.gaps.is_empty() || !stack.problems.is_empty() {
        return;
    }
    let mut secrets = HashSet::new();
    let mut configs = HashSet::new();
    for service in stack.services() {
        let of_build = service.build.iter().flat_map(|build| &build.secrets);
        secrets.extend(service.secrets.iter().chain(of_build).map(|grant| grant.source.value.clone()));
        configs.extend(service.configs.iter().map(|grant| grant.source.value.clone()));
        configs.extend(service.at(&["credential_spec", "config"]).and_then(|value| value.to_text()));
    }
    // A file without services is there for others to include or to merge.
    if stack.services().len() == 0 {
        return;
    }
    for (kind, objects, used) in
        [("secret", &stack.project.secrets, &secrets), ("config", &stack.project.configs, &configs)]
    {
        for object in objects.values().filter(|object| !used.contains(&object.key.value)) {
            let key = &object.key;
            let edit = checker.edits_in(key.place.file).remove_member(key.place);
            checker
                .report_at(key.place, format!("no service is given the {kind} `{}`", key.value))
                .help(format!("write `{kind}s: [{}]` in the service that needs it, or leave it out", key.value))
                .fix(Safety::Unsafe, "remove it", edit);
        }
    }
}
