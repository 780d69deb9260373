//! The report for people, on samples.

use super::super::{Format, Look, Run, render, samples};
use super::*;
use crate::text::{Edit, Span};

const PLAIN: Look = Look { unicode: false, color: false, width: 80 };

fn shown(checked: Checked, look: Look) -> String {
    let settings = samples::settings();
    let text = render(&Run { checked: &[checked], settings: &settings, gaps: &[] }, Format::Human, look);
    assert!(text.lines().all(|line| line.trim_end() == line), "trailing blanks: {text:?}");
    text
}

#[test]
fn a_whole_report() {
    let (checked, settings, gaps) = samples::shop();
    let run = Run { checked: &checked, settings: &settings, gaps: &gaps };
    insta::assert_snapshot!(render(&run, Format::Human, PLAIN), @r#"
    info: `install -y gcc` brings recommended packages too
                                                         apt-recommends (efficiency)
       ,-[shop/api/Dockerfile:3:16]
     3 |     && apt-get install -y gcc
       :                ^^^^^^^^^^^^^^
       `----
      fix: add `--no-install-recommends` (with --fix)
            -     && apt-get install -y gcc
            +     && apt-get install --no-install-recommends -y gcc
      also at shop/api/Dockerfile:4:13: `install -y make` brings recommended
        packages too
      also at shop/api/Dockerfile:5:13: `install -y vim` brings recommended packages
        too

    warning: the image runs as root                             some-rule (security)
       ,-[shop/api/Dockerfile:6:1]
     1 | FROM python:3.12-slim
       :      ^^^^^^^^|^^^^^^^
       :              `-- starts as root, and no USER follows
     6 | CMD ["gunicorn", "app:app"]
       : ^|^
       :  `-- this runs with uid 0
       `----
      help: create a user and switch to it before CMD
      fix: create the user `app` and switch to it (with --fix --unsafe-fixes)
            + RUN useradd --system --uid 10001 app
            + USER 10001:10001

    error: the last USER, `a\x1bb`, is root                     some-rule (security)
       ,-[shop/web [1]/Dockerfile ñ:2:7]
     2 |     USER 0
       :          ^
       `----

    warning: no end                                             some-rule (security)
       ,-[shop/web [1]/Dockerfile ñ:2:8]
     2 |     USER 0
       :           ^
       `----

    2 Dockerfiles: 1 error, 2 warnings, 3 infos (2 more in --profile production); 3
      fixable with --fix, 1 with --fix --unsafe-fixes; 1 path could not be checked
    "#);
    let unicode = Look { unicode: true, ..PLAIN };
    insta::assert_snapshot!(render(&run, Format::Human, unicode), @r#"
    info: `install -y gcc` brings recommended packages too
                                                         apt-recommends (efficiency)
       ╭─[shop/api/Dockerfile:3:16]
     3 │     && apt-get install -y gcc
       ·                ──────────────
       ╰────
      fix: add `--no-install-recommends` (with --fix)
            -     && apt-get install -y gcc
            +     && apt-get install --no-install-recommends -y gcc
      also at shop/api/Dockerfile:4:13: `install -y make` brings recommended
        packages too
      also at shop/api/Dockerfile:5:13: `install -y vim` brings recommended packages
        too

    warning: the image runs as root                             some-rule (security)
       ╭─[shop/api/Dockerfile:6:1]
     1 │ FROM python:3.12-slim
       ·      ────────┬───────
       ·              ╰── starts as root, and no USER follows
     6 │ CMD ["gunicorn", "app:app"]
       · ─┬─
       ·  ╰── this runs with uid 0
       ╰────
      help: create a user and switch to it before CMD
      fix: create the user `app` and switch to it (with --fix --unsafe-fixes)
            + RUN useradd --system --uid 10001 app
            + USER 10001:10001

    error: the last USER, `a\x1bb`, is root                     some-rule (security)
       ╭─[shop/web [1]/Dockerfile ñ:2:7]
     2 │     USER 0
       ·          ─
       ╰────

    warning: no end                                             some-rule (security)
       ╭─[shop/web [1]/Dockerfile ñ:2:8]
     2 │     USER 0
       ·           ▲
       ╰────

    2 Dockerfiles: 1 error, 2 warnings, 3 infos (2 more in --profile production) · 3
      fixable with --fix, 1 with --fix --unsafe-fixes · 1 path could not be checked
    "#);
}

#[test]
fn colours_are_escape_sequences_of_our_own_only() {
    let (checked, settings, _) = samples::shop();
    let run = Run { checked: &checked[1..], settings: &settings, gaps: &[] };
    let colored = render(&run, Format::Human, Look { color: true, ..PLAIN });
    insta::assert_snapshot!(colored.replace('\u{1b}', "^"), @r#"
    ^[1;31merror^[0m^[1m: the last USER, `a\x1bb`, is root^[0m                     ^[2msome-rule (security)^[0m
       ,-[^[36;1;4mshop/web [1]/Dockerfile ñ:2:7^[0m]
     2 |     USER 0
       : ^[31m         ^^[0m
       `----

    ^[1;33mwarning^[0m^[1m: no end^[0m                                             ^[2msome-rule (security)^[0m
       ,-[^[36;1;4mshop/web [1]/Dockerfile ñ:2:8^[0m]
     2 |     USER 0
       : ^[33m          ^^[0m
       `----

    1 Dockerfile: 1 error, 1 warning
    "#);
}

#[test]
fn a_clean_run_is_one_line() {
    insta::assert_snapshot!(shown(samples::checked("Dockerfile", "FROM scratch\n"), PLAIN), @r#"1 Dockerfile: no findings"#);
}

#[test]
fn narrow_pages_wrap() {
    let mut checked =
        samples::checked("a/long/path/to/some/Dockerfile", "FROM a\nRUN make everything and then some more of it\n");
    let mut finding = samples::finding(
        samples::span(&checked, "everything"),
        "a long message that does not fit on the line of a narrow page",
    );
    finding.note = Some("a long note that does not fit on what is left of the line either".into());
    finding.help = Some("a help of two lines, of which the first is long\nand the second short".into());
    checked.diagnostics.push(finding);
    insta::assert_snapshot!(shown(checked, Look { width: 44, ..PLAIN }), @r#"
    warning: a long message that does not fit on
      the line of a narrow page
                            some-rule (security)
       ,-[a/long/path/to/some/Dockerfile:2:10]
     2 | RUN make everything and then som...
       :          ^^^^^|^^^^
       :               `-| a long note that does
       :                 | not fit on what is left
       :                 | of the line either
       `----
      help: a help of two lines, of which the
            first is long
            and the second short

    1 Dockerfile: 1 warning
    "#);
}

#[test]
fn spans_of_several_lines_have_brackets() {
    let text = "FROM a\nRUN one \\\n  two \\\n  three \\\n  four \\\n  five \\\n  six \\\n  seven\nCMD x\n";
    let mut checked = samples::checked("Dockerfile", text);
    let mut finding = samples::finding(Span::new(7, 73), "this is long");
    finding.note = Some("all of it".into());
    finding.labels = vec![samples::label(samples::span(&checked, "two"), "from here")];
    checked.diagnostics.push(finding);
    insta::assert_snapshot!(shown(checked, PLAIN), @r#"
    warning: this is long                                       some-rule (security)
       ,-[Dockerfile:2:1]
     2 | ,-> RUN one \
     3 | |     two \
       : |     ^|^
       : |      `-- from here
     4 | |     three \
       | |   ...
     8 | |     seven
     9 | |-> CMD x
       : `---- all of it
       `----

    1 Dockerfile: 1 warning
    "#);
}

#[test]
fn labels_that_cannot_be_drawn_are_notes() {
    let mut checked = samples::checked("Dockerfile", &format!("FROM a AS {}b # c\n", "x".repeat(200)));
    let mut finding = samples::finding(samples::span(&checked, "a AS"), "bad");
    finding.labels = vec![
        samples::label(samples::span(&checked, "# c"), "far away"),
        samples::label(samples::span(&checked, "AS"), "on top"),
    ];
    checked.diagnostics.push(finding);
    insta::assert_snapshot!(shown(checked, PLAIN), @r#"
    warning: bad                                                some-rule (security)
       ,-[Dockerfile:1:6]
     1 | FROM a AS xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
       :      ^^^^
       `----
      note: Dockerfile:1:213: far away
      note: Dockerfile:1:8: on top

    1 Dockerfile: 1 warning
    "#);
}

#[test]
fn labels_of_another_file_have_their_frame() {
    let sources = [("a/Dockerfile", "FROM base\n"), ("b/Dockerfile", "FROM alpine AS base\n")]
        .map(|(name, text)| Source::new(name, text.as_bytes().to_vec()));
    let project = crate::model::Project::of_dockerfiles(sources.into(), &crate::model::NoContext);
    let mut finding = samples::finding(Span::new(5, 9), "`base` is not here");
    finding.labels = vec![Label { file: crate::model::FileId(1), span: Span::new(15, 19), text: "but here".into() }];
    insta::assert_snapshot!(shown(Checked { project, diagnostics: vec![finding], hidden: 0, failures: Vec::new() }, PLAIN), @r#"
    warning: `base` is not here                                 some-rule (security)
       ,-[a/Dockerfile:1:6]
     1 | FROM base
       :      ^^^^
       `----
       ,-[b/Dockerfile:1:16]
     1 | FROM alpine AS base
       :                ^^|^
       :                  `-- but here
       `----

    2 Dockerfiles: 1 warning
    "#);
}

#[test]
fn no_place_is_too_odd() {
    let texts =
        ["", "\u{feff}", "\n", "\r\n", "\u{feff}\tA\u{1b}[0m\u{202e}\r\nB", "日本\u{301}\t語\nx", &"ab ".repeat(4000)];
    for text in texts {
        let length = text.len() as u32 + 2;
        let starts = (0..length.min(24)).chain(length.saturating_sub(4)..length);
        for start in starts {
            for end in [start, start + 1, start + 2, length, length + 9] {
                let mut checked = samples::checked("D\u{1b}", text);
                let mut finding = samples::finding(Span::new(start, end), "m\n\u{7}");
                finding.note = Some("n\u{8}\n".into());
                finding.labels = vec![samples::label(Span::new(0, start), "l"), samples::label(Span::at(end), "")];
                finding.help = Some(String::new());
                checked.diagnostics = vec![finding.clone(), finding];
                for look in [PLAIN, Look { unicode: true, color: false, width: 0 }] {
                    let text = shown(checked_again(&checked, text), look);
                    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
                }
            }
        }
    }
}

fn checked_again(checked: &Checked, text: &str) -> Checked {
    Checked { diagnostics: checked.diagnostics.clone(), ..samples::checked("D\u{1b}", text) }
}

#[test]
fn a_long_line_costs_a_window() {
    let mut checked = samples::checked("Dockerfile", &format!("RUN {}", "x y ".repeat(2_500_000)));
    for start in [0, 4, 5_000_000, 9_999_990] {
        let mut finding = samples::finding(Span::new(start, start + 3), "here");
        let edits = vec![Edit::replace(finding.span, "new")];
        finding.fix = Some(samples::fix(&checked, "replace it", Safety::Safe, edits));
        checked
            .diagnostics
            .push(Diagnostic { message: format!("{}{start}", "h".repeat(checked.diagnostics.len())), ..finding });
    }
    let text = shown(checked, PLAIN);
    assert!(text.len() < 4000, "{}", text.len());
}
