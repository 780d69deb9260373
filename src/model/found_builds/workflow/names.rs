//! Expressions and variables of a pipeline: `${{ matrix.app }}`, `$APP`.
//!
//! Expressions would confuse the readers of YAML and of shells, so each is masked in the text by a variable of the same
//! length; places stay right. Start with [`mask`] and [`Names`].

use std::collections::HashMap;

use super::super::root;

/// Longer values are left unknown.
const LONGEST: usize = 1 << 12;
const FRONT: &str = "$_Q";

/// The expressions of a text.
#[derive(Debug, Default)]
pub(in crate::model::found_builds) struct Expressions {
    /// What stands between the braces, with the byte that it begins at.
    found: Vec<(usize, String)>,
}

/// A text in which expressions are masked, and the expressions.
pub(super) fn mask(text: &str, marks: (&str, &str)) -> (String, Expressions) {
    let (open, close) = marks;
    let mut masked = String::with_capacity(text.len());
    let mut expressions = Expressions::default();
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let (before, from) = rest.split_at(start);
        masked.push_str(before);
        let line = from.split('\n').next().unwrap_or_default();
        let Some(end) = line.find(close).filter(|end| *end >= open.len()).map(|end| end + close.len()) else {
            // One that goes on in the next line stays as it is.
            masked.push_str(line);
            rest = from.get(line.len()..).unwrap_or_default();
            continue;
        };
        let inner = from.get(open.len()..end - close.len()).unwrap_or_default();
        let index = expressions.found.len();
        let width = end.saturating_sub(FRONT.len() + 1);
        let digits = format!("{index:0width$}");
        // A number that does not fit stands for something unknown.
        let digits = if digits.len() == width { digits } else { "_".repeat(width) };
        expressions.found.push((masked.len(), inner.trim().to_owned()));
        masked.push_str(FRONT);
        masked.push_str(&digits);
        masked.push('_');
        rest = from.get(end..).unwrap_or_default();
    }
    masked.push_str(rest);
    (masked, expressions)
}

impl Expressions {
    /// Whether one between two bytes says something.
    pub(super) fn say(&self, start: usize, end: usize, word: &str) -> bool {
        let first = self.found.partition_point(|(at, _)| *at < start);
        let inside = self.found.get(first..).unwrap_or_default().iter().take_while(|(at, _)| *at < end);
        inside.into_iter().any(|(_, text)| text.contains(word))
    }
}

type Layer = HashMap<String, Option<String>>;

/// What names stand for at some place of a pipeline.
pub(in crate::model::found_builds) struct Names<'a> {
    expressions: &'a Expressions,
    /// Variables, those of inner places last; `None`: set to something unknown.
    variables: Vec<Layer>,
    /// The values of the matrix, by what follows `matrix.`; `None`: they are not known.
    pub(super) matrix: Option<HashMap<String, String>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(expressions: &'a Expressions) -> Self {
        Self { expressions, variables: Vec::new(), matrix: None }
    }

    /// Adds the variables of an inner place.
    pub(super) fn push(&mut self, variables: impl Iterator<Item = (String, Option<String>)>) {
        let layer = variables.map(|(name, value)| (name, value.and_then(|text| self.fill(&text)))).collect();
        self.variables.push(layer);
    }

    /// Leaves an inner place.
    pub(super) fn pop(&mut self) {
        self.variables.pop();
    }

    /// The value of a variable.
    pub(in crate::model::found_builds) fn variable(&self, name: &str) -> Option<&Option<String>> {
        self.variables.iter().rev().find_map(|layer| layer.get(name))
    }

    /// A text with its expressions replaced; `None` where one is unknown.
    pub(super) fn fill(&self, text: &str) -> Option<String> {
        let mut filled = String::new();
        self.fill_into(text, &mut filled).then_some(filled)
    }

    /// Adds a text up to its first expression that is unknown; whether there is none.
    pub(in crate::model::found_builds) fn fill_into(&self, text: &str, filled: &mut String) -> bool {
        let mut rest = text;
        while let Some((before, from)) = rest.split_once(FRONT) {
            filled.push_str(before);
            let digits = from.bytes().take_while(u8::is_ascii_digit).count();
            let value = from.get(..digits).and_then(|digits| self.numbered(digits));
            let (Some(value), Some(behind)) = (value, from.get(digits..).and_then(|rest| rest.strip_prefix('_')))
            else {
                return false;
            };
            filled.push_str(&value);
            if filled.len() > LONGEST * 4 {
                return false;
            }
            rest = behind;
        }
        filled.push_str(rest);
        true
    }

    /// What a variable stands for that masks an expression, with what a shell takes for the rest of its name; `None`
    /// where it masks none.
    pub(in crate::model::found_builds) fn masked(&self, variable: &str) -> Option<Option<String>> {
        let rest = variable.strip_prefix(FRONT.trim_start_matches('$'))?;
        let value = || {
            let (digits, behind) = rest.split_once('_')?;
            Some(self.numbered(digits)? + behind)
        };
        Some(value())
    }

    fn numbered(&self, digits: &str) -> Option<String> {
        let (_, text) = self.expressions.found.get(digits.parse::<usize>().ok()?)?;
        self.evaluate(text).filter(|value| value.len() <= LONGEST)
    }

    /// What an expression comes to: a name, or the first of several that is not empty.
    fn evaluate(&self, text: &str) -> Option<String> {
        let mut value = None;
        for operand in text.split("||") {
            let text = self.operand(operand.trim())?;
            if !text.is_empty() {
                return Some(text);
            }
            value = Some(text);
        }
        value
    }

    fn operand(&self, text: &str) -> Option<String> {
        if let Some(quoted) = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            return (!quoted.contains('\'')).then(|| quoted.to_owned());
        }
        if root::is_name(text) {
            return Some(root::ROOT.to_owned());
        }
        if let Some(name) = text.strip_prefix("env.") {
            return self.variable(name).cloned().flatten();
        }
        let name = text.strip_prefix("matrix.")?;
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        // What no value of the matrix has is empty.
        self.matrix.as_ref().filter(|_| is_name).map(|matrix| matrix.get(name).cloned().unwrap_or_default())
    }
}
