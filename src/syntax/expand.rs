//! Variables replaced by their values, in the Dockerfile's dialect.
//!
//! Knows how operators work, not which variables there are: the caller looks names up. What depends on an
//! unknown value is unknown; nothing is guessed.
//! Source: <https://docs.docker.com/reference/dockerfile/#environment-replacement>

use super::{Operator, PartKind, Variable, Word};

/// What a variable or a word comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The variable does not exist. In a word it counts as empty.
    Unset,
    /// This text.
    Known(String),
    /// Something that is only known when it is built.
    Unknown,
}

impl Value {
    /// The text, where it is known.
    pub fn known(self) -> Option<String> {
        match self {
            Self::Known(text) => Some(text),
            Self::Unset | Self::Unknown => None,
        }
    }
}

/// Values longer than this are left unknown: `ENV A=$A$A` doubles with each line.
const LONGEST: usize = 1 << 13;

/// The text of a word once its variables are replaced; [`Value::Known`] or [`Value::Unknown`].
pub fn expand(word: &Word, lookup: &dyn Fn(&str) -> Value) -> Value {
    let (text, is_whole) = expand_prefix(word, lookup);
    if is_whole { Value::Known(text) } else { Value::Unknown }
}

/// The text of a word up to its first piece that is not known, and whether that is all of it.
pub fn expand_prefix(word: &Word, lookup: &dyn Fn(&str) -> Value) -> (String, bool) {
    let mut text = String::new();
    for part in &word.parts {
        match &part.kind {
            PartKind::Literal(literal) => text.push_str(literal),
            PartKind::Variable(variable) => match expand_variable(variable, lookup) {
                Value::Known(value) => text.push_str(&value),
                Value::Unset => {}
                Value::Unknown => return (text, false),
            },
            PartKind::Substitution(_) | PartKind::Opaque => return (text, false),
        }
        if text.len() > LONGEST {
            return (text, false);
        }
    }
    (text, true)
}

/// What one variable comes to, its operator applied.
pub fn expand_variable(variable: &Variable, lookup: &dyn Fn(&str) -> Value) -> Value {
    let value = lookup(&variable.name);
    let Some((operator, word)) = &variable.operation else { return value };
    let is_empty = matches!(&value, Value::Known(text) if text.is_empty());
    match operator {
        Operator::DefaultIfEmpty | Operator::DefaultIfUnset => match value {
            Value::Unset => expand(word, lookup),
            Value::Known(_) if is_empty && *operator == Operator::DefaultIfEmpty => expand(word, lookup),
            other => other,
        },
        Operator::AlternativeIfNotEmpty | Operator::AlternativeIfSet => match value {
            Value::Unknown => Value::Unknown,
            Value::Unset => Value::Known(String::new()),
            Value::Known(_) if is_empty && *operator == Operator::AlternativeIfNotEmpty => Value::Known(String::new()),
            Value::Known(_) => expand(word, lookup),
        },
        Operator::ErrorIfEmpty | Operator::ErrorIfUnset => value,
        Operator::TrimShortestPrefix => trim(value, expand(word, lookup), End::Front, false),
        Operator::TrimLongestPrefix => trim(value, expand(word, lookup), End::Front, true),
        Operator::TrimShortestSuffix => trim(value, expand(word, lookup), End::Back, false),
        Operator::TrimLongestSuffix => trim(value, expand(word, lookup), End::Back, true),
        Operator::ReplaceFirst => replace(value, expand(word, lookup), false),
        Operator::ReplaceAll => replace(value, expand(word, lookup), true),
    }
}

/// The end of a value that a pattern is cut off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Front,
    Back,
}

/// Values are left unknown where matching a pattern would take more steps than this.
const MOST_STEPS: usize = 1 << 14;

fn trim(value: Value, pattern: Value, end: End, longest: bool) -> Value {
    let (Value::Known(text), Value::Known(pattern)) = (&value, &pattern) else {
        return if value == Value::Unset { Value::Unset } else { Value::Unknown };
    };
    if text.len().saturating_mul(pattern.len()) > MOST_STEPS {
        return Value::Unknown;
    }
    let (mut characters, mut pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
    if end == End::Back {
        characters.reverse();
        pattern.reverse();
    }
    let Some(length) = matched_length(&characters, &pattern, longest) else { return value };
    let mut rest = characters.split_off(length);
    if end == End::Back {
        rest.reverse();
    }
    Value::Known(rest.into_iter().collect())
}

/// How much of the front of a text a pattern of `*` and `?` stands for, at least or at most; `None` where it
/// does not match. Goes over the text once and keeps every place of the pattern that may have been reached.
fn matched_length(text: &[char], pattern: &[char], longest: bool) -> Option<usize> {
    let mut reached = vec![false; pattern.len() + 1];
    let mark = |reached: &mut [bool], mut place: usize| {
        loop {
            let Some(is_reached) = reached.get_mut(place).filter(|is_reached| !**is_reached) else { return };
            *is_reached = true;
            if pattern.get(place) != Some(&'*') {
                return;
            }
            place += 1;
        }
    };
    mark(&mut reached, 0);
    let mut found = None;
    for length in 0..=text.len() {
        if reached.last() == Some(&true) {
            found = Some(length);
            if !longest {
                break;
            }
        }
        let Some(character) = text.get(length) else { break };
        let mut next = vec![false; reached.len()];
        for (place, wanted) in pattern.iter().enumerate() {
            match (reached.get(place), wanted) {
                (Some(true), '*') => mark(&mut next, place),
                (Some(true), wanted) if *wanted == '?' || wanted == character => mark(&mut next, place + 1),
                _ => {}
            }
        }
        reached = next;
    }
    found
}

/// `pattern/replacement`; a pattern with wildcards is left unknown.
fn replace(value: Value, rule: Value, all: bool) -> Value {
    let (Value::Known(text), Value::Known(rule)) = (&value, &rule) else {
        return if value == Value::Unset { Value::Unset } else { Value::Unknown };
    };
    let (pattern, replacement) = rule.split_once('/').unwrap_or((rule, ""));
    if pattern.is_empty() || pattern.contains(['*', '?', '\\']) {
        return Value::Unknown;
    }
    // Each match may grow by the length of the replacement.
    if text.len().saturating_mul(replacement.len()) > LONGEST * 16 {
        return Value::Unknown;
    }
    Value::Known(if all { text.replace(pattern, replacement) } else { text.replacen(pattern, replacement, 1) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::dockerfile::{self, ast::Kind};

    fn expanded(text: &str) -> Value {
        let file = format!("FROM {text}\n");
        let parsed = dockerfile::parse(&file);
        let Some(Kind::From(from)) = parsed.tree.instructions().next().map(|instruction| &instruction.kind) else {
            panic!("no FROM")
        };
        expand(from.image.as_ref().unwrap(), &|name| match name {
            "V" => Value::Known("v1.2.3".to_owned()),
            "EMPTY" => Value::Known(String::new()),
            "LATER" => Value::Unknown,
            _ => Value::Unset,
        })
    }

    #[test]
    fn every_operator_of_buildkit_works() {
        let known = |text: &str| Value::Known(text.to_owned());
        assert_eq!(expanded("a:$V-slim"), known("a:v1.2.3-slim"));
        assert_eq!(expanded("a:${V}"), known("a:v1.2.3"));
        assert_eq!(expanded("a:${NO:-x}"), known("a:x"));
        assert_eq!(expanded("a:${EMPTY:-x}"), known("a:x"));
        assert_eq!(expanded("a:${EMPTY-x}"), known("a:"));
        assert_eq!(expanded("a${V:+-slim}"), known("a-slim"));
        assert_eq!(expanded("a${NO+-slim}"), known("a"));
        assert_eq!(expanded("a:${V#v}"), known("a:1.2.3"));
        assert_eq!(expanded("a:${V%.*}"), known("a:v1.2"));
        assert_eq!(expanded("a:${V%%.*}"), known("a:v1"));
        assert_eq!(expanded("a:${V##*.}"), known("a:3"));
        assert_eq!(expanded("a:${V#*}"), known("a:v1.2.3"));
        assert_eq!(expanded("a:${V##*}"), known("a:"));
        assert_eq!(expanded("a:${V%?.?}"), known("a:v1."));
        assert_eq!(expanded("a:${V#x*}"), known("a:v1.2.3"));
        assert_eq!(expanded("a:${V/./-}"), known("a:v1-2.3"));
        assert_eq!(expanded("a:${V//./-}"), known("a:v1-2-3"));
        assert_eq!(expanded("a:${NO:-${V}}"), known("a:v1.2.3"));
        assert_eq!(expanded("a:$LATER"), Value::Unknown);
        assert_eq!(expanded("a:${LATER:-x}"), Value::Unknown);
    }
}
