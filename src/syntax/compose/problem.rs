//! What keeps Docker Compose from loading a project, or from loading what was meant.

use crate::text::Place;

/// What kind of problem it is; decides which rule reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComposeProblemKind {
    /// It is no YAML, or a key is written twice.
    Yaml,
    /// It is a template, which is no YAML before it is rendered.
    Template,
    /// It is no project: no services, a service without image and build, an old layout.
    NotAProject,
    /// A key that the specification does not have.
    UnknownKey,
    /// A value of another type than the specification asks for.
    WrongType,
    /// A value that does not fit its grammar: a duration, a number of bytes, a port.
    InvalidValue,
    /// A `${...}` that cannot be read.
    Interpolation,
    /// What is right once a variable is set that nothing sets here.
    Unset,
    /// A variable that the file says must be set, and that nothing sets here.
    Required,
    /// A name that nothing declares.
    UndefinedReference,
    /// Services that wait for each other, extend each other, or files that include each other.
    Cycle,
    /// Keys that exclude each other.
    Conflict,
    /// The same item twice in a list that allows it once.
    RepeatedItem,
    /// Containers that ask for one name.
    ContainerName,
    /// Mounts that ask for one place in a container.
    MountTarget,
    /// A file that has to be there and is not.
    MissingFile,
    /// A file of variables for services that is not here; such files are often kept out of repositories.
    MissingEnvironment,
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
    /// What was meant, as it is to be written in place of the culprit's bytes.
    pub replacement: Option<String>,
    /// Whether nothing else can have been meant.
    pub is_certain: bool,
    /// What is missing, by section and name, where another file that this one is given behind may say it.
    pub missing: Vec<(&'static str, String)>,
}

impl ComposeProblem {
    /// A problem without more to say about it.
    pub fn new(kind: ComposeProblemKind, place: Place, message: impl Into<String>) -> Self {
        Self {
            kind,
            place,
            message: message.into(),
            help: None,
            labels: Vec::new(),
            replacement: None,
            is_certain: false,
            missing: Vec::new(),
        }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says that another file that this one is given behind may say what is missing.
    #[must_use]
    pub fn missing(mut self, section: &'static str, name: impl Into<String>) -> Self {
        self.missing.push((section, name.into()));
        self
    }

    /// Adds another place that explains it.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push((place, text.into()));
        self
    }

    /// Adds what was probably meant, as it is to be written.
    #[must_use]
    pub fn replacement(mut self, text: impl Into<String>) -> Self {
        self.replacement = Some(text.into());
        self
    }

    /// Adds what alone can have been meant, as it is to be written.
    #[must_use]
    pub fn correction(mut self, text: impl Into<String>) -> Self {
        self.replacement = Some(text.into());
        self.is_certain = true;
        self
    }
}
