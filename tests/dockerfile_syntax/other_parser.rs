//! Why the parser is our own: inputs that `dockerfile-parser`, the crate of that name, cannot read or
//! misreads. Each asserts what that crate does too, so that a better release of it is noticed.

use plimsoll::syntax::dockerfile::ast::{Kind, PieceKind};

use super::support::other_parser::outline;
use super::{keywords, parse, problems, tree};

/// The keywords that the other parser sees; `None` where it gives the file up.
fn others(text: &str) -> Option<Vec<String>> {
    Some(outline(text)?.into_iter().map(|(keyword, _)| keyword).collect())
}

#[test]
fn a1_a_heredoc_loses_the_file() {
    let text = "FROM a\nRUN <<EOF\nset -e\napt-get update\nEOF\n";
    assert_eq!(others(text), None);
    assert_eq!(keywords(&tree(text)), ["FROM", "RUN"]);
}

#[test]
fn a2_the_escape_directive_is_not_obeyed() {
    let text = "# escape=`\nFROM a\nRUN dir `\n  c:\\\nUSER x\n";
    assert_ne!(others(text).unwrap_or_default(), ["FROM", "RUN", "USER"]);
    assert_eq!(keywords(&tree(text)), ["FROM", "RUN", "USER"]);
}

#[test]
fn a3_a_byte_order_mark_loses_the_file() {
    let text = "\u{feff}FROM a\n";
    assert_eq!(others(text), None);
    assert_eq!(keywords(&tree(text)), ["FROM"]);
}

#[test]
fn a4_a_blank_line_in_a_continuation_loses_the_file() {
    let text = "FROM a\nRUN a \\\n\n b\n";
    assert_eq!(others(text), None);
    let tree = tree(text);
    let run = tree.instructions().nth(1).expect("RUN");
    assert!(run.pieces.iter().any(|piece| piece.kind == PieceKind::Blank));
}

#[test]
fn a5_a_flag_without_a_value_turns_all_flags_into_sources() {
    let text = "FROM a\nCOPY --link --chown=1:2 --from=b a /c/\n";
    let file = dockerfile_parser::Dockerfile::parse(text).expect("it reads this one, wrongly");
    let copy = file.instructions.iter().find_map(|one| one.as_copy()).expect("COPY");
    assert_eq!((copy.flags.len(), copy.sources.len()), (0, 4));
    let tree = tree(text);
    let found = tree.instructions().nth(1).expect("COPY");
    let Kind::Copy(copy) = &found.kind else { panic!("no COPY") };
    assert_eq!((found.flags.len(), copy.sources.len()), (3, 1));
}

#[test]
fn a6_flags_of_run_are_left_in_the_script() {
    let text = "FROM a\nRUN --mount=type=cache,target=/x pip install y\n";
    let tree = tree(text);
    let run = tree.instructions().nth(1).expect("RUN");
    assert_eq!((run.flags.len(), run.arguments.text()), (1, "pip install y"));
}

#[test]
fn a7_much_that_builds_is_refused() {
    for text in [
        "LABEL maintainer John Doe <j@x>",
        "ARG foo bar=baz",
        "ENV F=g\\ h",
        "ENV X=",
        "CMD [\"ok\"] trailing",
        "COPY [\"a b\", \"c d\", \"/e f/\"]",
        "LABEL foo=\"bar baz",
        "FROM php:%%TAG%%-alpine",
    ] {
        let text = format!("FROM a\n{text}\n");
        assert_eq!(others(&text), None, "{text}");
        assert_eq!(tree(&text).instructions().count(), 2, "{text}");
    }
}

#[test]
fn a8_much_that_does_not_build_is_accepted() {
    for text in ["RUN x\n", "", "FROM a\nRUNN ls -l\n", "FROM a\nONBUILD FROM x\n"] {
        assert!(others(text).is_some(), "{text:?}");
        assert_eq!(problems(text).len(), 1, "{text:?}");
    }
}

#[test]
fn a9_one_bad_line_loses_the_file() {
    let text = "FROM a\nENV lonely\nUSER x\n";
    assert_eq!(others(text), None);
    assert_eq!(keywords(&parse(text).tree), ["FROM", "ENV", "USER"]);
}

#[test]
fn a10_half_of_the_instructions_have_no_type() {
    let text = "FROM a\nUSER b\nWORKDIR /c\nEXPOSE 1\nVOLUME /d\nADD e f\nSHELL [\"g\"]\nHEALTHCHECK NONE\nSTOPSIGNAL 9\nONBUILD RUN h\n";
    let file = dockerfile_parser::Dockerfile::parse(text).expect("it reads this one");
    assert_eq!(file.instructions.iter().filter(|one| one.as_misc().is_some()).count(), 9);
    assert!(tree(text).instructions().all(|one| !matches!(one.kind, Kind::Unknown)));
}
