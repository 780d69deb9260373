//! Commands, as a text or as a list of words.

use super::super::ast::{CommandLine, Form};
use super::super::{Located, Value};
use super::read;
use crate::syntax::yaml::ScalarStyle;

/// A command; `None` where none is written, which leaves the image's.
pub(super) fn command(value: &Value) -> Option<CommandLine> {
    let place = value.place;
    let Some(items) = value.as_sequence() else { return text(value) };
    let words: Vec<_> = items.iter().filter_map(read::text).collect();
    if words.is_empty() {
        return Some(CommandLine { form: Form::Cleared, words, place, written: None });
    }
    if !is_split_text(value, items) {
        return Some(CommandLine { form: Form::List, words, place, written: None });
    }
    let provenance = items.iter().map(Value::provenance).max().unwrap_or_default();
    let scalar = items.first().and_then(Value::as_scalar);
    let written = scalar.map(|scalar| Located { value: scalar.written.to_string(), place, provenance });
    Some(CommandLine { form: Form::Text, words, place, written })
}

/// A text that was not split yet.
fn text(value: &Value) -> Option<CommandLine> {
    let text = read::text(value)?;
    let place = value.place;
    let words: Vec<_> = words(&text.value, |start, word| Located {
        value: word.to_owned(),
        place: value.part(start..start + word.len()),
        provenance: text.provenance,
    });
    let form = if words.is_empty() { Form::Cleared } else { Form::Text };
    let written = value.as_scalar().map(|scalar| text.map(|_| scalar.written.to_string()));
    Some(CommandLine { form, words, place, written: written.filter(|_| form == Form::Text) })
}

/// The words of a text, each made of where it starts and what it is.
fn words<T>(text: &str, make: impl Fn(usize, &str) -> T) -> Vec<T> {
    let mut words = Vec::new();
    let mut start = 0;
    for word in text.split(char::is_whitespace) {
        if !word.is_empty() {
            words.push(make(start, word));
        }
        let separator = text.get(start + word.len()..).and_then(|rest| rest.chars().next());
        start += word.len() + separator.map_or(0, char::len_utf8);
    }
    words
}

/// Whether a list of words was made from one text: each says that the whole text is what is written there, and is
/// shorter than that, or is all of it and stands where the list does. The item of a list never does: it may start where
/// its list does, but then nothing was cut out of it.
fn is_split_text(list: &Value, items: &[Value]) -> bool {
    let Some(scalar) = items.first().and_then(Value::as_scalar) else { return false };
    let is_quoted = matches!(scalar.style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let is_same = |item: &Value| item.as_scalar().is_some_and(|other| other.written == scalar.written);
    let is_part = |item: &Value| {
        let (length, written) = (item.place.span.len() as usize, scalar.written.len());
        let was_cut = item.as_scalar().is_some_and(|scalar| !scalar.pieces.is_empty());
        length < written || (is_quoted && length == written) || (item.place == list.place && was_cut)
    };
    items.iter().all(is_same) && items.iter().any(is_part)
}
