//! What BuildKit refuses is said once, at the exact place, with what to do.

use plimsoll::syntax::ProblemKind;
use plimsoll::syntax::dockerfile::ast::TemplateLanguage;

use super::{parse, problems};

/// Instruction behind `FROM a`, the text that is pointed at, and a part of the message.
const REFUSED: &[(&str, &str, &str)] = &[
    ("FROM", "FROM", "no image"),
    ("FROM a b", "b", "an image"),
    ("FROM a AS", "AS", "an image"),
    ("FROM a as b c", "as b c", "an image"),
    ("FROM a # comment", "# comment", "an image"),
    ("FROM a AS 1st", "1st", "cannot be the name of a stage"),
    ("FROM a AS b/c", "b/c", "cannot be the name of a stage"),
    ("FROM --from=x a", "--from=x", "no flag"),
    ("ARG", "ARG", "no variable"),
    ("ARG =x", "=x", "name is missing"),
    ("ENV", "ENV", "no "),
    ("ENV lonely", "lonely", "has no value"),
    ("ENV a=1 b", "b", "has no `=`"),
    ("ENV =x", "=x", "name is missing"),
    ("LABEL", "LABEL", "no "),
    ("LABEL a=1 b", "b", "has no `=`"),
    ("ENV --x=y a=b", "--x=y", "no flag"),
    ("RUN [\"a\", 1]", "[\"a\", 1]", "no string"),
    ("CMD [null]", "[null]", "no string"),
    ("CMD --help", "--help", "no flag"),
    ("COPY [\"a\", [\"b\"]]", "[\"a\", [\"b\"]]", "no string"),
    ("COPY", "COPY", "no source"),
    ("COPY a", "a", "no destination"),
    ("COPY []", "COPY", "no source"),
    ("COPY --from a b", "--from", "needs a value"),
    ("COPY --form=a b c", "--form=a", "no flag"),
    ("COPY --link=maybe a b", "--link=maybe", "on or off"),
    ("COPY --link= a b", "--link=", "on or off"),
    ("COPY --from=a --from=b c d", "--from=b", "twice"),
    ("COPY <<A <<B\nA\nB", "<<B", "destination"),
    ("ADD a", "a", "no destination"),
    ("ADD --parents a b", "--parents", "no flag"),
    ("ADD --checksum=sha256:0 a b /c", "--checksum=sha256:0", "one source"),
    ("RUN --mount=type=nope x", "type=nope", "no mount of type"),
    ("RUN --mount x", "--mount", "needs a value"),
    ("RUN --network=none --network=host x", "--network=host", "twice"),
    ("RUN --network=nope x", "nope", "cannot be"),
    ("RUN --security=nope x", "nope", "cannot be"),
    ("EXPOSE", "EXPOSE", "no port"),
    ("USER", "USER", "no user"),
    ("WORKDIR", "WORKDIR", "no directory"),
    ("STOPSIGNAL", "STOPSIGNAL", "no signal"),
    ("MAINTAINER", "MAINTAINER", "names no"),
    ("VOLUME", "VOLUME", "no path"),
    ("VOLUME []", "VOLUME", "no path"),
    ("VOLUME [\"\"]", "\"\"", "empty"),
    ("VOLUME [\"/a\", \" \"]", "\" \"", "empty"),
    ("SHELL", "SHELL", "JSON array"),
    ("SHELL bash -c", "bash -c", "JSON array"),
    ("SHELL []", "[]", "JSON array"),
    ("HEALTHCHECK", "HEALTHCHECK", "no check"),
    ("HEALTHCHECK curl x", "curl", "followed by"),
    ("HEALTHCHECK NONE x", "x", "no arguments"),
    ("HEALTHCHECK CMD", "CMD", "no command"),
    ("HEALTHCHECK CMD []", "CMD", "no command"),
    ("HEALTHCHECK --interval=5 CMD x", "5", "cannot be"),
    ("HEALTHCHECK --timeout=1us CMD x", "1us", "cannot be"),
    ("HEALTHCHECK --retries=-1 CMD x", "-1", "cannot be"),
    ("HEALTHCHECK --retries=x CMD x", "x", "cannot be"),
    ("ONBUILD", "ONBUILD", "no instruction"),
    ("ONBUILD ONBUILD RUN x", "ONBUILD", "trigger"),
    ("ONBUILD from x", "from", "trigger"),
    ("ONBUILD MAINTAINER x", "MAINTAINER", "trigger"),
    ("ONBUILD CMD [1]", "[1]", "no string"),
    ("ONBUILD --x RUN y", "--x", "no flag"),
    ("RUN <<EOF", "<<EOF", "never ends"),
    ("RUNN x", "RUNN", "no instruction"),
    ("=", "=", "no instruction"),
];

#[test]
fn each_is_said_once_at_its_place_with_help() {
    let mut wrong = Vec::new();
    for (bad, place, message) in REFUSED {
        let text = format!("FROM a\n{bad}\n");
        let found = problems(&text);
        let help = parse(&text).problems.first().and_then(|problem| problem.help.clone());
        let is_right = matches!(&found[..], [(line, said, at)] if *line > 1 && said.contains(message) && at == place);
        if !is_right || (help.is_none() && *bad != "=") {
            wrong.push(format!("{bad}: {found:?}, help {help:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_typing_error_has_a_suggestion() {
    for (bad, meant) in [
        ("RUNN x", "RUN"),
        ("FORM a", "FROM"),
        ("WORKDRI /", "WORKDIR"),
        ("copyy a b", "COPY"),
        ("HEALTHCHEK CMD x", "HEALTHCHECK"),
    ] {
        let parsed = parse(&format!("FROM a\n{bad}\n"));
        let problem = &parsed.problems[0];
        assert_eq!(problem.kind, ProblemKind::UnknownInstruction);
        assert_eq!(problem.replacement.as_deref(), Some(meant), "{bad}");
        assert_eq!(problem.help.as_deref(), Some(format!("did you mean `{meant}`?").as_str()));
    }
    let flag = parse("FROM a\nCOPY --form=a b c\n");
    assert_eq!(flag.problems[0].help.as_deref(), Some("did you mean `--from`?"));
}

#[test]
fn the_order_of_instructions() {
    assert_eq!(problems("").len(), 1);
    assert_eq!(problems("# nothing\n\n").len(), 1);
    assert_eq!(problems("ARG A=b\n"), [(1, "the file has no `FROM`".to_owned(), String::new())]);
    let early = problems("RUN x\nUSER y\nFROM a\n");
    assert_eq!(early, [(1, "`RUN` stands before the first `FROM`".to_owned(), "RUN".to_owned())]);
    assert!(problems("ARG A\nARG B=c\nFROM a\n").is_empty());
}

/// A typing error in the first FROM is one problem, not a cascade.
#[test]
fn a_misspelt_from_is_one_problem() {
    let found = problems("FORM a\nRUN x\nUSER y\n");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn problems_come_in_the_order_of_their_places() {
    let places: Vec<u32> = problems("FROM a\nRUNN\nCOPY x\nENV\nUSER\n").into_iter().map(|one| one.0).collect();
    assert_eq!(places, [2, 3, 4, 5]);
}

#[test]
fn a_template_is_said_once() {
    for (text, language) in [
        ("FROM {{ .Image }}\nRUNN x\nCOPY a\n", TemplateLanguage::Braces),
        ("FROM a\n{% if x %}\nRUN y\n{% endif %}\n", TemplateLanguage::Braces),
        ("FROM a\n<% if x %>\nRUN y\n<% end %>\n", TemplateLanguage::Percent),
        ("FROM a\n%%RUNS%%\n%%MORE%%\n", TemplateLanguage::Placeholder),
        ("FROM a\n@RUNS@\n", TemplateLanguage::At),
    ] {
        let parsed = parse(text);
        assert_eq!(parsed.problems.len(), 1, "{text}: {:?}", parsed.problems);
        assert_eq!(parsed.problems[0].kind, ProblemKind::Template);
        assert_eq!(parsed.tree.template.map(|found| found.value), Some(language), "{text}");
    }
}

#[test]
fn marks_of_templates_in_a_file_that_builds_mean_nothing() {
    for text in [
        "FROM php:%%TAG%%-alpine\n",
        "FROM a\nRUN docker ps --format '{{.ID}}'\n",
        "FROM a\nRUN echo @NAME@ <%x%>\nLABEL a={{b}}\n",
    ] {
        let parsed = parse(text);
        assert!(parsed.problems.is_empty() && parsed.tree.template.is_none(), "{text}: {:?}", parsed.problems);
    }
}
