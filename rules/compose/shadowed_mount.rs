//! Volumes, secrets, configs and devices that another one of the same service takes the place of.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Dropped, DroppedKind, Stack};

/// The rule.
pub static RULE: Rule = Rule {
    name: "shadowed-mount",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("shadowed_mount.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for one in &stack.dropped {
        let message = format!("{} is dropped: something else is mounted at `{}`", subject(one), one.target);
        checker
            .report_at(one.place, message)
            .label_at(one.by, "this is what the container gets")
            .help("give each its own path in the container, or remove the one that is not meant");
    }
}

fn subject(one: &Dropped) -> String {
    let word = match one.kind {
        DroppedKind::Volume => "volume",
        DroppedKind::Secret => "secret",
        DroppedKind::Config => "config",
        DroppedKind::Device => "device",
    };
    match &one.source {
        Some(source) => format!("the {word} `{source}`"),
        None => format!("this {word}"),
    }
}
