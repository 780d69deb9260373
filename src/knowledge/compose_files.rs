//! What the names of Compose files tell.

/// Words in the name of a file that is not for production.
const WORDS: &[&str] =
    &["ci", "debug", "dev", "devel", "develop", "development", "e2e", "local", "override", "test", "testing", "tests"];
/// Folders whose files are not for production.
const FOLDERS: &[&str] = &[".devcontainer", ".github", ".gitpod", "e2e", "fixtures", "test", "testdata", "tests"];

/// Whether a Compose file is there to develop or test with, as its name and its folders say.
pub fn is_for_development(path: &str) -> bool {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    name.split(['.', '-', '_']).any(|word| WORDS.contains(&word)) || parts.any(|folder| FOLDERS.contains(&folder))
}

#[cfg(test)]
mod tests {
    use super::is_for_development;

    #[test]
    fn names_tell() {
        for path in ["compose.override.yaml", "a/docker-compose-dev.yml", ".devcontainer/docker-compose.yml"] {
            assert!(is_for_development(path), "{path}");
        }
        for path in ["compose.yaml", "shop/docker-compose.prod.yml", "development-tools/compose.yaml"] {
            assert!(!is_for_development(path), "{path}");
        }
    }
}
