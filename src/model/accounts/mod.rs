//! Users and groups of an image, and what they may write.
//!
//! Start with `Build::accounts` and `Build::refused_writes`.

pub(super) mod commands;
pub(super) mod existing;
pub(super) mod named;
pub(super) mod owners;
pub(super) mod ownership;
