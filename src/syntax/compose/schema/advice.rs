//! What to do about a value of the wrong kind.
//!
//! Says what is to be written instead, and gives it as the replacement where it can be known. Start with [`advise`].

use crate::syntax::compose::{ComposeProblem, Data, Value, ValueKind};

use super::messages::{Subject, shortened};
use super::shape::{Keys, Kind, Numbers, Shape, Target};

/// Says what to do about a value of the wrong kind.
pub(super) fn advise(problem: ComposeProblem, value: &Value, shape: &Shape, subject: Subject<'_>) -> ComposeProblem {
    match &value.kind {
        ValueKind::Mapping(_) => advise_on_mapping(problem, value, shape, subject),
        ValueKind::Sequence(_) => advise_on_list(problem, value, shape),
        ValueKind::Scalar(scalar) => match &scalar.data {
            Data::Boolean(false) if subject.name == "restart" => {
                problem.help("write `\"no\"`, which is a text").replacement("\"no\"")
            }
            Data::Null if subject.is_item => problem.help("write what belongs after the dash, or remove it"),
            Data::Null if takes_several(shape) => problem.help("write what belongs beneath the key, or remove the key"),
            Data::Null => problem.help("give it a value, or remove the key"),
            Data::Text(text) => advise_on_text(problem, text, shape),
            Data::Boolean(_) | Data::Integer(_) | Data::Float(_) | Data::Timestamp(_) => {
                advise_on_other(problem, &scalar.written, &scalar.data, shape)
            }
        },
    }
}

fn advise_on_other(problem: ComposeProblem, written: &str, data: &Data, shape: &Shape) -> ComposeProblem {
    match (data, shape) {
        (Data::Integer(number), Shape::Duration) => {
            problem.help(format!("write its unit: `{number}s` for seconds")).replacement(format!("{number}s"))
        }
        (Data::Integer(_) | Data::Float(_), Shape::Bytes(_)) => {
            problem.help("write its unit, such as `512m`, or put it in quotes if it is a number of bytes")
        }
        (Data::Integer(_) | Data::Float(_), shape) if takes_list(shape) => {
            problem.help("write it as an item of a list").correction(format!("[\"{written}\"]"))
        }
        (Data::Boolean(_), shape) if takes_quoted(shape, written) => {
            problem.help("put it in quotes").replacement(format!("\"{written}\""))
        }
        _ if takes_quoted(shape, written) => problem.help("put it in quotes").correction(format!("\"{written}\"")),
        _ => problem,
    }
}

fn advise_on_text(problem: ComposeProblem, text: &str, shape: &Shape) -> ComposeProblem {
    let is_number = matches!(shape, Shape::Integer(..) | Shape::Number(..)) && text.parse::<i64>().is_ok();
    let boolean = matches!(shape, Shape::Boolean(_)).then(|| super::cast::read(text, Target::Boolean)).flatten();
    if let Some(Data::Boolean(value)) = boolean {
        return problem.help(format!("write `{value}` without quotes")).correction(value.to_string());
    }
    if is_number {
        return problem.help("write it without quotes").correction(text.to_owned());
    }
    if takes_list(shape) {
        let is_simple = !text.is_empty() && !text.contains(['"', '\\', '\n', '$']);
        let problem = problem.help("write it as an item of a list");
        return if is_simple { problem.correction(format!("[\"{text}\"]")) } else { problem };
    }
    match keys_of(shape).and_then(|keys| key_with_word(keys, text)) {
        Some(key) => {
            let meant = format!("{{{key}: {text}}}");
            problem.help(format!("write `{meant}`")).correction(meant)
        }
        None if keys_of(shape).is_some_and(|keys| keys.key("image").is_some()) && !text.is_empty() => problem
            .help(format!("if it is the image of the service, write `image: {}` beneath the name", shortened(text))),
        None if takes_mapping(shape) => problem.help("write its keys beneath it, each on a line of its own"),
        None => problem,
    }
}

/// The keys of a mapping that a shape takes.
fn keys_of(shape: &Shape) -> Option<&'static Keys> {
    match shape {
        Shape::Object(keys) => Some(keys),
        Shape::OneOf(shapes) => shapes.iter().find_map(keys_of),
        _ => None,
    }
}

/// The one key that takes a word.
fn key_with_word(keys: &'static Keys, word: &str) -> Option<&'static str> {
    let takes = |shape: &Shape| matches!(shape, Shape::Enumeration(words) if words.contains(&word));
    keys.iter().find(|key| takes(&key.shape)).map(|key| key.name)
}

fn advise_on_list(problem: ComposeProblem, value: &Value, shape: &Shape) -> ComposeProblem {
    let is_of_mappings = value.items().iter().any(|item| item.as_mapping().is_some());
    match value.items() {
        _ if takes_mapping(shape) && is_of_mappings => problem.help("leave out the dashes: it has keys, not items"),
        [item, ..] if takes_mapping(shape) => match item.as_text() {
            Some(text) if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)) => {
                problem.help(format!("write `{text}:` instead of `- {text}`"))
            }
            _ => problem.help("write keys with values instead of items"),
        },
        [_] if takes_text(shape) => problem.help("write the item alone, without a list"),
        _ => problem,
    }
}

fn advise_on_mapping(problem: ComposeProblem, value: &Value, shape: &Shape, subject: Subject<'_>) -> ComposeProblem {
    if let Some(help) = placeholder(value).filter(|_| takes_text(shape)) {
        return problem.help(help);
    }
    if !subject.is_item && takes_text(shape) {
        return problem.help("put it in quotes if it is meant as a text");
    }
    let mut members = value.as_mapping().into_iter().flat_map(|mapping| mapping.iter());
    if !subject.is_item && takes_list(shape) {
        let joint = joint_of(subject.name).unwrap_or(": ");
        let first = members.next().and_then(|(name, member)| Some((name, member.value.to_text()?)));
        return match first {
            Some((name, text)) => problem.help(format!("write items: `- {name}{joint}{text}`")),
            None => problem.help("write items, each behind a dash"),
        };
    }
    let (Some((name, member)), None) = (members.next(), members.next()) else { return problem };
    let Some(text) = member.value.to_text().filter(|_| subject.is_item && takes_text(shape)) else { return problem };
    let Some(joint) = joint_of(subject.name) else {
        return problem.help(format!("if the colon is part of the text, put it in quotes: `\"{name}: {text}\"`"));
    };
    let item = format!("{name}{joint}{text}");
    let is_plain = item.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"=:._/-".contains(&byte));
    let problem = problem.help(format!("write it as `{item}`, or leave out the dash before every key"));
    if is_plain && !item.ends_with(':') { problem.correction(item) } else { problem }
}

/// What stands between the two parts of an item.
fn joint_of(name: &str) -> Option<&'static str> {
    match name {
        "environment" | "labels" | "args" | "sysctls" | "annotations" | "additional_contexts" | "options" => Some("="),
        "extra_hosts" | "ports" | "volumes" | "devices" => Some(":"),
        _ => None,
    }
}

/// What to say of `{$NAME}` and `{NAME}`, which are mappings to YAML, and of `{{ name }}`, of which an empty one is left.
fn placeholder(value: &Value) -> Option<String> {
    let mapping = value.as_mapping().filter(|mapping| mapping.len() <= 1)?;
    let variable = match mapping.iter().next() {
        None => "NAME",
        Some((name, member)) if member.value.is_null() => name.strip_prefix('$').unwrap_or(name),
        Some(_) => return None,
    };
    let is_name = variable.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let help = "a placeholder that something fills in first? Compose reads it as a mapping; quote it, or write";
    is_name.then(|| format!("{help} `${{{variable}}}` for a variable"))
}

fn takes_text(shape: &Shape) -> bool {
    match shape {
        Shape::Text | Shape::Pattern(_) | Shape::Enumeration(_) | Shape::Duration => true,
        Shape::Scalar(kinds) => kinds.contains(&Kind::Text),
        Shape::Bytes(numbers) => *numbers == Numbers::Refused,
        Shape::OneOf(shapes) => shapes.iter().any(takes_text),
        _ => false,
    }
}

/// Whether a shape takes it once it is put in quotes.
fn takes_quoted(shape: &Shape, written: &str) -> bool {
    match shape {
        Shape::Text | Shape::Scalar(_) => takes_text(shape),
        Shape::Pattern(pattern) => (pattern.fits)(written),
        Shape::OneOf(shapes) => shapes.iter().any(|shape| takes_quoted(shape, written)),
        _ => false,
    }
}

fn takes_list(shape: &Shape) -> bool {
    matches!(shape, Shape::List(..)) || matches!(shape, Shape::OneOf(shapes) if shapes.iter().any(takes_list))
}

fn takes_mapping(shape: &Shape) -> bool {
    match shape {
        Shape::Map(_) | Shape::Object(_) => true,
        Shape::OneOf(shapes) => shapes.iter().any(takes_mapping),
        _ => false,
    }
}

fn takes_several(shape: &Shape) -> bool {
    takes_list(shape) || takes_mapping(shape)
}
