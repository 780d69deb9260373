//! Targets that are several: `matrix`.
//!
//! Each combination of the values is a target of its own. Source:
//! <https://docs.docker.com/build/bake/matrices/>. Start with [`combinations`].

use super::values::{Answer, Bindings, Scope, Value};
use crate::syntax::hcl::Body;

/// With more combinations than this the values of all of them are unknown.
const MOST: usize = 64;

/// The values of each combination; one without any where there is no matrix, or one that cannot be read.
pub(super) fn combinations(body: &Body, scope: &Scope<'_>) -> Vec<Bindings> {
    let nothing = Bindings::new();
    let Some(matrix) = body.get("matrix") else { return vec![nothing] };
    let Value::Object(axes) = scope.answer(matrix, &nothing).value else { return vec![nothing] };
    let mut combinations = vec![nothing];
    for (name, answer) in axes {
        let items = match answer.value {
            Value::List(items) if !items.is_empty() && combinations.len() * items.len() <= MOST => items,
            Value::List(_) | Value::Nothing | Value::Text(_) | Value::Object(_) | Value::Unknown => {
                vec![Answer::UNKNOWN]
            }
        };
        let with = |combination: &Bindings, item: &Answer| {
            let mut combination = combination.clone();
            let item = Answer { is_default: item.is_default || answer.is_default, ..item.clone() };
            combination.insert(name.clone(), item);
            combination
        };
        combinations = items.iter().flat_map(|item| combinations.iter().map(move |one| with(one, item))).collect();
    }
    combinations
}
