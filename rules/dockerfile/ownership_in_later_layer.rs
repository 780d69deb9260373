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
        let found = deeds.iter().filter(|deed| matches!(deed.deed, Deed::Own | Deed::Mode)).filter_map(|deed| {
            let earlier = touched(&files, deed, step);
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
        remedy(build, step, deed, earlier, checker).unwrap_or_else(|| (general_help(deed, earlier), None));
    let mut finding = checker.report(deed.command.span, message).help(help);
    for (_, written) in earlier.iter().take(5) {
        finding = finding.label(written.span(), "this layer holds it already");
    }
    if largest.is_small {
        finding = finding.severity(Severity::Info).from_profile(Profile::Strict);
    }
    let is_same = !largest.is_tree && deed.deed == Deed::Mode && deed.copy_flag().is_some_and(|flag| flag.is_exact);
    let safety = if is_same { Safety::Safe } else { Safety::Unsafe };
    finding.fix(safety, "let COPY do it, and remove the RUN", edits.into_iter().flatten());
}

fn general_help(deed: &PathDeed<'_>, earlier: &[(String, Written<'_>)]) -> String {
    let program = &deed.command.program.value;
    if earlier.iter().all(|(_, written)| matches!(written.writer, Writer::Command(_))) {
        return format!(
            "move `{program}` to the end of the RUN that writes the files, or let that RUN work as their owner"
        );
    }
    let name = if deed.deed == Deed::Mode { "chmod" } else { "chown" };
    let value = deed.copy_flag().map_or("...".to_owned(), |flag| flag.value);
    let has_run = earlier.iter().any(|(_, written)| matches!(written.writer, Writer::Command(_)));
    let rest = if has_run { ", and let each RUN above work as their owner" } else { "" };
    format!("let each COPY do it: `COPY --{name}={value} ...`{rest}")
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
    let flag = deed.copy_flag()?;
    if copied.instruction.flag(flag.name).is_some() || copied.items.len() != 1 {
        return None;
    }
    let CopyFlag { name, value, .. } = flag;
    let flags: String = copied.instruction.flags.iter().map(|flag| format!("{} ", flag.cooked())).collect();
    let words = copied.transfer.sources.iter().chain(&copied.transfer.destination).map(|word| word.raw.as_str());
    let words: Vec<&str> = words.collect();
    let keyword = &copied.instruction.keyword_text;
    let help = format!("let {keyword} do it: {keyword} --{name}={value} {flags}{}", words.join(" "));
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
