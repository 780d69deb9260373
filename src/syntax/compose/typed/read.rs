//! Single values as the types of leaves: what does not fit is `None`.

use std::time::Duration;

use super::super::ast::{Namespace, Pair};
use super::super::{Data, Located, Mapping, Member, Provenance, Value, byte_sizes, durations};
use crate::text::Place;

/// A text, number or boolean as a text.
pub(in super::super) fn text(value: &Value) -> Option<Located<String>> {
    value.to_text().map(|text| Located::of(value, text))
}

/// A boolean, also as a text.
pub(in super::super) fn flag(value: &Value) -> Option<Located<bool>> {
    value.as_bool().map(|flag| Located::of(value, flag))
}

/// A whole number, also as a text.
pub(in super::super) fn integer(value: &Value) -> Option<Located<i64>> {
    value.as_integer().map(|number| Located::of(value, number))
}

/// A number, also as a text.
pub(in super::super) fn number(value: &Value) -> Option<Located<f64>> {
    value.as_number().map(|number| Located::of(value, number))
}

/// A number of bytes: `512m`, `1gb`, `1024`.
pub(in super::super) fn bytes(value: &Value) -> Option<Located<u64>> {
    let bytes = match value.data()? {
        Data::Integer(number) => u64::try_from(*number).ok(),
        Data::Float(number) if *number >= 0.0 => Some(*number as u64),
        Data::Text(text) => byte_sizes::parse(text),
        Data::Null | Data::Boolean(_) | Data::Float(_) | Data::Timestamp(_) => None,
    };
    bytes.map(|bytes| Located::of(value, bytes))
}

/// A number of bytes, or -1 for no limit.
pub(super) fn bytes_or_unlimited(value: &Value) -> Option<Located<i64>> {
    if value.as_integer() == Some(-1) {
        return Some(Located::of(value, -1));
    }
    let bytes = bytes(value)?;
    i64::try_from(bytes.value).ok().map(|number| Located::of(value, number))
}

/// A duration: `1m30s`.
pub(in super::super) fn duration(value: &Value) -> Option<Located<Duration>> {
    let duration = durations::parse(value.as_text()?)?;
    Some(Located::of(value, duration))
}

/// Permissions of a file: a text is octal, a number is what YAML made of it.
pub(super) fn mode(value: &Value) -> Option<Located<i64>> {
    let mode = match value.data()? {
        Data::Text(text) => i64::from_str_radix(text.trim_start_matches("0o"), 8).ok(),
        Data::Integer(number) => Some(*number),
        Data::Null | Data::Boolean(_) | Data::Float(_) | Data::Timestamp(_) => None,
    };
    mode.map(|mode| Located::of(value, mode))
}

/// The items of a list; a scalar alone is a list of one.
pub(in super::super) fn texts(value: &Value) -> Vec<Located<String>> {
    match value.as_sequence() {
        Some(items) => items.iter().filter_map(text).collect(),
        None => text(value).into_iter().collect(),
    }
}

/// The entries of a mapping, or the `name=value` items of a list.
pub(in super::super) fn pairs(value: &Value) -> Vec<Pair> {
    pairs_split_at(value, &['='])
}

/// The same, split at the first of these characters that an item has.
pub(super) fn pairs_split_at(value: &Value, separators: &[char]) -> Vec<Pair> {
    if let Some(mapping) = value.as_mapping() {
        return mapping.iter().flat_map(|(name, member)| entries(name, member.key, &member.value)).collect();
    }
    let items = value.as_sequence().unwrap_or(std::slice::from_ref(value));
    items.iter().filter_map(|item| pair(item, separators)).collect()
}

/// An entry of a mapping; of a list each item has the name.
fn entries(name: &str, key: Place, value: &Value) -> Vec<Pair> {
    let values = value.as_sequence().unwrap_or(std::slice::from_ref(value));
    let entry = |value: &Value| Pair { name: located(name, key), value: text(value), place: whole(key, value.place) };
    values.iter().map(entry).collect()
}

/// A `name=value` item.
fn pair(item: &Value, separators: &[char]) -> Option<Pair> {
    let written = item.to_text()?;
    let (name, value) = split(item, &written, separators);
    Some(Pair { name, value, place: item.place })
}

/// A text cut at the first of these characters that it has, each part with its own place.
pub(super) fn split(item: &Value, text: &str, separators: &[char]) -> (Located<String>, Option<Located<String>>) {
    let part = |from: usize, to: usize| Located {
        value: text.get(from..to).unwrap_or_default().to_owned(),
        place: item.part(from..to),
        provenance: item.provenance(),
    };
    match separators.iter().find_map(|separator| text.find(*separator)) {
        Some(at) => (part(0, at), Some(part(at + 1, text.len()))),
        None => (part(0, text.len()), None),
    }
}

/// A key as something that was read.
pub(super) fn located(key: &str, place: Place) -> Located<String> {
    Located { value: key.to_owned(), place, provenance: Provenance::Written }
}

/// From a key to the end of its value, where both stand in one file in this order.
pub(super) fn whole(key: Place, value: Place) -> Place {
    match key.file == value.file && key.span.start <= value.span.start {
        true => Place::new(key.file, key.span.to(value.span)),
        false => value,
    }
}

/// Where the body of an entry is written; of one without a body its key.
pub(super) fn body(member: &Member) -> Place {
    match member.value.is_null() {
        true => member.key,
        false => member.value.place,
    }
}

/// A mapping whose keys are read one by one. Most keys that are asked for are not there, and marks tell that without a
/// look into the mapping.
#[derive(Clone, Copy)]
pub(super) struct Keys<'a> {
    value: &'a Value,
    /// The marks of all keys.
    marks: u64,
}

/// One of 64 bits; other keys may have the same.
#[inline]
fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let middle = bytes.get(bytes.len() / 2).copied().unwrap_or_default();
    let last = bytes.last().copied().unwrap_or_default();
    1 << ((usize::from(middle) * 7 + usize::from(last) * 3 + bytes.len()) % 64)
}

impl<'a> Keys<'a> {
    /// The keys of a value; none where it is no mapping.
    pub(super) fn of(value: &'a Value) -> Self {
        let keys = value.as_mapping().into_iter().flat_map(Mapping::iter);
        Self { value, marks: keys.fold(0, |marks, (key, _)| marks | mark(key)) }
    }

    /// The value of a key.
    #[inline]
    pub(super) fn value(self, key: &str) -> Option<&'a Value> {
        if self.marks & mark(key) == 0 { None } else { self.value.get(key) }
    }

    /// Where the mapping is written.
    pub(super) fn place(self) -> Place {
        self.value.place
    }

    /// A mapping below a key.
    pub(super) fn body(self, key: &str) -> Option<Keys<'a>> {
        self.value(key).filter(|value| value.as_mapping().is_some()).map(Keys::of)
    }

    /// The items of a list; a value alone is a list of one, nothing is none.
    pub(super) fn items(self, key: &str) -> &'a [Value] {
        match self.value(key) {
            Some(value) if value.is_null() => &[],
            Some(value) => value.as_sequence().unwrap_or(std::slice::from_ref(value)),
            None => &[],
        }
    }

    pub(super) fn text(self, key: &str) -> Option<Located<String>> {
        self.value(key).and_then(text)
    }

    pub(super) fn flag(self, key: &str) -> Option<Located<bool>> {
        self.value(key).and_then(flag)
    }

    pub(super) fn integer(self, key: &str) -> Option<Located<i64>> {
        self.value(key).and_then(integer)
    }

    pub(super) fn number(self, key: &str) -> Option<Located<f64>> {
        self.value(key).and_then(number)
    }

    pub(super) fn bytes(self, key: &str) -> Option<Located<u64>> {
        self.value(key).and_then(bytes)
    }

    pub(super) fn duration(self, key: &str) -> Option<Located<Duration>> {
        self.value(key).and_then(duration)
    }

    pub(super) fn texts(self, key: &str) -> Vec<Located<String>> {
        self.value(key).map(texts).unwrap_or_default()
    }

    pub(super) fn pairs(self, key: &str) -> Vec<Pair> {
        self.value(key).map(pairs).unwrap_or_default()
    }

    pub(super) fn namespace(self, key: &str) -> Option<Located<Namespace>> {
        self.text(key).filter(|text| !text.value.is_empty()).map(|text| text.map(|text| Namespace::parse(&text)))
    }

    /// Names with addresses: `name=address`, `name:address` or a mapping.
    pub(super) fn hosts(self, key: &str) -> Vec<Pair> {
        self.value(key).map(|value| pairs_split_at(value, &['=', ':'])).unwrap_or_default()
    }

    /// `external:`, which old files write as a mapping with the name.
    pub(super) fn external(self) -> Option<Located<bool>> {
        let value = self.value("external")?;
        flag(value).or_else(|| value.as_mapping().map(|_| Located::of(value, true)))
    }

    /// `name:`, also where `external:` has it.
    pub(super) fn external_name(self) -> Option<Located<String>> {
        self.text("name").or_else(|| self.body("external")?.text("name"))
    }
}
