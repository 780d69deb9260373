//! What the tag of an image says of its version: nothing, where to find the newest, or which one it is.
//!
//! Knows words only, no image: a tag without any digit names no version, unless the repository counts in names. Start
//! with [`Pin::of`].

use super::images;

/// Tags that are moved on purpose, to whatever is newest in some sense.
const ALIASES: &[&str] = &[
    "beta",
    "canary",
    "current",
    "dev",
    "develop",
    "development",
    "edge",
    "head",
    "latest",
    "local",
    "lts",
    "main",
    "master",
    "mainline",
    "nightly",
    "next",
    "preview",
    "rolling",
    "snapshot",
    "stable",
    "staging",
    "test",
    "testing",
    "trunk",
    "unstable",
];

/// What a tag says of the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// There is none: it counts as `latest`.
    Missing,
    /// `latest`, `stable`, `main`: whatever is newest.
    Alias,
    /// `alpine`, `slim`: which variant, of whatever is newest.
    Variant,
    /// `17`, `v2`, `17-alpine`: the newest of many.
    Major,
    /// Anything with more to it.
    Version,
}

impl Pin {
    /// What the tag of a repository says.
    pub fn of(repository: &str, tag: Option<&str>) -> Self {
        let Some(tag) = tag else { return Self::Missing };
        let has_digit = tag.contains(|character: char| character.is_ascii_digit());
        let mut words = tag.split(['-', '_', '.']);
        if tag.split('-').any(|word| word == "latest") || !has_digit && words.any(|word| ALIASES.contains(&word)) {
            return Self::Alias;
        }
        if !has_digit {
            return if names_release(repository, tag) { Self::Major } else { Self::Variant };
        }
        let first = tag.split(['-', '_', '+']).next().unwrap_or(tag);
        let number = first.strip_prefix('v').unwrap_or(first);
        // More digits are a date or a count of builds.
        match number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty() {
            true => Self::Major,
            false => Self::Version,
        }
    }
}

/// Whether a word is a version all the same, as `bookworm` is of Debian.
fn names_release(repository: &str, tag: &str) -> bool {
    images::lookup(repository, Some(tag))
        .is_some_and(|image| image.family.kind == images::Kind::OperatingSystem && !image.support_ends().is_empty())
}

#[cfg(test)]
mod tests {
    use super::Pin;

    #[test]
    fn tags_say_more_or_less() {
        for (repository, tag, pin) in [
            ("redis", None, Pin::Missing),
            ("redis", Some("latest"), Pin::Alias),
            ("app", Some("2019-latest"), Pin::Alias),
            ("jenkins/jenkins", Some("lts-jdk21"), Pin::Version),
            ("jenkins/jenkins", Some("lts"), Pin::Alias),
            ("redis", Some("alpine"), Pin::Variant),
            ("debian", Some("bookworm"), Pin::Major),
            ("node", Some("bookworm"), Pin::Variant),
            ("postgres", Some("17"), Pin::Major),
            ("postgres", Some("17-alpine"), Pin::Major),
            ("app", Some("v2"), Pin::Major),
            ("postgres", Some("17.2"), Pin::Version),
            ("app", Some("20240101"), Pin::Version),
            ("app", Some("sha-1a2b3c"), Pin::Version),
        ] {
            assert_eq!(Pin::of(repository, tag), pin, "{repository}:{tag:?}");
        }
    }
}
