//! The words in which the tables of the Compose specification are written.
//!
//! A [`Shape`] says what a value may be, [`Keys`] which keys a mapping has. Knows no key itself, and nothing of how a
//! value is checked or explained. Source: the JSON schema of <https://github.com/compose-spec/compose-spec>, and where
//! Docker Compose reads a value more strictly than that schema, Docker Compose.

use std::ops::RangeInclusive;

/// What a value may be.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Nothing.
    Nothing,
    /// A text.
    Text,
    /// A text of a certain form.
    Pattern(&'static Pattern),
    /// One of a few texts.
    Enumeration(&'static [&'static str]),
    /// A text that is a length of time.
    Duration,
    /// A number of bytes: a text with a unit, or a number where the specification takes one.
    Bytes(Numbers),
    /// `true` or `false`.
    Boolean(Texts),
    /// A whole number.
    Integer(Range, Texts),
    /// A number.
    Number(Range, Texts),
    /// A scalar of one of these kinds, which becomes a text.
    Scalar(&'static [Kind]),
    /// A list.
    List(&'static Shape, Items),
    /// A mapping with names that the user chooses.
    Map(&'static Map),
    /// A mapping with keys that the specification knows.
    Object(&'static Keys),
    /// Whichever of these fits the kind of the value.
    OneOf(&'static [Shape]),
}

/// Whether a list may have the same item twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Items {
    /// It may.
    Any,
    /// It may not.
    Unique,
}

/// Which numbers a number of bytes may be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// None: it must be a text.
    Refused,
    /// Whole ones without a sign.
    NotNegative,
    /// Whole ones.
    Whole,
    /// All.
    Any,
}

/// What a text may be where a boolean or a number is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// No text is taken.
    Refused,
    /// Compose makes this of it as soon as variables are replaced, and refuses it where it cannot.
    Cast(Target),
    /// Compose makes this of it once everything is merged, and refuses it where it cannot.
    Read(Target),
    /// This word has a meaning of its own; any other text is read as a whole number.
    Word(&'static str),
}

/// What a text is made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `true` or `false`, also written `yes`, `no`, `on`, `off`, `y` or `n`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// The mode of a file, in octal digits.
    Mode,
}

/// The numbers that are taken.
pub type Range = Option<RangeInclusive<i64>>;

/// The kinds of scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// Any number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// Nothing.
    Null,
    /// A date or time: to the schema it is a text, and few keys can do something with it afterwards.
    Date,
}

/// A form of texts.
#[derive(Debug)]
pub struct Pattern {
    /// The regular expression of the specification.
    pub source: &'static str,
    /// Whether a text fits it.
    pub fits: fn(&str) -> bool,
    /// What fits, to be read after "must be".
    pub expected: &'static str,
    /// The words that fit and are likely to be misspelt.
    pub words: &'static [&'static str],
}

/// A mapping with names that the user chooses.
#[derive(Debug)]
pub struct Map {
    /// What the names may be.
    pub names: Names,
    /// What the values may be.
    pub value: Shape,
}

/// The names that a mapping takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// All of them.
    Any,
    /// All but an empty one.
    NotEmpty,
    /// Letters, digits, `.`, `_` and `-`: names of services, networks and the like.
    Resource,
    /// The same, but under other names a mapping may have any keys.
    ResourceOrAnything,
    /// Small letters; under other names a mapping may have any keys.
    LettersOrAnything,
}

/// A mapping with keys that the specification knows.
#[derive(Debug)]
pub struct Keys {
    /// What the mapping is, to be read after "in": `a service`, `` `build` ``.
    pub what: &'static str,
    /// Its keys, in groups that several mappings share; each group is sorted by name.
    pub groups: &'static [&'static [Key]],
    /// The keys of which at least one must be there.
    pub one_of: &'static [&'static str],
    /// What keys it takes that it does not know.
    pub others: Others,
}

/// What keys a mapping takes that it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// None.
    Refused,
    /// Those that start with `x-`.
    Extensions,
    /// All of them.
    Accepted,
}

/// A key of the specification.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value may be.
    pub shape: Shape,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether the specification advises against it.
    pub is_deprecated: bool,
}

/// A key that may be left out.
pub(super) const fn key(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, is_required: false, is_deprecated: false }
}

/// A key that must be there.
pub(super) const fn required(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, is_required: true, is_deprecated: false }
}

/// A key that the specification advises against.
pub(super) const fn deprecated(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, is_required: false, is_deprecated: true }
}

/// A mapping with keys and extensions.
pub(super) const fn keys(what: &'static str, groups: &'static [&'static [Key]]) -> Keys {
    Keys { what, groups, one_of: &[], others: Others::Extensions }
}

/// A mapping with keys and nothing else, not even extensions.
pub(super) const fn closed(what: &'static str, groups: &'static [&'static [Key]]) -> Keys {
    Keys { what, groups, one_of: &[], others: Others::Refused }
}

impl Keys {
    /// The key of a name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.groups.iter().find_map(|group| {
            let index = group.binary_search_by(|key| key.name.cmp(name)).ok()?;
            group.get(index)
        })
    }

    /// All keys, group by group.
    pub fn iter(&self) -> impl Iterator<Item = &'static Key> {
        self.groups.iter().flat_map(|group| group.iter())
    }

    /// Whether it takes a key that it does not know.
    pub fn takes(&self, name: &str) -> bool {
        match self.others {
            Others::Refused => false,
            Others::Extensions => name.starts_with("x-"),
            Others::Accepted => true,
        }
    }
}

impl Names {
    /// Whether a name is taken, with any value or with one of the shape.
    pub fn takes(self, name: &str) -> bool {
        match self {
            Self::Any | Self::ResourceOrAnything | Self::LettersOrAnything => true,
            Self::NotEmpty => !name.is_empty(),
            Self::Resource => is_resource_name(name),
        }
    }

    /// Whether the value of such a name must be of the shape.
    pub fn asks_for_shape(self, name: &str) -> bool {
        match self {
            Self::Any | Self::NotEmpty | Self::Resource => true,
            Self::ResourceOrAnything => is_resource_name(name),
            Self::LettersOrAnything => !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()),
        }
    }
}

/// Whether a text can be the name of a service, a network and the like.
fn is_resource_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}
