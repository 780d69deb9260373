//! Tools that are fetched for the build in whatever version there is.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unpinned-tool",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unpinned_tool.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    for command in build.commands_of(step) {
        let Some(tool) = command.unpinned_tool() else { continue };
        if tool.prefers_project && !tool.name.ends_with("@latest") && build.may_have_project(step, command) {
            continue;
        }
        checker
            .report(tool.word.span, format!("`{}` is another version after every release", tool.name))
            .help(format!("name the version: {}", tool.advice));
    }
}
