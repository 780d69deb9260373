//! Comments in here-documents of RUN, whose lines may be anything: commands, text for a file, another language.
//!
//! All comments are obeyed. Only in a shell script, outside of its words and of the here-documents in it, is a
//! line with `#` surely a comment, so that it can be judged and taken out. Start with [`Heredocs::of`].

use std::collections::HashMap;

use super::places::{Place, of_line};
use super::scopes::Level;
use super::{Language, Reach};
use crate::model::{Build, ScriptSource, StepScript};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Heredoc;
use crate::syntax::shell::{Command, List, Redirect};
use crate::text::Span;

/// The here-documents of a file.
pub(super) struct Heredocs<'a> {
    text: &'a str,
    /// The scripts among them, by where their text starts.
    scripts: HashMap<u32, &'a StepScript>,
}

impl<'a> Heredocs<'a> {
    /// Those of a build.
    pub fn of(text: &'a str, build: Option<&'a Build>) -> Self {
        let steps = build.map(|build| build.steps.as_slice()).unwrap_or_default();
        let mut scripts = HashMap::new();
        for step in steps {
            for script in &step.scripts {
                let ScriptSource::Heredoc(number) = script.source else { continue };
                let heredocs = build.and_then(|build| build.instruction(step)).map(|instruction| &instruction.heredocs);
                if let Some(heredoc) = heredocs.and_then(|heredocs| heredocs.get(number)) {
                    scripts.insert(heredoc.body.start, script);
                }
            }
        }
        Self { text, scripts }
    }

    /// The comments in one: before the first command they hold for all of it, below it for the command on the
    /// next line.
    pub fn comments(&self, heredoc: &Heredoc) -> Vec<Place> {
        let (mut found, mut waiting): (Vec<Place>, Vec<Place>) = (Vec::new(), Vec::new());
        let (mut has_command, mut goes_on) = (false, false);
        let mut start = heredoc.body.start;
        for line in heredoc.body.of(self.text).split_inclusive('\n') {
            let span = Span::new(start, start + line.len() as u32);
            start = span.end;
            let trimmed = line.trim();
            if goes_on {
                let open = found.iter_mut().rev().take_while(|place| place.scope.end == span.start);
                open.filter(|place| place.level == Level::Command).for_each(|place| place.scope.end = span.end);
            } else if trimmed.starts_with('#') {
                waiting.extend(of_line(self.text, span, Level::Command, Span::at(0)));
                continue;
            } else if trimmed.is_empty() {
                continue;
            } else {
                let (level, scope) = if has_command { (Level::Command, span) } else { (Level::Heredoc, heredoc.body) };
                found.extend(waiting.drain(..).map(|place| Place { level, scope, ..place }));
                has_command = true;
            }
            goes_on = trimmed.ends_with('\\');
        }
        found.extend(waiting);
        found.retain(|place| place.read.reach == Reach::Instruction);
        if found.is_empty() {
            return found;
        }
        let texts = self.texts(heredoc);
        found.retain_mut(|place| {
            let is_comment = texts.as_deref().is_some_and(|texts| !covers(texts, place.span.start));
            place.is_judged = is_comment && place.read.language != Language::ShellCheck;
            is_comment || !place.scope.is_empty()
        });
        found
    }

    /// The words of more than one line in a script, in their order; `None` where it is no script that was read.
    fn texts(&self, heredoc: &Heredoc) -> Option<Vec<Span>> {
        let script = self.scripts.get(&heredoc.body.start).filter(|script| script.exact)?;
        if script.script.error.is_some() {
            return None;
        }
        let mut texts = Vec::new();
        in_list(&script.script.body, &mut texts);
        texts.retain(|span| span.of(self.text).contains('\n'));
        texts.sort_unstable();
        Some(texts)
    }
}

/// Whether one of the stretches, which do not overlap, covers a place.
fn covers(texts: &[Span], place: u32) -> bool {
    let after = texts.partition_point(|text| text.start <= place);
    after.checked_sub(1).and_then(|at| texts.get(at)).is_some_and(|text| text.contains_offset(place))
}

/// The outermost words of a list.
fn in_list(list: &List, found: &mut Vec<Span>) {
    for command in list.pipelines.iter().flat_map(|pipeline| &pipeline.commands) {
        match command {
            Command::Simple(simple) => {
                found.extend(simple.assignments.iter().map(|assignment| assignment.span));
                in_words(&simple.words, &simple.redirects, found);
            }
            Command::Compound(compound) => {
                in_words(&compound.words, &compound.redirects, found);
                compound.lists.iter().for_each(|list| in_list(list, found));
            }
        }
    }
}

fn in_words(words: &[Word], redirects: &[Redirect], found: &mut Vec<Span>) {
    let of_redirects = redirects.iter().flat_map(|redirect| std::iter::once(&redirect.target).chain(&redirect.body));
    found.extend(words.iter().chain(of_redirects).map(|word| word.span));
}
