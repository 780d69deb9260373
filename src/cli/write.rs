//! Writes files whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::terminal::plain;
use crate::report::visible;

/// Replaces a file that is still what it was when it was read. Its permissions are kept, links to it stay
/// links. The reason, where it cannot, is a sentence that names `shown`.
pub fn replace(path: &Path, shown: &str, before: &[u8], after: &[u8]) -> Result<(), String> {
    let shown = visible(shown);
    let failed = |error: &io::Error| format!("`{shown}` cannot be written: {}; it is as it was", plain(error));
    let target = path.canonicalize().map_err(|error| failed(&error))?;
    let permissions = fs::metadata(&target).map_err(|error| failed(&error))?.permissions();
    if permissions.readonly() {
        return Err(format!("`{shown}` is read-only; it is as it was"));
    }
    let unchanged = || fs::read(&target).is_ok_and(|bytes| bytes == before);
    let written = beside(&target, after, Some(&permissions), unchanged).map_err(|error| failed(&error))?;
    if written {
        return Ok(());
    }
    Err(format!("`{shown}` was changed by another program meanwhile and is left alone; run plimsoll again"))
}

/// Writes a file of our own.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let shown = path.to_string_lossy();
    let shown = visible(&shown);
    let failed = |error: &io::Error| format!("`{shown}` cannot be written: {}", plain(error));
    // Devices and pipes cannot be replaced, only written to.
    let existing = fs::metadata(path).ok();
    if existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        return fs::write(path, bytes).map_err(|error| failed(&error));
    }
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let permissions = existing.map(|metadata| metadata.permissions());
    beside(&target, bytes, permissions.as_ref(), || true).map(|_| ()).map_err(|error| failed(&error))
}

/// Writes a temporary file beside the target and renames it, if that is still wanted then.
fn beside(
    target: &Path,
    bytes: &[u8],
    permissions: Option<&fs::Permissions>,
    still_wanted: impl FnOnce() -> bool,
) -> io::Result<bool> {
    let temporary = temporary_name(target);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
    let finish = || {
        // First, so that nobody reads the text who may not read the file.
        if let Some(permissions) = permissions {
            file.set_permissions(permissions.clone())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        let wanted = still_wanted();
        if wanted {
            fs::rename(&temporary, target)?;
        }
        Ok(wanted)
    };
    let result = finish();
    if !matches!(result, Ok(true)) {
        // Best effort: the first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// A name that no other process uses.
fn temporary_name(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.plimsoll-{}", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unchanged_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Dockerfile");
        fs::write(&path, "a").unwrap();
        assert!(replace(&path, "Dockerfile", b"b", b"c").unwrap_err().contains("changed by another program"));
        assert_eq!(fs::read(&path).unwrap(), b"a");
        replace(&path, "Dockerfile", b"a", b"c").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"c");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("Dockerfile"), folder.path().join("link"));
        fs::write(&path, "a").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("Dockerfile", &link).unwrap();
        replace(&link, "link", b"a", b"c").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read(&path).unwrap(), b"c");
    }
}
