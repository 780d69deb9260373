//! What the commands of a step do to files that their words name: write, remove, hand over.
//!
//! Knows the programs that do so and follows `cd`; a path that only a shell knows is left out. Says nothing of
//! what other programs write. Start with [`Build::deeds_of`].

use std::collections::HashSet;

use crate::model::commands::directories::joined;
use crate::model::{Build, Command, Step};
use crate::syntax::Word;
use crate::syntax::shell::RedirectKind;

/// What a command does to a path.
#[derive(Clone, Debug)]
pub struct PathDeed<'a> {
    /// What it does.
    pub deed: Deed,
    /// The path, absolute where the directory of the step is known; the last part may be a pattern.
    pub path: String,
    /// Whether what is below the path is meant too.
    pub deep: bool,
    /// The command.
    pub command: &'a Command,
    /// The word that names the path.
    pub word: &'a Word,
}

/// What is done to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Something is fetched, unpacked or copied to it.
    Write,
    /// A directory is made, or a file is changed in place.
    Change,
    /// It is removed.
    Remove,
    /// It is moved away.
    Move,
    /// It is given to another user or group.
    Own,
    /// It is given another mode.
    Mode,
}

impl Build {
    /// What the commands of a RUN do to the paths that they name, in order.
    pub fn deeds_of<'a>(&'a self, step: &Step) -> Vec<PathDeed<'a>> {
        let mut deeds = Vec::new();
        // The directory at each depth of compounds; what changes inside of one is over behind it.
        let mut directories: Vec<(u32, Option<String>)> = Vec::new();
        for command in self.commands_of(step) {
            let depth = command.placement.depth;
            while directories.last().is_some_and(|(inner, _)| *inner > depth) {
                directories.pop();
            }
            let here = || match directories.last() {
                Some((_, directory)) => directory.clone(),
                None => Some(self.directory_before(step)),
            };
            if command.is_any(&["cd", "pushd", "popd"]) {
                let target = command.args.first().and_then(|word| self.expanded(step, word));
                let target = target.filter(|target| !target.starts_with(['-', '~']) && command.program.value != "popd");
                let there = target.and_then(|target| Some(joined(&here()?, &target)));
                directories.push((depth, there));
                continue;
            }
            for (deed, deep, word) in words_of(command) {
                let Some(text) = self.expanded(step, word) else { continue };
                let text = text.as_str();
                let text = if deed == Deed::Write && text.contains("://") { base_name(text) } else { text };
                if text.is_empty() || text.starts_with('~') {
                    continue;
                }
                let path = match text.starts_with('/') {
                    true => Some(joined("/", text)),
                    false => here().map(|directory| joined(&directory, text)),
                };
                if let Some(path) = path {
                    deeds.push(PathDeed { deed, path, deep, command, word });
                }
            }
        }
        deeds
    }

    /// What a RUN does to paths that are still there at its end: what it takes away again, or moves, is left out.
    pub fn lasting_deeds<'a>(&'a self, step: &Step) -> Vec<PathDeed<'a>> {
        let mut deeds = self.deeds_of(step);
        let mut gone: HashSet<String> = HashSet::new();
        // From the last on: what is taken away first and made later stays.
        deeds.reverse();
        deeds.retain(|deed| match deed.deed {
            Deed::Remove | Deed::Move => {
                gone.insert(deed.path.trim_end_matches('*').trim_end_matches('/').to_owned());
                true
            }
            Deed::Write | Deed::Change | Deed::Own | Deed::Mode => {
                let mut parents = deed.path.match_indices('/').filter_map(|(at, _)| deed.path.get(..at));
                !gone.contains(&deed.path) && !parents.any(|parent| gone.contains(parent))
            }
        });
        deeds.reverse();
        deeds
    }
}

/// What a command does to which of its words, and whether to all that is below.
fn words_of(command: &Command) -> Vec<(Deed, bool, &Word)> {
    let plain = || command.args.iter().filter(|word| !word.known_prefix().starts_with('-'));
    let is_deep = command.has_flag(&["R", "r", "recursive"]);
    match command.program.value.as_str() {
        "rm" | "rmdir" | "unlink" => all(Deed::Remove, is_deep, plain().collect()),
        "mv" if !command.has_flag(&["t", "target-directory"]) => {
            let mut sources: Vec<&Word> = plain().collect();
            sources.pop();
            all(Deed::Move, true, sources)
        }
        "mkdir" | "touch" => all(Deed::Change, false, plain().collect()),
        "chown" | "chgrp" if !command.has_flag(&["reference", "from"]) => {
            all(Deed::Own, is_deep, plain().skip(1).collect())
        }
        "chmod" if !command.has_flag(&["reference"]) => all(Deed::Mode, is_deep, mode_paths(command)),
        "curl" => fetched(command, &["o", "output"], &["O", "remote-name"]),
        "wget" if !command.has_flag(&["P", "directory-prefix", "i", "input-file", "r", "spider"]) => {
            fetched(command, &["O", "output-document"], &[])
        }
        "tar" | "bsdtar" => all(Deed::Write, true, value_of(command, &["C", "directory"]).into_iter().collect()),
        "unzip" => all(Deed::Write, true, value_of(command, &["d"]).into_iter().collect()),
        "git" if command.subcommand().as_deref() == Some("clone") => cloned(command),
        _ => Vec::new(),
    }
}

fn all(deed: Deed, deep: bool, words: Vec<&Word>) -> Vec<(Deed, bool, &Word)> {
    words.into_iter().map(|word| (deed, deep, word)).collect()
}

/// The paths of a chmod: `-x` is a mode there, not a flag.
fn mode_paths(command: &Command) -> Vec<&Word> {
    let is_flag = |word: &&Word| {
        let text = word.known_prefix();
        text.starts_with("--") || text.len() > 1 && text.starts_with('-') && !text.contains(['r', 'w', 'x', 'X', 's'])
    };
    command.args.iter().filter(|word| !is_flag(word)).skip(1).collect()
}

/// What a download tool writes: the value of a flag, the target of `>`, or a file named as in the address.
fn fetched<'a>(command: &'a Command, named: &[&str], as_remote: &[&str]) -> Vec<(Deed, bool, &'a Word)> {
    let redirect = command.redirects.iter().find(|redirect| redirect.kind == RedirectKind::Output);
    let output = match value_of(command, named) {
        Some(word) => Some(word),
        None if command.has_flag(named) => None,
        None if redirect.is_some() => redirect.map(|redirect| &redirect.target),
        None if as_remote.is_empty() || command.has_flag(as_remote) => {
            command.args.iter().rev().find(|word| word.raw.contains("://"))
        }
        None => None,
    };
    let is_file = |word: &&Word| !word.is("-") && !word.known_prefix().starts_with("/dev/");
    output.filter(is_file).map(|word| (Deed::Write, false, word)).into_iter().collect()
}

/// Where `git clone` puts the files; `None` where it makes the name itself.
fn cloned(command: &Command) -> Vec<(Deed, bool, &Word)> {
    let address = command.args.iter().position(|word| word.raw.contains("://") || word.raw.contains("git@"));
    let target = address.and_then(|at| command.args.get(at + 1)).filter(|word| !word.raw.starts_with('-'));
    target.map(|word| (Deed::Write, true, word)).into_iter().collect()
}

/// The word behind a flag: `-C dir`, `xzf file -C dir`. `None` where the value is part of the flag.
fn value_of<'a>(command: &'a Command, names: &[&str]) -> Option<&'a Word> {
    let flag = command.flag(names)?;
    let text = flag.known()?;
    let ends_cluster =
        names.iter().any(|name| text.trim_start_matches('-') == *name || name.len() == 1 && text.ends_with(name));
    let at = command.args.iter().position(|word| word.span == flag.span)?;
    command.args.get(at + 1).filter(|_| ends_cluster)
}

fn base_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::Deed;
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn deeds(script: &str) -> Vec<(Deed, String, bool)> {
        let source = Source::new("Dockerfile", format!("FROM debian\nWORKDIR /w\nRUN {script}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        build.deeds_of(&build.steps[1]).into_iter().map(|deed| (deed.deed, deed.path, deed.deep)).collect()
    }

    #[test]
    fn paths_of_deeds_are_told() {
        let one = |deed, path: &str, deep| vec![(deed, path.to_owned(), deep)];
        for (script, expected) in [
            ("rm -rf /tmp/x/", one(Deed::Remove, "/tmp/x", true)),
            ("cd /opt && rm a", one(Deed::Remove, "/opt/a", false)),
            ("(cd /opt && true) && rm a", one(Deed::Remove, "/w/a", false)),
            ("cd $X && rm a", vec![]),
            ("mv -f a /b /c", vec![(Deed::Move, "/w/a".to_owned(), true), (Deed::Move, "/b".to_owned(), true)]),
            ("chown -R app:app .", one(Deed::Own, "/w", true)),
            ("chmod -x a", one(Deed::Mode, "/w/a", false)),
            ("chmod -R 755 a", one(Deed::Mode, "/w/a", true)),
            ("curl -fsSLo /a.tgz https://x.org/b", one(Deed::Write, "/a.tgz", false)),
            ("curl -LO https://x.org/b.tgz?c", one(Deed::Write, "/w/b.tgz", false)),
            ("curl https://x.org/b | sh", vec![]),
            ("curl https://x.org/b > c", one(Deed::Write, "/w/c", false)),
            ("wget -q https://x.org/b.tgz", one(Deed::Write, "/w/b.tgz", false)),
            ("wget -qO- https://x.org/b | tar xz -C /opt", one(Deed::Write, "/opt", true)),
            ("git clone --depth 1 https://x.org/b /src", one(Deed::Write, "/src", true)),
        ] {
            assert_eq!(deeds(script), expected, "{script}");
        }
    }
}
