//! Packages that ask while they are installed, in a build where nobody answers.

use crate::knowledge::debconf::{SILENT, VARIABLE, question, waits_for_ever};
use crate::knowledge::images::{Image, is_official};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::Word;
use crate::syntax::shell::RedirectKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "interactive-package",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("interactive_package.md"),
    check: Check::Stage(check),
};

/// Programs that answer before anything is asked.
const ANSWERING: &[&str] = &["debconf-set-selections", "debconf-communicate", "dpkg-reconfigure"];

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    // What other people build their images from may have been told already.
    let Some(image) = build.base_image(stage).filter(|image| is_official(image.repository)) else { return };
    let asks = |order: &Order<'_>| asking(order, &image).is_some();
    if !build.steps_of(stage).iter().any(|step| build.orders_of(step).any(|order| asks(&order))) {
        return;
    }
    let mut commands = build.image_steps(stage).into_iter().flat_map(|step| build.commands_of(step));
    if commands.any(|command| command.is_any(ANSWERING)) {
        return;
    }
    for step in build.steps_of(stage) {
        for order in build.orders_of(step) {
            check_order(build, step, &order, &image, checker);
        }
    }
}

/// The first package of an order that asks, with what it asks for.
fn asking(order: &Order<'_>, image: &Image<'_>) -> Option<(String, &'static str)> {
    if order.manager != Manager::Apt || order.action != Action::Install {
        return None;
    }
    order.package_names().find_map(|name| question(&name, image).map(|what| (name, what)))
}

fn check_order(build: &Build, step: &Step, order: &Order<'_>, image: &Image<'_>, checker: &mut Checker<'_>) {
    let Some((name, what)) = asking(order, image) else { return };
    let command = order.command;
    let names: Vec<String> = order.package_names().collect();
    let is_named = |word: &&&Word| word.known().is_some_and(|text| text.starts_with(name.as_str()));
    let Some(word) = order.operands.iter().find(is_named) else { return };
    if build.is_variable_set(step, command, VARIABLE) || is_answered(command) {
        return;
    }
    let waits = names.iter().any(|name| waits_for_ever(name, image));
    let message = match waits {
        true => format!("`{name}` asks for {what}, and the build waits for the answer for ever"),
        false => format!("`{name}` asks for {what}, and nobody answers in a build"),
    };
    let assignment = format!("{VARIABLE}={SILENT}");
    // `sudo` keeps no variables that are set before it.
    let is_plain = !command.form.exec && command.wrappers.iter().all(|wrapper| wrapper == "env");
    let edit = is_plain.then(|| checker.edits().insert_before(command.program.span, format!("{assignment} ")));
    let finding = checker.report(word.span, message).help(format!("{assignment} {}", order.name())).fix(
        Safety::Safe,
        "take the defaults without being asked",
        edit,
    );
    if !waits {
        finding.severity(Severity::Info).from_profile(Profile::Production);
    }
}

/// Whether something answers: `echo 8 | apt-get install tzdata`, `apt-get install tzdata <<< 8`.
fn is_answered(command: &Command) -> bool {
    let is_input = |kind: RedirectKind| match kind {
        RedirectKind::Input | RedirectKind::Heredoc | RedirectKind::HereString => true,
        RedirectKind::Output | RedirectKind::Append | RedirectKind::Duplicate => false,
    };
    command.placement.index > 0 || command.redirects.iter().any(|redirect| is_input(redirect.kind))
}
