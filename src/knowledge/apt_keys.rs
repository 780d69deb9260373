//! Where apt of a release of Debian or Ubuntu looks for keys, and in which form it reads them.
//!
//! Knows releases by their numbers, nothing of commands. Start with [`AptKeys::of`].
//!
//! Sources: <https://manpages.debian.org/bookworm/apt/apt-key.8.en.html#DEPRECATION>,
//! <https://www.debian.org/releases/trixie/release-notes/issues.en.html>,
//! <https://salsa.debian.org/apt-team/apt/-/blob/main/debian/NEWS>, <https://wiki.debian.org/DebianRepository/UseThirdParty>

use super::images::{Distribution, Image};

/// What apt of a release takes for the key of one repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AptKeys {
    /// `signed-by` with a key in either form, and the directory `/etc/apt/keyrings` is there.
    WithDirectory,
    /// The same, but the directory is not there, or not for certain.
    WithoutDirectory,
    /// `signed-by` with keys in the binary form only: apt before 1.4.
    BinaryOnly,
    /// No `signed-by`: apt before 1.1.
    None,
}

impl AptKeys {
    /// What apt of an image takes; one that is not known may be old, but not that old.
    pub fn of(image: Option<&Image<'_>>) -> Self {
        let Some((image, release)) = image.and_then(|image| Some((image, image.release()?))) else {
            return Self::WithoutDirectory;
        };
        let version = release.version;
        let [directory, armour, signed_by] = match image.facts.distribution {
            Distribution::Debian => [(12, 0), (9, 0), (9, 0)],
            Distribution::Ubuntu => [(22, 4), (18, 4), (16, 4)],
            _ => return Self::WithoutDirectory,
        };
        match () {
            () if version >= directory => Self::WithDirectory,
            () if version >= armour => Self::WithoutDirectory,
            () if version >= signed_by => Self::BinaryOnly,
            () => Self::None,
        }
    }
}

/// Whether the release that an image stands on has dropped `apt-key`.
pub fn has_dropped_apt_key(image: &Image<'_>) -> bool {
    let first = match image.facts.distribution {
        Distribution::Debian => (13, 0),
        Distribution::Ubuntu => (24, 10),
        _ => return false,
    };
    image.release().is_some_and(|release| release.version >= first)
}

#[cfg(test)]
mod tests {
    use super::{AptKeys, has_dropped_apt_key};
    use crate::knowledge::images::lookup;

    #[test]
    fn releases_differ() {
        for (name, keys, is_dropped) in [
            ("debian:trixie-slim", AptKeys::WithDirectory, true),
            ("debian:sid", AptKeys::WithDirectory, true),
            ("debian:forky", AptKeys::WithDirectory, true),
            ("debian:11", AptKeys::WithoutDirectory, false),
            ("debian:8", AptKeys::None, false),
            ("ubuntu:latest", AptKeys::WithDirectory, true),
            ("ubuntu:24.04", AptKeys::WithDirectory, false),
            ("ubuntu:16.04", AptKeys::BinaryOnly, false),
            ("ubuntu:14.04", AptKeys::None, false),
        ] {
            let (repository, tag) = name.split_once(':').unwrap();
            let image = lookup(repository, Some(tag)).unwrap();
            assert_eq!((AptKeys::of(Some(&image)), has_dropped_apt_key(&image)), (keys, is_dropped), "{name}");
        }
    }
}
