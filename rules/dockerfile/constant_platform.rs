//! A `--platform` of `FROM` that is the same for every build.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "constant-platform",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["FromPlatformFlagConstDisallowed", "DL3029"],
    options: &[],
    since: "0.1.0",
    page: include_str!("constant_platform.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(instruction) = build.from_instruction(stage) else { return };
    let Some(flag) = instruction.flag("platform") else { return };
    let Some(platform) = flag.value.as_ref().and_then(|word| word.known()) else { return };
    if platform.is_empty() || stage.name.as_ref().is_some_and(|name| names_platform(&name.value, &platform)) {
        return;
    }
    let edit = checker.edits().remove_flag(instruction, flag);
    checker.report(flag.span, format!("the image is for `{platform}` whatever platform is asked for")).fix(
        Safety::Unsafe,
        "remove the flag: the platform is then the one that is asked for",
        [edit],
    );
}

/// Whether a stage says in its name that it is for that system or processor: `build-arm64`.
fn names_platform(name: &str, platform: &str) -> bool {
    let name = name.to_lowercase();
    let platform = platform.to_lowercase();
    let mut parts = platform.split('/').map(|part| match part {
        "x86_64" | "x86-64" => "amd64",
        "aarch64" => "arm64",
        "armhf" | "armel" => "arm",
        "i386" => "386",
        "macos" => "darwin",
        other => other,
    });
    parts.by_ref().take(2).any(|part| !part.is_empty() && name.contains(part))
}
