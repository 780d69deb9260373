//! Commands: what a service, a hook or a watch runs.

use super::super::Located;
use crate::text::Place;

/// `command:`, `entrypoint:` and commands of hooks.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandLine {
    /// How it is written.
    pub form: Form,
    /// The words that are run, without any shell; of a text, as Compose splits it.
    pub words: Vec<Located<String>>,
    /// All of it.
    pub place: Place,
    /// The whole text before it was split and before variables were replaced; only of [`Form::Text`].
    pub written: Option<Located<String>>,
}

/// How a command is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `npm start`: split at blanks, without a shell.
    Text,
    /// `[npm, start]`
    List,
    /// `[]` or an empty text: the image's own is taken away.
    Cleared,
}

impl CommandLine {
    /// The first word: the program.
    pub fn program(&self) -> Option<&Located<String>> {
        self.words.first()
    }

    /// The words after the program.
    pub fn arguments(&self) -> &[Located<String>] {
        self.words.get(1..).unwrap_or_default()
    }

    /// The words as texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.value.as_str())
    }
}
