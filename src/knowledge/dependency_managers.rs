//! Managers of a project's dependencies: their files, and how an install obeys the lock file or leaves out what only
//! developers need.
//!
//! Knows names and flags, nothing of commands. Checked on 2026-11-21 against the makers' own documentation. Start
//! with [`DependencyManager`]; a manager is one entry.

/// A manager of a project's dependencies.
#[derive(Debug)]
pub struct DependencyManager {
    /// The program as people know it: `npm`.
    pub tool: &'static str,
    /// The file that names what is wanted.
    pub manifest: &'static str,
    /// The files that name what was found for it, the usual one first.
    pub locks: &'static [&'static str],
    /// Flags with which no lock file is wanted.
    pub lockless: &'static [&'static str],
    /// How an install fails where the lock file does not fit, rather than changing it. `None` where it does so anyway,
    /// or cannot.
    pub frozen: Option<Switch>,
    /// How an install leaves out what only developers need. `None` where it does so anyway, or cannot.
    pub production: Option<Switch>,
    /// What the manifest says where it names packages for developers.
    pub development_marks: &'static [&'static str],
    /// The page that says so.
    pub source: &'static str,
}

/// A way an install can be told something.
#[derive(Clone, Copy, Debug)]
pub struct Switch {
    /// Words that tell it: verbs, such as `ci`.
    pub verbs: &'static [&'static str],
    /// Flags, without dashes.
    pub flags: &'static [&'static str],
    /// Variables.
    pub variables: &'static [&'static str],
    /// Keys of `PROGRAM config set`.
    pub settings: &'static [&'static str],
    /// Whether an install that is told so by a verb or a flag fails without a lock file.
    pub needs_lock: bool,
    /// What to write.
    pub advice: &'static str,
}

const SWITCH: Switch = Switch { verbs: &[], flags: &[], variables: &[], settings: &[], needs_lock: false, advice: "" };

const NODE_ENV: &[&str] =
    &["NODE_ENV", "NPM_CONFIG_PRODUCTION", "npm_config_production", "NPM_CONFIG_OMIT", "npm_config_omit"];

/// One entry a manager.
pub const MANAGERS: &[DependencyManager] = &[
    DependencyManager {
        tool: "npm",
        manifest: "package.json",
        locks: &["package-lock.json", "npm-shrinkwrap.json"],
        lockless: &["no-package-lock", "no-shrinkwrap", "package-lock-only", "package-lock"],
        frozen: Some(Switch {
            verbs: &["ci", "clean-install", "ic", "install-clean"],
            needs_lock: true,
            advice: "npm ci",
            ..SWITCH
        }),
        production: Some(Switch {
            flags: &["omit", "production", "prod", "only"],
            variables: NODE_ENV,
            settings: &["omit", "production", "only"],
            advice: "--omit=dev",
            ..SWITCH
        }),
        development_marks: &["devDependencies"],
        source: "https://docs.npmjs.com/cli/v11/commands/npm-ci",
    },
    DependencyManager {
        tool: "yarn",
        manifest: "package.json",
        locks: &["yarn.lock"],
        lockless: &["no-lockfile", "pure-lockfile"],
        frozen: Some(Switch {
            flags: &["frozen-lockfile", "immutable", "no-immutable"],
            variables: &["CI", "YARN_ENABLE_IMMUTABLE_INSTALLS"],
            settings: &["enableImmutableInstalls", "frozen-lockfile"],
            advice: "--frozen-lockfile",
            ..SWITCH
        }),
        production: Some(Switch {
            flags: &["production", "prod"],
            variables: &["NODE_ENV", "YARN_PRODUCTION"],
            settings: &["production"],
            advice: "--production",
            ..SWITCH
        }),
        development_marks: &["devDependencies"],
        source: "https://classic.yarnpkg.com/lang/en/docs/cli/install/",
    },
    DependencyManager {
        tool: "pnpm",
        manifest: "package.json",
        locks: &["pnpm-lock.yaml"],
        lockless: &["no-lockfile", "lockfile-only", "no-frozen-lockfile", "fix-lockfile"],
        frozen: Some(Switch {
            verbs: &["ci"],
            flags: &["frozen-lockfile"],
            variables: &["CI", "npm_config_frozen_lockfile", "PNPM_CONFIG_FROZEN_LOCKFILE"],
            settings: &["frozen-lockfile"],
            needs_lock: true,
            advice: "--frozen-lockfile",
        }),
        production: Some(Switch {
            flags: &["prod", "P", "production"],
            variables: NODE_ENV,
            settings: &["production", "prod"],
            advice: "--prod",
            ..SWITCH
        }),
        development_marks: &["devDependencies"],
        source: "https://pnpm.io/cli/install",
    },
    DependencyManager {
        tool: "bun",
        manifest: "package.json",
        locks: &["bun.lock", "bun.lockb"],
        lockless: &["no-save"],
        frozen: Some(Switch {
            verbs: &["ci"],
            flags: &["frozen-lockfile"],
            variables: &["CI"],
            advice: "--frozen-lockfile",
            ..SWITCH
        }),
        production: Some(Switch {
            flags: &["production", "p", "omit"],
            variables: &["NODE_ENV"],
            advice: "--production",
            ..SWITCH
        }),
        development_marks: &["devDependencies"],
        source: "https://bun.sh/docs/cli/install",
    },
    DependencyManager {
        tool: "poetry",
        manifest: "pyproject.toml",
        locks: &["poetry.lock"],
        lockless: &[],
        // It refuses a lock file that does not fit by itself.
        frozen: None,
        production: Some(Switch {
            flags: &["only", "only-root", "without", "no-dev", "no-default-groups"],
            variables: &["POETRY_WITHOUT", "POETRY_ONLY"],
            advice: "--only main",
            ..SWITCH
        }),
        development_marks: &["dev-dependencies", "[tool.poetry.group.", "[dependency-groups]"],
        source: "https://python-poetry.org/docs/cli/#install",
    },
    DependencyManager {
        tool: "uv",
        manifest: "pyproject.toml",
        locks: &["uv.lock"],
        lockless: &["upgrade", "U", "script"],
        frozen: Some(Switch {
            flags: &["frozen", "locked", "no-sync"],
            variables: &["UV_FROZEN", "UV_LOCKED"],
            needs_lock: true,
            advice: "--locked",
            ..SWITCH
        }),
        production: Some(Switch {
            flags: &["no-dev", "no-group", "no-default-groups", "only-group", "all-groups", "group", "dev"],
            variables: &["UV_NO_DEV", "UV_NO_DEFAULT_GROUPS", "UV_NO_GROUP"],
            advice: "--no-dev",
            ..SWITCH
        }),
        development_marks: &["[dependency-groups]", "dev-dependencies"],
        source: "https://docs.astral.sh/uv/reference/cli/#uv-sync",
    },
    DependencyManager {
        tool: "pipenv",
        manifest: "Pipfile",
        locks: &["Pipfile.lock"],
        lockless: &["skip-lock"],
        frozen: Some(Switch {
            verbs: &["sync"],
            flags: &["deploy", "ignore-pipfile"],
            variables: &["PIPENV_IGNORE_PIPFILE"],
            advice: "--deploy",
            ..SWITCH
        }),
        production: None,
        development_marks: &[],
        source: "https://pipenv.pypa.io/en/latest/commands.html#install",
    },
    DependencyManager {
        tool: "bundle",
        manifest: "Gemfile",
        locks: &["Gemfile.lock"],
        lockless: &[],
        frozen: Some(Switch {
            flags: &["frozen", "deployment"],
            variables: &["BUNDLE_FROZEN", "BUNDLE_DEPLOYMENT"],
            settings: &["frozen", "deployment"],
            needs_lock: true,
            advice: "BUNDLE_FROZEN=true",
            ..SWITCH
        }),
        production: Some(Switch {
            flags: &["without"],
            variables: &["BUNDLE_WITHOUT", "BUNDLE_ONLY"],
            settings: &["without", "only"],
            advice: "BUNDLE_WITHOUT=development:test",
            ..SWITCH
        }),
        development_marks: &[":development", ":test"],
        source: "https://bundler.io/man/bundle-config.1.html",
    },
    DependencyManager {
        tool: "composer",
        manifest: "composer.json",
        locks: &["composer.lock"],
        lockless: &[],
        // It never changes a lock file when it installs.
        frozen: None,
        production: Some(Switch { flags: &["no-dev"], variables: &["COMPOSER_NO_DEV"], advice: "--no-dev", ..SWITCH }),
        development_marks: &["require-dev"],
        source: "https://getcomposer.org/doc/03-cli.md#install-i",
    },
    DependencyManager {
        tool: "cargo",
        manifest: "Cargo.toml",
        locks: &["Cargo.lock"],
        lockless: &[],
        frozen: Some(Switch { flags: &["locked", "frozen"], needs_lock: true, advice: "--locked", ..SWITCH }),
        production: None,
        development_marks: &[],
        source: "https://doc.rust-lang.org/cargo/commands/cargo-build.html#manifest-options",
    },
];

/// The manager of that name.
pub fn named(tool: &str) -> Option<&'static DependencyManager> {
    MANAGERS.iter().find(|manager| manager.tool == tool)
}
