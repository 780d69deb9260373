//! Services whose entrypoint is left with nothing to start.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;

/// The rule.
pub static RULE: Rule = Rule {
    name: "lost-image-command",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("lost_image_command.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (Some(lost), Some(line)) = (container.lost_command(), &container.service.entrypoint) else { return };
    let message = format!("`{}` has nothing to start: an `entrypoint` drops the image's `CMD`", lost.starter);
    let finding = checker.report_at(line.place, message);
    let finding = match lost.place {
        Some(place) => finding.label_at(place, "not used by this service"),
        None => finding,
    };
    finding.help(match lost.words.is_empty() {
        true => "say what it shall start:\ncommand: [\"program\", \"argument\"]".to_owned(),
        false => format!("say as `command` what the image would start:\ncommand: {:?}", lost.words),
    });
}
