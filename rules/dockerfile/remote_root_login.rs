//! SSH servers that let root in with a password.

use crate::knowledge::accounts::permits_root_login;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "remote-root-login",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("remote_root_login.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let is_in_image = build.stage(step.stage).is_some_and(|stage| build.reaches_target(stage));
    for written in build.written_texts(checker.file(), step) {
        if !permits_root_login(&written.text) || !written.path.contains("ssh") {
            continue;
        }
        let finding = checker
            .report(written.span, "everybody who knows or guesses the password of root can log in over SSH")
            .help(
                "`PermitRootLogin prohibit-password` lets keys in alone; a container needs no SSH at all for \
                 `docker exec -it NAME sh`",
            );
        if !is_in_image {
            finding.from_profile(Profile::Strict);
        }
    }
}
