//! Whether an install names the version it means.
//!
//! Every manager writes versions its own way. A name that only the build knows, a file and a local directory
//! have nothing to pin.

use crate::model::installs::packages::{Action, Manager, Order};
use crate::syntax::Word;

/// What an operand of an install says about the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// A version, or a range of them; or there is nothing to say: a file, a group, a variable.
    Named,
    /// Nothing: the newest there is.
    Missing,
    /// A name that moves with every release: `latest`, a branch.
    Moving,
}

/// Names that a registry or repository moves.
pub(in crate::model) const MOVING: &[&str] =
    &["latest", "next", "nightly", "canary", "beta", "main", "master", "HEAD", "upgrade"];

/// Endings of packages that are files.
const FILES: &[&str] =
    &[".deb", ".rpm", ".apk", ".whl", ".gem", ".tar", ".tgz", ".zip", ".gz", ".bz2", ".xz", ".txt", ".toml", ".conda"];

/// A package that an install takes in whatever version there is.
#[derive(Clone, Debug)]
pub struct Unpinned<'a> {
    /// The word that names it, or the variable that holds it.
    pub word: &'a Word,
    /// Its name.
    pub name: String,
    /// What is said about its version.
    pub pin: Pin,
}

impl<'a> Order<'a> {
    /// The packages that an install takes in whatever version there is, with how each says so.
    pub fn unpinned(&self) -> Vec<Unpinned<'a>> {
        self.unpinned_among(&Word::known)
    }

    /// The same, those in variables too where `text` tells what they hold.
    pub fn unpinned_among(&self, text: &dyn Fn(&Word) -> Option<String>) -> Vec<Unpinned<'a>> {
        if self.action != Action::Install || self.pins_elsewhere() {
            return Vec::new();
        }
        let end = self.command.args.iter().find(|word| word.is("--") && word.span > self.verb.span);
        // What follows `--` in `gem install x -- --with-y` is for the compiler.
        let is_named = |word: &&&Word| self.manager != Manager::Gem || end.is_none_or(|end| word.span < end.span);
        let mut unpinned = Vec::new();
        for word in self.operands.iter().filter(is_named) {
            let names = match word.known() {
                Some(name) => vec![name],
                // The words in a variable, and perhaps flags.
                None => text(word).unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            };
            for name in names {
                let pin = if name.starts_with('-') { Pin::Named } else { self.pin(&name) };
                if pin != Pin::Named {
                    unpinned.push(Unpinned { word, name, pin });
                }
            }
        }
        unpinned
    }

    /// Whether the versions stand outside of the operands, or the verb takes none.
    fn pins_elsewhere(&self) -> bool {
        let command = self.command;
        let has_word = |text: &str| command.args.iter().any(|word| word.is(text));
        match self.manager {
            Manager::Apt => !self.verb.is("install"),
            Manager::Dnf | Manager::Yum => self.verb.is("groupinstall") || has_word("group"),
            Manager::Zypper => command.has_flag(&["t", "type"]),
            Manager::Pip => !self.verb.is("install") || command.has_flag(&["c", "constraint", "no-index"]),
            Manager::Gem => !command.is_any(&["gem"]) || command.has_flag(&["v", "version"]),
            Manager::Cargo => {
                self.verb.is("fetch") || command.has_flag(&["version", "vers", "path", "git", "rev", "index"])
            }
            Manager::Go => self.verb.is("mod"),
            Manager::Conda => command.has_flag(&["f", "file"]),
            Manager::Pnpm => self.verb.is("fetch"),
            Manager::Pacman => true,
            Manager::Apk | Manager::Npm | Manager::Yarn | Manager::Bun | Manager::Composer => false,
        }
    }

    fn pin(&self, text: &str) -> Pin {
        let is_file = FILES.iter().any(|ending| text.ends_with(ending)) || text.starts_with(['.', '/', '~']);
        if text.is_empty() || is_file {
            return Pin::Named;
        }
        let named = |is_named: bool| if is_named { Pin::Named } else { Pin::Missing };
        match self.manager {
            // `name/release` names a release, `name-` removes, `?task` and `~n` are patterns.
            Manager::Apt => named(text.contains(['=', '/', '?', '~']) || text.ends_with('-')),
            // `name@repository` is as close as a tagged repository gets; `!name` forbids a package.
            Manager::Apk => named(text.contains(['=', '<', '>', '~', '@', '!'])),
            Manager::Dnf | Manager::Yum | Manager::Zypper => named(is_rpm_named(text)),
            Manager::Pip => pip_pin(text),
            Manager::Npm | Manager::Yarn | Manager::Pnpm | Manager::Bun => npm_pin(text),
            Manager::Gem => named(text.contains(':')),
            Manager::Go => go_pin(text, self.verb.is("get")),
            Manager::Cargo | Manager::Composer => named(text.contains(['@', ':', '='])),
            Manager::Conda => named(text.contains(['=', '<', '>', '/'])),
            Manager::Pacman => Pin::Named,
        }
    }
}

/// `name-version`, `name-version-release.arch`, `name = version`; groups, paths and addresses too.
/// `java-11-openjdk` and `gcc-toolset-12` are names.
fn is_rpm_named(text: &str) -> bool {
    if text.contains(['=', '<', '>', '/', '@', ':', ' ', '*']) || text.starts_with(['-', '+', '!']) {
        return true;
    }
    let is_number = |part: &str| part.starts_with(|first: char| first.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [_, .., version, release] if is_number(version) && is_number(release) => true,
        [_, .., version] => is_number(version) && version.contains('.'),
        [_] | [] => false,
    }
}

pub(in crate::model) fn pip_pin(text: &str) -> Pin {
    let is_address = text.contains("://");
    if let Some((_, address)) = text.split_once("git+").filter(|_| is_address) {
        let path = address.split_once("://").map_or(address, |(_, rest)| rest);
        // The `@` before the host is a user's: `git+ssh://git@host/path`.
        let revision = path.split_once('/').and_then(|(_, path)| path.rsplit_once('@'));
        return match revision {
            Some((_, revision)) if MOVING.contains(&revision.split('#').next().unwrap_or(revision)) => Pin::Moving,
            Some(_) => Pin::Named,
            None => Pin::Missing,
        };
    }
    if is_address || text.contains(['/', '=', '<', '>', '~', '!', '@']) { Pin::Named } else { Pin::Missing }
}

pub(in crate::model) fn npm_pin(text: &str) -> Pin {
    let (scope, name) = match text.strip_prefix('@').and_then(|rest| rest.split_once('/')) {
        Some((scope, name)) => (Some(scope), name),
        None => (None, text),
    };
    if scope.is_none() && (name.contains([':', '/'])) {
        let is_repository = name.starts_with("git") || !name.contains(':');
        return if is_repository && !name.contains(['#', '@']) { Pin::Missing } else { Pin::Named };
    }
    match name.split_once('@') {
        Some((_, version)) if version.is_empty() || MOVING.contains(&version) => Pin::Moving,
        Some(_) => Pin::Named,
        None => Pin::Missing,
    }
}

/// Without a version `go install` takes the one in `go.mod`, and `go get` the newest.
fn go_pin(text: &str, is_get: bool) -> Pin {
    match text.split_once('@') {
        Some((_, version)) if MOVING.contains(&version) => Pin::Moving,
        Some(_) => Pin::Named,
        // The first part of an address has a dot; `cmd/vet` is part of Go, `./...` of the project.
        None if is_get && text.split('/').next().is_some_and(|host| host.contains('.')) => Pin::Missing,
        None => Pin::Named,
    }
}

#[cfg(test)]
mod tests {
    use super::{Pin, go_pin, is_rpm_named, npm_pin, pip_pin};

    #[test]
    fn versions_of_rpm_packages() {
        for named in ["nginx-1.20.1", "nginx-1.20.1-10.el9.x86_64", "a-1-2", "@nodejs:18", "https://x/y", "a = 1.2"] {
            assert!(is_rpm_named(named), "{named}");
        }
        for name in ["nginx", "epel-release", "java-11-openjdk", "java-1.8.0-openjdk-devel", "gcc-toolset-12", "a.i686"]
        {
            assert!(!is_rpm_named(name), "{name}");
        }
    }

    #[test]
    fn versions_of_language_packages() {
        assert_eq!(pip_pin("flask"), Pin::Missing);
        assert_eq!(pip_pin("flask[async]>=3"), Pin::Named);
        assert_eq!(pip_pin("git+https://host/a/b"), Pin::Missing);
        assert_eq!(pip_pin("git+ssh://git@host/a/b"), Pin::Missing);
        assert_eq!(pip_pin("git+https://host/a/b@v1"), Pin::Named);
        assert_eq!(pip_pin("git+https://host/a/b@main#egg=b"), Pin::Moving);
        assert_eq!(npm_pin("@vue/cli"), Pin::Missing);
        assert_eq!(npm_pin("@vue/cli@5"), Pin::Named);
        assert_eq!(npm_pin("npm@latest"), Pin::Moving);
        assert_eq!(npm_pin("user/repository"), Pin::Missing);
        assert_eq!(npm_pin("user/repository#1.2"), Pin::Named);
        assert_eq!(go_pin("host.org/x", false), Pin::Named);
        assert_eq!(go_pin("host.org/x", true), Pin::Missing);
        assert_eq!(go_pin("host.org/x@latest", false), Pin::Moving);
    }
}
