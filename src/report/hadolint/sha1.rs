//! SHA-1, for fingerprints that others compare; nothing is kept safe by it.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc3174>

/// The digest in lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded.chunks_exact(64) {
        state = mixed(state, &schedule(block));
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}

/// The eighty words that a block is stretched to.
fn schedule(block: &[u8]) -> Vec<u32> {
    let words = block.chunks_exact(4);
    let mut schedule: Vec<u32> =
        words.map(|bytes| bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte))).collect();
    for at in schedule.len()..80 {
        let back = |distance: usize| schedule.get(at - distance).copied().unwrap_or_default();
        schedule.push((back(3) ^ back(8) ^ back(14) ^ back(16)).rotate_left(1));
    }
    schedule
}

/// The state after one more block.
fn mixed(state: [u32; 5], schedule: &[u32]) -> [u32; 5] {
    let [mut a, mut b, mut c, mut d, mut e] = state;
    for (round, word) in schedule.iter().enumerate() {
        let (choice, constant) = match round {
            0..20 => (b & c | !b & d, 0x5a82_7999),
            20..40 => (b ^ c ^ d, 0x6ed9_eba1),
            40..60 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6),
        };
        let next = [choice, e, constant, *word].into_iter().fold(a.rotate_left(5), u32::wrapping_add);
        (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
    }
    let [p, q, r, s, t] = state;
    [p.wrapping_add(a), q.wrapping_add(b), r.wrapping_add(c), s.wrapping_add(d), t.wrapping_add(e)]
}

#[cfg(test)]
mod tests {
    use super::hexadecimal;

    #[test]
    fn the_examples_of_the_standard_come_out() {
        assert_eq!(hexadecimal(b""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(hexadecimal(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        let twice = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hexadecimal(twice), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        assert_eq!(hexadecimal(&[b'a'; 1000]), "291e9a6c66994949b57ba5e650361e98fc36b1ba");
    }
}
