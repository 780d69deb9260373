//! What the health check of a service runs, command by command.
//!
//! The same commands as those of a Dockerfile, and the way back from their spans to the file. Start with
//! [`Stack::health_commands_of`].

use std::ops::Range;

use super::Stack;
use crate::model::commands::command::Command;
use crate::model::commands::programs;
use crate::model::start::probes::{self, Success};
use crate::syntax::Word;
use crate::syntax::compose::ast::{Service, TestForm};
use crate::syntax::compose::{Provenance, Value};
use crate::text::{Place, Span};

/// The commands of a health check.
#[derive(Debug)]
pub struct HealthCommands<'a> {
    commands: Vec<Command>,
    /// The words, and which bytes of the text that the commands were read from are theirs.
    words: Vec<(Range<usize>, &'a Value)>,
    is_list: bool,
}

impl Stack {
    /// What the health check of a service runs; `None` where it has none, or where a variable that nothing sets is in it.
    pub fn health_commands_of<'a>(&self, service: &'a Service) -> Option<HealthCommands<'a>> {
        let form = service.healthcheck.as_ref()?.test.as_ref()?.form;
        let test = service.at(&["healthcheck", "test"])?;
        let items = test.as_sequence().map_or(Some(std::slice::from_ref(test)), |items| items.get(1..))?;
        if items.iter().any(|item| item.provenance() == Provenance::Unset) {
            return None;
        }
        let mut text = String::new();
        let mut words = Vec::new();
        for item in items {
            let start = text.len();
            text += &item.to_text()?;
            words.push((start..text.len(), item));
            text.push('\n');
        }
        let commands = match form {
            TestForm::Shell => programs::of_script(words.first().and_then(|(range, _)| text.get(range.clone()))?),
            TestForm::Exec => {
                let word = |(range, _): &(Range<usize>, &Value)| {
                    let span = Span::new(range.start as u32, range.end as u32);
                    Word::literal(text.get(range.clone()).unwrap_or_default(), span)
                };
                programs::of_words(&text, &words.iter().map(word).collect::<Vec<_>>())
            }
            TestForm::None | TestForm::Unmarked => return None,
        };
        Some(HealthCommands { commands, words, is_list: form == TestForm::Exec })
    }
}

impl<'a> HealthCommands<'a> {
    /// The command at the end that makes it succeed whatever came before.
    pub fn cannot_fail(&self) -> Option<Success<'_>> {
        probes::cannot_fail(&self.commands)
    }

    /// The `curl` commands that succeed at any answer.
    pub fn tolerant_downloads(&self) -> Vec<&Command> {
        probes::tolerant_downloads(&self.commands)
    }

    /// The first command that surely runs and whose program is not there, where no other is asked in its place.
    pub fn missing_program(&self, has: impl Fn(&str) -> Option<bool>) -> Option<&Command> {
        probes::missing_program(&self.commands, has)
    }

    /// The first address of this very container that is asked, and the port in it.
    pub fn asked_port(&self) -> Option<(Span, u16)> {
        probes::asked_port(&self.commands)
    }

    /// The command that looks for a process, where nothing else is asked.
    pub fn process_search(&self) -> Option<&Command> {
        probes::process_search(&self.commands)
    }

    /// Where some bytes of the commands are written; of bytes in several words the first of these.
    pub fn place(&self, span: Span) -> Option<Place> {
        let (range, value) = self.word(span)?;
        let end = (span.end as usize).min(range.end);
        Some(value.part(span.start as usize - range.start..end - range.start))
    }

    /// The word of its own that a span is, where each word stands as an item of a list.
    pub fn item(&self, span: Span) -> Option<&'a Value> {
        let (range, value) = self.word(span).filter(|_| self.is_list)?;
        (range.start == span.start as usize && range.end == span.end as usize).then_some(value)
    }

    fn word(&self, span: Span) -> Option<(Range<usize>, &'a Value)> {
        let start = span.start as usize;
        let word = self.words.iter().find(|(range, _)| range.start <= start && start <= range.end)?;
        Some((word.0.clone(), word.1))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::stack::Stack;
    use crate::syntax::compose::testing;
    use crate::text::{FileId, Span};

    fn stack(test: &str) -> Stack {
        let text = format!("services: {{app: {{image: a, healthcheck: {{test: {test}}}}}}}");
        Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new())
    }

    #[test]
    fn what_cannot_fail_is_seen() {
        for (test, is_sure) in [
            ("'./check || true'", true),
            ("[CMD-SHELL, './check; exit 0']", true),
            ("[CMD, sh, -c, './check || true']", true),
            ("[CMD, 'true']", true),
            ("'./check || exit 1'", false),
            ("[CMD, ./check]", false),
        ] {
            let stack = stack(test);
            let commands = stack.service("app").and_then(|service| stack.health_commands_of(service));
            assert_eq!(commands.is_some_and(|commands| commands.cannot_fail().is_some()), is_sure, "{test}");
        }
        let none = stack("[NONE]");
        assert!(none.service("app").and_then(|service| none.health_commands_of(service)).is_none());
    }

    #[test]
    fn commands_lead_back_to_the_file() {
        let stack = stack("[CMD, curl, 'http://localhost/']");
        let commands = stack.service("app").and_then(|service| stack.health_commands_of(service)).unwrap();
        let curl = commands.tolerant_downloads().first().map(|command| command.program.span).unwrap();
        let start = "services: {app: {image: a, healthcheck: {test: [CMD, ".len() as u32;
        assert_eq!(commands.place(curl).map(|place| place.span), Some(Span::new(start, start + 4)));
        assert!(commands.item(curl).is_some());
    }
}
