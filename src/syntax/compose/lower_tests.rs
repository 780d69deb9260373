//! What values the YAML of a file comes to.

use super::lower::{from_yaml, lower};
use super::{ComposeProblemKind, Data, Directive, Value};
use crate::syntax::yaml;
use crate::text::FileId;

fn documents(text: &str) -> Vec<Value> {
    lower(&yaml::parse(text).tree, FileId(0)).documents
}

fn root(text: &str) -> Value {
    documents(text).into_iter().next().unwrap()
}

fn problems(text: &str) -> Vec<(String, String)> {
    let parsed = yaml::parse(text);
    let mut problems: Vec<_> = parsed.problems.iter().map(|problem| from_yaml(problem, FileId(0))).collect();
    problems.extend(lower(&parsed.tree, FileId(0)).problems);
    problems.into_iter().map(|problem| (problem.place.span.of(text).to_owned(), problem.message)).collect()
}

#[test]
fn scalars_have_the_types_that_go_gives_them() {
    let text = |text: &str| Data::Text(text.into());
    let time = |text: &str| Data::Timestamp(text.to_owned());
    for (written, data) in [
        ("~", Data::Null),
        ("Null", Data::Null),
        ("nULL", text("nULL")),
        ("True", Data::Boolean(true)),
        ("yes", text("yes")),
        ("off", text("off")),
        ("0755", Data::Integer(493)),
        ("0o17", Data::Integer(15)),
        ("-0x1F", Data::Integer(-31)),
        ("0b1_0", Data::Integer(2)),
        ("1_000", Data::Integer(1000)),
        ("_1", text("_1")),
        ("0o8", text("0o8")),
        ("08", Data::Float(8.0)),
        ("1.10", Data::Float(1.1)),
        ("1e3", Data::Float(1000.0)),
        ("1e", text("1e")),
        (".5", Data::Float(0.5)),
        ("1e400", text("1e400")),
        ("inf", text("inf")),
        ("1.2.3", text("1.2.3")),
        ("22:22", text("22:22")),
        ("9223372036854775807", Data::Integer(i64::MAX)),
        ("2024-1-1", time("2024-01-01 00:00:00 +0000 UTC")),
        ("2024-01-01T00:00:00.50+02:00", time("2024-01-01 00:00:00.5 +0200 +0200")),
        ("2023-02-29", text("2023-02-29")),
        ("2024-01-01T00:00:00", text("2024-01-01T00:00:00")),
        ("'1'", text("1")),
        ("!!str 1", text("1")),
        ("!!int '12'", Data::Integer(12)),
        ("!!float 1", Data::Float(1.0)),
        ("!!binary aGVsbG8=", text("hello")),
        ("!mine true", text("true")),
    ] {
        assert_eq!(root(&format!("a: {written}")).get("a").unwrap().data(), Some(&data), "{written}");
    }
}

#[test]
fn numbers_are_written_as_go_writes_them() {
    for (number, text) in [("1e5", "100000"), ("1e6", "1e+06"), ("0123456789", "1.23456789e+08"), ("1.50", "1.5")] {
        assert_eq!(root(number).to_text().unwrap(), text);
    }
}

#[test]
fn aliases_keep_the_place_of_their_definition() {
    let text = "x: &x {a: [1]}\nb: *x\n";
    let root = root(text);
    let inner = &root.at(&["b", "a"]).unwrap().items()[0];
    assert_eq!(inner.place.span.of(text), "1");
    assert_eq!(inner.place.span.start, 11);
    assert_eq!(inner.through.unwrap().span.of(text), "*x");
    assert_eq!(root.at(&["x", "a"]).unwrap().through, None);
    assert_eq!(documents("a: &k 1\n---\nb: *k\n")[1].get("b").unwrap().as_integer(), Some(1));
}

#[test]
fn own_keys_go_before_merged_ones() {
    let text = "k: &k {b: 1, c: 2}\nl: &l {b: 5, d: 6}\na:\n  c: 9\n  <<: [*k, *l]\ne: {'<<': 1}\n";
    let root = root(text);
    let number = |key: &str| root.at(&["a", key]).unwrap().as_integer().unwrap();
    assert_eq!((number("b"), number("c"), number("d")), (1, 9, 6));
    assert_eq!(root.at(&["a", "d"]).unwrap().through.unwrap().span.of(text), "*l");
    assert!(root.at(&["a", "c"]).unwrap().through.is_none());
    assert!(root.get("e").unwrap().as_mapping().unwrap().has("<<"));
    assert!(problems(text).is_empty());
}

#[test]
fn tags_of_compose_are_directives() {
    let root = root("a: !reset 1\nb: !override {c: !reset d}\nk: &k !override [1]\nl: *k\n");
    assert_eq!(root.get("a").unwrap().directive, Some(Directive::Reset));
    assert_eq!(root.get("b").unwrap().directive, Some(Directive::Override));
    assert_eq!(root.at(&["b", "c"]).unwrap().directive, None);
    assert_eq!(root.get("l").unwrap().directive, Some(Directive::Override));
}

#[test]
fn what_compose_refuses_is_told_once() {
    for (text, place, message) in [
        ("a: &k [*k]\nb: *k\n", "*k", "this alias stands inside what it refers to"),
        (
            "k: &k {c: 1}\na: {<<: *k, b: {<<: *k}}\n",
            "*k",
            "Compose takes this alias for a cycle: a mapping around it merges the same anchor",
        ),
        ("a: {<<: b}", "b", "`<<` merges mappings, and this is none"),
        ("a: {<<: [*x]}", "*x", "`*x` refers to an anchor that does not stand above it"),
        ("k: &k {1: b}\na: *k\n", "1", "the key `1` is a number, and Compose takes texts alone as keys"),
        ("a: {[b]: c}", "[b]", "a list or mapping cannot be a key"),
        ("a: !!int b", "b", "`b` is not a whole number, as its tag `!!int` asks"),
        ("a: .inf", ".inf", "`.inf` is a number that Compose cannot take"),
        ("a: 1\na: 2\n", "a", "the key `a` stands here a second time"),
    ] {
        assert_eq!(problems(text), [(place.to_owned(), message.to_owned())], "{text:?}");
    }
    assert!(problems("a: !reset {1: b}").is_empty());
    let repeated = from_yaml(&yaml::parse("a: 1\na: 2\n").problems[0], FileId(3));
    assert_eq!((repeated.kind, repeated.place.file), (ComposeProblemKind::Yaml, FileId(3)));
    assert_eq!(repeated.labels[0].0.span.start, 0);
}

#[test]
fn aliases_cannot_bring_in_without_end() {
    let mut bomb = "a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n".to_owned();
    for n in 1..12 {
        bomb.push_str(&format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")));
    }
    let mut chain = "a0: &a0 [1]\n".to_owned();
    for n in 1..3000 {
        chain.push_str(&format!("a{n}: &a{n} [*a{}]\n", n - 1));
    }
    for text in [bomb, chain] {
        let found = problems(&text);
        assert_eq!(found.len(), 1);
        assert!(found[0].1.starts_with("the aliases of this file bring in more"));
    }
}

/// Cut anywhere, every value still says where it is.
#[test]
fn every_place_of_a_damaged_file_is_in_it() {
    let text = "x: &x {a: 'ñ', 1: 2}\ns:\n  w:\n    <<: [*x, {b: \"\\q\"}]\n    d: !reset\n    e: |\n      t\n";
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        for text in [text[..at].to_owned(), format!("{}\t{}", &text[..at], &text[at..]), text[at..].to_owned()] {
            let mut rest = documents(&text);
            while let Some(value) = rest.pop() {
                let span = value.place.span;
                assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} in {text:?}");
                rest.extend(value.items().iter().cloned());
                rest.extend(value.as_mapping().into_iter().flat_map(|all| all.iter().map(|(_, m)| m.value.clone())));
            }
        }
    }
}
