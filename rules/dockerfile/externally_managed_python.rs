//! pip that refuses to install into the distribution's own Python.

use crate::knowledge::python::{FLAGS, PIP_PACKAGES, VARIABLES, managed_since};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::Connector;
use crate::text::{Edit, Span};

/// The rule.
pub static RULE: Rule = Rule {
    name: "externally-managed-python",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("externally_managed_python.md"),
    check: Check::Stage(check),
};

/// Programs that make or bring another Python.
const OTHER_PYTHONS: &[&str] = &["conda", "mamba", "micromamba", "pyenv", "uv", "virtualenv"];

/// What paths and addresses say that lead to another Python or change what pip does.
const OTHER_PATHS: &[&str] =
    &["EXTERNALLY-MANAGED", "activate", "conda", "get-pip", "pip.conf", "pyenv", "python.org", "venv", "virtualenv"];

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let own = build.steps_of(stage);
    if !own.iter().any(|step| build.orders_of(step).any(|order| is_system_pip(&order))) {
        return;
    }
    let Some(image) = build.base_image(stage).filter(|image| image.has_tool("pip") != Some(true)) else { return };
    let Some(since) = managed_since(&image) else { return };
    let steps = build.image_steps(stage);
    let brings_pip = |order: &Order<'_>| {
        order.action == Action::Install && order.package_names().any(|name| PIP_PACKAGES.contains(&name.as_str()))
    };
    let mut orders = steps.iter().flat_map(|step| build.orders_of(step));
    let Some(pip) = orders.find(brings_pip).map(|order| order.command.span) else { return };
    if steps.iter().any(|step| has_other_python(build, step)) {
        return;
    }
    for step in own {
        let is_free = |command: &Command| VARIABLES.iter().any(|name| build.is_variable_set(step, command, name));
        let is_refused = |order: &Order<'_>| {
            let command = order.command;
            is_system_pip(order)
                && command.span.start > pip.start
                && !is_free(command)
                && !may_fail(build.commands_of(step), command)
        };
        let refused: Vec<Order<'_>> = build.orders_of(step).filter(is_refused).collect();
        let Some(order) = refused.first() else { continue };
        let venv = if since.starts_with("Alpine") { "" } else { "install the package python3-venv too, and " };
        let edits: Option<Vec<Edit>> = refused
            .iter()
            .map(|order| checker.edits().add_argument(order.command, order.verb.span, "--break-system-packages"))
            .collect();
        let mut finding = checker
            .report(
                order.verb.span,
                format!("`{}` fails: since {since} pip leaves the system's Python alone", order.name()),
            )
            .label(pip, "the distribution's own pip");
        for other in refused.iter().skip(1) {
            finding = finding.label(other.verb.span, "fails too");
        }
        finding.help(format!("{venv}{}", advice(build.commands_of(step), &refused, pip))).fix(
            Safety::Unsafe,
            "install beside the distribution's packages all the same",
            edits.unwrap_or_default(),
        );
        // The build stops here.
        return;
    }
}

/// How to make an environment, and what then installs into it: the step as it is where it does more than that.
fn advice(commands: &[Command], refused: &[Order<'_>], pip: Span) -> String {
    const LINES: &str = "RUN python3 -m venv /opt/venv\nENV PATH=\"/opt/venv/bin:$PATH\"";
    let is_install = |command: &Command| refused.iter().any(|order| order.command.span == command.span);
    let is_beside = |command: &Command| command.is_any(&["cd", "rm"]) || command.order().is_some();
    if commands.iter().all(|command| is_beside(command) || is_install(command)) {
        return format!("install into an environment of its own:\n{LINES}\nRUN {}", line(commands, refused));
    }
    let is_same = commands.iter().any(|command| command.span == pip);
    let packages = if is_same { ", and below a RUN of its own for the packages" } else { "" };
    format!("make an environment of its own above this RUN{packages}:\n{LINES}")
}

/// The installs of a step as one line, behind what leads into the directory they work in.
fn line(commands: &[Command], refused: &[Order<'_>]) -> String {
    let last = refused.last().map_or(0, |order| order.command.span.start);
    let is_wanted = |command: &&Command| {
        let is_change = command.is_any(&["cd"]) && command.placement.depth == 0 && command.span.start < last;
        is_change || refused.iter().any(|order| order.command.span == command.span)
    };
    let lines: Vec<String> = commands.iter().filter(is_wanted).map(Command::as_written).collect();
    lines.join(" && ")
}

/// Whether pip by that name is the one the distribution brings, and minds the mark.
fn is_system_pip(order: &Order<'_>) -> bool {
    let command = order.command;
    let path = command.program_path.as_str();
    order.manager == Manager::Pip
        && order.action == Action::Install
        && order.verb.is("install")
        && command.is_any(&["pip", "pip3", "python", "python3"])
        && (!path.contains('/') || path.starts_with("/usr/bin/"))
        && command.placement.depth == 0
        && !command.has_flag(FLAGS)
}

/// Whether something else is done where the command fails.
fn may_fail(commands: &[Command], command: &Command) -> bool {
    let next = commands.iter().find(|other| other.placement.pipeline > command.placement.pipeline);
    next.is_some_and(|next| next.placement.connector == Connector::Or)
}

/// Whether a step may bring another Python, or teach pip to install all the same.
fn has_other_python(build: &Build, step: &Step) -> bool {
    let says = |word: &Word| OTHER_PATHS.iter().any(|part| word.raw.contains(part));
    let is_other = |command: &Command| {
        let targets = command.redirects.iter().map(|redirect| &redirect.target);
        command.is_any(OTHER_PYTHONS)
            || command.order().is_none_or(|order| order.manager == Manager::Pip)
                && command.args.iter().chain(targets).any(says)
            || command.is_any(&["pip", "pip3"]) && command.has_arg("config")
    };
    let is_changed = build.instruction(step).is_some_and(|instruction| match &instruction.kind {
        Kind::Env(pairs) => pairs.pairs.iter().any(|pair| says(&pair.value)),
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            let brings = |word: &Word| says(word) || word.raw.contains("python") || word.raw.starts_with("/usr");
            transfer.sources.iter().chain(&transfer.destination).any(brings)
                && (instruction.flag("from").is_some() || transfer.sources.iter().any(says))
        }
        _ => false,
    });
    is_changed || build.commands_of(step).iter().any(is_other)
}
