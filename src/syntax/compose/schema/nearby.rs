//! Which key was meant by one that the specification does not have.
//!
//! A key that is spelled nearly so, one that other tools use for the same, or one that belongs elsewhere in the file.
//! Start with [`unknown_key`].

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Value, ValueKind};
use crate::text::Place;

use super::messages::{join, shortened};
use super::old_keys;
use super::project::PROJECT;
use super::shape::{Keys, Others, Shape};

/// What people write, and what it is called here.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("cmd", "command"),
    ("cmd", "test"),
    ("command", "test"),
    ("cpu", "cpus"),
    ("depends", "depends_on"),
    ("destination", "target"),
    ("dst", "target"),
    ("env", "environment"),
    ("environments", "environment"),
    ("env_vars", "environment"),
    ("envs", "environment"),
    ("mem", "memory"),
    ("mem_limit", "memory"),
    ("mem_reservation", "memory"),
    ("memory", "mem_limit"),
    ("memory_limit", "mem_limit"),
    ("memory_reservation", "mem_reservation"),
    ("net", "network_mode"),
    ("readonly", "read_only"),
    ("src", "source"),
    ("ulimit", "ulimits"),
    ("workdir", "working_dir"),
];

/// A key that the specification does not have there.
pub(super) fn unknown_key(name: &str, place: Place, value: &Value, keys: &'static Keys) -> ComposeProblem {
    let message = format!("`{}` is no key of {}", shortened(name), keys.what);
    let problem = ComposeProblem::new(ComposeProblemKind::UnknownKey, place, message);
    if let Some(help) = old_keys::help(name, value).filter(|_| keys.what == "a service") {
        return problem.help(help);
    }
    let names = || keys.iter().map(|key| key.name);
    if let Some(meant) = same_key(name, keys).or_else(|| nearest_within(name, names(), 1)) {
        return problem_with(problem, meant, value, keys);
    }
    if let Some(homes) = HOMES.get(name).filter(|homes| homes.len() <= 3) {
        return problem.help(format!("it belongs {}", join(homes)));
    }
    if let Some(meant) = nearest(name, names()) {
        return problem_with(problem, meant, value, keys);
    }
    if !std::ptr::eq(keys, &raw const PROJECT) {
        return problem;
    }
    match &value.kind {
        ValueKind::Mapping(mapping) if mapping.has("image") || mapping.has("build") => {
            problem.help("if it is a service, indent it beneath `services`")
        }
        _ if keys.others == Others::Extensions => {
            problem.help(format!("a key of your own must start with `x-`: `x-{}`", shortened(name)))
        }
        _ => problem,
    }
}

/// With the key that was probably meant; it is put in its place where it takes the value.
fn problem_with(problem: ComposeProblem, meant: &str, value: &Value, keys: &'static Keys) -> ComposeProblem {
    let takes_value = keys.key(meant).is_some_and(|key| super::check::fits(&key.shape, value));
    let problem = problem.help(format!("did you mean `{meant}`?"));
    if takes_value { problem.replacement(meant) } else { problem }
}

/// A section of the top that stands among the services, indented too deep.
pub(super) fn misplaced_section(name: &str, place: Place) -> ComposeProblem {
    let message = format!("`{name}` stands among the services");
    ComposeProblem::new(ComposeProblemKind::UnknownKey, place, message)
        .help(format!("indent `{name}:` like `services:`, at the top level of the file"))
}

/// A key that only differs in case, dashes or a known other name.
fn same_key(name: &str, keys: &'static Keys) -> Option<&'static str> {
    let plain = plain(name);
    let same = keys.iter().find(|key| self::plain(key.name) == plain).map(|key| key.name);
    let lower = name.to_ascii_lowercase();
    let other = || {
        let mut names = OTHER_NAMES.iter().filter(|(other, _)| *other == lower);
        names.find_map(|(_, name)| keys.key(name).map(|key| key.name))
    };
    same.or_else(other)
}

/// A key without what is easily confused: `dependsOn` and `depends-on` are `dependson`.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The word that is surely meant: one edit away, or two or three where the word is long.
pub(super) fn nearest<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let edits = match text.chars().count() {
        0..=2 | 65.. => return None,
        3..=4 => 1,
        5..=9 => 2,
        _ => 3,
    };
    nearest_within(text, words, edits)
}

fn nearest_within<'a>(text: &str, words: impl Iterator<Item = &'a str>, edits: usize) -> Option<&'a str> {
    if !(3..65).contains(&text.len()) {
        return None;
    }
    let distances = words.map(|word| (strsim::damerau_levenshtein(text, word), word));
    distances.filter(|(distance, _)| *distance <= edits).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// Where each key of the specification belongs.
static HOMES: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let mut homes = HashMap::new();
    collect(&PROJECT, "", &mut homes);
    homes
});

fn collect(keys: &'static Keys, trail: &str, homes: &mut HashMap<&'static str, Vec<String>>) {
    let own = if keys.what.starts_with('`') { keys.what.trim_matches('`') } else { keys.what };
    let trail = match (keys.what.starts_with('`'), trail) {
        (true, "") => own.to_owned(),
        (true, above) => format!("{above}.{own}"),
        (false, _) => String::new(),
    };
    let home = if trail.is_empty() { format!("in {own}") } else { format!("under `{trail}`") };
    for key in keys.iter().filter(|key| !is_copy(key.name)) {
        let known = homes.entry(key.name).or_default();
        if !known.contains(&home) {
            known.push(home.clone());
        }
        collect_shape(&key.shape, &trail, homes);
    }
}

fn collect_shape(shape: &'static Shape, trail: &str, homes: &mut HashMap<&'static str, Vec<String>>) {
    match shape {
        Shape::Object(keys) => collect(keys, trail, homes),
        Shape::Map(map) => collect_shape(&map.value, trail, homes),
        Shape::List(item, _) => collect_shape(item, trail, homes),
        Shape::OneOf(shapes) => shapes.iter().for_each(|shape| collect_shape(shape, trail, homes)),
        _ => {}
    }
}

/// Whether what is beneath a key repeats the keys of a service.
fn is_copy(name: &str) -> bool {
    matches!(name, "jobs" | "pre_start" | "post_start" | "pre_stop")
}
