//! Package managers that ask a question nobody can answer.

use crate::knowledge::images::Image;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Origin, Stage};
use crate::syntax::shell::RedirectKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unconfirmed-install",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["DL3014", "DL3030", "DL3034", "DL3038", "DS-0021"],
    options: &[],
    since: "0.1.0",
    page: include_str!("unconfirmed_install.md"),
    check: Check::Stage(check),
};

/// What the settings of the managers are called that do what the flag does.
const SETTINGS: &[&str] = &["assume-yes", "assumeyes", "noconfirm", "dpkg::options::force-yes"];

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let image = build.base_image(stage);
    let is_there = |order: &Order<'_>| image.is_some_and(|image| brings_nothing(order, &image));
    let mut is_configured = false;
    for step in build.image_steps(stage) {
        is_configured |= build.commands_of(step).iter().any(configures);
        if is_configured || step.stage != stage.id {
            continue;
        }
        for command in build.commands_of(step).iter().filter(|command| command.form.instruction == Origin::Run) {
            if let Some(order) = command.order().filter(|order| !is_there(order)) {
                check_order(&order, checker);
            }
        }
    }
}

fn check_order(order: &Order<'_>, checker: &mut Checker<'_>) {
    let Some((flag, flags, alias)) = confirmation(order) else { return };
    let command = order.command;
    if !asks(order) || command.has_flag(flags) || is_answered(command) {
        return;
    }
    let edit = checker.edits().add_argument(command, order.verb.span, flag);
    let aliases: &[&str] = if order.action == Action::Install { alias } else { &[] };
    checker
        .report(order.verb.span, format!("`{}` asks before it goes on, and a build cannot answer", order.name()))
        .aliases(aliases)
        .help(format!("{} {flag}", order.name()))
        .fix(Safety::Safe, "confirm without being asked", edit);
}

type Confirmation = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The flag that confirms, all flags with which nothing is asked, and the names of the check elsewhere.
fn confirmation(order: &Order<'_>) -> Option<Confirmation> {
    const APT: &[&str] = &[
        "y",
        "yes",
        "assume-yes",
        "force-yes",
        "s",
        "simulate",
        "dry-run",
        "just-print",
        "no-act",
        "print-uris",
        "h",
        "help",
        "assume-no",
    ];
    const RPM: &[&str] = &["y", "assumeyes", "assumeno", "h", "help"];
    const ZYPPER: &[&str] = &["n", "non-interactive", "y", "no-confirm", "D", "dry-run", "h", "help"];
    match order.manager {
        Manager::Apt if order.command.is_any(&["apt-get"]) => Some(("-y", APT, &["DL3014", "DS-0021"])),
        Manager::Apt => Some(("-y", APT, &[])),
        Manager::Yum => Some(("-y", RPM, &["DL3030"])),
        // Older releases of microdnf never ask.
        Manager::Dnf if order.command.is_any(&["microdnf"]) => None,
        Manager::Dnf => Some(("-y", RPM, &["DL3038"])),
        Manager::Zypper => Some(("-y", ZYPPER, &["DL3034"])),
        Manager::Pacman => Some(("--noconfirm", &["noconfirm"], &[])),
        _ => None,
    }
}

/// Whether the order changes packages, and not quietly.
fn asks(order: &Order<'_>) -> bool {
    let quiet = || {
        let count = |text: String| match text.as_str() {
            "--quiet" => 1,
            "-q=2" => 2,
            _ => text.strip_prefix('-').filter(|it| !it.starts_with('-')).map_or(0, |it| it.matches('q').count()),
        };
        order.command.known_args().flatten().map(count).sum::<usize>()
    };
    let is_change = matches!(order.action, Action::Install | Action::Upgrade | Action::Remove);
    is_change && (order.manager != Manager::Apt || quiet() < 2)
}

/// Whether all that is named is in the base image already: then nothing comes along, and nothing is asked.
fn brings_nothing(order: &Order<'_>, image: &Image<'_>) -> bool {
    let names: Vec<String> = order.package_names().collect();
    order.action == Action::Install
        && !names.is_empty()
        && names.len() == order.operands.len()
        && names.iter().all(|name| image.has_tool(name) == Some(true))
}

/// Whether something answers: `yes | apt-get install`, `apt-get install <<< y`.
fn is_answered(command: &Command) -> bool {
    command.placement.index > 0
        || command.redirects.iter().any(|redirect| match redirect.kind {
            RedirectKind::Input | RedirectKind::Heredoc | RedirectKind::HereString => true,
            RedirectKind::Output | RedirectKind::Append | RedirectKind::Duplicate => false,
        })
        || command.args.iter().any(configures_word)
}

/// Whether a command writes such a setting, in its arguments or a here-document.
fn configures(command: &Command) -> bool {
    let bodies = command.redirects.iter().filter_map(|redirect| redirect.body.as_ref());
    command.order().is_none() && command.args.iter().chain(bodies).any(configures_word)
}

fn configures_word(word: &crate::syntax::Word) -> bool {
    let text = word.raw.to_ascii_lowercase();
    SETTINGS.iter().any(|setting| text.contains(setting))
}
