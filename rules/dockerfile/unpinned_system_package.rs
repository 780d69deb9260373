//! Packages of the distribution in whatever version there is on the day of the build.

use crate::lint::{Category, Check, Checker, FixSupport, OptionKind, OptionScope, OptionSpec, Profile, Rule, Severity};
use crate::model::packages::Manager;
use crate::model::{Build, Command, Origin};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unpinned-system-package",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL3008", "DL3018", "DL3033", "DL3037", "DL3041"],
    options: &[ALLOW],
    since: "0.1.0",
    page: include_str!("unpinned_system_package.md"),
    check: Check::Command(check),
};

/// Packages that need no version.
const ALLOW: OptionSpec = OptionSpec {
    name: "allow",
    summary: "Packages that need no version, such as `ca-certificates` and `tzdata`, whose newest is wanted.",
    kind: OptionKind::Texts,
    scope: OptionScope::Rule,
};

fn check(build: &Build, command: &Command, checker: &mut Checker<'_>) {
    let Some(order) = command.order().filter(|order| order.manager.is_of_system()) else { return };
    let Some(step) = build.step(command.step).filter(|_| command.form.instruction == Origin::Run) else { return };
    let has_variables = order.operands.iter().any(|word| word.known().is_none());
    let own = has_variables.then(|| build.own_variables(step, command));
    let mut unpinned = order.unpinned_among(&|word| build.text_of_word(step, own.as_ref()?, word));
    let allowed = checker.texts(&ALLOW);
    unpinned.retain(|package| !allowed.contains(&package.name));
    let Some((first, others)) = unpinned.split_first() else { return };
    let name = &first.name;
    let more = match others.len() {
        0 => String::new(),
        1 => " and one more package".to_owned(),
        count => format!(" and {count} more packages"),
    };
    let verb = if others.is_empty() { "comes" } else { "come" };
    // hadolint compares the program's name to the letter.
    let of = |programs: &[&str], alias: &'static [&'static str]| match command.is_any(programs) {
        true => alias,
        false => &[],
    };
    let (alias, example): (&'static [&'static str], String) = match order.manager {
        Manager::Apt => (of(&["apt-get"], &["DL3008"]), format!("{name}=VERSION (`apt-cache policy {name}` shows it)")),
        Manager::Apk => (&["DL3018"], format!("{name}=VERSION or {name}~=1.2 (`apk policy {name}` shows it)")),
        Manager::Yum => (&["DL3033"], format!("{name}-VERSION (`yum list {name}` shows it)")),
        Manager::Zypper => (&["DL3037"], format!("{name}=VERSION (`zypper info {name}` shows it)")),
        Manager::Dnf => (of(&["dnf", "microdnf"], &["DL3041"]), format!("{name}-VERSION (`dnf list {name}` shows it)")),
        _ => return,
    };
    let finding = checker
        .report(first.word.span, format!("`{name}`{more} {verb} in the version of the day"))
        .aliases(alias)
        .help(format!("name the version: {example}"));
    if first.word.known().is_none() {
        finding.note(format!("it is in `{}`", first.word.raw));
    }
}
