//! Dockerfiles: text to a lossless typed tree.
//!
//! Follows BuildKit's parser; what it accepts is never refused. Start with [`parse`] and [`ast`]. A file is
//! read line by line (`parser`), a joined line becomes an instruction (`instruction`), its arguments become
//! words (`words`), arrays (`json`), flags (`flags`) and here-documents (`heredoc`).

pub mod ast;
mod broken_array;
mod duration;
mod flags;
mod heredoc;
mod instruction;
mod json;
mod keyword;
mod parser;
mod signal;
mod template;
mod trailing;
mod words;

pub use ast::Dockerfile;
pub use broken_array::BrokenArray;
pub use duration::seconds;
pub use keyword::FlagSpec;
pub use parser::parse;
pub use signal::{signal_name, signal_names};
pub use trailing::TrailingComment;
