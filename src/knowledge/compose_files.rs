//! What the path of a Compose file tells of its purpose.

/// Words in the name of a file that say that it is not for production.
const WORDS: &[&str] = &[
    "ci",
    "debug",
    "dev",
    "devcontainer",
    "develop",
    "development",
    "e2e",
    "integration",
    "local",
    "override",
    "test",
    "testing",
    "tests",
];

/// Folders of such files.
const FOLDERS: &[&str] = &[
    ".devcontainer",
    "ci",
    "dev",
    "development",
    "e2e",
    "example",
    "examples",
    "sample",
    "samples",
    "test",
    "testdata",
    "tests",
];

/// Folders in which nothing is for production, however deep it stands.
const TOOLS: &[&str] = &[".devcontainer", ".github", ".gitlab", ".circleci"];

/// Whether a Compose file says by its name or its folder that it is for developers or for tests: what Docker Compose
/// merges unasked (`compose.override.yaml`), `compose.dev.yaml`, what lies in `.devcontainer`.
pub fn is_for_development(path: &str) -> bool {
    let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    let name = parts.last().copied().unwrap_or_default().to_ascii_lowercase();
    let folder = parts.iter().rev().nth(1).copied().unwrap_or_default().to_ascii_lowercase();
    name.split(['.', '-', '_']).any(|word| WORDS.contains(&word))
        || FOLDERS.contains(&folder.as_str())
        || parts.iter().any(|part| TOOLS.contains(part))
}

/// Words in the name of a file that say that it is for production.
const WORDS_OF_PRODUCTION: &[&str] = &["deploy", "live", "prod", "production", "release"];

/// Whether a Compose file says by its name that it is for production: `compose.prod.yaml`.
pub fn is_for_production(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    name.split(['.', '-', '_']).any(|word| WORDS_OF_PRODUCTION.contains(&word))
}

/// Whether a Compose file says by its name that it is written for podman-compose, which reads it in its own way.
pub fn is_for_podman(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.starts_with("podman-compose")
}

/// Whether a Compose file says by its name or its folder that it is given behind another one: `compose.override.yaml`,
/// `overrides/tls.yaml`.
pub fn is_overlay(path: &str) -> bool {
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or_default();
    name.contains(".override.") || parts.any(|folder| matches!(folder, "override" | "overrides"))
}

#[cfg(test)]
mod tests {
    use super::{is_for_development, is_for_production, is_overlay};

    #[test]
    fn files_for_production_are_told_by_their_names() {
        for path in ["compose.prod.yaml", "a/docker-compose-production.yml", "deploy.compose.yaml"] {
            assert!(is_for_production(path), "{path}");
        }
        for path in ["compose.yaml", "prod/compose.yaml", "compose.products.yaml"] {
            assert!(!is_for_production(path), "{path}");
        }
    }

    #[test]
    fn overlays_are_told_by_their_names() {
        for path in ["compose.override.yaml", "a/compose.tls.override.yml", "overrides/tls.yaml"] {
            assert!(is_overlay(path), "{path}");
        }
        for path in ["compose.yaml", "override.yaml", "deploy/compose.prod.yaml"] {
            assert!(!is_overlay(path), "{path}");
        }
    }

    #[test]
    fn names_and_folders_tell() {
        for path in [
            "compose.override.yaml",
            "docker-compose.dev.yml",
            "a/.devcontainer/docker-compose.yml",
            "tests/compose.yaml",
            "/work/.github/workflows/docker-compose.yml",
        ] {
            assert!(is_for_development(path), "{path}");
        }
        for path in [
            "compose.yaml",
            "deploy/compose.prod.yaml",
            "tests/shop/deploy/compose.yaml",
            "device/compose.yaml",
            "shop-example/compose.yaml",
        ] {
            assert!(!is_for_development(path), "{path}");
        }
    }
}
