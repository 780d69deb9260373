//! Where texts are cut off to see what becomes of half a file: by how they are made up, not after every byte.

/// At the start and the end of every line, and once within every word and behind every sign.
pub fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = vec![0, text.len()];
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        cuts.extend([line_start, line_start + body.len()]);
        cuts.extend(within_tokens(body).into_iter().map(|at| line_start + at));
        line_start += line.len();
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The middle of every word, and the end of every sign between words.
fn within_tokens(line: &str) -> Vec<usize> {
    let is_of_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = Vec::new();
    let mut word_start = None;
    for (at, character) in line.char_indices().chain([(line.len(), ' ')]) {
        if is_of_word(character) {
            word_start.get_or_insert(at);
            continue;
        }
        if let Some(start) = word_start.take() {
            found.push(line.ceil_char_boundary((start + at) / 2 + 1));
        }
        if !character.is_whitespace() {
            found.push(at + character.len_utf8());
        }
    }
    found
}

/// What the end of a cut Compose file stands in: its last line, and the lines above that it is indented below, whose
/// names do not matter where users choose them. Two cuts with one outline break alike.
pub fn outline(cut: &str) -> Vec<&str> {
    let mut lines = cut.split('\n').rev();
    let last = lines.next().unwrap_or_default();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut outline = vec![last];
    let mut width = indent(last);
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let own = indent(line);
        if own < width {
            let is_chosen = own == 2 && line.ends_with(':');
            outline.push(if is_chosen { "  name:" } else { line });
            width = own;
        }
    }
    outline
}
