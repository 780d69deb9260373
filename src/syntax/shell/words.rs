//! Turns the library's words, parts of words and patterns into ours.
//!
//! Knows quotes, expansions and substitutions. Literal text is cooked from the script itself, since the
//! library sometimes hands it out half cooked. Start with [`Lower::word`].

use std::ops::Range;

use shuck_ast as ast;

use super::cook::{Setting, backquoted, cooked};
use super::statements::Lower;
use super::{Dialect, Script};
use crate::syntax::{Joined, Operator, Part, PartKind, Quoting, Variable, Word};

/// How deep a substitution that the library could not read is tried again on its own.
const RETRY_DEPTH: usize = 6;

/// The parts of a word on their way.
#[derive(Default)]
pub(super) struct Parts {
    parts: Vec<(PartKind, Quoting, Range<usize>)>,
}

impl Parts {
    /// Adds a part.
    pub(super) fn push(&mut self, kind: PartKind, quoting: Quoting, range: Range<usize>) {
        self.parts.push((kind, quoting, range));
    }

    /// Adds text; it grows the part before it where that is text of the same kind and touches it.
    pub(super) fn literal(&mut self, text: String, quoting: Quoting, range: Range<usize>) {
        if let Some((PartKind::Literal(before), kind, place)) = self.parts.last_mut()
            && *kind == quoting
            && place.end == range.start
        {
            before.push_str(&text);
            place.end = range.end;
            return;
        }
        self.parts.push((PartKind::Literal(text), quoting, range));
    }
}

impl Lower<'_> {
    /// A word.
    pub(super) fn word(&mut self, word: &ast::Word) -> Word {
        self.ranged_word(word).0
    }

    /// A word and its range.
    pub(super) fn ranged_word(&mut self, word: &ast::Word) -> (Word, Range<usize>) {
        let range = self.range(word.span);
        let mut parts = Parts::default();
        self.parts(word, Quoting::None, &mut parts);
        (self.assemble(parts, &range), range)
    }

    /// A word that is one literal, as written.
    pub(super) fn plain_word(&self, range: &Range<usize>) -> Word {
        Word::literal(self.text(range), self.place(range))
    }

    /// A word of its parts; parts that leave it are cut to it.
    pub(super) fn assemble(&self, parts: Parts, range: &Range<usize>) -> Word {
        let inside = |place: Range<usize>| {
            let start = place.start.clamp(range.start, range.end);
            start..place.end.clamp(start, range.end)
        };
        let part = |(kind, quoting, place)| Part { kind, quoting, span: self.place(&inside(place)) };
        Word {
            raw: self.text(range).to_owned(),
            parts: parts.parts.into_iter().map(part).collect(),
            span: self.place(range),
        }
    }

    /// Adds the parts of a word.
    pub(super) fn parts(&mut self, word: &ast::Word, quoting: Quoting, parts: &mut Parts) {
        let expands = |brace: &&ast::BraceSyntax| self.dialect == Dialect::Bash && brace.expands();
        let braces: Vec<_> = word.brace_syntax.iter().filter(expands).map(|brace| self.range(brace.span)).collect();
        for part in &word.parts {
            self.part(part, quoting, &braces, parts);
        }
    }

    /// Adds one part.
    fn part(&mut self, node: &ast::WordPartNode, quoting: Quoting, braces: &[Range<usize>], parts: &mut Parts) {
        use ast::WordPart as P;
        let range = self.range(node.span);
        let kind = match &node.kind {
            P::Literal(_) | P::ZshQualifiedGlob(_) => return self.literal(range, quoting, braces, parts),
            P::SingleQuoted { value, dollar } => return self.single_quoted(value, *dollar, parts),
            P::DoubleQuoted { parts: inner, .. } => return self.double_quoted(inner, &range, parts),
            P::Variable(name) => variable(name),
            P::CommandSubstitution { body, syntax } => self.command_substitution(body, *syntax, quoting, &range),
            P::ProcessSubstitution { body, .. } => self.substitution(body, &range),
            P::Parameter(parameter) => self.parameter(parameter, quoting, &range),
            P::ParameterExpansion { reference, operator, operand_word_ast, colon_variant, .. } => {
                let operand = operand_word_ast.as_deref();
                self.operation(reference, operator, operand, *colon_variant, quoting, &range)
            }
            P::ArithmeticExpansion { .. }
            | P::Length(_)
            | P::ArrayAccess(_)
            | P::ArrayLength(_)
            | P::ArrayIndices(_)
            | P::Substring { .. }
            | P::ArraySlice { .. }
            | P::IndirectExpansion { .. }
            | P::PrefixMatch { .. }
            | P::Transformation { .. } => PartKind::Opaque,
        };
        parts.push(kind, quoting, range);
    }

    /// Adds text; braces that expand are opaque.
    fn literal(&self, range: Range<usize>, quoting: Quoting, braces: &[Range<usize>], parts: &mut Parts) {
        let setting = if quoting == Quoting::Double { Setting::DoubleQuotes } else { Setting::Plain };
        let mut start = range.start;
        for brace in braces {
            let opaque = brace.start.max(start)..brace.end.min(range.end);
            if opaque.is_empty() {
                continue;
            }
            if start < opaque.start {
                let before = start..opaque.start;
                parts.literal(cooked(self.text(&before), setting), quoting, before);
            }
            start = opaque.end;
            parts.push(PartKind::Opaque, quoting, opaque);
        }
        if start < range.end || range.is_empty() {
            let rest = start..range.end;
            parts.literal(cooked(self.text(&rest), setting), quoting, rest);
        }
    }

    fn single_quoted(&self, value: &ast::SourceText, dollar: bool, parts: &mut Parts) {
        let range = self.range(value.span());
        let text = if dollar { value.slice(self.script.text()).to_owned() } else { self.text(&range).to_owned() };
        parts.literal(text, Quoting::Single, range);
    }

    fn double_quoted(&mut self, inner: &[ast::WordPartNode], range: &Range<usize>, parts: &mut Parts) {
        if inner.is_empty() {
            let middle = (range.start + 1).min(range.end);
            parts.literal(String::new(), Quoting::Double, middle..middle);
        }
        for part in inner {
            self.part(part, Quoting::Double, &[], parts);
        }
    }

    /// `$(...)` and backquotes.
    pub(super) fn command_substitution(
        &mut self,
        body: &ast::StmtSeq,
        syntax: ast::CommandSubstitutionSyntax,
        quoting: Quoting,
        range: &Range<usize>,
    ) -> PartKind {
        match syntax {
            ast::CommandSubstitutionSyntax::DollarParen => self.substitution(body, range),
            ast::CommandSubstitutionSyntax::Backtick => {
                let inner = inside(range, 1);
                let mut script = Joined::default();
                for part in backquoted(self.text(&inner), quoting == Quoting::Double) {
                    script.append(self.script, inner.start + part.start, inner.start + part.end);
                }
                self.read_again(&script)
            }
        }
    }

    /// What stands between `$(` or `<(` and `)`. The library gives a broken body as an empty one.
    fn substitution(&mut self, body: &ast::StmtSeq, range: &Range<usize>) -> PartKind {
        let inner = inside(range, 2);
        if body.is_empty() && self.depth < RETRY_DEPTH && !self.text(&inner).trim().is_empty() {
            return self.read_again(&self.script.slice(inner.start, inner.end));
        }
        let bounds = std::mem::replace(&mut self.bounds, inner);
        let list = self.list(body);
        self.bounds = bounds;
        PartKind::Substitution(Box::new(Script { body: list, error: None }))
    }

    /// Reads a part of the script as a script of its own.
    fn read_again(&mut self, script: &Joined) -> PartKind {
        let dialect = self.dialect;
        self.deeper(PartKind::Opaque, |lower| {
            PartKind::Substitution(Box::new(super::read::read(script, dialect, lower.depth)))
        })
    }

    /// `${...}`
    pub(super) fn parameter(
        &mut self,
        node: &ast::ParameterExpansion,
        quoting: Quoting,
        range: &Range<usize>,
    ) -> PartKind {
        use ast::BourneParameterExpansion as B;
        let ast::ParameterExpansionSyntax::Bourne(syntax) = &node.syntax else { return PartKind::Opaque };
        match syntax {
            B::Access { reference } if reference.subscript.is_none() => variable(&reference.name),
            B::Operation { reference, operator, operand_word_ast, colon_variant, .. } => {
                let operand = operand_word_ast.as_deref();
                self.operation(reference, operator, operand, *colon_variant, quoting, range)
            }
            B::Access { .. }
            | B::Length { .. }
            | B::Indices { .. }
            | B::Indirect { .. }
            | B::PrefixMatch { .. }
            | B::Slice { .. }
            | B::Transformation { .. } => PartKind::Opaque,
        }
    }

    /// `${NAME:-word}` and its kin; what has no [`Operator`] is opaque.
    fn operation(
        &mut self,
        reference: &ast::VarRef,
        operator: &ast::ParameterOp,
        operand: Option<&ast::Word>,
        colon: bool,
        quoting: Quoting,
        range: &Range<usize>,
    ) -> PartKind {
        use ast::ParameterOp as O;
        if reference.subscript.is_some() {
            return PartKind::Opaque;
        }
        let (with_colon, without, pattern) = match operator {
            O::UseDefault => (Operator::DefaultIfEmpty, Operator::DefaultIfUnset, None),
            O::UseReplacement => (Operator::AlternativeIfNotEmpty, Operator::AlternativeIfSet, None),
            O::Error => (Operator::ErrorIfEmpty, Operator::ErrorIfUnset, None),
            O::RemovePrefixShort { pattern } => same(Operator::TrimShortestPrefix, pattern),
            O::RemovePrefixLong { pattern } => same(Operator::TrimLongestPrefix, pattern),
            O::RemoveSuffixShort { pattern } => same(Operator::TrimShortestSuffix, pattern),
            O::RemoveSuffixLong { pattern } => same(Operator::TrimLongestSuffix, pattern),
            O::ReplaceFirst { pattern, .. } => same(Operator::ReplaceFirst, pattern),
            O::ReplaceAll { pattern, .. } => same(Operator::ReplaceAll, pattern),
            O::AssignDefault | O::UpperFirst | O::UpperAll | O::LowerFirst | O::LowerAll => return PartKind::Opaque,
        };
        let replacement = operator.replacement_word_ast();
        let word = self.deeper(None, |lower| {
            Some(match pattern {
                Some(pattern) => lower.pattern_operand(pattern, replacement, quoting, range),
                None => lower.word_operand(operand, quoting, range),
            })
        });
        let Some(word) = word else { return PartKind::Opaque };
        let operator = if colon { with_colon } else { without };
        PartKind::Variable(Variable {
            name: reference.name.as_str().to_owned(),
            operation: Some((operator, Box::new(word))),
        })
    }

    /// The word after `:-` and its kin, up to the closing brace.
    fn word_operand(&mut self, operand: Option<&ast::Word>, quoting: Quoting, range: &Range<usize>) -> Word {
        let end = inside(range, 0).end;
        let mut parts = Parts::default();
        let Some(operand) = operand else { return self.assemble(parts, &(end..end)) };
        self.parts(operand, quoting, &mut parts);
        let start = self.range(operand.span).start.clamp(range.start, end);
        self.assemble(parts, &(start..end))
    }

    /// The pattern after `#`, `%` or `/` and what replaces it, up to the closing brace.
    fn pattern_operand(
        &mut self,
        pattern: &ast::Pattern,
        replacement: Option<&ast::Word>,
        quoting: Quoting,
        range: &Range<usize>,
    ) -> Word {
        let end = inside(range, 0).end;
        let place = self.range(pattern.span);
        let mut parts = Parts::default();
        self.pattern_parts(pattern, &mut parts);
        if let Some(replacement) = replacement.filter(|_| self.text(&(place.end..end)).starts_with('/')) {
            parts.literal("/".to_owned(), Quoting::None, place.end..place.end + 1);
            self.parts(replacement, quoting, &mut parts);
        }
        self.assemble(parts, &(place.start.clamp(range.start, end)..end))
    }

    /// A pattern of `case` as a word.
    pub(super) fn pattern(&mut self, pattern: &ast::Pattern) -> Word {
        let range = self.range(pattern.span);
        let mut parts = Parts::default();
        self.pattern_parts(pattern, &mut parts);
        self.assemble(parts, &range)
    }

    fn pattern_parts(&mut self, pattern: &ast::Pattern, parts: &mut Parts) {
        for part in &pattern.parts {
            match &part.kind {
                ast::PatternPart::Word(word) => self.parts(word, Quoting::None, parts),
                ast::PatternPart::Literal(_) | ast::PatternPart::AnyString | ast::PatternPart::AnyChar => {
                    self.literal(self.range(part.span), Quoting::None, &[], parts);
                }
                ast::PatternPart::CharClass(_) => self.literal(self.range(part.span), Quoting::None, &[], parts),
                ast::PatternPart::Group { .. } => parts.push(PartKind::Opaque, Quoting::None, self.range(part.span)),
            }
        }
    }

    /// The words of `[[ ... ]]` in order, without the operators.
    pub(super) fn conditional_words(&mut self, expression: &ast::ConditionalExpr) -> Vec<Word> {
        let mut words = Vec::new();
        let mut left = vec![expression];
        while let Some(expression) = left.pop() {
            match expression {
                ast::ConditionalExpr::Binary(binary) => left.extend([&*binary.right, &*binary.left]),
                ast::ConditionalExpr::Unary(unary) => left.push(&unary.expr),
                ast::ConditionalExpr::Parenthesized(inner) => left.push(&inner.expr),
                ast::ConditionalExpr::Word(word) | ast::ConditionalExpr::Regex(word) => words.push(self.word(word)),
                ast::ConditionalExpr::Pattern(pattern) => words.push(self.pattern(pattern)),
                ast::ConditionalExpr::VarRef(reference) => words.push(self.plain_word(&self.range(reference.span))),
            }
        }
        words
    }
}

/// A reference without an operator.
pub(super) fn variable(name: &ast::Name) -> PartKind {
    PartKind::Variable(Variable { name: name.as_str().to_owned(), operation: None })
}

/// The operator of a pattern, which has no form with a colon.
fn same(operator: Operator, pattern: &ast::Pattern) -> (Operator, Operator, Option<&ast::Pattern>) {
    (operator, operator, Some(pattern))
}

/// A range without the `opening` bytes at its start and the one at its end.
fn inside(range: &Range<usize>, opening: usize) -> Range<usize> {
    let end = range.end.saturating_sub(1).max(range.start);
    (range.start + opening).min(end)..end
}
