//! The fingerprint that code scanning tracks a finding by, computed exactly as CodeQL does.
//!
//! A rolling hash over the 100 characters (UTF-16 units, blanks left out) from the start of a line on, and
//! how often that hash has occurred in the file. Were it left out or different, the upload action would
//! compute its own and complain.
//!
//! Source: <https://github.com/github/codeql-action/blob/main/src/fingerprints.ts>

use std::collections::HashMap;

/// Characters in the window.
const WINDOW: usize = 100;
/// The base of the hash.
const BASE: u64 = 37;
/// Stands for the end of the file.
const END_OF_FILE: u16 = u16::MAX;

/// The fingerprint of every line of a file, in order.
pub fn of_lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut hasher = Hasher::new();
    for unit in text.encode_utf16() {
        hasher.read(unit);
    }
    hasher.read(END_OF_FILE);
    hasher.finish()
}

/// The hash as it rolls.
struct Hasher {
    window: [u16; WINDOW],
    /// Which line began at that place of the window.
    begun: [bool; WINDOW],
    index: usize,
    hash: u64,
    /// `BASE` to the power of `WINDOW`.
    outgoing: u64,
    line_start: bool,
    after_return: bool,
    counts: HashMap<u64, usize>,
    lines: Vec<String>,
}

impl Hasher {
    fn new() -> Self {
        Self {
            window: [0; WINDOW],
            begun: [false; WINDOW],
            index: 0,
            hash: 0,
            outgoing: (0..WINDOW).fold(1_u64, |power, _| power.wrapping_mul(BASE)),
            line_start: true,
            after_return: false,
            counts: HashMap::new(),
            lines: Vec::new(),
        }
    }

    /// Takes one unit of the text.
    fn read(&mut self, unit: u16) {
        let (newline, carriage_return) = (u16::from(b'\n'), u16::from(b'\r'));
        if unit == u16::from(b' ') || unit == u16::from(b'\t') || (self.after_return && unit == newline) {
            self.after_return = false;
            return;
        }
        self.after_return = unit == carriage_return;
        let unit = if self.after_return { newline } else { unit };
        self.output();
        if std::mem::replace(&mut self.line_start, unit == newline) {
            self.mark();
        }
        self.roll(unit);
    }

    /// Writes down the line that began a window ago.
    fn output(&mut self) {
        let Some(begun) = self.begun.get_mut(self.index) else { return };
        if std::mem::take(begun) {
            let count = self.counts.entry(self.hash).or_default();
            *count += 1;
            self.lines.push(format!("{:x}:{count}", self.hash));
        }
    }

    /// Notes that a line begins here.
    fn mark(&mut self) {
        if let Some(begun) = self.begun.get_mut(self.index) {
            *begun = true;
        }
    }

    /// Moves the window on.
    fn roll(&mut self, unit: u16) {
        let Some(place) = self.window.get_mut(self.index) else { return };
        let gone = std::mem::replace(place, unit);
        self.hash = BASE
            .wrapping_mul(self.hash)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(self.outgoing.wrapping_mul(u64::from(gone)));
        self.index = (self.index + 1) % WINDOW;
    }

    /// Rolls the last lines out of the window.
    fn finish(mut self) -> Vec<String> {
        for _ in 0..WINDOW {
            self.output();
            self.roll(0);
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::of_lines;

    #[test]
    fn the_values_are_those_of_codeql() {
        // From the tests of codeql-action, src/fingerprints.test.ts.
        assert_eq!(of_lines(b""), ["c129715d7a2bc9a3:1"]);
        assert_eq!(
            of_lines(b" a\nb\n  \t\tc\n d"),
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
        );
        assert_eq!(of_lines(b"x\ry\n\r\nz\n"), of_lines(b"x\r\ny\r\n\nz\n"),);
        let lines = of_lines("same\n".repeat(40).as_bytes());
        assert_eq!(lines.len(), 41);
        assert!(lines[1].ends_with(":2"), "{lines:?}");
    }
}
