//! Where comments stand, and the stretch that each of them holds for.
//!
//! Above an instruction only comments and no blank line may stand between the two; BuildKit alone looks over
//! blank lines, and takes an empty comment for the end. A comment that stands above nothing holds for nothing.

use super::comment::{self, Read};
use super::heredocs::Heredocs;
use super::scopes::Level;
use super::{Language, Reach};
use crate::model::{Build, File};
use crate::syntax::dockerfile::ast::{Comment, Directive, DirectiveName, Instruction, Item, Keyword, PieceKind};
use crate::text::Span;

/// A comment that suppresses, and where.
pub(super) struct Place {
    pub read: Read,
    pub level: Level,
    /// What it holds for; empty where it holds for nothing.
    pub scope: Span,
    /// From the `#` to the end of the text.
    pub span: Span,
    /// The whole line with its end.
    pub line: Span,
    /// Whether the line is more than this comment.
    pub stays: bool,
    /// Whether it can be told that it does nothing. ShellCheck's comments inside of scripts have been obeyed
    /// before anybody here sees a finding; what a here-document writes to a file may be no comment at all.
    pub is_judged: bool,
}

/// The items of a Dockerfile.
fn items(file: &File) -> &[Item] {
    file.dockerfile().map(|tree| tree.items.as_slice()).unwrap_or_default()
}

/// The directives `# check=...` of a file.
pub(super) fn directives(file: &File) -> impl Iterator<Item = &Directive> {
    items(file).iter().filter_map(|item| match item {
        Item::Directive(directive) if directive.name.value == DirectiveName::Check => Some(directive),
        _ => None,
    })
}

/// Every comment of a file that suppresses, in the order of the stretches they hold for.
pub(super) fn find(file: &File, build: Option<&Build>) -> Vec<Place> {
    let text = file.source.text();
    let items = items(file);
    let heredocs = Heredocs::of(text, build);
    let ends_directives = ends_directives(items);
    let mut found: Vec<Place> = directives(file).filter_map(|directive| of_directive(text, directive)).collect();
    let mut above: Vec<Place> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match item {
            Item::Comment(comment) => match of_comment(text, comment) {
                Some(mut place) => {
                    place.stays |= index < ends_directives;
                    if place.read.reach == Reach::File { &mut found } else { &mut above }.push(place);
                }
                None if comment.text.value.trim().is_empty() => found.extend(detached(&mut above, true)),
                None => {}
            },
            Item::Blank(_) => found.extend(detached(&mut above, false)),
            Item::Instruction(instruction) => {
                let has_stage = above.iter().any(|place| place.read.reach == Reach::Stage);
                let stage = if has_stage { stage(items, index, instruction) } else { None };
                found.extend(above.drain(..).map(|place| attached(place, instruction, stage)));
                found.extend(inside(text, instruction));
                if instruction.keyword.value == Keyword::Run {
                    found.extend(instruction.heredocs.iter().flat_map(|heredoc| heredocs.comments(heredoc)));
                }
            }
            Item::ByteOrderMark(_) | Item::Directive(_) => {}
        }
    }
    found.append(&mut above);
    found
}

/// How many items at the top hold comments without which a comment below them would be a directive.
fn ends_directives(items: &[Item]) -> usize {
    let top = items.iter().take_while(|item| !matches!(item, Item::Instruction(_) | Item::Blank(_)));
    let last = top.enumerate().filter(|(_, item)| match item {
        Item::Comment(comment) => comment.text.value.split_once('=').is_some_and(|(name, _)| {
            ["syntax", "escape", "check"].iter().any(|it| name.trim().eq_ignore_ascii_case(it))
        }),
        Item::Directive(_) | Item::ByteOrderMark(_) | Item::Blank(_) | Item::Instruction(_) => false,
    });
    last.last().map_or(0, |(index, _)| index)
}

fn of_directive(text: &str, directive: &Directive) -> Option<Place> {
    let read = comment::read_directive(&directive.value.value, directive.value.span.start)?;
    let line = directive.span.of(text);
    let start = directive.span.start + (line.len() - line.trim_start().len()) as u32;
    Some(Place {
        stays: directive.value.value.contains(';'),
        level: Level::File,
        scope: Span::new(0, u32::MAX),
        span: Span::new(start, directive.value.span.end),
        line: directive.span,
        is_judged: true,
        read,
    })
}

fn of_comment(text: &str, comment: &Comment) -> Option<Place> {
    let read = comment::read(&comment.text.value, comment.text.span.start)?;
    let is_wide = read.reach == Reach::File;
    let line = comment.span.of(text);
    let start = comment.span.start + (line.len() - line.trim_start().len()) as u32;
    Some(Place {
        level: if is_wide { Level::File } else { Level::Instruction },
        scope: if is_wide { Span::new(0, u32::MAX) } else { Span::at(comment.span.end) },
        span: Span::new(start, comment.span.start + line.trim_end().len() as u32),
        line: comment.span,
        stays: read.language == Language::BuildKit && comment.text.value.contains(';'),
        is_judged: true,
        read,
    })
}

/// The waiting comments that a blank line, or an empty comment for BuildKit, cuts off from what follows.
fn detached(above: &mut Vec<Place>, by_empty_comment: bool) -> Vec<Place> {
    let (cut, kept) = std::mem::take(above)
        .into_iter()
        .partition(|place| (place.read.language == Language::BuildKit) == by_empty_comment);
    *above = kept;
    cut
}

/// A comment with the instruction below it, or with the stage that this one opens.
fn attached(place: Place, instruction: &Instruction, stage: Option<Span>) -> Place {
    match (place.read.reach, stage) {
        (Reach::Stage, Some(stage)) => Place { level: Level::Stage, scope: stage, ..place },
        (Reach::Stage, None) => place,
        _ => Place { scope: instruction.lines, ..place },
    }
}

/// The stage that an instruction opens: from it to the next FROM.
fn stage(items: &[Item], index: usize, opening: &Instruction) -> Option<Span> {
    let is_from = |instruction: &Instruction| instruction.keyword.value == Keyword::From;
    if !is_from(opening) {
        return None;
    }
    let next = items.iter().skip(index + 1).find_map(|item| match item {
        Item::Instruction(instruction) if is_from(instruction) => Some(instruction.lines.start),
        _ => None,
    });
    Some(Span::new(opening.lines.start, next.unwrap_or(u32::MAX)))
}

/// The comments between the continued lines of an instruction.
fn inside<'a>(text: &'a str, instruction: &'a Instruction) -> impl Iterator<Item = Place> + 'a {
    let comments = instruction.pieces.iter().filter(|piece| piece.kind == PieceKind::Comment);
    comments.filter_map(move |piece| {
        let place = of_line(text, piece.span, Level::Instruction, instruction.lines)?;
        Some(if place.read.reach == Reach::Instruction { place } else { Place { scope: Span::at(0), ..place } })
    })
}

/// A line that is a comment of the shell or between continued lines.
pub(super) fn of_line(text: &str, line: Span, level: Level, scope: Span) -> Option<Place> {
    let whole = line.of(text);
    let start = line.start + (whole.len() - whole.trim_start().len()) as u32;
    let body = whole.trim().strip_prefix('#')?;
    let read = comment::read(body, start + 1)?;
    let span = Span::new(start, line.start + whole.trim_end().len() as u32);
    Some(Place { read, level, scope, span, line, stays: false, is_judged: true })
}
