use super::*;

fn environment() -> Environment {
    let mut environment = Environment::new();
    environment.set("X", "xx", Provenance::Environment);
    environment
}

fn parsed(text: &str) -> (Vec<EnvironmentEntry>, Vec<ComposeProblem>) {
    parse(text, FileId(7), &environment())
}

/// The entries of a text without mistakes.
fn entries(text: &str) -> Vec<(String, Option<String>)> {
    let (entries, problems) = parsed(text);
    assert_eq!(problems, [], "{text}");
    entries.into_iter().map(|entry| (entry.name.value, entry.value.map(|value| value.value))).collect()
}

/// The value of the only entry.
fn value(text: &str) -> String {
    let entries = entries(text);
    let [(name, Some(value))] = entries.as_slice() else { panic!("{text}: {entries:?}") };
    assert_eq!(name, "A", "{text}");
    value.clone()
}

/// Each as Docker Compose 5.6.1 reads it.
#[test]
fn values_are_read_as_compose_does() {
    let cases = [
        ("A=1", "1"),
        ("export A=1\n", "1"),
        ("export\tA = 1\n", "1"),
        ("A: value\n", "value"),
        ("A : value", "value"),
        ("\u{feff}A=1\r\n", "1"),
        ("# comment\n\n  A=1 \n\n", "1"),
        ("A=", ""),
        ("A=\"\"", ""),
        ("A==1", "=1"),
        ("A=va#lue", "va#lue"),
        ("A= value # comment", "value"),
        ("A= # no comment", "# no comment"),
        ("A=x\t# no comment", "x\t# no comment"),
        ("A=x\"y\"", "x\"y\""),
        ("A=a\\nb\\$X", "a\\nb\\xx"),
        ("A='$X $$ \\n # it\\'s'", "$X $$ \\n # it's"),
        ("A='\\\\'", "\\\\"),
        ("A=\"x # y\" # z", "x # y"),
        ("A=\"l1\nl2\"\n", "l1\nl2"),
        ("A='l1\r\nl2'\n", "l1\r\nl2"),
        ("A=\"$X \\n \\t \\\" \\\\ \\$X $$X \\a \\x41 \\0101 \\q\"", "xx \n \t \" \\ $X $X \u{7} \\x41 A \\q"),
        ("A=\"\\08 \\0777 \\0200\"", "\\8 \\777 \u{80}"),
        ("A=$X-${X}-${U:-d}-${U}", "xx-xx-d-"),
    ];
    for (text, expected) in cases {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn values_name_the_environment_and_earlier_entries() {
    let some = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
    assert_eq!(entries("A=1\nA=2\nB=$A\n"), [some("A", "1"), some("A", "2"), some("B", "2")]);
    assert_eq!(entries("B=$A\nA=1\n"), [some("B", ""), some("A", "1")]);
    assert_eq!(entries("X=inner\nB=$X\n"), [some("X", "inner"), some("B", "xx")], "what is set already wins");
    let (entries, _) = parsed("A=1\nB=$A\nC=$U\nD=$X\nE=${U:-1}\nF=$C\n");
    let provenances = entries.iter().filter_map(|entry| entry.value.as_ref()).map(|value| value.provenance);
    use Provenance::{Default, Environment, Unset, Written};
    assert_eq!(provenances.collect::<Vec<_>>(), [Written, Written, Unset, Environment, Default, Unset]);
}

#[test]
fn a_name_alone_has_no_value() {
    assert_eq!(entries("B\nexport C\r\n"), [("B".to_owned(), None), ("C".to_owned(), None)]);
    // Compose takes a name on the last line for a value without a name.
    assert_eq!(entries("B\nC"), [("B".to_owned(), None), (String::new(), Some("C".to_owned()))]);
    assert_eq!(entries("=1"), [(String::new(), Some("1".to_owned()))]);
}

#[test]
fn an_entry_may_follow_a_closing_quote() {
    let names: Vec<_> = entries("A='x' B=y\nC=\"z\"D\n").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["A", "B", "C", "D"]);
}

#[test]
fn names_may_have_signs_and_letters_of_all_scripts() {
    let names: Vec<_> = entries("A-B=1\na.b=1\nc[0]=1\n1D=1\né=1\n").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["A-B", "a.b", "c[0]", "1D", "é"]);
}

#[test]
fn entries_have_places() {
    let text = "\u{feff}export A = one # c\nB='two' C\n";
    let (entries, _) = parsed(text);
    let shown = |place: Place| {
        assert_eq!(place.file, FileId(7));
        place.span.of(text)
    };
    let places: Vec<_> = entries
        .iter()
        .map(|entry| (shown(entry.name.place), entry.value.as_ref().map(|value| shown(value.place))))
        .collect();
    assert_eq!(places, [("A", Some("one")), ("B", Some("'two'")), ("C", None)]);
}

#[test]
fn mistakes_are_reported_and_the_next_line_is_read() {
    let cases = [
        ("A!=1", "!", "unexpected character `!` in variable name `A!`"),
        ("A #c", "#", "unexpected character `#` in variable name `A #c`"),
        ("-----BEGIN (x", "(", "unexpected character `(` in variable name `-----BEGIN (x`"),
        ("A B=1", "A B", "variable name `A B` has a blank in it"),
        ("A B", "A B", "variable name `A B` has a blank in it"),
        ("A=\"open", "\"open", "the quoted value of `A` does not end"),
        ("A='open", "'open", "the quoted value of `A` does not end"),
        ("A=x ${}", "${}", "`${}` names no variable"),
        ("A=\"x ${}\"", "${}", "`${}` names no variable"),
        ("A=\"\\n${}\"", "\"\\n${}\"", "`${}` names no variable"),
        ("A=${U:?m}", "${U:?m}", "`U` must be set and is not: `m`"),
    ];
    for (line, culprit, message) in cases {
        let text = format!("{line}\nNEXT=1\n");
        let (entries, problems) = parsed(&text);
        let [problem] = problems.as_slice() else { panic!("{line}: {problems:?}") };
        assert_eq!(problem.place.span.of(&text), culprit, "{line}");
        assert_eq!(problem.message, message, "{line}");
        assert!(problem.help.is_some(), "{line}");
        assert_eq!(entries.last().map(|entry| entry.name.value.as_str()), Some("NEXT"), "{line}");
    }
    let (_, problems) = parsed("A=1\nexport ");
    assert_eq!(problems.len(), 1);
}

#[test]
fn long_files_take_no_longer_than_they_are() {
    for line in ["A=\"\n", "A='\\", "A=$A$A\n", "A", "#", " ", "\n", "A=\"x\" ", "A!\n", "A=${\n", "export ", "="] {
        let (entries, problems) = parsed(&line.repeat(50_000));
        assert!(entries.len() <= 50_000 && problems.len() <= 50_000, "{line}");
    }
}
