//! From lines to items: continued lines joined, here-documents read, comments and blank lines kept.

use super::ast::{
    Comment, Directive, DirectiveName, Dockerfile, Escape, Heredoc, Instruction, Item, Kind, Piece, PieceKind,
};
use super::{heredoc, instruction, template};
use crate::syntax::{Joined, Parsed, Problem};
use crate::text::{Span, Spanned};

/// Reads a Dockerfile. Never fails: a line that cannot be read is an unknown instruction and a problem, and
/// the next line is read as usual.
pub fn parse(text: &str) -> Parsed<Dockerfile> {
    let mut parser = Parser {
        text,
        offset: 0,
        tree: Dockerfile::default(),
        problems: Vec::new(),
        directives_end: false,
        comments_above: 0,
    };
    parser.read_file();
    let Parser { mut tree, mut problems, .. } = parser;
    instruction::check_order(&tree, text, &mut problems);
    tree.template = template::recognise(text, &tree, &mut problems);
    problems.sort_by_key(|problem| problem.span);
    Parsed { tree, problems }
}

struct Parser<'a> {
    text: &'a str,
    offset: usize,
    tree: Dockerfile,
    problems: Vec<Problem>,
    /// Whether a line was seen that no directive can follow.
    directives_end: bool,
    /// How many comment lines stand directly above the line at hand.
    comments_above: usize,
}

/// A physical line: its bytes with and without the line end.
#[derive(Clone, Copy)]
struct Line<'a> {
    span: Span,
    content: Span,
    text: &'a str,
}

impl Line<'_> {
    fn is_comment(&self) -> bool {
        self.text.trim_start().starts_with('#')
    }

    fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }
}

impl<'a> Parser<'a> {
    fn next_line(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.offset..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let line = rest.get(..length).unwrap_or_default();
        let text = line.trim_end_matches(['\r', '\n']);
        let start = self.offset as u32;
        self.offset += length;
        let span = Span::new(start, start + length as u32);
        Some(Line { span, content: Span::new(start, start + text.len() as u32), text })
    }

    fn read_file(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.offset = '\u{feff}'.len_utf8();
            self.tree.items.push(Item::ByteOrderMark(Span::new(0, self.offset as u32)));
        }
        while let Some(line) = self.next_line() {
            if line.is_comment() {
                let item = self.read_comment(line);
                self.tree.items.push(item);
                continue;
            }
            self.directives_end = true;
            if line.is_blank() {
                self.comments_above = 0;
                self.tree.items.push(Item::Blank(line.span));
                continue;
            }
            let instruction = self.read_instruction(line);
            self.comments_above = 0;
            self.tree.items.push(Item::Instruction(Box::new(instruction)));
        }
    }

    fn read_comment(&mut self, line: Line<'_>) -> Item {
        if !self.directives_end {
            if let Some(directive) = self.read_directive(line) {
                return Item::Directive(directive);
            }
            self.directives_end = true;
        }
        self.comments_above += 1;
        let hash = line.content.start + (line.text.len() - line.text.trim_start().len()) as u32;
        let span = Span::new(hash + 1, line.content.end);
        let text = Spanned::new(span.of(self.text).to_owned(), span);
        Item::Comment(Comment { text, span: line.span })
    }

    /// Reads `# name=value` of a known name; obeys `escape`.
    fn read_directive(&mut self, line: Line<'_>) -> Option<Directive> {
        let comment = line.text.trim_start().strip_prefix('#')?;
        let (name, value) = comment.split_once('=')?;
        let at = |part: &str| {
            let start = line.content.start + (part.as_ptr() as usize - line.text.as_ptr() as usize) as u32;
            Span::new(start, start + part.len() as u32)
        };
        let (name, value) = (name.trim(), value.trim());
        let known = match name.to_ascii_lowercase().as_str() {
            "syntax" => DirectiveName::Syntax,
            "escape" => DirectiveName::Escape,
            "check" => DirectiveName::Check,
            _ => return None,
        };
        if value.is_empty() {
            return None;
        }
        if self.tree.directives().any(|earlier| earlier.name.value == known) {
            let message = format!("the directive `{name}` is written twice");
            self.problems.push(Problem::syntax(at(name), message).help("remove one of them"));
        }
        if known == DirectiveName::Escape {
            match value {
                "\\" => self.tree.escape = Escape::Backslash,
                "`" => self.tree.escape = Escape::Backtick,
                _ => {
                    let message = format!("`{value}` cannot be the escape character");
                    self.problems.push(Problem::syntax(at(value), message).help("it is either \\ or `"));
                }
            }
        }
        Some(Directive {
            name: Spanned::new(known, at(name)),
            value: Spanned::new(value.to_owned(), at(value)),
            span: line.span,
        })
    }

    fn read_instruction(&mut self, first: Line<'_>) -> Instruction {
        let indent = first.text.len() - first.text.trim_start().len();
        let mut joined = Joined::default();
        let mut pieces = Vec::new();
        let mut text_start = first.content.start + indent as u32;
        let mut line = first;
        loop {
            let (content, continues) = self.split_continuation(line);
            joined.push(self.text, Span::new(text_start, content.end));
            pieces.push(Piece { kind: PieceKind::Text, span: content });
            let rest = Span::new(content.end, line.span.end);
            if !continues {
                pieces.push(Piece { kind: PieceKind::LineEnd, span: rest });
                break;
            }
            pieces.push(Piece { kind: PieceKind::Continuation, span: rest });
            match self.next_continued_line(&mut pieces) {
                Some(next) => line = next,
                None => break,
            }
            text_start = line.content.start;
        }
        pieces.retain(|piece| !piece.span.is_empty());
        let mut instruction = instruction::read(&joined, self.tree.escape, &mut self.problems);
        instruction.comments_above = self.comments_above;
        self.read_heredocs(&mut instruction, &joined, &mut pieces);
        instruction.lines = Span::new(first.span.start, self.offset as u32);
        instruction.pieces = pieces;
        instruction
    }

    /// The next line that belongs to a continued instruction; comments and blank lines on the way become
    /// pieces.
    fn next_continued_line(&mut self, pieces: &mut Vec<Piece>) -> Option<Line<'a>> {
        loop {
            let line = self.next_line()?;
            let kind = if line.is_comment() {
                PieceKind::Comment
            } else if line.is_blank() {
                PieceKind::Blank
            } else {
                return Some(line);
            };
            pieces.push(Piece { kind, span: line.span });
        }
    }

    /// The content of a line up to a trailing escape character, and whether there is one. A doubled escape
    /// character continues nothing; blanks behind it do not matter.
    fn split_continuation(&self, line: Line<'_>) -> (Span, bool) {
        let escape = self.tree.escape.character();
        let trimmed = line.text.trim_end_matches([' ', '\t']);
        match trimmed.strip_suffix(escape) {
            Some(content) if !content.ends_with(escape) => {
                (Span::new(line.content.start, line.content.start + content.len() as u32), true)
            }
            _ => (line.content, false),
        }
    }

    /// Reads the bodies of the here-documents that the instruction opens.
    fn read_heredocs(&mut self, instruction: &mut Instruction, line: &Joined, pieces: &mut Vec<Piece>) {
        if !can_open_heredocs(instruction) {
            return;
        }
        let mut heredocs = heredoc::openers(line);
        for heredoc in &mut heredocs {
            self.read_heredoc_body(heredoc);
            pieces.push(Piece { kind: PieceKind::HeredocBody, span: heredoc.body });
            pieces.extend(heredoc.end.map(|span| Piece { kind: PieceKind::HeredocEnd, span }));
            instruction.span = instruction.span.to(heredoc.body);
            match heredoc.end {
                Some(end) => {
                    let length = end.of(self.text).trim_end_matches(['\r', '\n']).len() as u32;
                    instruction.span.end = end.start + length;
                }
                None => {
                    let name = &heredoc.name.value;
                    let message = format!("the here-document `{name}` never ends");
                    let help = format!("put `{name}` on a line of its own behind its text");
                    self.problems.push(Problem::syntax(heredoc.opener, message).help(help));
                }
            }
        }
        pieces.retain(|piece| !piece.span.is_empty());
        self.check_destination(&instruction.kind, &heredocs);
        if let Kind::OnBuild(Some(inner)) = &mut instruction.kind {
            inner.heredocs.clone_from(&heredocs);
        }
        instruction.heredocs = heredocs;
    }

    /// A here-document can be copied, but nothing can be copied to it.
    fn check_destination(&mut self, kind: &Kind, heredocs: &[Heredoc]) {
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = kind else { return };
        let Some(destination) = &transfer.destination else { return };
        if let Some(heredoc) = heredocs.iter().find(|heredoc| heredoc.opener == destination.span) {
            let problem = Problem::syntax(heredoc.opener, "a here-document cannot be the destination");
            self.problems.push(problem.help("write `COPY <<NAME /path`"));
        }
    }

    fn read_heredoc_body(&mut self, heredoc: &mut Heredoc) {
        let start = self.offset as u32;
        let mut end = start;
        while let Some(line) = self.next_line() {
            if heredoc.is_ended_by(line.text) {
                heredoc.end = Some(line.span);
                break;
            }
            end = line.span.end;
        }
        heredoc.body = Span::new(start, end);
    }
}

/// Whether here-documents can follow: RUN, COPY and ADD in their plain form, also behind ONBUILD.
fn can_open_heredocs(instruction: &Instruction) -> bool {
    match &instruction.kind {
        Kind::OnBuild(Some(inner)) => !matches!(inner.kind, Kind::OnBuild(_)) && can_open_heredocs(inner),
        Kind::Run(run) => !matches!(run.command, super::ast::CommandLine::Exec(_)),
        Kind::Copy(transfer) | Kind::Add(transfer) => !transfer.json,
        _ => false,
    }
}
