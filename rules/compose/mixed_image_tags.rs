//! Services that run different versions of the same image.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;
use crate::syntax::image_ref::ImageRef;
use crate::text::Place;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    name: "mixed-image-tags",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("mixed_image_tags.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let mut first: HashMap<&str, (&Service, Place, &ImageRef)> = HashMap::new();
    for service in stack.services() {
        let (Some(image), Some(written)) = (stack.pulled_image_of(service), &service.image) else { continue };
        let Some(version) = image.tag().and_then(version).map(str::to_owned) else { continue };
        let (other, place, known) = match first.entry(image.normalized()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                entry.insert((service, written.place, image));
                continue;
            }
        };
        let is_same = known
            .tag()
            .and_then(self::version)
            .is_none_or(|first| is_part(first, &version) || is_part(&version, first));
        let is_meant = says(service, &version) || are_versions(service, other);
        if is_same || is_meant || !stack.can_run_together(service, other) {
            continue;
        }
        checker
            .report_at(written.place, format!("`{image}` here, and `{known}` elsewhere in this project"))
            .label_at(*place, format!("`{}` runs this one", other.name.value))
            .help("run one version, or say in a comment why there are two");
    }
}

/// Whether the name of a service says its version, as those do that run several on purpose: `postgres-16`.
fn says(service: &Service, version: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let name = digits(&service.name.value);
    !name.is_empty() && digits(version).starts_with(&name)
}

/// Whether two names differ by a version at their end alone: `xdebug2` and `xdebug3`. What is counted from 0 or 1 on are
/// copies.
fn are_versions(one: &Service, other: &Service) -> bool {
    fn parts(service: &Service) -> Option<(&str, &str)> {
        let name = service.name.value.as_str();
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
        let number = name.strip_prefix(stem)?.trim_matches(['.', '-', '_']);
        let is_count = !stem.ends_with('v') && number.parse().is_ok_and(|number: u64| number < 2);
        (!number.is_empty() && !is_count).then_some((stem, number))
    }
    let both = parts(one).zip(parts(other));
    both.is_some_and(|((stem, number), (other, other_number))| stem == other && number != other_number)
}

/// The number at the beginning of a tag.
fn version(tag: &str) -> Option<&str> {
    let number = tag.strip_prefix('v').unwrap_or(tag);
    let end = number.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(number.len());
    number.get(..end).filter(|number| !number.is_empty())
}

/// Whether `3.13` is the beginning of `3.13.2`.
fn is_part(short: &str, long: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
