//! USER with a name that nobody created.

use crate::knowledge::images::Distribution;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Step, is_root};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-user",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unknown_user.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(Kind::User(Some(word))) = build.instruction(step).map(|instruction| &instruction.kind) else { return };
    let Some(text) = build.expanded(step, word) else { return };
    let name = text.split(':').next().unwrap_or_default();
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    if name.is_empty() || is_number || is_root(name) {
        return;
    }
    let Some(stage) = build.stage(step.stage) else { return };
    if build.has_user_before(step.id, stage, name) != Some(false) {
        return;
    }
    let Some(root) = build.lineage(stage).last() else { return };
    let image = build.base_image(stage);
    let origin = match &root.base {
        Base::Image(image) => format!("`{}` has no such user, and no step above creates it", image.value),
        Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => {
            "`scratch` has no users, and no step above copies an /etc/passwd".to_owned()
        }
    };
    let create = match image.map(|image| image.facts.distribution) {
        Some(Distribution::Alpine | Distribution::Busybox) => format!("RUN adduser -D -H -u 10001 {name}"),
        Some(
            Distribution::Debian
            | Distribution::Ubuntu
            | Distribution::RedHat
            | Distribution::Suse
            | Distribution::Arch
            | Distribution::Photon,
        ) => format!("RUN useradd --no-create-home --uid 10001 {name}"),
        Some(
            Distribution::Wolfi
            | Distribution::Distroless
            | Distribution::DistrolessDebug
            | Distribution::Bare
            | Distribution::WindowsServer
            | Distribution::NanoServer
            | Distribution::Unknown,
        )
        | None => String::new(),
    };
    let help = if create.is_empty() {
        "use a number, which needs no entry in /etc/passwd:\nUSER 10001:10001".to_owned()
    } else {
        format!("create the user first:\n{create}")
    };
    checker
        .report(word.span, format!("there is no user `{name}`: nothing runs from here on"))
        .label(root.base_span, origin)
        .help(help);
}
