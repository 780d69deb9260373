//! YAML as a tree in which every node knows its bytes.
//!
//! Nothing is resolved: anchors, aliases, merge keys, tags and twice-written keys stay as they are written,
//! comments are kept. Knows nothing of what the YAML is for. Never fails: what stands around an error is in
//! the tree. Only this module knows the library that reads the events. Start with [`parse`] and [`Node`].

mod explain;
mod lines;
mod node;
mod read;
mod recover;
mod stretches;
mod suspect;
#[cfg(test)]
mod tests;

pub use node::{AnchorId, Comment, Entry, Layout, Node, NodeKind, ScalarStyle, Yaml};
pub use stretches::{Stretch, stretches};

use super::Parsed;

/// Reads a text, a byte order mark in front of it included.
pub fn parse(text: &str) -> Parsed<Yaml> {
    recover::read(text)
}
