//! What a stage does with the files it has: unpacks, installs, runs and removes them.
//!
//! Knows programs by name; what checks them is in `checks`. Files are told by the last part of their path, as far as it is known. Start with
//! [`Uses::of`].

use std::collections::HashMap;

use super::checks::{Checks, checks_content};
use super::texts::Texts;
use crate::knowledge::addresses::base_name;
use crate::knowledge::programs::{is_interpreter, is_shell};
use crate::model::installs::packages::Action;
use crate::model::{Build, Command, Interpreter, Origin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{CommandLine, Kind};

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Its content is unpacked.
    Unpacked,
    /// A package manager installs it.
    Installed,
    /// It is run, or made a program.
    Run,
    /// It is removed.
    Removed,
}

/// A use, and where.
#[derive(Clone, Debug)]
pub(super) struct UseAt {
    pub kind: Use,
    /// The command, by its place in [`Build::commands`].
    pub command: usize,
    /// Where that begins.
    start: u32,
    may_be_directory: bool,
    /// The path as the command names it.
    pub path: String,
}

/// The uses of the files of a stage.
#[derive(Default)]
pub(in crate::model) struct Uses {
    by_name: HashMap<String, Vec<UseAt>>,
    /// Those that name several files at once: patterns, and directories that are removed.
    patterns: Vec<UseAt>,
    pub(super) checks: Checks,
}

/// How many patterns of a stage are kept, and how many uses of a name are looked at.
const MOST: usize = 50;

impl Uses {
    pub(super) fn of(build: &Build, stage: &Stage) -> Self {
        let mut uses = Self::default();
        for step in build.steps_of(stage) {
            let commands = build.commands_of(step);
            let mut texts = None;
            uses.add_check_of_windows(build, step);
            for (at, command) in
                step.commands.clone().zip(commands).filter(|(_, it)| it.form.instruction == Origin::Run)
            {
                let used = use_by(command);
                if used.is_none() && !checks_content(command) {
                    continue;
                }
                let texts = texts.get_or_insert_with(|| Texts::of(build, step));
                uses.checks.add(command, commands, texts);
                let Some((kind, words)) = used else { continue };
                for word in words {
                    let path = texts.text(word);
                    let may_be_directory = kind == Use::Removed && may_remove_directory(command, &path);
                    uses.add(UseAt { kind, command: at, start: command.span.start, may_be_directory, path });
                }
            }
        }
        uses
    }

    /// What PowerShell and cmd run is not read as commands.
    fn add_check_of_windows(&mut self, build: &Build, step: &Step) {
        if !matches!(step.interpreter, Interpreter::PowerShell | Interpreter::Cmd) {
            return;
        }
        let Some(Kind::Run(run)) = build.instruction(step).map(|it| &it.kind) else { return };
        let CommandLine::Shell(shell) = &run.command else { return };
        let (text, place) = (shell.script.text(), build.instruction(step).map_or(0, |it| it.span.start));
        let lower = text.to_ascii_lowercase();
        if lower.contains("get-filehash") || lower.contains("-hashfile") {
            self.checks.add_text(step.id, place, text, false);
        }
    }

    fn add(&mut self, it: UseAt) {
        let name = base_name(&it.path);
        if (name.contains('*') || it.may_be_directory) && self.patterns.len() < MOST {
            self.patterns.push(it.clone());
        }
        self.by_name.entry(name.to_owned()).or_default().push(it);
    }

    /// The uses of a file after a place.
    pub(super) fn after<'u>(&'u self, path: &'u str, place: u32) -> impl Iterator<Item = &'u UseAt> {
        let named = self.by_name.get(base_name(path)).map(Vec::as_slice).unwrap_or_default();
        let first = named.partition_point(|it| it.start < place);
        let named = named.get(first..).unwrap_or_default().iter().take(MOST);
        let patterns = self.patterns.iter().filter(move |it| {
            // A `cd` may have led into the directory that is removed.
            let may_be_below = it.may_be_directory && !path.starts_with('/');
            it.start >= place && (may_be_below || covers(&it.path, path))
        });
        named.chain(patterns)
    }
}

/// Whether a command that removes a path removes a directory, if that is one.
fn may_remove_directory(command: &Command, path: &str) -> bool {
    !path.starts_with('-') && (command.is_any(&["find"]) || command.has_flag(&["r", "R", "recursive"]))
}

/// Whether a pattern matches a path's last part, or a directory holds it.
fn covers(pattern: &str, path: &str) -> bool {
    let name = base_name(pattern);
    match name.split_once('*') {
        Some((start, rest)) => {
            let file = base_name(path);
            let end = rest.rsplit('*').next().unwrap_or(rest);
            file.starts_with(start) && file.ends_with(end)
        }
        None => path.strip_prefix(pattern).is_some_and(|rest| rest.starts_with('/') || pattern.ends_with('/')),
    }
}

/// What a command does, and the words that may name the files it does it to.
fn use_by(command: &Command) -> Option<(Use, Vec<&Word>)> {
    let all = || command.args.iter().collect::<Vec<_>>();
    let program = command.program.value.as_str();
    let has_mode = |word: &Word| gives_execution(&word.known_prefix());
    match program {
        "tar" | "bsdtar" => extracts(command).then(|| (Use::Unpacked, all())),
        "unzip" | "gunzip" | "bunzip2" | "unxz" | "7z" | "7za" | "unrar" | "unzstd" | "ar" | "xz" => {
            Some((Use::Unpacked, all()))
        }
        "jar" => command.subcommand().is_some_and(|verb| verb.contains('x')).then(|| (Use::Unpacked, all())),
        "gzip" | "bzip2" => command.has_flag(&["d", "decompress"]).then(|| (Use::Unpacked, all())),
        "dpkg" => command.has_flag(&["i", "install"]).then(|| (Use::Installed, all())),
        "dpkg-deb" => Some((Use::Unpacked, all())),
        "gdebi" => Some((Use::Installed, all())),
        "rpm" => command.has_flag(&["i", "U", "install", "upgrade"]).then(|| (Use::Installed, all())),
        "chmod" => command.args.iter().any(has_mode).then(|| (Use::Run, all())),
        "install" => (!command.has_flag(&["d", "directory"])).then(|| (Use::Run, all())),
        "mv" | "cp" | "ln" => is_program_directory(command.args.last()?).then(|| (Use::Run, all())),
        "rm" | "unlink" => Some((Use::Removed, all())),
        "find" => command.args.iter().any(|word| word.is("-delete") || word.is("rm")).then(|| (Use::Removed, all())),
        "java" | "." | "source" | "msiexec" => Some((Use::Run, all())),
        _ if is_shell(program) || is_interpreter(program) => Some((Use::Run, all())),
        _ if command.program_path.contains('/') => None,
        _ => {
            let order = command.order().filter(|order| order.action == Action::Install)?;
            let files: Vec<&Word> =
                order.operands.iter().copied().filter(|word| word.raw.contains(['/', '.'])).collect();
            (!files.is_empty()).then_some((Use::Installed, files))
        }
    }
}

/// Whether a mode of chmod lets somebody run the file: `+x`, `755`, `u=rwx`.
fn gives_execution(mode: &str) -> bool {
    let is_octal = mode.len() >= 3 && mode.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    if is_octal {
        return mode.bytes().rev().take(3).any(|byte| byte % 2 == 1);
    }
    mode.split_once(['+', '='])
        .is_some_and(|(who, what)| who.chars().all(|letter| "ugoa".contains(letter)) && what.contains(['x', 'X']))
}

/// Whether a path is that of a directory of programs, or of a file in one.
fn is_program_directory(word: &Word) -> bool {
    word.raw.split('/').any(|part| matches!(part, "bin" | "sbin"))
}

/// Whether a `tar` unpacks: `tar xf`, `tar -xf`, `tar --extract`.
fn extracts(command: &Command) -> bool {
    let letters = command.args.first().map(Word::known_prefix).unwrap_or_default();
    let is_old_style = letters.contains('x') && letters.chars().all(|letter| letter.is_ascii_alphabetic());
    is_old_style || command.has_flag(&["x", "extract", "get"])
}

#[cfg(test)]
mod tests {
    use super::{covers, gives_execution};

    #[test]
    fn modes_are_read() {
        for mode in ["+x", "a+x", "755", "0700", "u=rwx", "a+rx"] {
            assert!(gives_execution(mode), "{mode}");
        }
        for mode in ["644", "0600", "a+r", "-x", "x.sh", "file+x.sh"] {
            assert!(!gives_execution(mode), "{mode}");
        }
    }

    #[test]
    fn patterns_cover_files() {
        assert!(covers("*.deb", "/tmp/a.deb") && covers("/tmp/*", "/tmp/a.deb") && covers("/tmp", "/tmp/a.deb"));
        assert!(!covers("*.rpm", "/tmp/a.deb") && !covers("/var", "/tmp/a.deb"));
    }
}
