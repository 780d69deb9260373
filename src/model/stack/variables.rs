//! Which variables of Compose a project takes, and from where.

use super::Stack;
use crate::syntax::compose::{Provenance, Value, ValueKind, VariableUse};

/// The variable that Docker Compose sets itself.
const PROJECT_NAME: &str = "COMPOSE_PROJECT_NAME";

impl Stack {
    /// Whether an environment file sets some of the variables that the project takes: what it leaves out is then more
    /// likely forgotten than set elsewhere.
    pub fn takes_from_environment_file(&self) -> bool {
        *self.takes_from_file.get(|| {
            let mut is_found = false;
            each_use(&self.value, &mut |use_| {
                is_found |= use_.provenance == Provenance::Environment && use_.name != PROJECT_NAME;
            });
            is_found
        })
    }
}

/// As deep as the value is, which its reader bounds.
fn each_use<'a>(value: &'a Value, look: &mut impl FnMut(&'a VariableUse)) {
    match &value.kind {
        ValueKind::Scalar(scalar) => scalar.variables.iter().for_each(look),
        ValueKind::Sequence(items) => items.iter().for_each(|item| each_use(item, look)),
        ValueKind::Mapping(mapping) => mapping.iter().for_each(|(_, member)| each_use(&member.value, look)),
    }
}
