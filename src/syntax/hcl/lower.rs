//! From the tree of the library to ours.
//!
//! Its parser bounds how deep a text may nest, so trees can be walked without a limit of our own. It stops at the first
//! error. Start with [`parse`].

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression as Written, Object, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::structure::{Block as WrittenBlock, BlockLabel, Body as WrittenBody};
use hcl_edit::template::{Element, Template};

use super::{Attribute, Block, Body, Expression, ExpressionKind, LONGEST};
use crate::syntax::{Parsed, Problem};
use crate::text::{Span, Spanned};

/// A byte order mark.
const MARK: char = '\u{feff}';

/// Reads a text, a byte order mark in front of it included.
pub(super) fn parse(text: &str) -> Parsed<Body> {
    let content = text.strip_prefix(MARK).unwrap_or(text);
    let origin = Origin { start: text.len() - content.len(), whole: None };
    if content.len() > LONGEST {
        let problem = Problem::syntax(Span::at(0), "the file is too large to be read as HCL");
        return Parsed { tree: Body::default(), problems: vec![problem] };
    }
    match hcl_edit::parser::parse_body(content) {
        Ok(body) => Parsed { tree: origin.body(&body), problems: Vec::new() },
        Err(error) => {
            let at = floor(text, origin.start + error.location().offset());
            let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |next| at + next.len_utf8());
            let span = Span::new(at as u32, end as u32);
            Parsed { tree: Body::default(), problems: vec![Problem::syntax(span, "this is not valid HCL")] }
        }
    }
}

/// Reads a text in which `${...}` are put in, all of which stands at one place. What cannot be read is opaque.
pub(super) fn template(text: &str, span: Span) -> Expression {
    let is_plain = !text.contains("${") && !text.contains("%{");
    let kind = match is_plain || text.len() > LONGEST {
        true if is_plain => ExpressionKind::Literal(text.to_owned()),
        true => ExpressionKind::Computed,
        false => hcl_edit::parser::parse_template(text)
            .map_or(ExpressionKind::Computed, |template| Origin { start: 0, whole: Some(span) }.template(&template)),
    };
    Expression { kind, span }
}

/// The last boundary of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

/// Where the text that the library read stands in the file.
struct Origin {
    /// How many bytes come before it.
    start: usize,
    /// The place of all of it, where its bytes are not those of the file.
    whole: Option<Span>,
}

impl Origin {
    fn span(&self, range: Option<Range<usize>>) -> Span {
        let place = |range: Range<usize>| Span::new((self.start + range.start) as u32, (self.start + range.end) as u32);
        self.whole.or_else(|| range.map(place)).unwrap_or_default()
    }

    fn body(&self, body: &WrittenBody) -> Body {
        let attribute = |attribute: &hcl_edit::structure::Attribute| Attribute {
            name: Spanned::new(attribute.key.as_str().to_owned(), self.span(attribute.key.span())),
            value: self.expression(&attribute.value),
        };
        Body {
            attributes: body.attributes().map(attribute).collect(),
            blocks: body.blocks().map(|block| self.block(block)).collect(),
        }
    }

    fn block(&self, block: &WrittenBlock) -> Block {
        let label = |label: &BlockLabel| {
            let range = match label {
                BlockLabel::Ident(name) => name.span(),
                BlockLabel::String(text) => text.span(),
            };
            Spanned::new(label.as_str().to_owned(), self.span(range))
        };
        Block {
            kind: Spanned::new(block.ident.as_str().to_owned(), self.span(block.ident.span())),
            labels: block.labels.iter().map(label).collect(),
            body: self.body(&block.body),
        }
    }

    fn expression(&self, written: &Written) -> Expression {
        let kind = match written {
            Written::Null(_) => ExpressionKind::Null,
            Written::Bool(value) => ExpressionKind::Literal(value.to_string()),
            Written::Number(number) => ExpressionKind::Literal(number.value().to_string()),
            Written::String(text) => ExpressionKind::Literal(text.as_str().to_owned()),
            Written::Array(items) => ExpressionKind::List(items.iter().map(|item| self.expression(item)).collect()),
            Written::Object(object) => self.object(object),
            Written::StringTemplate(template) => self.pieces(template.iter()),
            Written::HeredocTemplate(heredoc) => {
                let mut heredoc = (**heredoc).clone();
                heredoc.dedent();
                self.template(&heredoc.template)
            }
            Written::Parenthesis(inner) => self.expression(inner.inner()).kind,
            Written::Variable(name) => ExpressionKind::Variable(name.as_str().to_owned()),
            Written::Traversal(traversal) => self.traversal(traversal),
            Written::Conditional(_)
            | Written::FuncCall(_)
            | Written::UnaryOp(_)
            | Written::BinaryOp(_)
            | Written::ForExpr(_) => ExpressionKind::Computed,
        };
        Expression { kind, span: self.span(written.span()) }
    }

    fn object(&self, object: &Object) -> ExpressionKind {
        let key = |key: &ObjectKey| match key {
            ObjectKey::Ident(name) => {
                Expression { kind: ExpressionKind::Literal(name.as_str().to_owned()), span: self.span(name.span()) }
            }
            ObjectKey::Expression(written) => self.expression(written),
        };
        ExpressionKind::Object(object.iter().map(|(name, value)| (key(name), self.expression(value.expr()))).collect())
    }

    fn traversal(&self, traversal: &Traversal) -> ExpressionKind {
        let mut kind = self.expression(&traversal.expr).kind;
        let span = self.span(traversal.span());
        for operator in &traversal.operators {
            let member = match operator.value() {
                TraversalOperator::GetAttr(name) => {
                    Expression { kind: ExpressionKind::Literal(name.as_str().to_owned()), span }
                }
                TraversalOperator::Index(index) => self.expression(index),
                TraversalOperator::LegacyIndex(index) => {
                    Expression { kind: ExpressionKind::Literal(index.to_string()), span }
                }
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => return ExpressionKind::Computed,
            };
            kind = ExpressionKind::Member(Box::new(Expression { kind, span }), Box::new(member));
        }
        kind
    }

    fn template(&self, template: &Template) -> ExpressionKind {
        self.pieces(template.iter())
    }

    fn pieces<'a>(&self, elements: impl Iterator<Item = &'a Element>) -> ExpressionKind {
        let piece = |element: &Element| match element {
            Element::Literal(text) => {
                Expression { kind: ExpressionKind::Literal(text.as_str().to_owned()), span: self.span(text.span()) }
            }
            Element::Interpolation(inner) => self.expression(&inner.expr),
            Element::Directive(directive) => {
                Expression { kind: ExpressionKind::Computed, span: self.span(directive.span()) }
            }
        };
        let pieces: Vec<Expression> = elements.map(piece).collect();
        match pieces.as_slice() {
            [] => ExpressionKind::Literal(String::new()),
            [Expression { kind: ExpressionKind::Literal(text), .. }] => ExpressionKind::Literal(text.clone()),
            _ => ExpressionKind::Template(pieces),
        }
    }
}
