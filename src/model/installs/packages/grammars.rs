//! How the command lines of package managers read: their verbs, and the flags that take a value.
//!
//! Knows words, nothing of builds. Start with [`GRAMMARS`]; a manager is one entry.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Action, Manager};
use crate::syntax::Word;

/// How a manager's command line reads.
pub(super) struct Grammar {
    pub(super) manager: Manager,
    pub(super) programs: &'static [&'static str],
    /// What its verbs do.
    verbs: &'static [(&'static str, Action)],
    /// Flags whose value is the next word, without dashes.
    valued: &'static [&'static str],
}

use Action::{Clean, Install, Remove, Update, Upgrade};

/// One entry a manager.
pub(super) const GRAMMARS: &[Grammar] = &[
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
        manager: Manager::Bun,
        programs: &["bun"],
        verbs: &[("install", Install), ("i", Install), ("add", Install), ("a", Install), ("ci", Install)],
        valued: &["cwd", "c", "config", "registry", "cache-dir", "filter", "omit", "backend", "linker"],
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

/// The grammar of a manager by its program's name. Every command is asked, so that they are kept by name.
pub(super) fn of_program(program: &str) -> Option<&'static Grammar> {
    static BY_NAME: OnceLock<HashMap<&'static str, &'static Grammar>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let mut known = HashMap::new();
        for grammar in GRAMMARS {
            for name in grammar.programs {
                known.entry(*name).or_insert(grammar);
            }
        }
        known
    });
    let name = if is_versioned_pip(program) { "pip" } else { program };
    by_name.get(name).copied()
}

/// `pip3.11` and its kin.
fn is_versioned_pip(program: &str) -> bool {
    let version = program.strip_prefix("pip");
    version.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// Words between a manager and its verb: `uv pip install`, `yarn global add`, `dnf group install`.
pub(super) fn is_group(word: &str) -> bool {
    matches!(word, "pip" | "global" | "group" | "module" | "tool")
}

impl Grammar {
    /// The first word that is a verb; flags before it and their values are looked over.
    pub(super) fn find_verb(&self, words: &[Word]) -> Option<(usize, Action)> {
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

    /// The places of the words behind the verb that are neither flags nor values of flags.
    pub(super) fn operands(&self, words: &[Word], verb_at: usize) -> impl Iterator<Item = usize> {
        let mut operands = Vec::new();
        let mut index = verb_at + 1;
        let mut flags_end = false;
        while let Some(word) = words.get(index) {
            index += 1;
            let text = word.known_prefix();
            if flags_end || !text.starts_with('-') || text == "-" {
                operands.push(index - 1);
            } else if text == "--" {
                flags_end = true;
            } else {
                index += usize::from(self.takes_next(word));
            }
        }
        operands.into_iter()
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
