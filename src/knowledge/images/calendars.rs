//! When the makers of programs and distributions stop looking after their versions.
//!
//! Dates are ends of regular or long-term support without paid extensions; for Debian the end of LTS. Where
//! only the month is published, its last day stands here. A cycle that is looked after without a published
//! end is listed by name only.

use super::tags::{is_of_cycle, number_after, version, words};
use super::{AS_OF, Date};

mod applications;
mod databases;
mod distributions;
mod java;
mod languages;
mod servers;

pub use applications::{DOCKER, DRUPAL, GRAFANA, KEYCLOAK, NEXTCLOUD};
pub use databases::{
    CASSANDRA, COUCHDB, ELASTICSEARCH, MARIADB, MEMCACHED, MONGODB, MYSQL, NEO4J, OPENSEARCH, POSTGRESQL, REDIS, VALKEY,
};
pub use distributions::{
    ALMA_LINUX, ALPINE, AMAZON_LINUX, CENTOS, DEBIAN, FEDORA, OPENSUSE_LEAP, ORACLE_LINUX, RED_HAT, ROCKY_LINUX, UBUNTU,
};
pub use java::{CORRETTO, GRADLE, JAVA, JETTY, TOMCAT, WILDFLY};
pub use languages::{DOTNET, ELIXIR, ERLANG, GO, NODE, PERL, PHP, PYTHON, RUBY};
pub use servers::{HAPROXY, HTTPD, NGINX, RABBITMQ, TRAEFIK, VARNISH};

/// The cycles of one program or distribution.
#[derive(Debug)]
pub struct Calendar {
    /// Its name in a sentence.
    pub product: &'static str,
    /// Cycles with a known end, the earliest end first.
    pub cycles: &'static [Cycle],
    /// Cycles that are looked after, without a published end.
    pub current: &'static [&'static str],
    /// The cycles to move on to where the others are over soon; empty where all are alike.
    pub long_term: &'static [&'static str],
    /// The page the dates were taken from.
    pub source: &'static str,
}

/// A cycle and its end.
#[derive(Debug)]
pub struct Cycle {
    /// Its names: the version, as in a sentence, then code names and tags that never leave it any more
    /// (`python:2` is `2.7`).
    pub names: &'static [&'static str],
    /// The last day it was looked after.
    pub end: Date,
}

/// The end of a cycle that an image names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndOfLife {
    /// The program or distribution, as in a sentence: `Node.js`.
    pub product: &'static str,
    /// Its version: `16`.
    pub cycle: &'static str,
    /// The last day it was looked after.
    pub date: Date,
    /// The page that says so.
    pub source: &'static str,
}

impl EndOfLife {
    /// The newest version of the same product that is looked after, a long-term one where there are such.
    pub fn successor(&self) -> Option<&'static str> {
        self.calendar()?.newest_supported()
    }

    /// [`EndOfLife::successor`], where it is a later one: of some products a long-term version outlives those after it.
    pub fn later_successor(&self) -> Option<&'static str> {
        self.successor().filter(|newest| numbers(newest) > numbers(self.cycle))
    }

    /// Product and version as in a sentence; what is .NET today was .NET Core before version 5.
    pub fn name(&self) -> String {
        let is_core = self.product == DOTNET.product && numbers(self.cycle).first().is_some_and(|major| *major < 5);
        format!("{}{} {}", self.product, if is_core { " Core" } else { "" }, self.cycle)
    }

    /// The next version that is looked after beyond this year, where the newest is several versions away.
    pub fn nearest_successor(&self) -> Option<&'static str> {
        let calendar = self.calendar()?;
        let newest = numbers(calendar.newest_supported()?);
        let later = |name: &str| {
            let others = calendar.names().map(numbers);
            others.filter(|other| *other > numbers(name) && *other <= newest).count()
        };
        let lasts = |name: &str| {
            !calendar.cycles.iter().any(|cycle| cycle.names.first() == Some(&name) && cycle.end.year() <= AS_OF.year())
        };
        let mut supported = calendar.supported().into_iter();
        let nearest = supported.find(|name| numbers(name) > numbers(self.cycle) && lasts(name))?;
        (later(self.cycle) > 3 && later(nearest) > 1).then_some(nearest)
    }

    /// Whether programs made with the product carry its library with them, so that its holes stay in them.
    pub fn is_compiled_in(&self) -> bool {
        self.product == GO.product
    }

    /// Whether the product runs programs from this path of its images, or the path holds what does.
    pub fn is_runtime(&self, path: &str) -> bool {
        let path = path.trim_end_matches(['/', '*']).trim_end_matches('/');
        let programs: &[&str] = match self.product {
            product if product == NODE.product => &["/usr/local/bin/node"],
            product if product == JAVA.product => &["/opt/java/openjdk/bin/java"],
            _ => &[],
        };
        let is_above =
            |program: &&str| program.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        programs.iter().any(is_above)
    }

    fn calendar(&self) -> Option<&'static Calendar> {
        ALL.iter().copied().find(|calendar| calendar.product == self.product)
    }
}

/// Hosts where distributions keep the packages of releases that are over.
pub const PACKAGE_ARCHIVES: &[&str] = &["archive.debian.org", "old-releases.ubuntu.com", "vault.centos.org"];

/// Every calendar.
pub const ALL: &[&Calendar] = &[
    &ALMA_LINUX,
    &ALPINE,
    &AMAZON_LINUX,
    &CASSANDRA,
    &CENTOS,
    &CORRETTO,
    &COUCHDB,
    &DEBIAN,
    &DOCKER,
    &DOTNET,
    &DRUPAL,
    &ELASTICSEARCH,
    &ELIXIR,
    &ERLANG,
    &FEDORA,
    &GO,
    &GRADLE,
    &GRAFANA,
    &HAPROXY,
    &HTTPD,
    &JAVA,
    &JETTY,
    &KEYCLOAK,
    &MARIADB,
    &MEMCACHED,
    &MONGODB,
    &MYSQL,
    &NEO4J,
    &NEXTCLOUD,
    &NGINX,
    &NODE,
    &OPENSEARCH,
    &OPENSUSE_LEAP,
    &ORACLE_LINUX,
    &PERL,
    &PHP,
    &POSTGRESQL,
    &PYTHON,
    &RABBITMQ,
    &REDIS,
    &RED_HAT,
    &ROCKY_LINUX,
    &RUBY,
    &TOMCAT,
    &TRAEFIK,
    &UBUNTU,
    &VALKEY,
    &VARNISH,
    &WILDFLY,
];

/// Programs that tags name beside the image's own version, by the word in front of theirs: `8.14-jdk17`,
/// `6.9-php8.3-apache`, `2.1-pg16`.
pub const BESIDE: &[(&str, &Calendar)] =
    &[("jdk", &JAVA), ("jre", &JAVA), ("php", &PHP), ("pg", &POSTGRESQL), ("python", &PYTHON)];

impl Calendar {
    /// The end of the cycle a tag of the product's own image names, by version or by code name.
    pub fn end_of_tag(&self, tag: &str) -> Option<EndOfLife> {
        let version = version(tag);
        let by_version = if version.is_empty() { None } else { self.end_of_version(version) };
        by_version.or_else(|| words(tag).find_map(|word| self.end_of_name(word)))
    }

    /// The end of the cycle a version is of; the longest cycle name wins (`3.6` before `3`).
    pub fn end_of_version(&self, version: &str) -> Option<EndOfLife> {
        let (cycle, name) = self
            .cycles
            .iter()
            .flat_map(|cycle| cycle.names.iter().map(move |name| (cycle, *name)))
            .filter(|(_, name)| is_version(name) && is_of_cycle(version, name))
            .max_by_key(|(_, name)| name.len())?;
        // `2` means the last cycle of a dead major version, but `2.9` is not of it unless it is listed.
        let alias_only = cycle.names.first().is_some_and(|first| first.len() > name.len()) && version != name;
        (!alias_only).then(|| self.end(cycle))
    }

    /// The end of the cycle with that code name.
    pub fn end_of_name(&self, name: &str) -> Option<EndOfLife> {
        self.cycles
            .iter()
            .find(|cycle| cycle.names.iter().any(|known| !is_version(known) && *known == name))
            .map(|cycle| self.end(cycle))
    }

    /// The newest cycle that is looked after, a long-term one where there are such.
    pub fn newest_supported(&self) -> Option<&'static str> {
        self.supported().pop()
    }

    /// The tag of that cycle.
    pub fn newest_tag(&self) -> Option<&'static str> {
        let newest = self.newest_supported()?;
        let cycle = self.cycles.iter().find(|cycle| cycle.names.first() == Some(&newest));
        cycle.map_or(Some(newest), |cycle| cycle.names.iter().copied().find(|name| !name.contains(' ')))
    }

    /// The cycles that are looked after, oldest first; only the long-term ones where there are such.
    pub(super) fn supported(&self) -> Vec<&'static str> {
        let is_over =
            |name: &str| self.cycles.iter().any(|cycle| cycle.end < AS_OF && cycle.names.first() == Some(&name));
        let is_wanted = |name: &str| self.long_term.is_empty() || self.long_term.contains(&name);
        let mut supported: Vec<_> = self.names().filter(|name| !is_over(name) && is_wanted(name)).collect();
        supported.sort_by_key(|name| numbers(name));
        supported
    }

    fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.cycles.iter().filter_map(|cycle| cycle.names.first()).chain(self.current).copied()
    }

    fn end(&self, cycle: &Cycle) -> EndOfLife {
        EndOfLife {
            product: self.product,
            cycle: cycle.names.first().copied().unwrap_or_default(),
            date: cycle.end,
            source: self.source,
        }
    }
}

/// The end of the distribution that a word of a tag names: `buster`, `focal`, `alpine3.14`, `ubuntu20.04`, `centos7`.
pub fn end_of_distribution(word: &str) -> Option<EndOfLife> {
    let numbered: [(&str, &Calendar); 6] = [
        ("alpine", &ALPINE),
        ("debian", &DEBIAN),
        ("ubuntu", &UBUNTU),
        ("centos", &CENTOS),
        ("fedora", &FEDORA),
        ("ubi", &RED_HAT),
    ];
    let by_name = DEBIAN.end_of_name(word).or_else(|| UBUNTU.end_of_name(word));
    by_name.or_else(|| numbered.iter().find_map(|(name, calendar)| calendar.end_of_version(number_after(word, name)?)))
}

/// The numbers in a name, to compare versions: `3.12` is after `3.9`.
fn numbers(name: &str) -> Vec<u32> {
    let digits = name.split(|character: char| !character.is_ascii_digit());
    digits.filter_map(|number| number.parse().ok()).collect()
}

fn is_version(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_digit())
}
