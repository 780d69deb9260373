//! Here-documents in all their forms.

use plimsoll::syntax::dockerfile::ast::{Heredoc, Kind};

use super::{instruction, keywords, parse, problems, tree};

/// Name, body, whether variables are expanded, whether tabs go away.
fn heredocs(text: &str) -> Vec<(String, String, bool, bool)> {
    let (file, found) = instruction(text);
    let told = |one: &Heredoc| (one.name.value.clone(), one.body.of(&file).to_owned(), one.expand, one.strip_tabs);
    found.heredocs.iter().map(told).collect()
}

fn one(name: &str, body: &str, expand: bool, strip: bool) -> (String, String, bool, bool) {
    (name.to_owned(), body.to_owned(), expand, strip)
}

#[test]
fn run_copy_and_add_take_them() {
    assert_eq!(heredocs("RUN <<EOF\nset -e\nFROM x\nEOF"), [one("EOF", "set -e\nFROM x\n", true, false)]);
    assert_eq!(heredocs("COPY <<a.txt /x\nhi\na.txt"), [one("a.txt", "hi\n", true, false)]);
    assert_eq!(heredocs("ADD --chmod=644 <<E /x\nE"), [one("E", "", true, false)]);
    assert_eq!(heredocs("run <<E\nx\nE"), [one("E", "x\n", true, false)]);
}

#[test]
fn several_stand_on_one_line() {
    let found = heredocs("COPY <<A <<-'B C' <<\"D\" /x/\n1\nA\n\t2\n\tB C\n3\nD");
    assert_eq!(found, [one("A", "1\n", true, false), one("B C", "\t2\n", false, true), one("D", "3\n", false, false)]);
    let (_, found) = instruction("COPY <<A <<B /x/\nA\nB");
    let Kind::Copy(copy) = found.kind else { panic!("no COPY") };
    assert_eq!(copy.sources.iter().map(|word| word.raw.as_str()).collect::<Vec<_>>(), ["<<A", "<<B"]);
}

#[test]
fn they_follow_commands_flags_and_descriptors() {
    assert_eq!(heredocs("RUN python3 - <<EOF && echo done\nx\nEOF").len(), 1);
    assert_eq!(heredocs("RUN cat <<'CONF' > /etc/x\n$a\nCONF"), [one("CONF", "$a\n", false, false)]);
    assert_eq!(heredocs("RUN --mount=type=cache,target=/x <<EOF\nx\nEOF").len(), 1);
    assert_eq!(heredocs("RUN a \\\n  && cat <<EOF\nx\\\ny\nEOF"), [one("EOF", "x\\\ny\n", true, false)]);
    let (file, found) = instruction("RUN cat 3<<EOF <&3\nx\nEOF");
    assert_eq!((found.heredocs[0].descriptor, found.heredocs[0].opener.of(&file)), (Some(3), "3<<EOF"));
    assert_eq!(found.heredocs[0].name.span.of(&file), "EOF");
}

#[test]
fn a_delimiter_must_stand_alone() {
    assert_eq!(heredocs("RUN <<EOF\n EOF\nEOF \nEOFX\n\tEOF\nEOF")[0].1, " EOF\nEOF \nEOFX\n\tEOF\n");
    assert_eq!(heredocs("RUN <<-EOF\n EOF\n\t\tEOF")[0].1, " EOF\n");
    assert_eq!(heredocs("RUN <<\\EOF\nx\nEOF"), [one("EOF", "x\n", false, false)]);
    assert_eq!(heredocs("RUN <<EOF\r\nx\r\nEOF\r"), [one("EOF", "x\r\n", true, false)]);
}

#[test]
fn comments_and_blank_lines_in_them_are_text() {
    assert_eq!(heredocs("RUN <<EOF\n# x\n\n# y \\\nEOF")[0].1, "# x\n\n# y \\\n");
}

#[test]
fn onbuild_hands_them_on() {
    let (_, found) = instruction("ONBUILD RUN <<EOF\nx\nEOF");
    assert_eq!(found.heredocs.len(), 1);
    let Kind::OnBuild(Some(inner)) = found.kind else { panic!("no trigger") };
    assert_eq!(inner.heredocs, found.heredocs);
}

#[test]
fn arrows_that_open_nothing() {
    for text in [
        "RUN [\"cat\", \"<<EOF\"]",
        "COPY [\"<<EOF\", \"/x\"]",
        "RUN cat <<<word",
        "RUN echo $((1<<2))",
        "RUN echo '<<EOF'",
        "RUN echo \"<<EOF\"",
        "RUN echo it's <<EOF",
        "RUN x <<",
        "RUN x << y",
        "ENV A=<<EOF",
        "CMD cat <<EOF",
        "LABEL a=<<EOF",
        "HEALTHCHECK CMD cat <<EOF",
        "ONBUILD CMD cat <<EOF",
    ] {
        assert_eq!(heredocs(text), [], "{text}");
    }
}

#[test]
fn one_that_never_ends_takes_the_rest_and_says_so() {
    for text in ["FROM a\nRUN <<EOF\nx\nUSER y\n", "FROM a\nRUN <<EOF", "FROM a\nCOPY <<A <<EOF /x/\nA\nx\n"] {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].1.contains("never ends"), "{found:?}");
        assert_eq!(found[0].2, "<<EOF");
        assert_eq!(keywords(&parse(text).tree).len(), 2);
    }
    let (body, end) = {
        let text = "FROM a\nRUN <<EOF\nx\n";
        let parsed = parse(text);
        let heredoc = parsed.tree.instructions().nth(1).map(|one| one.heredocs[0].clone()).expect("a heredoc");
        (heredoc.body.of(text).to_owned(), heredoc.end)
    };
    assert_eq!((body.as_str(), end), ("x\n", None));
}

#[test]
fn what_follows_is_read_as_usual() {
    assert_eq!(keywords(&tree("FROM a\nRUN <<EOF\nJUNK\nEOF\nUSER x\nCOPY <<A <<B /\nA\nB\nCMD y\n")).len(), 5);
}

/// A heredoc is a source; BuildKit refuses it as the destination.
#[test]
fn the_destination_is_none() {
    let found = problems("FROM a\nCOPY x <<EOF\ny\nEOF\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].2.as_str()), (2, "<<EOF"));
}
