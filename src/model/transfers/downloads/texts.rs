//! What a word of a script reads like once everything that is known is put in.
//!
//! Unlike [`Build::text_of_word`] it keeps what is not known, as `${NAME}` and `$(...)`: two words that name the
//! same file read alike. Start with [`Texts::of`].

use std::collections::HashMap;

use crate::model::{BindingKind, Build, Step};
use crate::syntax::expand::{Value, expand_variable};
use crate::syntax::{PartKind, Variable, Word};

/// How far variables are followed from one to the next.
const DEEPEST: usize = 4;

/// Longer texts are cut off.
const LONGEST: usize = 1 << 12;

/// Reads the words of a step.
pub(super) struct Texts<'a> {
    build: &'a Build,
    step: &'a Step,
    /// The values that scripts of the step give to variables; `None` for those that are given several.
    own: HashMap<&'a str, Option<&'a Word>>,
    /// Whether the defaults of arguments count.
    takes_arguments: bool,
}

impl<'a> Texts<'a> {
    pub fn of(build: &'a Build, step: &'a Step) -> Self {
        let mut own: HashMap<&str, Option<&Word>> = HashMap::new();
        let commands = step.scripts.iter().flat_map(|script| script.script.commands());
        for (simple, _) in commands.filter(|(simple, _)| simple.words.is_empty()) {
            for assignment in &simple.assignments {
                let value = Some(&assignment.value);
                own.entry(&assignment.name).and_modify(|known| *known = None).or_insert(value);
            }
        }
        Self { build, step, own, takes_arguments: true }
    }

    /// Leaves arguments of the build as they are written: another build may give other values.
    pub fn without_arguments(self) -> Self {
        Self { takes_arguments: false, ..self }
    }

    /// The text of a word.
    pub fn text(&self, word: &Word) -> String {
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
                    Some(binding) if self.takes_arguments || binding.kind == BindingKind::Env => binding.value.clone(),
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
