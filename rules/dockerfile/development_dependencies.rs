//! Packages that only developers need, in the image that runs.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::dependencies::DependencyInstall;
use crate::model::development::Development;
use crate::model::{Build, Command, DevelopmentCopy};

/// The rule.
pub static RULE: Rule = Rule {
    name: "development-dependencies",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("development_dependencies.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(target) = build.target_stage() else { return };
    for found in build.development_installs(target) {
        match found.what {
            Development::Manifest { install, built_by, is_sure } => {
                let name = install.name();
                let message = if is_sure {
                    format!("`{name}` also installs what only developers need")
                } else {
                    let manifest = install.manager.manifest;
                    format!("`{name}` may also install what only developers need: what `{manifest}` says is not known")
                };
                let mut finding = checker.report(found.command.span, message).help(advice(build, &install, built_by));
                if let Some(other) = built_by {
                    finding = finding.label(other.span, "may need it, and nothing behind does");
                }
                if !is_sure {
                    finding.severity(Severity::Info).from_profile(Profile::Strict);
                }
            }
            Development::List(list) => {
                checker
                    .report(list.span, format!("`{}` is in the image that runs", list.raw))
                    .help("leave it out here, and install it in a stage that tests and is not shipped");
            }
            Development::Tool(word, name) => {
                checker
                    .report(word.span, format!("`{name}` is in the image that runs"))
                    .help("leave it out here, and install it in a stage that tests and is not shipped");
            }
        }
    }
    for copy in build.development_copies(target) {
        check_copy(build, &copy, checker);
    }
}

/// What comes from another stage that installed it.
fn check_copy(build: &Build, copy: &DevelopmentCopy<'_>, checker: &mut Checker<'_>) {
    let (install, source) = (&copy.install, &copy.source.raw);
    let message = if copy.is_sure {
        format!("`{source}` brings what only developers need into the image that runs")
    } else {
        let manifest = install.manager.manifest;
        format!("`{source}` may bring what only developers need: what `{manifest}` says is not known")
    };
    let finding = checker
        .report(copy.source.span, message)
        .label(install.command.span, "installs it along with the rest")
        .help(format!(
            "throw it away at the end of that stage, or copy from one that installs without it:\nRUN {}",
            line_without(build, install)
        ));
    if !copy.is_sure {
        finding.severity(Severity::Info).from_profile(Profile::Strict);
    }
}

/// The install without them.
fn line_without(build: &Build, install: &DependencyInstall<'_>) -> String {
    let written = install.command.as_written();
    let flag = install.manager.production.map_or("", |production| production.advice);
    if build.is_modern_yarn(install) {
        // Its install has no such flag.
        "yarn workspaces focus --all --production".to_owned()
    } else if flag.contains('=') && !flag.starts_with('-') {
        format!("{flag} {written}")
    } else {
        format!("{written} {flag}")
    }
}

/// How to leave them out, or to throw them away once something was built with them.
fn advice(build: &Build, install: &DependencyInstall<'_>, built_by: Option<&Command>) -> String {
    let line = line_without(build, install);
    if built_by.is_none() {
        return line;
    }
    match install.manager.tool {
        "npm" => {
            "throw them away behind the build, or build in a stage of its own:\nRUN npm prune --omit=dev".to_owned()
        }
        "pnpm" => "throw them away behind the build, or build in a stage of its own:\nRUN pnpm prune --prod".to_owned(),
        _ => format!("build in a stage of its own, and install here with\nRUN {line}"),
    }
}
