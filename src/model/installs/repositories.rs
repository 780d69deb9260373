//! Repositories that a build fetches: `git clone`, and ADD of an address that git understands.
//!
//! Knows command lines and addresses; whether a finding follows is the rules' business. Start with
//! [`Command::git_clone`] and [`address_pin`].

use crate::model::commands::directories::joined;
use crate::model::installs::pins::{MOVING, Pin};
use crate::model::{Build, Command, Origin, Stage};
use crate::syntax::Word;

/// A `git clone`.
#[derive(Clone, Debug)]
pub struct GitClone<'a> {
    /// The address.
    pub address: &'a Word,
    /// The directory it is cloned into: the one that is named, or the one git makes of the address, below that of
    /// `git -C`.
    pub directory: String,
    /// Whether it takes the end of the branch alone: `--depth`. Then no other commit is there.
    pub is_shallow: bool,
    /// Whether it clones the submodules too.
    pub has_submodules: bool,
    /// What the command says about the version.
    pub pin: Pin,
}

/// Flags of `git` and `git clone` whose value is the next word.
const VALUED: &[&str] = &[
    "-b",
    "--branch",
    "--revision",
    "-c",
    "--config",
    "-C",
    "--depth",
    "-j",
    "--jobs",
    "-o",
    "--origin",
    "--reference",
    "--reference-if-able",
    "--filter",
    "--shallow-since",
    "--shallow-exclude",
    "--separate-git-dir",
    "--template",
    "-u",
    "--upload-pack",
    "--server-option",
    "--bundle-uri",
    "--git-dir",
    "--work-tree",
];

/// Branches that people work on, besides the names a registry moves.
const BRANCHES: &[&str] = &["develop", "development", "dev", "trunk", "devel", "unstable", "gh-pages"];

/// Words of git that put a certain version into the working directory.
const SETTLING: &[&str] = &["checkout", "reset", "switch", "fetch", "worktree"];

impl Command {
    /// The command as a `git clone` of something that is elsewhere.
    pub fn git_clone(&self) -> Option<GitClone<'_>> {
        if !self.is_any(&["git"]) || self.form.instruction != Origin::Run {
            return None;
        }
        let mut operands = Vec::new();
        let mut branch: Option<&Word> = None;
        let mut inline_branch = None;
        let mut start = None;
        let mut words = self.args.iter();
        while let Some(word) = words.next() {
            let text = word.known_prefix();
            if VALUED.contains(&&*text) {
                let value = words.next();
                if matches!(&*text, "-b" | "--branch" | "--revision") {
                    branch = value;
                } else if text == "-C" {
                    start = value;
                }
            } else if text.starts_with("--branch=") || text.starts_with("--revision=") {
                inline_branch = Some(word);
            } else if !text.starts_with('-') {
                operands.push(word);
            }
        }
        let [verb, address, rest @ ..] = operands.as_slice() else { return None };
        if !verb.is("clone") || !is_elsewhere(&address.known_prefix()) {
            return None;
        }
        let named = branch.map(Word::known).or_else(|| inline_branch.map(value_of));
        let pin = match named {
            None => Pin::Missing,
            Some(Some(name)) if is_moving(&name) => Pin::Moving,
            Some(_) => Pin::Named,
        };
        let directory = rest.first().map_or_else(|| directory_of(&address.raw), |word| word.raw.clone());
        let directory = match start {
            Some(start) => joined(start.raw.trim_matches(['"', '\'']), directory.trim_matches(['"', '\''])),
            None => directory,
        };
        let is_shallow = self.has_flag(&["depth", "shallow-since", "shallow-exclude"]);
        let has_submodules = self.has_flag(&["recursive", "recurse-submodules"]);
        Some(GitClone { address, directory, is_shallow, has_submodules, pin })
    }
}

impl Build {
    /// Where a stage tells git for the last time which version to have; `None` where it never does.
    pub fn last_settled(&self, stage: &Stage) -> Option<u32> {
        let commands = self.steps_of(stage).iter().flat_map(|step| self.commands_of(step));
        commands.filter(|command| settles(command)).map(|command| command.span.start).max()
    }
}

/// Whether a command puts a certain version into a working directory, and not the end of a branch.
fn settles(command: &Command) -> bool {
    let is_branch = |word: &Word| word.known().is_some_and(|name| is_moving(name.trim_start_matches("origin/")));
    let says = |word: &Word| SETTLING.iter().any(|verb| word.is(verb));
    command.is_any(&["git"]) && command.args.iter().any(says) && !command.args.last().is_some_and(is_branch)
}

/// What is said about the version in an address that ADD hands to git; `None` where it is no such address.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository>
pub fn address_pin(word: &Word) -> Option<Pin> {
    let text = word.known_prefix();
    is_of_git(&text).then(|| pin_of(&text, word.known().is_some()))
}

/// What is said about the version in a context that is a repository; `None` where it is none.
///
/// Source: <https://docs.docker.com/build/concepts/context/#git-repositories>
pub fn context_pin(context: &str) -> Option<Pin> {
    let is_git = is_of_git(context) || ["github.com/", "ssh://"].iter().any(|start| context.starts_with(start));
    is_git.then(|| pin_of(context, true))
}

/// Whether git is asked for what is at an address.
fn is_of_git(text: &str) -> bool {
    let address = text.split(['#', '?']).next().unwrap_or_default();
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    address.starts_with("git@") || address.starts_with("git://") || (is_web && address.ends_with(".git"))
}

/// What is said about the version in the address of a repository, of which the rest may come from a variable.
fn pin_of(text: &str, is_known: bool) -> Pin {
    let (address, fragment) = match text.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (text, None),
    };
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let named = ["ref=", "tag=", "commit=", "checksum=", "branch="].iter().any(|key| query.contains(key));
    let version = fragment.and_then(|fragment| fragment.split(':').next()).unwrap_or_default();
    match version {
        _ if named => Pin::Named,
        // What follows comes from a variable.
        "" if !is_known => Pin::Named,
        "" => Pin::Missing,
        name if is_known && is_moving(name) => Pin::Moving,
        _ => Pin::Named,
    }
}

fn is_moving(name: &str) -> bool {
    let name = name.trim_start_matches("refs/heads/");
    MOVING.contains(&name) || BRANCHES.contains(&name)
}

/// Whether an address is that of another machine; a path or a bundle is part of the build.
fn is_elsewhere(address: &str) -> bool {
    ["https://", "http://", "git://", "ssh://", "git@", "git+ssh://"].iter().any(|scheme| address.starts_with(scheme))
}

fn value_of(flag: &Word) -> Option<String> {
    flag.known()?.split_once('=').map(|(_, value)| value.to_owned())
}

/// The directory that git makes of an address.
fn directory_of(address: &str) -> String {
    let address = address.trim_matches(['"', '\'']).trim_end_matches('/').trim_end_matches(".git");
    address.rsplit(['/', ':']).next().unwrap_or(address).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Pin, address_pin, directory_of, is_moving};
    use crate::syntax::Word;
    use crate::text::Span;

    fn pin(address: &str) -> Option<Pin> {
        address_pin(&Word::literal(address, Span::new(0, 0)))
    }

    #[test]
    fn addresses_name_versions() {
        assert_eq!(pin("https://github.com/a/b.git"), Some(Pin::Missing));
        assert_eq!(pin("https://github.com/a/b.git#:docs"), Some(Pin::Missing));
        assert_eq!(pin("https://github.com/a/b.git#main"), Some(Pin::Moving));
        assert_eq!(pin("git@github.com:a/b.git#v1:docs"), Some(Pin::Named));
        assert_eq!(pin("https://github.com/a/b.git?tag=v1"), Some(Pin::Named));
        assert_eq!(pin("https://github.com/a/b/x.tar.gz"), None);
    }

    #[test]
    fn git_names_the_directory() {
        assert_eq!(directory_of("https://github.com/a/b.git"), "b");
        assert_eq!(directory_of("\"git@host:b/\""), "b");
        assert!(is_moving("develop"));
        assert!(!is_moving("v1.2"));
    }
}
