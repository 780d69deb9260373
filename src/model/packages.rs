//! A command seen as an install: which manager, which packages, which flags.
//!
//! Knows for each manager the words that install and the flags that take a value, so that the value is not
//! mistaken for a package.

use super::Command;
use crate::syntax::Word;

/// A package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the manager of its name")]
pub enum Manager {
    Apt,
    Apk,
    Dnf,
    Yum,
    Zypper,
    Pacman,
    Pip,
    Npm,
    Yarn,
    Pnpm,
    Gem,
    Go,
    Cargo,
    Composer,
    Conda,
}

/// What a package manager is told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Install packages that are named, or the project's dependencies where none is.
    Install,
    /// Fetch the lists of what there is.
    Update,
    /// Bring what is installed up to date.
    Upgrade,
    /// Remove packages.
    Remove,
    /// Remove caches.
    Clean,
}

/// A command seen as an order to a package manager.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// Which manager.
    pub manager: Manager,
    /// What it is told to do.
    pub action: Action,
    /// The word that tells it: `install`.
    pub verb: &'a Word,
    /// What follows, flags and their values left out.
    pub operands: Vec<&'a Word>,
    /// The command.
    pub command: &'a Command,
}

/// How a manager's command line reads.
struct Grammar {
    manager: Manager,
    programs: &'static [&'static str],
    /// What its verbs do.
    verbs: &'static [(&'static str, Action)],
    /// Flags whose value is the next word, without dashes.
    valued: &'static [&'static str],
}

use Action::{Clean, Install, Remove, Update, Upgrade};

const GRAMMARS: &[Grammar] = &[
    Grammar {
        manager: Manager::Apt,
        programs: &["apt-get", "apt", "aptitude"],
        verbs: &[
            ("install", Install),
            ("update", Update),
            ("upgrade", Upgrade),
            ("dist-upgrade", Upgrade),
            ("full-upgrade", Upgrade),
            ("remove", Remove),
            ("purge", Remove),
            ("autoremove", Remove),
            ("clean", Clean),
            ("autoclean", Clean),
            ("build-dep", Install),
        ],
        valued: &[
            "o",
            "c",
            "t",
            "a",
            "option",
            "config-file",
            "target-release",
            "default-release",
            "host-architecture",
        ],
    },
    Grammar {
        manager: Manager::Apk,
        programs: &["apk"],
        verbs: &[("add", Install), ("update", Update), ("upgrade", Upgrade), ("del", Remove), ("cache", Clean)],
        valued: &["t", "virtual", "X", "repository", "p", "root", "arch", "keys-dir", "repositories-file", "cache-dir"],
    },
    Grammar {
        manager: Manager::Dnf,
        programs: &["dnf", "microdnf", "dnf5", "tdnf"],
        verbs: RPM_VERBS,
        valued: RPM_VALUED,
    },
    Grammar { manager: Manager::Yum, programs: &["yum"], verbs: RPM_VERBS, valued: RPM_VALUED },
    Grammar {
        manager: Manager::Zypper,
        programs: &["zypper"],
        verbs: &[
            ("install", Install),
            ("in", Install),
            ("refresh", Update),
            ("ref", Update),
            ("update", Upgrade),
            ("up", Upgrade),
            ("dist-upgrade", Upgrade),
            ("dup", Upgrade),
            ("remove", Remove),
            ("rm", Remove),
            ("clean", Clean),
            ("cc", Clean),
        ],
        valued: &["R", "root", "D", "reposd-dir", "r", "repo", "from", "t", "type", "C", "cache-dir", "p", "plus-repo"],
    },
    Grammar {
        manager: Manager::Pacman,
        programs: &["pacman"],
        verbs: &[
            ("-S", Install),
            ("-Sy", Install),
            ("-Syu", Install),
            ("-Syyu", Install),
            ("-Scc", Clean),
            ("-R", Remove),
        ],
        valued: &["r", "root", "b", "dbpath", "cachedir", "config"],
    },
    Grammar {
        manager: Manager::Pip,
        programs: &["pip", "pip3", "pip2", "uv"],
        verbs: &[("install", Install), ("sync", Install), ("uninstall", Remove), ("cache", Clean)],
        valued: &[
            "r",
            "requirement",
            "c",
            "constraint",
            "e",
            "editable",
            "t",
            "target",
            "i",
            "index-url",
            "extra-index-url",
            "f",
            "find-links",
            "platform",
            "python-version",
            "implementation",
            "abi",
            "prefix",
            "root",
            "src",
            "b",
            "build",
            "no-binary",
            "only-binary",
            "upgrade-strategy",
            "proxy",
            "retries",
            "timeout",
            "trusted-host",
            "cert",
            "client-cert",
            "cache-dir",
            "log",
            "python",
            "progress-bar",
            "root-user-action",
            "report",
            "global-option",
            "config-settings",
            "use-feature",
            "exists-action",
            "group",
            "extra",
        ],
    },
    Grammar {
        manager: Manager::Npm,
        programs: &["npm"],
        verbs: &[
            ("install", Install),
            ("i", Install),
            ("add", Install),
            ("ci", Install),
            ("clean-install", Install),
            ("update", Upgrade),
            ("uninstall", Remove),
            ("cache", Clean),
        ],
        valued: &[
            "prefix",
            "registry",
            "loglevel",
            "cache",
            "omit",
            "include",
            "only",
            "workspace",
            "w",
            "C",
            "userconfig",
            "tag",
        ],
    },
    Grammar {
        manager: Manager::Yarn,
        programs: &["yarn", "yarnpkg"],
        verbs: &[("install", Install), ("add", Install), ("cache", Clean)],
        valued: &[
            "cwd",
            "cache-folder",
            "registry",
            "network-timeout",
            "modules-folder",
            "mutex",
            "prefix",
            "network-concurrency",
        ],
    },
    Grammar {
        manager: Manager::Pnpm,
        programs: &["pnpm"],
        verbs: &[
            ("install", Install),
            ("i", Install),
            ("add", Install),
            ("ci", Install),
            ("fetch", Install),
            ("store", Clean),
        ],
        valued: &["C", "dir", "filter", "F", "registry", "store-dir", "reporter"],
    },
    Grammar {
        manager: Manager::Gem,
        programs: &["gem", "bundle", "bundler"],
        verbs: &[("install", Install), ("i", Install), ("update", Upgrade), ("uninstall", Remove), ("cleanup", Clean)],
        valued: &[
            "v",
            "version",
            "s",
            "source",
            "i",
            "install-dir",
            "n",
            "bindir",
            "j",
            "jobs",
            "retry",
            "path",
            "without",
            "with",
            "gemfile",
            "P",
        ],
    },
    Grammar {
        manager: Manager::Go,
        programs: &["go"],
        verbs: &[("install", Install), ("get", Install), ("clean", Clean)],
        valued: &["C", "o", "p", "tags", "ldflags", "gcflags", "mod", "modfile"],
    },
    Grammar {
        manager: Manager::Cargo,
        programs: &["cargo"],
        verbs: &[("install", Install), ("binstall", Install), ("fetch", Install)],
        valued: &[
            "version", "git", "branch", "tag", "rev", "path", "root", "registry", "index", "target", "F", "features",
            "profile", "j", "jobs", "bin", "Z",
        ],
    },
    Grammar {
        manager: Manager::Composer,
        programs: &["composer", "composer.phar"],
        verbs: &[
            ("install", Install),
            ("require", Install),
            ("update", Upgrade),
            ("clear-cache", Clean),
            ("clearcache", Clean),
        ],
        valued: &["d", "working-dir"],
    },
    Grammar {
        manager: Manager::Conda,
        programs: &["conda", "mamba", "micromamba"],
        verbs: &[("install", Install), ("create", Install), ("update", Upgrade), ("remove", Remove), ("clean", Clean)],
        valued: &["n", "name", "p", "prefix", "c", "channel", "f", "file"],
    },
];

const RPM_VERBS: &[(&str, Action)] = &[
    ("install", Install),
    ("in", Install),
    ("localinstall", Install),
    ("groupinstall", Install),
    ("reinstall", Install),
    ("makecache", Update),
    ("update", Upgrade),
    ("upgrade", Upgrade),
    ("upgrade-minimal", Upgrade),
    ("distro-sync", Upgrade),
    ("remove", Remove),
    ("erase", Remove),
    ("autoremove", Remove),
    ("clean", Clean),
];

const RPM_VALUED: &[&str] = &[
    "c",
    "config",
    "installroot",
    "enablerepo",
    "disablerepo",
    "repo",
    "releasever",
    "setopt",
    "x",
    "exclude",
    "d",
    "debuglevel",
    "e",
    "errorlevel",
    "R",
    "randomwait",
    "forcearch",
    "downloaddir",
    "destdir",
    "comment",
];

impl Command {
    /// The command as an order to a package manager; `None` where it is none.
    pub fn order(&self) -> Option<Order<'_>> {
        let (program, words) = self.manager_words();
        let grammar = GRAMMARS
            .iter()
            .find(|grammar| grammar.programs.contains(&program) || is_versioned_pip(grammar, program))?;
        let (verb_at, action) = grammar.find_verb(words)?;
        let verb = words.get(verb_at)?;
        let operands = grammar.operands(words, verb_at);
        Some(Order { manager: grammar.manager, action, verb, operands, command: self })
    }

    /// The manager's name and the words behind it: `python -m pip install x` is `pip install x`.
    fn manager_words(&self) -> (&str, &[Word]) {
        let program = self.program.value.as_str();
        if !program.starts_with("python") {
            return (program, &self.args);
        }
        match self.args.iter().position(|word| word.is("-m")) {
            Some(at) if self.args.get(at + 1).is_some_and(|word| word.is("pip")) => {
                ("pip", self.args.get(at + 2..).unwrap_or_default())
            }
            _ => (program, &self.args),
        }
    }
}

/// `pip3.11` and its kin.
fn is_versioned_pip(grammar: &Grammar, program: &str) -> bool {
    let version = program.strip_prefix("pip");
    grammar.manager == Manager::Pip
        && version.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// Words between a manager and its verb: `uv pip install`, `yarn global add`, `dnf group install`.
fn is_group(word: &str) -> bool {
    matches!(word, "pip" | "global" | "group" | "module" | "tool")
}

impl Grammar {
    /// The first word that is a verb; flags before it and their values are looked over.
    fn find_verb(&self, words: &[Word]) -> Option<(usize, Action)> {
        let mut index = 0;
        while let Some(word) = words.get(index) {
            let text = word.known_prefix();
            if let Some((_, action)) = self.verbs.iter().find(|(verb, _)| word.is(verb)) {
                return Some((index, *action));
            }
            match text.strip_prefix('-') {
                Some(_) => index += 1 + usize::from(self.takes_next(word)),
                None if is_group(&text) => index += 1,
                None => return None,
            }
        }
        None
    }

    /// The words behind the verb that are neither flags nor values of flags.
    fn operands<'a>(&self, words: &'a [Word], verb_at: usize) -> Vec<&'a Word> {
        let mut operands = Vec::new();
        let mut index = verb_at + 1;
        let mut flags_end = false;
        while let Some(word) = words.get(index) {
            index += 1;
            let text = word.known_prefix();
            if flags_end || !text.starts_with('-') || text == "-" {
                operands.push(word);
            } else if text == "--" {
                flags_end = true;
            } else {
                index += usize::from(self.takes_next(word));
            }
        }
        operands
    }

    /// Whether the word after a flag is the flag's value: `-r x`, `--requirement x`, and `-Ur x` too.
    fn takes_next(&self, flag: &Word) -> bool {
        // The value of `-t$DIR` stands in the word itself.
        let Some(text) = flag.known() else { return false };
        let name = text.trim_start_matches('-');
        if name.contains('=') {
            return false;
        }
        if self.valued.contains(&name) {
            return true;
        }
        // Go knows no clusters: `-mod` is one flag.
        if text.starts_with("--") || self.manager == Manager::Go {
            return false;
        }
        let is_valued = |letter: char| self.valued.iter().any(|flag| flag.len() == 1 && flag.starts_with(letter));
        name.find(is_valued).is_some_and(|at| at + 1 == name.len())
    }
}

impl Manager {
    /// Whether it installs the distribution's own packages.
    pub fn is_of_system(self) -> bool {
        matches!(self, Self::Apt | Self::Apk | Self::Dnf | Self::Yum | Self::Zypper | Self::Pacman)
    }
}

impl Order<'_> {
    /// The order as people say it: `pip install` for `python -m pip install`, `uv pip install`.
    pub fn name(&self) -> String {
        let program = self.command.program.value.as_str();
        let program = if program.starts_with("python") { "" } else { program };
        let before = self.command.args.iter().take_while(|word| word.span != self.verb.span);
        let groups = before.filter_map(Word::known).filter(|text| is_group(text));
        let words = std::iter::once(program.to_owned()).chain(groups).chain([self.verb.raw.clone()]);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The name of the group after `apk add --virtual`.
    pub fn virtual_package(&self) -> Option<String> {
        let flag = self.command.flag(&["t", "virtual"]).filter(|_| self.manager == Manager::Apk)?;
        if let Some((_, name)) = flag.known()?.split_once('=') {
            return Some(name.to_owned());
        }
        let at = self.command.args.iter().position(|word| word.span == flag.span)?;
        self.command.args.get(at + 1).and_then(Word::known)
    }

    /// The names of the packages, as far as they are known: version and architecture are cut off.
    pub fn package_names(&self) -> impl Iterator<Item = String> {
        self.operands.iter().filter_map(|word| {
            let text = word.known()?;
            // The first character may be the `@` of a scope.
            let is_end = |(at, character): &(usize, char)| *at > 0 && "=<>~@:[".contains(*character);
            let end = text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at);
            text.get(..end).map(str::to_owned)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The operands and package names of a command.
    fn order(command: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::new("Dockerfile", format!("FROM a\nRUN {command}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let order = project.builds[0].commands[0].order().unwrap();
        (order.operands.iter().map(|word| word.raw.clone()).collect(), order.package_names().collect())
    }

    #[test]
    fn values_of_flags_are_no_packages() {
        for (command, operands) in [
            ("pip install -r x.txt", &[][..]),
            ("pip install -Ur x.txt", &[]),
            ("pip install -rx.txt y", &["y"]),
            ("apt-get -yo Dpkg::Use-Pty=0 install curl", &["curl"]),
            ("apt-get install -yt bookworm-backports curl", &["curl"]),
            ("apt-get install -t$RELEASE curl", &["curl"]),
            ("apt-get install -qqy curl", &["curl"]),
            ("go install -mod=mod -tags x a/b@v1", &["a/b@v1"]),
        ] {
            assert_eq!(order(command).0, operands, "{command}");
        }
    }

    #[test]
    fn names_are_without_versions() {
        assert_eq!(order("npm i @a/b@1.2 c@^3 d").1, ["@a/b", "c", "d"]);
        assert_eq!(order("apt-get install g++=4:12 libc6:i386").1, ["g++", "libc6"]);
    }
}
