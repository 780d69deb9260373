//! What is said about a value that does not keep to the tables.
//!
//! Every problem stands on its culprit, names what the specification asks for and what is there, and says what to do
//! next; where only one text can have been meant, it is given as the replacement. Start with [`wrong_type`].

use std::ops::RangeInclusive;

use crate::syntax::compose::{
    ComposeProblem, ComposeProblemKind, Data, Member, Provenance, Value, ValueKind, byte_sizes,
};
use crate::text::Place;

use super::nearby;
use super::shape::{Key, Keys, Kind, Names, Numbers, Shape, Target, Texts};

/// What a problem is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    /// The key, or the name that the user chose.
    pub name: &'a str,
    /// Where it is written; of an item, the item.
    pub place: Place,
    /// Whether it is an item of the list that the key has.
    pub is_item: bool,
}

impl Subject<'_> {
    fn text(self) -> String {
        let name = shortened(self.name);
        if self.is_item { format!("an item of `{name}`") } else { format!("`{name}`") }
    }

    /// The smallest place that stands for a mapping: its key, or of an item the first key in it.
    pub(super) fn anchor(self, value: &Value) -> Place {
        let first = value.as_mapping().and_then(|mapping| mapping.iter().next());
        first.filter(|_| self.is_item).map_or(self.place, |(_, member)| member.key)
    }
}

/// A file that is a list or a text.
pub(super) fn no_project(root: &Value) -> ComposeProblem {
    let message = format!("a Compose file must be a mapping, not {}", found(root));
    ComposeProblem::new(ComposeProblemKind::NotAProject, root.place, message)
        .help("begin it with `services:`, and write the services beneath it")
}

/// A file in the layout of the first Compose files.
pub(super) fn old_layout(name: &str, member: &Member) -> ComposeProblem {
    let message = format!("`{}` stands at the top of the file, where Compose takes no services", shortened(name));
    ComposeProblem::new(ComposeProblemKind::NotAProject, member.key, message)
        .help("write `services:` at the top and indent every service beneath it")
}

/// A value of a kind that is not asked for.
pub(super) fn wrong_type(value: &Value, shape: &Shape, subject: Subject<'_>) -> ComposeProblem {
    let message = if value.is_null() {
        format!("{} must be {}, and there is nothing", subject.text(), expected(shape))
    } else {
        format!("{} must be {}, not {}", subject.text(), expected(shape), found(value))
    };
    let place = if value.is_null() && value.place.span.is_empty() { subject.place } else { value.place };
    let problem = advise(ComposeProblem::new(ComposeProblemKind::WrongType, place, message), value, shape, subject);
    // What a variable brought is not to be mended where it is used.
    ComposeProblem { replacement: problem.replacement.filter(|_| is_as_written(value)), ..problem }
}

/// Says what to do about a value of the wrong kind.
fn advise(problem: ComposeProblem, value: &Value, shape: &Shape, subject: Subject<'_>) -> ComposeProblem {
    match &value.kind {
        ValueKind::Mapping(_) => advise_on_mapping(problem, value, shape, subject),
        ValueKind::Sequence(_) => advise_on_list(problem, value, shape),
        ValueKind::Scalar(scalar) => match &scalar.data {
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

/// Whether no variable is in a value.
fn is_as_written(value: &Value) -> bool {
    value.as_scalar().is_none_or(|scalar| scalar.variables.is_empty())
}

fn advise_on_other(problem: ComposeProblem, written: &str, data: &Data, shape: &Shape) -> ComposeProblem {
    match (data, shape) {
        (Data::Integer(number), Shape::Duration) => {
            problem.help(format!("write its unit: `{number}s` for seconds")).replacement(format!("{number}s"))
        }
        (Data::Integer(_) | Data::Float(_), Shape::Bytes(_)) => {
            problem.help("write its unit, such as `512m`, or put it in quotes if it is a number of bytes")
        }
        _ if takes_quoted(shape, written) => problem.help("put it in quotes").replacement(format!("\"{written}\"")),
        _ => problem,
    }
}

fn advise_on_text(problem: ComposeProblem, text: &str, shape: &Shape) -> ComposeProblem {
    let is_number = matches!(shape, Shape::Integer(..) | Shape::Number(..)) && text.parse::<i64>().is_ok();
    let boolean = matches!(shape, Shape::Boolean(_)).then(|| super::cast::read(text, Target::Boolean)).flatten();
    if let Some(Data::Boolean(value)) = boolean {
        return problem.help(format!("write `{value}` without quotes")).replacement(value.to_string());
    }
    if is_number {
        return problem.help("write it without quotes").replacement(text.to_owned());
    }
    if takes_list(shape) {
        let is_simple = !text.is_empty() && !text.contains(['"', '\\', '\n', '$']);
        let problem = problem.help("write it as an item of a list");
        return if is_simple { problem.replacement(format!("[\"{text}\"]")) } else { problem };
    }
    problem
}

fn advise_on_list(problem: ComposeProblem, value: &Value, shape: &Shape) -> ComposeProblem {
    let is_of_mappings = value.items().iter().any(|item| item.as_mapping().is_some());
    match value.items() {
        _ if takes_mapping(shape) && is_of_mappings => problem.help("leave out the dashes: it has keys, not items"),
        _ if takes_mapping(shape) => problem.help("write keys with values instead of items"),
        [_] if takes_text(shape) => problem.help("write the item alone, without a list"),
        _ => problem,
    }
}

fn advise_on_mapping(problem: ComposeProblem, value: &Value, shape: &Shape, subject: Subject<'_>) -> ComposeProblem {
    if !subject.is_item && takes_text(shape) {
        return problem.help("put it in quotes if it is meant as a text");
    }
    let mut members = value.as_mapping().into_iter().flat_map(|mapping| mapping.iter());
    let (Some((name, member)), None) = (members.next(), members.next()) else { return problem };
    let Some(text) = member.value.to_text().filter(|_| subject.is_item && takes_text(shape)) else { return problem };
    let joint = match subject.name {
        "environment" | "labels" | "args" | "sysctls" | "annotations" | "additional_contexts" | "options" => "=",
        "extra_hosts" | "ports" | "volumes" | "devices" => ":",
        _ => return problem.help(format!("if the colon is part of the text, put it in quotes: `\"{name}: {text}\"`")),
    };
    let item = format!("{name}{joint}{text}");
    let is_plain = item.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"=:._/-".contains(&byte));
    let problem = problem.help(format!("write it as `{item}`, or leave out the dash before every key"));
    if is_plain && !item.ends_with(':') { problem.replacement(item) } else { problem }
}

/// A text that is none of a few.
pub(super) fn bad_word(value: &Value, words: &[&str], subject: Subject<'_>) -> ComposeProblem {
    bad_text(value, &alternatives(words), words, subject)
}

/// A text that is not of the form that is asked for.
pub(super) fn bad_text(value: &Value, expected: &str, words: &[&str], subject: Subject<'_>) -> ComposeProblem {
    let message = format!("{} must be {expected}, not {}", subject.text(), found(value));
    let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message);
    let near = value.as_text().and_then(|text| nearby::nearest(text, words.iter().copied()));
    match near.filter(|_| is_as_written(value)) {
        Some(word) => problem.help(format!("did you mean `{word}`?")).replacement(word),
        None => with_variables(problem, value),
    }
}

/// A text of which Compose cannot make a boolean or number.
pub(super) fn unreadable(value: &Value, shape: &Shape, subject: Subject<'_>) -> ComposeProblem {
    let expected = match shape {
        Shape::Integer(_, Texts::Word(word)) => format!("a whole number or `{word}`"),
        Shape::Number(_, Texts::Cast(Target::Integer) | Texts::Read(Target::Integer)) => "a whole number".to_owned(),
        _ => expected(shape),
    };
    let message = format!("{} must be {expected}, not {}", subject.text(), found(value));
    let problem = with_variables(ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message), value);
    match value.as_text().filter(|text| subject.name == "external" && !text.is_empty()) {
        Some(name) => problem.help(format!("write `external: true`, and beside it `name: {}`", shortened(name))),
        None => problem,
    }
}

/// A text that is no duration.
pub(super) fn no_duration(value: &Value, text: &str, subject: Subject<'_>) -> ComposeProblem {
    let message = format!("{} must be a duration such as `30s`, not {}", subject.text(), found(value));
    let problem = with_variables(ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message), value);
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { problem.help(format!("write its unit: `{text}s` for seconds")) } else { problem }
}

/// A text that is no number of bytes.
pub(super) fn no_size(value: &Value, subject: Subject<'_>) -> ComposeProblem {
    let message = format!("{} must be a size such as `512m`, not {}", subject.text(), found(value));
    let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message);
    let unit = value.as_text().filter(|_| is_as_written(value)).and_then(|text| text.strip_suffix(['i', 'I']));
    match unit.filter(|text| byte_sizes::bytes(text).is_some()) {
        Some(text) => problem.help(format!("did you mean `{text}`?")).replacement(text),
        None => with_variables(problem, value),
    }
}

/// Says where an empty text comes from, if from a variable.
fn with_variables(problem: ComposeProblem, value: &Value) -> ComposeProblem {
    let uses = value.as_scalar().map(|scalar| scalar.variables.as_slice()).unwrap_or_default();
    match uses.iter().find(|one| one.provenance == Provenance::Unset) {
        Some(one) => problem.help(format!("set `{0}`, or give it a default: `${{{0}:-...}}`", one.name)),
        None => problem,
    }
}

/// A number that is too small or too large.
pub(super) fn out_of_range(value: &Value, range: &RangeInclusive<i64>, subject: Subject<'_>) -> ComposeProblem {
    let limit = match range.end() {
        &i64::MAX => format!("at least {}", range.start()),
        end => format!("from {} to {end}", range.start()),
    };
    let message = format!("{} must be {limit}, not {}", subject.text(), found(value));
    ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message)
}

/// A number that no configuration can hold.
pub(super) fn infinite(value: &Value, subject: Subject<'_>) -> ComposeProblem {
    let message = format!("{} must be finite, not {}", subject.text(), found(value));
    ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message).help("put it in quotes if it is a text")
}

/// The same item twice.
pub(super) fn repeated(value: &Value, first: Place, subject: Subject<'_>) -> ComposeProblem {
    let item = shortened(&value.to_text().unwrap_or_default()).to_owned();
    let message = format!("`{}` has `{item}` twice", shortened(subject.name));
    ComposeProblem::new(ComposeProblemKind::RepeatedItem, value.place, message)
        .help("remove one of them")
        .label(first, "the first one")
}

/// A name that is not allowed.
pub(super) fn bad_name(name: &str, place: Place, names: Names, subject: Subject<'_>) -> ComposeProblem {
    let parent = shortened(subject.name);
    let message = match names {
        Names::NotEmpty | Names::Any | Names::LettersOrAnything => format!("a name in `{parent}` is empty"),
        Names::Resource | Names::ResourceOrAnything if name.is_empty() => format!("a name in `{parent}` is empty"),
        Names::Resource | Names::ResourceOrAnything => {
            format!("`{}` in `{parent}` is not made of letters, digits, `.`, `_` and `-` alone", shortened(name))
        }
    };
    ComposeProblem::new(ComposeProblemKind::InvalidValue, place, message).help("choose another name")
}

/// A key that must be there and is not.
pub(super) fn missing(key: &Key, keys: &Keys, subject: Subject<'_>) -> ComposeProblem {
    let message = format!("{} has no `{}`", described(keys, subject), key.name);
    let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, subject.place, message);
    match &key.shape {
        Shape::Enumeration(words) => problem.help(format!("add `{}:` with {}", key.name, alternatives(words))),
        shape => problem.help(format!("add `{}:` with {}", key.name, expected(shape))),
    }
}

/// Keys of which one must be there.
pub(super) fn missing_one_of(keys: &Keys, subject: Subject<'_>) -> ComposeProblem {
    let names = alternatives(keys.one_of);
    let message = format!("{} has no {names}", described(keys, subject));
    ComposeProblem::new(ComposeProblemKind::InvalidValue, subject.place, message).help(format!("add {names}"))
}

fn described(keys: &Keys, subject: Subject<'_>) -> String {
    if subject.is_item { keys.what.to_owned() } else { subject.text() }
}

/// What a shape asks for, to be read after "must be".
fn expected(shape: &Shape) -> String {
    match shape {
        Shape::OneOf(shapes) => {
            let shapes = shapes.iter().filter(|shape| !matches!(shape, Shape::Nothing));
            join(&shapes.flat_map(parts).collect::<Vec<String>>())
        }
        Shape::Scalar(_) => join(&parts(shape)),
        Shape::Pattern(pattern) => pattern.expected.to_owned(),
        Shape::Enumeration(words) => alternatives(words),
        Shape::Anything => "a value".to_owned(),
        Shape::Nothing => "empty".to_owned(),
        Shape::Text => "a text".to_owned(),
        Shape::Duration => "a duration such as `30s`".to_owned(),
        Shape::Bytes(_) => "a size such as `512m`".to_owned(),
        Shape::Boolean(_) => "`true` or `false`".to_owned(),
        Shape::Integer(_, Texts::Read(Target::Mode)) => "a mode in octal digits".to_owned(),
        Shape::Integer(..) => "a whole number".to_owned(),
        Shape::Number(..) => "a number".to_owned(),
        Shape::List(..) => "a list".to_owned(),
        Shape::Map(_) | Shape::Object(_) => "a mapping".to_owned(),
    }
}

/// The same in pieces, to be joined with those of other shapes.
fn parts(shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Scalar(kinds) => kinds.iter().filter_map(|kind| kind_text(*kind)).map(str::to_owned).collect(),
        _ => vec![expected(shape)],
    }
}

fn kind_text(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Text => Some("a text"),
        Kind::Number => Some("a number"),
        Kind::Integer => Some("a whole number"),
        Kind::Boolean => Some("`true` or `false`"),
        Kind::Null | Kind::Date => None,
    }
}

/// What is there, to be read after "not".
fn found(value: &Value) -> String {
    let scalar = match &value.kind {
        ValueKind::Mapping(_) => return "a mapping".to_owned(),
        ValueKind::Sequence(_) => return "a list".to_owned(),
        ValueKind::Scalar(scalar) => scalar,
    };
    let replaced;
    let text = if scalar.variables.is_empty() {
        &*scalar.written
    } else {
        replaced = scalar.data.to_text();
        &replaced
    };
    let text = shortened(text);
    match &scalar.data {
        Data::Null => "empty".to_owned(),
        Data::Boolean(_) => format!("`{text}`"),
        Data::Integer(_) | Data::Float(_) => format!("the number `{text}`"),
        Data::Timestamp(_) => format!("the date `{text}`"),
        Data::Text(text) if text.is_empty() => "an empty text".to_owned(),
        Data::Text(_) => format!("`{text}`"),
    }
}

/// The first line of a text, and not too much of it.
pub(super) fn shortened(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.char_indices().nth(60).map_or(line, |(end, _)| line.get(..end).unwrap_or(line))
}

/// Words, as a choice.
fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    join(&quoted)
}

/// Parts, as a choice.
pub(super) fn join(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
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
