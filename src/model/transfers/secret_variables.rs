//! What the values of variables hold: a secret that is written out, or a build argument that is one by its name.
//!
//! Knows values and bindings; what a name says is the business of `knowledge::secrets`. Start with
//! [`Build::secret_argument`].

use crate::knowledge::secrets::{looks_like_secret_value, names_secret};
use crate::model::{BindingKind, Build, Step};
use crate::syntax::Word;
use crate::text::Span;

/// The kind of secret that the written parts of a value have the shape of.
pub fn written_secret(value: &Word) -> Option<&'static str> {
    looks_like_secret_value(&value.known().unwrap_or_else(|| value.raw.clone()))
}

impl Build {
    /// The build argument in a value and where it is declared, where it or the variable that takes it is a secret
    /// by name.
    pub fn secret_argument<'a>(&self, step: &Step, name: &str, value: &'a Word) -> Option<(&'a str, Span)> {
        value.all_variables().into_iter().find_map(|(variable, _)| {
            let binding = self.binding(step, &variable.name).filter(|binding| binding.kind == BindingKind::Arg)?;
            (names_secret(name) || names_secret(&variable.name)).then_some((variable.name.as_str(), binding.span))
        })
    }
}
