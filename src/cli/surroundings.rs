//! What services say of the Dockerfiles of a run: those of Compose projects that are checked too, and those of projects
//! in the folders above, up to the root of the repository. Start with [`Surroundings::of`].

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::all_builds::AllBuilds;
use super::check::compose_options;
use super::context::way_to;
use super::found_builds;
use super::names::is_dockerfile;
use super::project_files::DiskFiles;
use crate::model::containers::ServiceUse;
use crate::model::found_builds::Context;
use crate::model::stack::{clean, names};
use crate::model::{IgnoreRequest, IgnoredDockerfile, Project};

/// How many folders above a Dockerfile are looked into where no repository is around it.
const MOST_FOLDERS: usize = 8;

/// What services say of Dockerfiles, by the paths of these.
#[derive(Debug, Default)]
pub struct Surroundings {
    uses: HashMap<PathBuf, Vec<ServiceUse>>,
    /// The Compose files whose services are known, as they are written.
    known: Vec<PathBuf>,
    /// The folders that Dockerfiles are built in, by services, bake files and pipelines.
    contexts: HashMap<PathBuf, Vec<PathBuf>>,
    /// All builds of repositories, by their roots, where they are known; looked for where somebody asks.
    all: Mutex<HashMap<PathBuf, Option<Arc<AllBuilds>>>>,
    real: RealPaths,
    /// Folders with those above them, up to the roots of their repositories.
    above: HashMap<PathBuf, Option<Vec<PathBuf>>>,
}

/// One path for each file, whatever it is called by. A folder has many files, and each is asked for several times: the
/// way to it is gone once.
#[derive(Debug, Default)]
struct RealPaths {
    folders: Mutex<HashMap<PathBuf, PathBuf>>,
}

impl RealPaths {
    fn of(&self, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return plain(path) };
        let file = self.of_folder(folder).join(name);
        if file.is_symlink() { plain(&file) } else { file }
    }

    fn of_folder(&self, folder: &Path) -> PathBuf {
        let mut known = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(folder) {
            Some(real) => real.clone(),
            None => known.entry(folder.to_owned()).or_insert(plain(&or_here(folder))).clone(),
        }
    }
}

impl Surroundings {
    /// Remembers what the services of a project build.
    pub fn add(&mut self, compose: &Path, uses: Vec<(PathBuf, ServiceUse)>) {
        self.known.push(compose.to_owned());
        for (dockerfile, service) in uses {
            self.add_context(&dockerfile, &service.context);
            let all = self.uses.entry(self.real.of(&dockerfile)).or_default();
            if !all.contains(&service) {
                all.push(service);
            }
        }
    }

    /// Looks for Compose projects in the folders of these Dockerfiles and above, and remembers what they build.
    pub fn look_above<'p>(&mut self, dockerfiles: impl Iterator<Item = &'p Path>) {
        let mut folders = Folders::default();
        dockerfiles.for_each(|dockerfile| folders.add(dockerfile, |folder| self.above(folder)));
        let mut found = folders.projects;
        if !found.is_empty() {
            let known: HashSet<PathBuf> = self.known.iter().map(|path| self.real.of(path)).collect();
            found.retain(|path| !known.contains(&self.real.of(path)));
        }
        let projects: Vec<(PathBuf, Vec<(PathBuf, ServiceUse)>)> = found
            .into_par_iter()
            .map(|path| {
                let merged = names::merged_with(&path, &DiskFiles::default());
                let project = Project::of_compose(&merged, &DiskFiles::default(), &compose_options());
                (path, project.service_uses())
            })
            .collect();
        projects.into_iter().for_each(|(path, uses)| self.add(&path, uses));
    }

    /// Looks for whoever builds these Dockerfiles, or those beside these ignore files.
    pub fn look<'p>(&mut self, paths: impl Iterator<Item = &'p Path>) {
        let paths: Vec<&Path> = paths.collect();
        self.look_above(paths.iter().copied());
        self.look_around(paths.into_iter());
    }

    /// A folder and those above it; see [`up_to_root`].
    fn above(&mut self, folder: &Path) -> Option<Vec<PathBuf>> {
        if let Some(known) = self.above.get(folder) {
            return known.clone();
        }
        let found = up_to_root(folder);
        self.above.insert(folder.to_owned(), found.clone());
        found
    }

    fn add_context(&mut self, dockerfile: &Path, folder: &Path) {
        let all = self.contexts.entry(self.real.of(dockerfile)).or_default();
        if !all.iter().any(|known| self.real.of_folder(known) == self.real.of_folder(folder)) {
            all.push(folder.to_owned());
        }
    }

    /// Remembers how bake files and pipelines build these Dockerfiles.
    pub fn look_around<'p>(&mut self, dockerfiles: impl Iterator<Item = &'p Path>) {
        let mut folders: HashMap<PathBuf, Vec<PathBuf>> = HashMap::new();
        for dockerfile in dockerfiles {
            let folder = or_here(dockerfile.parent().unwrap_or(Path::new("")));
            let root = self.above(&folder).and_then(|folders| folders.last().cloned()).unwrap_or(folder);
            folders.entry(root).or_default().push(dockerfile.to_owned());
        }
        for (root, dockerfiles) in folders {
            let found = found_builds::of_repository(&root, &dockerfiles).found;
            for build in found.builds {
                let (Some(path), Some(Context::Folder(folder))) = (build.dockerfile_path(), build.context.value())
                else {
                    continue;
                };
                self.add_context(&clean(&root.join(path)), &clean(&root.join(folder)));
            }
        }
    }

    /// The folder that a Dockerfile is built in: its own, unless others are said to be it and its own is not. Of several
    /// that are said, one is looked at: what is wrong there is wrong.
    pub fn context_of(&self, dockerfile: &Path) -> PathBuf {
        let said = self.contexts.get(&self.real.of(dockerfile)).map(Vec::as_slice).unwrap_or_default();
        let own = dockerfile.parent().map(Path::to_owned).unwrap_or_default();
        let folder = match said {
            [folder] => folder.clone(),
            [] => own.clone(),
            [first, ..] if !said.iter().any(|folder| self.real.of_folder(folder) == self.real.of_folder(&own)) => {
                first.clone()
            }
            [..] => own.clone(),
        };
        // Pipelines are looked for by whole paths.
        match folder.is_absolute() && own.is_relative() {
            true => seen_from(&own, &self.real.of_folder(&folder)),
            false => folder,
        }
    }

    /// Whether nobody says where a Dockerfile is built.
    pub fn is_context_guessed(&self, dockerfile: &Path) -> bool {
        self.contexts.get(&self.real.of(dockerfile)).is_none_or(Vec::is_empty)
    }

    /// An ignore file with the Dockerfiles that may obey it.
    pub fn of_ignore_file(&self, path: &Path) -> IgnoreRequest {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let own = name.strip_suffix(".dockerignore").filter(|own| !own.is_empty());
        if let Some(own) = own {
            let dockerfile = folder.join(own);
            let uses = self.of(&dockerfile);
            let folder = self.context_of(&dockerfile);
            let dockerfiles = vec![IgnoredDockerfile { path: dockerfile, obeys: true, uses }];
            return IgnoreRequest { path: path.to_owned(), folder, dockerfiles, has_builds_below: false };
        }
        let here = self.real.of_folder(&folder);
        let mut paths: Vec<PathBuf> = beside(&folder);
        let built_here =
            self.contexts.iter().filter(|(_, said)| said.iter().any(|said| self.real.of_folder(said) == here));
        let mut others: Vec<&PathBuf> = built_here.map(|(dockerfile, _)| dockerfile).collect();
        others.sort();
        let known: HashSet<PathBuf> = paths.iter().map(|path| self.real.of(path)).collect();
        paths.extend(others.into_iter().filter(|path| !known.contains(*path)).map(|path| seen_from(&folder, path)));
        let has_builds_below = self.contexts.values().flatten().any(|said| {
            let said = self.real.of_folder(said);
            said != here && said.starts_with(&here)
        });
        if paths.is_empty() {
            let built = self.built_elsewhere(&folder).into_iter();
            let strangers = built.map(|path| IgnoredDockerfile { obeys: false, uses: self.of(&path), path });
            return IgnoreRequest { path: path.to_owned(), folder, dockerfiles: strangers.collect(), has_builds_below };
        }
        let has_own = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(".dockerignore");
            Path::new(&name).exists()
        };
        let dockerfiles = paths.into_iter().filter(|path| !has_own(path)).map(|path| {
            let said = self.contexts.get(&self.real.of(&path));
            let obeys = said.is_none_or(|said| said.iter().any(|said| self.real.of_folder(said) == here));
            IgnoredDockerfile { obeys, uses: self.of(&path), path }
        });
        let dockerfiles = dockerfiles.collect();
        IgnoreRequest { path: path.to_owned(), folder, dockerfiles, has_builds_below }
    }

    /// A Dockerfile around a folder, where all builds are known and none of them sees it.
    fn built_elsewhere(&self, folder: &Path) -> Option<PathBuf> {
        let folder = or_here(folder);
        let root = up_to_root(&folder)?.last()?.clone();
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let builds = all.entry(self.real.of(&root)).or_insert_with(|| AllBuilds::of(&root).map(Arc::new)).clone()?;
        drop(all);
        builds.told.first().filter(|_| builds.is_unseen(&folder)).cloned()
    }

    /// The services that build a Dockerfile.
    pub fn of(&self, dockerfile: &Path) -> Arc<[ServiceUse]> {
        if self.uses.is_empty() {
            return Arc::from([]);
        }
        self.uses.get(&self.real.of(dockerfile)).map_or_else(|| Arc::from([]), |uses| Arc::from(uses.as_slice()))
    }
}

/// The Dockerfiles in a folder.
fn beside(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(or_here(folder)).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| is_dockerfile(name)).collect();
    names.sort();
    names.into_iter().map(|name| folder.join(name)).filter(|path| path.is_file()).collect()
}

/// A file or folder by its real path, written as the folder is that it is seen from.
fn seen_from(folder: &Path, file: &Path) -> PathBuf {
    let written = clean(&folder.join(way_to(&plain(&or_here(folder)), file)));
    if plain(&or_here(&written)) == file { written } else { file.to_owned() }
}

/// A folder as it can be asked for: the empty path is the one that we are in.
fn or_here(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}

/// One path for each file.
fn plain(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Folders that were looked into.
#[derive(Default)]
struct Folders {
    seen: HashSet<PathBuf>,
    /// The Compose files that Docker Compose would find in them, in the order they were met.
    projects: Vec<PathBuf>,
}

impl Folders {
    /// Looks into the folder of a file and those above it.
    fn add(&mut self, file: &Path, above: impl FnOnce(&Path) -> Option<Vec<PathBuf>>) {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if self.seen.contains(parent) {
            return;
        }
        let Some(folders) = above(parent) else { return };
        for folder in folders {
            if !self.seen.insert(folder.clone()) {
                return;
            }
            self.projects.extend(names::base_beside(&folder.join("compose.yaml"), &DiskFiles::default()));
        }
    }
}

/// A folder and those above it up to the root of its repository; the folder alone where there is none.
fn up_to_root(folder: &Path) -> Option<Vec<PathBuf>> {
    let whole = folder.canonicalize().ok()?;
    let above: Vec<&Path> = whole.ancestors().take(MOST_FOLDERS).collect();
    let depth = above.iter().position(|folder| folder.join(".git").exists()).unwrap_or(0);
    let is_relative = folder.is_relative();
    let own = folder.to_owned();
    let step = |levels: usize| match is_relative {
        true => (0..levels).fold(own.clone(), |path, _| up(&path)),
        false => above.get(levels).map_or_else(|| own.clone(), |folder| (*folder).to_owned()),
    };
    Some((0..=depth).map(step).collect())
}

/// The folder above one, as it is written from here.
fn up(folder: &Path) -> PathBuf {
    match folder.components().next_back() {
        Some(std::path::Component::Normal(_)) => {
            let parent = folder.parent().unwrap_or(Path::new(""));
            if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() }
        }
        Some(std::path::Component::ParentDir) => folder.join(".."),
        _ => PathBuf::from(".."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_above_are_written_from_here() {
        assert_eq!(up(Path::new("a/b")), Path::new("a"));
        assert_eq!(up(Path::new("a")), Path::new("."));
        assert_eq!(up(Path::new(".")), Path::new(".."));
        assert_eq!(up(Path::new("..")), Path::new("../.."));
    }

    #[test]
    fn files_are_written_as_their_folders_are() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("shop/api")).unwrap();
        let dockerfile = folder.path().join("shop/api/Dockerfile");
        std::fs::write(&dockerfile, "FROM scratch\n").unwrap();
        let written = folder.path().join("shop/../shop");
        assert_eq!(seen_from(&written, &plain(&dockerfile)), folder.path().join("shop/api/Dockerfile"));
        let beside = folder.path().join("shop/web");
        std::fs::create_dir(&beside).unwrap();
        assert_eq!(seen_from(&beside, &plain(&dockerfile)), folder.path().join("shop/api/Dockerfile"));
    }

    #[test]
    fn what_services_build_is_found_up_to_the_root_of_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("shop");
        std::fs::create_dir_all(root.join("api/docker")).unwrap();
        std::fs::create_dir_all(root.join(".git")).unwrap();
        let compose = "services:\n  api:\n    build:\n      context: api\n      dockerfile: docker/Dockerfile\n";
        std::fs::write(root.join("compose.yaml"), compose).unwrap();
        std::fs::write(folder.path().join("compose.yaml"), compose.replace("api", "shop/api")).unwrap();
        let dockerfile = root.join("api/docker/Dockerfile");
        std::fs::write(&dockerfile, "FROM scratch\n").unwrap();
        let mut surroundings = Surroundings::default();
        surroundings.look_above([dockerfile.as_path()].into_iter());
        let uses = surroundings.of(&dockerfile);
        assert_eq!(uses.iter().map(|service| service.context.clone()).collect::<Vec<_>>(), [root.join("api")]);
    }
}
