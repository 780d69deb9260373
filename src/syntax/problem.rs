//! What a parser has to say about a text.

use crate::text::Span;

/// A tree and the problems met while reading it.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    /// Whatever could be read.
    pub tree: T,
    /// In the order of their places.
    pub problems: Vec<Problem>,
}

/// What kind of problem it is; decides which rule reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The first word of a line is no instruction.
    UnknownInstruction,
    /// An instruction stands before the first FROM.
    BeforeFrom,
    /// An ONBUILD holds an instruction that cannot be one.
    Trigger,
    /// Anything else that BuildKit refuses, and what is no YAML.
    Syntax,
    /// A key of a mapping in YAML stands twice.
    RepeatedKey,
    /// The file is a template, not yet a Dockerfile; its syntax is not judged.
    Template,
}

/// Something that keeps the file from being built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind it is.
    pub kind: ProblemKind,
    /// The exact culprit.
    pub span: Span,
    /// One clause, lower-case, no full stop.
    pub message: String,
    /// What to do next, where that is known.
    pub help: Option<String>,
    /// Other places that explain it, with what is there.
    pub labels: Vec<(Span, String)>,
    /// A word that was surely meant in place of the culprit.
    pub replacement: Option<String>,
}

impl Problem {
    /// A syntax problem.
    pub fn syntax(span: Span, message: impl Into<String>) -> Self {
        Self {
            kind: ProblemKind::Syntax,
            span,
            message: message.into(),
            help: None,
            labels: Vec::new(),
            replacement: None,
        }
    }

    /// Adds another place that explains it.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
