//! Images whose user is a name.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, is_root};

/// The rule.
pub static RULE: Rule = Rule {
    name: "non-numeric-user",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL3066"],
    options: &[],
    since: "0.1.0",
    page: include_str!("non_numeric_user.md"),
    check: Check::Build(check),
};

/// Users of Windows, which have no numbers.
const WINDOWS: &[&str] = &["ContainerAdministrator", "ContainerUser"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let Some(user) = &stage.after.user else { return };
    let Some(name) = user.name.as_deref().filter(|name| !name.is_empty() && !is_root(name)) else { return };
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let image = build.base_image(stage);
    if WINDOWS.contains(&name) || image.is_some_and(|image| image.facts.distribution.is_windows()) {
        return;
    }
    let number = image.and_then(|image| image.user_id(name));
    let help = match number {
        Some(uid) => format!("write the number that `{name}` has in the base image:\nUSER {uid}"),
        None => {
            format!("give `{name}` a fixed number where it is created (useradd --uid 10001), and write\nUSER 10001")
        }
    };
    checker.report(user.span, format!("Kubernetes cannot tell that `{name}` is not root")).help(help);
}
