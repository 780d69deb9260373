//! `# syntax=`, `# escape=`, `# check=`: which are obeyed, and where.

use plimsoll::syntax::dockerfile::ast::{DirectiveName, Escape, Item};

use super::{parse, problems, tree};

fn directives(text: &str) -> Vec<(DirectiveName, String)> {
    parse(text).tree.directives().map(|one| (one.name.value, one.value.value.clone())).collect()
}

#[test]
fn all_three_are_read_with_their_places() {
    let text = "# syntax=docker/dockerfile:1\n#  Escape  =  `  \n# check=skip=all;error=true\nFROM a\n";
    let tree = tree(text);
    let found: Vec<_> = tree.directives().map(|one| (one.name.value, one.value.span.of(text))).collect();
    assert_eq!(
        found,
        [
            (DirectiveName::Syntax, "docker/dockerfile:1"),
            (DirectiveName::Escape, "`"),
            (DirectiveName::Check, "skip=all;error=true"),
        ]
    );
    assert_eq!(tree.escape, Escape::Backtick);
    assert_eq!(tree.directives().nth(1).map(|one| one.name.span.of(text)), Some("Escape"));
}

#[test]
fn none_is_obeyed_behind_a_comment_a_blank_line_or_an_instruction() {
    for text in [
        "# a comment\n# escape=`\nFROM a\n",
        "\n# escape=`\nFROM a\n",
        "FROM a\n# escape=`\n",
        "# unknown=1\n# escape=`\nFROM a\n",
        "#\n# escape=`\nFROM a\n",
        "#!/bin/sh\n# escape=`\nFROM a\n",
    ] {
        assert_eq!(directives(text), [], "{text:?}");
        assert_eq!(parse(text).tree.escape, Escape::Backslash);
    }
    let tree = tree("# escape=`\n# a comment\n# check=skip=all\nFROM a\n");
    assert!(matches!(tree.items[..], [Item::Directive(_), Item::Comment(_), Item::Comment(_), Item::Instruction(_)]));
}

#[test]
fn one_without_a_value_is_a_comment() {
    for text in ["# escape=\nFROM a\n", "# escape\nFROM a\n", "# es cape=`\nFROM a\n"] {
        assert_eq!(directives(text), [], "{text:?}");
    }
}

#[test]
fn it_may_stand_behind_blanks_and_a_byte_order_mark() {
    assert_eq!(directives("\u{feff}# escape=`\nFROM a\n").len(), 1);
    assert_eq!(directives("  \t#escape=`\r\nFROM a\r\n"), [(DirectiveName::Escape, "`".to_owned())]);
}

#[test]
fn twice_the_same_and_a_strange_escape_are_refused() {
    let found = problems("# escape=\\\n# ESCAPE=`\nFROM a\n");
    assert_eq!(found, [(2, "the directive `ESCAPE` is written twice".to_owned(), "ESCAPE".to_owned())]);
    let found = problems("# escape=x\nFROM a\n");
    assert_eq!(found, [(1, "`x` cannot be the escape character".to_owned(), "x".to_owned())]);
    assert_eq!(problems("# escape=``\nFROM a\n").len(), 1);
}
