//! Texts in another language that stand in a value: where each byte of them is written.
//!
//! A text that was taken out of a scalar has lost its indentation, and variables in it are replaced. An [`Embedding`]
//! leads back: from bytes of that text to bytes of the Compose file. Where the way is lost, all of it stands at the whole
//! scalar. Linear to make; a place costs two searches by halves.

use std::ops::Range;

use super::{Data, Scalar, Value};
use crate::syntax::yaml::{self, Stretch};
use crate::text::{Place, Span};

/// Where a text that stands in a scalar is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedding {
    /// The whole scalar.
    pub place: Place,
    /// In the order of the text.
    stretches: Vec<Stretch>,
}

impl Embedding {
    /// Where the text that a value comes to is written; `file` is the text of the file that the value is in.
    pub fn of(value: &Value, file: &str) -> Self {
        let whole = value.place.span;
        let found = value.as_scalar().and_then(|scalar| found(scalar, whole, file));
        let stretches = found.unwrap_or_else(|| vec![Stretch { range: 0..usize::MAX, span: whole, is_exact: false }]);
        Self { place: value.place, stretches }
    }

    /// Where some bytes of the text are written.
    pub fn place_of(&self, span: Span) -> Place {
        let range = span.start as usize..span.end as usize;
        Place::new(self.place.file, written(&self.stretches, &range, self.place.span))
    }
}

/// The stretches of what a scalar comes to; `None` where one of them is not what it should be.
fn found(scalar: &Scalar, whole: Span, file: &str) -> Option<Vec<Stretch>> {
    let Data::Text(text) = &scalar.data else { return None };
    let read = yaml::stretches(file, whole, scalar.style, &scalar.written)?;
    let mut found = Vec::with_capacity(read.len());
    for piece in &scalar.pieces {
        let is_same = text.get(piece.range.clone())? == scalar.written.get(piece.written.clone())?;
        match is_same {
            true => cut(&read, &piece.written, piece.range.start, &mut found),
            false if piece.range.is_empty() => {}
            false => {
                let span = written(&read, &piece.written, whole);
                found.push(Stretch { range: piece.range.clone(), span, is_exact: false });
            }
        }
    }
    if scalar.pieces.is_empty() {
        found = read;
    }
    let is_true =
        |stretch: &Stretch| !stretch.is_exact || text.get(stretch.range.clone()) == Some(stretch.span.of(file));
    found.iter().all(is_true).then_some(found)
}

/// Adds the parts of stretches that lie in some bytes of their text; those stand at `start` in another one.
fn cut(stretches: &[Stretch], range: &Range<usize>, start: usize, found: &mut Vec<Stretch>) {
    let first = stretches.partition_point(|stretch| stretch.range.end <= range.start);
    for stretch in stretches.iter().skip(first).take_while(|stretch| stretch.range.start < range.end) {
        let (from, to) = (stretch.range.start.max(range.start), stretch.range.end.min(range.end));
        let moved = start + (from - range.start)..start + (to - range.start);
        let span = stretch.span.start + (from - stretch.range.start) as u32;
        found.push(match stretch.is_exact {
            true => Stretch::exact(moved, span),
            false => Stretch { range: moved, ..stretch.clone() },
        });
    }
}

/// Where some bytes of a text are written. What stands in no stretch, as a line end may, is where the one before ends.
fn written(stretches: &[Stretch], range: &Range<usize>, whole: Span) -> Span {
    let before = |at: usize| {
        let after = stretches.partition_point(|stretch| stretch.range.start <= at);
        after.checked_sub(1).and_then(|index| stretches.get(index))
    };
    let inside = |stretch: &Stretch, at: usize| stretch.span.start + (at - stretch.range.start) as u32;
    let start = match before(range.start) {
        Some(stretch) if range.start >= stretch.range.end => stretch.span.end,
        Some(stretch) if stretch.is_exact => inside(stretch, range.start),
        Some(stretch) => stretch.span.start,
        None => stretches.first().map_or(whole.start, |first| first.span.start),
    };
    let Some(last) = range.end.checked_sub(1).filter(|_| !range.is_empty()) else { return Span::at(start) };
    let end = match before(last) {
        Some(stretch) if last >= stretch.range.end || !stretch.is_exact => stretch.span.end,
        Some(stretch) => inside(stretch, last) + 1,
        None => start,
    };
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::compose::Provenance;
    use crate::syntax::compose::environment::Environment;
    use crate::syntax::compose::interpolate::interpolate;
    use crate::syntax::compose::lower::lower;
    use crate::text::FileId;

    /// The text of the key `a` with its embedding.
    fn embedded(file: &str) -> (String, Embedding) {
        let mut value = lower(&yaml::parse(file).tree, FileId(0)).documents.remove(0);
        let mut environment = Environment::default();
        environment.set("TAG", "3.22", Provenance::Environment);
        interpolate(&mut value, &environment, &mut Vec::new());
        let value = value.get("a").unwrap();
        (value.to_text().unwrap(), Embedding::of(value, file))
    }

    /// What stands in the file where a part of the text is written.
    fn at<'f>(file: &'f str, part: &str) -> &'f str {
        let (text, embedding) = embedded(file);
        let start = text.find(part).unwrap() as u32;
        embedding.place_of(Span::new(start, start + part.len() as u32)).span.of(file)
    }
    #[test]
    fn lines_of_a_block_stand_behind_their_indentation() {
        let file = "a: |\n  FROM x\n  RUN a \\\n    b\n\n  # é\n  CMD é\n";
        assert_eq!(embedded(file).0, "FROM x\nRUN a \\\n  b\n\n# é\nCMD é\n");
        assert_eq!(at(file, "FROM x"), "FROM x");
        assert_eq!(at(file, "RUN a \\\n  b"), "RUN a \\\n    b");
        assert_eq!(at(file, "\n"), "\n");
        assert_eq!(at(file, "\n\n# é"), "\n\n  # é");
        assert_eq!(at(file, "CMD é"), "CMD é");
        assert_eq!(at("a: |4-\n      FROM x\n    RUN y\n", "  FROM x"), "  FROM x");
        assert_eq!(at("a: |\r\n  FROM x\r\n  \tRUN y\r\n", "\tRUN y"), "\tRUN y");
        assert_eq!(at("a: |\r\n  FROM x\r\n  RUN y\r\n", "x\nRUN"), "x\r\n  RUN");
    }

    #[test]
    fn what_stands_behind_a_variable_is_found() {
        let file = "a: |\n  FROM alpine:$TAG AS $$x\n  RUN echo $${A} ${NONE:-some $TAG thing} ${NONE:+no}!\n";
        assert_eq!(embedded(file).0, "FROM alpine:3.22 AS $x\nRUN echo ${A} some 3.22 thing !\n");
        assert_eq!(at(file, "alpine:3.22"), "alpine:$TAG");
        assert_eq!(at(file, "22"), "$TAG");
        assert_eq!(at(file, " AS "), " AS ");
        assert_eq!(at(file, "$x"), "$$x");
        assert_eq!(at(file, "{A}"), "{A}");
        assert_eq!(at(file, "some"), "some");
        assert_eq!(at(file, "3.22 thing"), "$TAG thing");
        assert_eq!(at(file, "!"), "!");
    }

    #[test]
    fn other_scalars_are_exact_where_their_bytes_stand_there() {
        assert_eq!(at("a: FROM x:$TAG\n", "FROM x:3.22"), "FROM x:$TAG");
        assert_eq!(at("a: \"FROM x\\nRUN $$y\\n\"\n", "RUN $y"), "RUN $$y");
        assert_eq!(at("a: \"FROM x\\nRUN y\\n\"\n", "x\nRUN"), "x\\nRUN");
        assert_eq!(at("a: >\n  FROM x\n\n  RUN $TAG\n", "RUN 3.22"), "RUN $TAG");
        let unknown = "a: \"FROM x\\u000aRUN y\"\n";
        assert_eq!(at(unknown, "RUN y"), "\"FROM x\\u000aRUN y\"");
        let binary = "a: !!binary RlJPTSB4\n";
        assert_eq!(at(binary, "x"), "RlJPTSB4");
    }

    #[test]
    fn every_place_is_in_its_file_and_between_characters() {
        let files = [
            "a: |\n  FROM é:$TAG\n  RUN é \\\n    $$é ${NONE:-é}\n",
            "a: >+\r\n  FROM é\r\n\r\n    ${TAG}é\r\n  \tRUN y\r\n\r\n",
            "a: \"FROM é:${TAG}\\n\\\"é\\\"\\tRUN é\n  é \\\\\"\n",
            "a: 'FROM é''${TAG}\n\n  é'\n",
        ];
        for file in files {
            for at in file.char_indices().map(|(at, _)| at).filter(|at| *at > 2) {
                for (cut, put) in [(0, "\n"), (0, " "), (0, "$"), (0, "é"), (0, "\r"), (1, ""), (2, "\""), (3, "\t")] {
                    let Some((before, after)) = file.get(..at).zip(file.get(at + cut..)) else { continue };
                    check_places(&format!("{before}{put}{after}"));
                }
            }
        }
    }

    fn check_places(file: &str) {
        let mut documents = lower(&yaml::parse(file).tree, FileId(0)).documents;
        let Some(mut value) = documents.drain(..).next() else { return };
        let mut environment = Environment::default();
        environment.set("TAG", "3.22é", Provenance::Environment);
        interpolate(&mut value, &environment, &mut Vec::new());
        let Some(value) = value.get("a") else { return };
        let (Some(text), embedding) = (value.to_text(), Embedding::of(value, file)) else { return };
        let borders: Vec<u32> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).map(|at| at as u32).collect();
        for start in &borders {
            for end in borders.iter().filter(|end| *end >= start) {
                let span = embedding.place_of(Span::new(*start, *end)).span;
                assert!(file.get(span.start as usize..span.end as usize).is_some(), "{file:?} {start} {end} {span:?}");
            }
        }
    }
}
