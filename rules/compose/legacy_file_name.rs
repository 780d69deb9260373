//! Compose files with a name of the past, or one that Docker Compose does not get to.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::model::stack::names::BASES;
use crate::syntax::yaml::Node;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "legacy-file-name",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("legacy_file_name.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let Some(file) = checker.compose_files().find(|file| file.id == stack.main) else { return };
    let entries = file.yaml().and_then(|yaml| yaml.root()).and_then(Node::entries);
    let Some(first) = entries.and_then(|entries| entries.first()) else { return };
    let place = Place::new(file.id, first.key.span);
    let name = file.source.name().rsplit(['/', '\\']).next().unwrap_or_default();
    if let Some(other) = &stack.read_instead {
        checker
            .report_at(place, format!("Docker Compose does not read this file: there is `{other}` beside it"))
            .severity(Severity::Warning)
            .from_profile(Profile::Recommended)
            .help(format!("keep one of the two, or ask for this one with `docker compose -f {name}`"));
        return;
    }
    if let Some(rest) = name.strip_prefix("docker-compose.").filter(|_| BASES.contains(&name)) {
        let newer = if rest == "yml" { "compose.yaml".to_owned() } else { format!("compose.{rest}") };
        checker
            .report_at(place, format!("`{name}` is the name of docker-compose 1, and looked for after `compose.yaml`"))
            .from_profile(Profile::Strict)
            .help(format!("git mv {name} {newer}"));
    }
}
