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
    insta::assert_snapshot!(render(&run, Format::Human, PLAIN), @"");
    let unicode = Look { unicode: true, ..PLAIN };
    insta::assert_snapshot!(render(&run, Format::Human, unicode), @"");
}

#[test]
fn colours_are_escape_sequences_of_our_own_only() {
    let (checked, settings, _) = samples::shop();
    let run = Run { checked: &checked[1..], settings: &settings, gaps: &[] };
    let colored = render(&run, Format::Human, Look { color: true, ..PLAIN });
    insta::assert_snapshot!(colored.replace('\u{1b}', "^"), @"");
}

#[test]
fn a_clean_run_is_one_line() {
    insta::assert_snapshot!(shown(samples::checked("Dockerfile", "FROM scratch\n"), PLAIN), @"");
}

#[test]
fn narrow_pages_wrap() {
    let mut checked = samples::checked("a/long/path/to/some/Dockerfile", "FROM a\nRUN make everything and then some more of it\n");
    let mut finding = samples::finding(samples::span(&checked, "everything"), "a long message that does not fit on the line of a narrow page");
    finding.note = Some("a long note that does not fit on what is left of the line either".into());
    finding.help = Some("a help of two lines, of which the first is long\nand the second short".into());
    checked.diagnostics.push(finding);
    insta::assert_snapshot!(shown(checked, Look { width: 44, ..PLAIN }), @"");
}

#[test]
fn spans_of_several_lines_have_brackets() {
    let text = "FROM a\nRUN one \\\n  two \\\n  three \\\n  four \\\n  five \\\n  six \\\n  seven\nCMD x\n";
    let mut checked = samples::checked("Dockerfile", text);
    let mut finding = samples::finding(Span::new(7, 73), "this is long");
    finding.note = Some("all of it".into());
    finding.labels = vec![samples::label(samples::span(&checked, "two"), "from here")];
    checked.diagnostics.push(finding);
    insta::assert_snapshot!(shown(checked, PLAIN), @"");
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
    insta::assert_snapshot!(shown(checked, PLAIN), @"");
}

#[test]
fn labels_of_another_file_have_their_frame() {
    let sources = [("a/Dockerfile", "FROM base\n"), ("b/Dockerfile", "FROM alpine AS base\n")]
        .map(|(name, text)| Source::new(name, text.as_bytes().to_vec()));
    let project = crate::model::Project::of_dockerfiles(sources.into(), &crate::model::NoContext);
    let mut finding = samples::finding(Span::new(5, 9), "`base` is not here");
    finding.labels = vec![Label { file: crate::model::FileId(1), span: Span::new(15, 19), text: "but here".into() }];
    insta::assert_snapshot!(shown(Checked { project, diagnostics: vec![finding], hidden: 0 }, PLAIN), @"");
}

#[test]
fn no_place_is_too_odd() {
    let texts = ["", "\u{feff}", "\n", "\r\n", "\u{feff}\tA\u{1b}[0m\u{202e}\r\nB", "日本\u{301}\t語\nx", &"ab ".repeat(4000)];
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
        checked.diagnostics.push(Diagnostic { message: format!("{}{start}", "h".repeat(checked.diagnostics.len())), ..finding });
    }
    let text = shown(checked, PLAIN);
    assert!(text.len() < 4000, "{}", text.len());
}
