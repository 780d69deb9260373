//! The stages of a build as a whole: which images they name, which of them are used, what they make for each other.
//!
//! Start with `Build::named_images`, `Build::deliveries` and `Build::unused_stages`.

pub(super) mod argument_uses;
pub(super) mod builders;
pub(super) mod exports;
pub(super) mod images;
pub(super) mod last_stage;
pub(super) mod numbers;
pub mod processors;
pub(super) mod products;
pub(super) mod purpose;
pub(super) mod shipped;
pub(super) mod unused;
