//! What an ignore file keeps out of images: names that lie in a project's folder and that no image wants, with what tells
//! that they are there or will be.
//!
//! A row is offered where its name is in the tree, or a mark of its ecosystem is: a manifest beside which a tool writes
//! it. Some need a tool among the commands of the build, which makes the same anew inside. Lock files and manifests are
//! never rows. Start with [`IGNORED_PATHS`]; [`waste_of`] for names that mean nothing else.

/// What a name is; in the order in which lines are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Credentials and what sets them.
    Secrets,
    /// Every version of every file.
    VersionControl,
    /// What a package manager installed on the machine that builds.
    Dependencies,
    /// What a build makes.
    Output,
    /// What tools keep for themselves.
    Caches,
    /// What editors and desktops leave behind.
    Editors,
    /// What pipelines and builds themselves read.
    Pipelines,
}

impl Group {
    /// What it is, as a comment above its lines would say.
    pub fn name(self) -> &'static str {
        match self {
            Self::Secrets => "secrets",
            Self::VersionControl => "version control",
            Self::Dependencies => "dependencies",
            Self::Output => "build output",
            Self::Caches => "caches",
            Self::Editors => "editors and desktops",
            Self::Pipelines => "pipelines and builds",
        }
    }

    /// Whether no image of any project wants it.
    fn is_waste(self) -> bool {
        match self {
            Self::VersionControl | Self::Dependencies | Self::Caches => true,
            Self::Secrets | Self::Output | Self::Editors | Self::Pipelines => false,
        }
    }
}

/// A name that no image wants.
#[derive(Clone, Copy, Debug)]
pub struct IgnoredPath {
    /// The name, with at most one `*`.
    pub name: &'static str,
    /// What it is.
    pub group: Group,
    /// Whether it is found in any folder; otherwise at the root of the context alone.
    pub floats: bool,
    /// Names beside which it is written sooner or later, with at most one `*`.
    pub marks: &'static [&'static str],
    /// Programs, one of which a build must run to make the same anew; none where nothing in an image needs it.
    pub tools: &'static [&'static str],
    /// A file in it without which it is something else of that name.
    pub proof: Option<&'static str>,
}

const fn anywhere(name: &'static str, group: Group, marks: &'static [&'static str]) -> IgnoredPath {
    IgnoredPath { name, group, floats: true, marks, tools: &[], proof: None }
}

const fn at_root(name: &'static str, group: Group, marks: &'static [&'static str]) -> IgnoredPath {
    IgnoredPath { name, group, floats: false, marks, tools: &[], proof: None }
}

const fn made(
    name: &'static str,
    group: Group,
    marks: &'static [&'static str],
    tools: &'static [&'static str],
) -> IgnoredPath {
    IgnoredPath { name, group, floats: true, marks, tools, proof: None }
}

const fn proven(name: &'static str, group: Group, proof: &'static str, tools: &'static [&'static str]) -> IgnoredPath {
    IgnoredPath { name, group, floats: true, marks: &[], tools, proof: Some(proof) }
}

const NODE: &[&str] = &["npm", "yarn", "pnpm", "bun"];
const PYTHON: &[&str] = &["pyproject.toml", "requirements.txt", "Pipfile", "setup.py"];
const PYTHON_TOOLS: &[&str] = &["pip", "pip3", "uv", "poetry", "pdm", "pipenv", "python", "python3"];
const DOTNET: &[&str] = &["*.csproj", "*.fsproj", "*.vbproj"];
const GRADLE: &[&str] = &["build.gradle", "build.gradle.kts"];
/// Only at the root of a repository does one of these mean anything.
const REPOSITORY: &[&str] = &[".github", ".gitlab-ci.yml", ".gitmodules"];

use Group::{Caches, Dependencies, Editors, Output, Pipelines, Secrets, VersionControl};

/// The names, group by group. Sources: the `.gitignore` that each maker's own generator writes.
pub const IGNORED_PATHS: &[IgnoredPath] = &[
    anywhere(".env", Secrets, &[".env.example", ".env.sample", ".env.template", ".env.dist"]),
    anywhere(".env.local", Secrets, &[]),
    anywhere(".env.production", Secrets, &[]),
    anywhere(".env.production.local", Secrets, &[]),
    anywhere(".env.development.local", Secrets, &[]),
    anywhere("*.tfstate", Secrets, &["*.tf"]),
    at_root(".git", VersionControl, REPOSITORY),
    at_root(".hg", VersionControl, &[]),
    at_root(".svn", VersionControl, &[]),
    made("node_modules", Dependencies, &["package.json"], NODE),
    made("bower_components", Dependencies, &["bower.json"], &["bower"]),
    made(".venv", Dependencies, PYTHON, PYTHON_TOOLS),
    proven("venv", Dependencies, "pyvenv.cfg", PYTHON_TOOLS),
    made("vendor", Dependencies, &["composer.json"], &["composer"]),
    made("deps", Dependencies, &["mix.exs"], &["mix"]),
    made("target", Output, &["Cargo.toml"], &["cargo"]),
    made("target", Output, &["pom.xml"], &["mvn", "mvnw"]),
    made("build", Output, GRADLE, &["gradle", "gradlew"]),
    made("bin", Output, DOTNET, &["dotnet"]),
    made("obj", Output, DOTNET, &["dotnet"]),
    made("_build", Output, &["mix.exs"], &["mix"]),
    made(".next", Output, &["next.config.*"], NODE),
    made(".nuxt", Output, &["nuxt.config.*"], NODE),
    made(".svelte-kit", Output, &["svelte.config.*"], NODE),
    anywhere("*.egg-info", Output, &[]),
    anywhere("__pycache__", Caches, &["*.py"]),
    anywhere(".pytest_cache", Caches, &["pytest.ini", "conftest.py"]),
    anywhere(".mypy_cache", Caches, &["mypy.ini"]),
    anywhere(".ruff_cache", Caches, &["ruff.toml"]),
    anywhere(".tox", Caches, &["tox.ini"]),
    anywhere(".nox", Caches, &["noxfile.py"]),
    anywhere(".ipynb_checkpoints", Caches, &[]),
    anywhere(".gradle", Caches, GRADLE),
    anywhere(".angular", Caches, &["angular.json"]),
    anywhere(".turbo", Caches, &["turbo.json"]),
    anywhere(".terraform", Caches, &["*.tf"]),
    anywhere(".parcel-cache", Caches, &[]),
    anywhere(".nyc_output", Caches, &[]),
    anywhere(".sass-cache", Caches, &[]),
    anywhere(".eslintcache", Caches, &[]),
    anywhere("npm-debug.log*", Caches, &[]),
    anywhere("yarn-error.log", Caches, &[]),
    anywhere("*.pyc", Caches, &[]),
    anywhere(".idea", Editors, &[]),
    anywhere(".vscode", Editors, &[]),
    anywhere(".vs", Editors, &[]),
    anywhere(".DS_Store", Editors, &[]),
    anywhere("*.swp", Editors, &[]),
    at_root(".github", Pipelines, &[]),
    at_root(".gitlab-ci.yml", Pipelines, &[]),
    at_root(".circleci", Pipelines, &[]),
    at_root(".travis.yml", Pipelines, &[]),
    at_root(".pre-commit-config.yaml", Pipelines, &[]),
    at_root("Dockerfile", Pipelines, &[]),
    at_root("compose.yaml", Pipelines, &[]),
    at_root("compose.yml", Pipelines, &[]),
    at_root("docker-compose.yml", Pipelines, &[]),
    at_root("docker-compose.yaml", Pipelines, &[]),
];

/// The first row of a name.
pub fn ignored_path_of(name: &str) -> Option<&'static IgnoredPath> {
    IGNORED_PATHS.iter().find(|row| name_fits(row.name, name))
}

/// The row of a folder that no image wants, whatever its project is: history, what is installed, caches, under names
/// that mean nothing else. Where the row has a proof, that has to be looked for.
pub fn waste_of(name: &str) -> Option<&'static IgnoredPath> {
    let is_telling = |row: &&IgnoredPath| row.proof.is_some() || !row.is_common_word() && !row.name.contains('*');
    IGNORED_PATHS.iter().filter(|row| row.name == name && row.group.is_waste()).find(is_telling)
}

impl IgnoredPath {
    /// A name that it stands for.
    pub fn sample(&self) -> String {
        self.name.replace('*', "x")
    }

    /// The line of an ignore file that excludes it. What other folders may be called too is excluded at one path alone.
    pub fn line(&self, path: &str) -> String {
        match (self.floats || path.contains('/'), self.is_common_word()) {
            (true, true) => path.to_owned(),
            (true, false) => format!("**/{}", self.name),
            (false, _) => self.name.to_owned(),
        }
    }

    /// Whether what lies in a folder of its kind shares the one of the folder around it.
    pub fn is_shared(&self) -> bool {
        self.tools.iter().any(|tool| matches!(*tool, "cargo" | "mix"))
    }

    /// Whether folders of sources may be called so.
    pub fn is_common_word(&self) -> bool {
        self.floats && self.name.chars().all(char::is_alphanumeric)
    }
}

/// Whether a name is the one that is meant, a `*` in that standing for any text.
pub fn name_fits(pattern: &str, name: &str) -> bool {
    pattern.split_once('*').map_or(pattern == name, |ends| ends_fit(ends, name))
}

/// Whether a name starts and ends so, as what stands before and behind a `*`.
pub fn ends_fit((start, end): (&str, &str), name: &str) -> bool {
    name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
}

/// Folders of what is there to try things out with, or to show how: what lies in them means nothing for the project.
const FOR_TRYING: &[&str] = &[
    "__fixtures__",
    "__mocks__",
    "__tests__",
    "doc",
    "docs",
    "e2e",
    "example",
    "examples",
    "fixture",
    "fixtures",
    "integration",
    "mock",
    "mocks",
    "sample",
    "samples",
    "spec",
    "specs",
    "template",
    "templates",
    "test",
    "test-data",
    "testdata",
    "testing",
    "tests",
];

/// Whether a path leads through a folder that is there to try things out with.
pub fn is_for_trying(path: &str) -> bool {
    path.split('/').any(|part| FOR_TRYING.iter().any(|known| known.eq_ignore_ascii_case(part)))
}

/// Whether a folder is named like one that a service keeps its data in: `backup-data`.
pub fn is_named_for_data(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "backups" | "dumps" | "pgdata")
        || name.strip_suffix("data").is_some_and(|start| start.len() > 1 && start.ends_with(['-', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::dependency_managers::MANAGERS;

    #[test]
    fn names_fit_their_rows() {
        for (path, line) in [
            (".git", ".git"),
            ("a.tfstate", "**/*.tfstate"),
            ("web/node_modules", "**/node_modules"),
            ("api/target", "api/target"),
        ] {
            let name = path.rsplit('/').next().unwrap();
            assert_eq!(ignored_path_of(name).map(|row| row.line(path)).as_deref(), Some(line));
        }
        for name in [".gitignore", ".env.example", "src", "env", ""] {
            assert!(ignored_path_of(name).is_none(), "{name}");
        }
    }

    #[test]
    fn no_row_is_a_manifest_or_a_lock_file() {
        for manager in MANAGERS {
            for name in manager.locks.iter().chain([&manager.manifest]) {
                assert!(ignored_path_of(name).is_none(), "{name}");
            }
        }
    }

    #[test]
    fn only_names_that_mean_nothing_else_are_waste() {
        for (name, group) in [
            (".git", VersionControl),
            ("node_modules", Dependencies),
            (".venv", Dependencies),
            ("venv", Dependencies),
            ("__pycache__", Caches),
        ] {
            assert_eq!(waste_of(name).map(|row| row.group), Some(group), "{name}");
        }
        assert_eq!(waste_of("venv").and_then(|row| row.proof), Some("pyvenv.cfg"));
        for name in ["dist", "build", "vendor", "deps", "target", ".github", ".env", "a.pyc", "src", ""] {
            assert!(waste_of(name).is_none(), "{name}");
        }
    }

    #[test]
    fn folders_to_try_things_out_with_are_known_by_any_part_of_a_path() {
        for (path, expected) in [("tests/a", true), ("web/Fixtures/x", true), ("docs", true), ("src/latest/a", false)] {
            assert_eq!(is_for_trying(path), expected, "{path}");
        }
    }

    #[test]
    fn rows_stand_by_their_groups() {
        assert!(IGNORED_PATHS.is_sorted_by_key(|row| row.group));
    }
}
