//! What a word of a script reads like once everything that is known is put in.
//!
//! Unlike [`Build::text_of_word`] it keeps what is not known, as `${NAME}` and `$(...)`: two words that name the
//! same file read alike. Start with [`Texts::of`].

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::{BindingKind, Build, Step};
use crate::syntax::expand::{Value, expand_variable};
use crate::syntax::shell::Nesting;
use crate::syntax::{PartKind, Variable, Word};

/// How far variables are followed from one to the next.
const DEEPEST: usize = 4;

/// Longer texts are cut off.
const LONGEST: usize = 1 << 12;

/// The values that the scripts of a step give to variables; `None` for those that are given several.
pub(in crate::model) type Settings = HashMap<String, Option<Word>>;

/// Reads the words of a step.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    build: &'a Build,
    step: &'a Step,
    own: &'a Settings,
    /// What is put in.
    takes: Takes,
}

/// Which variables are replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// All that are known.
    All,
    /// All but arguments of the build, whose default another build may not have.
    NoArguments,
    /// None.
    Nothing,
}

impl<'a> Texts<'a> {
    pub fn of(build: &'a Build, step: &'a Step) -> Self {
        Self { build, step, own: step.settings.get(|| settings(build, step)), takes: Takes::All }
    }

    /// Leaves arguments of the build as they are written: another build may give other values.
    pub fn without_arguments(self) -> Self {
        Self { takes: Takes::NoArguments, ..self }
    }

    /// Leaves words as they are written, but for quotes around them.
    pub fn unread(self) -> Self {
        Self { takes: Takes::Nothing, ..self }
    }

    /// The text of a word.
    pub fn text(&self, word: &Word) -> String {
        if self.takes == Takes::Nothing {
            let bare = |quote: char| word.raw.strip_prefix(quote)?.strip_suffix(quote);
            let bare =
                bare('"').filter(|text| !text.contains('"')).or_else(|| bare('\'').filter(|text| !text.contains('$')));
            return bare.unwrap_or(&word.raw).to_owned();
        }
        let mut text = String::new();
        self.write(word, 0, &mut text);
        text
    }

    fn write(&self, word: &Word, depth: usize, text: &mut String) {
        for part in &word.parts {
            if text.len() > LONGEST {
                return;
            }
            match &part.kind {
                PartKind::Literal(literal) => text.push_str(literal),
                PartKind::Variable(variable) => self.write_variable(variable, depth, text),
                PartKind::Substitution(_) => text.push_str("$(...)"),
                PartKind::Opaque => text.push('*'),
            }
        }
    }

    fn write_variable(&self, variable: &Variable, depth: usize, text: &mut String) {
        let own = self.own.get(variable.name.as_str());
        match own {
            Some(Some(value)) if depth < DEEPEST && variable.operation.is_none() => {
                return self.write(value, depth + 1, text);
            }
            Some(_) => {}
            None => {
                let lookup = |name: &str| match self.build.binding(self.step, name) {
                    Some(binding) if self.takes == Takes::All || binding.kind == BindingKind::Env => {
                        binding.value.clone()
                    }
                    Some(_) | None => Value::Unknown,
                };
                if let Value::Known(value) = expand_variable(variable, &lookup) {
                    return text.push_str(&value);
                }
            }
        }
        text.push_str("${");
        text.push_str(&variable.name);
        text.push('}');
    }
}

fn settings(build: &Build, step: &Step) -> Settings {
    let mut own = Settings::new();
    for script in &step.scripts {
        for (simple, place) in script.script.commands() {
            for (name, value) in simple.settings() {
                // A branch may not be taken, and what is made of itself has another value before.
                let is_sure = place.nesting != Nesting::Branch || build.binding(step, &name).is_none();
                let is_whole = value.all_variables().iter().all(|(variable, _)| variable.name != name);
                let is_text = |kind: &PartKind| matches!(kind, PartKind::Literal(_) | PartKind::Variable(_));
                let is_text = value.parts.iter().all(|part| is_text(&part.kind));
                let value = Some(value).filter(|_| is_sure && is_whole && is_text).map(Cow::into_owned);
                own.entry(name).and_modify(|known| *known = None).or_insert(value);
            }
        }
        // `read`, `for` and their kin give values that nobody knows.
        for name in script.script.assigned_variables() {
            own.entry(name).or_insert(None);
        }
    }
    own
}
