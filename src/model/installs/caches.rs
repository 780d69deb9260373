//! What package managers keep for the next time, and where.

use crate::model::installs::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Step};

/// The cache of a package manager and the ways to keep it out of a layer.
#[derive(Debug)]
pub struct PackageCache {
    /// Whose it is.
    pub manager: Manager,
    /// Its program, where the manager has several with caches of their own.
    program: Option<&'static str>,
    /// Where it is, `~` for the home of whoever runs the step.
    pub directories: &'static [&'static str],
    /// The flag with which it is not written.
    pub flag: Option<&'static str>,
    /// All flags, without dashes, with which it is not written or somewhere else.
    off: &'static [&'static str],
    /// Variables that turn it off or move it.
    variables: &'static [&'static str],
    /// The words behind the program that empty it.
    pub clean: Option<&'static str>,
}

/// The programs without which a manager does not run.
fn needs(manager: Manager) -> &'static [&'static str] {
    match manager {
        Manager::Npm => &["npm", "node"],
        Manager::Yarn => &["yarn", "node"],
        Manager::Pnpm => &["pnpm", "node"],
        Manager::Bun => &["bun"],
        Manager::Conda => &["conda"],
        Manager::Dnf => &["dnf"],
        Manager::Yum => &["yum"],
        Manager::Zypper => &["zypper"],
        Manager::Apt
        | Manager::Apk
        | Manager::Pacman
        | Manager::Pip
        | Manager::Gem
        | Manager::Go
        | Manager::Cargo
        | Manager::Composer => &[],
    }
}

const CACHES: &[PackageCache] = &[
    cache(Manager::Apk, &["/var/cache/apk"]).flags(
        "--no-cache",
        &["no-cache", "no-network", "cache-dir", "root", "p"],
        &[],
    ),
    PackageCache {
        program: Some("uv"),
        ..cache(Manager::Pip, &["~/.cache/uv"]).flags(
            "--no-cache",
            &["no-cache", "no-cache-dir", "n", "cache-dir"],
            &["UV_NO_CACHE", "UV_CACHE_DIR"],
        )
    },
    // The directory above also holds the environments that it installs into.
    PackageCache {
        program: Some("poetry"),
        ..cache(Manager::Pip, &["~/.cache/pypoetry/cache", "~/.cache/pypoetry/artifacts"])
            .cleaned_by_hand(&["dry-run", "no-cache"], &["POETRY_CACHE_DIR", "XDG_CACHE_HOME"])
    },
    cache(Manager::Pip, &["~/.cache/pip"]).flags(
        "--no-cache-dir",
        &["no-cache-dir", "no-cache", "cache-dir", "dry-run"],
        &["PIP_NO_CACHE_DIR", "PIP_CACHE_DIR", "XDG_CACHE_HOME"],
    ),
    cache(Manager::Dnf, RPM).cleaned("clean all", &["installroot", "downloadonly"], &[]),
    cache(Manager::Yum, RPM).cleaned("clean all", &["installroot", "downloadonly"], &[]),
    cache(Manager::Zypper, &["/var/cache/zypp"]).cleaned("clean --all", &["root", "R", "download-only"], &[]),
    cache(Manager::Yarn, &["~/.cache/yarn", "/usr/local/share/.cache/yarn"]).cleaned(
        "cache clean",
        &["cache-folder"],
        &["YARN_CACHE_FOLDER", "XDG_CACHE_HOME"],
    ),
    cache(Manager::Npm, &["~/.npm"]).cleaned(
        "cache clean --force",
        &["cache"],
        &["npm_config_cache", "NPM_CONFIG_CACHE"],
    ),
    cache(Manager::Conda, &["/opt/conda/pkgs"]).cleaned("clean --all --yes", &[], &["CONDA_PKGS_DIRS"]),
];

const RPM: &[&str] = &["/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5"];

const fn cache(manager: Manager, directories: &'static [&'static str]) -> PackageCache {
    PackageCache { manager, program: None, directories, flag: None, off: &[], variables: &[], clean: None }
}

impl PackageCache {
    const fn flags(self, flag: &'static str, off: &'static [&'static str], variables: &'static [&'static str]) -> Self {
        Self { flag: Some(flag), off, variables, ..self }
    }

    const fn cleaned(
        self,
        clean: &'static str,
        off: &'static [&'static str],
        variables: &'static [&'static str],
    ) -> Self {
        Self { clean: Some(clean), off, variables, ..self }
    }

    const fn cleaned_by_hand(self, off: &'static [&'static str], variables: &'static [&'static str]) -> Self {
        Self { off, variables, ..self }
    }

    /// Where a manager keeps what it downloads, `~` for the home of whoever runs it.
    pub fn directories_of(manager: Manager) -> impl Iterator<Item = &'static str> {
        let of_apt: &[&str] = match manager {
            Manager::Apt => &["/var/cache/apt/archives", "/var/lib/apt/lists"],
            _ => &[],
        };
        let caches = CACHES.iter().filter(move |cache| cache.manager == manager);
        caches.flat_map(|cache| cache.directories).chain(of_apt).copied()
    }

    /// The flag of an order that turns the cache off, where it has one.
    pub fn flag_off<'a>(&self, order: &Order<'a>) -> Option<&'a crate::syntax::Word> {
        let names: Vec<&str> =
            self.off.iter().copied().filter(|name| matches!(*name, "no-cache-dir" | "no-cache" | "n")).collect();
        order.command.flag(&names)
    }

    /// Whether a flag of the order says where the cache is, or that nothing is installed for good.
    pub(super) fn is_moved_by_flag(&self, order: &Order<'_>) -> bool {
        let names: Vec<&str> =
            self.off.iter().copied().filter(|name| !matches!(*name, "no-cache-dir" | "no-cache" | "n")).collect();
        order.command.has_flag(&names)
    }

    /// The variables that turn the cache off or move it.
    pub fn variables(&self) -> &'static [&'static str] {
        self.variables
    }

    /// The cache that an order fills; `None` where none is known, or the order writes none.
    pub fn of(order: &Order<'_>) -> Option<&'static Self> {
        let fills = match order.action {
            Action::Install | Action::Upgrade => true,
            Action::Update => order.manager == Manager::Apk,
            Action::Remove | Action::Clean => false,
        };
        let program = order.command.program.value.as_str();
        CACHES.iter().filter(|_| fills).find(|cache| {
            cache.manager == order.manager
                && (cache.program == Some(program) || (cache.program.is_none() && program != "uv" && program != "tdnf"))
        })
    }

    /// The cache that a command fills which installs what a project names, and is no order: `yarn` alone, `poetry
    /// install`, `conda env create`.
    pub fn of_project(command: &Command) -> Option<&'static Self> {
        let words: Vec<_> = command.known_args().flatten().filter(|word| !word.starts_with('-')).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let is_bare = || command.order().is_none() && command.manifest_install().is_some_and(|it| it.tool == "yarn");
        let is_meant = |cache: &&Self| match (cache.manager, words.as_slice()) {
            (Manager::Conda, ["env", "create" | "update", ..]) => command.is_any(&["conda", "mamba", "micromamba"]),
            (Manager::Pip, ["install", ..]) => cache.program == Some("poetry") && command.is_any(&["poetry"]),
            (Manager::Yarn, _) => command.is_any(&["yarn", "yarnpkg"]) && is_bare(),
            _ => false,
        };
        CACHES.iter().find(is_meant)
    }

    /// Whether the step removes the manager that could empty it.
    pub fn loses_manager(&self, build: &Build, step: &Step) -> bool {
        needs(self.manager).iter().any(|program| build.removes_program(&[step], program))
    }

    /// Whether what a command keeps in this cache is still in the step's layer.
    pub fn is_left_by(&self, build: &Build, step: &Step, command: &Command) -> bool {
        let by_program = |other: &Command| {
            self.program.is_some_and(|program| other.is_any(&[program]))
                && other.subcommand().as_deref() == Some("cache")
                && other.span.start > command.span.start
        };
        if build.commands_of(step).iter().any(by_program) {
            return false;
        }
        let empties = |other: &Order<'_>| {
            other.action == Action::Clean
                && other.command.span.start > command.span.start
                && (other.manager == self.manager || (is_rpm(other.manager) && is_rpm(self.manager)))
        };
        !command.has_flag(self.off)
            && !command.has_flag(&["help", "version"])
            && !self.variables.iter().any(|name| build.is_variable_set(step, command, name))
            && !build.orders_of(step).any(|other| empties(&other))
            && self.directories.iter().all(|directory| build.stays_in_layer(step, command, directory))
    }
}

fn is_rpm(manager: Manager) -> bool {
    matches!(manager, Manager::Dnf | Manager::Yum)
}
