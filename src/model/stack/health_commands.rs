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
#[derive(Clone, Copy, Debug)]
pub struct HealthCommands<'a> {
    read: &'a ReadCheck,
    /// The words.
    words: &'a [Value],
}

/// What a health check was read as.
#[derive(Debug)]
pub(super) struct ReadCheck {
    commands: Vec<Command>,
    /// Which bytes of the text that the commands were read from are those of each word.
    ranges: Vec<Range<usize>>,
    is_list: bool,
}

impl Stack {
    /// What the health check of a service runs; `None` where it has none, or where a variable that nothing sets is in it.
    pub fn health_commands_of<'a>(&'a self, service: &'a Service) -> Option<HealthCommands<'a>> {
        let test = service.at(&["healthcheck", "test"])?;
        let words = test.as_sequence().map_or(Some(std::slice::from_ref(test)), |items| items.get(1..))?;
        let read = self.kept(service)?.health_check.get(|| ReadCheck::of(service, words)).as_ref()?;
        Some(HealthCommands { read, words })
    }
}

impl ReadCheck {
    fn of(service: &Service, items: &[Value]) -> Option<Self> {
        let form = service.healthcheck.as_ref()?.test.as_ref()?.form;
        if items.iter().any(|item| item.provenance() == Provenance::Unset) {
            return None;
        }
        let mut text = String::new();
        let mut ranges = Vec::new();
        for item in items {
            let start = text.len();
            text += &item.to_text()?;
            ranges.push(start..text.len());
            text.push('\n');
        }
        let commands = match form {
            TestForm::Shell => programs::of_script(ranges.first().and_then(|range| text.get(range.clone()))?),
            TestForm::Exec => {
                let word = |range: &Range<usize>| {
                    let span = Span::new(range.start as u32, range.end as u32);
                    Word::literal(text.get(range.clone()).unwrap_or_default(), span)
                };
                programs::of_words(&text, &ranges.iter().map(word).collect::<Vec<_>>())
            }
            TestForm::None | TestForm::Unmarked => return None,
        };
        Some(Self { commands, ranges, is_list: form == TestForm::Exec })
    }
}

impl<'a> HealthCommands<'a> {
    /// The command at the end that makes it succeed whatever came before.
    pub fn cannot_fail(&self) -> Option<Success<'_>> {
        probes::cannot_fail(&self.read.commands)
    }

    /// The `curl` commands that succeed at any answer.
    pub fn tolerant_downloads(&self) -> Vec<&Command> {
        probes::tolerant_downloads(&self.read.commands)
    }

    /// The first command that surely runs and whose program is not there, where no other is asked in its place.
    pub fn missing_program(&self, has: impl Fn(&str) -> Option<bool>) -> Option<&Command> {
        probes::missing_program(&self.read.commands, has)
    }

    /// The first address of this very container that is asked, and the port in it.
    pub fn asked_port(&self) -> Option<(Span, u16)> {
        probes::asked_port(&self.read.commands)
    }

    /// The command that looks for a process, where nothing else is asked.
    pub fn process_search(&self) -> Option<&Command> {
        probes::process_search(&self.read.commands)
    }

    /// Where some bytes of the commands are written; of bytes in several words the first of these.
    pub fn place(&self, span: Span) -> Option<Place> {
        let (range, value) = self.word(span)?;
        let end = (span.end as usize).min(range.end);
        Some(value.part(span.start as usize - range.start..end - range.start))
    }

    /// The word of its own that a span is, where each word stands as an item of a list.
    pub fn item(&self, span: Span) -> Option<&'a Value> {
        let (range, value) = self.word(span).filter(|_| self.read.is_list)?;
        (range.start == span.start as usize && range.end == span.end as usize).then_some(value)
    }

    fn word(&self, span: Span) -> Option<(Range<usize>, &'a Value)> {
        let start = span.start as usize;
        let mut words = self.read.ranges.iter().zip(self.words);
        let (range, word) = words.find(|(range, _)| range.start <= start && start <= range.end)?;
        Some((range.clone(), word))
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
