//! Where a broken script can be cut: behind which words a command ends for certain.
//!
//! Knows quotes, comments and parentheses, nothing of the grammar. Start with [`Cuts::find`].

/// Places at which a script can be cut.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    /// Offsets of `&&`, `||`, `;`, `&` and line ends outside of quotes and parentheses, in order.
    pub(super) places: Vec<usize>,
    /// Offset of a quote that is never closed.
    pub(super) open_quote: Option<usize>,
}

impl Cuts {
    /// Reads a text once.
    pub(super) fn find(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut cuts = Self::default();
        let mut depth = 0_usize;
        let mut offset = 0;
        while let Some(byte) = bytes.get(offset) {
            let previous = offset.checked_sub(1).and_then(|before| bytes.get(before));
            let next = bytes.get(offset + 1);
            let end = match byte {
                b'\\' => offset + 2,
                b'\'' | b'"' | b'`' => match closing(bytes, offset, *byte) {
                    Some(end) => end,
                    None => {
                        cuts.open_quote = Some(offset);
                        return cuts;
                    }
                },
                b'#' if previous.is_none_or(|before| before.is_ascii_whitespace() || *before == b';') => {
                    bytes.iter().skip(offset).position(|byte| *byte == b'\n').map_or(bytes.len(), |end| offset + end)
                }
                _ => offset + 1,
            };
            let doubled = next == Some(byte);
            let redirects = matches!(previous, Some(b'<' | b'>')) || next == Some(&b'>');
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                b'\n' | b';' if depth == 0 => cuts.places.push(offset),
                b'&' if depth == 0 && !redirects && previous != Some(&b'&') => cuts.places.push(offset),
                b'|' if depth == 0 && doubled => cuts.places.push(offset),
                _ => {}
            }
            offset = end;
        }
        cuts
    }
}

/// The offset after the quote that closes the one at `open`.
fn closing(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut offset = open + 1;
    while let Some(byte) = bytes.get(offset) {
        match byte {
            b'\\' if quote != b'\'' => offset += 1,
            byte if *byte == quote => return Some(offset + 1),
            _ => {}
        }
        offset += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_stand_outside_of_quotes_and_parentheses() {
        let text = "a 2>&1 && (b; c) || d '; ' \"&\" \\; # ;\ne & f";
        let cuts = Cuts::find(text);
        let places: Vec<&str> = cuts.places.iter().filter_map(|place| text.get(*place..place + 2)).collect();
        assert_eq!(places, ["&&", "||", "\ne", "& "]);
        assert_eq!(cuts.open_quote, None);
        assert_eq!(Cuts::find("a; b 'c; d").open_quote, Some(5));
    }
}
