//! The words of a command as far as they are known.
//!
//! A word may be known up to a variable, and a variable without quotes may come to any number of words. Knows nothing of
//! what the words mean. Start with [`Argument`].

/// A word of a command, or what may be several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argument {
    /// What is known of it, from its front on.
    pub prefix: String,
    /// How much that is.
    pub extent: Extent,
}

/// How much of a word is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// What follows depends on something unknown.
    Prefix,
    /// It may be any number of words.
    Hidden,
}

impl Argument {
    /// A word that is known.
    pub(super) fn known(text: impl Into<String>) -> Self {
        Self { prefix: text.into(), extent: Extent::Whole }
    }

    /// What may be any number of words.
    pub(super) fn hidden() -> Self {
        Self { prefix: String::new(), extent: Extent::Hidden }
    }

    /// The text, where all of it is known.
    pub(super) fn text(&self) -> Option<&str> {
        match self.extent {
            Extent::Whole => Some(&self.prefix),
            Extent::Prefix | Extent::Hidden => None,
        }
    }

    /// Whether it is this very text.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text() == Some(text)
    }

    /// What stands behind a number of bytes.
    pub(super) fn behind(&self, start: usize) -> Self {
        Self { prefix: self.prefix.get(start..).unwrap_or_default().to_owned(), extent: self.extent }
    }

    /// `name=value`: the name, and what follows the sign where there is one. `None` where the name is not known.
    pub(super) fn pair(&self) -> Option<(String, Option<Self>)> {
        match self.prefix.split_once('=') {
            Some((name, _)) => Some((name.to_owned(), Some(self.behind(name.len() + 1)))),
            None => Some((self.text()?.to_owned(), None)),
        }
    }
}

/// The name of a secret: `token` in `id=token,src=file`.
pub(super) fn secret_name(text: &str) -> Option<String> {
    let value = |key: &str| {
        let mut pairs = text.split(',').filter_map(|part| part.trim().split_once('='));
        pairs.find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim().to_owned())
    };
    value("id").filter(|name| !name.is_empty())
}
