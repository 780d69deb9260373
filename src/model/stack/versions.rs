//! Which images have their version on purpose, however old it is.
//!
//! A file that runs several versions of one repository tests with each of them, or moves data from one to the other;
//! a service that is called `postgres9_6` is there for that version. Start with [`ChosenVersions::of`].

use std::collections::{HashMap, HashSet};

use super::PulledImage;
use crate::text::FileId;

/// The versions of every repository, by file.
#[derive(Debug)]
pub struct ChosenVersions<'a> {
    versions: HashMap<(FileId, &'a str), HashSet<&'a str>>,
}

impl<'a> ChosenVersions<'a> {
    /// Collects them: one walk over the images.
    pub fn of(images: &'a [PulledImage<'a>]) -> Self {
        let mut versions: HashMap<_, HashSet<_>> = HashMap::new();
        for pulled in images {
            let Some(version) = version_of(pulled) else { continue };
            for (_, written) in &pulled.uses {
                versions.entry((written.place.file, pulled.image.normalized())).or_default().insert(version);
            }
        }
        Self { versions }
    }

    /// Whether an image is there for its version: it is one of several in its file, or its services are called so.
    pub fn has(&self, pulled: &PulledImage<'_>) -> bool {
        let Some(version) = version_of(pulled) else { return false };
        pulled.uses.iter().all(|(service, written)| {
            let others = self.versions.get(&(written.place.file, pulled.image.normalized()));
            others.is_some_and(|versions| versions.len() > 1) || names_version(&service.name.value, version)
        })
    }
}

/// The numbers at the start of a tag: `9.6` of `9.6-alpine`.
fn version_of<'a>(pulled: &'a PulledImage<'_>) -> Option<&'a str> {
    let tag = pulled.image.tag()?;
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let end = tag.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(tag.len());
    tag.get(..end).filter(|version| !version.is_empty())
}

/// Whether the digits of a name are a version, or the first numbers of it: `mysql57`, `postgres-9_6`.
fn names_version(name: &str, version: &str) -> bool {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    let mut numbers = String::new();
    !digits.is_empty()
        && version.split('.').any(|number| {
            numbers.push_str(number);
            numbers == digits
        })
}

#[cfg(test)]
mod tests {
    use super::names_version;

    #[test]
    fn names_carry_versions() {
        assert!(names_version("postgres9_6", "9.6") && names_version("mysql57", "5.7.44"));
        assert!(names_version("mongo-4", "4.4") && names_version("pg10", "10"));
        assert!(!names_version("db1", "10.3") && !names_version("db", "9.6") && !names_version("db2", "9.6"));
    }
}
