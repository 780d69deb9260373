//! Turns the library's redirects, assignments and operands of declarations into ours.
//!
//! Knows where the library keeps heredocs and what it leaves out of its spans. Start with
//! [`Lower::redirects`].

use std::ops::Range;

use shuck_ast as ast;

use super::cook::Setting;
use super::statements::{Lower, joined};
use super::words::Parts;
use super::{Assignment, Redirect, RedirectKind};
use crate::syntax::{PartKind, Quoting, Word};

impl Lower<'_> {
    /// Redirects; `whole` grows to cover them.
    pub(super) fn redirects(&mut self, redirects: &[ast::Redirect], whole: &mut Option<Range<usize>>) -> Vec<Redirect> {
        let mut cooked = Vec::with_capacity(redirects.len());
        for redirect in redirects {
            let range = self.range(redirect.span);
            if is_made_up(redirect, self.text(&range)) {
                continue;
            }
            cooked.push(self.redirect(redirect, &range));
            *whole = Some(joined(whole.take(), &range));
        }
        cooked
    }

    fn redirect(&mut self, redirect: &ast::Redirect, range: &Range<usize>) -> Redirect {
        let raw = self.text(range);
        let (target, body) = match &redirect.target {
            ast::RedirectTarget::Word(word) if word.span.to_range().is_empty() => (self.descriptor_word(range), None),
            ast::RedirectTarget::Word(word) => (self.word(word), None),
            ast::RedirectTarget::Heredoc(heredoc) => (self.word(&heredoc.delimiter.raw), Some(self.heredoc(heredoc))),
        };
        let kind = match redirect.kind {
            ast::RedirectKind::Output | ast::RedirectKind::Clobber => RedirectKind::Output,
            ast::RedirectKind::Append => RedirectKind::Append,
            ast::RedirectKind::Input | ast::RedirectKind::ReadWrite => RedirectKind::Input,
            ast::RedirectKind::HereDoc | ast::RedirectKind::HereDocStrip => RedirectKind::Heredoc,
            ast::RedirectKind::HereString => RedirectKind::HereString,
            ast::RedirectKind::DupOutput | ast::RedirectKind::DupInput => RedirectKind::Duplicate,
            ast::RedirectKind::OutputBoth if raw.starts_with("&>>") => RedirectKind::Append,
            ast::RedirectKind::OutputBoth => RedirectKind::Output,
        };
        let digits = raw.len() - raw.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let descriptor = raw.get(..digits).and_then(|digits| digits.parse().ok());
        Redirect { kind, descriptor, target, body, span: self.place(range) }
    }

    /// The descriptor at the end of `2>&1`, which the library gives without its place.
    fn descriptor_word(&mut self, range: &Range<usize>) -> Word {
        let length = self.text(range).rfind(['<', '>', '&']).map_or(range.len(), |offset| offset + 1);
        self.plain_word(&(range.start + length..range.end))
    }

    /// The text of a heredoc.
    fn heredoc(&mut self, heredoc: &ast::Heredoc) -> Word {
        let range = self.range(heredoc.body.span);
        let delimiter_line =
            self.text(&(range.end..self.bounds.end)).find('\n').map_or(self.bounds.end, |n| range.end + n);
        self.heredocs_end = self.heredocs_end.max(delimiter_line);
        let (setting, quoting) = match heredoc.body.mode {
            ast::HeredocBodyMode::Literal => (Setting::Verbatim, Quoting::Single),
            ast::HeredocBodyMode::Expanding => (Setting::Heredoc, Quoting::Double),
        };
        let mut parts = Parts::default();
        for part in &heredoc.body.parts {
            let place = self.range(part.span);
            match &part.kind {
                ast::HeredocBodyPart::Literal(literal) => {
                    let text = literal.syntax_str(self.script.text(), part.span);
                    parts.literal(super::cook::cooked(text, setting), quoting, place);
                }
                ast::HeredocBodyPart::Variable(name) => parts.push(super::words::variable(name), quoting, place),
                ast::HeredocBodyPart::CommandSubstitution { body, syntax } => {
                    let kind = self.command_substitution(body, *syntax, quoting, &place);
                    parts.push(kind, quoting, place);
                }
                ast::HeredocBodyPart::ArithmeticExpansion { .. } => parts.push(PartKind::Opaque, quoting, place),
                ast::HeredocBodyPart::Parameter(parameter) => {
                    let kind = self.parameter(parameter, quoting, &place);
                    parts.push(kind, quoting, place);
                }
            }
        }
        self.assemble(parts, &range)
    }

    /// `NAME=value` before a program.
    pub(super) fn assignment(&mut self, assignment: &ast::Assignment) -> Assignment {
        let range = self.range(assignment.span);
        let value = match &assignment.value {
            ast::AssignmentValue::Scalar(word) => self.word(word),
            ast::AssignmentValue::Compound(array) => {
                let place = self.range(array.span);
                let mut parts = Parts::default();
                self.array(array, &mut parts);
                self.assemble(parts, &place)
            }
        };
        Assignment { name: assignment.target.name.as_str().to_owned(), value, span: self.place(&range) }
    }

    /// An array's value is not known as a word, but the commands inside of it are kept.
    fn array(&mut self, array: &ast::ArrayExpr, parts: &mut Parts) {
        let place = self.range(array.span);
        parts.push(PartKind::Opaque, Quoting::None, place.start..place.start);
        for element in &array.elements {
            let word = match element {
                ast::ArrayElem::Sequential(value)
                | ast::ArrayElem::Keyed { value, .. }
                | ast::ArrayElem::KeyedAppend { value, .. } => &value.word,
            };
            self.parts(word, Quoting::None, parts);
        }
    }

    /// What stands after `export` and its kin, as the word it is written as.
    pub(super) fn operand(&mut self, operand: &ast::DeclOperand) -> (Word, Range<usize>) {
        match operand {
            ast::DeclOperand::Flag(word) | ast::DeclOperand::Dynamic(word) => self.ranged_word(word),
            ast::DeclOperand::Name(reference) => {
                let range = self.range(reference.span);
                (self.plain_word(&range), range)
            }
            ast::DeclOperand::Assignment(assignment) => {
                let range = self.range(assignment.span);
                let value = match &assignment.value {
                    ast::AssignmentValue::Scalar(word) => word.span,
                    ast::AssignmentValue::Compound(array) => array.span,
                };
                let name = range.start..self.range(value).start.clamp(range.start, range.end);
                let mut parts = Parts::default();
                parts.literal(self.text(&name).to_owned(), Quoting::None, name);
                match &assignment.value {
                    ast::AssignmentValue::Scalar(word) => self.parts(word, Quoting::None, &mut parts),
                    ast::AssignmentValue::Compound(array) => self.array(array, &mut parts),
                }
                (self.assemble(parts, &range), range)
            }
        }
    }
}

/// Whether the library made the redirect up: it reads `&>>f` as `>>f 2>&1`.
fn is_made_up(redirect: &ast::Redirect, raw: &str) -> bool {
    redirect.kind == ast::RedirectKind::DupOutput && !raw.contains(">&")
}
