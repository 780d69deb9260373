//! Turns the library's statements into lists, pipelines and simple commands.
//!
//! Knows the library's tree, and that its spans of statements reach up to the next token: places are put
//! together from the words inside. `compounds`, `redirects` and `words` read the rest. Start with
//! [`Lower::list`].

use std::ops::Range;

use shuck_ast as ast;

use super::{Command, Compound, CompoundKind, Connector, Dialect, List, Pipeline, SimpleCommand};
use crate::syntax::{Joined, Word};
use crate::text::Span;

/// How deep lists and words may nest; what is deeper is left out.
const DEPTH: usize = 100;

/// What is needed to turn the library's tree into ours.
pub(super) struct Lower<'a> {
    pub(super) script: &'a Joined,
    pub(super) dialect: Dialect,
    /// How many lists and words are around the current one.
    pub(super) depth: usize,
    /// Where everything that is read now must lie.
    pub(super) bounds: Range<usize>,
    /// The end of the last heredoc so far.
    pub(super) heredocs_end: usize,
}

/// A compound command on its way: what it is, its lists, its words, its place.
pub(super) type Pieces = (CompoundKind, Vec<List>, Vec<Word>, Range<usize>);

impl<'a> Lower<'a> {
    /// Starts on a script that stands `depth` levels deep in another.
    pub(super) fn new(script: &'a Joined, dialect: Dialect, depth: usize) -> Self {
        Self { script, dialect, depth, bounds: 0..script.text().len(), heredocs_end: 0 }
    }

    /// The text of a range.
    pub(super) fn text(&self, range: &Range<usize>) -> &'a str {
        self.script.text().get(range.clone()).unwrap_or_default()
    }

    /// A span of the library as a range inside the bounds, on character boundaries.
    pub(super) fn range(&self, span: ast::Span) -> Range<usize> {
        let text = self.script.text();
        let inside = |offset: usize| offset.clamp(self.bounds.start, self.bounds.end);
        let start = text.floor_char_boundary(inside(span.start.offset()));
        let end = text.floor_char_boundary(inside(span.end.offset()));
        start..end.max(start)
    }

    /// The place of a range in the file. An empty range stands behind the byte before it, so that it is
    /// inside of what it belongs to.
    pub(super) fn place(&self, range: &Range<usize>) -> Span {
        match range.start.checked_sub(1) {
            Some(before) if range.is_empty() => Span::at(self.script.span(before, range.start).end),
            _ => self.script.span(range.start, range.end),
        }
    }

    /// Reads something one level deeper, or gives `instead` where that is too deep.
    pub(super) fn deeper<T>(&mut self, instead: T, read: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= DEPTH {
            return instead;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// A list of statements.
    pub(super) fn list(&mut self, sequence: &ast::StmtSeq) -> List {
        self.statements(sequence.iter())
    }

    /// Some statements as a list.
    pub(super) fn statements<'t>(&mut self, statements: impl Iterator<Item = &'t ast::Stmt>) -> List {
        self.deeper(List::default(), |lower| lower.ranged_statements(statements).0)
    }

    /// Some statements as a list, with the range from the first to the last.
    pub(super) fn ranged_statements<'t>(
        &mut self,
        statements: impl Iterator<Item = &'t ast::Stmt>,
    ) -> (List, Range<usize>) {
        let mut pipelines = Vec::new();
        let mut whole: Option<Range<usize>> = None;
        let mut terminator = None;
        for statement in statements {
            let first = pipelines.len();
            let range = self.and_or(statement, &mut pipelines);
            if let Some(before) = &whole {
                let separator = terminator.unwrap_or_else(|| self.line_end(before.end, range.start));
                self.connect(&mut pipelines, first, Connector::Sequence, &separator);
            }
            whole = Some(joined(whole, &range));
            terminator = statement.terminator_span.map(|span| self.range(span));
        }
        (List { pipelines }, whole.unwrap_or(self.bounds.start..self.bounds.start))
    }

    /// The line end between two statements.
    fn line_end(&self, from: usize, to: usize) -> Range<usize> {
        match self.text(&(from..to)).find('\n') {
            Some(offset) => from + offset..from + offset + 1,
            None => to..to,
        }
    }

    fn connect(&self, pipelines: &mut [Pipeline], index: usize, connector: Connector, range: &Range<usize>) {
        if let Some(pipeline) = pipelines.get_mut(index) {
            pipeline.connector = connector;
            pipeline.connector_span = self.place(range);
        }
    }

    /// Adds the pipelines of `a && b || c`, which the library nests to the left.
    fn and_or(&mut self, statement: &ast::Stmt, pipelines: &mut Vec<Pipeline>) -> Range<usize> {
        let mut rest = Vec::new();
        let mut left = statement;
        while let Some(binary) = chained(left) {
            rest.push(binary);
            left = &binary.left;
        }
        let mut whole = self.pipeline(left, pipelines);
        for binary in rest.into_iter().rev() {
            let first = pipelines.len();
            let connector = if binary.op == ast::BinaryOp::Or { Connector::Or } else { Connector::And };
            let operator = self.range(binary.op_span);
            let right = if chained(&binary.right).is_some() {
                self.deeper(operator.clone(), |lower| lower.and_or(&binary.right, pipelines))
            } else {
                self.pipeline(&binary.right, pipelines)
            };
            self.connect(pipelines, first, connector, &operator);
            whole = joined(Some(whole), &right);
        }
        if let (Some(ast::StmtTerminator::Background(_)), Some(last)) = (statement.terminator, pipelines.last_mut()) {
            last.background = true;
        }
        whole
    }

    /// Adds one pipeline.
    fn pipeline(&mut self, statement: &ast::Stmt, pipelines: &mut Vec<Pipeline>) -> Range<usize> {
        let mut rest = Vec::new();
        let mut left = statement;
        let mut negated = statement.negated;
        while let Some(binary) = piped(left) {
            rest.push(&*binary.right);
            left = &binary.left;
            negated |= left.negated;
        }
        let (first, mut range) = self.command(left);
        let mut commands = vec![first];
        for right in rest.into_iter().rev() {
            let (command, place) = self.command(right);
            commands.push(command);
            range = joined(Some(range), &place);
        }
        if negated {
            range.start = range.start.min(self.range(statement.span).start);
        }
        pipelines.push(Pipeline {
            connector: Connector::First,
            connector_span: Span::at(self.place(&range).start),
            negated,
            background: false,
            commands,
            span: self.place(&range),
        });
        range
    }

    /// One command of a pipeline.
    fn command(&mut self, statement: &ast::Stmt) -> (Command, Range<usize>) {
        match &statement.command {
            ast::Command::Simple(simple) => {
                let words = std::iter::once(&simple.name).filter(|name| !name.span.to_range().is_empty());
                let words: Vec<_> = words.chain(&simple.args).map(|word| self.ranged_word(word)).collect();
                self.simple(statement, &simple.assignments, words, simple.span)
            }
            ast::Command::Builtin(builtin) => self.builtin(statement, builtin),
            ast::Command::Decl(declaration) => {
                let variant = self.range(declaration.variant_span);
                let mut words = vec![(self.plain_word(&variant), variant)];
                words.extend(declaration.operands.iter().map(|operand| self.operand(operand)));
                self.simple(statement, &declaration.assignments, words, declaration.span)
            }
            ast::Command::Binary(binary) => {
                // Only an and-or list with a `!` of its own comes here, which no shell's grammar has.
                let (list, range) = self.deeper((List::default(), self.range(binary.span)), |lower| {
                    let mut pipelines = Vec::new();
                    let left = lower.and_or(&binary.left, &mut pipelines);
                    let right = lower.and_or(&binary.right, &mut pipelines);
                    (List { pipelines }, joined(Some(left), &right))
                });
                self.finish(statement, (CompoundKind::Group, vec![list], Vec::new(), range))
            }
            ast::Command::Compound(compound) => {
                let pieces = self.compound(compound);
                self.finish(statement, pieces)
            }
            ast::Command::Function(function) => {
                let pieces = self.function(function);
                self.finish(statement, pieces)
            }
            ast::Command::AnonymousFunction(function) => {
                let range = self.range(function.span);
                let list = self.statements(std::iter::once(&*function.body));
                let words = function.args.iter().map(|word| self.word(word)).collect();
                self.finish(statement, (CompoundKind::Other, vec![list], words, range))
            }
        }
    }

    /// A simple command of its words.
    fn simple(
        &mut self,
        statement: &ast::Stmt,
        assignments: &[ast::Assignment],
        words: Vec<(Word, Range<usize>)>,
        whole: ast::Span,
    ) -> (Command, Range<usize>) {
        let mut range = None;
        for (_, place) in &words {
            range = Some(joined(range, place));
        }
        let mut cooked = Vec::with_capacity(assignments.len());
        for assignment in assignments {
            range = Some(joined(range, &self.range(assignment.span)));
            cooked.push(self.assignment(assignment));
        }
        let redirects = self.redirects(&statement.redirects, &mut range);
        let range = range.unwrap_or_else(|| self.range(whole));
        let words = words.into_iter().map(|(word, _)| word).collect();
        let command = SimpleCommand { assignments: cooked, words, redirects, span: self.place(&range) };
        (Command::Simple(command), range)
    }

    /// `exit`, `return`, `break`, `continue`: the library does not say where the name stands.
    fn builtin(&mut self, statement: &ast::Stmt, builtin: &ast::BuiltinCommand) -> (Command, Range<usize>) {
        let (name, argument, more, assignments, span) = match builtin {
            ast::BuiltinCommand::Break(b) => ("break", &b.depth, &b.extra_args, &b.assignments, b.span),
            ast::BuiltinCommand::Continue(b) => ("continue", &b.depth, &b.extra_args, &b.assignments, b.span),
            ast::BuiltinCommand::Return(b) => ("return", &b.code, &b.extra_args, &b.assignments, b.span),
            ast::BuiltinCommand::Exit(b) => ("exit", &b.code, &b.extra_args, &b.assignments, b.span),
        };
        let before = assignments.iter().map(|assignment| assignment.span);
        let before = before.chain(statement.redirects.iter().map(|redirect| redirect.span));
        let mut taken: Vec<_> = before.map(|span| self.range(span)).collect();
        taken.sort_by_key(|range| range.start);
        let is_taken = |place: &usize| {
            let index = taken.partition_point(|range| range.start <= *place);
            index.checked_sub(1).and_then(|index| taken.get(index)).is_some_and(|range| range.contains(place))
        };
        let whole = self.range(span);
        let mut places = self.text(&whole).match_indices(name).map(|(offset, _)| whole.start + offset);
        let start = places.find(|place| !is_taken(place)).unwrap_or(whole.start);
        let range = start..(start + name.len()).min(whole.end);
        let mut words = vec![(self.plain_word(&range), range)];
        words.extend(argument.iter().chain(more).map(|word| self.ranged_word(word)));
        self.simple(statement, assignments, words, span)
    }

    /// A compound command with the redirects of its statement.
    fn finish(&mut self, statement: &ast::Stmt, pieces: Pieces) -> (Command, Range<usize>) {
        let (kind, lists, words, range) = pieces;
        let mut range = Some(range);
        let redirects = self.redirects(&statement.redirects, &mut range);
        let range = range.unwrap_or_default();
        (Command::Compound(Compound { kind, lists, words, redirects, span: self.place(&range) }), range)
    }
}

/// The and-or list a statement is.
fn chained(statement: &ast::Stmt) -> Option<&ast::BinaryCommand> {
    match &statement.command {
        ast::Command::Binary(binary) if !statement.negated && !is_pipe(binary.op) => Some(binary),
        _ => None,
    }
}

/// The pipeline of more than one command a statement is.
fn piped(statement: &ast::Stmt) -> Option<&ast::BinaryCommand> {
    match &statement.command {
        ast::Command::Binary(binary) if is_pipe(binary.op) => Some(binary),
        _ => None,
    }
}

fn is_pipe(operator: ast::BinaryOp) -> bool {
    match operator {
        ast::BinaryOp::Pipe | ast::BinaryOp::PipeAll => true,
        ast::BinaryOp::And | ast::BinaryOp::Or => false,
    }
}

/// The smallest range that covers both.
pub(super) fn joined(one: Option<Range<usize>>, other: &Range<usize>) -> Range<usize> {
    match one {
        Some(one) => one.start.min(other.start)..one.end.max(other.end),
        None => other.clone(),
    }
}
