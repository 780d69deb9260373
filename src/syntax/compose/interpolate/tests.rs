use std::sync::Arc;

use super::*;
use crate::syntax::compose::{ComposeProblemKind, Mapping, Provenance, VariableUse};
use crate::text::{FileId, Span};

fn environment() -> Environment {
    let mut environment = Environment::new();
    for (name, value) in [("SET", "set"), ("EMPTY", ""), ("DOLLAR", "$SET"), ("lower", "low")] {
        environment.set(name, value, Provenance::Environment);
    }
    environment
}

/// A plain scalar that stands at byte 3.
fn plain(text: &str) -> Value {
    Value::text(text, Place::new(FileId(0), Span::new(3, 3 + text.len() as u32)))
}

fn interpolated(text: &str) -> (Value, Vec<ComposeProblem>) {
    let mut value = plain(text);
    let mut problems = Vec::new();
    interpolate(&mut value, &environment(), &mut problems);
    (value, problems)
}

fn variables(value: &Value) -> Vec<VariableUse> {
    value.as_scalar().map(|scalar| scalar.variables.clone()).unwrap_or_default()
}

#[test]
fn uses_have_their_name_place_and_provenance() {
    let text = "a $SET ${NONE} ${A:-b} ${EMPTY:-${B:-${C}}} ${SET:+yes} ${NONE:+no} ${A:-$SET}";
    let (value, problems) = interpolated(text);
    assert_eq!(problems, []);
    assert_eq!(value.as_text(), Some("a set  b  yes  set"));
    let uses: Vec<_> = variables(&value)
        .into_iter()
        .map(|use_| {
            let Span { start, end } = use_.place.span;
            (
                text[start as usize - 3..end as usize - 3].to_owned(),
                use_.name,
                use_.provenance,
                use_.has_operator,
                use_.value,
            )
        })
        .collect();
    let expected = [
        ("$SET", "SET", Provenance::Environment, false, "set"),
        ("${NONE}", "NONE", Provenance::Unset, false, ""),
        ("${A:-b}", "A", Provenance::Default, true, "b"),
        ("${EMPTY:-${B:-${C}}}", "EMPTY", Provenance::Unset, true, ""),
        ("${B:-${C}}", "B", Provenance::Unset, true, ""),
        ("${C}", "C", Provenance::Unset, false, ""),
        ("${SET:+yes}", "SET", Provenance::Default, true, "yes"),
        ("${NONE:+no}", "NONE", Provenance::Default, true, ""),
        ("${A:-$SET}", "A", Provenance::Environment, true, "set"),
        ("$SET", "SET", Provenance::Environment, false, "set"),
    ];
    let expected = expected.map(|(whole, name, provenance, has_operator, value)| {
        (whole.to_owned(), name.to_owned(), provenance, has_operator, value.to_owned())
    });
    assert_eq!(uses, expected);
    assert_eq!(value.provenance(), Provenance::Unset);
}

#[test]
fn parts_of_the_text_are_found_in_the_file() {
    let (value, _) = interpolated("${HOST:-0.0.0.0}:$PORT:80$$");
    assert_eq!(value.as_text(), Some("0.0.0.0::80$"));
    let part = |range| value.part(range).span;
    assert_eq!(part(0..7), Span::new(11, 18));
    assert_eq!(part(2..3), Span::new(13, 14));
    assert_eq!(part(9..11), Span::new(26, 28));
    assert_eq!(part(11..12), Span::new(28, 30));
    let (value, _) = interpolated("a:${SET}");
    assert_eq!(value.part(3..4).span, Span::new(5, 11), "a value stands nowhere in the file");
}

#[test]
fn what_is_escaped_or_in_a_block_has_the_place_of_all() {
    for (style, written, length) in [
        (ScalarStyle::DoubleQuoted, "a\t$SET", 9),
        (ScalarStyle::Literal, "a\n$SET\n", 7),
        (ScalarStyle::Folded, "a $SET", 9),
    ] {
        let mut value = plain(written);
        value.place.span = Span::new(3, 3 + length);
        value.kind = ValueKind::Scalar(Scalar {
            data: Data::Text(Arc::from(written)),
            written: Arc::from(written),
            style,
            variables: Vec::new(),
            pieces: Vec::new(),
        });
        interpolate(&mut value, &environment(), &mut Vec::new());
        let Some(scalar) = value.as_scalar() else { panic!() };
        assert!(scalar.pieces.iter().all(|piece| !piece.is_exact && piece.span == value.place.span), "{style:?}");
        assert_eq!(scalar.variables[0].place, value.place, "{style:?}");
    }
}

#[test]
fn quotes_are_left_out_of_places() {
    let mut value = plain("\"x$SET\"");
    let Value { kind: ValueKind::Scalar(scalar), .. } = &mut value else { panic!() };
    (scalar.data, scalar.written) = (Data::Text(Arc::from("x$SET")), Arc::from("x$SET"));
    scalar.style = ScalarStyle::DoubleQuoted;
    interpolate(&mut value, &environment(), &mut Vec::new());
    assert_eq!(variables(&value)[0].place.span, Span::new(5, 9));
}

#[test]
fn every_text_is_looked_at_but_no_key_and_no_number() {
    let place = Place::default();
    let mut inner = Mapping::new();
    inner.insert("$SET", place, plain("$SET"));
    let number = Value::scalar(Data::Integer(1), place);
    let list = Value::new(ValueKind::Sequence(vec![plain("${}"), number.clone(), Value::null(place)]), place);
    inner.insert("x-list", place, list);
    let mut value = Value::new(ValueKind::Mapping(inner), place);
    let mut problems = Vec::new();
    interpolate(&mut value, &environment(), &mut problems);
    assert_eq!(value.get("$SET").and_then(Value::as_text), Some("set"));
    assert_eq!(value.get("x-list").map(|list| &list.items()[1]), Some(&number));
    assert_eq!(problems.len(), 1);
}

#[test]
fn what_aliases_bring_in_twice_is_reported_once() {
    let mut value = Value::new(ValueKind::Sequence(vec![plain("${}"), plain("${}")]), Place::default());
    let mut problems = Vec::new();
    interpolate(&mut value, &environment(), &mut problems);
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_variable_that_must_be_set_is_reported_with_its_message() {
    let (value, problems) = interpolated("x${DB:?name the ${SET} host}y");
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.kind, ComposeProblemKind::Required);
    assert_eq!(problem.message, "`DB` must be set and is not: `name the set host`");
    assert_eq!(problem.place.span, Span::new(4, 31));
    assert!(problem.help.as_deref().is_some_and(|help| help.contains("`.env`")));
    assert_eq!(value.as_text(), Some("xy"));
    assert_eq!(variables(&value).len(), 1, "a message is no part of the value");
    let (_, problems) = interpolated("${EMPTY:?} ${NONE?}");
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, ["`EMPTY` must not be empty", "`NONE` must be set and is not"]);
}

#[test]
fn what_is_malformed_is_left_as_it_is() {
    let (value, problems) = interpolated("$SET ${X/a/b} $SET");
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.place.span, Span::new(8, 16));
    assert_eq!(problem.message, "`${X/a/b}` is no expansion that Compose knows");
    assert!(problem.help.as_deref().is_some_and(|help| help.contains("`$${X/a/b}`")));
    assert_eq!(value.as_text(), Some("set ${X/a/b} $SET"));
}

#[test]
fn many_long_values_are_not_all_taken_in() {
    let mut environment = Environment::new();
    environment.set("LONG", "x".repeat(60_000), Provenance::Environment);
    let mut value = Value::new(ValueKind::Sequence(vec![plain("$LONG"); 5000]), Place::default());
    let mut problems = Vec::new();
    interpolate(&mut value, &environment, &mut problems);
    let total: usize = value.items().iter().filter_map(Value::as_text).map(str::len).sum();
    assert!(total < 20_000_000, "{total}");
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.message, "what `LONG` comes to is too long to be followed here");
}
