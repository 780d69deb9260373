//! Finds Dockerfiles.
//!
//! Start with [`files`]; which names count is decided by [`is_dockerfile`].

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::terminal::plain;
use crate::report::{Gap, visible};

/// Endings of templates: what they make is a Dockerfile, they are not.
const TEMPLATES: &[&str] = &[
    "j2",
    "jinja",
    "jinja2",
    "tmpl",
    "tpl",
    "template",
    "templ",
    "erb",
    "ejs",
    "in",
    "mustache",
    "hbs",
    "handlebars",
    "gotmpl",
    "liquid",
    "mako",
    "m4",
    "dist",
    "njk",
];
/// Endings of editor and merge leftovers.
const LEFTOVERS: &[&str] = &["bak", "backup", "orig", "rej", "swp", "swo", "tmp", "temp", "old", "save"];
/// Endings of files in another language, of data and of documents.
const OTHERS: &[&str] = &[
    "adoc",
    "bash",
    "bat",
    "c",
    "cc",
    "cfg",
    "class",
    "cmd",
    "conf",
    "cpp",
    "cs",
    "css",
    "csv",
    "dart",
    "diff",
    "dockerignore",
    "ex",
    "exs",
    "gif",
    "go",
    "gradle",
    "groovy",
    "gz",
    "h",
    "hpp",
    "hs",
    "htm",
    "html",
    "ini",
    "ipynb",
    "java",
    "jpg",
    "jpeg",
    "js",
    "json",
    "jsonnet",
    "jsx",
    "kt",
    "kts",
    "less",
    "lock",
    "log",
    "lua",
    "md",
    "mdx",
    "mjs",
    "nix",
    "patch",
    "pdf",
    "php",
    "pl",
    "png",
    "properties",
    "proto",
    "ps1",
    "py",
    "pyc",
    "rb",
    "rs",
    "rst",
    "sarif",
    "sass",
    "scala",
    "scss",
    "sha256",
    "sh",
    "sig",
    "snap",
    "sql",
    "sum",
    "svg",
    "swift",
    "tar",
    "tf",
    "tgz",
    "toml",
    "ts",
    "tsv",
    "tsx",
    "vim",
    "vue",
    "xml",
    "yaml",
    "yml",
    "zig",
    "zip",
    "zsh",
];

/// A file to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// The path as it is shown.
    pub shown: String,
    /// The directory that was searched; `None`: somebody named the file itself.
    pub searched: Option<PathBuf>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in the order of their shown paths, each once.
    pub inputs: Vec<Input>,
    /// Directories that cannot be read.
    pub gaps: Vec<Gap>,
    /// Directories without Dockerfiles.
    pub empty: Vec<Gap>,
}

/// The Dockerfiles that some paths name: files as they are, directories searched.
pub fn files(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            let before = found.inputs.len() + found.gaps.len();
            walk(path, &mut found);
            if found.inputs.len() + found.gaps.len() == before {
                found.empty.push(empty(path));
            }
        } else {
            found.inputs.push(input(path, None));
        }
    }
    // Of a file that is both named and found, the name counts.
    found.inputs.sort_by(|a, b| (&a.shown, a.searched.is_some()).cmp(&(&b.shown, b.searched.is_some())));
    let mut seen = HashSet::new();
    found.inputs.retain(|input| seen.insert(input.path.canonicalize().unwrap_or_else(|_| input.path.clone())));
    found
}

/// Adds the Dockerfiles in a directory and below.
fn walk(directory: &Path, found: &mut Found) {
    let walker = WalkBuilder::new(directory)
        .hidden(false)
        .git_global(false)
        .require_git(false)
        .filter_entry(is_searched)
        .sort_by_file_name(Ord::cmp)
        .build();
    for entry in walker {
        match entry {
            Ok(entry) => {
                let name = entry.file_name().to_string_lossy();
                if is_dockerfile(&name) && entry.path().is_file() {
                    found.inputs.push(input(entry.path(), Some(directory)));
                }
            }
            Err(error) => found.gaps.extend(unread(directory, &error)),
        }
    }
}

/// Whether a directory is searched, or a file looked at: hidden ones are not.
fn is_searched(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !name.starts_with('.') || name == ".devcontainer"
}

/// A directory that cannot be searched. What is wrong inside an ignore file is not our affair.
fn unread(directory: &Path, error: &ignore::Error) -> Option<Gap> {
    let cause = error.io_error()?;
    let path = path_of(error).map_or_else(|| shown(directory), shown);
    Some(Gap { reason: format!("`{}` cannot be read: {}", visible(&path), plain(cause)), path })
}

/// The path that an error is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// A directory without Dockerfiles.
fn empty(path: &Path) -> Gap {
    let path = shown(path);
    let reason = format!(
        "no Dockerfile is in `{}`; name the file itself if it has another name (`plimsoll check --help` says which count)",
        visible(&path)
    );
    Gap { path, reason }
}

/// A file as it is named or found.
fn input(path: &Path, searched: Option<&Path>) -> Input {
    Input { path: path.to_owned(), shown: shown(path), searched: searched.map(Path::to_owned) }
}

/// A path as it is shown: with `/`, without `./` in front.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let mut rest = text.as_str();
    while let Some(stripped) = rest.strip_prefix("./") {
        rest = stripped.trim_start_matches('/');
    }
    if rest.is_empty() { ".".to_owned() } else { rest.to_owned() }
}

/// Whether a file of that name is taken for a Dockerfile.
pub fn is_dockerfile(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if name.ends_with('~') || name.ends_with('#') {
        return false;
    }
    let is_stem = |text: &str| matches!(text, "dockerfile" | "containerfile");
    let (rest, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    if is_stem(ending) {
        return !rest.is_empty();
    }
    if [TEMPLATES, LEFTOVERS, OTHERS].iter().any(|endings| endings.contains(&ending)) {
        return false;
    }
    let suffix = name.strip_prefix("dockerfile").or_else(|| name.strip_prefix("containerfile"));
    suffix.is_some_and(|suffix| suffix.is_empty() || (suffix.len() > 1 && suffix.starts_with(['.', '-', '_'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_or_do_not() {
        for name in [
            "Dockerfile",
            "dockerfile",
            "Dockerfile.dev",
            "api.Dockerfile",
            "x.dockerfile",
            "Containerfile",
            "Containerfile.prod",
            "x.Containerfile",
            "x.containerfile",
            "Dockerfile-prod",
            "Dockerfile_prod",
            "Dockerfile.3.12",
        ] {
            assert!(is_dockerfile(name), "{name}");
        }
        for name in [
            "Dockerfile.dockerignore",
            ".dockerignore",
            "Dockerfile~",
            "Dockerfile.bak",
            "Dockerfile.j2",
            "Dockerfile.in",
            "api.Dockerfile.tmpl",
            "Dockerfile.go",
            "Dockerfile.md",
            "dockerfile_test.go",
            "Dockerfiles",
            "mydockerfile",
            ".Dockerfile.swp",
            "Dockerfile.",
            "dockerfile.rs",
            "README",
        ] {
            assert!(!is_dockerfile(name), "{name}");
        }
    }

    #[test]
    fn paths_are_shown_as_people_write_them() {
        assert_eq!(shown(Path::new("./a/Dockerfile")), "a/Dockerfile");
        assert_eq!(shown(Path::new("././/a")), "a");
        assert_eq!(shown(Path::new("../a")), "../a");
        assert_eq!(shown(Path::new("./")), ".");
    }
}
