//! Packages that apt installs although nobody named them.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Base, Build, Command, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "recommended-packages-installed",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["DL3015", "DS-0029"],
    options: &[],
    since: "0.1.0",
    page: include_str!("recommended_packages_installed.md"),
    check: Check::Build(check),
};

/// The certificates that programs check servers with.
const CERTIFICATES: &str = "ca-certificates";

const SETTING: &str = "install-recommends";

fn check(build: &Build, checker: &mut Checker<'_>) {
    // Of each stage, whether apt's configuration was changed in it: what comes after obeys that.
    let mut is_configured: Vec<bool> = Vec::with_capacity(build.stages.len());
    for stage in &build.stages {
        let mut is_obeyed = match stage.base {
            Base::Stage(parent) => is_configured.get(parent.0 as usize).copied().unwrap_or_default(),
            Base::Image(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => false,
        };
        let profile = if build.reaches_target(stage) { RULE.profile } else { Profile::Strict };
        for step in build.steps_of(stage) {
            is_obeyed = is_obeyed || configures(build, step);
            if !is_obeyed {
                check_step(build, step, profile, checker);
            }
        }
        is_configured.push(is_obeyed);
    }
}

fn check_step(build: &Build, step: &Step, profile: Profile, checker: &mut Checker<'_>) {
    let installs: Vec<Order<'_>> = build.orders_of(step).filter(|order| installs_recommends(order)).collect();
    let Some((first, others)) = installs.split_first() else { return };
    // They recommend it, and without it no address with `https` can be trusted.
    let fetches =
        |order: &Order<'_>| order.package_names().any(|name| matches!(name.as_str(), "curl" | "wget" | "git"));
    let has_certificates = installs.iter().any(|order| order.package_names().any(|name| name == CERTIFICATES));
    let needs_certificates = !has_certificates && installs.iter().any(fetches);
    let edits: Option<Vec<_>> = installs
        .iter()
        .map(|order| {
            let flag = "--no-install-recommends";
            let with_certificates = format!("{flag} {CERTIFICATES}");
            let argument = if !has_certificates && fetches(order) { with_certificates.as_str() } else { flag };
            // In an array each argument is a string of its own.
            let is_plain = !order.command.form.exec || argument == flag;
            checker.edits().add_argument(order.command, order.verb.span, argument).filter(|_| is_plain)
        })
        .collect();
    let program = &first.command.program.value;
    let mut finding =
        checker.report(first.verb.span, format!("`{program} install` also brings what packages merely recommend"));
    for other in others {
        finding = finding.label(other.verb.span, "so does this");
    }
    let certificates = if needs_certificates { ": curl, wget and git need `ca-certificates`" } else { "" };
    let title = match needs_certificates {
        true => "leave recommended packages out, except for the certificates",
        false => "leave recommended packages out",
    };
    // Other tools look for `apt-get` to the letter.
    let is_apt_get = installs.iter().any(|order| order.command.is_any(&["apt-get"]));
    finding
        .aliases(if is_apt_get { RULE.aliases } else { &[] })
        .from_profile(profile)
        .help(format!(
            "{program} install --no-install-recommends, and name those recommended packages that are used{certificates}"
        ))
        .fix(Safety::Unsafe, title, edits.unwrap_or_default());
}

fn installs_recommends(order: &Order<'_>) -> bool {
    order.manager == Manager::Apt
        && order.action == Action::Install
        && order.verb.is("install")
        && order.command.is_any(&["apt-get", "apt"])
        && !order.operands.is_empty()
        && !order.command.has_flag(&[
            "no-install-recommends",
            "install-recommends",
            "download-only",
            "d",
            "s",
            "simulate",
        ])
        && !order.command.args.iter().any(turns_off)
}

/// Whether the step writes or copies apt's configuration.
fn configures(build: &Build, step: &Step) -> bool {
    let in_command = |command: &Command| {
        let bodies = command.redirects.iter().filter_map(|redirect| redirect.body.as_ref());
        !command.is_any(&["apt-get", "apt"]) && command.args.iter().chain(bodies).any(turns_off)
    };
    let is_copied = build.instruction(step).is_some_and(|instruction| match &instruction.kind {
        Kind::Copy(transfer) | Kind::Add(transfer) => {
            transfer.destination.as_ref().is_some_and(|word| word.known_prefix().starts_with("/etc/apt"))
        }
        _ => false,
    });
    is_copied || build.commands_of(step).iter().any(in_command)
}

/// `APT::Install-Recommends=false`, `APT::Install-Recommends "0";`
fn turns_off(word: &Word) -> bool {
    let text = word.raw.to_ascii_lowercase();
    let Some((_, value)) = text.split_once(SETTING) else { return false };
    let value = value.trim_start_matches(|letter: char| !letter.is_ascii_alphanumeric());
    ["0", "false", "no", "off"].iter().any(|off| value.starts_with(off))
}
