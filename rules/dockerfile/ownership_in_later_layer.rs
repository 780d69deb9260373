//! Owners and modes that a later RUN gives to files of an earlier layer.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, CopyFlag, Deed, LateChange, PathDeed, Step, Writer, Written};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ownership-in-later-layer",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ownership_in_later_layer.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(target) = build.target_stage() else { return };
    build.late_changes(target).iter().for_each(|change| report(build, change, checker));
}

fn report(build: &Build, change: &LateChange<'_>, checker: &mut Checker<'_>) {
    let LateChange { step, deed, earlier } = change;
    let Some((path, largest)) = earlier.iter().max_by_key(|(_, written)| !written.is_small) else { return };
    let program = &deed.command.program.value;
    let others = if earlier.len() > 1 { format!(" and {} more", earlier.len() - 1) } else { String::new() };
    let message = format!("`{program}` stores `{path}`{others} in the image a second time");
    let (help, edits) = remedy(build, change, checker).unwrap_or_else(|| (general_help(build, change), None));
    let mut finding = checker.report(deed.command.span, message).help(help);
    for (_, written) in earlier.iter().take(5) {
        finding = finding.label(written.span(), "this layer holds it already");
    }
    if largest.is_small {
        finding = finding.severity(Severity::Info).from_profile(Profile::Strict);
    }
    let is_same =
        !largest.is_tree && deed.deed == Deed::Mode && build.copy_flag(deed, step).is_some_and(|flag| flag.is_exact);
    let safety = if is_same { Safety::Safe } else { Safety::Unsafe };
    let title = match change.owns_older_directory(build) {
        true => "let COPY do it, and keep the directory itself for the RUN",
        false => "let COPY do it, and remove the RUN",
    };
    finding.fix(safety, title, edits.into_iter().flatten());
}

/// What takes a `chown` from a whole tree to the directory alone.
fn without_recursion(deed: &PathDeed<'_>, checker: &Checker<'_>) -> Option<Edit> {
    let args = &deed.command.args;
    let at = args.iter().position(|word| word.is("-R") || word.is("--recursive"))?;
    checker.edits().remove_before(args.get(at)?.span, args.get(at + 1)?.span)
}

fn general_help(build: &Build, change: &LateChange<'_>) -> String {
    let LateChange { step, deed, earlier } = change;
    let program = &deed.command.program.value;
    let steps = Written::copying_steps(earlier);
    let Some(first) = steps.first().and_then(|id| build.step(*id)) else {
        return format!(
            "move `{program}` to the end of the RUN that writes the files, or let that RUN work as their owner"
        );
    };
    let name = if deed.deed == Deed::Mode { "chmod" } else { "chown" };
    let flag = build.copy_flag(deed, first).map(|flag| build.flag_in_time(step, first, flag));
    let (created, value) = flag.map_or((String::new(), "...".to_owned()), |(user, flag)| (creation(user), flag.value));
    let has_run = earlier.iter().any(|(_, written)| matches!(written.writer, Writer::Command(_)));
    let rest = if has_run { ", and let each RUN above work as their owner" } else { "" };
    let keyword = build.instruction(first).map_or("COPY", |instruction| &instruction.keyword_text);
    let (each, keyword) = if steps.len() > 1 { ("each ", "COPY") } else { ("", keyword) };
    let directory = if change.owns_older_directory(build) { KEPT } else { "" };
    format!("{created}let {each}{keyword} do it: `{keyword} --{name}={value} ...`{rest}{directory}")
}

/// What is left for the RUN where the directory is older than what COPY puts into it.
const KEPT: &str = "; keep the RUN without its `-R`, for the directory itself";

/// BuildKit gives files to root where there is no such user yet.
fn creation(user: Option<String>) -> String {
    user.map_or(String::new(), |user| format!("create `{user}` above it, then "))
}

/// The line to write instead of the one COPY, and the edits where nothing else depends on the RUN.
fn remedy(build: &Build, change: &LateChange<'_>, checker: &Checker<'_>) -> Option<(String, Option<[Edit; 2]>)> {
    let LateChange { step, deed, earlier } = change;
    let is_kept = change.owns_older_directory(build);
    let [(path, written)] = earlier.as_slice() else { return None };
    let writer = build.step(written.step)?;
    let copied = build.copied(writer)?;
    let flag = build.copy_flag(deed, writer)?;
    if copied.instruction.flag(flag.name).is_some() || copied.items.len() != 1 {
        return None;
    }
    let (user, CopyFlag { name, value, .. }) = build.flag_in_time(step, writer, flag);
    let created = creation(user);
    let flags: String = copied.instruction.flags.iter().map(|flag| format!("{} ", flag.cooked())).collect();
    let words = copied.transfer.sources.iter().chain(&copied.transfer.destination).map(|word| word.raw.as_str());
    let words: Vec<&str> = words.collect();
    let keyword = &copied.instruction.keyword_text;
    let kept = if is_kept { KEPT } else { "" };
    let help = format!("{created}let {keyword} do it: {keyword} --{name}={value} {flags}{}{kept}", words.join(" "));
    let instruction = build.instruction(step)?;
    let between = build.steps.get(writer.id.0 as usize + 1..step.id.0 as usize).unwrap_or_default();
    let is_used = |step: &Step| matches!(build.instruction(step).map(|it| &it.kind), Some(Kind::Run(_)) | None);
    let is_whole = *path == deed.path && instruction.comments_above == 0 && build.is_single_command(step);
    let is_alone = build.deeds_of(step).len() == 1 && step.stage == writer.stage && !copied.transfer.json;
    if !is_whole || !is_alone || !deed.command.wrappers.is_empty() || between.iter().any(is_used) {
        return Some((help, None));
    }
    let edits = checker.edits();
    let added = edits.insert_after(copied.instruction.keyword.span, format!(" --{name}={value}"));
    if is_kept {
        return Some((help, without_recursion(deed, checker).map(|removed| [added, removed])));
    }
    Some((help, Some([added, edits.remove_instruction(instruction)])))
}
