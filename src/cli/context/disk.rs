//! The build context on disk.

use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::shared::Contexts;
use crate::cli::discover;
use crate::cli::terminal::plain;
use crate::model::stack::clean;
use crate::model::{BuildContext, ContextTree, EntryKind, IgnoreFile, Listed, Listing, ignore_file_for};

/// Files larger than this are not looked into.
const MOST_BYTES: u64 = 1 << 20;

/// A folder on disk as a build context. Nothing outside of it is read, by no path and no link, but for the ignore file of
/// a Dockerfile that lies outside.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
    /// Relative to the root; `None`: on standard input.
    dockerfile: Option<String>,
    /// The ignore file; looked for when it is first asked for, unless another one is used in place of the build's own.
    ignore_file: OnceLock<Option<IgnoreFile>>,
    /// Where the root really is, once something in it is read.
    real_root: OnceLock<Option<PathBuf>>,
    /// What the run shares; `None`: this is all that is looked at.
    shared: Option<Arc<Contexts>>,
    is_guessed: bool,
    /// Read when it is first asked for.
    tree: OnceLock<Arc<OnceLock<ContextTree>>>,
}

impl Disk {
    /// The folder that a Dockerfile is in.
    pub fn around(dockerfile: &Path) -> Self {
        let root = dockerfile.parent().filter(|parent| !parent.as_os_str().is_empty());
        let name = dockerfile.file_name().filter(|name| *name != "-").map(|name| name.to_string_lossy().into_owned());
        Self::new(root.unwrap_or(Path::new(".")), name, None)
    }

    /// A folder in which a Dockerfile is built, both as paths from here; the empty path is a Dockerfile that is no file.
    pub fn of(root: &Path, dockerfile: &Path) -> Self {
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let is_file = !dockerfile.as_os_str().is_empty();
        Self::new(root, is_file.then(|| way_to(root, dockerfile)), None)
    }

    /// A folder whose builds obey this ignore file.
    pub fn obeying(root: &Path, ignore_file: IgnoreFile) -> Self {
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        Self::new(root, None, Some(ignore_file))
    }

    /// A folder, the Dockerfile relative to it, and the ignore file if it is not the build's own.
    pub fn new(root: &Path, dockerfile: Option<String>, ignore_file: Option<IgnoreFile>) -> Self {
        let ignore_file = ignore_file.map(|file| OnceLock::from(Some(file))).unwrap_or_default();
        let (real_root, tree) = (OnceLock::new(), OnceLock::new());
        Self { root: root.to_owned(), dockerfile, ignore_file, real_root, shared: None, is_guessed: false, tree }
    }

    /// As one of several of a run.
    pub fn shared(self, contexts: &Arc<Contexts>) -> Self {
        Self { shared: Some(Arc::clone(contexts)), ..self }
    }

    /// As one of which nobody says that it is what builds see.
    pub fn guessed(self, is_guessed: bool) -> Self {
        Self { is_guessed, ..self }
    }

    /// Its folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }
}

/// The way from a folder to a file, both as paths from the same place.
pub(in crate::cli) fn way_to(folder: &Path, file: &Path) -> String {
    let parts = |path: &Path| -> Vec<PathBuf> {
        let parts = clean(path);
        parts.components().map(|part| PathBuf::from(part.as_os_str())).collect()
    };
    let (folder, file) = (parts(folder), parts(file));
    let common = folder.iter().zip(&file).take_while(|(one, other)| one == other).count();
    let up = folder.iter().skip(common).map(|_| PathBuf::from(".."));
    let way: PathBuf = up.chain(file.iter().skip(common).cloned()).collect();
    way.to_string_lossy().replace('\\', "/")
}

impl Disk {
    /// The real place of a path inside of the folder.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let relative = Path::new(path);
        if !relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return None;
        }
        let root = self.real_root.get_or_init(|| self.root.canonicalize().ok()).as_ref()?;
        root.join(relative).canonicalize().ok().filter(|path| path.starts_with(root))
    }
}

impl BuildContext for Disk {
    fn has_file(&self, path: &str) -> bool {
        let is_listed = self.shared.as_ref().and_then(|shared| shared.lists_file(&self.root, path));
        is_listed == Some(true) || self.place(path).is_some_and(|path| path.is_file())
    }

    fn read(&self, path: &str) -> Option<String> {
        let path = self.place(path)?;
        let is_file = path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() <= MOST_BYTES);
        let mut text = String::new();
        File::open(path).ok().filter(|_| is_file)?.take(MOST_BYTES).read_to_string(&mut text).ok()?;
        Some(text)
    }

    fn has_above(&self, path: &str) -> Option<bool> {
        Some(self.root.join(path).exists())
    }

    fn read_ignore_file(&self, path: &str) -> Option<Vec<u8>> {
        let path = self.root.join(path);
        path.metadata().ok().filter(|metadata| metadata.is_file() && metadata.len() <= MOST_BYTES)?;
        let mut bytes = Vec::new();
        File::open(path).ok()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn ignore_file(&self) -> Option<IgnoreFile> {
        self.ignore_file.get_or_init(|| ignore_file_for(self, self.dockerfile.as_deref())).clone()
    }

    fn is_guessed(&self) -> bool {
        self.is_guessed
    }

    #[cfg(unix)]
    fn is_executable(&self, path: &str) -> Option<bool> {
        use std::os::unix::fs::PermissionsExt;
        if self.shared.as_ref().is_some_and(|shared| shared.lists_file(&self.root, path).is_some()) {
            return None;
        }
        Some(self.place(path)?.metadata().ok()?.permissions().mode() & 0o111 != 0)
    }

    fn shown(&self, path: &str) -> String {
        discover::shown(&clean(&self.root.join(path)))
    }

    fn tree(&self) -> Option<&ContextTree> {
        let own = || match &self.shared {
            Some(shared) => shared.cell(&self.root, self.ignore_file().as_ref()),
            None => Arc::default(),
        };
        Some(self.tree.get_or_init(own).get_or_init(|| match &self.shared {
            Some(shared) => shared.tree(self, self.ignore_file()),
            None => ContextTree::new(self, self.ignore_file()),
        }))
    }
}

impl Listing for Disk {
    fn list(&self, directory: &str) -> Result<Vec<Listed>, String> {
        let path = if directory.is_empty() { self.root.clone() } else { self.root.join(directory) };
        let entries = fs::read_dir(path).map_err(|error| plain(&error))?;
        entries.map(|entry| entry.and_then(|entry| listed(&entry)).map_err(|error| plain(&error))).collect()
    }
}

/// An entry of a directory. No link is followed.
fn listed(entry: &DirEntry) -> io::Result<Listed> {
    let kind = entry.file_type()?;
    let kind = if kind.is_dir() {
        EntryKind::Directory
    } else if kind.is_symlink() {
        EntryKind::Link
    } else {
        // A file that vanishes meanwhile has no size.
        EntryKind::File(entry.metadata().ok().map(|metadata| metadata.len()))
    };
    Ok(Listed { name: entry.file_name().to_string_lossy().into_owned(), kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("app");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join("secret"), "s").unwrap();
        fs::write(root.join("package.json"), "{}").unwrap();
        fs::write(root.join("large"), vec![b'x'; (MOST_BYTES + 1) as usize]).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("../secret", root.join("link")).unwrap();
        let disk = Disk::around(&root.join("Dockerfile"));
        assert_eq!(disk.read("./package.json").as_deref(), Some("{}"));
        for path in ["../secret", "/etc/passwd", "link", "large", ".", "missing"] {
            assert_eq!(disk.read(path), None, "{path}");
        }
    }

    #[test]
    fn a_dockerfile_may_lie_outside() {
        assert_eq!(way_to(Path::new("."), Path::new("api/Dockerfile")), "api/Dockerfile");
        assert_eq!(way_to(Path::new("shop/api"), Path::new("shop/docker/Dockerfile")), "../docker/Dockerfile");
        assert_eq!(way_to(Path::new("/a/b"), Path::new("/a/b/c.Dockerfile")), "c.Dockerfile");
    }

    #[cfg(unix)]
    #[test]
    fn a_tree_follows_no_link_and_says_what_it_could_not_read() {
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for path in ["src", "web/node_modules/a", "b.d"] {
            fs::create_dir_all(root.join(path)).unwrap();
        }
        symlink("..", root.join("src/loop")).unwrap();
        symlink("nowhere", root.join("broken")).unwrap();
        fs::write(root.join("src/main.rs"), "fn main() {}").unwrap();
        fs::write(root.join("web/node_modules/a/index.js"), "x").unwrap();
        fs::write(root.join(std::ffi::OsStr::from_bytes(b"caf\xe9")), "x").unwrap();
        fs::write(root.join("api.Dockerfile.dockerignore"), "**/node_modules\n").unwrap();
        fs::write(root.join(".dockerignore"), "*\n").unwrap();
        let disk = Disk::around(&root.join("api.Dockerfile"));
        let tree = disk.tree().unwrap();
        let paths: Vec<String> = tree.files().map(|id| tree.path(id)).collect();
        let expected =
            [".dockerignore", "api.Dockerfile.dockerignore", "broken", "caf\u{fffd}", "src/loop", "src/main.rs"];
        assert_eq!(paths, expected);
        assert_eq!(tree.unlisted(), 1);
        let gone = Disk::around(&root.join("gone/Dockerfile"));
        assert_eq!(gone.tree().unwrap().unread()[0].reason, "no such file or directory");
    }
}
