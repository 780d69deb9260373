//! Which variables of Compose a project takes, and from where.

use std::collections::HashSet;

use super::Stack;
use crate::syntax::compose::{Provenance, Value, ValueKind, VariableUse};
use crate::text::Place;

/// The variable that Docker Compose sets itself.
const PROJECT_NAME: &str = "COMPOSE_PROJECT_NAME";

impl Stack {
    /// Whether an environment file sets some of the variables that the project takes: what it leaves out is then more
    /// likely forgotten than set elsewhere.
    pub fn takes_from_environment_file(&self) -> bool {
        *self.takes_from_file.get(|| {
            let mut is_found = false;
            each_use(&self.value, &HashSet::new(), &mut |use_| {
                is_found |= use_.provenance == Provenance::Environment && use_.name != PROJECT_NAME;
            });
            is_found
        })
    }

    /// Whether something else than the scripts of containers takes a variable: whoever starts the project then sets it.
    pub fn is_project_variable(&self, name: &str) -> bool {
        let variables = self.project_variables.get(|| {
            let texts = self.services().flat_map(|service| self.run_texts_of(service));
            let scripts = texts.filter(|text| text.script.is_some()).map(|text| text.value.place).collect();
            let mut found = HashSet::new();
            each_use(&self.value, &scripts, &mut |use_| {
                found.insert(use_.name.clone());
            });
            found
        });
        variables.contains(name)
    }
}

/// As deep as the value is, which its reader bounds; some scalars are passed over.
fn each_use<'a>(value: &'a Value, without: &HashSet<Place>, look: &mut impl FnMut(&'a VariableUse)) {
    match &value.kind {
        ValueKind::Scalar(scalar) if scalar.variables.is_empty() || without.contains(&value.place) => {}
        ValueKind::Scalar(scalar) => scalar.variables.iter().for_each(look),
        ValueKind::Sequence(items) => items.iter().for_each(|item| each_use(item, without, look)),
        ValueKind::Mapping(mapping) => mapping.iter().for_each(|(_, member)| each_use(&member.value, without, look)),
    }
}
