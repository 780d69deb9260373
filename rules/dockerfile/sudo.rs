//! sudo in a build, where USER says who runs what.

use crate::knowledge::images::DefaultUser;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{AbsentProgram, Build, Command, Origin, Stage, Step, Teller};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "sudo",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["DL3004", "DS-0010", "CKV2_DOCKER_1"],
    options: &[],
    since: "0.1.0",
    page: include_str!("sudo.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let uses_sudo = |step: &&Step| build.commands_of(step).iter().any(|command| uses_of(command).next().is_some());
    let mut steps = build.steps_of(stage).iter().filter(uses_sudo).peekable();
    let absent =
        steps.peek().and_then(|_| build.absent_programs(stage).into_iter().find(|it| it.teller == Teller::Sudo));
    for step in steps {
        check_step(build, step, absent.as_ref().filter(|absent| absent.step.id == step.id), checker);
    }
}

fn check_step(build: &Build, step: &Step, absent: Option<&AbsentProgram<'_>>, checker: &mut Checker<'_>) {
    let mut uses: Vec<(Span, Option<Span>)> = Vec::new();
    for command in build.commands_of(step).iter().filter(|command| command.form.instruction == Origin::Run) {
        uses.extend(uses_of(command));
    }
    // What runs in the text after `sudo sh -c` was seen through the same sudo.
    uses.dedup_by_key(|(place, _)| *place);
    let Some(((first, _), others)) = uses.split_first() else { return };
    let user = user_name(build, step);
    let is_root = user.as_deref().is_some_and(crate::model::is_root);
    let edits: Vec<_> = match is_root {
        true => uses.iter().filter_map(|(place, next)| checker.edits().remove_before(*place, (*next)?)).collect(),
        false => Vec::new(),
    };
    // With flags, sudo does more than making somebody root.
    let is_idle = is_root && edits.len() == uses.len();
    let (message, help) = match &user {
        Some(_) if is_idle => {
            ("`sudo` has nothing to do: the build is root here".to_owned(), "leave `sudo` out".to_owned())
        }
        Some(name) if !is_root => (
            format!("`sudo` makes `{name}` root for a moment"),
            format!(
                "switch the user around what needs root, and leave sudo out of the image:\nUSER root\nRUN ...\nUSER {name}"
            ),
        ),
        Some(_) | None => (
            "`sudo` decides who runs this, where USER would say so".to_owned(),
            "leave it out where the build is root; elsewhere write USER root before, and USER with the old name behind"
                .to_owned(),
        ),
    };
    let mut finding = match absent {
        Some(_) => {
            let message = "`sudo` is not in the image, so this `RUN` fails";
            let base = build.stage(step.stage).and_then(|stage| build.lineage(stage).last());
            let finding = checker.report(*first, message).severity(Severity::Error);
            finding.label(base.map_or(*first, |base| base.base_span), "without `sudo`, and no step installs it")
        }
        None => checker.report(*first, message).from_profile(Profile::Production),
    };
    for (other, _) in others {
        finding = finding.label(*other, "here too");
    }
    finding.help(help).fix(Safety::Unsafe, "run it without sudo", edits.into_iter().filter(|_| is_idle));
}

/// Where a command names sudo, and the word behind it.
fn uses_of(command: &Command) -> impl Iterator<Item = (Span, Option<Span>)> {
    let wrappers = command.wrappers.iter().zip(&command.wrapper_spans);
    let followers = command.wrapper_spans.iter().skip(1).chain([&command.program.span]);
    let through = wrappers.zip(followers).filter(|((name, _), _)| *name == "sudo");
    let alone = command.is_any(&["sudo"]).then_some((command.program.span, None));
    let is_exec = command.form.exec;
    through.map(move |((_, place), next)| (*place, (!is_exec).then_some(*next))).chain(alone)
}

/// Who runs the step, as far as the file and the base image tell.
fn user_name(build: &Build, step: &Step) -> Option<String> {
    if let Some(user) = &step.before.user {
        return user.name.clone();
    }
    match build.base_image(build.stage(step.stage)?)?.facts.user {
        DefaultUser::Root => Some("root".to_owned()),
        DefaultUser::Named { name, .. } => Some(name.to_owned()),
        _ => None,
    }
}
