//! Names and shapes of credentials.
//!
//! Three separate questions: does a variable's name speak of a secret ([`names_secret`]), does a value look
//! like one ([`looks_like_secret_value`]), is a file one ([`is_secret_file`]). A placeholder
//! ([`is_placeholder`]) is none. Secrets in longer texts are found with [`written_secrets`]. What BuildKit asks of a name is
//! [`has_secret_token`]. Names are read word by word, so that `TOKENIZER` and `MONKEY` stay silent.

mod connections;
mod files;
mod logins;
mod names;
mod strength;
mod tokens;
mod values;
mod written;

pub use connections::{ConnectionPassword, passwords_in_connections};
pub use files::{SecretFile, is_secret_file, may_be_secret_file};
pub use logins::Login;
pub use names::names_secret;
pub use strength::{Strength, strength_of, strength_of_value};
pub use tokens::has_secret_token;
pub use values::{asks_no_password, is_placeholder, is_to_be_changed, is_written_out, looks_like_secret_value};
pub use written::{WrittenSecret, is_random, is_real_password, shortened, written_secrets};
