//! Whether all builds of a repository are known, and the folders that they see.
//!
//! Everybody who may build is asked: the Compose files, bake files and pipelines of the repository. Where one of them
//! leaves a context open, or a script or another tool builds too, nothing is known. Start with [`AllBuilds::of`].

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::check::compose_options;
use super::context::Disk;
use super::discover::{self, Kind};
use super::project_files::DiskFiles;
use super::{found_builds, names, projects};
use crate::model::containers::{Container, ContextOrigin};
use crate::model::found_builds::{BakeCall, Context, Found, FoundBuild, Told};
use crate::model::stack::{clean, is_remote};
use crate::model::{ContextUse, Project, SharedContext};
use crate::text::Source;

/// Tools that build images in folders which only they know, by the names of their files.
const TOOLS: &[&str] = &[
    "captain-definition",
    "cloudbuild",
    "copilot",
    "devspace",
    "devcontainer.json",
    "fly",
    "garden",
    "heroku",
    "jenkinsfile",
    "nixpacks",
    "okteto",
    "pulumi",
    "railway",
    "render",
    "serverless",
    "skaffold",
    "tiltfile",
    "werf",
];

/// What a script says that builds an image.
const ORDERS: &[&str] = &[
    "docker build",
    "docker buildx",
    "docker image build",
    "buildx bake",
    "podman build",
    "buildah b",
    "nerdctl build",
    "kaniko",
    "docker_build",
    "dockerimage",
    "docker_image",
];

/// Files that may be scripts, by their endings.
const SCRIPTS: &[&str] = &[
    "bash", "bat", "cmd", "gradle", "json", "kts", "md", "mk", "ps1", "py", "rb", "rst", "sh", "tf", "toml", "ts",
    "xml", "yaml", "yml",
];

/// A repository with more files is not looked through.
const MOST_FILES: usize = 20_000;

/// Scripts larger than this are not looked into.
const MOST_BYTES: u64 = 1 << 18;

/// The builds of a repository, all of which are known.
#[derive(Debug, Default)]
pub struct AllBuilds {
    /// The folders that they see, without detours.
    folders: HashSet<PathBuf>,
    /// Dockerfiles of which somebody says how they are built, in the order of their paths.
    pub told: Vec<PathBuf>,
    /// Dockerfiles of which nobody does.
    untold: Vec<PathBuf>,
}

impl AllBuilds {
    /// Those below a root; `None` where some may be unknown, or where nothing is built.
    pub fn of(root: &Path) -> Option<Self> {
        let found = discover::files(&[root.to_owned()]);
        let (compose, others): (Vec<_>, Vec<_>) =
            found.inputs.into_iter().partition(|input| input.kind == Kind::Compose);
        let dockerfiles = others.into_iter().filter(|input| input.kind == Kind::Dockerfile);
        let dockerfiles: Vec<PathBuf> = dockerfiles.map(|input| input.path).collect();
        if dockerfiles.is_empty() || !found.gaps.is_empty() || has_other_builders(root)? {
            return None;
        }
        let mut builds = Self::default();
        let mut told = HashSet::new();
        for (unit, ()) in projects::units(compose.into_iter().map(|input| (input, ())).collect(), &DiskFiles::default())
        {
            let project = Project::of_compose(&unit.merged, &DiskFiles::default(), &compose_options());
            builds.add_project(&project, &mut told)?;
        }
        let repository = found_builds::of_repository(root, &dockerfiles);
        builds.add_found(&repository.found, &repository.root, &mut told)?;
        (builds.told, builds.untold) = dockerfiles.into_iter().partition(|path| told.contains(&real(path)));
        (!builds.told.is_empty()).then_some(builds)
    }

    /// Whether no build sees a folder. A Dockerfile of which nobody says how it is built is built in its own folder where
    /// what it names is there, and not in the other one.
    pub fn is_unseen(&self, folder: &Path) -> bool {
        let is_elsewhere = |dockerfile: &PathBuf| {
            let own = dockerfile.parent().unwrap_or(Path::new(""));
            fits(dockerfile, own) && !fits(dockerfile, folder)
        };
        !self.folders.contains(&real(folder)) && self.untold.iter().all(is_elsewhere)
    }

    /// Adds what services build; `None` where that is not known.
    fn add_project(&mut self, project: &Project, told: &mut HashSet<PathBuf>) -> Option<()> {
        let stack = project.stack.as_ref().filter(|stack| stack.gaps.is_empty())?;
        for service in stack.services() {
            for pair in service.build.iter().flat_map(|build| &build.additional_contexts) {
                let context = pair.value.as_ref().filter(|value| value.is_known())?;
                if !is_remote(&context.value) && !context.value.contains(':') {
                    let compose = project.file(service.name.place.file)?.source.name();
                    let folder = Path::new(compose).parent().unwrap_or(Path::new(""));
                    self.folders.insert(real(&folder.join(&context.value)));
                }
            }
        }
        for container in Container::all(project) {
            let Some(image) = container.image else { continue };
            match &image.context {
                ContextOrigin::Folder(folder) => {
                    self.folders.insert(real(folder));
                }
                ContextOrigin::Missing(_) | ContextOrigin::Remote(_) => {}
                ContextOrigin::Unknown => return None,
            }
            told.extend(container.dockerfile().map(|file| real(Path::new(file.source.name()))));
        }
        Some(())
    }

    /// Adds what bake files and pipelines build; `None` where that is not known.
    fn add_found(&mut self, found: &Found, root: &Path, told: &mut HashSet<PathBuf>) -> Option<()> {
        let is_open = |bake: &BakeCall| bake.directory == Told::Unknown || !bake.files.is_whole;
        if !found.gaps.is_empty() || found.bakes.iter().any(is_open) {
            return None;
        }
        for build in &found.builds {
            self.add_build(build, root)?;
            told.extend(build.dockerfile_path().map(|path| real(&root.join(path))));
        }
        Some(())
    }

    fn add_build(&mut self, build: &FoundBuild, root: &Path) -> Option<()> {
        let named = build.named_contexts.items.iter().map(|(_, context)| context);
        for context in std::iter::once(&build.context).chain(named) {
            match context.value()? {
                Context::Folder(folder) => {
                    self.folders.insert(real(&root.join(folder)));
                }
                Context::Committed(_) | Context::Elsewhere(_) | Context::Nothing => {}
            }
        }
        build.named_contexts.is_whole.then_some(())
    }
}

/// Whether a folder has a file that a Dockerfile names.
fn fits(dockerfile: &Path, folder: &Path) -> bool {
    let Ok(bytes) = std::fs::read(dockerfile) else { return true };
    let context: SharedContext = std::sync::Arc::new(Disk::of(folder, dockerfile).guessed(true));
    let project = Project::of_dockerfile(Source::new("Dockerfile", bytes), &std::sync::Arc::from([]), &context);
    ContextUse::all(&project).any(|seen| seen.is_likely())
}

/// Whether a script or another tool may build too; `None` where there are too many files to tell.
fn has_other_builders(root: &Path) -> Option<bool> {
    let is_searched = |entry: &ignore::DirEntry| entry.file_name() != ".git";
    let mut walker = WalkBuilder::new(root);
    walker.hidden(false).git_global(false).require_git(false).filter_entry(is_searched);
    for (count, entry) in walker.build().enumerate() {
        let entry = entry.ok().filter(|_| count < MOST_FILES)?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) && builds(entry.path()) {
            return Some(true);
        }
    }
    Some(false)
}

/// Whether a file makes a tool build images, or says how.
fn builds(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let is_setting = ["json", "toml", "yaml", "yml"].contains(&ending);
    if TOOLS.iter().any(|tool| name == *tool || stem == *tool && is_setting) {
        return true;
    }
    let is_script = ending.is_empty() || name == stem || SCRIPTS.contains(&ending) || name.ends_with("file");
    if !is_script || names::is_dockerfile(&name) || names::is_ignore_file(&name) {
        return false;
    }
    let is_small = path.metadata().is_ok_and(|metadata| metadata.len() <= MOST_BYTES);
    if !is_small {
        return false;
    }
    let Ok(bytes) = std::fs::read(path) else { return false };
    let text = String::from_utf8_lossy(&bytes).to_lowercase();
    let is_pipeline = path.components().any(|part| part.as_os_str() == "workflows") || name.starts_with(".gitlab-ci");
    match is_pipeline {
        // What its commands build is read as they say it.
        true => text.lines().any(hands_over),
        false => ORDERS.iter().any(|order| text.contains(order)),
    }
}

/// Whether a line of a pipeline leaves the building to what is not here.
fn hands_over(line: &str) -> bool {
    let line = line.trim().trim_start_matches("- ");
    if line.starts_with("include:") {
        return true;
    }
    let Some(action) = line.strip_prefix("uses:").map(|action| action.trim().trim_matches(['"', '\''])) else {
        return false;
    };
    let is_ours = action.starts_with("docker/") || action.starts_with("actions/");
    let words = ["docker", "image", "container", "build", "deploy", "kaniko", "podman", ".yml", ".yaml"];
    !is_ours && (action.starts_with("./") || words.iter().any(|word| action.contains(word)))
}

/// One path for each file and folder.
pub fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().unwrap_or_else(|_| clean(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    /// Whether the root is known to be no build's context.
    fn is_root_unseen(files: &[(&str, &str)]) -> bool {
        let folder = tree(files);
        AllBuilds::of(folder.path()).is_some_and(|all| all.is_unseen(folder.path()))
    }

    const COMPOSE: (&str, &str) = ("compose.yaml", "services: {api: {build: api}}");
    const API: (&str, &str) = ("api/Dockerfile", "FROM scratch\nCOPY main.go /\n");
    const MAIN: (&str, &str) = ("api/main.go", "");

    #[test]
    fn a_folder_that_no_build_sees_is_found() {
        assert!(is_root_unseen(&[COMPOSE, API]));
        let web = ("web/Dockerfile", "FROM scratch\nCOPY page.html /\n");
        assert!(is_root_unseen(&[COMPOSE, API, web, ("web/page.html", "")]));
        let run = "jobs: {a: {steps: [{run: docker build api}]}}";
        assert!(is_root_unseen(&[API, (".github/workflows/ci.yml", run)]));
    }

    #[test]
    fn what_may_see_it_is_enough_to_say_nothing() {
        for (name, text) in [
            ("other/compose.yaml", "services: {api: {build: {context: .., dockerfile: api/Dockerfile}}}"),
            ("other/compose.yaml", "services: {api: {build: '${FOLDER}'}}"),
            ("other/compose.yaml", "services: {api: {build: {context: ., additional_contexts: {root: ..}}}}"),
            ("web/Dockerfile", "FROM scratch\nCOPY . /\n"),
            ("web/Dockerfile", "FROM scratch\nCOPY api/main.go /\n"),
            ("Makefile", "build:\n\tdocker build -f api/Dockerfile .\n"),
            ("skaffold.yaml", "apiVersion: skaffold/v4beta1\n"),
            (".github/workflows/ci.yml", "jobs: {a: {steps: [{run: docker build -f api/Dockerfile .}]}}"),
            (".github/workflows/ci.yml", "jobs: {a: {steps: [{run: docker build $FOLDER}]}}"),
            (".github/workflows/ci.yml", "jobs:\n  a:\n    uses: shop/ci/.github/workflows/image.yml@v1\n"),
            ("docker-bake.hcl", "target \"api\" {\n  dockerfile = \"api/Dockerfile\"\n}\n"),
        ] {
            assert!(!is_root_unseen(&[COMPOSE, API, MAIN, (name, text)]), "{name}: {text}");
        }
        assert!(!is_root_unseen(&[COMPOSE]));
        assert!(!is_root_unseen(&[API, MAIN]));
    }
}
