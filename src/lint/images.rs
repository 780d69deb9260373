//! What several rules say of the places that name an image.

use super::checker::Checker;
use super::options::TRUSTED_REGISTRIES;
use super::rule::{Profile, Severity};
use crate::knowledge::images::calendars::{EndOfLife, MARIADB, POSTGRESQL};
use crate::knowledge::images::{AS_OF, Image, Versions, way_of_data};
use crate::model::stack::{LAST_OF_FORMER_DATA, PulledImage, RenamedProgram, Stack, former_image};
use crate::model::{ImageUse, NamedImage, VersionExcuse};
use crate::syntax::image_ref::ImageRef;

/// What other tools call a finding at a place that names an image.
type Aliases<'f> = &'f dyn Fn(&ImageUse<'_>) -> &'static [&'static str];

impl Checker<'_> {
    /// Reports, for the strict profile, an image of which a version would say little more. Only in FROM: any
    /// other name may be that of a build context.
    pub fn report_excused_image(&mut self, named: &NamedImage<'_>, excuse: VersionExcuse, aliases: Aliases<'_>) {
        let image = named.image;
        let (message, help) = match excuse {
            VersionExcuse::BuiltHere => (
                format!("`{image}` is whatever was built last under that name on the same machine"),
                "give it a version where it is built, and name that",
            ),
            VersionExcuse::Abandoned => (
                format!("`{image}` names no version, and nobody looks after any of them"),
                "start from an image that is looked after, and name its version",
            ),
            VersionExcuse::VersionInName => (
                format!("`{image}` has its version in the name, but is another image after every release of that"),
                "pin its digest where every build must start from the same image",
            ),
        };
        for place in named.uses.iter().filter(|place| place.base_of.is_some()) {
            self.report(place.span, message.clone())
                .aliases(aliases(place))
                .severity(Severity::Info)
                .from_profile(Profile::Strict)
                .help(help);
        }
    }

    /// Reports, for the strict profile, every FROM with the image but the first place that names it.
    pub fn report_image_again(&mut self, named: &NamedImage<'_>, message: &str, aliases: Aliases<'_>) {
        let Some((first, others)) = named.uses.split_first() else { return };
        for other in others.iter().filter(|other| other.base_of.is_some()) {
            self.report(other.span, message)
                .aliases(aliases(other))
                .severity(Severity::Info)
                .from_profile(Profile::Strict)
                .label(first.span, "named here first");
        }
    }
}

impl Checker<'_> {
    /// Whether the project trusts where an image comes from; it trusts everything until it says what.
    pub fn trusts(&self, image: &ImageRef) -> bool {
        let trusted = self.texts(&TRUSTED_REGISTRIES);
        trusted.is_empty() || trusted.iter().any(|pattern| trusts(pattern, image))
    }
}

/// Why nobody looks after an image any more: `support of Python 3.7 ended on 2023-06-27, of Debian 9 on 2022-06-30`.
pub fn reasons_of_end(known: &Image<'_>) -> String {
    let given_up = known.family.deprecated.map(|_| "its makers have given it up".to_owned());
    let reasons: Vec<String> = given_up.into_iter().chain(ends(&known.ended_support())).collect();
    reasons.join(", and ")
}

/// What to use in place of an image that nobody looks after any more, as far as it is known.
pub fn successor_of(known: &Image<'_>) -> Option<String> {
    let successors: Vec<String> = known.ended_support().iter().filter_map(successor).collect();
    match (known.replacement(), successors.is_empty()) {
        (Some(instead), _) => Some(use_instead(&instead)),
        (None, false) => Some(format!("move on to {}", successors.join(" and "))),
        (None, true) => None,
    }
}

/// What to use instead, with the reason where there is one.
fn use_instead(instead: &str) -> String {
    match instead.split_once(": ") {
        Some((what, why)) => format!("use {what}; {why}"),
        None => format!("use {instead} instead"),
    }
}

/// What a service is to run in place of an image that nobody looks after any more: the version of the program alone, for
/// not every pair of a program and a system has a tag.
pub fn service_successor_of(stack: &Stack, pulled: &PulledImage<'_>) -> Option<String> {
    let named = pulled.named();
    let known = named.known()?;
    if let Some(instead) = known.replacement() {
        return Some(use_instead(&instead));
    }
    let ended = known.ended_support();
    let first = ended.first()?;
    let system = known.ended_system();
    if let Some((word, end)) = system.filter(|(_, end)| end == first) {
        return Some(match known.tag_without_system() {
            Some(tag) => format!("leave `{word}` out of the tag: `{}:{tag}`", pulled.image.name()),
            None => format!("take a tag without `{word}`: one on a newer system than {}", end.name()),
        });
    }
    first.later_successor()?;
    let version = match stack.mounts_former_data(pulled) && first.product == POSTGRESQL.product {
        true => format!("{} {LAST_OF_FORMER_DATA}", first.product),
        false => successor(first)?,
    };
    let tag = system.map(|(word, _)| format!(", in a tag without `{word}`")).unwrap_or_default();
    Some(format!("move on to {version}{tag}{}", way_on(stack, pulled, first)))
}

/// What a database takes beyond another tag.
fn way_on(stack: &Stack, pulled: &PulledImage<'_>, end: &EndOfLife) -> String {
    if end.product == POSTGRESQL.product {
        return MAJOR_VERSION.to_owned();
    }
    if let Some(way) = way_of_data(end) {
        return format!("; {way}");
    }
    let renamed = stack.renamed_program_of(pulled).filter(|_| end.product == MARIADB.product);
    renamed.map_or_else(String::new, |RenamedProgram { former, name }| {
        let check = if former == "mysqladmin" { " (or `healthcheck.sh --connect`)" } else { "" };
        format!("; from 11 on its image has no `{former}`: write `{name}`{check}, or take 10.11, which has both")
    })
}

/// What every major version of PostgreSQL takes.
const MAJOR_VERSION: &str = ", with a dump or `pg_upgrade`: no major version reads the data of another; from 18 on the \
                             mount is at `/var/lib/postgresql`";

/// What to do about an image without a version that has no tag of one to name.
pub fn advice_without_versions(named: &NamedImage<'_>) -> Option<String> {
    match named.known()?.family.versions {
        Versions::MovingTags => Some("pin its digest: without an account it has no tags of versions".to_owned()),
        Versions::Withdrawn(copies) => {
            let name = named.image.name();
            let last = name.rsplit('/').next().unwrap_or_default();
            Some(format!(
                "take another image: tags of versions of `{name}` are no longer published; until then pin its digest, or \
                 take `{copies}/{last}`, which gets no updates"
            ))
        }
        Versions::Tags | Versions::TagsWithoutLatest(_) | Versions::WholeTags | Versions::Names(_) => None,
    }
}

/// The newest version of what a service runs, with what to do first where it keeps its data elsewhere.
pub fn newest_for_service(stack: &Stack, pulled: &PulledImage<'_>) -> Option<String> {
    let named = pulled.named();
    let newest = named.newest()?;
    Some(match stack.mounts_former_data(pulled) {
        true => format!("`{}`; {FORMER_DATA}", former_image(pulled.image)),
        false => format!("`{newest}`"),
    })
}

/// What to do where PostgreSQL 18 would not find its data.
const FORMER_DATA: &str = "18 keeps its data in `/var/lib/postgresql`: stay below 18, or move the mount to \
                           `/var/lib/postgresql` and load a dump";

fn ends(ended: &[EndOfLife]) -> Option<String> {
    let (first, rest) = ended.split_first()?;
    let rest = rest.iter().map(|end| format!(", of {} on {}", end.name(), end.date));
    Some(format!("support of {} ended on {}{}", first.name(), first.date, rest.collect::<String>()))
}

fn successor(end: &EndOfLife) -> Option<String> {
    let newest = format!("{} {}", end.product, end.successor()?);
    Some(match end.nearest_successor() {
        Some(nearest) => format!("{newest} (the nearest supported beyond {} is {nearest})", AS_OF.year()),
        None => newest,
    })
}

/// Whether a pattern covers an image: its host, or its host and the beginning of its path.
fn trusts(pattern: &str, image: &ImageRef) -> bool {
    let pattern = match pattern.split_once('/') {
        Some(("hub.docker.com" | "index.docker.io", path)) => format!("docker.io/{path}"),
        None if matches!(pattern, "hub.docker.com" | "index.docker.io") => "docker.io".to_owned(),
        _ => pattern.to_owned(),
    };
    let qualified = image.qualified();
    let mut pieces = qualified.match_indices('/').map(|(at, _)| at).chain([qualified.len()]);
    pieces.any(|end| qualified.get(..end).is_some_and(|beginning| matches(&pattern, beginning)))
}

/// Whether a text has the form of a pattern in which `*` stands for any text without a slash.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let at = if parts.peek().is_none() {
            rest.len().checked_sub(part.len()).filter(|_| rest.ends_with(part))
        } else {
            rest.find(part)
        };
        let Some((skipped, found)) = at.and_then(|at| rest.split_at_checked(at)) else { return false };
        if skipped.contains('/') {
            return false;
        }
        rest = found.get(part.len()..).unwrap_or_default();
    }
    rest.is_empty()
}
