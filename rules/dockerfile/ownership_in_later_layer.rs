//! Owners and modes that a later RUN gives to files of an earlier layer.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, CopyFlag, Deed, PathDeed, Step, Writer, Written, WrittenFiles};
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
    let mut files = WrittenFiles::default();
    for step in build.image_steps(target) {
        let deeds = build.deeds_of(step);
        for deed in &deeds {
            files.add_deed(build, step, deed);
        }
        files.add_dependencies(build, step);
        if let Some(copied) = build.copied(step) {
            files.add_copied(step, &copied);
        }
        let found = deeds.iter().enumerate().filter(|(_, deed)| matches!(deed.deed, Deed::Own | Deed::Mode));
        let found = found.filter_map(|(at, deed)| {
            let mut earlier = touched(&files, deed, step);
            // What the RUN removes in the end is not in its layer.
            let removals = deeds.iter().skip(at + 1).filter(|later| later.deed == Deed::Remove).take(MOST_REMOVALS);
            let gone: Vec<_> = removals.flat_map(|removal| touched(&files, removal, step)).collect();
            earlier.retain(|(path, _)| !gone.iter().any(|(other, _)| other == path));
            (!earlier.is_empty()).then_some((deed, earlier))
        });
        // One layer holds a file once, however often the RUN changes it: the largest says it all.
        let largest = found.max_by_key(|(deed, earlier)| {
            let is_large = earlier.iter().any(|(_, written)| !written.is_small);
            (is_large, std::cmp::Reverse(deed.word.span.start))
        });
        if let Some((deed, earlier)) = largest {
            report(build, step, deed, &earlier, checker);
        }
    }
}

/// So many removals of a RUN are looked at.
const MOST_REMOVALS: usize = 20;

/// What an earlier step wrote, and the deed changes.
fn touched<'a>(files: &WrittenFiles<'a>, deed: &PathDeed<'_>, step: &Step) -> Vec<(String, Written<'a>)> {
    let is_pattern = deed.path.contains('*');
    let found = files.at_or_below(&deed.path).into_iter().filter(|(path, written)| {
        let is_meant = deed.deep || (*path == deed.path || is_pattern) && !written.is_tree;
        is_meant && written.step != step.id
    });
    found.map(|(path, written)| (path.to_owned(), written.clone())).collect()
}

fn report(
    build: &Build,
    step: &Step,
    deed: &PathDeed<'_>,
    earlier: &[(String, Written<'_>)],
    checker: &mut Checker<'_>,
) {
    let Some((path, largest)) = earlier.iter().max_by_key(|(_, written)| !written.is_small) else { return };
    let program = &deed.command.program.value;
    let others = if earlier.len() > 1 { format!(" and {} more", earlier.len() - 1) } else { String::new() };
    let message = format!("`{program}` stores `{path}`{others} in the image a second time");
    let (help, edits) =
        remedy(build, step, deed, earlier, checker).unwrap_or_else(|| (general_help(build, step, deed, earlier), None));
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
    finding.fix(safety, "let COPY do it, and remove the RUN", edits.into_iter().flatten());
}

fn general_help(build: &Build, step: &Step, deed: &PathDeed<'_>, earlier: &[(String, Written<'_>)]) -> String {
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
    format!("{created}let {each}{keyword} do it: `{keyword} --{name}={value} ...`{rest}")
}

/// BuildKit gives files to root where there is no such user yet.
fn creation(user: Option<String>) -> String {
    user.map_or(String::new(), |user| format!("create `{user}` above it, then "))
}

/// The line to write instead of the one COPY, and the edits where nothing else depends on the RUN.
fn remedy(
    build: &Build,
    step: &Step,
    deed: &PathDeed<'_>,
    earlier: &[(String, Written<'_>)],
    checker: &Checker<'_>,
) -> Option<(String, Option<[Edit; 2]>)> {
    let [(path, written)] = earlier else { return None };
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
    let help = format!("{created}let {keyword} do it: {keyword} --{name}={value} {flags}{}", words.join(" "));
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
    Some((help, Some([added, edits.remove_instruction(instruction)])))
}
