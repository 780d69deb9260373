//! Packages that only developers need, in the image that runs.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::dependencies::DependencyInstall;
use crate::model::development::Development;
use crate::model::{Build, Command};

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
                let message = format!("`{}` also installs what only developers need", install.name());
                let mut finding = checker.report(found.command.span, message).help(advice(&install, built_by));
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
}

/// How to leave them out, or to throw them away once something was built with them.
fn advice(install: &DependencyInstall<'_>, built_by: Option<&Command>) -> String {
    let written = install.command.as_written();
    let flag = install.manager.production.map_or("", |production| production.advice);
    let line = if flag.contains('=') && !flag.starts_with('-') {
        format!("{flag} {written}")
    } else {
        format!("{written} {flag}")
    };
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
