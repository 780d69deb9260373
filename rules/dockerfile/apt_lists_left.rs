//! Package lists that end up in the image.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Step};
use crate::syntax::Word;

/// The rule.
pub static RULE: Rule = Rule {
    name: "apt-lists-left",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["DL3009"],
    options: &[],
    since: "0.1.0",
    page: include_str!("apt_lists_left.md"),
    check: Check::Step(check),
};

/// Where apt keeps what it knows of the repositories.
const LISTS: &str = "/var/lib/apt/lists";

const REMOVAL: &str = "rm -rf /var/lib/apt/lists/*";

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(stage) = build.stage(step.stage) else { return };
    let is_in_image = build.reaches_target(stage);
    if !is_in_image && !build.is_started_from(stage) {
        return;
    }
    let orders: Vec<Order<'_>> = build.orders_of(step).filter(|order| order.manager == Manager::Apt).collect();
    let Some(update) = orders.iter().rev().find(|order| order.action == Action::Update) else { return };
    let installs = orders.iter().any(|order| matches!(order.action, Action::Install | Action::Upgrade));
    if !build.stays_in_layer(step, update.command, LISTS) || cleans_lists(build, step) {
        return;
    }
    let (reader, removal) = later_use(build, step);
    let sudo = if update.command.wrappers.iter().any(|wrapper| wrapper == "sudo") { "sudo " } else { "" };
    let edit = appended(build, step, checker, &format!("{sudo}{REMOVAL}")).filter(|_| reader.is_none() && installs);
    let place = if is_in_image { "in the image" } else { "in a stage that others start from" };
    let message = format!("the lists that `{} update` fetches stay {place}", update.command.program.value);
    let mut finding = checker.report(update.command.program.span, message);
    if !is_in_image || !installs || build.target_stage().is_some_and(|target| build.is_tool(target)) {
        finding = finding.from_profile(Profile::Strict);
    }
    if let Some(word) = near_miss(build, step) {
        finding = finding.label(word.span, format!("this removes `{}`, the lists are in `{LISTS}`", word.raw));
    }
    finding = match (reader, removal) {
        (Some(reader), _) => finding
            .label(reader.span, "this installs from them")
            .help(format!("install all packages in one RUN and end it with `{sudo}{REMOVAL}`")),
        (None, Some(removal)) => finding
            .label(removal.span, "this removes them in another layer, and the layer before keeps them")
            .help(format!("end the RUN that fetches them with `{sudo}{REMOVAL}`")),
        (None, None) => finding.help(format!("end this RUN with `{sudo}{REMOVAL}`")),
    };
    finding.fix(Safety::Safe, "remove the lists in the same layer", edit);
}

/// `apt-get distclean` removes the lists, unlike `apt-get clean`.
fn cleans_lists(build: &Build, step: &Step) -> bool {
    build.commands_of(step).iter().any(|command| {
        command.is_any(&["apt-get", "apt"]) && (command.has_arg("distclean") || command.has_arg("dist-clean"))
    })
}

/// A path that the step removes and that looks like the one of the lists: `/var/apt/lists`.
fn near_miss<'a>(build: &'a Build, step: &Step) -> Option<&'a Word> {
    let removals = build.commands_of(step).iter().filter(|command| command.is_any(&["rm"]) && !command.removes(LISTS));
    removals.flat_map(|command| &command.args).find(|word| {
        let path = word.known_prefix();
        path.starts_with('/') && path.contains("/apt") && path.contains("/list") && !path.starts_with("/etc")
    })
}

/// The first later command that installs from the lists, and the first that removes them.
fn later_use<'a>(build: &'a Build, step: &'a Step) -> (Option<&'a Command>, Option<&'a Command>) {
    for later in build.steps_after(step) {
        for command in build.commands_of(later) {
            if command.removes(LISTS) {
                return (None, Some(command));
            }
            match command.order().filter(|order| order.manager == Manager::Apt).map(|order| order.action) {
                Some(Action::Update) => return (None, None),
                Some(Action::Install | Action::Upgrade) => return (Some(command), None),
                Some(Action::Remove | Action::Clean) | None => {}
            }
        }
    }
    (None, None)
}

/// The removal at the end of the step's script, where it is sure to run there only if all before succeeded.
fn appended(build: &Build, step: &Step, checker: &Checker<'_>, removal: &str) -> Option<crate::text::Edit> {
    let [script] = step.scripts.as_slice() else { return None };
    if !script.is_chain(&step.before) {
        return None;
    }
    checker.edits().append_command(build.instruction(step)?, script, removal)
}
