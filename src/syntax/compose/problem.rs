//! What keeps Docker Compose from loading a project, or from loading what was meant.

use crate::text::Place;

/// What kind of problem it is; decides which rule reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComposeProblemKind {
    /// It is no YAML, or a key is written twice.
    Yaml,
    /// It is no project: no services, a service without image and build, an old layout.
    NotAProject,
    /// A key that the specification does not have.
    UnknownKey,
    /// A value of another type than the specification asks for.
    WrongType,
    /// A value that does not fit its grammar: a duration, a number of bytes, a port.
    InvalidValue,
    /// A `${...}` that cannot be read, or a variable that must be set and is not.
    Interpolation,
    /// A name that nothing declares.
    UndefinedReference,
    /// Services that wait for each other, extend each other, or files that include each other.
    Cycle,
    /// Keys that exclude each other.
    Conflict,
    /// The same item twice in a list that allows it once.
    RepeatedItem,
    /// Two things that need one name or one place in a container.
    Clash,
    /// A file that has to be there and is not.
    MissingFile,
    /// A service, or what it needs, is not part of the project under the active profiles.
    Profile,
}

/// Something that keeps a project from being loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComposeProblem {
    /// What kind it is.
    pub kind: ComposeProblemKind,
    /// The exact culprit.
    pub place: Place,
    /// One clause, lower-case, no full stop, the user's text in backticks.
    pub message: String,
    /// What to do next, where that is known.
    pub help: Option<String>,
    /// Other places that explain it, with what is there.
    pub labels: Vec<(Place, String)>,
    /// The text that was surely meant in place of the culprit's.
    pub replacement: Option<String>,
}

impl ComposeProblem {
    /// A problem without more to say about it.
    pub fn new(kind: ComposeProblemKind, place: Place, message: impl Into<String>) -> Self {
        Self { kind, place, message: message.into(), help: None, labels: Vec::new(), replacement: None }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that explains it.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push((place, text.into()));
        self
    }

    /// Adds the text that was surely meant.
    #[must_use]
    pub fn replacement(mut self, text: impl Into<String>) -> Self {
        self.replacement = Some(text.into());
        self
    }
}
