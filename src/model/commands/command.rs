//! Every program that a step runs.

use crate::model::StepId;
use crate::model::installs::packages::KeptOrder;
use crate::model::known::Known;
use crate::syntax::Word;
use crate::syntax::shell::{Assignment, Connector, Nesting, Redirect};
use crate::text::{Span, Spanned};

/// A program run by a step, seen through `sudo`, `env`, `sh -c` and their kin.
#[derive(Clone, Debug)]
pub struct Command {
    /// The step that runs it.
    pub step: StepId,
    /// How it comes to be run.
    pub form: Form,
    /// The program's name without its directory: `apt-get` for `/usr/bin/apt-get`.
    pub program: Spanned<String>,
    /// The program as it is written: `/usr/bin/apt-get`.
    pub program_path: String,
    /// What follows the program.
    pub args: Vec<Word>,
    /// Variables set for this program alone.
    pub assignments: Vec<Assignment>,
    /// Where its output goes.
    pub redirects: Vec<Redirect>,
    /// The programs it was seen through, outermost first: `sudo`, `env`.
    pub wrappers: Vec<String>,
    /// Where those are named, in the same order.
    pub wrapper_spans: Vec<Span>,
    /// Where it stands in its script.
    pub placement: Placement,
    /// The whole, wrappers, assignments and redirects included.
    pub span: Span,
    /// What it tells a package manager.
    pub(in crate::model) order: Known<Option<KeptOrder>>,
}

/// How a program comes to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The instruction that runs it.
    pub instruction: Origin,
    /// Whether it stands in a JSON array.
    pub exec: bool,
}

/// The instruction that runs a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the instruction of its name")]
pub enum Origin {
    Run,
    Cmd,
    Entrypoint,
    Healthcheck,
}

/// Where a command stands in its script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The number of its pipeline in the step; commands joined by `|` share it.
    pub pipeline: u32,
    /// Its place in the pipeline, from 0.
    pub index: u32,
    /// How many commands the pipeline has.
    pub pipeline_length: u32,
    /// How its pipeline follows the one before.
    pub connector: Connector,
    /// What it is directly inside of.
    pub nesting: Nesting,
    /// How many compounds and substitutions it is in.
    pub depth: u32,
    /// Whether it is a command of the script itself and nothing comes after it.
    pub is_last: bool,
    /// Whether it is left running with `&`.
    pub background: bool,
    /// Whether `!` stands in front of its pipeline.
    pub negated: bool,
}

impl Command {
    /// Whether the program has one of these names.
    pub fn is_any(&self, names: &[&str]) -> bool {
        names.contains(&self.program.value.as_str())
    }

    /// The known text of each argument; `None` where it depends on variables or commands.
    pub fn known_args(&self) -> impl Iterator<Item = Option<String>> {
        self.args.iter().map(Word::known)
    }

    /// The first argument that is no flag, where it is known: `install` of `apt-get -y install x`.
    pub fn subcommand(&self) -> Option<String> {
        self.args.iter().find(|word| !word.known_prefix().starts_with('-')).and_then(Word::known)
    }

    /// Whether some argument is this very text.
    pub fn has_arg(&self, text: &str) -> bool {
        self.args.iter().any(|word| word.is(text))
    }

    /// The argument that is a flag of one of these names, alone (`--yes`), with a value (`--user=x`) or, for
    /// one-letter names, in a cluster (`y` in `-qy`).
    pub fn flag(&self, names: &[&str]) -> Option<&Word> {
        self.args.iter().take_while(|word| !word.is("--")).find(|word| {
            let text = word.known_prefix();
            if let Some(long) = text.strip_prefix("--") {
                let name = long.split('=').next().unwrap_or(long);
                return !name.is_empty() && names.contains(&name);
            }
            match text.strip_prefix('-') {
                Some(cluster) => names.iter().any(|name| {
                    name.len() == 1 && cluster.chars().take_while(char::is_ascii_alphabetic).any(|c| name.contains(c))
                        || *name == cluster
                }),
                None => false,
            }
        })
    }

    /// Whether [`Command::flag`] finds one.
    pub fn has_flag(&self, names: &[&str]) -> bool {
        self.flag(names).is_some()
    }
}
