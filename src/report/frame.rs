//! Frames around source, drawn by miette.
//!
//! Only this module knows miette. It is a renderer here and no more: it is handed an [`Excerpt`], whose
//! places we know already, and its line numbers are set right afterwards where lines were left out.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, ThemeCharacters, ThemeStyles};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use textwrap::core::display_width;

use super::Look;
use super::excerpt::Excerpt;
use super::plain::visible;
use crate::lint::Severity;
use crate::text::{Source, Span};

/// A place in a frame.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// The place.
    pub span: Span,
    /// What is said there.
    pub text: Option<&'a str>,
    /// Whether it is the culprit itself.
    pub primary: bool,
}

/// A frame, and the marks that found no place in it.
#[derive(Debug)]
pub struct Frame<'a> {
    /// Lines, each with its end.
    pub text: String,
    /// To be said elsewhere.
    pub left: Vec<Mark<'a>>,
}

/// Draws the lines of the marks; the first mark gives the frame its title.
pub fn draw<'a>(source: &Source, marks: &[Mark<'a>], severity: Severity, look: Look) -> Frame<'a> {
    let spans: Vec<Span> = marks.iter().map(|mark| mark.span).collect();
    let last_line = spans.iter().map(|span| source.lines().line_of(span.end)).max().unwrap_or(1);
    // A blank, the number, a blank, the bar, a blank; and four columns for the brackets of long spans.
    let width = look.width.saturating_sub(last_line.to_string().len() + 8).max(20);
    let ellipsis = if look.unicode { "…" } else { "..." };
    let excerpt = Excerpt::new(source, &spans, width, ellipsis);
    let (labels, left) = placed(source, &excerpt, marks, width);
    let start = spans.first().map_or(0, |span| span.start);
    let position = source.position(start);
    let last_number = excerpt.rows.iter().rev().find_map(|row| row.number).unwrap_or(1) as usize;
    let picture = Picture {
        name: visible(source.name()).into_owned(),
        line: position.line as usize - 1,
        column: position.column as usize - 1,
        first: (last_number - 1).saturating_sub(excerpt.rows.len().saturating_sub(1)),
        labels,
        excerpt,
    };
    Frame { text: picture.draw(severity, look), left }
}

/// The labels that can be drawn, and the marks that cannot: cut away, or on top of another.
fn placed<'a>(
    source: &Source,
    excerpt: &Excerpt,
    marks: &[Mark<'a>],
    width: usize,
) -> (Vec<LabeledSpan>, Vec<Mark<'a>>) {
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let (mut labels, mut left) = (Vec::new(), Vec::new());
    for mark in marks {
        let place = excerpt
            .place(source, mark.span)
            .filter(|place| mark.primary || taken.iter().all(|other| !on_top(&excerpt.text, *place, *other)));
        let Some((start, end)) = place else {
            left.push(*mark);
            continue;
        };
        taken.push((start, end));
        let text = mark.text.map(|text| {
            let line_start = excerpt.text.get(..start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
            let column = display_width(excerpt.text.get(line_start..start).unwrap_or_default());
            wrapped(text, width.saturating_sub(column + 4).max(24))
        });
        labels.push(if mark.primary {
            LabeledSpan::new_primary_with_span(text, (start, end - start))
        } else {
            LabeledSpan::new_with_span(text, (start, end - start))
        });
    }
    (labels, left)
}

/// Whether two places on one line share a character.
fn on_top(text: &str, a: (usize, usize), b: (usize, usize)) -> bool {
    let one_line = |place: (usize, usize)| text.get(place.0..place.1).is_some_and(|text| !text.contains('\n'));
    a.0.max(b.0) < a.1.min(b.1) && one_line(a) && one_line(b)
}

/// A label's text in lines of that width.
fn wrapped(text: &str, width: usize) -> String {
    textwrap::wrap(&visible(text), super::human::wrapping(width)).join("\n")
}

/// What miette is shown.
#[derive(Debug)]
struct Picture {
    name: String,
    /// Of the primary mark, from 0.
    line: usize,
    column: usize,
    /// The number, from 0, of the first line, were no line left out before the last.
    first: usize,
    labels: Vec<LabeledSpan>,
    excerpt: Excerpt,
}

impl Picture {
    /// The frame; a bare place where miette refuses, which it has no reason to.
    fn draw(&self, severity: Severity, look: Look) -> String {
        let handler = GraphicalReportHandler::new_themed(self.theme(severity, look))
            .with_width(look.width)
            .with_context_lines(1)
            .with_links(false)
            .without_syntax_highlighting();
        let mut drawn = String::new();
        match handler.render_report(&mut drawn, self) {
            Ok(()) => self.renumbered(&drawn),
            Err(fmt::Error) => format!("  at {}:{}:{}\n", self.name, self.line + 1, self.column + 1),
        }
    }

    /// The characters and colours: the culprit in the colour of its severity, other places in blue.
    fn theme(&self, severity: Severity, look: Look) -> GraphicalTheme {
        let characters = if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let mut styles = if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        styles.linum = ThemeStyles::none().linum;
        let strong = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        let mut labels: Vec<&LabeledSpan> = self.labels.iter().collect();
        labels.sort_by_key(|label| label.offset());
        styles.highlights = labels.iter().map(|label| if label.primary() { strong } else { styles.help }).collect();
        GraphicalTheme { characters, styles }
    }

    /// Drops miette's own title and writes the real line numbers.
    fn renumbered(&self, drawn: &str) -> String {
        let last = self.first + self.excerpt.rows.len();
        let width = last.to_string().len();
        let mut rows = self.excerpt.rows.iter();
        let mut text = String::with_capacity(drawn.len());
        for line in drawn.lines().skip(1) {
            let number = line.get(1..=width).filter(|field| field.trim().parse::<usize>().is_ok());
            match number.and_then(|_| rows.next()) {
                Some(row) => {
                    let number = row.number.map_or(String::new(), |number| number.to_string());
                    text.push_str(&format!(" {number:>width$}{}", line.get(width + 1..).unwrap_or_default()));
                }
                None => text.push_str(line),
            }
            text.truncate(text.trim_end_matches(' ').len());
            text.push('\n');
        }
        text
    }
}

impl SourceCode for Picture {
    /// The place of the title where no context is asked for, else the whole excerpt.
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        context_before: usize,
        _context_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = if context_before == 0 { (self.line, self.column) } else { (self.first, 0) };
        let data = self.excerpt.text.as_bytes();
        let rows = self.excerpt.rows.len();
        let span = (0, data.len()).into();
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, span, line, column, rows)))
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, _formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Picture {}

impl miette::Diagnostic for Picture {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
