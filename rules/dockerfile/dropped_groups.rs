//! USER with a group, which takes the user's other groups away.

use std::collections::HashMap;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{AccountAction, Build, Stage, Step, is_root};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "dropped-groups",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("dropped_groups.md"),
    check: Check::Stage(check),
};

/// How many groups of a user are remembered.
const MOST_GROUPS: usize = 20;

/// What the steps say of a user.
#[derive(Default)]
struct Member {
    main_group: Option<String>,
    has_own_group: bool,
    groups: Vec<(String, Span)>,
}

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let users: Vec<_> = build.steps_of(stage).iter().filter_map(|step| user_with_group(build, step)).collect();
    if users.is_empty() {
        return;
    }
    let members = members(build, stage);
    for (step, span, raw, text) in users {
        let Some((name, group)) = text.split_once(':') else { continue };
        let Some(member) = members.get(name) else { continue };
        let is_kept = |other: &str| other == group || is_root(other) && is_root(group);
        let dropped: Vec<_> =
            member.groups.iter().filter(|(other, place)| !is_kept(other) && is_before(build, step, *place)).collect();
        let Some((_, first)) = dropped.first() else { continue };
        let mut names: Vec<String> = dropped.iter().map(|(name, _)| format!("`{name}`")).collect();
        names.dedup();
        let keeps_main = member.main_group.as_deref() == Some(group) || member.has_own_group && name == group;
        let edit = checker.edits().replace(span, name);
        let finding = checker
            .report(span, format!("with `:{group}`, `{name}` is no longer in {}", names.join(", ")))
            .label(*first, "put into it here")
            .help(format!("leave the group out, and all groups of the user count:\nUSER {name}"));
        if keeps_main && raw == text {
            finding.fix(Safety::Unsafe, format!("leave `{name}` in all its groups"), [edit]);
        }
    }
}

fn is_before(build: &Build, step: &Step, place: Span) -> bool {
    build.instruction(step).is_some_and(|instruction| place.start < instruction.span.start)
}

/// A USER with a group: its word as it is written, and what that comes to.
fn user_with_group<'a>(build: &'a Build, step: &'a Step) -> Option<(&'a Step, Span, &'a str, String)> {
    let Kind::User(Some(word)) = &build.instruction(step)?.kind else { return None };
    let text = build.expanded(step, word).filter(|text| text.contains(':') && !text.ends_with(':'))?;
    Some((step, word.span, &word.raw, text))
}

/// The users that the steps of an image create or put into groups, by name and by number.
fn members(build: &Build, stage: &Stage) -> HashMap<String, Member> {
    let mut members: HashMap<String, Member> = HashMap::new();
    for step in build.image_steps(stage) {
        let commands = build.commands_of(step).iter().filter_map(|command| build.account_command(step, command));
        for command in commands.filter(|command| command.action != AccountAction::CreateGroup) {
            let keys = [Some(command.name.clone()), command.number.clone()];
            for key in keys.into_iter().flatten() {
                let member = members.entry(key).or_default();
                member.has_own_group |= command.has_own_group;
                member.main_group = command.group.clone().or_else(|| member.main_group.take());
                let room = MOST_GROUPS.saturating_sub(member.groups.len());
                member.groups.extend(command.groups.iter().take(room).map(|group| (group.clone(), command.span)));
            }
        }
    }
    members
}
