use super::*;
use crate::text::FileId;

fn expanded(text: &str) -> (String, Vec<ComposeProblem>) {
    let look_up = |name: &str| match name {
        "S" => Some(("set", Provenance::Environment)),
        "EMPTY" => Some(("", Provenance::Environment)),
        "DOLLAR" => Some(("$S", Provenance::Environment)),
        "lower" => Some(("low", Provenance::Environment)),
        _ => None,
    };
    let place = Place::new(FileId(0), Span::new(0, text.len() as u32));
    let mut problems = Vec::new();
    let expansion = expand(text, Origin { place, start: Some(0) }, &look_up, &mut Room::of_a_file(), &mut problems);
    (expansion.map_or_else(|| text.to_owned(), |expansion| expansion.text), problems)
}

/// Each as Docker Compose 5.6.1 expands it.
#[test]
fn expands_as_compose_does() {
    let cases = [
        ("$S", "set"),
        ("${S}x", "setx"),
        ("$S.x$S-x", "set.xset-x"),
        ("$lower ${LOWER}", "low "),
        ("${U:-d} ${U-d} ${EMPTY:-d} ${EMPTY-d} ${S:-d}", "d d d  set"),
        ("${U:+a}${U+a}|${EMPTY:+a}|${EMPTY+a}|${S:+a}", "||a|a"),
        ("${EMPTY?m}${S:?m}", "set"),
        ("${U:-${U:-c}} ${U:-${S:-c}} ${U:-$S}", "c set set"),
        ("${U:-a}b} ${S}} {${S}}", "ab} set} {set}"),
        // What is not needed is not read.
        ("${S:-${!x}}${U:+${!x}}${S:?${!x}}", "setset"),
        // No variables.
        ("$$ $$S $$$S $1 $(x) $ $- $. $é", "$ $S $set $1 $(x) $ $- $. $é"),
        ("a$", "a$"),
        ("${U:-$}${U:-$1}${U:-a$$b}", "$$1a$b"),
        ("$sé", "é"),
        ("${ſ:-x}${\u{212a}:-y}", "xy"),
        // A value is no template.
        ("$DOLLAR ${DOLLAR:-x}", "$S $S"),
        // Braces in defaults.
        ("${U:-{}}", "{}"),
        ("${U:-{\"a\":{\"b\":1}}}", "{\"a\":{\"b\":1}}"),
        ("${U:-x{y}", "x{y"),
        ("${U:-{${S}}}", "{set}"),
        ("${U:-${S}}${U:-z}", "setz"),
        // Operators in defaults.
        ("${U:-:-x} ${U:--x} ${U-:-x} ${U:-?x} ${S:+:-b}", ":-x -x :-x ?x :-b"),
        ("${U:-a} \n ${U:-b}\n}", "a \n b\n}"),
    ];
    for (text, expected) in cases {
        assert_eq!(expanded(text), (expected.to_owned(), Vec::new()), "{text}");
    }
}

#[test]
fn what_compose_cannot_read_is_reported_where_it_is() {
    let cases = [
        ("a ${}", "${}", "`${}` names no variable"),
        ("${X/a/b}", "${X/a/b}", "`${X/a/b}` is no expansion that Compose knows"),
        ("${X:}", "${X:}", "`${X:}` is no expansion that Compose knows"),
        ("${sé}", "${sé}", "`${sé}` is no expansion that Compose knows"),
        ("${1}", "${1}", "`${1}` does not begin with the name of a variable"),
        ("${#X}", "${#X}", "`${#X}` does not begin with the name of a variable"),
        ("a ${X and", "${X", "`${X` is not closed"),
        ("${", "${", "`${` is not closed"),
        ("${S:-$", "${S", "`${S` is not closed"),
        ("${U:-a\nb}", "${U", "`${U` is not closed on its line"),
        ("${U:-${}}", "${}", "`${}` names no variable"),
        ("${U:-${S}", "${S", "`${S` is not closed"),
    ];
    for (text, culprit, message) in cases {
        let (_, problems) = expanded(text);
        let [problem] = problems.as_slice() else { panic!("{text}: {problems:?}") };
        assert_eq!(problem.place.span.of(text), culprit, "{text}");
        assert_eq!(problem.message, message, "{text}");
        assert!(problem.help.as_deref().is_some_and(|help| help.contains("$$")), "{text}");
    }
    // The byte after a brace is not looked at, so that the first default ends nowhere but at the last brace.
    assert_eq!(expanded("${U:-{}} ${U:-}").1.len(), 1);
}

#[test]
fn defaults_in_defaults_are_bounded() {
    let nested = |depth: usize| format!("{}x{}", "${A:-".repeat(depth), "}".repeat(depth));
    assert_eq!(expanded(&nested(100)), ("x".to_owned(), Vec::new()));
    for depth in [101, 1000, 100_000] {
        let (_, problems) = expanded(&nested(depth));
        let [problem] = problems.as_slice() else { panic!("{depth}: {}", problems.len()) };
        assert_eq!(problem.message, "the default with `A` lies too deep in others to be followed");
        assert_eq!(problem.place.span.start, 500);
    }
}

#[test]
fn long_texts_take_no_longer_than_they_are() {
    for text in ["${A:-", "${A:-x{", "${A:-}", "${A", "$A", "${A:-{}}", "}", "{", "${U:?m}", "${S:+${A:-b}}"] {
        let (_, problems) = expanded(&text.repeat(100_000));
        drop(problems);
    }
}

#[test]
fn a_value_that_grows_too_long_is_not_taken_in() {
    let long = "x".repeat(40_000);
    let look_up = |_: &str| Some((long.as_str(), Provenance::Environment));
    let mut problems = Vec::new();
    let origin = Origin { place: Place::default(), start: None };
    let expansion = expand("$A$B$C", origin, &look_up, &mut Room::of_a_file(), &mut problems);
    let expansion = expansion.unwrap_or_default();
    assert_eq!(expansion.text.len(), 40_000 + "$C".len());
    let provenances: Vec<_> = expansion.variables.iter().map(|variable| variable.provenance).collect();
    assert_eq!(provenances, [Provenance::Environment, Provenance::Unset]);
    assert_eq!(problems.len(), 1);
}
