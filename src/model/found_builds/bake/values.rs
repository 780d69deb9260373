//! What the values of a bake file come to.
//!
//! Variables have their defaults, which whoever bakes may change; functions and operators are not computed. The work is
//! bounded by the size of the files, however often one variable repeats another. Start with [`Scope::answer`].

use std::cell::Cell;
use std::collections::HashMap;

use super::super::{Listed, Told};
use crate::syntax::hcl::{Body, Expression, ExpressionKind};

/// Longer texts are left unknown: `a = "${b}${b}"` doubles with each line.
const LONGEST: usize = 1 << 13;
/// How many variables may lead to each other.
const MOST_STEPS: usize = 32;
/// How many values are computed for a file without size.
const LEAST_FUEL: usize = 1 << 14;

/// What an expression comes to.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub value: Value,
    /// Whether a variable in it may be given another value.
    pub is_default: bool,
}

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Nothing,
    Text(String),
    List(Vec<Answer>),
    Object(Vec<(String, Answer)>),
    Unknown,
}

/// The values that a matrix gives to names.
pub(super) type Bindings = HashMap<String, Answer>;

/// The variables of some files.
pub(super) struct Scope<'a> {
    definitions: HashMap<&'a str, Definition<'a>>,
    fuel: Cell<usize>,
}

#[derive(Clone, Copy)]
enum Definition<'a> {
    /// `variable "x" { default = ... }`
    Variable(Option<&'a Expression>),
    /// `x = ...`
    Constant(&'a Expression),
}

impl Answer {
    pub(super) const UNKNOWN: Self = Self { value: Value::Unknown, is_default: false };

    fn text(text: impl Into<String>) -> Self {
        Self { value: Value::Text(text.into()), is_default: false }
    }

    /// A text; nothing is `None`.
    pub(super) fn into_told(self) -> Told<Option<String>> {
        let value = match self.value {
            Value::Nothing => None,
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Object(_) | Value::Unknown => return Told::Unknown,
        };
        if self.is_default { Told::ByDefault(value) } else { Told::Surely(value) }
    }

    /// The texts of a list.
    pub(super) fn into_texts(self) -> Listed<String> {
        let mut texts = Listed::default();
        let is_default = self.is_default;
        match self.value {
            Value::List(items) => {
                for item in items {
                    let told = item.into_told();
                    texts.is_whole &= told.sure().is_some();
                    texts.items.extend(told.value().cloned().flatten());
                }
            }
            Value::Nothing => {}
            Value::Text(_) | Value::Object(_) | Value::Unknown => texts.is_whole = false,
        }
        texts.is_whole &= !is_default;
        texts
    }

    /// A member of an object or a list.
    fn member(self, key: &Self) -> Self {
        let Value::Text(key_text) = &key.value else { return Self::UNKNOWN };
        let found = match self.value {
            Value::Object(members) => members.into_iter().find(|(name, _)| name == key_text).map(|(_, value)| value),
            Value::List(items) => key_text.parse().ok().and_then(|index| items.into_iter().nth(index)),
            Value::Nothing | Value::Text(_) | Value::Unknown => None,
        };
        found.map_or(Self::UNKNOWN, |answer| Self { is_default: answer.is_default || self.is_default, ..answer })
    }
}

impl<'a> Scope<'a> {
    /// The variables of some files; a later one goes over an earlier one.
    pub(super) fn new(bodies: impl Iterator<Item = &'a Body>, size: usize) -> Self {
        let mut definitions = HashMap::new();
        for body in bodies {
            for attribute in &body.attributes {
                definitions.insert(attribute.name.value.as_str(), Definition::Constant(&attribute.value));
            }
            for block in body.blocks.iter().filter(|block| block.kind.value == "variable") {
                let Some(label) = block.labels.first() else { continue };
                definitions.insert(&label.value, Definition::Variable(block.body.get("default")));
            }
        }
        Self { definitions, fuel: Cell::new(LEAST_FUEL + size.saturating_mul(4)) }
    }

    /// What an expression comes to.
    pub(super) fn answer(&self, expression: &Expression, bindings: &Bindings) -> Answer {
        self.evaluate(expression, bindings, MOST_STEPS)
    }

    fn evaluate(&self, expression: &Expression, bindings: &Bindings, steps: usize) -> Answer {
        let Some(fuel) = self.fuel.get().checked_sub(1) else { return Answer::UNKNOWN };
        self.fuel.set(fuel);
        let list = |items: &[Expression]| -> Vec<Answer> {
            items.iter().map(|item| self.evaluate(item, bindings, steps)).collect()
        };
        match &expression.kind {
            ExpressionKind::Null => Answer { value: Value::Nothing, is_default: false },
            ExpressionKind::Literal(text) => Answer::text(text.as_str()),
            ExpressionKind::Template(pieces) => put_together(list(pieces)),
            ExpressionKind::List(items) => Answer { value: Value::List(list(items)), is_default: false },
            ExpressionKind::Object(members) => self.object(members, bindings, steps),
            ExpressionKind::Variable(name) => self.variable(name, bindings, steps),
            ExpressionKind::Member(whole, key) => {
                let key = self.evaluate(key, bindings, steps);
                self.evaluate(whole, bindings, steps).member(&key)
            }
            ExpressionKind::Computed => Answer::UNKNOWN,
        }
    }

    fn object(&self, members: &[(Expression, Expression)], bindings: &Bindings, steps: usize) -> Answer {
        let mut found = Vec::new();
        for (key, value) in members {
            // A key with an unknown name makes the whole unknown: it may be any of those that are asked for.
            let Value::Text(name) = self.evaluate(key, bindings, steps).value else { return Answer::UNKNOWN };
            found.push((name, self.evaluate(value, bindings, steps)));
        }
        Answer { value: Value::Object(found), is_default: false }
    }

    fn variable(&self, name: &str, bindings: &Bindings, steps: usize) -> Answer {
        if let Some(bound) = bindings.get(name) {
            return bound.clone();
        }
        let Some(steps) = steps.checked_sub(1) else { return Answer::UNKNOWN };
        let nothing = HashMap::new();
        match self.definitions.get(name) {
            Some(Definition::Constant(value)) => self.evaluate(value, &nothing, steps),
            Some(Definition::Variable(Some(value))) => {
                Answer { is_default: true, ..self.evaluate(value, &nothing, steps) }
            }
            // Without a default it is empty.
            Some(Definition::Variable(None)) => Answer { value: Value::Text(String::new()), is_default: true },
            None => Answer::UNKNOWN,
        }
    }
}

fn put_together(pieces: Vec<Answer>) -> Answer {
    let mut whole = Answer::text("");
    let mut text = String::new();
    for piece in pieces {
        match piece.value {
            Value::Text(part) if text.len() + part.len() <= LONGEST => text.push_str(&part),
            Value::Text(_) | Value::Nothing | Value::List(_) | Value::Object(_) | Value::Unknown => {
                return Answer::UNKNOWN;
            }
        }
        whole.is_default |= piece.is_default;
    }
    Answer { value: Value::Text(text), ..whole }
}
