//! Layer 5: the command line. Arguments, files, terminals and exit codes; nothing clever.
//!
//! The only layer that does IO. Must never contain a check or know a rule by name. Start with [`main`] and
//! [`arguments`]; `check` is the command that matters.

mod all_builds;
pub mod arguments;
mod ast;
mod cache;
mod changes;
mod check;
mod configuration;
mod context;
mod discover;
mod explain;
pub mod found_builds;
mod hadolint;
mod migrate;
mod names;
mod project_files;
mod projects;
mod read;
mod rules;
mod surroundings;
mod terminal;
mod write;

use std::ffi::OsString;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::{Arguments, Command};
use terminal::{complain, emit};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing at or above the severity that fails a run.
    Clean,
    /// Findings.
    Findings,
    /// Bad usage, a failed read or write, or something that could not be checked.
    Trouble,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Trouble => 2,
        })
    }
}

/// A failure in one line, as it is shown after `error: `.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);

/// The command that stands in for hadolint, and the program's name that asks for it.
const HADOLINT: &str = "hadolint";
/// How much stack a thread that checks files has: trees may be deep.
const STACK: usize = 64 << 20;

/// Runs the program: reads the arguments, does what they say.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(report_bug));
    let words = words(std::env::args_os());
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe is the reader's choice.
            let _ = error.print();
            return match error.use_stderr() {
                true if words.get(1).is_some_and(|word| word == HADOLINT) => Outcome::Findings.into(),
                true => Outcome::Trouble.into(),
                false => Outcome::Clean.into(),
            };
        }
    };
    // Fails only where a pool is set up already, which then serves as well.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    match std::panic::catch_unwind(AssertUnwindSafe(|| run(&arguments))) {
        Ok(Ok(outcome)) => outcome.into(),
        Ok(Err(Failure(message))) => {
            complain(&format!("error: {message}"));
            Outcome::Trouble.into()
        }
        Err(_) => Outcome::Trouble.into(),
    }
}

/// The words of the command line. A program that is called `hadolint` is `plimsoll hadolint`.
fn words(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut words: Vec<OsString> = given.collect();
    let name = words.first().and_then(|path| Path::new(path).file_stem());
    if name.is_some_and(|name| name == HADOLINT) {
        words.insert(1, OsString::from(HADOLINT));
    }
    words
}

/// Does what the arguments say.
fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Rules(arguments) => rules::run(arguments),
        Command::Ast(arguments) => ast::run(arguments),
        Command::Cache(arguments) => cache::run(arguments),
        Command::Context(arguments) => context::run(arguments),
        Command::Hadolint(arguments) => Ok(hadolint::run(arguments)),
        Command::Migrate(arguments) => migrate::run(arguments),
        Command::Schema => {
            let mut schema = serde_json::to_string_pretty(&crate::config::schema(&crate::rules::all()))
                .map_err(|error| Failure(error.to_string()))?;
            schema.push('\n');
            emit(schema.as_bytes())?;
            Ok(Outcome::Clean)
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), env!("CARGO_PKG_NAME"), &mut script);
            emit(&script)?;
            Ok(Outcome::Clean)
        }
    }
}

/// One line for a bug of ours, whatever RUST_BACKTRACE says.
fn report_bug(panic: &std::panic::PanicHookInfo<'_>) {
    let message = panic.payload_as_str().unwrap_or("no message");
    let place = panic.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
    let version = env!("CARGO_PKG_VERSION");
    complain(&format!(
        "error: this is a bug in plimsoll {version}, not in your files: {}{place}; please report it with this line \
         and the file that shows it",
        crate::report::visible(message)
    ));
}
