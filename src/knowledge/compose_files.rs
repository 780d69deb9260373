//! What the path of a Compose file tells of how it is read; whom it is for, [`crate::model::File::is_for_development`]
//! tells.

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
    use super::{is_for_production, is_overlay};

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
}
