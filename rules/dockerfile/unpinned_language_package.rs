//! Packages of a language in whatever version there is on the day of the build.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::{Manager, Order};
use crate::model::pins::Pin;
use crate::model::{Build, Command, Origin};
use crate::syntax::Word;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unpinned-language-package",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["DL3013", "DL3016", "DL3028", "DL3062"],
    options: &[],
    since: "0.1.0",
    page: include_str!("unpinned_language_package.md"),
    check: Check::Command(check),
};

/// Installers that `pip install --upgrade` brings up to date before the real work.
const PIP_ITSELF: &[&str] = &["pip", "setuptools", "wheel"];

fn check(_: &Build, command: &Command, checker: &mut Checker<'_>) {
    let Some(order) = command.order().filter(|order| !order.manager.is_of_system()) else { return };
    if command.form.instruction != Origin::Run {
        return;
    }
    let (mut unpinned, installers): (Vec<_>, Vec<_>) =
        order.unpinned().into_iter().partition(|package| !is_installer(&order, package.word));
    let profile = if unpinned.is_empty() { Profile::Strict } else { RULE.profile };
    if unpinned.is_empty() {
        unpinned = installers;
    }
    let Some((first, others)) = unpinned.split_first() else { return };
    let name = &first.name;
    let message = match (others.len(), first.pin) {
        (0, Pin::Moving) => format!("`{name}` is another version after every release"),
        (0, _) => format!("`{name}` comes in the version of the day"),
        (1, _) => format!("`{name}` and one more package come in the version of the day"),
        (count, _) => format!("`{name}` and {count} more packages come in the version of the day"),
    };
    let (aliases, help) = advice(&order, name);
    let finding = checker.report(first.word.span, message).from_profile(profile).aliases(aliases).help(help);
    if profile != RULE.profile {
        finding.severity(Severity::Info);
    }
}

fn is_installer(order: &Order<'_>, word: &Word) -> bool {
    order.manager == Manager::Pip && PIP_ITSELF.iter().any(|name| word.is(name))
}

/// What other tools call the check for this manager, and what to write.
fn advice(order: &Order<'_>, name: &str) -> (&'static [&'static str], String) {
    let bare = match name.char_indices().skip(1).find(|(_, letter)| *letter == '@') {
        Some((at, _)) => name.get(..at).unwrap_or(name),
        None => name,
    };
    let is_address =
        name.contains("://") || (order.manager == Manager::Npm && !name.starts_with('@') && name.contains('/'));
    match order.manager {
        Manager::Pip if is_address => (&["DL3013"], "name a tag or a commit behind an `@`".to_owned()),
        Manager::Pip => (
            &["DL3013"],
            format!("name the version, {bare}==VERSION, or install from a file with all versions: -r requirements.txt"),
        ),
        Manager::Npm if is_address => (&["DL3016"], "name a tag or a commit behind a `#`".to_owned()),
        Manager::Npm => (&["DL3016"], format!("name the version: {bare}@VERSION")),
        Manager::Yarn | Manager::Pnpm | Manager::Bun => (&[], format!("name the version: {bare}@VERSION")),
        Manager::Gem => (&["DL3028"], format!("name the version: {bare}:VERSION")),
        Manager::Go => (&["DL3062"], format!("name the version: {bare}@VERSION")),
        Manager::Cargo => (&[], format!("name the version, and obey its lock file: --locked {bare}@VERSION")),
        Manager::Composer => (&[], format!("name the version: {bare}:VERSION")),
        Manager::Conda => (&[], format!("name the version: {bare}=VERSION")),
        Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Yum | Manager::Zypper | Manager::Pacman => {
            (&[], String::new())
        }
    }
}
