//! Numbers that look random and are the same in every run, and texts changed by them.

/// Marsaglia's xorshift.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `limit`; 0 where the limit is.
    pub fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }

    /// A stretch of a text of that length, of at most `most` bytes.
    fn stretch(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let end = length.min(start + self.below(most));
        start..end
    }
}

/// What splices put into a text: everything that a parser looks at twice.
const MORSELS: &[&str] = &[
    "\\\n",
    "`\n",
    "\n",
    "\r\n",
    "\r",
    "\\",
    "\"",
    "'",
    "$",
    "${",
    "}",
    "${A:-",
    "$(",
    ")",
    "`",
    "<<EOF",
    "<<-'E F'\n",
    "EOF\n",
    "#",
    "# escape=`\n",
    "\u{feff}",
    "é",
    "\u{2028}",
    "[",
    "[\"",
    "\",",
    "]",
    "--",
    "--mount=type=cache,",
    "=",
    "FROM ",
    "RUN ",
    "ONBUILD ",
    "COPY --from=",
    "HEALTHCHECK CMD ",
    "ENV ",
    "ARG ",
    " AS ",
    "&& ",
    "| ",
    "; ",
    "{{",
    "%%A%%",
    "sh -c '",
    "sudo ",
    "apt-get install -y ",
    "\t",
    " ",
    "\0",
    "\u{1a}",
    "0",
    "if ",
    "then ",
    "case x in ",
    "((",
    "# hadolint ignore=",
];

/// A text with one to four random changes; `other` lends pieces.
pub fn mutated(random: &mut Random, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut text = bytes.to_vec();
    for _ in 0..=random.below(4) {
        match random.below(6) {
            0 => drop(text.drain(random.stretch(text.len(), 40))),
            1 => {
                let range = random.stretch(text.len(), 60);
                let copy = text[range].to_vec();
                let at = random.below(text.len() + 1);
                text.splice(at..at, copy);
            }
            2 => {
                let at = random.below(text.len());
                if let Some(byte) = text.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            3 => {
                let piece = other[random.stretch(other.len(), 120)].to_vec();
                let range = random.stretch(text.len(), 10);
                text.splice(range, piece);
            }
            4 => text.truncate(random.below(text.len() + 1)),
            _ => {
                let morsel = MORSELS[random.below(MORSELS.len())];
                let at = random.below(text.len() + 1);
                text.splice(at..at, morsel.bytes());
            }
        }
    }
    text
}
