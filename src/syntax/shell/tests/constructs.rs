//! One construct at a time.

use super::super::{Nesting, Place, RedirectKind};
use super::*;
use crate::syntax::Quoting;

/// Reads a script, checks that there is no error and that spans nest, and writes it in the short form.
fn shown(text: &str) -> String {
    let script = read(text);
    assert_eq!(script.error, None, "{text}");
    check_spans(text, &script);
    show_list(&script.body)
}

/// The text of each simple command.
fn texts(text: &str) -> Vec<&str> {
    read(text).commands().iter().map(|(command, _)| command.span.of(text)).collect()
}

#[test]
fn lists_keep_their_connectors() {
    let text = "set -eux; apt-get update && apt-get install -y --no-install-recommends curl=1.* \
                && rm -rf /var/lib/apt/lists/*";
    assert_eq!(
        shown(text),
        "set -eux ; apt-get update && apt-get install -y --no-install-recommends curl=1.* \
         && rm -rf /var/lib/apt/lists/*"
    );
    let script = read(text);
    let connectors: Vec<_> = script.body.pipelines.iter().map(|pipeline| pipeline.connector_span.of(text)).collect();
    assert_eq!(connectors, ["", ";", "&&", "&&"]);
    let spans: Vec<_> = script.body.pipelines.iter().map(|pipeline| pipeline.span.of(text)).collect();
    assert_eq!(spans[0], "set -eux");
    assert_eq!(spans[3], "rm -rf /var/lib/apt/lists/*");
    assert_eq!(shown("[ -f x ] && y || z"), "[ -f x ] && y || z");
    assert_eq!(shown("a\nb"), "a ; b");
    assert_eq!(read("a\nb").body.pipelines[1].connector_span, Span::new(1, 2));
}

#[test]
fn background_and_negation_belong_to_pipelines() {
    assert_eq!(shown("a & b"), "a & ; b");
    assert_eq!(shown("! a | b && ! c &"), "! a | b && ! c &");
    assert_eq!(read("! a | b").body.pipelines[0].span, Span::new(0, 7));
}

#[test]
fn pipes_have_places() {
    let text = "curl -fsSL https://x | sh -s -- -y";
    assert_eq!(shown(text), text);
    let script = read(text);
    let commands = script.commands();
    let (curl, place) = &commands[0];
    assert!(curl.program().unwrap().is("curl") && place.feeds_pipe() && !place.follows_pipe());
    let (shell, place) = &commands[1];
    assert!(shell.arguments()[0].is("-s") && place.follows_pipe() && place.is_last_in_script());
    assert_eq!(shell.span.of(text), "sh -s -- -y");
    assert_eq!(shown("a |& b"), "a | b");
}

#[test]
fn assignments_stand_before_programs() {
    assert_eq!(shown(r#"FOO=1 BAR="$X" cmd"#), "FOO=1 BAR=<X> cmd");
    assert_eq!(shown("FOO= B=$(c)"), "FOO= B=<$ c>");
    assert_eq!(shown("a=(b $(c))"), "a=<?>b<$ c>");
    assert_eq!(shown(r#"export A=1 B="$C" D; local -r e=f"#), "export A=1 B=<C> D ; local -r e=f");
    let script = read("FOO=1");
    assert_eq!(script.commands()[0].0.program(), None);
}

#[test]
fn quotes_and_escapes_are_cooked() {
    let text = r#"sh -c "echo \"$HOME\"""#;
    assert_eq!(shown(text), r#"sh -c echo "<HOME>""#);
    let script = read(text);
    let word = &script.commands()[0].0.words[2];
    assert_eq!(word.raw, r#""echo \"$HOME\"""#);
    assert!(word.parts.iter().all(|part| part.quoting == Quoting::Double));
    assert_eq!(shown(r#"a\ b 'c\d'"e\f\$"\g "" ''"#), r"a b c\de\f$g  ");
    assert_eq!(shown("echo $'a\\tb' ~/x \\$y"), "echo a\tb ~/x $y");
    let script = read(r#"x """#);
    assert_eq!(script.commands()[0].0.words[1].known().as_deref(), Some(""));
    assert!(script.commands()[0].0.words[1].is_quoted());
}

#[test]
fn parts_stand_without_their_quotes() {
    let text = r#"x 'a'b"c$d""#;
    let script = read(text);
    let parts: Vec<_> = script.commands()[0].0.words[1].parts.iter().map(|part| part.span.of(text)).collect();
    assert_eq!(parts, ["a", "b", "c", "$d"]);
}

#[test]
fn variables_keep_their_operators() {
    assert_eq!(
        shown("x ${A} ${B:-c} ${B-c} ${B:+c} ${B+c} ${B:?c} ${B?c}"),
        "x <A> <B DefaultIfEmpty c> <B DefaultIfUnset c> <B AlternativeIfNotEmpty c> <B AlternativeIfSet c> \
         <B ErrorIfEmpty c> <B ErrorIfUnset c>"
    );
    assert_eq!(
        shown("x ${B#*/} ${B##*/} ${B%.*} ${B%%.*} ${B/a/b} ${B//a/b} ${B/a}"),
        "x <B TrimShortestPrefix */> <B TrimLongestPrefix */> <B TrimShortestSuffix .*> <B TrimLongestSuffix .*> \
         <B ReplaceFirst a/b> <B ReplaceAll a/b> <B ReplaceFirst a>"
    );
    assert_eq!(
        shown(r#""${A:-"$B"}" ${A:-$(b c)} ${A:-}"#),
        "<A DefaultIfEmpty <B>> <A DefaultIfEmpty <$ b c>> <A DefaultIfEmpty >"
    );
    assert_eq!(shown("x ${#A} ${A:1} ${A[0]} ${A^^} $((1 + 2)) ${A:=b}"), "x <?> <?> <?> <?> <?> <?>");
    assert_eq!(shown("x $? $1 $@"), "x <?> <1> <@>");
}

#[test]
fn substitutions_hold_commands() {
    let text = "wget https://x/y_$(dpkg --print-architecture).deb";
    assert_eq!(shown(text), "wget https://x/y_<$ dpkg --print-architecture>.deb");
    let script = read(text);
    let (dpkg, place) = &script.commands()[1];
    assert_eq!(dpkg.span.of(text), "dpkg --print-architecture");
    assert_eq!((place.nesting, place.depth), (Nesting::Substitution, 1));
    assert_eq!(shown("bash <(curl -s u)"), "bash <$ curl -s u>");
    assert_eq!(shown(r#"x "$(a "$(b "c")")""#), "x <$ a <$ b c>>");
    assert_eq!(texts(r#"x "$(a "$(b "c")")""#)[2], r#"b "c""#);
}

#[test]
fn backquotes_are_read_one_level_of_escapes_down() {
    let text = r"x `a \`b \$c\`` y";
    assert_eq!(shown(text), "x <$ a <$ b <c>>> y");
    assert_eq!(texts(text), [text, r"a \`b \$c\`", r"b \$c"]);
    assert_eq!(shown(r#"x "`a \"b c\"`""#), "x <$ a b c>");
}

#[test]
fn braces_and_globs() {
    assert_eq!(shown("ls *.txt [a-z]? x{a,b}c {1..3}"), "ls *.txt [a-z]? x<?>c <?>");
    let text = "mkdir {a,b}";
    let script = parse(&Joined::from_span(text, Span::new(0, 11)), Dialect::Sh);
    assert_eq!(show_list(&script.body), text);
}

#[test]
fn compounds_hold_lists() {
    assert_eq!(shown("if ! x; then y; else z; fi"), "If(){! x / y / z}");
    assert_eq!(shown("if a; then b; elif c; then d; fi > e"), "If(){a / b / c / d} >");
    assert_eq!(shown("for f in a $b; do rm $f; done"), r#"For("f")(a <b>){rm <f>}"#);
    assert_eq!(shown("while a; do b; done; until c; do d; done"), "Loop(){a / b} ; Loop(){c / d}");
    assert_eq!(shown("(a; b) | { c; }"), "Subshell(){a ; b} | Group(){c}");
    assert_eq!(shown("case \"$a\" in x|y*) b;; 'z') c;; *) ;; esac"), "Case(<a> x y* z *){b / c / }");
    assert_eq!(shown("f() { a; b; }; f"), r#"Function("f")(){a ; b} ; f"#);
    assert_eq!(shown("[[ -f x && $a == b* ]] && exit 1"), "Other(x <a> b*){} && exit 1");
    assert_eq!(shown("for ((i=0;i<3;i++)); do a; done; ((x++)); time b"), "Loop(){ / a} ; Other(){} ; Other(){b}");
    assert_eq!(shown("FOO=exit >exit exit 3; return; break 2"), "FOO=exit exit 3 Output(exit) ; return ; break 2");
}

#[test]
fn compounds_have_exact_spans() {
    let span = |text: &str, index: usize| {
        let script = read(text);
        match &script.body.pipelines[index].commands[0] {
            Command::Compound(compound) => compound.span.of(text).to_owned(),
            Command::Simple(_) => panic!("{text}"),
        }
    };
    for compound in [
        "( a; )",
        "{ a; }",
        "( cat <<E\n)\nE\n)",
        "if a; then b; fi",
        "if a; then b; fi >x",
        "for i in a; do b; done",
        "while a; do b; done",
        "case a in b) c;; esac",
        "f() { a; }",
        "f() ( a )",
        "[[ a ]]",
        "((1))",
        "( ( a ) )",
        "time a",
    ] {
        for rest in ["", " ", "; b", " && b", " # ) }", "\n b"] {
            assert_eq!(span(&format!("{compound}{rest}"), 0), compound, "{rest}");
            assert_eq!(span(&format!("x && {compound}{rest}"), 1), compound, "{rest}");
        }
    }
}

#[test]
fn nesting_is_told() {
    let text = "a; if b; then c; else d; fi; for i in 1; do e; done; f() { g; }; (h); { i; }; case j in k) l;; esac; [[ $(m) ]]";
    let script = read(text);
    let told: Vec<_> =
        script.commands().iter().map(|(c, place): &(_, Place<'_>)| (c.span.of(text), place.nesting)).collect();
    assert_eq!(
        told,
        [
            ("a", Nesting::TopLevel),
            ("b", Nesting::Condition),
            ("c", Nesting::Branch),
            ("d", Nesting::Branch),
            ("e", Nesting::Loop),
            ("g", Nesting::Function),
            ("h", Nesting::Subshell),
            ("i", Nesting::Group),
            ("l", Nesting::Branch),
            ("m", Nesting::Substitution),
        ]
    );
}

#[test]
fn redirects_have_targets() {
    assert_eq!(
        shown("a >b 2>>c <d 2>&1 >&- &>e &>>f <<<\"$g\""),
        "a Output(b) 2Append(c) Input(d) 2Duplicate(1) Duplicate(-) Output(e) Append(f) HereString(<g>)"
    );
    let text = "a > b x 2>&1 && c";
    let script = read(text);
    let command = script.commands()[0].0;
    assert_eq!(command.span.of(text), "a > b x 2>&1");
    assert_eq!(command.redirects[1].target.span.of(text), "1");
    assert_eq!(shown(">x"), "Output(x)");
}

#[test]
fn heredocs_have_bodies() {
    let text = "cat <<EOF > /etc/x && b\nhi $X \\$Y `date`\nEOF\nc";
    assert_eq!(shown(text), "cat Heredoc(EOF)\"hi <X> $Y <$ date>\\n\" Output(/etc/x) && b ; c");
    assert_eq!(texts(text), ["cat <<EOF > /etc/x", "date", "b", "c"]);
    assert_eq!(shown("cat <<-'E'\n\t$a\n\tE\n"), "cat Heredoc(E)\"$a\\n\"");
    let script = read(text);
    let redirect = &script.commands()[0].0.redirects[0];
    assert_eq!((redirect.kind, redirect.descriptor), (RedirectKind::Heredoc, None));
    assert_eq!(redirect.body.as_ref().unwrap().span.of(text), "hi $X \\$Y `date`\n");
}

#[test]
fn comments_are_no_words() {
    assert_eq!(shown("foo # bar"), "foo");
    assert_eq!(shown("# bar\nfoo"), "foo");
    assert_eq!(shown("foo#bar"), "foo#bar");
    assert_eq!(texts("foo # bar"), ["foo"]);
    assert_eq!(shown(""), "");
    assert_eq!(shown(" \n"), "");
}

#[test]
fn continued_lines_lead_back_to_the_file() {
    let file = "RUN a \\\n # c\n  && b \"x\\\ny\" $(d \\\n e)\n";
    let mut joined = Joined::default();
    for piece in ["a ", "  && b \"x", "y\" $(d ", " e)"] {
        let start = file.find(piece).unwrap() as u32;
        joined.push(file, Span::new(start, start + piece.len() as u32));
    }
    let script = parse(&joined, Dialect::Sh);
    check_spans(file, &script);
    assert_eq!(show_list(&script.body), "a && b xy <$ d e>");
    let commands = script.commands();
    assert_eq!(commands[0].0.span.of(file), "a");
    assert_eq!(commands[1].0.words[1].span.of(file), "\"x\\\ny\"");
    assert_eq!(commands[1].0.words[1].raw, "\"xy\"");
    assert_eq!(commands[2].0.words[1].span.of(file), "e");
}

#[test]
fn carriage_returns_do_not_lose_commands() {
    let text = "a\r\nb c\r\n";
    let script = read(text);
    check_spans(text, &script);
    assert_eq!(script.commands().len(), 2);
    assert!(script.commands()[1].0.program().unwrap().is("b"));
}

#[test]
fn errors_cost_one_statement() {
    let broken = |text: &str| {
        let script = read(text);
        check_spans(text, &script);
        (show_list(&script.body), script.error.unwrap().of(text).to_owned())
    };
    assert_eq!(broken("a && b 'c; d"), ("a".to_owned(), "'".to_owned()));
    assert_eq!(broken("a && ( b").0, "a");
    assert_eq!(broken("a; b && c; if d; then e").0, "a ; b && c");
    assert_eq!(broken("a && ) && b").0, "a ; b");
    assert_eq!(broken("a && \"b"), ("a".to_owned(), "\"".to_owned()));
    assert_eq!(broken("fi").0, "");
}

#[test]
fn errors_in_substitutions_stay_there() {
    let script = read("a $(b && c | ) && d");
    assert_eq!(show_list(&script.body), "a <$ b> && d");
    let PartKind::Substitution(inner) = &script.commands()[0].0.words[1].parts[0].kind else { panic!() };
    assert!(inner.error.is_some());
}

#[test]
fn sh_reads_what_only_bash_knows() {
    for text in ["[[ a == b ]] && c", "function f { a; }", "a &> b", "x <(y)"] {
        let script = parse(&Joined::from_span(text, Span::new(0, text.len() as u32)), Dialect::Sh);
        assert_eq!(script.error, None, "{text}");
        assert_eq!(show_list(&script.body), shown(text));
    }
}

#[test]
fn deep_and_long_scripts_end() {
    for (open, close) in [("$(", ")"), ("( ", " )"), ("\"$(", ")\""), ("${a:-", "}"), ("{ ", "; }"), ("`", "`")] {
        for count in [50, 99, 2000] {
            let text = format!("{}a{}", open.repeat(count), close.repeat(count));
            check_spans(&text, &read(&text));
            check_spans(&text, &read(&open.repeat(count)));
        }
    }
    let script = read(&format!("a && b; c {}", "{d,".repeat(20_000)));
    assert_eq!((show_list(&script.body).as_str(), script.error.is_some()), ("a && b", true));
    for link in ["a && ", "a | ", "a; ", "a || b && ", "a 'b' "] {
        let text = format!("{}z", link.repeat(20_000));
        check_spans(&text, &read(&text));
    }
}
