//! HCL, the language of `docker-bake.hcl`, as a tree in which every value knows its bytes.
//!
//! Nothing is computed: variables stay names, and what takes a function, an operator or a loop is one opaque node.
//! `docker-bake.json` says the same things in JSON and is read into the same tree. Never fails: what cannot be read is
//! a problem beside an empty tree. Only this module knows the library that reads HCL. Start with [`parse`] and
//! [`parse_json`].

mod json;
mod lower;
#[cfg(test)]
mod tests;

use super::Parsed;
use crate::text::{Span, Spanned};

/// A file, or what stands between the braces of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// `name = value`, in order.
    pub attributes: Vec<Attribute>,
    /// `kind "label" { ... }`, in order.
    pub blocks: Vec<Block>,
}

/// `name = value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name.
    pub name: Spanned<String>,
    /// The value.
    pub value: Expression,
}

/// `kind "label" { ... }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it describes.
    pub kind: Spanned<String>,
    /// Its names.
    pub labels: Vec<Spanned<String>>,
    /// What it says.
    pub body: Body,
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `null`
    Null,
    /// A text without variables, a number or a boolean, as the text it becomes.
    Literal(String),
    /// `"a${b}c"`: pieces that are put together.
    Template(Vec<Expression>),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `{ a = b }`
    Object(Vec<(Expression, Expression)>),
    /// `NAME`
    Variable(String),
    /// `a.b`, `a["b"]`, `a[0]`
    Member(Box<Expression>, Box<Expression>),
    /// Functions, operators, conditions and loops.
    Computed,
}

impl Body {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&Expression> {
        self.attributes.iter().rev().find(|attribute| attribute.name.value == name).map(|attribute| &attribute.value)
    }
}

/// Longer texts are refused: the library compares every key of an object with those before it.
const LONGEST: usize = 1 << 16;

/// Reads HCL.
pub fn parse(text: &str) -> Parsed<Body> {
    lower::parse(text)
}

/// Reads HCL that is written as JSON; the kinds of blocks decide which keys of the whole are blocks.
pub fn parse_json(text: &str, block_kinds: &[&str]) -> Parsed<Body> {
    json::parse(text, block_kinds)
}
