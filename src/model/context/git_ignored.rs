//! What `.gitignore` says of the paths of a context, in the language of ignore files.
//!
//! Start with [`translated`] for a line, [`IgnoreUse::git_ignored`] for the file at the root of a context.
//! Source: <https://git-scm.com/docs/gitignore#_pattern_format>

use super::IgnoreUse;
use crate::syntax::dockerignore::{self, Matcher};

/// A line of a `.gitignore` as an ignore file says it; `None` for one that says nothing, and for `\`, which differs.
/// `prefix` is its folder in the context, with a `/` at its end; `None`: it is above, and what it says of its own folder
/// is about nothing here.
pub(super) fn translated(line: &str, prefix: Option<&str>) -> Option<String> {
    let line = line.trim_end();
    if line.is_empty() || line.starts_with('#') || line.contains('\\') {
        return None;
    }
    let (mark, path) = line.strip_prefix('!').map_or(("", line), |rest| ("!", rest));
    let path = path.trim_end_matches('/').replace("[!", "[^");
    let folder = prefix.unwrap_or_default();
    // With a `/` at its start or within it belongs to its folder; without one it is found in every folder below.
    let is_anchored = path.contains('/') && !path.starts_with("**/");
    let path = path.trim_start_matches(if is_anchored { "/" } else { "**/" });
    match (is_anchored, prefix) {
        _ if path.is_empty() => None,
        (false, _) => Some(format!("{mark}{folder}**/{path}")),
        (true, Some(folder)) => Some(format!("{mark}{folder}{path}")),
        (true, None) => None,
    }
}

impl IgnoreUse<'_> {
    /// The lines of the context's `.gitignore`, in the language of ignore files; none where there is no such file.
    pub fn git_ignored(&self) -> Vec<String> {
        let bytes = self.context().and_then(|context| context.read_ignore_file(".gitignore"));
        let text = String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default();
        text.lines().filter_map(|line| translated(line, Some(""))).collect()
    }

    /// The same, ready for paths.
    pub(super) fn git_matcher(&self) -> Matcher {
        git_matcher(&self.git_ignored())
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
            assert_eq!(translated(line, Some("")).as_deref(), expected, "{line}");
        }
    }
    #[test]
    fn lines_of_other_folders_are_translated() {
        for (line, prefix, expected) in [
            ("/dist", Some("web/"), Some("web/dist")),
            ("dist/", Some("web/"), Some("web/**/dist")),
            ("**/a/b", Some("web/"), Some("web/**/a/b")),
            ("*.log", None, Some("**/*.log")),
            ("/dist", None, None),
            ("!keep.txt", None, Some("!**/keep.txt")),
        ] {
            assert_eq!(translated(line, prefix).as_deref(), expected, "{line}");
        }
    }
}
