//! How sure something is that a file tells.
//!
//! Knows nothing of builds. Start with [`Told`] and [`Listed`].

/// Something that a file tells, or might.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told<T> {
    /// It says so, or follows from what it says.
    Surely(T),
    /// It says so unless somebody gives a variable another value.
    ByDefault(T),
    /// It depends on what cannot be seen.
    Unknown,
}

/// Several things that a file tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed<T> {
    /// Those that are known.
    pub items: Vec<T>,
    /// Whether there are surely no others, and these do not depend on variables.
    pub is_whole: bool,
}

impl<T> Told<T> {
    /// What it is, however sure.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Surely(value) | Self::ByDefault(value) => Some(value),
            Self::Unknown => None,
        }
    }

    /// What it is, if that is sure.
    pub fn sure(&self) -> Option<&T> {
        match self {
            Self::Surely(value) => Some(value),
            Self::ByDefault(_) | Self::Unknown => None,
        }
    }

    /// Surely this, or unknown.
    pub(super) fn of(value: Option<T>) -> Self {
        value.map_or(Self::Unknown, Self::Surely)
    }

    /// What follows from it.
    pub(super) fn map<U>(self, then: impl FnOnce(T) -> U) -> Told<U> {
        match self {
            Self::Surely(value) => Told::Surely(then(value)),
            Self::ByDefault(value) => Told::ByDefault(then(value)),
            Self::Unknown => Told::Unknown,
        }
    }

    /// What follows from two things.
    pub(super) fn join<U, V>(self, other: Told<U>, then: impl FnOnce(T, U) -> V) -> Told<V> {
        match (self, other) {
            (Self::Surely(one), Told::Surely(other)) => Told::Surely(then(one, other)),
            (Self::Surely(one) | Self::ByDefault(one), Told::Surely(other) | Told::ByDefault(other)) => {
                Told::ByDefault(then(one, other))
            }
            (Self::Unknown, _) | (_, Told::Unknown) => Told::Unknown,
        }
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { items: Vec::new(), is_whole: true }
    }
}

impl<T> Listed<T> {
    /// Adds something that is known, or says that something is missing.
    pub(super) fn push(&mut self, item: Option<T>) {
        self.is_whole &= item.is_some();
        self.items.extend(item);
    }
}
