//! Folders that no image wants out of a build context: what version control keeps, what a package manager installed on
//! the machine that builds, what tools cache.
//!
//! Only names that mean nothing else. Folders of outputs such as `dist` are left out: many builds copy them. Start with
//! [`waste_of`].

/// A folder that no image wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waste {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: WasteKind,
}

/// What such a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WasteKind {
    /// What version control keeps: every version of every file.
    History,
    /// What one of these programs installed, for the machine that it ran on.
    Installed(&'static [&'static str]),
    /// What a tool keeps for itself.
    Cache,
}

const NODE: &[&str] = &["npm", "yarn", "pnpm", "bun"];
const PYTHON: &[&str] = &["pip", "pip3", "uv", "poetry", "pdm", "pipenv", "python", "python3"];

const fn waste(name: &'static str, kind: WasteKind) -> Waste {
    Waste { name, kind }
}

const WASTE: &[Waste] = &[
    waste(".git", WasteKind::History),
    waste(".hg", WasteKind::History),
    waste(".svn", WasteKind::History),
    waste("node_modules", WasteKind::Installed(NODE)),
    waste("bower_components", WasteKind::Installed(&["bower"])),
    waste(".venv", WasteKind::Installed(PYTHON)),
    waste("venv", WasteKind::Installed(PYTHON)),
    waste("__pycache__", WasteKind::Cache),
    waste(".pytest_cache", WasteKind::Cache),
    waste(".mypy_cache", WasteKind::Cache),
    waste(".ruff_cache", WasteKind::Cache),
    waste(".tox", WasteKind::Cache),
    waste(".nox", WasteKind::Cache),
    waste(".gradle", WasteKind::Cache),
    waste(".terraform", WasteKind::Cache),
    waste(".parcel-cache", WasteKind::Cache),
    waste(".nyc_output", WasteKind::Cache),
    waste(".turbo", WasteKind::Cache),
];

/// The folder that no image wants, by its name.
pub fn waste_of(name: &str) -> Option<Waste> {
    WASTE.iter().copied().find(|waste| waste.name == name)
}

/// Folders of what is there to try things out with, or to show how.
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

/// Whether what is in a folder is there to try things out with, by the folder's name.
pub fn is_for_trying(folder: &str) -> bool {
    FOR_TRYING.iter().any(|known| known.eq_ignore_ascii_case(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_mean_nothing_else_are_waste() {
        assert_eq!(waste_of(".git").map(|waste| waste.kind), Some(WasteKind::History));
        assert_eq!(waste_of("__pycache__").map(|waste| waste.kind), Some(WasteKind::Cache));
        assert!(matches!(waste_of("node_modules").map(|waste| waste.kind), Some(WasteKind::Installed(_))));
        for name in ["dist", "build", "vendor", "target", ".github", "src", ""] {
            assert_eq!(waste_of(name), None, "{name}");
        }
    }
}
