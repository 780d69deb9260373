//! Files that a build needs and its ignore file excludes: lock files of installs, what a manifest names, the history that
//! a version is told from, the sources of a compiler.
//!
//! Only what a folder that is copied would have brought. Start with [`ContextUse::needed_files`].

use toml::de::{DeTable, DeValue};

use super::{ContextTree, ContextUse, EntryId, EntryKind};
use crate::knowledge::dependency_managers::DependencyManager;
use crate::model::rebuild::{ContextPath, ContextRead};
use crate::model::start::package_scripts::script_name;
use crate::model::{Command, Stage};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// A file that a build needs and does not receive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededFile {
    /// Its path in the context.
    pub path: String,
    /// The pattern that excludes it.
    pub by: Option<usize>,
    /// What is copied without it.
    pub read: Span,
    /// The command that needs it, and what that is called.
    pub command: (Span, String),
    /// What happens without it.
    pub need: Need,
}

/// What happens without a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The install picks versions anew.
    Lock,
    /// The install stops.
    FrozenLock,
    /// The build of the package stops: its manifest names the file.
    Named,
    /// There is nothing to tell the version from.
    History,
    /// The compiler has nothing to compile.
    Sources,
}

/// Build systems of Python that ask Git for the version.
const VERSIONERS: &[&str] =
    &["setuptools_scm", "setuptools-scm", "hatch-vcs", "versioningit", "poetry-dynamic-versioning", "pdm-backend-scm"];

/// Where projects in JavaScript and TypeScript have their sources.
const SOURCES: &str = "src";

const TYPESCRIPT: &[&str] = &[".ts", ".tsx", ".mts", ".cts"];

const SCRIPTS: &[&str] = &[".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".vue", ".svelte", ".mdx"];

impl ContextUse<'_> {
    /// The files that installs and builds of packages need and do not receive.
    pub fn needed_files(&self) -> Vec<NeededFile> {
        let (Some(tree), Some(_)) = (self.tree(), self.ignore_file()) else { return Vec::new() };
        let mut found: Vec<NeededFile> = Vec::new();
        for stage in &self.build.stages {
            let reads = self.folders_of(stage);
            for install in self.build.dependency_installs(stage).filter(|install| !install.wants_no_lock()) {
                let need = if install.needs_lock() { Need::FrozenLock } else { Need::Lock };
                let told = (install.command.span, install.name());
                found.extend(lock(tree, &reads, install.manager).map(|lost| lost.told(told, need)));
            }
            for command in self.build.steps_of(stage).iter().flat_map(|step| self.build.commands_of(step)) {
                found.extend(self.of_package(tree, &reads, command));
                found.extend(self.of_compiler(tree, &reads, command));
            }
        }
        let mut seen = Vec::new();
        found.retain(|file| {
            let is_new = !seen.contains(&file.path);
            seen.push(file.path.clone());
            is_new
        });
        found
    }

    /// What COPY and ADD of a stage and those it starts from bring, patterns and folders first of all.
    fn folders_of(&self, stage: &Stage) -> Vec<ContextRead> {
        let steps = self.build.image_steps(stage).into_iter();
        let copies = steps.filter(|step| {
            let kind = self.build.instruction(step).map(|instruction| &instruction.kind);
            matches!(kind, Some(Kind::Copy(_) | Kind::Add(_)))
        });
        copies.flat_map(|step| self.build.context_reads(step)).collect()
    }

    /// What the build of the project's own Python package needs.
    fn of_package(&self, tree: &ContextTree, reads: &[ContextRead], command: &Command) -> Vec<NeededFile> {
        let Some(whole) = reads.iter().find(|read| read.is_whole()) else { return Vec::new() };
        let told = (command.span, command.program.value.clone());
        if !builds_python(command) {
            return Vec::new();
        }
        let Some(text) = self.context().read("pyproject.toml").filter(|_| tree.find("pyproject.toml").is_some()) else {
            return Vec::new();
        };
        let lost = |path: &str| {
            let id = tree.find(path).filter(|id| !tree.is_received(*id))?;
            Some(Lost { path: path.to_owned(), read: whole.span, by: tree.entry(id)?.verdict.by })
        };
        let named =
            named_files(&text).into_iter().filter_map(|path| Some(lost(&path)?.told(told.clone(), Need::Named)));
        let mut found: Vec<NeededFile> = named.collect();
        if VERSIONERS.iter().any(|tool| text.contains(tool)) && !self.pretends_version() {
            found.extend(lost(".git").map(|lost| lost.told(told, Need::History)));
        }
        found
    }

    /// The folder of sources that a compiler needs, where it is excluded and nothing else is left to compile.
    fn of_compiler(&self, tree: &ContextTree, reads: &[ContextRead], command: &Command) -> Option<NeededFile> {
        let whole = reads.iter().find(|read| read.is_whole())?;
        let endings = self.compiled_by(command)?;
        let folder = tree.find(SOURCES)?;
        let entry = tree.entry(folder).filter(|entry| entry.kind == EntryKind::Directory)?;
        let is_left = tree.files().any(|id| tree.entry(id).is_some_and(|file| is_source(file.name, endings)));
        if tree.is_received(folder) || is_left || tree.is_cut() {
            return None;
        }
        let words = command.args.iter().map_while(Word::known);
        let name: Vec<String> = std::iter::once(command.program.value.clone()).chain(words).collect();
        let lost = Lost { path: SOURCES.to_owned(), read: whole.span, by: entry.verdict.by };
        Some(lost.told((command.span, name.join(" ")), Need::Sources))
    }

    /// How the files end that a command compiles, itself or by the script of package.json that it runs.
    fn compiled_by(&self, command: &Command) -> Option<&'static [&'static str]> {
        let args: Vec<Option<String>> = command.args.iter().map(Word::known).collect();
        let words: Vec<Option<&str>> =
            std::iter::once(Some(command.program.value.as_str())).chain(args.iter().map(Option::as_deref)).collect();
        let Some((script, _)) = script_name(&words) else {
            let program = words.iter().flatten().find(|word| !matches!(**word, "npx" | "bunx"))?;
            return endings_of(program);
        };
        // Elsewhere another package is built.
        let is_moved = self.build.step(command.step).is_some_and(|step| {
            self.build.commands_of(step).iter().any(|other| other.is_any(&["cd", "git", "curl", "wget"]))
        });
        let manifest = self.context().read("package.json").filter(|_| !is_moved)?;
        let manifest: serde_json::Value = serde_json::from_str(&manifest).ok()?;
        let text = manifest.get("scripts")?.get(script)?.as_str()?;
        text.split_whitespace().find_map(endings_of)
    }

    /// Whether a variable says the version.
    fn pretends_version(&self) -> bool {
        let text = self.dockerfile.source.text();
        ["PRETEND_VERSION", "POETRY_DYNAMIC_VERSIONING_BYPASS", "VERSIONINGIT", "source=.git", "src=.git"]
            .iter()
            .any(|name| text.contains(name))
    }
}

/// How the files end that a compiler of JavaScript reads.
fn endings_of(program: &str) -> Option<&'static [&'static str]> {
    match program {
        "tsc" | "tsup" => Some(TYPESCRIPT),
        "vite" | "next" | "nest" | "react-scripts" | "vue-cli-service" | "craco" => Some(SCRIPTS),
        _ => None,
    }
}

/// Whether a file is a source, and not what a tool is set up by.
fn is_source(name: &str, endings: &[&str]) -> bool {
    let is_setting = name.starts_with('.') || name.contains(".config.") || name.ends_with(".d.ts");
    !is_setting && endings.iter().any(|ending| name.ends_with(ending))
}

/// A file that is not received.
struct Lost {
    path: String,
    read: Span,
    by: Option<usize>,
}

impl Lost {
    fn told(self, command: (Span, String), need: Need) -> NeededFile {
        NeededFile { path: self.path, by: self.by, read: self.read, command, need }
    }
}

/// The lock file beside a manifest that is copied by its folder or a pattern.
fn lock(tree: &ContextTree, reads: &[ContextRead], manager: &DependencyManager) -> Option<Lost> {
    let path_of =
        |folder: &str, name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let sees =
        |read: &ContextRead, path: &str| ContextPath::parse(path).is_some_and(|path| read.sees(&path).unwrap_or(false));
    for read in reads {
        let Some(pattern) = &read.pattern else { continue };
        let parts = pattern.parts();
        let folder = match parts.split_last() {
            Some((last, folder)) if last.contains(['*', '?']) => folder.join("/"),
            Some(_) | None => parts.join("/"),
        };
        let manifest = path_of(&folder, manager.manifest);
        let has_manifest = tree.find(&manifest).is_some_and(|id| tree.is_received(id)) && sees(read, &manifest);
        if !has_manifest {
            continue;
        }
        let there: Vec<(String, EntryId)> = manager
            .locks
            .iter()
            .filter_map(|lock| {
                let path = path_of(&folder, lock);
                Some((path.clone(), tree.find(&path).filter(|_| sees(read, &path))?))
            })
            .collect();
        // Named alone, it is missed where it is named.
        let is_named = there.iter().any(|(path, _)| reads.iter().any(|it| is_path(it, path)));
        if is_named || there.iter().any(|(_, id)| tree.is_received(*id)) {
            continue;
        }
        if let Some((path, id)) = there.into_iter().next() {
            return Some(Lost { path, read: read.span, by: tree.entry(id).and_then(|entry| entry.verdict.by) });
        }
    }
    None
}

fn is_path(read: &ContextRead, path: &str) -> bool {
    read.pattern.as_ref().is_some_and(|pattern| pattern.parts().join("/") == path)
}

/// Whether a command builds the package that lies in its folder.
fn builds_python(command: &Command) -> bool {
    let has = |word: &str| command.has_arg(word);
    let is_here = || command.args.iter().any(|word| word.is(".") || word.raw.starts_with(".["));
    (command.is_any(&["pip", "pip3"]) && (has("install") || has("wheel")) && is_here())
        || (command.is_any(&["uv"]) && has("sync") && !command.has_flag(&["no-install-project", "frozen-project"]))
        || (command.is_any(&["uv"]) && has("pip") && has("install") && is_here())
        || (command.is_any(&["poetry"]) && has("install") && !command.has_flag(&["no-root", "only"]))
}

/// The files that the manifest of a Python package names: its description, its licence.
fn named_files(text: &str) -> Vec<String> {
    let Ok(manifest) = DeTable::parse(text) else { return Vec::new() };
    let manifest = manifest.get_ref();
    // Without a build system nothing is built.
    if manifest.get("build-system").is_none() {
        return Vec::new();
    }
    let project = inner(manifest, "project");
    let poetry = inner(manifest, "tool").and_then(|tool| inner(tool, "poetry"));
    let readme = [project, poetry].into_iter().flatten().filter_map(|table| file_in(table.get("readme")?.get_ref()));
    let license =
        project.and_then(|table| inner(table, "license")).and_then(|table| text_of(table.get("file")?.get_ref()));
    readme.chain(license).collect()
}

fn inner<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    match table.get(key)?.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    }
}

fn file_in(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Table(table) => text_of(table.get("file")?.get_ref()),
        other => text_of(other),
    }
}

#[cfg(test)]
mod tests {
    use super::named_files;

    #[test]
    fn settings_are_no_sources() {
        use super::{SCRIPTS, TYPESCRIPT, endings_of, is_source};
        assert!(is_source("main.tsx", TYPESCRIPT) && is_source("App.vue", SCRIPTS));
        assert!(!is_source("vite.config.ts", SCRIPTS) && !is_source("env.d.ts", TYPESCRIPT));
        assert!(!is_source("server.js", TYPESCRIPT) && endings_of("echo").is_none());
    }

    #[test]
    fn manifests_name_files() {
        let text =
            "[build-system]\nrequires = []\n[project]\nreadme = \"README.md\"\nlicense = { file = \"LICENSE\" }\n";
        assert_eq!(named_files(text), ["README.md", "LICENSE"]);
        assert!(named_files("[project]\nreadme = \"README.md\"\n").is_empty());
    }
}
