//! What the words of a command come to, as far as the file tells.
//!
//! Knows what ENV and ARG define and what a script gives a value once; what a script sets twice, or reads from
//! elsewhere, is unknown. Start with [`Build::text_of_word`].

use super::{Base, Build, Command, Stage, Step};
use crate::knowledge::images;
use crate::syntax::Word;
use crate::syntax::expand::{Value, expand};
use crate::syntax::shell::Assignment;

impl Build {
    /// The text of a word of a command, variables replaced: those that the step's own scripts set before it, and
    /// those of ENV and ARG. Several words where a variable holds several.
    pub fn text_of_word(&self, step: &Step, command: &Command, word: &Word) -> Option<String> {
        let lookup = |name: &str| match assignments(step, command, name).as_slice() {
            [] => self.binding(step, name).map_or(Value::Unknown, |binding| binding.value.clone()),
            [only] => only.value.known().map_or(Value::Unknown, Value::Known),
            _ => Value::Unknown,
        };
        word.known().or_else(|| expand(word, &lookup).known())
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

/// Where the scripts of a step set a variable for themselves before a command runs.
fn assignments<'a>(step: &'a Step, command: &Command, name: &str) -> Vec<&'a Assignment> {
    let commands = step.scripts.iter().flat_map(|script| script.script.commands());
    let own = commands.filter(|(simple, _)| simple.words.is_empty() && simple.span.start < command.span.start);
    own.flat_map(|(simple, _)| &simple.assignments).filter(|assignment| assignment.name == name).collect()
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
        build.text_of_word(build.step(command.step).unwrap(), command, command.args.last().unwrap())
    }

    #[test]
    fn variables_have_the_values_that_the_file_tells() {
        let known = |text: &str| Some(text.to_owned());
        assert_eq!(text("RUN X='a b' && install $X"), known("a b"));
        assert_eq!(text("ENV X=1\nRUN install a-$X"), known("a-1"));
        assert_eq!(text("ENV X=1\nRUN X=2; install $X"), known("2"));
        assert_eq!(text("RUN X=1; X=2; install $X"), None);
        assert_eq!(text("RUN X=$(y); install $X"), None);
        assert_eq!(text("RUN install $X; X=1"), None);
        assert_eq!(text("ARG X\nRUN install $X"), None);
    }
}
