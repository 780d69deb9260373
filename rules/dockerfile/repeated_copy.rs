//! A COPY that does nothing, or does it twice.

use std::collections::HashMap;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Copied, RecentTransfers, Stage};
use crate::syntax::dockerfile::ast::{Instruction, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-copy",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("repeated_copy.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut known: HashMap<String, &Instruction> = HashMap::new();
    let mut recent = RecentTransfers::default();
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        let (Kind::Copy(_) | Kind::Add(_)) = instruction.kind else {
            if may_use_files(instruction) {
                recent.clear();
            }
            continue;
        };
        // What goes nobody knows where may lie on top of everything.
        let Some(copied) = build.copied(step) else {
            recent.clear();
            continue;
        };
        if !is_plain(&copied) {
            recent.lie_on_top(&copied);
            continue;
        }
        match known.insert(build.transfer_key(step, &copied), instruction) {
            Some(first) => report_second(&copied, first, &recent, checker),
            None => {
                for earlier in recent.take_replaced(build, step, &copied) {
                    report_replaced(&earlier, &copied, checker);
                }
            }
        }
        recent.add(build, step, copied);
    }
}

/// Whether an instruction may look at what was copied before it.
fn may_use_files(instruction: &Instruction) -> bool {
    matches!(instruction.kind, Kind::Run(_) | Kind::Unknown)
}

/// Without here-documents, which are short, and flags that leave files out.
fn is_plain(copied: &Copied<'_>) -> bool {
    copied.instruction.heredocs.is_empty()
        && !["exclude", "parents"].iter().any(|flag| copied.instruction.flag(flag).is_some())
}

fn report_second(copied: &Copied<'_>, first: &Instruction, recent: &RecentTransfers<'_>, checker: &mut Checker<'_>) {
    let Some(source) = copied.transfer.sources.first() else { return };
    let is_idle = recent.is_untouched(first, &copied.destination);
    let edits = (is_idle && copied.instruction.comments_above == 0)
        .then(|| checker.edits().remove_instruction(copied.instruction));
    let message = format!("`{}` is copied to `{}` a second time", source.raw, copied.destination);
    let help = match (is_idle, recent.has(first, &copied.destination)) {
        (true, _) => "remove this line: nothing has changed since",
        (false, true) => "leave one of the two out: this one takes back what the lines between have put on top",
        (false, false) => "copy it once: what the steps between need, or all of it behind them",
    };
    let finding = checker.report(copied.instruction.span, message).label(first.span, "the first time").help(help);
    finding.fix(Safety::Safe, "remove the second COPY", edits);
}

/// Reports what a COPY of a whole directory copies once more, before anything has used it.
fn report_replaced(earlier: &Copied<'_>, later: &Copied<'_>, checker: &mut Checker<'_>) {
    let edits =
        (earlier.instruction.comments_above == 0).then(|| checker.edits().remove_instruction(earlier.instruction));
    checker
        .report(earlier.instruction.span, "a later COPY brings the same files to the same place")
        .label(later.instruction.span, "this one, with no RUN between")
        .help("remove this line, or put the RUN that needs these files between the two")
        .fix(Safety::Safe, "remove the first COPY", edits);
}
