//! Package lists that are fetched in one layer and used in another.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Step};
use crate::syntax::shell::{Connector, Nesting};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "update-without-install",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["CKV_DOCKER_5", "DS-0017"],
    options: &[],
    since: "0.1.0",
    page: include_str!("update_without_install.md"),
    check: Check::Step(check),
};

/// How many installs besides the first are named.
const MOST_LABELS: usize = 5;

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let orders: Vec<Order<'_>> = build.orders_of(step).collect();
    let Some(update) = orders.iter().find(|order| order.action == Action::Update) else { return };
    let Some(lists) = lists(update.manager) else { return };
    if orders.iter().any(|order| order.action != Action::Update) || !build.stays_in_layer(step, update.command, lists) {
        return;
    }
    let readers = readers(build, step, update.manager);
    let Some(((later, install), others)) = readers.split_first() else { return };
    let name = update.command.program.value.as_str();
    let edits = checker.edits();
    // Of several, each needs an update of its own.
    let is_only = others.is_empty() && is_next(build, step, later);
    let fix = is_only.then(|| merge(build, step, update, install.command)).flatten().and_then(|text| {
        let instruction = build.instruction(step)?;
        Some([edits.remove_instruction(instruction), edits.insert_before(install.command.span, text)])
    });
    let fix: Vec<Edit> = fix.into_iter().flatten().collect();
    let mut finding = checker
        .report(update.command.span, format!("`{name} update` is cached apart from the install that needs its lists"))
        .label(install.command.span, "installs from the lists of the day this layer was built");
    for (_, other) in others.iter().take(MOST_LABELS) {
        finding = finding.label(other.command.span, "so does this");
    }
    finding
        .help(match update.manager {
            Manager::Apk => {
                "leave this RUN out and write `apk add --no-cache`, which fetches the index itself".to_owned()
            }
            _ => format!("begin every RUN that installs with it: RUN {name} update && {name} install ..."),
        })
        .fix(Safety::Safe, "move the update into the RUN that installs", fix);
}

/// Where the managers that never refresh their lists by themselves keep them.
fn lists(manager: Manager) -> Option<&'static str> {
    match manager {
        Manager::Apt => Some("/var/lib/apt/lists"),
        Manager::Apk => Some("/var/cache/apk"),
        _ => None,
    }
}

/// The later steps that install from the lists of this one, each with its first order.
fn readers<'a>(build: &'a Build, step: &'a Step, manager: Manager) -> Vec<(&'a Step, Order<'a>)> {
    let mut readers: Vec<(&Step, Order<'_>)> = Vec::new();
    for later in build.steps_after(step) {
        for order in build.orders_of(later).filter(|order| order.manager == manager) {
            match order.action {
                Action::Install | Action::Upgrade if is_fresh(&order) => return readers,
                Action::Install | Action::Upgrade => {
                    if readers.last().is_none_or(|(last, _)| last.id != later.id) {
                        readers.push((later, order));
                    }
                }
                Action::Update => return readers,
                Action::Remove | Action::Clean => {}
            }
        }
        if readers.len() > MOST_LABELS {
            break;
        }
    }
    readers
}

/// `apk add --no-cache` and `-U` fetch the index by themselves.
fn is_fresh(order: &Order<'_>) -> bool {
    order.manager == Manager::Apk && order.command.has_flag(&["no-cache", "U", "update-cache"])
}

fn is_next(build: &Build, step: &Step, later: &Step) -> bool {
    later.id.0 == step.id.0 + 1
        && later.stage == step.stage
        && build.instruction(step).is_some_and(|it| it.flags.is_empty())
}

/// What to put before the install, where the update is all that its RUN does.
fn merge(build: &Build, step: &Step, update: &Order<'_>, install: &Command) -> Option<String> {
    let [only] = build.commands_of(step) else { return None };
    let is_plain =
        only.assignments.is_empty() && only.redirects.is_empty() && only.placement.depth == 0 && !only.form.exec;
    let place = &install.placement;
    let is_open =
        place.nesting == Nesting::TopLevel && place.depth == 0 && place.pipeline_length == 1 && !install.form.exec;
    let follows = matches!(place.connector, Connector::First | Connector::And | Connector::Sequence);
    let prefix = match only.wrappers.as_slice() {
        [] => "",
        [wrapper] if wrapper == "sudo" => "sudo ",
        _ => return None,
    };
    (is_plain && is_open && follows).then(|| format!("{prefix}{} && ", update.command.as_written()))
}
