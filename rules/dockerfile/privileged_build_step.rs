//! Steps that leave the sandbox of the build.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "privileged-build-step",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("privileged_build_step.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step).map(|instruction| instruction.put_off()) else { return };
    for flag in &instruction.flags {
        let says = |text: &str| flag.value.as_ref().is_some_and(|value| value.is(text));
        match flag.name.value.as_str() {
            "security" if says("insecure") => checker
                .report(flag.span, "this step has every right that root has on the machine that builds")
                .help("look for a way without: most tools that ask for it work with `--mount` or as a service of the CI; builds need `--allow security.insecure`"),
            "network" if says("host") => checker
                .report(flag.span, "this step sees the network of the machine that builds, its local services included")
                .severity(Severity::Info)
                .help("leave the flag out where the step only downloads; builds need `--allow network.host`"),
            _ => continue,
        };
    }
}
