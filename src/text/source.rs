//! One file: its name, its bytes, and a text of equal length that is always valid UTF-8.

use super::{LineIndex, Position, Span};

/// What an invalid byte stands as in [`Source::text`]: the ASCII substitute character.
const SUBSTITUTE: char = '\u{1a}';

/// A file as it was read.
///
/// Offsets into [`Source::text`] are offsets into the file: a byte that is not valid UTF-8 (Latin-1
/// comments are common) is replaced by one substitute character of one byte.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    /// The original bytes, kept only where they differ from the text.
    original: Option<Vec<u8>>,
    lines: LineIndex,
}

impl Source {
    /// Takes a file's bytes; what lies beyond 4 GiB, which spans cannot reach, is left out. `name` is the path
    /// as it is shown in findings.
    pub fn new(name: impl Into<String>, mut bytes: Vec<u8>) -> Self {
        bytes.truncate(u32::MAX as usize);
        let (text, original) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let bytes = error.into_bytes();
                (masked(&bytes), Some(bytes))
            }
        };
        let lines = LineIndex::new(&text);
        Self { name: name.into(), text, original, lines }
    }

    /// The path as it is shown in findings.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text; same offsets as the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes as they are in the file.
    pub fn bytes(&self) -> &[u8] {
        self.original.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// The text of a span; empty where the span does not fit.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Where each line starts.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// Line and column of a byte.
    pub fn position(&self, offset: u32) -> Position {
        self.lines.position(&self.text, offset)
    }
}

/// Replaces each invalid byte by one substitute character.
fn masked(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| SUBSTITUTE));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_bytes_keep_their_offsets() {
        let source = Source::new("Dockerfile", b"# caf\xe9\nFROM a\n".to_vec());
        assert_eq!(source.text().len(), source.bytes().len());
        assert_eq!(source.slice(Span::new(7, 11)), "FROM");
        assert_eq!(source.bytes()[5], 0xe9);
    }
}
