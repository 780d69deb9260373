//! Trees of HCL and of its JSON form.

use super::{Body, ExpressionKind, parse, parse_json};
use crate::text::Span;

const BLOCKS: &[&str] = &["target", "group", "variable"];

fn value<'a>(body: &'a Body, name: &str) -> &'a ExpressionKind {
    &body.blocks[0].body.get(name).unwrap().kind
}

#[test]
fn values_know_their_places() {
    let text =
        "# c\ntarget \"app\" {\n  context = \"./a\"\n  args = { A = \"x${B}y\", \"C\" = 1 }\n  tags = [B, f(1)]\n}\n";
    let parsed = parse(text);
    assert!(parsed.problems.is_empty());
    let block = &parsed.tree.blocks[0];
    assert_eq!((block.kind.value.as_str(), block.labels[0].value.as_str()), ("target", "app"));
    assert_eq!(block.labels[0].span.of(text), "\"app\"");
    assert_eq!(block.body.attributes[0].value.span.of(text), "\"./a\"");
    assert_eq!(value(&parsed.tree, "context"), &ExpressionKind::Literal("./a".to_owned()));
    let ExpressionKind::Object(members) = value(&parsed.tree, "args") else { panic!() };
    assert_eq!(members.len(), 2);
    let ExpressionKind::Template(pieces) = &members[0].1.kind else { panic!() };
    assert_eq!(pieces[1].kind, ExpressionKind::Variable("B".to_owned()));
    assert_eq!(pieces[1].span.of(text), "B");
    assert_eq!(members[1].1.kind, ExpressionKind::Literal("1".to_owned()));
    let ExpressionKind::List(items) = value(&parsed.tree, "tags") else { panic!() };
    assert_eq!(items[1].kind, ExpressionKind::Computed);
}

#[test]
fn json_says_the_same() {
    let text =
        "{\"target\": {\"app\": {\"context\": \"./a\", \"args\": {\"A\": \"x${B}\"}, \"n\": null}}, \"X\": \"1\"}";
    let parsed = parse_json(text, BLOCKS);
    assert!(parsed.problems.is_empty());
    assert_eq!(parsed.tree.attributes[0].name.value, "X");
    assert_eq!(value(&parsed.tree, "context"), &ExpressionKind::Literal("./a".to_owned()));
    assert_eq!(value(&parsed.tree, "n"), &ExpressionKind::Null);
    let ExpressionKind::Object(members) = value(&parsed.tree, "args") else { panic!() };
    assert!(matches!(&members[0].1.kind, ExpressionKind::Template(_)));
    assert_eq!(parsed.tree.blocks[0].labels[0].span.of(text), "\"app\"");
}

#[test]
fn an_error_has_a_place_inside_of_the_text() {
    for text in ["target \"a\" {\n", "target \"a\" {\n  x = \n}\n", "é = [", "\u{feff}a = (", "= 1"] {
        let parsed = parse(text);
        assert_eq!(parsed.problems.len(), 1, "{text}");
        let span = parsed.problems[0].span;
        assert!(Span::new(0, text.len() as u32).contains(span), "{text}");
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{text}");
    }
    assert!(parse("").problems.is_empty());
    assert!(parse("\u{feff}a = 1\n").problems.is_empty());
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!("a = {}{}\n", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(parse(&deep).problems.len(), 1);
    assert_eq!(parse(&"a".repeat(1 << 18)).problems.len(), 1);
    let deep = format!("{{\"a\": {}{}}}\n", "[".repeat(10_000), "]".repeat(10_000));
    assert!(!parse_json(&deep, BLOCKS).problems.is_empty());
}
