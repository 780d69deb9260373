//! Sources of COPY that the build context does not have, or that the ignore file excludes.

use crate::knowledge::ignored_paths::{Group, waste_of};
use crate::lint::{Category, Check, Checker, Finding, FixSupport, Profile, Rule, Severity};
use crate::model::rebuild::ContextRead;
use crate::model::{ContextTree, ContextUse, Sought, SourcesAbove, Step, may_be_program};
use crate::syntax::dockerfile::ast::{Instruction, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-copy-source",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CopyIgnoredFile"],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_copy_source.md"),
    check: Check::Context(check),
};

fn check(seen: &ContextUse<'_>, checker: &mut Checker<'_>) {
    let Some(tree) = seen.tree() else { return };
    if tree.is_emptied() {
        emptied(seen, tree, checker);
        return;
    }
    let above = seen.build.sources_above(seen.context());
    if let Some(above) = &above {
        elsewhere(seen, above, checker);
    }
    for (step, read) in seen.reads() {
        match tree.sought(&read) {
            Sought::Excluded(by) => excluded(seen, &read, by, checker),
            Sought::Missing if above.is_none() && seen.is_likely() => missing(seen, tree, (step, &read), checker),
            Sought::Missing | Sought::Received | Sought::Unknown => {}
        }
    }
}

/// The ignore file leaves nothing, and something is copied.
fn emptied(seen: &ContextUse<'_>, tree: &ContextTree, checker: &mut Checker<'_>) {
    let Some((_, read)) = seen.reads().find(|(_, read)| read.pattern.is_some()) else { return };
    let by = tree.children(tree.root()).find_map(|id| tree.entry(id)?.verdict.by);
    let mut finding = checker
        .report(read.span, format!("`{}` leaves nothing of the build context to copy", seen.ignore_name()))
        .aliases(&["CopyIgnoredFile"]);
    if let Some((place, text)) = seen.pattern(by) {
        finding = finding.label_at(place, format!("`{text}` excludes everything"));
    }
    finding.help("add an exception below it for each path that is copied, such as `!src`");
}

/// All sources lie in a folder above. Of a service the rule `misplaced-context` tells it; where nobody says that this is
/// the context, it is the other folder.
fn elsewhere(seen: &ContextUse<'_>, above: &SourcesAbove, checker: &mut Checker<'_>) {
    if seen.context().is_guessed() || !seen.build.uses.is_empty() {
        return;
    }
    let (folder, context) = above.folders(seen.context());
    checker
        .report(above.first.span, format!("what this file copies lies in `{folder}`, not in the context `{context}`"))
        .aliases(&[])
        .help(format!("build it in `{folder}`, with `-f` for the Dockerfile"));
}

fn excluded(seen: &ContextUse<'_>, read: &ContextRead, by: Option<usize>, checker: &mut Checker<'_>) {
    let message = match read.is_pattern() {
        true => format!("all that `{}` matches is excluded by `{}`", read.written, seen.ignore_name()),
        false => format!("`{}` is excluded by `{}`", read.written, seen.ignore_name()),
    };
    let mut finding = checker.report(read.span, message).aliases(&["CopyIgnoredFile"]);
    let Some((place, text)) = seen.pattern(by) else { return };
    finding = finding.label_at(place, "this pattern excludes it");
    let path = read.written.trim_start_matches("./").trim_matches('/');
    finding.help(format!("add an exception below `{text}`:\n!{path}"));
}

fn missing(seen: &ContextUse<'_>, tree: &ContextTree, (step, read): (&Step, &ContextRead), checker: &mut Checker<'_>) {
    let instruction = seen.build.instruction(step);
    // BuildKit copies nothing where a pattern matches nothing: beside another source, that is how to say "if there".
    if read.is_pattern() && (read.written.ends_with('*') || instruction.is_some_and(has_others)) {
        return;
    }
    let path = read.plain_path().unwrap_or_default();
    // Every checkout has its history; a copy of the files has not.
    if waste_of(path.split('/').next().unwrap_or_default()).is_some_and(|waste| waste.group == Group::VersionControl) {
        return;
    }
    let folder = match seen.context().shown("") {
        folder if folder.is_empty() || folder == "." => "the build context".to_owned(),
        folder => format!("the build context `{}`", folder.trim_end_matches('/')),
    };
    let written = &read.written;
    let message = match read.is_pattern() {
        true => format!("`{written}` matches nothing in {folder}"),
        false => format!("there is no `{written}` in {folder}"),
    };
    let finding = checker.report(read.span, message).aliases(&[]);
    if let Some(other) = tree.find_in_other_case(&path).filter(|_| !read.is_pattern()) {
        finding.help(format!("upper and lower case count: there is `{}`", tree.path(other)));
    } else if written.starts_with("../") {
        finding.help("what lies outside of the build context cannot be copied: build in a folder above, with `-f` for the Dockerfile, or hand it over with `--build-context NAME=DIR` and `COPY --from=NAME`");
    } else if seen.is_generated(&path) {
        made_before(finding);
    } else if read.is_pattern() {
        finding.severity(Severity::Warning).help("check the pattern: it starts at the root of the build context");
    } else if let Some(other) = tree.find_below(&path) {
        finding.help(format!("paths start at the root of the build context: there is `{}`", tree.path(other)));
    } else if may_be_program(&path) && !written.ends_with('/') {
        made_before(finding);
    } else {
        finding.help("add the file, or correct the path: it starts at the root of the build context");
    }
}

/// What no checkout has need not be there when somebody looks.
fn made_before(finding: Finding<'_>) {
    let finding = finding.severity(Severity::Warning).from_profile(Profile::Strict);
    finding.help("it has to be made before the image is built: by the pipeline, or better in a stage of this file");
}

/// Whether an instruction has several sources.
fn has_others(instruction: &Instruction) -> bool {
    matches!(&instruction.kind, Kind::Copy(transfer) | Kind::Add(transfer) if transfer.sources.len() > 1)
}
