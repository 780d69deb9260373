//! Edits of ignore files: a rule names a pattern, this module knows lines and line ends. Start with [`IgnoreEdits`].

use crate::model::File;
use crate::syntax::dockerignore::Pattern;
use crate::text::{Edit, Span};

/// Makes edits of one ignore file.
#[derive(Clone, Copy)]
pub struct IgnoreEdits<'a> {
    file: &'a File,
}

impl<'a> IgnoreEdits<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self { file }
    }

    fn text(&self) -> &'a str {
        self.file.source.text()
    }

    /// Another pattern in the place of one, a `!` in front included.
    pub fn replace(&self, pattern: &Pattern, text: &str) -> Edit {
        Edit::replace(pattern.span, text.to_owned())
    }

    /// Takes the white space away that stands before a pattern.
    pub fn outdent(&self, pattern: &Pattern) -> Edit {
        let written = self.file.source.slice(pattern.span).to_owned();
        Edit::replace(Span::new(self.line(pattern.span).start, pattern.span.end), written)
    }

    /// Lines in the place of a pattern.
    pub fn replace_by_lines(&self, pattern: &Pattern, lines: &[&str]) -> Edit {
        Edit::replace(pattern.span, lines.join(self.line_end()))
    }

    /// Takes a pattern away with its line.
    pub fn remove(&self, pattern: &Pattern) -> Edit {
        Edit::replace(self.line(pattern.span), String::new())
    }

    /// A line of its own above a pattern.
    pub fn add_above(&self, pattern: &Pattern, line: &str) -> Edit {
        let start = self.line(pattern.span).start;
        Edit::replace(Span::at(start), format!("{line}{}", self.line_end()))
    }

    /// A line of its own below a pattern.
    pub fn add_below(&self, pattern: &Pattern, line: &str) -> Edit {
        Edit::replace(Span::at(pattern.span.end), format!("{}{line}", self.line_end()))
    }

    /// Lines behind all others.
    pub fn append(&self, lines: &[String]) -> Edit {
        let (text, end) = (self.text(), self.line_end());
        let start = if text.is_empty() || text.ends_with('\n') { "" } else { end };
        let body: String = lines.iter().map(|line| format!("{line}{end}")).collect();
        Edit::replace(Span::at(text.len() as u32), format!("{start}{body}"))
    }

    /// How lines end in the file.
    fn line_end(&self) -> &'static str {
        if self.text().contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// The line around a place, with its line end.
    fn line(&self, span: Span) -> Span {
        let text = self.text();
        let before = text.get(..span.start as usize).unwrap_or_default();
        // A byte order mark is of the file, not of its first line.
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let start = before.rfind('\n').map_or(first, |at| at + 1);
        let after = text.get(span.end as usize..).unwrap_or_default();
        let end = after.find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
        Span::new(start as u32, end as u32)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::IgnoreEdits;
    use crate::model::{File, FileId, FileKind};
    use crate::syntax::dockerignore::{self, Pattern};
    use crate::text::{Edit, EditSet, Source};

    fn edited(text: &str, edit: impl Fn(IgnoreEdits<'_>, &Pattern) -> Edit) -> String {
        let parsed = dockerignore::parse(text);
        let pattern = parsed.tree.patterns().last().unwrap().clone();
        let kind = FileKind::Ignore(Arc::new(parsed.tree));
        let source = Source::new(".dockerignore", text.as_bytes().to_vec());
        let file = File::new(FileId(0), source, kind, Vec::new());
        let edits = EditSet::new(text, vec![edit(IgnoreEdits::new(&file), &pattern)]).unwrap();
        String::from_utf8(edits.apply(&file.source)).unwrap()
    }

    #[test]
    fn lines_keep_their_ends() {
        assert_eq!(edited("a\n b \nc", |edits, last| edits.remove(last)), "a\n b \n");
        assert_eq!(edited("\u{feff}a\n", |edits, last| edits.remove(last)), "\u{feff}");
        assert_eq!(edited("a\r\n!b\r\n", |edits, last| edits.replace(last, "b")), "a\r\nb\r\n");
        assert_eq!(edited("a\nb # c\n", |edits, last| edits.add_above(last, "# c")), "a\n# c\nb # c\n");
        assert_eq!(edited("a", |edits, last| edits.add_below(last, "**/a")), "a\n**/a");
        assert_eq!(edited("a\r\nb", |edits, _| edits.append(&["c".into(), "d".into()])), "a\r\nb\r\nc\r\nd\r\n");
    }
}
