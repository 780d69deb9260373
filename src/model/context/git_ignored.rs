//! What `.gitignore` says of the paths of a context, in the language of ignore files.
//!
//! Only the file at the root of the context is read. Start with [`translated`].
//! Source: <https://git-scm.com/docs/gitignore#_pattern_format>

use super::IgnoreUse;
use crate::syntax::dockerignore::{self, Matcher};

/// A line of `.gitignore` as an ignore file says it; `None` for one that says nothing, and for `\`, which differs.
pub(super) fn translated(line: &str) -> Option<String> {
    let line = line.trim_end();
    if line.is_empty() || line.starts_with('#') || line.contains('\\') {
        return None;
    }
    let (mark, path) = line.strip_prefix('!').map_or(("", line), |rest| ("!", rest));
    let path = path.trim_end_matches('/');
    // With a `/` at its start or within it belongs to the root; without one it is found in every folder.
    let path = match path.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None if path.contains('/') => path.to_owned(),
        None => format!("**/{path}"),
    };
    (!path.is_empty() && path != "**/").then(|| format!("{mark}{}", path.replace("[!", "[^")))
}

impl IgnoreUse<'_> {
    /// The lines of the context's `.gitignore`, in the language of ignore files; none where there is no such file.
    pub fn git_ignored(&self) -> Vec<String> {
        let bytes = self.context().and_then(|context| context.read_ignore_file(".gitignore"));
        let text = String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default();
        text.lines().filter_map(translated).collect()
    }

    /// Whether Git leaves a path out.
    pub fn is_ignored_by_git(&self, path: &str) -> bool {
        git_matcher(&self.git_ignored()).verdict(path).is_excluded
    }
}

/// The lines, ready for paths.
pub(super) fn git_matcher(lines: &[String]) -> Matcher {
    Matcher::new(&dockerignore::parse(&lines.join("\n")).tree)
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn lines_are_translated() {
        for (line, expected) in [
            ("node_modules/", Some("**/node_modules")),
            ("/dist", Some("dist")),
            ("config/*.key", Some("config/*.key")),
            ("!.env.example", Some("!**/.env.example")),
            ("*.py[!x]", Some("**/*.py[^x]")),
            ("# comment", None),
            ("  ", None),
            ("/", None),
            ("\\#x", None),
        ] {
            assert_eq!(translated(line).as_deref(), expected, "{line}");
        }
    }
}
