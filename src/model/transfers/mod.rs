//! What comes in from elsewhere, what is kept secret on the way, and who checks it.
//!
//! Start with `Build::downloads_of`, `Build::disabled_checks` and `Build::secrets_of`.

pub mod disabled_checks;
pub mod downloads;
pub mod secret_variables;
pub(super) mod secrets;
pub(super) mod unguarded;
