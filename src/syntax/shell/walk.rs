//! Every command of a script, and where it stands.
//!
//! Knows the tree, nothing of text. Start with [`Script::commands`].

use super::{Command, Compound, CompoundKind, List, Nesting, Place, Redirect, Script, SimpleCommand};
use crate::syntax::{PartKind, Word};

impl Script {
    /// Every simple command in the order they are written, those inside compounds, substitutions and
    /// heredocs too. A command comes before the substitutions in its words.
    pub fn commands(&self) -> Vec<(&SimpleCommand, Place<'_>)> {
        let mut found = Vec::new();
        visit_list(&self.body, Nesting::TopLevel, 0, &mut found);
        found
    }
}

impl Script {
    /// Whether no command reads a here-document, whose text would stand between the script's commands and
    /// its end.
    pub fn heredoc_free(&self) -> bool {
        let commands = self.commands();
        !commands.iter().any(|(simple, _)| simple.redirects.iter().any(|redirect| redirect.body.is_some()))
    }
}

impl SimpleCommand {
    /// The program as it is named; none where there are only assignments or redirects.
    pub fn program(&self) -> Option<&Word> {
        self.words.first()
    }

    /// What stands after the program.
    pub fn arguments(&self) -> &[Word] {
        self.words.get(1..).unwrap_or_default()
    }
}

impl Place<'_> {
    /// Whether the command reads from a pipe: `curl u | HERE`.
    pub fn follows_pipe(&self) -> bool {
        self.index > 0
    }

    /// Whether the command writes into a pipe: `HERE | sh`.
    pub fn feeds_pipe(&self) -> bool {
        self.index + 1 < self.pipeline.commands.len()
    }

    /// Whether nothing comes after the command in its list.
    pub fn is_last_in_list(&self) -> bool {
        !self.feeds_pipe() && self.list.pipelines.last().is_some_and(|last| std::ptr::eq(last, self.pipeline))
    }

    /// Whether it is a command of the script itself and nothing comes after it.
    pub fn is_last_in_script(&self) -> bool {
        self.nesting == Nesting::TopLevel && self.is_last_in_list()
    }
}

type Found<'a> = Vec<(&'a SimpleCommand, Place<'a>)>;

fn visit_list<'a>(list: &'a List, nesting: Nesting, depth: usize, found: &mut Found<'a>) {
    for pipeline in &list.pipelines {
        for (index, command) in pipeline.commands.iter().enumerate() {
            match command {
                Command::Simple(simple) => {
                    found.push((simple, Place { pipeline, index, list, nesting, depth }));
                    visit_simple(simple, depth, found);
                }
                Command::Compound(compound) => visit_compound(compound, depth, found),
            }
        }
    }
}

fn visit_simple<'a>(simple: &'a SimpleCommand, depth: usize, found: &mut Found<'a>) {
    visit_words(simple.assignments.iter().map(|assignment| &assignment.value), depth, found);
    visit_words(&simple.words, depth, found);
    visit_redirects(&simple.redirects, depth, found);
}

fn visit_compound<'a>(compound: &'a Compound, depth: usize, found: &mut Found<'a>) {
    visit_words(&compound.words, depth, found);
    let last = compound.lists.len().saturating_sub(1);
    for (index, list) in compound.lists.iter().enumerate() {
        let nesting = match compound.kind {
            CompoundKind::Subshell => Nesting::Subshell,
            CompoundKind::Group => Nesting::Group,
            CompoundKind::If if index % 2 == 0 && index < last => Nesting::Condition,
            CompoundKind::If | CompoundKind::Case => Nesting::Branch,
            CompoundKind::Loop if index == 0 => Nesting::Condition,
            CompoundKind::Loop | CompoundKind::For(_) => Nesting::Loop,
            CompoundKind::Function(_) => Nesting::Function,
            CompoundKind::Other => Nesting::Other,
        };
        visit_list(list, nesting, depth + 1, found);
    }
    visit_redirects(&compound.redirects, depth, found);
}

fn visit_redirects<'a>(redirects: &'a [Redirect], depth: usize, found: &mut Found<'a>) {
    for redirect in redirects {
        visit_words(std::iter::once(&redirect.target).chain(&redirect.body), depth, found);
    }
}

fn visit_words<'a>(words: impl IntoIterator<Item = &'a Word>, depth: usize, found: &mut Found<'a>) {
    for word in words {
        visit_word(word, depth, found);
    }
}

fn visit_word<'a>(word: &'a Word, depth: usize, found: &mut Found<'a>) {
    for part in &word.parts {
        match &part.kind {
            PartKind::Substitution(script) => visit_list(&script.body, Nesting::Substitution, depth + 1, found),
            PartKind::Variable(variable) => {
                if let Some((_, operand)) = &variable.operation {
                    visit_word(operand, depth, found);
                }
            }
            PartKind::Literal(_) | PartKind::Opaque => {}
        }
    }
}
