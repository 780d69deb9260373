//! Manifests that are copied without the lock file beside them.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::dependencies::{DependencyInstall, LockFile};
use crate::model::{Build, Stage};
use crate::syntax::dockerfile::ast::{Instruction, Transfer};

/// The rule.
pub static RULE: Rule = Rule {
    name: "lock-file-not-copied",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("lock_file_not_copied.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    for install in build.dependency_installs(stage).filter(|install| !install.wants_no_lock()) {
        let LockFile::LeftBehind { copy, manifest, in_project } = build.lock_file(&install) else { continue };
        let usual = install.manager.locks.first().copied().unwrap_or_default();
        let lock = in_project.flatten().unwrap_or(usual);
        let name = install.name();
        let message = match in_project {
            _ if install.needs_lock() => format!("`{name}` fails: `{lock}` is not copied"),
            Some(Some(_)) => format!("`{lock}` stays behind, and `{name}` picks versions anew"),
            None => format!("if the project has a `{lock}`, it stays behind and `{name}` picks versions anew"),
            Some(None) => continue,
        };
        let finding = checker
            .report(manifest.span, message)
            .label(install.command.span, "installs without it")
            .help(help(copy, &install, lock, in_project));
        if install.needs_lock() {
            finding.severity(Severity::Error);
        } else if in_project.is_none() {
            finding.severity(Severity::Info).from_profile(Profile::Production);
        }
    }
}

/// The COPY with the lock file in it.
fn help(
    (instruction, transfer): (&Instruction, &Transfer),
    install: &DependencyInstall<'_>,
    lock: &str,
    in_project: Option<Option<&str>>,
) -> String {
    let destination = transfer.destination.as_ref().map_or("./", |word| word.raw.as_str());
    let destination = match destination.strip_suffix(install.manager.manifest) {
        Some("") => "./",
        Some(folder) => folder,
        None => destination,
    };
    let slash = if destination.ends_with('/') { "" } else { "/" };
    let mut sources = Vec::new();
    for source in &transfer.sources {
        sources.push(source.raw.clone());
        if let Some(folder) = source.raw.strip_suffix(install.manager.manifest) {
            sources.push(format!("{folder}{lock}"));
        }
    }
    let flags: String = instruction.flags.iter().map(|flag| format!("{} ", flag.cooked())).collect();
    let sources = sources.join(" ");
    let what =
        if in_project.is_some() { "copy it with the manifest" } else { "copy it with the manifest, if there is one" };
    format!("{what}:\n{} {flags}{sources} {destination}{slash}", instruction.keyword_text)
}
