//! Which brace closes which in a text with variables, found in one pass.
//!
//! As Docker Compose counts: on one line, every `{` opens, and the byte after one is not looked at.

/// The braces of a text.
#[derive(Debug, Default)]
pub(super) struct Braces {
    /// Every opening brace that is closed, with its closing one, by the opening one.
    pairs: Vec<(usize, usize)>,
    /// Every closing brace, also those that close nothing.
    closing: Vec<usize>,
    /// Every line end.
    line_ends: Vec<usize>,
}

impl Braces {
    /// Finds them.
    pub(super) fn of(text: &str) -> Self {
        let mut braces = Self::default();
        let mut open = Vec::new();
        let mut is_skipped = false;
        for (at, byte) in text.bytes().enumerate() {
            let skip = std::mem::take(&mut is_skipped);
            match byte {
                b'\n' => {
                    open.clear();
                    braces.line_ends.push(at);
                }
                b'{' if !skip => {
                    open.push(at);
                    is_skipped = true;
                }
                b'}' => {
                    braces.closing.push(at);
                    let opening = if skip { None } else { open.pop() };
                    braces.pairs.extend(opening.map(|opening| (opening, at)));
                }
                _ => {}
            }
        }
        braces.pairs.sort_unstable();
        braces
    }

    /// The brace that closes the one at `opening`, where that is before `limit`; where the count does not come out
    /// even, the last brace of the line before `limit`.
    pub(super) fn end_of(&self, opening: usize, limit: usize) -> Option<usize> {
        let pair =
            self.pairs.binary_search_by_key(&opening, |pair| pair.0).ok().and_then(|index| self.pairs.get(index));
        let even = pair.map(|pair| pair.1).filter(|closing| *closing < limit);
        even.or_else(|| self.last_before(limit.min(self.line_end(opening))).filter(|closing| *closing > opening))
    }

    /// The first closing brace after `opening` on its line and before `limit`, whatever stands between.
    pub(super) fn first_after(&self, opening: usize, limit: usize) -> Option<usize> {
        let index = self.closing.partition_point(|closing| *closing <= opening);
        let limit = limit.min(self.line_end(opening));
        self.closing.get(index).copied().filter(|closing| *closing < limit)
    }

    /// Where the line with this byte ends.
    fn line_end(&self, at: usize) -> usize {
        let index = self.line_ends.partition_point(|end| *end <= at);
        self.line_ends.get(index).copied().unwrap_or(usize::MAX)
    }

    /// The last closing brace before a byte.
    fn last_before(&self, limit: usize) -> Option<usize> {
        let index = self.closing.partition_point(|closing| *closing < limit);
        self.closing.get(index.checked_sub(1)?).copied()
    }
}
