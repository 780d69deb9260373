//! Releases whose packages are no longer on the mirrors that their images ask.
//!
//! A distribution moves the packages of a release that is over to an archive, sooner or later; from then on
//! `apt-get update` and `yum install` fail in its images. Only moves that have happened stand here. Knows images,
//! nothing of commands. Start with [`Image::package_archive`].

use super::calendars::{CENTOS, Calendar, DEBIAN, UBUNTU};
use super::{Date, Distribution, Image, Support};

/// Where the packages of a release have gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageArchive {
    /// The distribution: `Debian`.
    pub product: &'static str,
    /// Its release, where the image names it: `9`.
    pub release: Option<&'static str>,
    /// The host that keeps them.
    pub host: &'static str,
    /// The instruction that makes the package manager ask there; `None` where more than one line is needed.
    pub redirect: Option<&'static str>,
}

struct Row {
    calendar: &'static Calendar,
    /// The first names of the cycles.
    releases: &'static [&'static str],
    host: &'static str,
    redirect: Option<&'static str>,
}

const ARCHIVE_DEBIAN: &str = "archive.debian.org";
const DEBIAN_REDIRECT: &str = "RUN sed -i -e 's/deb.debian.org/archive.debian.org/' -e 's/security.debian.org/archive.debian.org/' -e '/-updates/d' /etc/apt/sources.list";
const UBUNTU_REDIRECT: &str =
    "RUN sed -i -E 's/(archive|security).ubuntu.com/old-releases.ubuntu.com/' /etc/apt/sources.list";
const CENTOS_REDIRECT: &str = "RUN sed -i -e 's/^mirrorlist/#mirrorlist/' -e 's|^# *baseurl=http://mirror.centos.org|baseurl=http://vault.centos.org|' /etc/yum.repos.d/*.repo";

/// Sources: <https://lists.debian.org/debian-devel-announce/2023/03/msg00006.html>,
/// <https://wiki.debian.org/DebianReleases>, <https://wiki.ubuntu.com/Releases>,
/// <https://www.centos.org/centos-linux-eol/>; that the mirrors are empty, builds that failed there.
const ROWS: &[Row] = &[
    // What signed them is over as well, so another host alone does not help.
    Row { calendar: &DEBIAN, releases: &["6", "7", "8"], host: ARCHIVE_DEBIAN, redirect: None },
    Row { calendar: &DEBIAN, releases: &["9", "10"], host: ARCHIVE_DEBIAN, redirect: Some(DEBIAN_REDIRECT) },
    // Releases with long-term support stay where they are; of the others the last that has surely moved is 24.10,
    // whose list of sources has another format.
    Row {
        calendar: &UBUNTU,
        releases: &[
            "12.04", "12.10", "13.04", "13.10", "14.10", "15.04", "15.10", "16.10", "17.04", "17.10", "18.10", "19.04",
            "19.10", "20.10", "21.04", "21.10", "22.10", "23.04",
        ],
        host: "old-releases.ubuntu.com",
        redirect: Some(UBUNTU_REDIRECT),
    },
    Row { calendar: &UBUNTU, releases: &["23.10", "24.10"], host: "old-releases.ubuntu.com", redirect: None },
    // The host of the list of mirrors is gone.
    Row { calendar: &CENTOS, releases: &["5", "6"], host: "vault.centos.org", redirect: None },
    Row {
        calendar: &CENTOS,
        releases: &["7", "8", "Stream 8"],
        host: "vault.centos.org",
        redirect: Some(CENTOS_REDIRECT),
    },
];

/// The day Debian 11 was released: an image that was given up before stands on an older one.
const DEBIAN_11: Date = Date::new(2021, 8, 14);

/// Where the makers of the official images keep their sources. They stop building a version when it is over.
const OFFICIAL: &str = "https://github.com/docker-library/";

/// Versions of Node.js that are built on Debian 9 or 10 unless their tag says otherwise.
///
/// Source: <https://github.com/docker-library/official-images/commits/master/library/node>
const NODE_BEFORE: u32 = 17;

impl Image<'_> {
    /// Where the packages of the release underneath have gone; `None` where they are still on its mirrors, or
    /// that is not known.
    pub fn package_archive(&self) -> Option<PackageArchive> {
        let ends = self.ended_support();
        let named = ends.iter().find_map(|end| {
            let is_of = |row: &&Row| row.calendar.product == end.product && row.releases.contains(&end.cycle);
            ROWS.iter().find(is_of).map(|row| (row, end.cycle))
        });
        let archive = named.map(|(row, release)| PackageArchive {
            product: row.calendar.product,
            release: Some(release),
            host: row.host,
            redirect: row.redirect,
        });
        archive.or_else(|| self.unnamed_debian()).or_else(|| self.unnamed_centos())
    }

    /// The archive of the release that `centos` was last built as, where no tag names another.
    fn unnamed_centos(&self) -> Option<PackageArchive> {
        let is_latest = self.repository == "centos" && self.tag.is_none_or(|tag| tag == "latest");
        let row = ROWS.iter().find(|row| row.releases.contains(&"Stream 8")).filter(|_| is_latest)?;
        Some(PackageArchive {
            product: row.calendar.product,
            release: Some("8"),
            host: row.host,
            redirect: row.redirect,
        })
    }

    /// The archive of the Debian that an image without a release in its tag stands on.
    fn unnamed_debian(&self) -> Option<PackageArchive> {
        let Support::Calendar(calendar) = self.family.support else { return None };
        let tag = self.tag?;
        let is_system = [DEBIAN.product, UBUNTU.product, CENTOS.product].contains(&calendar.product);
        if is_system || self.facts.distribution != Distribution::Debian || self.release().is_some() {
            return None;
        }
        let is_old_node =
            self.repository == "node" && calendar.end_of_tag(tag).is_some_and(|end| is_before(end.cycle, NODE_BEFORE));
        let is_over = || {
            let is_official = self.family.source.starts_with(OFFICIAL);
            is_official && calendar.end_of_tag(tag).is_some_and(|end| end.date < DEBIAN_11)
        };
        (is_old_node || is_over()).then_some(PackageArchive {
            product: DEBIAN.product,
            release: None,
            host: ARCHIVE_DEBIAN,
            redirect: None,
        })
    }
}

/// Whether the first number of a cycle is smaller.
fn is_before(cycle: &str, limit: u32) -> bool {
    cycle.split('.').next().and_then(|number| number.parse().ok()).is_some_and(|major: u32| major < limit)
}

#[cfg(test)]
mod tests {
    use super::ROWS;
    use crate::knowledge::images::{AS_OF, lookup};

    fn archive(repository: &str, tag: &str) -> Option<(Option<&'static str>, &'static str)> {
        lookup(repository, Some(tag))?.package_archive().map(|archive| (archive.release, archive.host))
    }

    #[test]
    fn every_release_that_moved_is_over() {
        for row in ROWS {
            for release in row.releases {
                let cycle = row.calendar.cycles.iter().find(|cycle| cycle.names.first() == Some(release));
                assert!(cycle.is_some_and(|cycle| cycle.end < AS_OF), "{} {release}", row.calendar.product);
            }
        }
    }

    #[test]
    fn packages_of_old_releases_have_moved() {
        for (repository, tag, found) in [
            ("debian", "stretch-slim", Some((Some("9"), "archive.debian.org"))),
            ("debian", "10.13", Some((Some("10"), "archive.debian.org"))),
            ("debian", "11", None),
            ("python", "3.7-slim-stretch", Some((Some("9"), "archive.debian.org"))),
            ("python", "3.5", Some((None, "archive.debian.org"))),
            ("python", "3.7", None),
            ("python", "3.5-alpine", None),
            ("node", "14", Some((None, "archive.debian.org"))),
            ("node", "16.20-slim", Some((None, "archive.debian.org"))),
            ("node", "16-bullseye", None),
            ("node", "16-alpine", None),
            ("node", "18", None),
            ("node", "0.12", Some((None, "archive.debian.org"))),
            ("php", "7.1-apache", Some((None, "archive.debian.org"))),
            ("ubuntu", "18.04", None),
            ("ubuntu", "21.10", Some((Some("21.10"), "old-releases.ubuntu.com"))),
            ("ubuntu", "25.04", None),
            ("centos", "7", Some((Some("7"), "vault.centos.org"))),
            ("centos", "centos6.10", Some((Some("6"), "vault.centos.org"))),
            ("quay.io/centos/centos", "stream8", Some((Some("Stream 8"), "vault.centos.org"))),
            ("quay.io/centos/centos", "stream9", None),
            ("centos", "latest", Some((Some("8"), "vault.centos.org"))),
            ("nvidia/cuda", "11.0-base-centos7", Some((Some("7"), "vault.centos.org"))),
            ("alpine", "3.9", None),
        ] {
            assert_eq!(archive(repository, tag), found, "{repository}:{tag}");
        }
    }
}
