//! What is told of all that keeps a project from being loaded.
//!
//! One mistake is told once: what only follows from another problem is left out, what one variable would mend is told
//! at its first place with the others as labels, and what depends on a variable that nothing sets says so. Start with
//! [`Told::of`] for what is known so far and [`finish`] for what comes out.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Provenance, Value, ValueKind};
use crate::text::{FileId, Place};

/// How many further places a problem shows.
const MOST_LABELS: usize = 8;

/// What is wrong already.
pub(super) struct Told {
    /// Where, in order.
    starts: Vec<(FileId, u32)>,
    /// The keys that were meant by unknown ones.
    meant: HashSet<String>,
}

impl Told {
    /// The places of these problems.
    pub fn of(problems: &[ComposeProblem]) -> Self {
        let mut starts: Vec<_> =
            problems.iter().map(|problem| (problem.place.file, problem.place.span.start)).collect();
        starts.sort_unstable();
        let unknown = problems.iter().filter(|problem| problem.kind == ComposeProblemKind::UnknownKey);
        Self { starts, meant: unknown.filter_map(|problem| problem.replacement.clone()).collect() }
    }

    /// Whether something is wrong at a key or in its value: what is missing there may be what was meant.
    pub fn is_in(&self, key: Place, value: &Value) -> bool {
        let members = value.as_mapping().into_iter().flat_map(Mapping::iter);
        let mut places = members.flat_map(|(_, member)| [member.key, member.value.place]).chain([key, value.place]);
        places.any(|place| self.has(place))
    }

    /// Whether some key was probably meant to be this one.
    pub fn is_meant(&self, key: &str) -> bool {
        self.meant.contains(key)
    }

    fn has(&self, place: Place) -> bool {
        let first = self.starts.partition_point(|start| *start < (place.file, place.span.start));
        let end = place.span.end.max(place.span.start + 1);
        self.starts.get(first).is_some_and(|(file, start)| *file == place.file && *start < end)
    }
}

/// A variable that nothing sets, in a scalar.
pub(super) struct UnsetVariable {
    scalar: Place,
    place: Place,
    name: String,
    has_operator: bool,
}

/// Gathers the variables of a document that nothing sets.
pub(super) fn unset_variables(value: &Value, found: &mut Vec<UnsetVariable>) {
    match &value.kind {
        ValueKind::Scalar(scalar) => {
            let unset = scalar.variables.iter().filter(|one| one.provenance == Provenance::Unset);
            found.extend(unset.map(|one| UnsetVariable {
                scalar: value.place,
                place: one.place,
                name: one.name.clone(),
                has_operator: one.has_operator,
            }));
        }
        ValueKind::Sequence(items) => items.iter().for_each(|item| unset_variables(item, found)),
        ValueKind::Mapping(mapping) => mapping.iter().for_each(|(_, member)| unset_variables(&member.value, found)),
    }
}

/// The problems as they are told, in the order of their places.
pub(super) fn finish(problems: Vec<ComposeProblem>, mut unset: Vec<UnsetVariable>) -> Vec<ComposeProblem> {
    unset.sort_by_key(|variable| (variable.scalar, variable.place));
    let mut problems: Vec<(ComposeProblem, Option<String>)> =
        problems.into_iter().map(|problem| with_variable(problem, &unset)).collect();
    let mut seen = HashSet::new();
    problems.retain(|(problem, _)| seen.insert(problem.place));
    problems.sort_by_key(|(problem, _)| problem.place);
    let mut told: Vec<ComposeProblem> = Vec::new();
    let mut groups: HashMap<(FileId, String), usize> = HashMap::new();
    for (problem, group) in problems {
        let Some(group) = group else {
            told.push(problem);
            continue;
        };
        match groups.entry((problem.place.file, group)) {
            Entry::Vacant(entry) => {
                entry.insert(told.len());
                told.push(problem);
            }
            Entry::Occupied(entry) => {
                if let Some(first) = told.get_mut(*entry.get()).filter(|first| first.labels.len() < MOST_LABELS) {
                    first.labels.push((problem.place, "needed here too".to_owned()));
                }
            }
        }
    }
    told
}

/// A problem, told as that of the variable it comes from where nothing sets that, with what it is grouped by.
fn with_variable(problem: ComposeProblem, unset: &[UnsetVariable]) -> (ComposeProblem, Option<String>) {
    use ComposeProblemKind as Kind;
    match problem.kind {
        Kind::Required => {
            let group = Some(problem.message.clone());
            return (problem, group);
        }
        Kind::Yaml | Kind::Interpolation | Kind::UnknownKey | Kind::Cycle | Kind::Profile => return (problem, None),
        _ => {}
    }
    let Some(variable) = variable_of(problem.place, unset) else { return (problem, None) };
    let name = &variable.name;
    let message = format!("without `{name}`, {}", problem.message);
    let default =
        if variable.has_operator { String::new() } else { format!(", or give it a default: `${{{name}:-...}}`") };
    let help = format!("set it in the environment or in a `.env` file beside the Compose file{default}");
    let told = ComposeProblem::new(Kind::Unset, variable.place, message).help(help);
    (ComposeProblem { labels: problem.labels, ..told }, Some(name.clone()))
}

/// The variable that touches a place.
fn variable_of(place: Place, unset: &[UnsetVariable]) -> Option<&UnsetVariable> {
    let end = unset.partition_point(|variable| {
        (variable.scalar.file, variable.scalar.span.start) <= (place.file, place.span.start)
    });
    let around = unset.get(..end)?.iter().rev().take_while(|variable| {
        variable.scalar.file == place.file && variable.scalar.span.end >= place.span.end.max(variable.scalar.span.start)
    });
    let touches = |variable: &&UnsetVariable| {
        variable.place.span.start <= place.span.end && place.span.start <= variable.place.span.end
    };
    around.filter(touches).last()
}
