//! What the words of a command come to, as far as the file tells.
//!
//! Knows what ENV and ARG define and what a script gives a value once; what a script sets twice, or reads from
//! elsewhere, is unknown. Start with [`Build::text_of_word`].

use std::collections::HashMap;

use crate::knowledge::images;
use crate::model::scope::Binding;
use crate::model::{Base, Build, Command, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::expand::{Value, expand};
use crate::text::Span;

/// How many programs a step may run for its own variables to be followed; those of a longer one are unknown.
const MOST_PROGRAMS: usize = 200;

/// Longer values are left unknown: each use of a variable repeats them.
const LONGEST: usize = 1 << 12;

/// The variables that the scripts of a step set for themselves before one of its commands runs.
pub struct OwnVariables {
    /// `None` where the step is too long to follow.
    set: Option<HashMap<String, Value>>,
}

impl Build {
    /// What the scripts of a step set before a command of it runs.
    pub fn own_variables(&self, step: &Step, command: &Command) -> OwnVariables {
        if step.commands.len() > MOST_PROGRAMS {
            return OwnVariables { set: None };
        }
        let mut set = HashMap::new();
        for script in &step.scripts {
            let commands = script.script.commands();
            let before = commands.iter().filter(|(simple, _)| simple.span.start < command.span.start);
            for (name, value) in before.flat_map(|(simple, _)| simple.settings()) {
                let value = value.known().filter(|text| text.len() <= LONGEST);
                // What is set twice has either value.
                set.entry(name)
                    .and_modify(|known| *known = Value::Unknown)
                    .or_insert_with(|| value.map_or(Value::Unknown, Value::Known));
            }
            // `read`, `for` and their kin give values that nobody knows.
            for name in script.script.assigned_variables() {
                set.entry(name).or_insert(Value::Unknown);
            }
        }
        OwnVariables { set: Some(set) }
    }

    /// The text of a word of a command, variables replaced: the step's own and those of ENV and ARG. It holds
    /// several words where a variable holds several.
    pub fn text_of_word(&self, step: &Step, own: &OwnVariables, word: &Word) -> Option<String> {
        let set = own.set.as_ref()?;
        let lookup = |name: &str| match set.get(name) {
            Some(value) => value.clone(),
            None => match self.binding(step, name).map(|binding| &binding.value) {
                Some(Value::Known(text)) if text.len() <= LONGEST => Value::Known(text.clone()),
                Some(_) | None => Value::Unknown,
            },
        };
        expand(word, &lookup).known().filter(|text| text.len() <= LONGEST)
    }

    /// Where ENV or ARG defines the variable that brings a text into a word which does not hold it itself.
    pub fn definition_with(&self, step: &Step, word: &Word, text: &str) -> Option<Span> {
        if word.raw.contains(text) {
            return None;
        }
        let bindings = word.variables().filter_map(|(variable, _)| self.binding(step, &variable.name));
        let holds = |value: &Value| matches!(value, Value::Known(value) if value.contains(text));
        let binding = bindings.into_iter().find(|binding| holds(&binding.value))?;
        Some(self.definition_behind(binding, text).unwrap_or(binding.span))
    }

    /// Where the text stands that an ENV takes from another variable.
    fn definition_behind(&self, binding: &Binding, text: &str) -> Option<Span> {
        let step = self.step(binding.step?)?;
        let Kind::Env(pairs) = &self.instruction(step)?.kind else { return None };
        let pair = pairs.pairs.iter().find(|pair| pair.span.overlaps(binding.span))?;
        // What was defined before this ENV: each turn goes further up.
        self.definition_with(step, &pair.value, text)
    }

    /// Whether a variable has a value before a step that does not come from the base image: the file sets or
    /// declares it in the stage, or BuildKit gives one.
    pub fn is_set_before(&self, step: &Step, name: &str) -> bool {
        name == "PATH"
            || name.to_ascii_lowercase().ends_with("_proxy")
            || Self::is_platform_argument(name)
            || self.binding(step, name).is_some()
    }

    /// Whether the image that the lineage of a stage starts from sets a variable; `None` where that is not known.
    pub fn is_set_by_base(&self, stage: &Stage, name: &str) -> Option<bool> {
        if *self.root_base(stage) == Base::Scratch {
            return Some(false);
        }
        let image = self.base_image(stage)?;
        if image.facts.environment.contains(&name) {
            return Some(true);
        }
        // Of other images the tables may not name every variable.
        (image.family.kind == images::Kind::OperatingSystem).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The text of the last argument of the last command.
    fn text(lines: &str) -> Option<String> {
        let source = Source::new("Dockerfile", format!("FROM a\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let command = build.commands.last().unwrap();
        let step = build.step(command.step).unwrap();
        build.text_of_word(step, &build.own_variables(step, command), command.args.last().unwrap())
    }

    #[test]
    fn variables_have_the_values_that_the_file_tells() {
        let known = |text: &str| Some(text.to_owned());
        assert_eq!(text("RUN X='a b' && install $X"), known("a b"));
        assert_eq!(text("ENV X=1\nRUN install a-$X"), known("a-1"));
        assert_eq!(text("ENV X=1\nRUN X=2; install $X"), known("2"));
        assert_eq!(text("RUN X=1; X=2; install $X"), None);
        assert_eq!(text("RUN X=$(y); install $X"), None);
        assert_eq!(text("ARG X=1\nRUN export X=2 && install a-$X"), known("a-2"));
        assert_eq!(text("ARG X=1\nRUN export X=$(y) && install a-$X"), None);
        assert_eq!(text("ARG X=1\nRUN read -r X && install a-$X"), None);
        assert_eq!(text("ARG X=1\nRUN for X in a b; do install $X; done"), None);
        assert_eq!(text("RUN install $X; X=1"), None);
        assert_eq!(text("ARG X\nRUN install $X"), None);
    }
}
