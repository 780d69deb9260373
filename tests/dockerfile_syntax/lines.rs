//! Lines: continued, ended in either way, with comments and blanks inside, in any encoding.

use plimsoll::syntax::dockerfile::ast::{CommandLine, Item, Kind, PieceKind};
use plimsoll::text::Source;

use super::{instruction, keywords, parse, tree};

fn script(text: &str) -> String {
    let (_, found) = instruction(text);
    match found.kind {
        Kind::Run(run) => match run.command {
            CommandLine::Shell(shell) => shell.script.text().to_owned(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn continued_lines_are_joined_without_comments_and_blank_lines() {
    assert_eq!(script("RUN a \\\n  b"), "a   b");
    assert_eq!(script("RUN a\\\nb"), "ab");
    assert_eq!(script("RUN a \\\n# one\n\n   # two\n\t\n b \\\n\n\n c"), "a  b  c");
    assert_eq!(script("RUN a \\ \t \n b"), "a  b", "blanks behind the backslash");
    assert_eq!(script("RUN a \\\r\n b"), "a  b");
    assert_eq!(script("RUN \\\n\\\n a"), "a", "a backslash alone on its line");
    assert_eq!(script("RUN a # no comment \\\n b"), "a # no comment  b");
}

#[test]
fn pieces_say_what_each_stretch_is() {
    let (file, found) = instruction("RUN a \\ \n# one\n\n b");
    let kinds: Vec<(PieceKind, &str)> = found.pieces.iter().map(|piece| (piece.kind, piece.span.of(&file))).collect();
    assert_eq!(
        kinds,
        [
            (PieceKind::Text, "RUN a "),
            (PieceKind::Continuation, "\\ \n"),
            (PieceKind::Comment, "# one\n"),
            (PieceKind::Blank, "\n"),
            (PieceKind::Text, " b"),
            (PieceKind::LineEnd, "\n"),
        ]
    );
}

#[test]
fn what_does_not_continue_a_line() {
    let two = |text: &str| keywords(&tree(text)).len();
    assert_eq!(two("FROM a\nRUN a \\\\\nRUN b\n"), 3, "a doubled backslash");
    assert_eq!(two("FROM a\nRUN a \\\\\\\nRUN b\n"), 3, "three of them");
    assert_eq!(two("FROM a\n# a comment \\\nRUN b\n"), 2);
    assert_eq!(two("FROM a\nRUN a `\nRUN b\n"), 3, "a backtick without the directive");
    assert_eq!(two("# escape=`\nFROM a\nRUN a \\\nRUN b\n"), 3, "a backslash with it");
    assert_eq!(two("# escape=`\nFROM a\nRUN a `\n b\nCMD x\n"), 3);
}

#[test]
fn a_backslash_may_end_the_file() {
    for end in ["\\", "\\\n", "\\ \n", "\\\n\n", "\\\n# x", "\\\n# x\n\n"] {
        assert_eq!(keywords(&tree(&format!("FROM a\nRUN x {end}"))), ["FROM", "RUN"], "{end:?}");
    }
    let alone = parse("FROM a\n\\\n");
    assert_eq!(alone.problems.len(), 1);
}

#[test]
fn a_keyword_may_stand_on_the_second_line() {
    assert_eq!(keywords(&tree("FROM a\n\\\nRUN x\n")), ["FROM", "RUN"]);
    assert_eq!(keywords(&tree("FROM a\nRU\\\nN x\n")), ["FROM", "RUN"]);
}

#[test]
fn blanks_of_all_kinds_stand_round_a_keyword() {
    assert_eq!(keywords(&tree("\n \t\n  FROM a\n\tRUN\tx\n")), ["FROM", "RUN"]);
    assert_eq!(keywords(&tree("FROM\u{b}a\nRUN\u{c}x\n")), ["FROM", "RUN"]);
}

#[test]
fn keywords_are_known_in_any_case() {
    let tree = tree("from a as b\nRun x\nworkDIR /\n");
    assert_eq!(keywords(&tree), ["from", "Run", "workDIR"]);
    let names: Vec<&str> = tree.instructions().map(|one| one.keyword.value.name()).collect();
    assert_eq!(names, ["FROM", "RUN", "WORKDIR"]);
}

#[test]
fn a_byte_order_mark_is_an_item_and_moves_nothing() {
    let text = "\u{feff}FROM a\nRUN x\n";
    let tree = tree(text);
    assert!(matches!(tree.items.first(), Some(Item::ByteOrderMark(span)) if span.len() == 3));
    let found = tree.instructions().next().expect("FROM");
    assert_eq!(found.keyword.span.of(text), "FROM");
    assert_eq!(parse("FROM a\n\u{feff}RUN x\n").problems.len(), 1, "in the middle it is none");
}

#[test]
fn latin_1_bytes_keep_their_places() {
    let source = Source::new("Dockerfile", b"# caf\xe9\nFROM a\nLABEL o=\"Andr\xe9\" p=q\n".to_vec());
    let tree = tree(source.text());
    let Some(Kind::Label(pairs)) = tree.instructions().nth(1).map(|one| &one.kind) else { panic!("no LABEL") };
    assert_eq!(pairs.pairs[1].value.span.of(source.text()), "q");
    assert_eq!(&source.bytes()[pairs.pairs[0].value.span.end as usize - 2..][..1], b"\xe9");
}

#[test]
fn crlf_belongs_to_the_line_end() {
    let text = "FROM a\r\nENV A=b\r\nCMD [\"x\"]\r\nRUN x\r\n";
    let tree = tree(text);
    let spans: Vec<&str> = tree.instructions().map(|one| one.span.of(text)).collect();
    assert_eq!(spans, ["FROM a", "ENV A=b", "CMD [\"x\"]", "RUN x"]);
}

#[test]
fn comments_above_are_counted() {
    let tree = tree("# a\nFROM a\n# b\n# c\nRUN x\n# d\n\nRUN y\n");
    let counts: Vec<usize> = tree.instructions().map(|one| one.comments_above).collect();
    assert_eq!(counts, [1, 2, 0]);
}

/// A word that is cut by a continuation knows both of its ends; words beside it are exact.
#[test]
fn places_lead_over_joins() {
    let (file, found) = instruction("ENV A=b\\\nc D=e \\\n # f\n  G=h");
    let Kind::Env(pairs) = found.kind else { panic!("no ENV") };
    let values: Vec<(&str, &str)> =
        pairs.pairs.iter().map(|one| (one.value.raw.as_str(), one.value.span.of(&file))).collect();
    assert_eq!(values, [("bc", "b\\\nc"), ("e", "e"), ("h", "h")]);
    let (file, found) = instruction("COPY --from=x \\\n  one \\\n  two \\\n  /three");
    let Kind::Copy(copy) = found.kind else { panic!("no COPY") };
    assert_eq!(copy.sources.iter().map(|word| word.span.of(&file)).collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!(copy.destination.map(|word| word.span.of(&file).to_owned()).as_deref(), Some("/three"));
}
