//! `ENV PATH` that forgets where the system's programs are.

use crate::knowledge::images::Libc;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Interpreter, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "replaced-path",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("replaced_path.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(Kind::Env(pairs)) = build.instruction(step).map(|instruction| &instruction.kind) else { return };
    let Some(stage) = build.stage(step.stage) else { return };
    let is_posix = matches!(step.interpreter, Interpreter::Posix(_));
    if !is_posix || *build.root_base(stage) == Base::Scratch {
        return;
    }
    for pair in pairs.pairs.iter().filter(|pair| pair.key.is("PATH")) {
        let is_extended = pair.value.all_variables().iter().any(|(variable, _)| variable.name == "PATH");
        let Some(path) = build.expanded(step, &pair.value).filter(|_| !is_extended) else { continue };
        let folders: Vec<&str> = path.split(':').map(|folder| folder.trim_end_matches('/')).collect();
        let is_windows = path.contains([';', '\\', '%']);
        let has_own_bin = build.base_image(stage).is_some_and(|image| image.libc() == Libc::Musl);
        let wanted: &[&str] = if has_own_bin { &["/usr/bin", "/bin"] } else { &["/usr/bin"] };
        let missing: Vec<&str> = wanted.iter().copied().filter(|folder| !folders.contains(folder)).collect();
        let Some(first) = missing.first().filter(|_| !is_windows) else { continue };
        checker
            .report(pair.value.span, format!("`{first}` is no longer searched for programs"))
            .help("keep what was there: end the value with :$PATH");
    }
}
