//! Edits of Compose files, each applied and read again.

use std::sync::Arc;

use super::YamlEdits;
use crate::model::{File, FileId, FileKind};
use crate::syntax::yaml;
use crate::text::{Edit, EditSet, Place, Source, Span};

fn file(text: &str) -> File {
    let source = Source::new("compose.yaml", text.as_bytes().to_vec());
    let parsed = yaml::parse(source.text());
    assert!(parsed.problems.is_empty(), "{text:?}: {:?}", parsed.problems);
    File::new(FileId(0), source, FileKind::Compose(Arc::new(parsed.tree)), Vec::new())
}

/// What an edit at the first occurrence of a text makes of a file.
fn edited(text: &str, at: &str, edit: impl Fn(YamlEdits<'_>, Place) -> Option<Edit>) -> Option<String> {
    let file = file(text);
    let start = text.find(at).unwrap() as u32;
    let place = Place::new(file.id, Span::new(start, start + at.len() as u32));
    let edits = EditSet::new(text, vec![edit(YamlEdits::new(&file), place)?]).unwrap();
    let after = String::from_utf8(edits.apply(&file.source)).unwrap();
    assert!(yaml::parse(&after).problems.is_empty(), "{after}");
    Some(after)
}

fn replaced(text: &str, at: &str, with: &str) -> Option<String> {
    edited(text, at, |edits, place| edits.replace_scalar(place, with))
}

fn removed(text: &str, key: &str) -> Option<String> {
    edited(text, key, |edits, place| edits.remove_member(place))
}

fn removed_item(text: &str, item: &str) -> Option<String> {
    edited(text, item, |edits, place| edits.remove_item(place))
}

fn added(text: &str, key: &str, name: &str, value: &str) -> Option<String> {
    edited(text, key, |edits, place| edits.add_member_after(place, name, value))
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_scalar_is_read_as_what_it_is_replaced_by() {
    assert_eq!(replaced("a: old # why\n", "old", "new"), some("a: new # why\n"));
    assert_eq!(replaced("a: 'old'\n", "'old'", "it's"), some("a: 'it''s'\n"));
    assert_eq!(replaced("a: \"old\"\n", "\"old\"", "x\"y"), some("a: \"x\\\"y\"\n"));
    assert_eq!(replaced("a: old\n", "old", "x: y"), some("a: \"x: y\"\n"));
    assert_eq!(replaced("a: old\n", "old", "x #y"), some("a: \"x #y\"\n"));
    assert_eq!(replaced("a: [old]\n", "old", "x,y"), some("a: [\"x,y\"]\n"));
    assert_eq!(replaced("a: old\n", "old", "x,y"), some("a: x,y\n"));
    assert_eq!(replaced("a: old\n", "old", "true"), some("a: \"true\"\n"));
    assert_eq!(replaced("a: old\n", "old", "0755"), some("a: \"0755\"\n"));
    assert_eq!(replaced("a: false\n", "false", "true"), some("a: true\n"));
    assert_eq!(replaced("a: 3\n", "3", "4"), some("a: 4\n"));
    assert_eq!(replaced("old: 3\n", "old", "new"), some("new: 3\n"));
    assert_eq!(replaced("a: |\n  old\n", "old", "new"), None);
    assert_eq!(replaced("a: 'x\n  y'\n", "'x\n  y'", "z"), some("a: 'z'\n"));
}

#[test]
fn a_part_of_a_scalar_is_replaced_alone() {
    assert_eq!(replaced("a: 80:8080\n", "80", "90"), some("a: 90:8080\n"));
    assert_eq!(replaced("a: \"80:8080\"\n", "8080", "1"), some("a: \"80:1\"\n"));
    assert_eq!(replaced("a: x-y\n", "y", "y: z"), some("a: \"x-y: z\"\n"));
    assert_eq!(replaced("a: \"x\\ty\"\n", "y", "z"), None);
}

#[test]
fn a_plain_scalar_is_quoted() {
    let quoted = |text: &str, at: &str| edited(text, at, |edits, place| edits.quote(place));
    assert_eq!(quoted("- 22:22 # ssh\n", "22:22"), some("- \"22:22\" # ssh\n"));
    assert_eq!(quoted("[1.10]\n", "1.10"), some("[\"1.10\"]\n"));
    assert_eq!(quoted("a: say \"x\"\n", "say \"x\""), some("a: 'say \"x\"'\n"));
    assert_eq!(quoted("a: 'x'\n", "'x'"), None);
    assert_eq!(quoted("2024-01-01: x\n", "2024-01-01"), some("\"2024-01-01\": x\n"));
}

#[test]
fn a_key_goes_with_its_lines() {
    assert_eq!(removed("version: '3' # old\n\nservices: {}\n", "version"), some("services: {}\n"));
    assert_eq!(removed("\u{feff}version: '3'\r\nservices: {}\r\n", "version"), some("\u{feff}services: {}\r\n"));
    assert_eq!(removed("a: 1\n\nversion: '3'\n\nb: 2\n", "version"), some("a: 1\n\nb: 2\n"));
    assert_eq!(removed("a: 1\nversion: '3'", "version"), some("a: 1\n"));
    assert_eq!(removed("a: 1\r\n\r\nversion: '3'\r\n", "version"), some("a: 1\r\n"));
    assert_eq!(removed("x:\n  a:\n    - 1\n    # two\n    - 2\n  b: 3\n", "a"), some("x:\n  b: 3\n"));
    assert_eq!(removed("x:\n  a: |\n    t\n\n    u\n  b: 3\n", "a"), some("x:\n  b: 3\n"));
    assert_eq!(removed("x:\n  a: # nothing\n  b: 3\n", "a"), some("x:\n  b: 3\n"));
    assert_eq!(removed("x:\n  a: !reset\n  b: 3\n", "a"), some("x:\n  b: 3\n"));
    assert_eq!(removed("- a: 1\n  b: 2\n- c: 3\n", "b"), some("- a: 1\n- c: 3\n"));
    assert_eq!(removed("- a: 1\n  b: 2\n- c: 3\n", "a"), some("- b: 2\n- c: 3\n"));
    assert_eq!(removed("version: 1\n", "version"), some(""));
}

#[test]
fn a_key_goes_from_braces() {
    assert_eq!(removed("{a: 1, b: 2, c: 3}\n", "b"), some("{a: 1, c: 3}\n"));
    assert_eq!(removed("{a: 1, b: 2}\n", "b"), some("{a: 1}\n"));
    assert_eq!(removed("{\"a\": 1, \"b\": [2, 3]}\n", "\"a\""), some("{\"b\": [2, 3]}\n"));
    assert_eq!(removed("x: {a: 1}\n", "a"), some("x: {}\n"));
    assert_eq!(removed("x: {\n  a: 1, # one\n  b: 2\n}\n", "a"), None);
}

#[test]
fn a_key_stays_where_a_guess_would_remove_it() {
    assert_eq!(removed("x:\n  a: 1\n", "a"), None);
    assert_eq!(removed("- a: 1\n  # two\n  b: 2\n", "a"), None);
    assert_eq!(removed("a: &x 1\nb: *x\n", "a"), None);
    assert_eq!(removed("a: &x 1\nb: 2\n", "a"), some("b: 2\n"));
    assert_eq!(removed("? a\n: 1\nb: 2\n", "a"), None);
}

#[test]
fn an_item_goes_with_its_lines() {
    assert_eq!(removed_item("a:\n  - x # why\n  - y\n", "x"), some("a:\n  - y\n"));
    assert_eq!(removed_item("a:\r\n- x\r\n- y\r\n", "y"), some("a:\r\n- x\r\n"));
    assert_eq!(removed_item("a:\n- x: 1\n  y: 2\n- z\n", "x: 1\n  y: 2"), some("a:\n- z\n"));
    assert_eq!(removed_item("a: [x, y]\n", "x"), some("a: [y]\n"));
    assert_eq!(removed_item("a: [x]\n", "x"), some("a: []\n"));
    assert_eq!(removed_item("a:\n- x\n", "x"), None);
    assert_eq!(removed_item("- - x\n  - y\n- z\n", "x"), None);
}

#[test]
fn a_key_is_added_where_its_neighbours_stand() {
    let services = "services:\n    web:\n        image: x # why\n    db: {image: y}\n";
    assert_eq!(
        added(services, "image", "restart", "always"),
        some("services:\n    web:\n        image: x # why\n        restart: always\n    db: {image: y}\n")
    );
    assert_eq!(
        added(services, "web", "cache", "image: z\nports: [80]"),
        some(
            "services:\n    web:\n        image: x # why\n    cache:\n        image: z\n        ports: [80]\n    db: {image: y}\n"
        )
    );
    assert_eq!(added("a: {b: 1}\n", "b", "c", "2"), some("a: {b: 1, c: 2}\n"));
    assert_eq!(added("- a: 1\r\n- b\r\n", "a", "c", "2"), some("- a: 1\r\n  c: 2\r\n- b\r\n"));
    assert_eq!(added("a: 1", "a", "c", "2"), some("a: 1\nc: 2"));
    assert_eq!(added("a: |\n  t\nb: 1\n", "a", "c", "2"), some("a: |\n  t\nc: 2\nb: 1\n"));
}

#[test]
fn a_key_is_added_at_the_end_of_a_mapping() {
    let added = |text: &str, at: &str| edited(text, at, |edits, place| edits.add_member(place, "c", "2"));
    assert_eq!(added("a:\n  x: 1\n  y: 2\nb: 3\n", "x: 1\n  y: 2"), some("a:\n  x: 1\n  y: 2\n  c: 2\nb: 3\n"));
    assert_eq!(added("a: {}\n", "{}"), some("a: {c: 2}\n"));
    assert_eq!(added("a: {x: 1}\n", "{x: 1}"), some("a: {x: 1, c: 2}\n"));
}

#[test]
fn an_item_is_added_behind_another() {
    let added = |text: &str, at: &str| edited(text, at, |edits, place| edits.add_item_after(place, "z"));
    assert_eq!(added("a:\n  - x # why\n  - y\n", "x"), some("a:\n  - x # why\n  - z\n  - y\n"));
    assert_eq!(added("a: [x, y]\n", "y"), some("a: [x, y, z]\n"));
}

#[test]
fn places_of_other_files_are_left_alone() {
    let file = file("a: 1\n");
    let elsewhere = Place::new(FileId(1), Span::new(0, 1));
    assert_eq!(YamlEdits::new(&file).remove_member(elsewhere), None);
    assert_eq!(YamlEdits::new(&file).replace_scalar(elsewhere, "x"), None);
}
