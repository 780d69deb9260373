//! Compilers and headers in the image that runs.

use crate::knowledge::programs::{is_build_package, is_compiler_package};
use crate::knowledge::runtimes::{BUILD_IMAGES, WORKSHOPS, runtime_half};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::Manager;
use crate::model::{Base, Build, LastStage, Origin, Stage, Step};
use crate::syntax::dockerfile::ast::{Healthcheck, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "build-tools-in-final-stage",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("build_tools_in_final_stage.md"),
    check: Check::Build(check),
};

/// Programs that compile when the container runs, or give a developer a prompt.
const INTERACTIVE: &[&str] = &[
    "bash", "sh", "zsh", "ash", "fish", "go", "cargo", "mvn", "gradle", "gradlew", "jupyter", "R", "make", "sleep",
    "tail",
];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(target) = build.target_stage() else { return };
    if build.is_workshop(target) || build.is_named_as_base(target) {
        return;
    }
    let steps = build.image_steps(target);
    if !is_service(build, &steps) || !runs_a_program(build, &steps) {
        return;
    }
    if let Base::Image(image) = build.root_base(target) {
        let repository = image.value.normalized();
        if WORKSHOPS.iter().any(|part| repository.contains(part)) {
            return;
        }
        let tag = build.base_image(target).and_then(|image| image.tag).unwrap_or_default();
        let half = runtime_half(repository, tag).map(|half| {
            let smaller = format!("{}:{half}", image.value.repository());
            format!("compile in a stage of its own, and end with what is there to run:\nFROM {smaller}\nCOPY --from=build ... ...")
        });
        if let Some(help) = half.or_else(|| BUILD_IMAGES.contains(&repository).then(|| advice(build, target))) {
            checker
                .report(image.span, format!("the image that runs is `{}`, with all it takes to build", image.value))
                .help(help);
        }
    }
    for step in steps {
        check_step(build, target, step, checker);
    }
}

/// How to leave an image to build with behind.
fn advice(build: &Build, target: &Stage) -> String {
    if let Some(last) = build.last_stage(target) {
        return with_last_stage(&last);
    }
    let copies = build.steps_of(target).iter().any(|step| !step.sources.is_empty());
    match build.runtime_image(target).filter(|_| copies && !build.compiles(target)) {
        Some(image) => {
            format!("what is built comes from another stage, so start this one from a smaller image:\nFROM {image}")
        }
        None => "name this stage with `AS build`, and end with a smaller one:\nFROM ...\nCOPY --from=build ... ..."
            .to_owned(),
    }
}

/// The lines of a stage that runs what the one with the tools makes.
fn with_last_stage(last: &LastStage) -> String {
    let compile = last.compile.as_ref().map(|line| format!(", compile with `{line}`")).unwrap_or_default();
    format!(
        "name this stage with `AS {}`{compile}, and end with a smaller one, to which ENV, EXPOSE, USER and the packages for running move:\n{}",
        last.build_name,
        last.lines.join("\n")
    )
}

/// Whether the image says that it answers requests. Toolboxes are meant to hold compilers.
fn is_service(build: &Build, steps: &[&Step]) -> bool {
    let says_so = |kind: &Kind| matches!(kind, Kind::Expose(_) | Kind::Healthcheck(Healthcheck::Command(..)));
    steps.iter().any(|step| build.instruction(step).is_some_and(|instruction| says_so(&instruction.kind)))
}

/// Whether the image starts something that needs no compiler.
fn runs_a_program(build: &Build, steps: &[&Step]) -> bool {
    let started = steps
        .iter()
        .rev()
        .flat_map(|step| build.commands_of(step))
        .filter(|command| matches!(command.form.instruction, Origin::Cmd | Origin::Entrypoint));
    let mut started = started.peekable();
    started.peek().is_some()
        && !started.any(|command| command.is_any(INTERACTIVE) && command.args.iter().all(|word| !word.is("-c")))
}

fn check_step(build: &Build, target: &Stage, step: &Step, checker: &mut Checker<'_>) {
    let mut tools = build.kept_packages(step);
    tools.retain(|package| is_build_package(&package.name));
    // Headers alone are small, and often the lazy way to a library.
    let Some(worst) = tools.iter().position(|package| is_compiler_package(&package.name)) else { return };
    let first = tools.swap_remove(worst);
    let message = match tools.len() {
        0 => format!("`{}` stays in the image that runs", first.name),
        1 => format!("`{}` and 1 more build package stay in the image that runs", first.name),
        more => format!("`{}` and {more} more build packages stay in the image that runs", first.name),
    };
    let mut finding = checker.report(first.word.span, message);
    for other in &tools {
        finding = finding.label(other.word.span, "needed to build");
    }
    let last = build.last_stage(target).map(|last| with_last_stage(&last));
    finding.help(last.unwrap_or_else(|| plain_advice(first.manager).to_owned()));
}

/// What can be said where nothing is known of what is built.
fn plain_advice(manager: Manager) -> &'static str {
    match manager {
        Manager::Apk => {
            "put them into a group and remove it in the same RUN:\n\
             apk add --no-cache --virtual .build-deps ... && ... && apk del .build-deps"
        }
        _ => {
            "build in a stage of its own and copy the result:\nFROM ... AS build\n...\nFROM ...\nCOPY --from=build ... ..."
        }
    }
}
