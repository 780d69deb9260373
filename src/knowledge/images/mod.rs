//! What is inside well-known base images: user, programs, shell, health check, end of support.
//!
//! One [`Family`] is one image as people know it (`node`, `gcr.io/distroless/base*`); its [`Variant`]s say
//! what a tag changes (`-alpine`, `-slim`). The rows live in files by theme, release dates in
//! [`calendars`]. [`lookup`] finds an [`Image`]; its methods answer rules' questions, with `None` where
//! the tables do not know.

mod applications;
mod archives;
mod base;
pub mod calendars;
mod companions;
mod databases;
mod date;
mod distribution;
mod groups;
mod image;
mod languages;
mod languages_jvm;
mod notebooks;
mod official;
mod release;
mod search_engines;
mod servers;
mod systems;
mod tags;
mod tools;
mod upgrades;
mod users;
mod vendors;

pub use archives::PackageArchive;
pub use date::Date;
pub use distribution::{Distribution, Libc, PackageManager, ShellKind};
pub use image::{Image, lookup};
pub(in crate::knowledge) use image::{names, normalised};
pub use official::is_official;
pub use release::Release;
pub use tags::TagPattern;
pub use upgrades::way_of_data;

use calendars::Calendar;

/// The day the tables were last checked against their sources.
pub const AS_OF: Date = Date::new(2026, 11, 21);

/// An image as people know it, with all its tags.
#[derive(Debug)]
pub struct Family {
    /// Its repositories, normalised; a trailing `*` stands for any rest.
    pub names: &'static [&'static str],
    /// What it is for.
    pub kind: Kind,
    /// What a tag holds that no variant matches.
    pub facts: Facts,
    /// What some tags change; the first match wins.
    pub variants: &'static [Variant],
    /// How its versions are told apart.
    pub versions: Versions,
    /// How long its versions are looked after.
    pub support: Support,
    /// What to use instead, where nobody looks after the family any more.
    pub deprecated: Option<&'static str>,
    /// The page the row was taken from.
    pub source: &'static str,
}

/// What an image is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A distribution to build on.
    OperatingSystem,
    /// A compiler, an interpreter or a runtime to build on.
    Language,
    /// Something that answers requests.
    Server,
    /// A program that does its work and ends.
    Tool,
}

/// What some tags of a family change.
#[derive(Debug)]
pub struct Variant {
    /// Which tags.
    pub tag: TagPattern,
    /// What they hold, whole: nothing is inherited from the family.
    pub facts: Facts,
}

/// The image that follows those of Java whose makers have given them up.
const ECLIPSE_TEMURIN: &str = "`eclipse-temurin`";

/// How the versions of a family are told apart.
#[derive(Clone, Copy, Debug)]
pub enum Versions {
    /// By tags; `latest` is one of them.
    Tags,
    /// By tags, and `latest` is none of them; this is the newest.
    TagsWithoutLatest(&'static str),
    /// By tags, and each names a whole version: `9` and `9.5` cannot be pulled.
    WholeTags,
    /// Not at all: all tags that can be pulled without an account move.
    MovingTags,
    /// They were told apart by tags, which were taken away; who has copies of the last ones.
    Withdrawn(&'static str),
    /// By the repository's name, as in `gcr.io/distroless/base-debian13`; these are the newest.
    Names(&'static [&'static str]),
}

/// How long a family's versions are looked after.
#[derive(Clone, Copy, Debug)]
pub enum Support {
    /// No public calendar, or none that is known here.
    Unknown,
    /// A public calendar.
    Calendar(&'static Calendar),
}

/// The user an image's command starts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultUser {
    /// The superuser: no `USER` was set.
    Root,
    /// Somebody else.
    Named {
        /// The user's name, or the number where the image sets only a number.
        name: &'static str,
        /// The user's number.
        uid: u32,
    },
    /// Not known.
    Unknown,
}

/// What an image holds.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The user its command starts as.
    pub user: DefaultUser,
    /// Users besides those of the distribution.
    pub users: &'static [(&'static str, u32)],
    /// The system underneath.
    pub distribution: Distribution,
    /// Groups of programs besides those of the distribution.
    pub tools: &'static [&'static [&'static str]],
    /// Programs and users that only some versions have.
    pub sometimes: &'static [&'static str],
    /// Whether `tools` and `users` say everything, so that what is missing there is missing in the image.
    pub exhaustive: bool,
    /// Whether it brings a `HEALTHCHECK`.
    pub healthcheck: bool,
    /// Whether its default command is a server that stays.
    pub service: bool,
    /// Whether it has a default command other than a shell or a prompt.
    pub command: bool,
    /// Whether its entrypoint starts as root and hands over to another user by itself.
    pub drops_privileges: bool,
    /// Its `WORKDIR`; empty where it sets none.
    pub workdir: &'static str,
    /// Where it keeps what must survive, declared as `VOLUME` or by documentation.
    pub data_directories: &'static [&'static str],
    /// Names of variables it sets besides `PATH`.
    pub environment: &'static [&'static str],
}

impl Family {
    /// What is asked of the facts, where all tags give the same answer.
    pub fn of_all_tags<T: PartialEq>(&'static self, ask: impl Fn(&'static Facts) -> T) -> Option<T> {
        let answer = ask(&self.facts);
        self.variants.iter().all(|variant| ask(&variant.facts) == answer).then_some(answer)
    }
}

/// All families, theme by theme.
pub fn families() -> impl Iterator<Item = &'static Family> {
    [
        systems::FAMILIES,
        languages::FAMILIES,
        languages_jvm::FAMILIES,
        notebooks::FAMILIES,
        servers::FAMILIES,
        applications::FAMILIES,
        companions::FAMILIES,
        databases::FAMILIES,
        search_engines::FAMILIES,
        tools::FAMILIES,
        vendors::FAMILIES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests;
