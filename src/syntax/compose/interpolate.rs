//! Variables in the values of a Compose file are replaced, each scalar keeping what came from where.
//!
//! Every text is a template wherever it stands, under keys that Compose does not know and `x-` keys too; keys are none.
//! What comes out stays a text: what the specification wants a number or `true` to be is for `schema::cast`. A variable
//! that nothing sets is no problem here: rules look at [`Scalar::variables`]. Start with [`interpolate`].

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::template::{Origin, Room, expand};
use super::{ComposeProblem, Data, Environment, Scalar, Value, ValueKind};
use crate::syntax::yaml::ScalarStyle;
use crate::text::Place;

/// Replaces the variables in all texts of a value, and reports what cannot be read or must be set and is not.
pub fn interpolate(value: &mut Value, environment: &Environment, problems: &mut Vec<ComposeProblem>) {
    let mut found = Vec::new();
    let mut interpolation = Interpolation { environment, room: Room::of_a_file(), problems: &mut found };
    interpolation.value(value);
    // What several aliases bring in is written once.
    let mut seen = HashSet::new();
    found.retain(|problem| seen.insert((problem.place, problem.message.clone())));
    problems.append(&mut found);
}

struct Interpolation<'a> {
    environment: &'a Environment,
    room: Room,
    problems: &'a mut Vec<ComposeProblem>,
}

impl Interpolation<'_> {
    /// As deep as the value is, which its reader bounds.
    fn value(&mut self, value: &mut Value) {
        match &mut value.kind {
            ValueKind::Scalar(scalar) => self.scalar(scalar, value.place),
            ValueKind::Sequence(items) => items.iter_mut().for_each(|item| self.value(item)),
            ValueKind::Mapping(mapping) => mapping.iter_mut().for_each(|(_, member)| self.value(&mut member.value)),
        }
    }

    fn scalar(&mut self, scalar: &mut Scalar, place: Place) {
        let text = match &scalar.data {
            Data::Text(text) => text,
            Data::Null | Data::Boolean(_) | Data::Integer(_) | Data::Float(_) | Data::Timestamp(_) => return,
        };
        let origin = Origin { place, start: start_of(scalar, text, place) };
        let look_up = |name: &str| self.environment.get(name);
        let Some(expansion) = expand(text, origin, &look_up, &mut self.room, self.problems) else { return };
        scalar.data = Data::Text(expansion.text.into());
        scalar.variables = expansion.variables;
        scalar.pieces = expansion.pieces;
    }
}

/// Where the first byte of a scalar's text is, if all of it stands there byte by byte: its length tells.
fn start_of(scalar: &Scalar, text: &str, place: Place) -> Option<u32> {
    let quote = match scalar.style {
        ScalarStyle::Plain => 0,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        // Taken away indentation can be as long as quotes, or as the line end that is not part of the place.
        ScalarStyle::Literal | ScalarStyle::Folded if text.contains('\n') => return None,
        ScalarStyle::Literal | ScalarStyle::Folded => 0,
    };
    let is_exact = *text == *scalar.written && place.span.len() as usize == text.len() + 2 * quote as usize;
    is_exact.then_some(place.span.start + quote)
}
