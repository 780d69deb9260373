//! Stages that download with curl here and with wget there.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "curl-and-wget",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL4001", "DS-0014"],
    options: &[],
    since: "0.1.0",
    page: include_str!("curl_and_wget.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let commands = || {
        let all = build.steps_of(stage).iter().flat_map(|step| build.commands_of(step));
        all.filter(|command| command.form.instruction == Origin::Run)
    };
    let first_of = |name: &str| commands().find(|command| command.is_any(&[name]));
    let (Some(curl), Some(wget)) = (first_of("curl"), first_of("wget")) else { return };
    // Where the image brings both, none of them is one too many.
    let image = build.base_image(stage);
    if image.is_some_and(|image| image.has_tool("curl") == Some(true) && image.has_tool("wget") == Some(true)) {
        return;
    }
    let (earlier, later): (&Command, &Command) =
        if curl.span.start < wget.span.start { (curl, wget) } else { (wget, curl) };
    let (one, other) = (&earlier.program.value, &later.program.value);
    checker
        .report(later.program.span, format!("this stage needs both `{one}` and `{other}`"))
        .label(earlier.program.span, format!("`{one}` is here already"))
        .help(format!("download with `{one}` everywhere, and install only that"));
}
