//! Paths that lead from the root of the repository.
//!
//! While scripts are followed, directories are absolute, and the folder that the repository is checked out to has a
//! name that no text can spell. Works on texts alone. Start with [`resolve`] and [`inside`].

use super::Context;
use crate::model::stack::paths::is_remote;
use crate::text::clean_path;

/// Where the repository is checked out, as far as we are concerned.
pub(super) const ROOT: &str = "/\0";

/// Variables and expressions that stand for the folder of the checkout, in one system or another.
const NAMES: &[&str] = &[
    "GITHUB_WORKSPACE",
    "github.workspace",
    "CI_PROJECT_DIR",
    "BITBUCKET_CLONE_DIR",
    "CIRCLE_WORKING_DIRECTORY",
    "BUILD_SOURCESDIRECTORY",
    "BUILD_REPOSITORY_LOCALPATH",
    "SYSTEM_DEFAULTWORKINGDIRECTORY",
    "Build.SourcesDirectory",
    "Build.Repository.LocalPath",
    "System.DefaultWorkingDirectory",
];

/// Whether a variable stands for the folder of the checkout.
pub(super) fn is_name(name: &str) -> bool {
    NAMES.contains(&name)
}

/// Whether a text holds the path of the checkout, which has no spelling.
pub(super) fn is_spelled(text: &str) -> bool {
    !text.contains('\0')
}

/// A path as seen from an absolute directory, without detours.
pub(super) fn resolve(directory: &str, path: &str) -> String {
    let is_home = path == "~" || path.starts_with("~/");
    let start = if path.starts_with('/') || is_home { "" } else { directory };
    clean_path(&format!("/{start}/{path}"))
}

/// The path in the repository of an absolute one; `None` where it leads elsewhere.
pub(super) fn inside(absolute: &str) -> Option<String> {
    let rest = absolute.strip_prefix(ROOT)?;
    match rest.strip_prefix('/') {
        Some(path) => Some(path.to_owned()),
        None => rest.is_empty().then(|| ".".to_owned()),
    }
}

/// The absolute path of one of the repository.
pub(super) fn absolute(path: &str) -> String {
    resolve(ROOT, path.trim_start_matches('/'))
}

/// What a context is that is written so, as seen from a directory.
pub(super) fn context(directory: &str, written: &str) -> Context {
    let has_scheme = written.split_once("://").is_some() || written.starts_with("target:");
    if has_scheme || is_remote(written) {
        return Context::Elsewhere(written.to_owned());
    }
    match inside(&resolve(directory, written)) {
        Some(path) => Context::Folder(path),
        None => Context::Elsewhere(written.replace('\0', "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_repository_or_leave_it() {
        for (directory, path, expected) in [
            (".", "Dockerfile", Some("Dockerfile")),
            ("api", "..", Some(".")),
            ("api", "../web/./Dockerfile", Some("web/Dockerfile")),
            ("api", "/tmp", None),
            (".", "../other", None),
            (".", "~/x", None),
            ("a/b/", "c//d/", Some("a/b/c/d")),
        ] {
            assert_eq!(inside(&resolve(&absolute(directory), path)).as_deref(), expected, "{directory} {path}");
        }
        assert_eq!(inside(&resolve("/tmp", ROOT)).as_deref(), Some("."));
        assert_eq!(inside(&resolve("/tmp", &format!("{ROOT}/x"))).as_deref(), Some("x"));
    }
}
