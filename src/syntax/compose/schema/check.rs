//! Where a value does not keep to the tables.
//!
//! Refuses what Docker Compose refuses and nothing else: what it takes for a text is checked by no stricter grammar
//! here. Where several shapes are possible, the one of the value's own kind is looked at, so that a problem speaks of
//! what was meant. Start with [`check`].

use std::collections::HashMap;
use std::sync::Arc;

use crate::syntax::compose::{ComposeProblem, Data, Directive, Mapping, Value, ValueKind, byte_sizes, durations};
use crate::text::Place;

use super::cast::read;
use super::messages::{self, Subject};
use super::nearby;
use super::old_keys;
use super::project::PROJECT;
use super::shape::{Items, Keys, Kind, Map, Numbers, Range, Shape, Texts};

/// What keeps a merged value from being a project, by its keys and types. Variables are replaced and texts are cast.
pub fn check(root: &Value) -> Vec<ComposeProblem> {
    let mut checker = Checker { problems: Vec::new() };
    match &root.kind {
        ValueKind::Mapping(mapping) => checker.project(root, mapping),
        ValueKind::Scalar(scalar) if scalar.data == Data::Null => {}
        ValueKind::Scalar(_) | ValueKind::Sequence(_) => checker.problems.push(messages::no_project(root)),
    }
    checker.problems
}

struct Checker {
    problems: Vec<ComposeProblem>,
}

impl Checker {
    fn project(&mut self, root: &Value, mapping: &Mapping) {
        if !mapping.has("services")
            && let Some((name, member)) = mapping.iter().find(|(name, member)| is_stray_service(name, &member.value))
        {
            let services = mapping.iter().filter(|(name, member)| is_stray_service(name, &member.value));
            let changes = old_keys::changes(&services.map(|(_, member)| &member.value).collect::<Vec<_>>());
            self.problems.push(messages::old_layout(name, member, &changes));
            let known = mapping.iter().filter(|(name, _)| PROJECT.key(name).is_some());
            known.for_each(|(name, member)| self.member(name, member.key, &member.value, &PROJECT));
            return;
        }
        self.object(mapping, &PROJECT, Subject { name: "", place: root.place, is_item: false });
    }

    fn value(&mut self, value: &Value, shape: &'static Shape, subject: Subject<'_>) {
        if value.directive == Some(Directive::Reset) {
            return;
        }
        if !fits(shape, value) {
            return self.problems.push(messages::wrong_type(value, shape, subject));
        }
        match shape {
            Shape::OneOf(shapes) => {
                if let Some(chosen) = shapes.iter().find(|shape| fits(shape, value)) {
                    self.value(value, chosen, subject);
                }
            }
            Shape::List(item, rule) => self.list(value, item, *rule, subject),
            Shape::Map(map) => self.map(value, map, subject),
            Shape::Object(keys) => {
                if let Some(mapping) = value.as_mapping() {
                    self.object(mapping, keys, Subject { place: subject.anchor(value), ..subject });
                }
            }
            _ => self.scalar(value, shape, subject),
        }
    }

    fn object(&mut self, mapping: &Mapping, keys: &'static Keys, subject: Subject<'_>) {
        for (name, member) in mapping.iter() {
            self.member(name, member.key, &member.value, keys);
            if let Some(problem) = self.problems.last_mut().filter(|problem| problem.place == member.key)
                && let Some(meant) = problem.replacement.take_if(|meant| mapping.has(meant))
            {
                problem.help = Some(format!("`{meant}` is set beside it already: remove one of them"));
            }
        }
        for key in keys.iter().filter(|key| key.is_required && !mapping.has(key.name)) {
            self.problems.push(messages::missing(key, keys, subject));
        }
        if !keys.one_of.is_empty() && !keys.one_of.iter().any(|name| mapping.has(name)) {
            self.problems.push(messages::missing_one_of(keys, subject));
        }
    }

    fn member(&mut self, name: &str, place: Place, value: &Value, keys: &'static Keys) {
        match keys.key(name) {
            Some(key) => self.value(value, &key.shape, Subject { name, place, is_item: false }),
            None if keys.takes(name) => {}
            None => self.problems.push(nearby::unknown_key(name, place, value, keys)),
        }
    }

    fn map(&mut self, value: &Value, map: &'static Map, subject: Subject<'_>) {
        for (name, member) in value.as_mapping().into_iter().flat_map(Mapping::iter) {
            if subject.name == "services" && is_section(name, &member.value) {
                self.problems.push(nearby::misplaced_section(name, member.key));
            } else if !map.names.takes(name) {
                self.problems.push(messages::bad_name(name, member.key, map.names, subject));
            } else if map.names.asks_for_shape(name) || member.value.as_mapping().is_none() {
                self.value(&member.value, &map.value, Subject { name, place: member.key, is_item: false });
            }
        }
    }

    fn list(&mut self, value: &Value, item: &'static Shape, rule: Items, subject: Subject<'_>) {
        let mut seen = HashMap::new();
        let items = value.items();
        let is_compared = rule == Items::Unique && items.len() > 1;
        for value in items {
            self.value(value, item, Subject { is_item: true, place: value.place, ..subject });
            let identity = is_compared.then(|| identity(value)).flatten();
            if let Some(identity) = identity
                && let Some(first) = seen.insert(identity, value.place)
            {
                self.problems.push(messages::repeated(value, first, subject));
            }
        }
    }

    fn scalar(&mut self, value: &Value, shape: &'static Shape, subject: Subject<'_>) {
        let Some(data) = value.data() else { return };
        let problem = match (shape, data) {
            (_, Data::Float(number)) if !number.is_finite() => Some(messages::infinite(value, subject)),
            (Shape::Pattern(pattern), Data::Text(text)) if !(pattern.fits)(text) => {
                Some(messages::bad_text(value, pattern.expected, pattern.words, subject))
            }
            (Shape::Enumeration(words), Data::Text(text)) if !words.contains(&&**text) => {
                Some(messages::bad_word(value, words, subject))
            }
            (Shape::Duration, Data::Text(text)) if durations::nanoseconds(text).is_none() => {
                Some(messages::no_duration(value, text, subject))
            }
            (Shape::Bytes(_), Data::Text(text)) if byte_sizes::bytes(text).is_none() => {
                Some(messages::no_size(value, subject))
            }
            (Shape::Boolean(texts) | Shape::Integer(_, texts) | Shape::Number(_, texts), Data::Text(text)) => {
                (!is_readable(text, *texts)).then(|| messages::unreadable(value, shape, subject))
            }
            (Shape::Integer(..), Data::Float(number)) if number.fract() != 0.0 => {
                Some(messages::wrong_type(value, shape, subject))
            }
            (Shape::Integer(range, _) | Shape::Number(range, _), data) => out_of(data, range, value, subject),
            (Shape::Bytes(Numbers::NotNegative), Data::Integer(number)) if *number < 0 => {
                Some(messages::out_of_range(value, &(0..=i64::MAX), subject))
            }
            _ => None,
        };
        self.problems.extend(problem);
    }
}

/// A problem where a number is out of its range.
fn out_of(data: &Data, range: &Range, value: &Value, subject: Subject<'_>) -> Option<ComposeProblem> {
    let range = range.as_ref()?;
    let is_inside = match data {
        Data::Integer(number) => range.contains(number),
        Data::Float(number) => (*range.start() as f64..=*range.end() as f64).contains(number),
        Data::Null | Data::Boolean(_) | Data::Timestamp(_) | Data::Text(_) => true,
    };
    (!is_inside).then(|| messages::out_of_range(value, range, subject))
}

/// Whether Compose can make of a text what is asked for.
fn is_readable(text: &str, texts: Texts) -> bool {
    match texts {
        Texts::Refused => false,
        Texts::Cast(target) | Texts::Read(target) => read(text, target).is_some(),
        Texts::Word(word) => text.eq_ignore_ascii_case(word) || text.parse::<i64>().is_ok(),
    }
}

/// Whether a key at the top of a file is a service: the layout of the first Compose files.
fn is_stray_service(name: &str, value: &Value) -> bool {
    PROJECT.key(name).is_none()
        && !PROJECT.takes(name)
        && value.as_mapping().is_some_and(|mapping| mapping.has("image") || mapping.has("build"))
}

/// Whether what stands among the services is a section of the top of the file: nothing in it is of a service.
fn is_section(name: &str, value: &Value) -> bool {
    let is_of_service =
        |mapping: &Mapping| ["image", "build", "extends", "provider"].iter().any(|key| mapping.has(key));
    matches!(name, "volumes" | "networks" | "secrets" | "configs")
        && value.as_mapping().is_some_and(|mapping| !mapping.is_empty() && !is_of_service(mapping))
}

/// Whether a value is of a kind that a shape takes; what is in it does not matter.
pub(super) fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::OneOf(shapes) => shapes.iter().any(|shape| fits(shape, value)),
        Shape::List(..) => matches!(value.kind, ValueKind::Sequence(_)),
        Shape::Map(_) | Shape::Object(_) => matches!(value.kind, ValueKind::Mapping(_)),
        _ => value.data().is_some_and(|data| fits_scalar(shape, data)),
    }
}

fn fits_scalar(shape: &Shape, data: &Data) -> bool {
    match (shape, data) {
        (Shape::Nothing, data) => *data == Data::Null,
        (Shape::Scalar(kinds), data) => kinds.iter().any(|kind| is_of_kind(data, *kind)),
        (Shape::Boolean(_), Data::Boolean(_)) => true,
        (Shape::Integer(..) | Shape::Number(..), Data::Integer(_) | Data::Float(_)) => true,
        (Shape::Boolean(texts) | Shape::Integer(_, texts) | Shape::Number(_, texts), Data::Text(_)) => {
            *texts != Texts::Refused
        }
        // A date that is read as a number of bytes comes to none at all, and Compose does not mind.
        (Shape::Bytes(_), Data::Text(_) | Data::Timestamp(_)) => true,
        (Shape::Bytes(numbers), Data::Integer(_)) => *numbers != Numbers::Refused,
        (Shape::Bytes(numbers), Data::Float(number)) => {
            *numbers == Numbers::Any || (*numbers != Numbers::Refused && number.fract() == 0.0)
        }
        (Shape::Text | Shape::Pattern(_) | Shape::Enumeration(_) | Shape::Duration, data) => {
            matches!(data, Data::Text(_))
        }
        _ => false,
    }
}

fn is_of_kind(data: &Data, kind: Kind) -> bool {
    match kind {
        Kind::Text => matches!(data, Data::Text(_)),
        Kind::Number => matches!(data, Data::Integer(_) | Data::Float(_)),
        Kind::Integer => matches!(data, Data::Integer(_)),
        Kind::Boolean => matches!(data, Data::Boolean(_)),
        Kind::Null => *data == Data::Null,
        Kind::Date => matches!(data, Data::Timestamp(_)),
    }
}

/// What makes two items the same: `5` and `5.0` are, `5` and `"5"` are not. Only scalars can be told apart so.
fn identity(value: &Value) -> Option<(bool, Arc<str>)> {
    match value.data()? {
        Data::Text(text) => Some((true, text.clone())),
        Data::Integer(number) => Some((false, number.to_string().into())),
        Data::Float(number) => Some((false, number.to_string().into())),
        Data::Null | Data::Boolean(_) | Data::Timestamp(_) => None,
    }
}
