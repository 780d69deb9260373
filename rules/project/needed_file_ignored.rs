//! Files that an install or a build of a package needs and the ignore file excludes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{ContextUse, Need};

/// The rule.
pub static RULE: Rule = Rule {
    name: "needed-file-ignored",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("needed_file_ignored.md"),
    check: Check::Context(check),
};

fn check(seen: &ContextUse<'_>, checker: &mut Checker<'_>) {
    if !seen.is_plausible() {
        return;
    }
    for file in seen.needed_files() {
        let (command, name) = file.command;
        let (path, ignore) = (&file.path, seen.ignore_name());
        let message = match file.need {
            Need::Lock => format!("`{ignore}` excludes `{path}`, so `{name}` picks versions anew"),
            Need::FrozenLock => format!("`{ignore}` excludes `{path}`, and `{name}` fails without it"),
            Need::Named => format!("`{ignore}` excludes `{path}`, which `pyproject.toml` names"),
            Need::Sources => format!("`{ignore}` excludes `{path}`, and nothing is left for `{name}` to compile"),
            Need::History => format!("`{ignore}` excludes `{path}`, and the version is told from it"),
        };
        let mut finding = checker.report(file.read, message).label(command, "needs it");
        let Some((place, text)) = seen.pattern(file.by) else { continue };
        finding = finding.label_at(place, "this pattern excludes it");
        finding = match file.need {
            Need::Sources => finding.help(format!("remove `{text}` from `{ignore}`")),
            Need::Lock | Need::FrozenLock | Need::Named => {
                finding.help(format!("add an exception below `{text}`:\n!{path}"))
            }
            Need::History => finding.help(
                "mount it for the step that builds: `RUN --mount=type=bind,source=.git,target=.git ...` without the \
                 pattern, or hand the version over: `ARG SETUPTOOLS_SCM_PRETEND_VERSION`",
            ),
        };
        match file.need {
            Need::FrozenLock | Need::Named | Need::Sources => {
                finding.severity(Severity::Error);
            }
            Need::Lock | Need::History => {}
        }
    }
}
