//! What the path of a Compose file tells of how it is read; whom it is for, [`crate::model::File::is_for_development`]
//! tells.

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
    use super::is_overlay;

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
