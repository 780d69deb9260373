//! Installs that change the lock file rather than obey it.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::dependencies::{DependencyInstall, LockFile};
use crate::model::{Build, Stage};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "lock-file-not-enforced",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("lock_file_not_enforced.md"),
    check: Check::Stage(check),
};

/// What yarn calls `--frozen-lockfile` since version 2.
///
/// Source: <https://yarnpkg.com/cli/install>
const MODERN_YARN: &str = "--immutable";

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    for install in build.dependency_installs(stage) {
        let Some(frozen) = install.manager.frozen else { continue };
        let command = install.command;
        if install.wants_no_lock() || build.is_told(&install, &frozen) {
            continue;
        }
        let is_sure = match build.lock_file(&install) {
            LockFile::There => true,
            LockFile::Likely => false,
            LockFile::LeftBehind { .. } | LockFile::Unknown => continue,
        };
        let lock = install.manager.locks.first().copied().unwrap_or_default();
        let message = format!("`{}` rewrites `{lock}` where it does not fit, instead of failing", install.name());
        let flag = if build.is_modern_yarn(&install) { MODERN_YARN } else { frozen.advice };
        let edit = edit(&install, flag, checker).filter(|_| is_sure);
        let finding = checker.report(command.span, message).help(advice(&install, flag)).fix(
            Safety::Unsafe,
            "fail where the lock file does not fit",
            edit,
        );
        if !is_sure {
            finding.severity(Severity::Info).from_profile(Profile::Strict);
        }
    }
}

/// The command line that obeys the lock file.
fn advice(install: &DependencyInstall<'_>, advice: &str) -> String {
    let command = install.command;
    if let Some(("npm", verb)) = advice.split_once(' ') {
        let words = command.args.iter().map(|word| if word.is("install") || word.is("i") { verb } else { &word.raw });
        return words.fold(command.program_path.clone(), |line, word| format!("{line} {word}"));
    }
    if advice.contains('=') {
        return format!("{advice} {}", command.as_written());
    }
    let first = command.args.iter().take_while(|word| !word.raw.starts_with('-')).count();
    let words = command.args.iter().map(|word| word.raw.as_str());
    let line = words.clone().take(first).chain([advice]).chain(words.skip(first));
    line.fold(command.program_path.clone(), |line, word| format!("{line} {word}"))
}

fn edit(install: &DependencyInstall<'_>, advice: &str, checker: &Checker<'_>) -> Option<Edit> {
    let command = install.command;
    let edits = checker.edits();
    if let Some(("npm", verb)) = advice.split_once(' ') {
        let verbs = ["install", "i"];
        let written = command.args.iter().find(|word| verbs.contains(&word.raw.as_str()))?;
        return (!command.form.exec).then(|| edits.replace(written.span, verb));
    }
    let last = command.args.iter().take_while(|word| !word.raw.starts_with('-')).last();
    let after = last.map_or(command.program.span, |word| word.span);
    if advice.contains('=') { None } else { edits.add_argument(command, after, advice) }
}
