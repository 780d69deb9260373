//! The types that the rest of the program sees of a shell script.

use crate::syntax::{Part, PartKind, Word};
use crate::text::Span;

/// A shell script, or a piece of one in a substitution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// Its commands.
    pub body: List,
    /// The place of the first error, where there is one. The body holds what could be read around it.
    pub error: Option<Span>,
}

/// Pipelines one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// In the order they are written.
    pub pipelines: Vec<Pipeline>,
}

/// How a pipeline follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connector {
    /// It is the first.
    First,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `;` or a line end: whatever the one before returned.
    Sequence,
}

/// Commands joined by `|`; most often just one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// How it follows the pipeline before it.
    pub connector: Connector,
    /// Where the connector stands; empty for the first.
    pub connector_span: Span,
    /// Whether a `!` stands before it.
    pub negated: bool,
    /// Whether a `&` stands after it; in `a && b &` this is said of `b`.
    pub background: bool,
    /// From left to right.
    pub commands: Vec<Command>,
    /// Where it stands.
    pub span: Span,
}

/// A command of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A program or builtin with its arguments.
    Simple(SimpleCommand),
    /// A group, a loop, a condition, a function.
    Compound(Compound),
}

/// `NAME=value program argument >file`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimpleCommand {
    /// What stands before the program.
    pub assignments: Vec<Assignment>,
    /// The program and its arguments; empty where there are only assignments.
    pub words: Vec<Word>,
    /// `>file` and its kin.
    pub redirects: Vec<Redirect>,
    /// Where it stands, redirects included, the text of a heredoc left out.
    pub span: Span,
}

/// `NAME=value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The variable.
    pub name: String,
    /// Its value.
    pub value: Word,
    /// Where it stands.
    pub span: Span,
}

impl Assignment {
    /// The assignment that an argument is, as in `env NAME=value program`.
    pub fn of_word(word: &Word) -> Option<Self> {
        let (first, rest) = word.parts.split_first()?;
        let PartKind::Literal(text) = &first.kind else { return None };
        let (name, value) = text.split_once('=')?;
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) || !name.chars().all(is_name) {
            return None;
        }
        let mut parts = vec![Part { kind: PartKind::Literal(value.to_owned()), ..first.clone() }];
        parts.extend(rest.iter().cloned());
        let raw = word.raw.split_once('=').map_or(word.raw.as_str(), |(_, value)| value).to_owned();
        Some(Self { name: name.to_owned(), value: Word { raw, parts, span: word.span }, span: word.span })
    }
}

/// `2>file`, `<file`, `<<EOF`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Which way it goes.
    pub kind: RedirectKind,
    /// The file descriptor written before it.
    pub descriptor: Option<u32>,
    /// The file, descriptor or delimiter after it.
    pub target: Word,
    /// The text of a heredoc; it stands outside of the span of its command.
    pub body: Option<Word>,
    /// Where it stands, the text of a heredoc left out.
    pub span: Span,
}

/// Which way a redirect goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectKind {
    /// `<`
    Input,
    /// `>`, `>|`, `&>`
    Output,
    /// `>>`, `&>>`
    Append,
    /// `<&`, `>&` with a descriptor
    Duplicate,
    /// `<<`, `<<-`
    Heredoc,
    /// `<<<`
    HereString,
}

/// A command made of other commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compound {
    /// Which it is.
    pub kind: CompoundKind,
    /// Its lists in order: condition before body, one a branch.
    pub lists: Vec<List>,
    /// Words it reads: the list of a `for`, the subject and the patterns of a `case`, the words of `[[`.
    pub words: Vec<Word>,
    /// Redirects of the whole.
    pub redirects: Vec<Redirect>,
    /// Where it stands.
    pub span: Span,
}

/// Which compound command it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompoundKind {
    /// `( ... )`
    Subshell,
    /// `{ ...; }`
    Group,
    /// `if`: lists alternate condition, body, ..., else body.
    If,
    /// `while` and `until`: condition, body. In `for ((...))` the condition is empty.
    Loop,
    /// `for` and `select`: body. The variable's name.
    For(String),
    /// `case`: one list a branch.
    Case,
    /// `name() { ... }`: body. The function's name.
    Function(String),
    /// `[[ ... ]]`, `(( ... ))`, `time`, `coproc` and whatever else.
    Other,
}

/// Where a simple command stands in its script.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The pipeline it is part of.
    pub pipeline: &'a Pipeline,
    /// Its index in that pipeline.
    pub index: usize,
    /// The list that pipeline is part of.
    pub list: &'a List,
    /// The innermost compound it is in.
    pub nesting: Nesting,
    /// How many compounds and substitutions it is in.
    pub depth: usize,
}

/// What a simple command is directly inside of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// Nothing: it is a command of the script itself.
    TopLevel,
    /// `{ ...; }`
    Group,
    /// `( ... )`
    Subshell,
    /// The condition of an `if` or a loop.
    Condition,
    /// A branch of `if` or `case`.
    Branch,
    /// The body of a loop.
    Loop,
    /// The body of a function.
    Function,
    /// `$(...)`, backquotes, `<(...)`.
    Substitution,
    /// Anything else.
    Other,
}
