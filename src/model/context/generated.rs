//! Which paths somebody makes before the image is built: what `.gitignore` lists, and what outputs of builds are called.
//! Start with [`ContextUse::is_generated`].

use super::git_ignored::translated;
use super::{BuildContext, ContextUse};
use crate::syntax::dockerignore::{self, Matcher};
use crate::text::clean_path;

/// Folders that builds write to.
const OUTPUT_FOLDERS: &[&str] = &[
    "_build",
    "artifacts",
    "bazel-bin",
    "bin",
    "build",
    "builds",
    "dist",
    "generated",
    "install",
    "libs",
    "node_modules",
    "obj",
    "out",
    "output",
    "package",
    "packages",
    "public",
    "publish",
    "release",
    "releases",
    "staging",
    "standalone",
    "target",
    "tmp",
    "vendor",
    "wheels",
];

/// Endings of what builds write.
const OUTPUT_ENDINGS: &[&str] = &[
    ".apk", ".bin", ".crt", ".csr", ".deb", ".dll", ".ear", ".exe", ".gem", ".gz", ".iso", ".jar", ".key", ".p12",
    ".pem", ".rpm", ".so", ".tar", ".tgz", ".war", ".whl", ".xz", ".zip",
];

/// Folders that people write, among names that could be those of programs.
const WRITTEN_FOLDERS: &[&str] = &[
    "api",
    "app",
    "apps",
    "assets",
    "backend",
    "bundle",
    "client",
    "cmd",
    "common",
    "conf",
    "config",
    "configs",
    "content",
    "core",
    "css",
    "data",
    "database",
    "db",
    "deploy",
    "docker",
    "docs",
    "etc",
    "files",
    "fonts",
    "frontend",
    "html",
    "images",
    "include",
    "internal",
    "js",
    "lib",
    "migrations",
    "modules",
    "pages",
    "pkg",
    "plugins",
    "proto",
    "requirements",
    "resources",
    "rootfs",
    "scripts",
    "server",
    "service",
    "services",
    "shared",
    "site",
    "source",
    "spec",
    "sql",
    "src",
    "static",
    "styles",
    "templates",
    "test",
    "tests",
    "themes",
    "tools",
    "utils",
    "views",
    "web",
    "www",
];

/// Whether a path may be a program as compilers write it: at the root of the context, without an ending.
pub fn may_be_program(path: &str) -> bool {
    let is_plain = !path.contains(['/', '.']) && !path.starts_with(|c: char| c.is_ascii_uppercase());
    is_plain && !WRITTEN_FOLDERS.contains(&path)
}

/// How many folders above the context may hold its `.gitignore`.
const ABOVE: &[&str] = &["../", "../../", "../../../"];

impl ContextUse<'_> {
    /// Whether a path is made before the image is built, as far as its name and the ignore files of Git tell.
    pub fn is_generated(&self, path: &str) -> bool {
        let path = clean_path(path.trim_start_matches('/'));
        let lower = path.to_ascii_lowercase();
        let is_output = lower.split('/').any(|part| OUTPUT_FOLDERS.contains(&part))
            || OUTPUT_ENDINGS.iter().any(|ending| lower.ends_with(ending));
        is_output || is_ignored_by_git(self.context(), &path)
    }
}

fn is_ignored_by_git(context: &dyn BuildContext, path: &str) -> bool {
    let mut patterns = String::new();
    let mut add = |folder: &str, prefix: Option<&str>| {
        let bytes = context.read_ignore_file(&format!("{folder}.gitignore"));
        let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        text.lines().filter_map(|line| translated(line, prefix)).for_each(|line| patterns.push_str(&(line + "\n")));
    };
    ABOVE.iter().rev().for_each(|folder| add(folder, None));
    add("", Some(""));
    for (at, _) in path.match_indices('/') {
        let folder = path.get(..=at).unwrap_or_default();
        add(folder, Some(folder));
    }
    let parsed = dockerignore::parse(&patterns);
    // A wildcard of COPY stands for some name.
    let path = path.replace(['*', '?'], "x");
    Matcher::new(&parsed.tree).verdict(&path).is_excluded
}

#[cfg(test)]
mod tests {
    use super::may_be_program;

    #[test]
    fn programs_have_no_ending() {
        assert!(may_be_program("pgweb"));
        for path in ["src", "cmd/pgweb", "Makefile", "run.sh"] {
            assert!(!may_be_program(path), "{path}");
        }
    }
}
