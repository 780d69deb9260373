//! Build arguments that nothing reads.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Build;
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-argument",
    category: Category::Correctness,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unused_argument.md"),
    check: Check::Build(check),
};

/// How many further places are pointed at: a picture of thousands helps nobody.
const MOST_POINTED_AT: usize = 5;

fn check(build: &Build, checker: &mut Checker<'_>) {
    let file = checker.file();
    for unused in build.unused_arguments(file) {
        let Some(((definition, _), others)) = unused.definitions.split_first() else { continue };
        let name = &definition.name;
        let message = match (unused.is_global, unused.next_from) {
            (true, _) => format!("`{}` is never used: no `FROM` names it, and no stage declares it", name.value),
            (false, Some(_)) => {
                format!("`{}` is never used here: it belongs to the stage above the `FROM`", name.value)
            }
            (false, None) => format!("`{}` is never used: nothing behind it in the stage reads it", name.value),
        };
        let edits = checker.edits();
        // The other definitions of an instruction would go with it.
        let is_alone = |kind: &Kind| matches!(kind, Kind::Arg(arg) if arg.definitions.len() == 1);
        let removes = unused.definitions.iter().all(|(_, instruction)| is_alone(&instruction.kind));
        let mut lines: Vec<Span> = Vec::new();
        for (_, instruction) in unused.definitions.iter().filter(|_| removes) {
            match lines.last_mut() {
                Some(last) if last.end == instruction.lines.start => *last = last.to(instruction.lines),
                _ => lines.push(instruction.lines),
            }
        }
        let mut finding = checker.report(name.span, message);
        for (other, _) in others.iter().take(MOST_POINTED_AT) {
            finding = finding.label(other.name.span, "declared again");
        }
        finding = match (unused.next_from, unused.first_run) {
            (Some(from), _) => finding
                .label(from, "takes the one above the first `FROM`")
                .help("remove it; a default belongs to the `ARG` above the first `FROM`"),
            (None, Some(run)) => finding
                .label(run, "every new value of it runs this again, and what follows")
                .help("remove it, or use it where it was meant to be"),
            (None, None) => finding.help("remove it, or use it where it was meant to be"),
        };
        finding.fix(
            Safety::Unsafe,
            format!("remove `{}`", name.value),
            lines.into_iter().map(|lines| edits.remove(lines)),
        );
    }
}
