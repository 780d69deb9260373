//! Which files are there to develop and test with, and not for production.
//!
//! Only what files and their folders are called tells. Start with [`is_for_development`].

use std::path::Path;

use super::names::OVERRIDES;

/// Parts of names that say what a file, or the folder it is in, is for.
const WORDS: &[&str] =
    &["ci", "debug", "dev", "devel", "develop", "development", "e2e", "local", "override", "test", "testing", "tests"];

/// Folders in which nothing is for production, however deep it stands.
const FOLDERS: &[&str] = &[".devcontainer", ".github", ".gitlab", ".circleci"];

/// Whether a Compose file is there to develop or test with: `compose.override.yaml`, `compose.dev.yaml`,
/// `tests/compose.yaml`, `.devcontainer/compose.yaml`.
pub fn is_for_development(path: &str) -> bool {
    let path = Path::new(path);
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase());
    let says = |name: &str| name.split(['.', '-', '_']).any(|word| WORDS.contains(&word));
    let file = name(path).unwrap_or_default();
    // Further up stand the folders of whoever looks: `/home/me/dev/shop/compose.yaml`.
    let folder = path.parent().and_then(name).unwrap_or_default();
    let is_in = |folder: &str| path.components().any(|part| part.as_os_str().eq_ignore_ascii_case(folder));
    OVERRIDES.contains(&file.as_str()) || says(&file) || says(&folder) || FOLDERS.iter().any(|folder| is_in(folder))
}

#[cfg(test)]
mod tests {
    use super::is_for_development;

    #[test]
    fn names_tell() {
        for path in [
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.dev.yml",
            "docker-compose-test.yml",
            "compose.CI.yaml",
            "shop/tests/compose.yaml",
            ".devcontainer/db/compose.yaml",
            "/work/.github/workflows/docker-compose.yml",
        ] {
            assert!(is_for_development(path), "{path}");
        }
        for path in ["compose.yaml", "docker-compose.prod.yml", "/home/me/dev/shop/compose.yaml", "latest/compose.yaml"]
        {
            assert!(!is_for_development(path), "{path}");
        }
    }
}
