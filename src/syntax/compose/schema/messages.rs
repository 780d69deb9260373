//! What is said about a value that does not keep to the tables.
//!
//! Every problem stands on its culprit, names what the specification asks for and what is there, and says what to do
//! next; where only one text can have been meant, it is given as the replacement. Start with [`wrong_type`].

use std::ops::RangeInclusive;

use crate::syntax::compose::{
    ComposeProblem, ComposeProblemKind, Data, Member, Provenance, Value, ValueKind, byte_sizes,
};
use crate::text::Place;

use super::shape::{Key, Keys, Kind, Names, Shape, Target, Texts};
use super::{advice, nearby};

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
pub(super) fn old_layout(name: &str, member: &Member, changes: &str) -> ComposeProblem {
    let message = format!("`{}` stands at the top of the file, where Compose takes no services", shortened(name));
    ComposeProblem::new(ComposeProblemKind::NotAProject, member.key, message)
        .help(format!("write `services:` at the top and indent every service beneath it{changes}"))
}

/// A value of a kind that is not asked for.
pub(super) fn wrong_type(value: &Value, shape: &Shape, subject: Subject<'_>) -> ComposeProblem {
    let message = if value.is_null() {
        format!("{} must be {}, and there is nothing", subject.text(), expected(shape))
    } else {
        format!("{} must be {}, not {}", subject.text(), expected(shape), found(value))
    };
    let place = if value.is_null() && value.place.span.is_empty() { subject.place } else { value.place };
    let problem =
        advice::advise(ComposeProblem::new(ComposeProblemKind::WrongType, place, message), value, shape, subject);
    // What a variable brought is not to be mended where it is used.
    ComposeProblem { replacement: problem.replacement.filter(|_| is_as_written(value)), ..problem }
}

/// Whether no variable is in a value.
fn is_as_written(value: &Value) -> bool {
    value.as_scalar().is_none_or(|scalar| scalar.variables.is_empty())
}

/// What is said of a text that is none of what is expected.
fn unfit(value: &Value, expected: &str, subject: Subject<'_>) -> String {
    let is_emptied = value.as_text() == Some("") && value.provenance() == Provenance::Unset;
    match is_emptied {
        true => format!("{} is empty", subject.text()),
        false => format!("{} must be {expected}, not {}", subject.text(), found(value)),
    }
}

/// A text that is none of a few.
pub(super) fn bad_word(value: &Value, words: &[&str], subject: Subject<'_>) -> ComposeProblem {
    bad_text(value, &alternatives(words), words, subject)
}

/// A text that is not of the form that is asked for.
pub(super) fn bad_text(value: &Value, expected: &str, words: &[&str], subject: Subject<'_>) -> ComposeProblem {
    let message = unfit(value, expected, subject);
    let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message);
    let near = value.as_text().and_then(|text| {
        let ends_so = |word: &&&str| word.strip_suffix(text).is_some_and(|rest| rest.ends_with('_'));
        let longer = words.iter().find(ends_so).copied();
        longer.or_else(|| nearby::nearest(text, words.iter().copied()))
    });
    match near.filter(|_| is_as_written(value)) {
        Some(word) => problem.help(format!("did you mean `{word}`?")).replacement(word),
        None => problem,
    }
}

/// A text of which Compose cannot make a boolean or number.
pub(super) fn unreadable(value: &Value, shape: &Shape, subject: Subject<'_>) -> ComposeProblem {
    let expected = match shape {
        Shape::Integer(_, Texts::Word(word)) => format!("a whole number or `{word}`"),
        Shape::Number(_, Texts::Cast(Target::Integer) | Texts::Read(Target::Integer)) => "a whole number".to_owned(),
        _ => expected(shape),
    };
    let message = unfit(value, &expected, subject);
    let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message);
    match value.as_text().filter(|text| subject.name == "external" && !text.is_empty()) {
        Some(name) => problem.help(format!("write `external: true`, and beside it `name: {}`", shortened(name))),
        None => problem,
    }
}

/// A text that is no duration.
pub(super) fn no_duration(value: &Value, text: &str, subject: Subject<'_>) -> ComposeProblem {
    let message = unfit(value, "a duration such as `30s`", subject);
    let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message);
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = match text.get(digits.len()..).unwrap_or_default().trim() {
        "" | "sec" | "secs" | "second" | "seconds" => "s",
        "min" | "mins" | "minute" | "minutes" => "m",
        "hour" | "hours" => "h",
        _ => return problem,
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return problem;
    }
    let meant = format!("{digits}{unit}");
    let problem = problem.help(format!("write its unit so: `{meant}`"));
    if is_as_written(value) { problem.replacement(meant) } else { problem }
}

/// A text that is no number of bytes.
pub(super) fn no_size(value: &Value, subject: Subject<'_>) -> ComposeProblem {
    let message = unfit(value, "a size such as `512m`", subject);
    let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message);
    let unit = value.as_text().filter(|_| is_as_written(value)).and_then(|text| text.strip_suffix(['i', 'I']));
    match unit.filter(|text| byte_sizes::bytes(text).is_some()) {
        Some(text) => problem.help(format!("did you mean `{text}`?")).replacement(text),
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
