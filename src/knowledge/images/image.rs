//! From a reference to what is known of it.

use std::sync::LazyLock;

use super::super::name_index::NameIndex;
use super::calendars::{self, EndOfLife};
use super::distribution::{Distribution, Libc, PackageManager, ShellKind};
use super::official::is_official;
use super::tags::{number_after, words};
use super::{AS_OF, ECLIPSE_TEMURIN, Facts, Family, Kind, Support, Versions, base, families};

/// A known image: a family and what the tag makes of it.
#[derive(Clone, Copy, Debug)]
pub struct Image<'a> {
    /// The family.
    pub family: &'static Family,
    /// What the image holds.
    pub facts: &'static Facts,
    /// The repository, normalised.
    pub repository: &'a str,
    /// The tag it was looked up with.
    pub tag: Option<&'a str>,
}

/// Prefixes under which the official images are published for one processor.
///
/// Source: <https://github.com/docker-library/official-images#architectures-other-than-amd64>
const ARCHITECTURES: &[&str] =
    &["amd64/", "arm32v5/", "arm32v6/", "arm32v7/", "arm64v8/", "i386/", "mips64le/", "ppc64le/", "riscv64/", "s390x/"];

/// Registries that mirror Docker Hub, with the part of the path they put in front.
const MIRRORS: &[&str] =
    &["docker.io/", "index.docker.io/", "registry-1.docker.io/", "public.ecr.aws/docker/", "mirror.gcr.io/"];

const WINDOWS_SERVER: &Facts = &base::WINDOWS_SERVER;
const NANO_SERVER: &Facts = &base::NANO_SERVER;

/// What is known of the image; `repository` is without tag and digest.
///
/// Docker Hub's own registry name, `library/` and the prefixes for one processor make no difference.
pub fn lookup<'a>(repository: &'a str, tag: Option<&'a str>) -> Option<Image<'a>> {
    let repository = normalised(repository);
    let family = family_of(repository)?;
    Some(Image { family, facts: facts(family, tag), repository, tag })
}

impl<'a> Image<'a> {
    /// The image of a family that was looked up before; see [`lookup`].
    pub fn of(family: &'static Family, facts: &'static Facts, repository: &'a str, tag: Option<&'a str>) -> Self {
        Self { family, facts, repository: normalised(repository), tag }
    }
}

impl Image<'_> {
    /// Whether the program is in the image; `None` where that is not known.
    pub fn has_tool(&self, name: &str) -> Option<bool> {
        if self.facts.tools.iter().any(|group| group.contains(&name)) {
            return Some(true);
        }
        if self.facts.sometimes.contains(&name) {
            return None;
        }
        self.facts.distribution.has_tool(name).filter(|present| *present || self.facts.exhaustive)
    }

    /// Whether the image has a user of that name; `None` where that is not known.
    pub fn has_user(&self, name: &str) -> Option<bool> {
        if self.user_id(name).is_some() {
            return Some(true);
        }
        let unsure = self.facts.sometimes.contains(&name) || self.facts.distribution.has_user_sometimes(name);
        (self.facts.exhaustive && !unsure).then_some(false)
    }

    /// Whether the image has a group of that name; `None` where that is not known. The users that images bring
    /// beside those of the distribution have groups of their own.
    pub fn has_group(&self, name: &str) -> Option<bool> {
        let is_own = self.facts.users.iter().any(|(known, _)| *known == name);
        let distribution = self.facts.distribution;
        if is_own || distribution.groups().contains(&name) {
            return Some(true);
        }
        let unsure = self.facts.sometimes.contains(&name) || distribution.has_group_sometimes(name);
        (self.facts.exhaustive && !unsure).then_some(false)
    }

    /// The number of a user the image has.
    pub fn user_id(&self, name: &str) -> Option<u32> {
        let own = self.facts.users.iter().find(|(known, _)| *known == name).map(|(_, uid)| *uid);
        own.or_else(|| self.facts.distribution.user_id(name))
    }

    /// The first numbers of its version, as many as are asked for: `3.13` of `3.13.2-slim` for two. `None` where the tag
    /// names fewer.
    pub fn version(&self, numbers: usize) -> Option<String> {
        let version = super::tags::version(self.tag?);
        let parts: Vec<&str> = version.split('.').take(numbers).collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        (parts.len() == numbers && parts.iter().all(is_number)).then(|| parts.join("."))
    }

    /// What `/bin/sh` is.
    pub fn shell(&self) -> ShellKind {
        self.facts.distribution.shell()
    }

    /// The C library.
    pub fn libc(&self) -> Libc {
        self.facts.distribution.libc()
    }

    /// How packages are installed; `None` where it is not known or there is no way.
    pub fn package_manager(&self) -> Option<PackageManager> {
        match self.facts.distribution {
            Distribution::Debian | Distribution::Ubuntu => Some(PackageManager::Apt),
            Distribution::Suse => Some(PackageManager::Zypper),
            Distribution::Arch => Some(PackageManager::Pacman),
            _ => [
                ("apk", PackageManager::Apk),
                ("dnf", PackageManager::Dnf),
                ("microdnf", PackageManager::Microdnf),
                ("tdnf", PackageManager::Tdnf),
                ("yum", PackageManager::Yum),
            ]
            .into_iter()
            .find(|(program, _)| self.facts.tools.iter().any(|group| group.contains(program)))
            .map(|(_, manager)| manager),
        }
    }

    /// Every end of support that the tag names: the program's own, and the distribution's underneath.
    ///
    /// A tag that moves (`3`, `lts`, `latest`) names none.
    pub fn support_ends(&self) -> Vec<EndOfLife> {
        let Some(tag) = self.tag else { return self.repository_ends() };
        let own = match self.family.support {
            Support::Calendar(calendar) => calendar.end_of_tag(tag),
            Support::Unknown => None,
        };
        let beside = calendars::BESIDE.iter().filter_map(|(word, calendar)| {
            number_after(tag, word).and_then(|version| calendar.end_of_version(version))
        });
        let mut ends: Vec<EndOfLife> = own.into_iter().chain(beside).collect();
        ends.extend(words(tag).filter_map(calendars::end_of_distribution));
        ends.extend(self.repository_ends());
        ends.dedup_by_key(|end| (end.product, end.cycle));
        ends
    }

    /// The ends of support that have passed.
    pub fn ended_support(&self) -> Vec<EndOfLife> {
        self.support_ends().into_iter().filter(|end| end.date < AS_OF).collect()
    }

    /// The first end of support that has passed, the program's own before the distribution's.
    pub fn end_of_life(&self) -> Option<EndOfLife> {
        self.ended_support().into_iter().next()
    }

    /// Whether nobody looks after it any more: its makers gave it up, or support of what it names has ended.
    pub fn has_ended(&self) -> bool {
        self.family.deprecated.is_some() || self.end_of_life().is_some()
    }

    /// What its makers say to use instead, of the images of .NET the fitting one first.
    pub fn replacement(&self) -> Option<String> {
        let instead = self.family.deprecated?;
        if instead == ECLIPSE_TEMURIN {
            return Some(self.temurin().unwrap_or_else(|| instead.to_owned()));
        }
        let Some(start) = instead.strip_suffix("sdk`, `aspnet` or `runtime`") else { return Some(instead.to_owned()) };
        let name = format!("{}:{}", self.repository, self.tag.unwrap_or_default());
        let says = |word| name.contains(word);
        let [first, second, third] = match () {
            () if says("sdk") || says("build") => ["sdk", "aspnet", "runtime"],
            () if says("aspnet") => ["aspnet", "runtime", "sdk"],
            () if says("runtime") => ["runtime", "aspnet", "sdk"],
            () => ["sdk", "aspnet", "runtime"],
        };
        Some(format!("{start}{first}`, `{second}` or `{third}`"))
    }

    /// The image of Eclipse Temurin with the same version of Java, or with the next one that is looked after.
    fn temurin(&self) -> Option<String> {
        let tag = self.tag.unwrap_or_default();
        let of_tag = super::tags::version(tag).split('.').next().and_then(|number| number.parse::<u32>().ok());
        let of_name = self.repository.rsplit("openjdk").next().and_then(|number| number.parse().ok());
        let major = of_tag.or(of_name)?;
        let number = |name: &&str| name.parse::<u32>().is_ok_and(|number| number >= major);
        let next = calendars::JAVA.supported().into_iter().find(number)?;
        let kind = if words(tag).any(|word| word == "jre") { "jre" } else { "jdk" };
        let alpine = if words(tag).any(|word| word.starts_with("alpine")) { "-alpine" } else { "" };
        let over = if next == major.to_string() { String::new() } else { format!(" (Java {major} is over)") };
        Some(format!("`eclipse-temurin:{next}-{kind}{alpine}`{over}"))
    }

    /// The word of the tag that names a system whose support has ended, of an image that is more than a system.
    pub fn ended_system(&self) -> Option<(&str, EndOfLife)> {
        if self.family.kind == Kind::OperatingSystem {
            return None;
        }
        let ended = |word| calendars::end_of_distribution(word).filter(|end| end.date < AS_OF);
        words(self.tag?).find_map(|word| Some((word, ended(word)?)))
    }

    /// The same tag of an official image without that word, which names a system that is looked after. A tag that names a
    /// whole version may stay what it was when that came out.
    pub fn tag_without_system(&self) -> Option<String> {
        let (tag, (system, _)) = (self.tag?, self.ended_system()?);
        let rest: Vec<&str> = words(tag).filter(|word| *word != system).collect();
        let is_short = super::tags::version(tag).matches('.').count() < 2;
        let is_numbered = rest.first().is_some_and(|first| first.starts_with(|first: char| first.is_ascii_digit()));
        (is_official(self.repository)
            && is_short
            && is_numbered
            && system.bytes().all(|byte| byte.is_ascii_lowercase()))
        .then(|| rest.join("-"))
    }

    /// Whether the repository's own name is that of one version: `gcr.io/distroless/base-debian13`.
    pub fn has_version_in_name(&self) -> bool {
        matches!(self.family.versions, Versions::Names(_)) && !self.repository_ends().is_empty()
    }

    /// The newest version, as the tag that names it.
    pub fn newest_tag(&self) -> Option<&'static str> {
        match (self.family.versions, self.family.support) {
            (Versions::TagsWithoutLatest(newest), _) => Some(newest),
            (Versions::Tags, Support::Calendar(calendar)) => calendar.newest_tag(),
            (Versions::Tags, Support::Unknown)
            | (Versions::WholeTags | Versions::MovingTags | Versions::Withdrawn(_) | Versions::Names(_), _) => None,
        }
    }

    /// The newest version, where it is a repository of its own.
    pub fn newest_name(&self) -> Option<&'static str> {
        let Versions::Names(names) = self.family.versions else { return None };
        names.iter().copied().find(|name| {
            name.strip_prefix(self.repository)
                .is_some_and(|rest| rest.starts_with(|first: char| !first.is_alphabetic()))
        })
    }

    /// What the repository's own name says, as in `gcr.io/distroless/base-debian11` and `redhat/ubi7`.
    fn repository_ends(&self) -> Vec<EndOfLife> {
        let name = self.repository.rsplit('/').next().unwrap_or_default();
        self.repository.split('/').chain(words(name)).filter_map(calendars::end_of_distribution).take(1).collect()
    }
}

/// The repository as the tables write it.
pub(in crate::knowledge) fn normalised(repository: &str) -> &str {
    let strip = |text, prefixes: &[&str]| prefixes.iter().find_map(|prefix| str::strip_prefix(text, prefix));
    let repository = strip(repository, MIRRORS).unwrap_or(repository);
    let repository = strip(repository, &["library/"]).unwrap_or(repository);
    match strip(repository, ARCHITECTURES) {
        Some(official) if !official.contains('/') => official,
        _ => repository,
    }
}

/// Whether a repository is one of a pattern: a trailing `*` stands for any rest.
pub(in crate::knowledge) fn names(pattern: &str, repository: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => repository.starts_with(prefix),
        None => pattern == repository,
    }
}

/// The first family of the tables that has a repository.
fn family_of(repository: &str) -> Option<&'static Family> {
    static NAMES: LazyLock<NameIndex<Family>> = LazyLock::new(|| NameIndex::of(families(), |family| family.names));
    NAMES.first(repository)
}

fn facts(family: &'static Family, tag: Option<&str>) -> &'static Facts {
    let Some(tag) = tag else { return &family.facts };
    if words(tag).any(|word| word.starts_with("windowsservercore")) {
        return WINDOWS_SERVER;
    }
    if words(tag).any(|word| word.starts_with("nanoserver")) {
        return NANO_SERVER;
    }
    family.variants.iter().find(|variant| variant.tag.matches(tag)).map_or(&family.facts, |variant| &variant.facts)
}
