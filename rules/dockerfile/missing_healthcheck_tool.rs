//! Health checks that ask with a program the image does not have.

use crate::knowledge::images::PackageManager;
use crate::knowledge::programs::package_of;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::{CommandLine, Healthcheck, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-healthcheck-tool",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_healthcheck_tool.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(Kind::Healthcheck(Healthcheck::Command(_, line))) = build.instruction(step).map(|known| &known.kind)
    else {
        return;
    };
    let Some(own) = build.stage(step.stage) else { return };
    // What stages on top of this one install counts too.
    let stage = build.target_stage().filter(|_| build.reaches_target(own)).unwrap_or(own);
    if let (CommandLine::Shell(shell), Some(false)) = (line, build.has_program(stage, "sh")) {
        checker
            .report(shell.script.full_span(), "this health check needs a shell, and the image has none")
            .label(root(build, stage).base_span, "without `sh`")
            .help("name a program of the image with its arguments as a JSON array, such as the service's own check");
        return;
    }
    if build.word_of_compose(step).is_some() {
        return;
    }
    let Some(command) = build.missing_probe(stage, step) else { return };
    let name = command.program.value.as_str();
    checker
        .report(command.program.span, format!("`{name}` is not in the image, so the container is always unhealthy"))
        .label(root(build, stage).base_span, format!("without `{name}`, and no step installs it"))
        .help(help(build, stage, command));
}

fn root<'a>(build: &'a Build, stage: &'a Stage) -> &'a Stage {
    build.lineage(stage).last().unwrap_or(stage)
}

fn help(build: &Build, stage: &Stage, command: &Command) -> String {
    let name = command.program.value.as_str();
    let url = command.args.iter().filter_map(|word| word.known()).find(|word| word.starts_with("http"));
    if let Some(url) = url.filter(|url| !url.contains('\''))
        && let Some(words) = build.http_probe(stage, &url)
    {
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        return format!("ask with what the image has:\nHEALTHCHECK CMD [{}]", quoted.join(", "));
    }
    let is_bare = matches!(build.root_base(stage), Base::Scratch);
    let manager = build.base_image(stage).and_then(|image| image.package_manager());
    match (manager, manager.and_then(|manager| package_of(name, manager))) {
        (Some(PackageManager::Apt), Some(package)) => {
            format!(
                "install it, with the other packages:\nRUN apt-get update && apt-get install -y --no-install-recommends {package} && rm -rf /var/lib/apt/lists/*"
            )
        }
        (Some(PackageManager::Apk), Some(package)) => format!("install it:\nRUN apk add --no-cache {package}"),
        (Some(_), _) if !is_bare => format!("install `{name}` in this image"),
        _ => "ask with a program that is in the image, such as the service's own check".to_owned(),
    }
}
