//! What a rule is given.

use std::marker::PhantomData;

/// What a rule is given.
pub struct Checker<'a> {
    project: PhantomData<&'a ()>,
}
