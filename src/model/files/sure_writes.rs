//! A command seen as one that writes files: which directories it surely makes something in.
//!
//! Knows a few programs well, and says nothing of the others. Start with [`Build::writes_of`].

use crate::model::commands::directories::joined;
use crate::model::{Build, Command, Step};
use crate::syntax::Word;

/// Something that a command writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::model) enum Write {
    /// Files of its own in this directory, whatever is there.
    Into(String),
    /// This very file or directory, unless it is there.
    Make(String),
}

/// Flags of package managers by which they write elsewhere, or nowhere.
const ELSEWHERE: &[&str] = &[
    "C",
    "cwd",
    "dir",
    "dry-run",
    "g",
    "global",
    "help",
    "location",
    "lockfile-only",
    "modules-folder",
    "package-lock-only",
    "prefix",
    "version",
    "working-dir",
    "d",
    "h",
    "v",
];

impl Build {
    /// What a command surely writes, as absolute paths.
    pub(in crate::model) fn writes_of(&self, step: &Step, command: &Command) -> Vec<Write> {
        let name = command.program.value.as_str();
        let verb = command.subcommand();
        let verb = verb.as_deref();
        let installs = match name {
            "npm" => matches!(verb, Some("ci" | "install" | "i" | "clean-install")),
            "pnpm" | "bun" => matches!(verb, Some("install" | "i" | "add")),
            "yarn" => matches!(verb, None | Some("install" | "add")),
            "composer" => matches!(verb, Some("install" | "update" | "require")),
            _ => false,
        };
        if installs && !command.has_flag(ELSEWHERE) {
            let directory = self.directory_of(step, command).filter(|directory| directory.starts_with('/'));
            return directory.map(Write::Into).into_iter().collect();
        }
        let made: Vec<&Word> = match name {
            "mkdir" | "touch" if !command.has_flag(&["m", "mode", "r", "d", "t"]) => operands(command).collect(),
            "virtualenv" => operands(command).take(1).filter(|_| command.args.len() == 1).collect(),
            "git" if verb == Some("clone") => cloned(command).into_iter().collect(),
            _ if name.starts_with("python") => environment(command).into_iter().collect(),
            _ => Vec::new(),
        };
        let Some(directory) = self.directory_of(step, command).filter(|_| !made.is_empty()) else { return Vec::new() };
        made.into_iter().filter_map(|word| self.path_of(step, &directory, word)).map(Write::Make).collect()
    }

    fn path_of(&self, step: &Step, directory: &str, word: &Word) -> Option<String> {
        let text = self.expanded(step, word)?;
        let is_plain = !text.is_empty() && !text.contains(['*', '?', '{', '[', ' ', '$']) && !text.starts_with('~');
        Some(joined(directory, &text)).filter(|path| is_plain && path.starts_with('/'))
    }
}

fn operands(command: &Command) -> impl Iterator<Item = &Word> {
    command.args.iter().filter(|word| !word.known_prefix().starts_with('-'))
}

/// The directory after the address of `git clone`, where no flag has a value of its own.
fn cloned(command: &Command) -> Option<&Word> {
    let plain = operands(command).collect::<Vec<_>>();
    let has_flags = command.args.iter().any(|word| word.known_prefix().starts_with('-') && !word.raw.contains('='));
    match plain.as_slice() {
        [_, _, directory] if !has_flags => Some(directory),
        _ => None,
    }
}

/// The directory of `python -m venv`.
fn environment(command: &Command) -> Option<&Word> {
    match command.args.as_slice() {
        [flag, module, directory] if flag.is("-m") && module.is("venv") => Some(directory),
        _ => None,
    }
}
