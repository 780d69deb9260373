//! Every key of the tables, one a line, for `scripts/compare-schema`.

use super::super::{Items, Keys, Kind, Names, Numbers, Others, PROJECT, Range, Shape, Texts};

/// Prints `path`, types and whether the key is required, apart by tabs; the script reads it with `--nocapture`.
#[test]
fn compose_schema_keys() {
    let mut lines = Vec::new();
    keys(&PROJECT, "", &mut lines);
    assert!(lines.len() > 700, "{}", lines.len());
    assert!(lines.contains(&"services.*.image\tstring\t".to_owned()));
    println!("{}", lines.join("\n"));
}

/// Groups are looked up by bisection.
#[test]
fn groups_are_sorted() {
    check_groups(&PROJECT);
}

fn check_groups(keys: &'static Keys) {
    for group in keys.groups {
        assert!(group.is_sorted_by_key(|key| key.name), "{} is not sorted", keys.what);
        group.iter().for_each(|key| check_shape(&key.shape));
    }
}

fn check_shape(shape: &'static Shape) {
    match shape {
        Shape::Object(keys) => check_groups(keys),
        Shape::Map(map) => check_shape(&map.value),
        Shape::List(item, _) => check_shape(item),
        Shape::OneOf(shapes) => shapes.iter().for_each(check_shape),
        _ => {}
    }
}

fn keys(keys: &'static Keys, path: &str, lines: &mut Vec<String>) {
    for key in keys.iter() {
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        line(&path, &key.shape, key.is_required || keys.one_of == [key.name], lines);
    }
    match keys.others {
        Others::Refused => {}
        Others::Extensions => lines.push(format!("{path}.x-\tany\t")),
        Others::Accepted => lines.push(format!("{path}.?\tany\t")),
    }
}

fn line(path: &str, shape: &'static Shape, is_required: bool, lines: &mut Vec<String>) {
    let mut types = Vec::new();
    collect(shape, &mut types);
    types.sort();
    types.dedup();
    lines.push(format!("{path}\t{}\t{}", types.join(" or "), if is_required { "required" } else { "" }));
    beneath(path, shape, lines);
}

fn beneath(path: &str, shape: &'static Shape, lines: &mut Vec<String>) {
    match shape {
        Shape::Object(known) => keys(known, path, lines),
        Shape::Map(map) => {
            let names = match map.names {
                Names::Any | Names::NotEmpty | Names::Resource => "*",
                Names::ResourceOrAnything | Names::LettersOrAnything => "*?",
            };
            line(&format!("{path}.{names}"), &map.value, false, lines);
        }
        Shape::List(item, _) => line(&format!("{path}[]"), item, false, lines),
        Shape::OneOf(shapes) => shapes.iter().for_each(|shape| beneath(path, shape, lines)),
        _ => {}
    }
}

fn collect(shape: &Shape, types: &mut Vec<String>) {
    let mut add = |name: &str| types.push(name.to_owned());
    match shape {
        Shape::Nothing => add("null"),
        Shape::Text | Shape::Duration => add("string"),
        Shape::Pattern(pattern) => add(&format!("string/{}/", pattern.source)),
        Shape::Enumeration(words) => add(&format!("string({})", words.join(","))),
        Shape::Bytes(numbers) => {
            add("string");
            match numbers {
                Numbers::Refused => {}
                Numbers::NotNegative => add("integer(0..)"),
                Numbers::Whole => add("integer"),
                Numbers::Any => add("number"),
            }
        }
        Shape::Boolean(texts) => {
            add("boolean");
            text(*texts, types);
        }
        Shape::Integer(range, texts) => {
            add(&format!("integer{}", limits(range)));
            text(*texts, types);
        }
        Shape::Number(range, texts) => {
            add(&format!("number{}", limits(range)));
            text(*texts, types);
        }
        Shape::Scalar(kinds) => kinds.iter().filter_map(|kind| kind_name(*kind)).for_each(add),
        Shape::List(_, Items::Any) => add("array"),
        Shape::List(_, Items::Unique) => add("array(unique)"),
        Shape::Map(_) | Shape::Object(_) => add("object"),
        Shape::OneOf(shapes) => shapes.iter().for_each(|shape| collect(shape, types)),
    }
}

fn text(texts: Texts, types: &mut Vec<String>) {
    if texts != Texts::Refused {
        types.push("string".to_owned());
    }
}

fn limits(range: &Range) -> String {
    match range {
        None => String::new(),
        Some(range) if *range.end() == i64::MAX => format!("({}..)", range.start()),
        Some(range) => format!("({}..{})", range.start(), range.end()),
    }
}

fn kind_name(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Text => Some("string"),
        Kind::Number => Some("number"),
        Kind::Integer => Some("integer"),
        Kind::Boolean => Some("boolean"),
        Kind::Null => Some("null"),
        Kind::Date => None,
    }
}
