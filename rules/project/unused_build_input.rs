//! What services hand to a build that takes no notice of it.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Project;
use crate::model::containers::{BuildInput, InputKind};
use crate::text::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-build-input",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unused_build_input.md"),
    check: Check::Project(check),
};

fn check(project: &Project, checker: &mut Checker<'_>) {
    for input in project.untaken_inputs() {
        report(&input, checker);
    }
}

fn report(input: &BuildInput, checker: &mut Checker<'_>) {
    let BuildInput { name, dockerfile, place, .. } = input;
    let message = match input.kind {
        InputKind::Argument => format!("`{dockerfile}` has no `ARG {name}`: the value goes nowhere"),
        InputKind::Secret => format!("no `RUN` of `{dockerfile}` mounts the secret `{name}`"),
        InputKind::Key => format!("no `RUN` of `{dockerfile}` mounts the SSH keys `{name}`"),
        InputKind::Context => format!("nothing in `{dockerfile}` is taken from the context `{name}`"),
    };
    let meant = nearest(name, input.asked.iter().map(String::as_str));
    let is_argument = input.kind == InputKind::Argument;
    let edit =
        meant.filter(|_| is_argument).and_then(|meant| checker.edits_in(place.file).replace_scalar(*place, meant));
    let finding = checker.report_at(*place, message);
    let finding = match meant {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help(help(input)),
    };
    if let (Some(meant), Some(edit)) = (meant, edit) {
        finding.fix(Safety::Unsafe, format!("call it `{meant}`"), [edit]);
    }
}

/// What to write where, or to leave out.
fn help(input: &BuildInput) -> String {
    let BuildInput { name, dockerfile, .. } = input;
    match input.kind {
        InputKind::Argument => {
            format!("leave it out, or add `ARG {name}` to `{dockerfile}`, in the stage that uses it")
        }
        InputKind::Secret => {
            format!("leave it out, or mount it where it is needed: `RUN --mount=type=secret,id={name} ...`")
        }
        InputKind::Key if name == "default" => {
            "leave it out, or mount them where they are needed: `RUN --mount=type=ssh ...`".to_owned()
        }
        InputKind::Key => {
            format!("leave it out, or mount them where they are needed: `RUN --mount=type=ssh,id={name} ...`")
        }
        InputKind::Context => {
            format!("leave it out, or take something from it: `FROM {name}`, `COPY --from={name} ...`")
        }
    }
}
