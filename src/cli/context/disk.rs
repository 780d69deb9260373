//! The build context on disk.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use crate::model::BuildContext;

/// Files larger than this are not looked into.
const MOST_BYTES: u64 = 1 << 20;

/// A folder on disk as a build context. Nothing outside of it is read, by no path and no link.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The folder that a Dockerfile is in.
    pub fn around(dockerfile: &Path) -> Self {
        let root = dockerfile.parent().filter(|parent| !parent.as_os_str().is_empty());
        Self { root: root.unwrap_or(Path::new(".")).to_owned() }
    }
}

impl Disk {
    /// The real place of a path inside of the folder.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let relative = Path::new(path);
        if !relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return None;
        }
        let root = self.root.canonicalize().ok()?;
        root.join(relative).canonicalize().ok().filter(|path| path.starts_with(&root))
    }
}

impl BuildContext for Disk {
    fn has_file(&self, path: &str) -> bool {
        self.place(path).is_some_and(|path| path.is_file())
    }

    fn read(&self, path: &str) -> Option<String> {
        let path = self.place(path)?;
        let is_file = path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() <= MOST_BYTES);
        let mut text = String::new();
        File::open(path).ok().filter(|_| is_file)?.take(MOST_BYTES).read_to_string(&mut text).ok()?;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("app");
        std::fs::create_dir(&root).unwrap();
        std::fs::write(folder.path().join("secret"), "s").unwrap();
        std::fs::write(root.join("package.json"), "{}").unwrap();
        std::fs::write(root.join("large"), vec![b'x'; (MOST_BYTES + 1) as usize]).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("../secret", root.join("link")).unwrap();
        let disk = Disk::around(&root.join("Dockerfile"));
        assert_eq!(disk.read("./package.json").as_deref(), Some("{}"));
        for path in ["../secret", "/etc/passwd", "link", "large", ".", "missing"] {
            assert_eq!(disk.read(path), None, "{path}");
        }
    }
}
