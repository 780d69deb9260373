//! Turns the library's compound commands into ours.
//!
//! Knows which of the library's spans can be trusted: those of closing keywords, not those of the whole.
//! Start with [`Lower::compound`].

use std::ops::Range;

use shuck_ast as ast;

use super::statements::{Lower, Pieces};
use super::{Command, CompoundKind, List, Pipeline};

impl Lower<'_> {
    /// `( ... )` and `{ ...; }`, whose library spans lack the brackets.
    fn bracketed(&mut self, kind: CompoundKind, body: &ast::StmtSeq) -> Pieces {
        let (open, close) = if kind == CompoundKind::Subshell { ('(', ')') } else { ('{', '}') };
        let nowhere = self.range(body.span);
        let (list, inner) = self.deeper((List::default(), nowhere), |lower| lower.ranged_statements(body.iter()));
        let bounds = self.bounds.clone();
        let before = self.text(&(bounds.start..inner.start));
        let start = match before.trim_end_matches([' ', '\t', '\r', '\n', '\\']).strip_suffix(open) {
            Some(rest) => bounds.start + rest.len(),
            None => inner.start,
        };
        let after = inner.end.max(self.heredocs_end.min(bounds.end));
        let end = closing(self.text(&(after..bounds.end)), close).map_or(inner.end, |offset| after + offset);
        (kind, vec![list], Vec::new(), start..end)
    }

    /// Every kind of compound command.
    pub(super) fn compound(&mut self, compound: &ast::CompoundCommand) -> Pieces {
        use ast::CompoundCommand as C;
        match compound {
            C::Subshell(body) => self.bracketed(CompoundKind::Subshell, body),
            C::BraceGroup(body) => self.bracketed(CompoundKind::Group, body),
            C::If(branches) => self.branches(branches),
            C::While(c) => {
                let lists = vec![self.list(&c.condition), self.list(&c.body)];
                (CompoundKind::Loop, lists, Vec::new(), self.upto(c.span, c.done_span))
            }
            C::Until(c) => {
                let lists = vec![self.list(&c.condition), self.list(&c.body)];
                (CompoundKind::Loop, lists, Vec::new(), self.upto(c.span, c.done_span))
            }
            C::For(c) => self.for_loop(c),
            C::ArithmeticFor(c) => {
                let lists = vec![List::default(), self.list(&c.body)];
                (CompoundKind::Loop, lists, Vec::new(), self.upto(c.span, c.done_span))
            }
            C::Select(c) => {
                let words = c.words.iter().map(|word| self.word(word)).collect();
                let kind = CompoundKind::For(c.variable.as_str().to_owned());
                (kind, vec![self.list(&c.body)], words, self.upto(c.span, Some(c.done_span)))
            }
            C::Foreach(c) => {
                let words = c.words.iter().map(|word| self.word(word)).collect();
                let kind = CompoundKind::For(c.variable.as_str().to_owned());
                (kind, vec![self.list(&c.body)], words, self.range(c.span))
            }
            C::Repeat(c) => {
                (CompoundKind::Other, vec![self.list(&c.body)], vec![self.word(&c.count)], self.range(c.span))
            }
            C::Case(c) => self.case(c),
            C::Arithmetic(c) => {
                (CompoundKind::Other, Vec::new(), Vec::new(), self.upto(c.span, Some(c.right_paren_span)))
            }
            C::Conditional(c) => {
                let words = self.conditional_words(&c.expression);
                (CompoundKind::Other, Vec::new(), words, self.upto(c.span, Some(c.right_bracket_span)))
            }
            C::Time(c) => self.wrapped(c.span, c.command.as_deref()),
            C::Coproc(c) => self.wrapped(c.span, Some(&c.body)),
            C::Always(c) => {
                let lists = vec![self.list(&c.body), self.list(&c.always_body)];
                (CompoundKind::Other, lists, Vec::new(), self.range(c.span))
            }
        }
    }

    /// From the start of a command to its last keyword, without the token after it.
    fn upto(&self, whole: ast::Span, last: Option<ast::Span>) -> Range<usize> {
        let whole = self.range(whole);
        match last.map(|span| self.range(span)) {
            Some(last) => {
                // The library's span of a keyword may reach to the next token: keywords have no blanks.
                let length = self.text(&last).find([' ', '\t', '\r', '\n', ';', '&', '|']).unwrap_or(last.len());
                whole.start.min(last.start)..last.start + length
            }
            None => whole,
        }
    }

    /// `time command`, `coproc command`.
    fn wrapped(&mut self, span: ast::Span, inner: Option<&ast::Stmt>) -> Pieces {
        let whole = self.range(span);
        let nothing = (List::default(), whole.clone());
        let (list, range) = self.deeper(nothing, |lower| lower.ranged_statements(inner.into_iter()));
        let end = if inner.is_some() { range.end } else { whole.end };
        (CompoundKind::Other, vec![list], Vec::new(), whole.start..end.max(whole.start))
    }

    fn branches(&mut self, branches: &ast::IfCommand) -> Pieces {
        let mut lists = vec![self.list(&branches.condition), self.list(&branches.then_branch)];
        for (condition, body) in &branches.elif_branches {
            lists.push(self.list(condition));
            lists.push(self.list(body));
        }
        lists.extend(branches.else_branch.iter().map(|body| self.list(body)));
        let last = match branches.syntax {
            ast::IfSyntax::ThenFi { fi_span, .. } => fi_span,
            ast::IfSyntax::Brace { right_brace_span, .. } => right_brace_span,
        };
        (CompoundKind::If, lists, Vec::new(), self.upto(branches.span, Some(last)))
    }

    fn for_loop(&mut self, command: &ast::ForCommand) -> Pieces {
        use ast::ForSyntax as S;
        let last = match command.syntax {
            S::InDoDone { done_span, .. } | S::ParenDoDone { done_span, .. } => Some(done_span),
            S::InBrace { right_brace_span, .. } | S::ParenBrace { right_brace_span, .. } => Some(right_brace_span),
            S::InDirect { .. } | S::ParenDirect { .. } => None,
        };
        let name = command.targets.iter().find_map(|target| target.name.as_ref());
        let kind = CompoundKind::For(name.map(|name| name.as_str().to_owned()).unwrap_or_default());
        let words = command.words.iter().flatten().map(|word| self.word(word)).collect();
        (kind, vec![self.list(&command.body)], words, self.upto(command.span, last))
    }

    fn case(&mut self, command: &ast::CaseCommand) -> Pieces {
        let mut words = vec![self.word(&command.word)];
        let mut lists = Vec::with_capacity(command.cases.len());
        for item in &command.cases {
            words.extend(item.patterns.iter().map(|pattern| self.pattern(pattern)));
            lists.push(self.list(&item.body));
        }
        (CompoundKind::Case, lists, words, self.upto(command.span, Some(command.esac_span)))
    }

    /// The body is the list inside of the braces, where the function has braces.
    pub(super) fn function(&mut self, function: &ast::FunctionDef) -> Pieces {
        let whole = self.range(function.span);
        let nothing = (List::default(), whole.clone());
        let (mut list, range) = self.deeper(nothing, |lower| lower.ranged_statements(std::iter::once(&*function.body)));
        if let [Pipeline { commands, negated: false, .. }] = list.pipelines.as_mut_slice()
            && let [Command::Compound(group)] = commands.as_mut_slice()
            && group.kind == CompoundKind::Group
            && group.redirects.is_empty()
        {
            list = group.lists.pop().unwrap_or_default();
        }
        let name = function.header.entries.first().map(|entry| self.range(entry.word.span));
        let name = name.map(|range| self.text(&range).to_owned()).unwrap_or_default();
        (CompoundKind::Function(name), vec![list], Vec::new(), whole.start..range.end.max(whole.start))
    }
}

/// The offset after the bracket that closes a body, given what follows its last command.
fn closing(text: &str, close: char) -> Option<usize> {
    let mut in_comment = false;
    let mut previous = ' ';
    for (offset, character) in text.char_indices() {
        match character {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '#' if previous.is_whitespace() || previous == ';' => in_comment = true,
            character if character == close => return Some(offset + 1),
            _ => {}
        }
        previous = character;
    }
    None
}
