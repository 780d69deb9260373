//! Commands, as a text or as a list of words.

use super::super::ast::{CommandLine, Form};
use super::super::{Located, Value};
use super::read;
use crate::syntax::compose::words;

/// A command; `None` where none is written, which leaves the image's.
pub(super) fn command(value: &Value) -> Option<CommandLine> {
    let place = value.place;
    let Some(items) = value.as_sequence() else { return text(value) };
    let words: Vec<_> = items.iter().filter_map(read::text).collect();
    if words.is_empty() {
        return Some(CommandLine { form: Form::Cleared, words, place, written: None });
    }
    if !is_split_text(items) {
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
    let words: Vec<_> = split_at_blanks(&text.value, |start, word| Located {
        value: word.to_owned(),
        place: value.part(start..start + word.len()),
        provenance: text.provenance,
    });
    let form = if words.is_empty() { Form::Cleared } else { Form::Text };
    let written = value.as_scalar().map(|scalar| text.map(|_| scalar.written.to_string()));
    Some(CommandLine { form, words, place, written: written.filter(|_| form == Form::Text) })
}

/// The words of a text, each made of where it starts and what it is.
fn split_at_blanks<T>(text: &str, make: impl Fn(usize, &str) -> T) -> Vec<T> {
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

/// Whether a list of words was made from one text: each says that the whole text is what is written there, and is no
/// longer all of it. The item of a list is, as far as variables leave that to be seen.
fn is_split_text(items: &[Value]) -> bool {
    let Some(scalar) = items.first().and_then(Value::as_scalar) else { return false };
    let whole = scalar.written.replace("$$", "$");
    let text = |item: &Value| item.to_text().unwrap_or_default();
    let is_same = |item: &Value| item.as_scalar().is_some_and(|other| other.written == scalar.written);
    if !items.iter().all(is_same) {
        return false;
    }
    if items.iter().all(|item| text(item) == whole) {
        // Nothing was cut out of an item, nor replaced in it.
        return !scalar.pieces.is_empty() && !scalar.written.contains('$');
    }
    let has_blank = |text: &str| text.contains(char::is_whitespace);
    let [item] = items else { return has_blank(&whole) };
    let cut = words::split(&scalar.written).ok().and_then(|split| split.cut);
    let word = text(item);
    let is_word = !has_blank(&word) || whole.contains(['"', '\'', '\\']);
    is_word && cut.is_none_or(|cut| !word.contains(&cut.value))
}
