//! `FROM` that names no image unless the build gives an argument.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};
use crate::syntax::image_ref::ImageRef;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-default-argument-in-from",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["InvalidDefaultArgInFrom"],
    options: &[],
    since: "0.1.0",
    page: include_str!("invalid_default_argument_in_from.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(word) = build.from_image(stage) else { return };
    let Some(text) = build.with_defaults(word) else { return };
    if ImageRef::is_valid(&text) || build.stages.iter().any(|other| is_called(other, &text)) {
        return;
    }
    let mut variables = word.all_variables();
    if variables.is_empty() {
        let message = format!("`{text}` cannot be the name of an image");
        checker.report(word.span, message).help("write `FROM image:tag`, in small letters").severity(Severity::Error);
        return;
    }
    // A variable that nothing declares is no matter of defaults: there is a rule of its own for it.
    variables.retain(|(variable, _)| build.global_binding(&variable.name).is_some());
    let Some((first, _)) = variables.first() else { return };
    if build.is_base_left_to_services(stage) {
        return;
    }
    let culprit = build.global_arguments.iter().find(|argument| {
        !argument.has_default && variables.iter().any(|(variable, _)| variable.name == argument.name.value)
    });
    let message = match (text.is_empty(), culprit) {
        (_, Some(argument)) => format!("without `--build-arg {}=...` this names no image", argument.name.value),
        (true, None) => format!("with the default of `{}` this names no image", first.name),
        (false, None) => format!("with the default of `{}` this is `{text}`, which is no image", first.name),
    };
    let declared = culprit.map_or_else(
        || build.global_binding(&first.name).map(|binding| binding.span),
        |argument| Some(argument.name.span),
    );
    let mut finding = checker.report(word.span, message);
    if let Some(place) = declared {
        finding = finding.label(place, if culprit.is_some() { "it has no default" } else { "the default" });
    }
    let name = culprit.map_or(first.name.as_str(), |argument| argument.name.value.as_str());
    finding.help(format!("give `ARG {name}` a default with which the file builds"));
}

/// Whether a stage has that name, in any case.
fn is_called(stage: &Stage, text: &str) -> bool {
    stage.name.as_ref().is_some_and(|name| name.value.eq_ignore_ascii_case(text))
}
