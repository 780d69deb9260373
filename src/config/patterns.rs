//! Patterns of paths, as `.gitignore` files write them.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns of paths relative to the configuration's folder, as `.gitignore` files write them:
/// `vendor/`, `*.test.Dockerfile`, `/build/**`. A folder stands for all that is in it.
#[derive(Clone, Debug)]
pub struct Patterns {
    matcher: Gitignore,
}

impl Default for Patterns {
    fn default() -> Self {
        Self { matcher: Gitignore::empty() }
    }
}

impl Patterns {
    /// Reads patterns.
    ///
    /// # Errors
    /// The number of the pattern that cannot be read, and why.
    pub fn new(texts: Vec<String>) -> Result<Self, (usize, String)> {
        let mut builder = GitignoreBuilder::new("");
        for (index, text) in texts.iter().enumerate() {
            builder.add_line(None, text).map_err(|error| (index, plain(&error)))?;
        }
        let matcher = builder.build().map_err(|error| (0, plain(&error)))?;
        Ok(Self { matcher })
    }

    /// Whether a file is meant, or a folder that it is in; `path` is relative to the configuration's folder.
    pub fn matches(&self, path: &Path) -> bool {
        !self.matcher.is_empty()
            && path.is_relative()
            && !path.starts_with("..")
            && self.matcher.matched_path_or_any_parents(path, false).is_ignore()
    }
}

/// An error without the pattern, which the reader sees.
fn plain(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_match_as_git_does() {
        let matches = |pattern: &str, path: &str| {
            Patterns::new(vec![pattern.to_owned()]).is_ok_and(|patterns| patterns.matches(Path::new(path)))
        };
        assert!(matches("vendor/", "a/vendor/b/Dockerfile"));
        assert!(matches("/vendor", "vendor/Dockerfile") && !matches("/vendor", "a/vendor/Dockerfile"));
        assert!(matches("tests/**", "tests/a/Dockerfile") && !matches("tests/**", "src/tests2/Dockerfile"));
        assert!(matches("*.dev.Dockerfile", "a/x.dev.Dockerfile"));
        assert!(!matches("Dockerfile", "../Dockerfile") && !matches("vendor/", "src/Dockerfile"));
        assert_eq!(Patterns::new(vec!["a".into(), "[z-a]".into()]).map_err(|(index, _)| index).err(), Some(1));
    }
}
