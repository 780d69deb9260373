//! Secret mounts whose absence nobody notices, and those that more users can read than have to.

use crate::knowledge::modes::Mode;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Missing, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unguarded-secret-mount",
    category: Category::Correctness,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unguarded_secret_mount.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    for mount in build.unguarded_mounts(step) {
        let id = &mount.id;
        if build.is_left_to_services(|service| service.lends(id)) {
            continue;
        }
        let (message, what) = match &mount.missing {
            Missing::Variable(name) => {
                (format!("without the secret `{id}` this step runs on, with an empty `{name}`"), "empty then")
            }
            Missing::File(path) => {
                (format!("without the secret `{id}` this step runs on, with no file `{path}`"), "nothing then")
            }
        };
        let edit = checker.edits().insert_after(mount.flag.span, ",required=true");
        let finding = checker.report(mount.flag.span, message);
        match mount.place {
            Some(place) => finding.label(place, what),
            // A program that looks for a file by itself may well do without.
            None => finding.from_profile(Profile::Strict),
        }
        .help(
            "add `required=true`, so that the build stops and says what is missing; `required=false` says that it may",
        )
        .fix(Safety::Unsafe, "stop the build where the secret is missing", [edit]);
    }
    let Some(instruction) = build.instruction(step) else { return };
    for mount in instruction.mounts().filter(|mount| mount.mount_type() == "secret") {
        let Some(option) = mount.mount_option("mode") else { continue };
        let mode = option.value.as_ref().and_then(|word| build.expanded(step, word));
        if mode.and_then(|text| Mode::parse(&text)).is_some_and(Mode::lets_others_read) {
            checker
                .report(option.span, "every user that this step runs programs as can read the secret")
                .from_profile(Profile::Strict)
                .help("leave `mode` out, and name the user that needs it: `uid=10001`");
        }
    }
}
