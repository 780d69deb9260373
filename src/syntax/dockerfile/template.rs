//! Files that Dockerfiles are generated from.

use super::ast::{Dockerfile, TemplateLanguage};
use crate::syntax::{Problem, ProblemKind};
use crate::text::{Span, Spanned};

/// Recognises a template by its marks on the very lines that BuildKit would refuse; its problems then make
/// way for one that says so. A file that parses is no template to us, whatever it contains.
pub(super) fn recognise(
    text: &str,
    tree: &Dockerfile,
    problems: &mut Vec<Problem>,
) -> Option<Spanned<TemplateLanguage>> {
    let found = refused_lines(tree, problems).into_iter().find_map(|lines| mark(text, lines))?;
    problems.clear();
    problems.push(Problem {
        kind: ProblemKind::Template,
        span: found.span,
        message: format!("this is a template ({}), not yet a Dockerfile", describe(found.value, found.span.of(text))),
        help: Some("render it and check the result".to_owned()),
        labels: Vec::new(),
        replacement: None,
    });
    Some(found)
}

/// The lines of the instructions that problems lie in, each once, in their order.
fn refused_lines(tree: &Dockerfile, problems: &[Problem]) -> Vec<Span> {
    let lines: Vec<Span> = tree.instructions().map(|instruction| instruction.lines).collect();
    let mut refused: Vec<usize> = problems
        .iter()
        .filter_map(|problem| {
            let after = lines.partition_point(|lines| lines.start <= problem.span.start);
            after.checked_sub(1).filter(|at| lines.get(*at).is_some_and(|lines| lines.contains(problem.span)))
        })
        .collect();
    refused.sort_unstable();
    refused.dedup();
    refused.into_iter().filter_map(|at| lines.get(at).copied()).collect()
}

/// The first mark of a template language in a stretch of the file.
fn mark(text: &str, lines: Span) -> Option<Spanned<TemplateLanguage>> {
    let stretch = lines.of(text);
    let at = |offset: usize, length: usize| {
        let start = lines.start + offset as u32;
        Span::new(start, start + length as u32)
    };
    let braces = ["{{", "{%"].iter().filter_map(|mark| stretch.find(mark)).min();
    if let Some(offset) = braces {
        return Some(Spanned::new(TemplateLanguage::Braces, at(offset, 2)));
    }
    if let Some(offset) = stretch.find("<%") {
        return Some(Spanned::new(TemplateLanguage::Percent, at(offset, 2)));
    }
    enclosed(stretch, "%%")
        .map(|(offset, length)| Spanned::new(TemplateLanguage::Placeholder, at(offset, length)))
        .or_else(|| {
            enclosed(stretch, "@").map(|(offset, length)| Spanned::new(TemplateLanguage::At, at(offset, length)))
        })
}

/// A name in capitals between two marks.
fn enclosed(text: &str, mark: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(start) = text.get(from..)?.find(mark).map(|offset| from + offset) {
        let name_start = start + mark.len();
        let length =
            text.get(name_start..)?.bytes().take_while(|byte| byte.is_ascii_uppercase() || *byte == b'_').count();
        if length > 1 && text.get(name_start + length..)?.starts_with(mark) {
            return Some((start, 2 * mark.len() + length));
        }
        from = name_start;
    }
    None
}

fn describe(language: TemplateLanguage, mark: &str) -> &'static str {
    match language {
        TemplateLanguage::Braces if mark == "{%" => "`{% %}`",
        TemplateLanguage::Braces => "`{{ }}`",
        TemplateLanguage::Percent => "`<% %>`",
        TemplateLanguage::Placeholder => "`%%NAME%%`",
        TemplateLanguage::At => "`@NAME@`",
    }
}
