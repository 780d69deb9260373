//! Tools that are fetched for the build in whatever version there is.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};

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
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let commands = build.steps_of(stage).iter().flat_map(|step| build.commands_of(step));
    let mut tools = commands.filter_map(|command| Some((command, command.unpinned_tool()?))).peekable();
    if tools.peek().is_none() {
        return;
    }
    let project = build.project_since(stage);
    for (command, tool) in tools {
        let has_project = project.is_some_and(|place| place < command.span.start);
        if has_project && tool.prefers_project && !tool.name.ends_with("@latest") {
            continue;
        }
        checker
            .report(tool.word.span, format!("`{}` is another version after every release", tool.name))
            .help(format!("name the version: {}", tool.advice));
    }
}
