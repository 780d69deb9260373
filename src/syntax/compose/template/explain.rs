//! What to say about variables that cannot be expanded.

use super::name_length;

/// How much of a malformed expression a message repeats, in bytes.
const MOST_SHOWN: usize = 60;

/// A message with what to do next.
#[derive(Debug)]
pub(super) struct Explanation {
    pub(super) message: String,
    pub(super) help: String,
}

impl Explanation {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// What is wrong with `${` at the start of a text, whose first closing brace on the line ends at `end`; before it,
/// how many bytes the culprit has.
pub(super) fn malformed(text: &str, end: Option<usize>) -> (usize, Explanation) {
    let name = name_length(text.get(2..).unwrap_or_default());
    let Some((end, whole)) = end.and_then(|end| Some((end, text.get(..end)?))) else {
        let start = text.get(..2 + name).unwrap_or("${");
        let ends_later = text.contains('}');
        let message = format!("`{start}` is not closed{}", if ends_later { " on its line" } else { "" });
        let help = format!("write `}}` after it, or `${start}` where a literal `$` is meant");
        return (start.len(), Explanation::new(message, help));
    };
    let shown = shorten(whole);
    if let Some(explanation) = stray(whole) {
        return (end, explanation);
    }
    let literal = if shown == whole { format!("`${whole}`") } else { "`$${`".to_owned() };
    let literal = format!("write {literal} where a literal `$` is meant");
    let explanation = if whole == "${}" {
        Explanation::new("`${}` names no variable", literal)
    } else if name == 0 {
        let help = format!("names begin with a letter or `_`; {literal}");
        Explanation::new(format!("`{shown}` does not begin with the name of a variable"), help)
    } else {
        let help = format!("after a name, Compose knows `:-`, `-`, `:?`, `?`, `:+` and `+`; {literal}");
        Explanation::new(format!("`{shown}` is no expansion that Compose knows"), help)
    };
    (end, explanation)
}

/// What to say where nothing but a quote or bracket too many keeps `${NAME"}` from being a variable.
fn stray(whole: &str) -> Option<Explanation> {
    let inner = whole.strip_prefix("${")?.strip_suffix('}')?;
    let is_stray = |character: char| matches!(character, '"' | '\'' | '(' | ')' | '[' | ']' | '{');
    let name = inner.trim_matches(is_stray);
    let culprit = inner.chars().find(|character| is_stray(*character))?;
    let is_name = !name.is_empty() && name_length(name) == name.len();
    let message = format!("`{}` is no expansion that Compose knows", shorten(whole));
    is_name.then(|| Explanation::new(message, format!("take the `{culprit}` away: `${{{name}}}`")))
}

/// What to say where a variable must be set and is not, or is `empty`.
pub(super) fn missing(name: &str, is_empty: bool, message: &str) -> Explanation {
    let state = if is_empty { "must not be empty" } else { "must be set and is not" };
    let own = if message.is_empty() { String::new() } else { format!(": `{message}`") };
    let help = format!("set it in the environment, or as `{name}=...` in a `.env` file beside the Compose file");
    Explanation::new(format!("`{name}` {state}{own}"), help)
}

/// What to say where defaults lie too deep in each other.
pub(super) fn nested(name: &str) -> Explanation {
    Explanation::new(
        format!("the default with `{name}` lies too deep in others to be followed"),
        "give each variable one default, or set it in a `.env` file",
    )
}

/// What to say where a value is too long.
pub(super) fn too_long(name: &str) -> Explanation {
    Explanation::new(
        format!("what `{name}` comes to is too long to be followed here"),
        "keep long texts in files, and mount them or name them under `configs`",
    )
}

/// The start of a text, with an ellipsis where it goes on.
fn shorten(text: &str) -> String {
    if text.len() <= MOST_SHOWN {
        return text.to_owned();
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= MOST_SHOWN).last().unwrap_or(0);
    format!("{}…", text.get(..end).unwrap_or_default())
}
