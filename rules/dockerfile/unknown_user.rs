//! USER with a name that nobody created.

use crate::lint::accounts::user_creation;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Accounts, Base, Build, Stage, Step, needs_entry};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-user",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unknown_user.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let steps = build.steps_of(stage).iter().filter_map(|step| Some((step, user(build, step)?)));
    let mut accounts: Option<Accounts<'_>> = None;
    for (step, word) in steps {
        let is_commented = build.instruction(step).is_some_and(|it| it.trailing_comment().is_some());
        let Some(text) = build.expanded(step, word).filter(|_| !is_commented) else { continue };
        let (name, group) = text.split_once(':').unwrap_or((&text, ""));
        if !needs_entry(name) && !needs_entry(group) {
            continue;
        }
        let accounts = accounts.get_or_insert_with(|| build.accounts(stage));
        if needs_entry(name) && accounts.has_user_before(step.id, name) == Some(false) {
            report_user(build, stage, word, name, checker);
        } else if needs_entry(group) && accounts.has_group_before(step.id, group) == Some(false) {
            report_group(build, stage, word, (name, group), checker);
        }
    }
}

fn user<'a>(build: &'a Build, step: &Step) -> Option<&'a Word> {
    match &build.instruction(step)?.kind {
        Kind::User(word) => word.as_ref(),
        _ => None,
    }
}

fn report_user(build: &Build, stage: &Stage, word: &Word, name: &str, checker: &mut Checker<'_>) {
    let Some(root) = build.lineage(stage).last() else { return };
    let origin = match &root.base {
        Base::Image(image) => format!("`{}` has no such user, and no step above creates it", image.value),
        Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => {
            "`scratch` has no users, and no step above copies an /etc/passwd".to_owned()
        }
    };
    let help = match user_creation(build.base_image(stage), name) {
        Some(line) => format!("create the user first:\n{line}"),
        None => "use a number, which needs no entry in /etc/passwd:\nUSER 10001:10001".to_owned(),
    };
    checker
        .report(word.span, format!("there is no user `{name}`: nothing runs from here on"))
        .label(root.base_span, origin)
        .help(help);
}

fn report_group(build: &Build, stage: &Stage, word: &Word, (name, group): (&str, &str), checker: &mut Checker<'_>) {
    let Some(root) = build.lineage(stage).last() else { return };
    let origin = match &root.base {
        Base::Image(image) => format!("`{}` has no such group, and no step above creates it", image.value),
        Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => {
            "`scratch` has no groups, and no step above copies an /etc/group".to_owned()
        }
    };
    let help = if needs_entry(name) {
        format!("leave the group out, and the user's own is taken:\nUSER {name}")
    } else {
        format!("use a number, which needs no entry in /etc/group:\nUSER {name}:{name}")
    };
    checker
        .report(word.span, format!("there is no group `{group}`: nothing runs from here on"))
        .label(root.base_span, origin)
        .help(help);
}
