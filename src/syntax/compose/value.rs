//! Values of Compose files, each with the place where it was written.
//!
//! What loading, merging and checking work on. Aliases and merge keys are followed already: a value that came
//! through one has the place of its definition. Knows no key of the specification. Start with [`Value`].

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::members::Members;
use crate::syntax::yaml::ScalarStyle;
use crate::text::{Place, Span};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is, with what is in it.
    pub kind: ValueKind,
    /// Where it is written; of a value that a default or a transformation made, what it was made from.
    pub place: Place,
    /// What its tag asks of the merge.
    pub directive: Option<Directive>,
    /// Where an alias or a merge key brought it in: the `*name` that stands in the reader's way.
    pub through: Option<Place>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// A scalar; one that says that there is nothing too.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Value>),
    /// Keys with values.
    Mapping(Mapping),
}

/// A tag that Compose knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    /// `!reset`: takes away what is there, here and in files before.
    Reset,
    /// `!override`: takes the place of what is there without being merged with it.
    Override,
}

/// Keys with values, in the order they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// Shared by copies until one of them is changed: a service's typed form has its values too.
    members: Arc<Members>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Where the key is written.
    pub key: Place,
    /// Its value.
    pub value: Value,
}

/// A text, number, boolean or nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// What it comes to once variables are replaced.
    pub data: Data,
    /// Its text as YAML reads it, before variables are replaced: quotes and escapes are gone.
    pub written: Arc<str>,
    /// How it is written.
    pub style: ScalarStyle,
    /// The variables in it, in order.
    pub variables: Vec<VariableUse>,
    /// Where the pieces of the text come from, in order; empty where nothing was replaced.
    pub pieces: Vec<Piece>,
}

/// What a scalar comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A date or a time, which Compose takes nowhere.
    Timestamp(String),
    /// A text; shared with what is written where they are the same.
    Text(Arc<str>),
}

/// A variable in a scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableUse {
    /// Its name.
    pub name: String,
    /// The whole of it: `$NAME` or `${NAME:-default}`.
    pub place: Place,
    /// How its value came to be.
    pub provenance: Provenance,
    /// Whether it has a default, an alternative or a message of its own.
    pub has_operator: bool,
    /// What it came to.
    pub value: String,
}

/// How a value came to be; what is less sure is greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// It is written so.
    #[default]
    Written,
    /// A variable's default, which the file ships.
    Default,
    /// A variable that an environment file sets.
    Environment,
    /// A variable that nothing sets, and that counts as empty.
    Unset,
}

/// A stretch of a scalar's text and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Bytes of [`Scalar::written`] that they were made of.
    pub written: Range<usize>,
    /// Where they come from.
    pub span: Span,
    /// Whether they stand there byte by byte.
    pub is_exact: bool,
}

/// Something that was read from a value, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub place: Place,
    /// How it came to be: the least sure of the variables in it.
    pub provenance: Provenance,
}

impl<T> Located<T> {
    /// Pairs what was read with the place and provenance of what it was read from.
    pub fn of(source: &Value, value: T) -> Self {
        Self { value, place: source.place, provenance: source.provenance() }
    }

    /// The same place and provenance with something else.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: change(self.value), place: self.place, provenance: self.provenance }
    }

    /// Whether it does not depend on a variable that nothing sets.
    pub fn is_known(&self) -> bool {
        self.provenance != Provenance::Unset
    }
}

impl Located<String> {
    /// Where some bytes of a text that was read as it is written stand; all of it where that cannot be told exactly.
    pub fn part(&self, range: Range<usize>) -> Place {
        let is_on_one_line = !self.value.contains('\n');
        let is_plain = self.place.span.len() as usize == self.value.len();
        let style = if is_plain { ScalarStyle::Plain } else { ScalarStyle::DoubleQuoted };
        let exact = exact_part(&self.value, style, self.place.span, range).filter(|_| is_on_one_line);
        Place::new(self.place.file, exact.unwrap_or(self.place.span))
    }
}

impl Value {
    /// A value that is written there.
    pub fn new(kind: ValueKind, place: Place) -> Self {
        Self { kind, place, directive: None, through: None }
    }

    /// Nothing.
    pub fn null(place: Place) -> Self {
        Self::scalar(Data::Null, place)
    }

    /// A text that was made from what is written there.
    pub fn text(text: impl Into<Arc<str>>, place: Place) -> Self {
        Self::scalar(Data::Text(text.into()), place)
    }

    /// A scalar that was made from what is written there.
    pub fn scalar(data: Data, place: Place) -> Self {
        let written = match &data {
            Data::Null => Arc::default(),
            Data::Text(text) => text.clone(),
            Data::Boolean(_) | Data::Integer(_) | Data::Float(_) | Data::Timestamp(_) => Arc::from(data.to_text()),
        };
        let style = ScalarStyle::Plain;
        Self::new(ValueKind::Scalar(Scalar { data, written, style, variables: Vec::new(), pieces: Vec::new() }), place)
    }

    /// The scalar it is.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            ValueKind::Scalar(scalar) => Some(scalar),
            ValueKind::Sequence(_) | ValueKind::Mapping(_) => None,
        }
    }

    /// What it is as a scalar.
    pub fn data(&self) -> Option<&Data> {
        self.as_scalar().map(|scalar| &scalar.data)
    }

    /// The text it is; a number is none.
    pub fn as_text(&self) -> Option<&str> {
        match self.data()? {
            Data::Text(text) => Some(text),
            Data::Null | Data::Boolean(_) | Data::Integer(_) | Data::Float(_) | Data::Timestamp(_) => None,
        }
    }

    /// The scalar as a text; `None` for lists, mappings and nothing.
    pub fn to_text(&self) -> Option<String> {
        self.data().filter(|data| **data != Data::Null).map(Data::to_text)
    }

    /// What it says as a boolean, also where a text says so.
    pub fn as_bool(&self) -> Option<bool> {
        match self.data()? {
            Data::Boolean(value) => Some(*value),
            Data::Text(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "y" | "yes" | "on" => Some(true),
                "false" | "n" | "no" | "off" => Some(false),
                _ => None,
            },
            Data::Null | Data::Integer(_) | Data::Float(_) | Data::Timestamp(_) => None,
        }
    }

    /// What it says as a whole number, also where a text says so.
    pub fn as_integer(&self) -> Option<i64> {
        match self.data()? {
            Data::Integer(value) => Some(*value),
            Data::Float(value) if value.fract() == 0.0 => Some(*value as i64),
            Data::Text(text) => text.parse().ok(),
            Data::Null | Data::Boolean(_) | Data::Float(_) | Data::Timestamp(_) => None,
        }
    }

    /// What it says as a number, also where a text says so.
    pub fn as_number(&self) -> Option<f64> {
        match self.data()? {
            Data::Integer(value) => Some(*value as f64),
            Data::Float(value) => Some(*value),
            Data::Text(text) => text.parse().ok(),
            Data::Null | Data::Boolean(_) | Data::Timestamp(_) => None,
        }
    }

    /// Whether it says that there is nothing.
    pub fn is_null(&self) -> bool {
        self.data() == Some(&Data::Null)
    }

    /// Its items; none where it is no list.
    pub fn items(&self) -> &[Value] {
        match &self.kind {
            ValueKind::Sequence(items) => items,
            ValueKind::Scalar(_) | ValueKind::Mapping(_) => &[],
        }
    }

    /// The list it is.
    pub fn as_sequence(&self) -> Option<&[Value]> {
        match &self.kind {
            ValueKind::Sequence(items) => Some(items),
            ValueKind::Scalar(_) | ValueKind::Mapping(_) => None,
        }
    }

    /// The mapping it is.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.kind {
            ValueKind::Mapping(mapping) => Some(mapping),
            ValueKind::Scalar(_) | ValueKind::Sequence(_) => None,
        }
    }

    /// The mapping it is, to be changed.
    pub fn as_mapping_mut(&mut self) -> Option<&mut Mapping> {
        match &mut self.kind {
            ValueKind::Mapping(mapping) => Some(mapping),
            ValueKind::Scalar(_) | ValueKind::Sequence(_) => None,
        }
    }

    /// The value of a key, where it is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_mapping()?.get(key)
    }

    /// The value at the end of a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// How it came to be: the least sure of the variables in it. Lists and mappings count as written.
    pub fn provenance(&self) -> Provenance {
        let uses = self.as_scalar().map(|scalar| scalar.variables.as_slice()).unwrap_or_default();
        uses.iter().map(|use_| use_.provenance).max().unwrap_or_default()
    }

    /// Where some bytes of its text are written; all of it where that cannot be told exactly.
    pub fn part(&self, range: Range<usize>) -> Place {
        let exact = self.as_scalar().and_then(|scalar| scalar.part(range, self.place.span));
        Place::new(self.place.file, exact.unwrap_or(self.place.span))
    }
}

impl Scalar {
    /// Where some bytes of the text are written, where that can be told.
    fn part(&self, range: Range<usize>, span: Span) -> Option<Span> {
        if self.pieces.is_empty() {
            return exact_part(&self.written, self.style, span, range);
        }
        self.pieces_in(&range).map(|piece| piece.part(&range)).reduce(Span::to)
    }

    /// The pieces that some bytes of the text are in. Finds the first of them by halves: there may be many.
    pub(super) fn pieces_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Piece> {
        let (start, end) = (range.start, range.end);
        // Variables that came to nothing at either end of the text belong to what stands there.
        let first = if start == 0 { 0 } else { self.pieces.partition_point(|piece| piece.range.end <= start) };
        let is_end = self.pieces.last().is_some_and(|last| last.range.end == end);
        let is_in = move |piece: &&Piece| piece.range.start < end || (is_end && piece.range.start == end);
        self.pieces.iter().skip(first).take_while(is_in)
    }

    /// The variables that touch a place, also from outside: one that came to nothing has no bytes in it. Finds the first of them by halves: there may be many.
    pub(super) fn variables_in(&self, place: Place) -> impl Iterator<Item = &VariableUse> {
        let span = place.span;
        let first = self.variables.partition_point(|use_| use_.place.span.end < span.start);
        let touched = self.variables.iter().skip(first).take_while(move |use_| use_.place.span.start <= span.end);
        touched.filter(move |use_| use_.place.file == place.file)
    }
}

impl Piece {
    /// Where those bytes of the range that lie in it are written.
    fn part(&self, range: &Range<usize>) -> Span {
        if !self.is_exact {
            return self.span;
        }
        let start = range.start.max(self.range.start) - self.range.start;
        let end = range.end.min(self.range.end).saturating_sub(self.range.start);
        Span::new(self.span.start + start as u32, self.span.start + end as u32)
    }
}

/// Where some bytes of a scalar are written, where it stands there byte by byte: its length tells. Of a block, taken away
/// indentation can be as long as quotes.
fn exact_part(written: &str, style: ScalarStyle, span: Span, range: Range<usize>) -> Option<Span> {
    let quote = match style {
        ScalarStyle::Plain => 0,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        ScalarStyle::Literal | ScalarStyle::Folded if written.contains('\n') => return None,
        ScalarStyle::Literal | ScalarStyle::Folded => 0,
    };
    let is_exact = span.len() as usize == written.len() + 2 * quote as usize && range.end <= written.len();
    let start = span.start + quote;
    is_exact.then(|| Span::new(start + range.start as u32, start + range.end as u32))
}

impl Data {
    /// As a text, as Compose writes it: `true`, `1.1`, nothing for nothing.
    pub fn to_text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Float(value) => float_text(*value),
            Self::Timestamp(text) => text.clone(),
            Self::Text(text) => text.as_ref().to_owned(),
        }
    }

    /// The same text, which is not copied where there is one.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Timestamp(text) => Cow::Borrowed(text),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Null => Cow::Borrowed(""),
            Self::Boolean(_) | Self::Integer(_) | Self::Float(_) => Cow::Owned(self.to_text()),
        }
    }
}

/// A number as Go's `%v` writes it: with an exponent from a million on and below 0.0001.
fn float_text(value: f64) -> String {
    let magnitude = value.abs();
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    if magnitude != 0.0 && !(1e-4..1e6).contains(&magnitude) {
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    value.to_string()
}

impl Mapping {
    /// Without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Without keys, with room for some.
    pub fn with_capacity(count: usize) -> Self {
        Self { members: Arc::new(Members::with_capacity(count)) }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.members.get(key).map(|member| &member.value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        Arc::make_mut(&mut self.members).get_mut(key).map(|member| &mut member.value)
    }

    /// A key with its value.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members.get(key)
    }

    /// Whether there is such a key.
    pub fn has(&self, key: &str) -> bool {
        self.members.get(key).is_some()
    }

    /// Sets a key; one that is there keeps its turn. Gives back what was there.
    pub fn insert(&mut self, key: impl Into<Arc<str>>, place: Place, value: Value) -> Option<Member> {
        Arc::make_mut(&mut self.members).insert(key.into(), Member { key: place, value })
    }

    /// Takes a key away; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Member> {
        Arc::make_mut(&mut self.members).remove(key)
    }

    /// Keeps only the keys that fit; linear.
    pub fn retain(&mut self, keep: impl FnMut(&str, &mut Member) -> bool) {
        Arc::make_mut(&mut self.members).retain(keep);
    }

    /// Keys with their values, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Member)> + ExactSizeIterator {
        self.members.iter()
    }

    /// Keys with their values, in order, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Member)> {
        Arc::make_mut(&mut self.members).iter_mut()
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.members.len() == 0
    }
}

impl IntoIterator for Mapping {
    type Item = (Arc<str>, Member);
    type IntoIter = std::iter::Zip<std::vec::IntoIter<Arc<str>>, std::vec::IntoIter<Member>>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.members).into_iter()
    }
}
