//! Which release of its distribution an image stands on.
//!
//! Knows tags and calendars, nothing of what a release brings. Start with [`Image::release`].

use super::calendars::{ALPINE, Calendar, DEBIAN, UBUNTU};
use super::tags::{number_after, version, words};
use super::{Distribution, Image, Support};

/// A release of Debian, Ubuntu or Alpine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    /// Its numbers: `(24, 4)` for Ubuntu 24.04, `(12, 0)` for Debian 12.
    pub version: (u32, u32),
}

/// Tags that follow the newest release there is, or the one to come.
const MOVING: &[&str] =
    &["latest", "stable", "testing", "unstable", "sid", "forky", "experimental", "rolling", "devel", "edge", "slim"];

impl Release {
    /// Newer than every release that has a number.
    const NEWEST: Self = Self { version: (u32::MAX, 0) };
}

impl Image<'_> {
    /// The release of Debian, Ubuntu or Alpine underneath, as far as the tag names it. A tag that moves with the
    /// releases counts as the newest.
    pub fn release(&self) -> Option<Release> {
        let (name, calendar) = match self.facts.distribution {
            Distribution::Debian => ("debian", &DEBIAN),
            Distribution::Ubuntu => ("ubuntu", &UBUNTU),
            Distribution::Alpine => ("alpine", &ALPINE),
            Distribution::RedHat
            | Distribution::Suse
            | Distribution::Arch
            | Distribution::Photon
            | Distribution::Wolfi
            | Distribution::Busybox
            | Distribution::Distroless
            | Distribution::DistrolessDebug
            | Distribution::Bare
            | Distribution::WindowsServer
            | Distribution::NanoServer
            | Distribution::Unknown => return None,
        };
        let is_own = matches!(self.family.support, Support::Calendar(own) if own.product == calendar.product);
        let Some(tag) = self.tag else { return is_own.then_some(Release::NEWEST) };
        let number = number_after(tag, name).or_else(|| words(tag).find_map(|word| number_of(calendar, word)));
        match number.or_else(|| is_own.then(|| version(tag)).filter(|own| !own.is_empty())) {
            // `alpine:3` follows the releases of 3.
            Some(number) if calendar.product == ALPINE.product && !number.contains('.') => Some(Release::NEWEST),
            Some(number) => Some(Release { version: numbers(number)? }),
            None => (is_own && words(tag).next().is_some_and(|word| MOVING.contains(&word))).then_some(Release::NEWEST),
        }
    }
}

/// The number of the release with that code name.
fn number_of(calendar: &'static Calendar, word: &str) -> Option<&'static str> {
    let cycle = calendar.cycles.iter().find(|cycle| cycle.names.iter().skip(1).any(|name| *name == word))?;
    cycle.names.first().copied()
}

fn numbers(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.split('.').map(str::parse);
    let first = parts.next()?.ok()?;
    Some((first, parts.next().and_then(Result::ok).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use crate::knowledge::images::lookup;

    fn release(repository: &str, tag: Option<&str>) -> Option<(u32, u32)> {
        lookup(repository, tag)?.release().map(|release| release.version)
    }

    #[test]
    fn tags_name_releases() {
        assert_eq!(release("debian", Some("bookworm-slim")), Some((12, 0)));
        assert_eq!(release("debian", Some("12.5")), Some((12, 5)));
        assert_eq!(release("ubuntu", Some("24.04")), Some((24, 4)));
        assert_eq!(release("alpine", Some("3.24")), Some((3, 24)));
        assert_eq!(release("alpine", Some("3")), Some((u32::MAX, 0)));
        assert_eq!(release("debian", None), Some((u32::MAX, 0)));
        assert_eq!(release("debian", Some("stable-slim")), Some((u32::MAX, 0)));
        assert_eq!(release("node", Some("22-alpine3.20")), Some((3, 20)));
        assert_eq!(release("node", Some("22-trixie")), Some((13, 0)));
        assert_eq!(release("node", Some("22")), None);
        assert_eq!(release("fedora", Some("42")), None);
    }
}
