//! Image references: `registry/repository:tag@digest`.
//!
//! Follows the grammar of <https://pkg.go.dev/github.com/distribution/reference>, leniently: a text that no
//! registry would take still comes apart as far as it can. Variables must be expanded before.

use std::fmt;

/// A reference taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageRef {
    registry: Option<String>,
    repository: String,
    tag: Option<String>,
    digest: Option<String>,
    normalized: String,
}

impl ImageRef {
    /// Takes a reference apart; `None` where no repository is left.
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest.to_owned())),
            None => (text, None),
        };
        let name_start = rest.rfind('/').map_or(0, |slash| slash + 1);
        let (name, tag) = match rest.get(name_start..).and_then(|last| last.split_once(':')) {
            Some((last, tag)) => (rest.get(..name_start + last.len()).unwrap_or(rest), Some(tag.to_owned())),
            None => (rest, None),
        };
        let (registry, repository) = match name.split_once('/') {
            Some((first, rest)) if is_registry(first) => (Some(first.to_owned()), rest),
            _ => (None, name),
        };
        if repository.is_empty() {
            return None;
        }
        let tag = tag.filter(|tag| !tag.is_empty());
        let normalized = normalized(registry.as_deref(), repository);
        Some(Self { registry, repository: repository.to_owned(), tag, digest, normalized })
    }

    /// Whether a registry would take the text.
    pub fn is_valid(text: &str) -> bool {
        let Some(image) = Self::parse(text) else { return false };
        let is_separator = |c: char| matches!(c, '.' | '_' | '-');
        let is_name = |part: &str| {
            part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || is_separator(c))
                && !part.is_empty()
                && !part.starts_with(is_separator)
                && !part.ends_with(is_separator)
        };
        let is_tag = |tag: &str| {
            tag.len() <= 128
                && !tag.starts_with(['.', '-'])
                && tag.chars().all(|c| c.is_ascii_alphanumeric() || is_separator(c))
        };
        let before_digest = text.split_once('@').map_or(text, |(before, _)| before);
        image.repository.split('/').all(is_name)
            && image.tag.as_deref().is_none_or(is_tag)
            && image.digest.as_deref().is_none_or(|digest| digest.contains(':'))
            && !before_digest.ends_with(':')
    }

    /// The reference without tag and digest, as written: `ghcr.io/org/app`.
    pub fn name(&self) -> String {
        match &self.registry {
            Some(registry) => format!("{registry}/{}", self.repository),
            None => self.repository.clone(),
        }
    }

    /// The path as written: `node`, `library/node`, `org/app`.
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// What follows the colon.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// What follows the `@`: `sha256:...`.
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// One name for one image: Docker Hub's host and its `library/` are left out, other hosts kept.
    pub fn normalized(&self) -> &str {
        &self.normalized
    }

    /// The host and the path, with what Docker adds where nothing is written: `docker.io/library/node`.
    pub fn qualified(&self) -> String {
        match self.normalized.split_once('/') {
            None => format!("docker.io/library/{}", self.normalized),
            Some((first, _)) if is_registry(first) => self.normalized.clone(),
            Some(_) => format!("docker.io/{}", self.normalized),
        }
    }

    /// All of it, with what Docker adds where nothing is written: `docker.io/library/node:latest`. Beside a digest no
    /// tag counts.
    pub fn complete(&self) -> String {
        match &self.digest {
            Some(digest) => format!("{}@{digest}", self.qualified()),
            None => format!("{}:{}", self.qualified(), self.tag.as_deref().unwrap_or("latest")),
        }
    }
}

fn normalized(registry: Option<&str>, repository: &str) -> String {
    match registry {
        None | Some("docker.io" | "index.docker.io" | "registry-1.docker.io" | "registry.hub.docker.com") => {
            repository.strip_prefix("library/").unwrap_or(repository).to_owned()
        }
        Some(registry) => format!("{registry}/{repository}"),
    }
}

/// Whether the first segment of a name is a host: it has a dot or a port, or is `localhost`.
fn is_registry(segment: &str) -> bool {
    segment.contains(['.', ':']) || segment == "localhost" || segment.chars().any(|c| c.is_ascii_uppercase())
}

impl fmt::Display for ImageRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(registry) = &self.registry {
            write!(formatter, "{registry}/")?;
        }
        formatter.write_str(&self.repository)?;
        if let Some(tag) = &self.tag {
            write!(formatter, ":{tag}")?;
        }
        if let Some(digest) = &self.digest {
            write!(formatter, "@{digest}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<String>, String, Option<String>, Option<String>) {
        let image = ImageRef::parse(text).unwrap();
        assert_eq!(image.to_string(), text);
        (image.registry, image.repository, image.tag, image.digest)
    }

    #[test]
    fn references_come_apart() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("node"), (None, "node".into(), None, None));
        assert_eq!(parts("node:20-slim"), (None, "node".into(), some("20-slim"), None));
        assert_eq!(parts("localhost:5000/x:1"), (some("localhost:5000"), "x".into(), some("1"), None));
        assert_eq!(parts("localhost:5000/x"), (some("localhost:5000"), "x".into(), None, None));
        assert_eq!(parts("org/app@sha256:ab"), (None, "org/app".into(), None, some("sha256:ab")));
        assert_eq!(parts("ghcr.io/a/b:1@sha256:ab"), (some("ghcr.io"), "a/b".into(), some("1"), some("sha256:ab")));
        assert!(ImageRef::parse("").is_none());
        assert!(ImageRef::parse(":1").is_none());
    }

    #[test]
    fn one_image_has_one_name() {
        for name in ["node", "library/node", "docker.io/node", "docker.io/library/node", "index.docker.io/library/node"]
        {
            let image = ImageRef::parse(name).unwrap();
            assert_eq!(image.normalized(), "node");
            assert_eq!(image.qualified(), "docker.io/library/node");
            assert_eq!(image.complete(), "docker.io/library/node:latest");
        }
        let complete = |text: &str| ImageRef::parse(text).unwrap().complete();
        assert_eq!(complete("quay.io/org/app:1@sha256:0"), "quay.io/org/app@sha256:0");
        assert_eq!(ImageRef::parse("quay.io/node").unwrap().normalized(), "quay.io/node");
    }
}
