//! One project out of several: what a later file, or a service that extends another, changes in what came before.
//!
//! Mappings are merged key by key, lists grow, scalars are replaced; the exceptions are in `rule`. `!reset` takes away,
//! `!override` replaces; both stay on the values until [`strip`] obeys what is left of them. Every value keeps its place.
//! Which list items are the same thing is for [`unique`]. Start with [`merge`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/13-merge.md>

mod forms;
mod same;
#[cfg(test)]
mod tests;

pub(super) use forms::{condition, context, listed, names};
pub use same::{Replaced, replaced, unique};

use std::collections::HashSet;

use super::path::Path;
use super::{ComposeProblem, ComposeProblemKind, Directive, Mapping, Member, Value, ValueKind};

/// Merges a later project into an earlier one.
pub fn merge(base: Value, over: Value, problems: &mut Vec<ComposeProblem>) -> Value {
    Merger { problems }.merge(base, over, Path::root())
}

/// Merges a service into the one it extends.
pub fn merge_service(base: Value, over: Value, problems: &mut Vec<ComposeProblem>) -> Value {
    Merger { problems }.merge(base, over, Path::service())
}

/// Merges a container that runs before a service into what it has of the service.
///
/// Unlike those of a service, lists of such a container hold nothing twice, and may have several items of one place.
pub fn merge_container(service: Value, container: Value) -> Value {
    let mut merged = merge_service(service, container, &mut Vec::new());
    for (key, member) in merged.as_mapping_mut().into_iter().flat_map(Mapping::iter_mut) {
        if let (Rule::Texts, ValueKind::Sequence(items)) = (service_rule(&[key]), &mut member.value.kind) {
            let mut known = HashSet::new();
            items.retain(|item| known.insert(same::fingerprint(item)));
        }
    }
    merged
}

/// Obeys the directives that are left: takes away what `!reset` stands on, and forgets all of them.
pub fn strip(value: &mut Value) {
    value.directive = None;
    match &mut value.kind {
        ValueKind::Scalar(_) => {}
        ValueKind::Sequence(items) => {
            items.retain(|item| item.directive != Some(Directive::Reset));
            items.iter_mut().for_each(strip);
        }
        ValueKind::Mapping(mapping) => {
            mapping.retain(|_, member| member.value.directive != Some(Directive::Reset));
            mapping.iter_mut().for_each(|(_, member)| strip(&mut member.value));
        }
    }
}

/// How two values of one key become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Mappings by key, lists one behind the other, scalars by the later.
    Plain,
    /// The later one, also where it says that there is nothing.
    Replace,
    /// A list of names is a mapping of them.
    Names,
    /// A list of names is a mapping of them, each with the default condition.
    Dependencies,
    /// A list of `key=value` is a mapping; all of it is merged by key.
    KeyValues,
    /// Hosts with their addresses: all of them.
    Hosts,
    /// A text is a list of one.
    Texts,
    /// A text is the `context` of the build.
    Build,
    /// Options are merged where the drivers agree.
    Logging,
    /// Mappings by key, anything else by the later.
    Limit,
    /// By `subnet`.
    Subnets,
}

/// How the values at a path are merged.
fn rule(path: &Path<'_>) -> Rule {
    match path.keys() {
        ["services", _, rest @ ..] => service_rule(rest),
        ["networks", _, "ipam", "config"] => Rule::Subnets,
        ["networks" | "volumes" | "secrets" | "configs", _, "labels"] => Rule::KeyValues,
        _ => Rule::Plain,
    }
}

fn service_rule(path: &[&str]) -> Rule {
    match path {
        ["command" | "entrypoint"] | ["healthcheck", "test"] => Rule::Replace,
        ["networks" | "models"] => Rule::Names,
        ["depends_on"] => Rule::Dependencies,
        ["environment" | "labels" | "annotations" | "sysctls"]
        | ["build", "args" | "labels" | "additional_contexts"]
        | ["deploy", "labels"] => Rule::KeyValues,
        ["extra_hosts"] | ["build", "extra_hosts"] => Rule::Hosts,
        ["dns" | "dns_opt" | "dns_search" | "env_file" | "label_file" | "tmpfs"] => Rule::Texts,
        ["build"] => Rule::Build,
        ["logging"] => Rule::Logging,
        ["ulimits", _] => Rule::Limit,
        _ => Rule::Plain,
    }
}

struct Merger<'p> {
    problems: &'p mut Vec<ComposeProblem>,
}

impl Merger<'_> {
    fn merge(&mut self, mut base: Value, mut over: Value, path: Path<'_>) -> Value {
        let rule = rule(&path);
        if over.directive.is_some() || base.directive == Some(Directive::Reset) || rule == Rule::Replace {
            return over;
        }
        if over.is_null() && !matches!(rule, Rule::Limit | Rule::Logging) {
            return base;
        }
        if base.is_null() {
            over.directive = base.directive;
            return over;
        }
        forms::prepare(rule, &mut base);
        forms::prepare(rule, &mut over);
        match rule {
            Rule::Subnets => return forms::subnets(base, over),
            Rule::Logging if forms::has_other_driver(&base, &over) => return over,
            Rule::Limit if base.as_mapping().is_none() || over.as_mapping().is_none() => return over,
            _ => {}
        }
        self.join(base, over, path, rule)
    }

    /// Joins two values of the same kind; of different ones the earlier stays, and that is a problem.
    fn join(&mut self, mut base: Value, over: Value, path: Path<'_>, rule: Rule) -> Value {
        let (base_kind, over_kind) = (kind_name(&base), kind_name(&over));
        match (&mut base.kind, over.kind) {
            (ValueKind::Mapping(members), ValueKind::Mapping(added)) => {
                match rule {
                    Rule::KeyValues => replace(members, added),
                    _ => self.members(members, added, path),
                }
                base
            }
            (ValueKind::Sequence(items), ValueKind::Sequence(added)) => {
                append(items, added, rule);
                base
            }
            (ValueKind::Scalar(_), kind) => {
                Value { kind, directive: base.directive, ..over_of(over.place, over.through) }
            }
            _ => {
                let key = path.keys().last().copied().unwrap_or_default();
                let message = format!("`{key}` is {over_kind} here and cannot be merged with {base_kind}");
                let problem = ComposeProblem::new(ComposeProblemKind::WrongType, over.place, message)
                    .label(base.place, format!("{base_kind} here"))
                    .help("write both in the same form, or put `!override` in front of the later one");
                self.problems.push(problem);
                base
            }
        }
    }

    fn members(&mut self, base: &mut Mapping, over: Mapping, path: Path<'_>) {
        for (key, Member { key: place, value }) in over {
            let Some(member) = base.get_mut(&key) else {
                base.insert(key, place, value);
                continue;
            };
            let before = std::mem::replace(member, Value::null(place));
            let place = base.member(&key).map_or(place, |member| if value.is_null() { member.key } else { place });
            let value = self.merge(before, value, path.join(&key));
            base.insert(key, place, value);
        }
    }
}

/// Sets every key, also to nothing: a variable without a value takes that of the environment.
fn replace(base: &mut Mapping, over: Mapping) {
    for (key, Member { key: place, value }) in over {
        base.insert(key, place, value);
    }
}

/// The outside of a value that takes the place of a scalar.
fn over_of(place: crate::text::Place, through: Option<crate::text::Place>) -> Value {
    Value { through, ..Value::null(place) }
}

/// Puts what is new behind what is there.
fn append(items: &mut Vec<Value>, added: Vec<Value>, rule: Rule) {
    if rule == Rule::Texts {
        return items.extend(added);
    }
    let mut known: HashSet<String> = items.iter().map(same::fingerprint).collect();
    items.extend(added.into_iter().filter(|item| known.insert(same::fingerprint(item))));
}

fn kind_name(value: &Value) -> &'static str {
    match &value.kind {
        ValueKind::Scalar(_) if value.is_null() => "nothing",
        ValueKind::Scalar(_) => "a single value",
        ValueKind::Sequence(_) => "a list",
        ValueKind::Mapping(_) => "a mapping",
    }
}
