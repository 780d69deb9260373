//! Dockerfiles: text to a lossless typed tree.
//!
//! Follows BuildKit's parser; what it accepts is never refused. Start with [`parse`] and [`ast`].

pub mod ast;

pub use ast::Dockerfile;
