//! From diagnostics to findings under codes.

use super::levels::{Level, Levels};
use super::{Finding, PARSE_ERROR};
use crate::lint::{Checked, Diagnostic, Tool};
use crate::model::File;
use crate::syntax::ProblemKind;
use crate::syntax::dockerfile::ast::Item;
use crate::text::Position;

/// The findings of the first file of a project, in the order of their lines, then of their codes. A code is
/// told once a line.
pub fn of(checked: &Checked, levels: &Levels) -> Vec<Finding> {
    let Some(file) = checked.project.files.first() else { return Vec::new() };
    let diagnostics = checked.diagnostics.iter().filter(|diagnostic| diagnostic.file == file.id);
    let mut findings: Vec<Finding> =
        diagnostics.flat_map(|diagnostic| of_diagnostic(diagnostic, file, levels)).chain(unread(file)).collect();
    findings.sort_by(|a, b| (a.line, a.code).cmp(&(b.line, b.code)));
    findings.dedup_by(|b, a| (a.line, a.code) == (b.line, b.code));
    findings
}

/// Whether hadolint or ShellCheck would say that.
pub fn is_code(name: &str) -> bool {
    matches!(Tool::of(name), Some(Tool::Hadolint | Tool::ShellCheck))
}

/// What cannot be read as a Dockerfile and is no finding under a code: hadolint has one code for it all.
fn unread(file: &File) -> impl Iterator<Item = Finding> + '_ {
    let problems = file.problems.iter().filter(|problem| match problem.kind {
        ProblemKind::UnknownInstruction | ProblemKind::Template => true,
        ProblemKind::BeforeFrom | ProblemKind::Trigger | ProblemKind::Syntax | ProblemKind::RepeatedKey => false,
    });
    problems.map(|problem| {
        let Position { line, column } = file.source.position(problem.span.start);
        Finding { line, column, level: Level::Error, code: PARSE_ERROR, message: problem.message.clone() }
    })
}

/// A diagnostic under each of its codes.
fn of_diagnostic<'a>(
    diagnostic: &'a Diagnostic,
    file: &'a File,
    levels: &'a Levels,
) -> impl Iterator<Item = Finding> + 'a {
    let codes = diagnostic.aliases.iter().copied().filter(|alias| is_code(alias));
    codes.filter_map(move |code| {
        let level = levels.of(code, Level::of(code, diagnostic.severity));
        let (line, column) = place(code, diagnostic, file);
        (level > Level::Ignore).then(|| Finding { line, column, level, code, message: diagnostic.message.clone() })
    })
}

/// Where a finding is shown: at its instruction, and where it is in none, on its own line. Parse errors are
/// where they are.
fn place(code: &str, diagnostic: &Diagnostic, file: &File) -> (u32, u32) {
    let offset = diagnostic.span.start;
    if code == PARSE_ERROR {
        let Position { line, column } = file.source.position(offset);
        return (line, column);
    }
    let items = file.dockerfile().map(|tree| tree.items.as_slice()).unwrap_or_default();
    let after = items.partition_point(|item| item.span().start <= offset);
    let start = match after.checked_sub(1).and_then(|at| items.get(at)) {
        Some(Item::Instruction(instruction)) => instruction.keyword.span.start,
        Some(Item::Comment(_) | Item::Blank(_) | Item::Directive(_) | Item::ByteOrderMark(_)) | None => offset,
    };
    (file.source.lines().line_of(start), 1)
}
