//! Programs that RUN, CMD or ENTRYPOINT start and that are not in the image.

use crate::knowledge::images::PackageManager;
use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{AbsentProgram, Build, Stage, Teller};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-program",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_program.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let is_own = |absent: &AbsentProgram<'_>| absent.teller == Teller::Program;
    for absent in build.absent_programs(stage).iter().filter(|absent| is_own(absent)) {
        report(build, stage, absent, "so this `RUN` fails", checker);
    }
    if build.target == Some(stage.id) {
        let at_start = build.absent_at_start(stage).filter(is_own);
        at_start.iter().for_each(|absent| report(build, stage, absent, "so no container starts", checker));
    }
}

fn report(build: &Build, stage: &Stage, absent: &AbsentProgram<'_>, result: &str, checker: &mut Checker<'_>) {
    let name = absent.name;
    let root = build.lineage(stage).last().unwrap_or(stage);
    let manager = build.base_image(stage).and_then(|image| image.package_manager());
    let package = manager.and_then(|manager| programs::package_of(name, manager));
    let help = match (manager, package) {
        (Some(_), _) if programs::is_shell(name) && build.has_program(stage, "sh") == Some(true) => {
            format!("start `/bin/sh`, which is there, or install `{name}`")
        }
        (Some(PackageManager::Apt), Some(package)) => format!(
            "install it first:\nRUN apt-get update && apt-get install -y --no-install-recommends {package} && rm -rf /var/lib/apt/lists/*"
        ),
        (Some(PackageManager::Apk), Some(package)) => format!("install it first:\nRUN apk add --no-cache {package}"),
        (Some(_), _) => format!("install the package that has `{name}` first"),
        (None, _) => "copy the program into the image, or do this in a stage that has it".to_owned(),
    };
    checker
        .report(absent.span, format!("`{name}` is not in the image, {result}"))
        .label(root.base_span, format!("without `{name}`, and no step installs it"))
        .help(help);
}
