//! Sets of characters: `[a-z]`, `\d`, `[[:alpha:]]`.
//!
//! Knows what is in which set, nothing of patterns. Start with [`Set`].
//! Source: <https://github.com/google/re2/wiki/Syntax>

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    /// From and to, both in it.
    ranges: Vec<(char, char)>,
    /// One-letter Unicode categories, and whether what is outside of them is meant.
    categories: Vec<(char, bool)>,
    /// Whether everything else is meant.
    is_negated: bool,
}

const DIGITS: &[(char, char)] = &[('0', '9')];
const SPACES: &[(char, char)] = &[('\t', '\n'), ('\u{c}', '\r'), (' ', ' ')];
const WORDS: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];

/// The sets with a name: `[:alpha:]`.
const NAMED: &[(&str, &[(char, char)])] = &[
    ("alnum", &[('0', '9'), ('A', 'Z'), ('a', 'z')]),
    ("alpha", &[('A', 'Z'), ('a', 'z')]),
    ("ascii", &[('\0', '\u{7f}')]),
    ("blank", &[('\t', '\t'), (' ', ' ')]),
    ("cntrl", &[('\0', '\u{1f}'), ('\u{7f}', '\u{7f}')]),
    ("digit", DIGITS),
    ("graph", &[('!', '~')]),
    ("lower", &[('a', 'z')]),
    ("print", &[(' ', '~')]),
    ("punct", &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]),
    ("space", &[('\t', '\r'), (' ', ' ')]),
    ("upper", &[('A', 'Z')]),
    ("word", WORDS),
    ("xdigit", &[('0', '9'), ('A', 'F'), ('a', 'f')]),
];

impl Set {
    /// One with nothing in it; with everything, where it is negated.
    pub(super) fn new(is_negated: bool) -> Self {
        Self { is_negated, ..Self::default() }
    }

    /// Whether it is `[^/]`, what `*` and `?` are made of.
    pub(super) fn is_name(&self) -> bool {
        self.is_negated && self.categories.is_empty() && self.ranges == [('/', '/')]
    }

    /// Adds a range.
    pub(super) fn add(&mut self, low: char, high: char) {
        self.ranges.push((low, high));
    }

    /// Adds what `\d` and its like stand for; `false` where the letter is none of them.
    pub(super) fn add_escape(&mut self, letter: char) -> bool {
        let ranges = match letter.to_ascii_lowercase() {
            'd' => DIGITS,
            's' => SPACES,
            'w' => WORDS,
            _ => return false,
        };
        self.add_all(ranges, letter.is_ascii_uppercase());
        true
    }

    /// Adds what `[:name:]` stands for, `^` in front for the rest; `false` where nothing is called so.
    pub(super) fn add_named(&mut self, name: &str) -> bool {
        let (name, is_negated) = name.strip_prefix('^').map_or((name, false), |rest| (rest, true));
        let found = NAMED.iter().find(|(known, _)| *known == name);
        if let Some((_, ranges)) = found {
            self.add_all(ranges, is_negated);
        }
        found.is_some()
    }

    /// Adds a Unicode category of one letter; `false` where there is none.
    pub(super) fn add_category(&mut self, letter: char, is_negated: bool) -> bool {
        self.categories.push((letter, is_negated));
        matches!(letter, 'C' | 'L' | 'M' | 'N' | 'P' | 'S' | 'Z')
    }

    fn add_all(&mut self, ranges: &[(char, char)], is_negated: bool) {
        if !is_negated {
            self.ranges.extend_from_slice(ranges);
            return;
        }
        let mut next = '\0';
        for (low, high) in ranges {
            // The ranges are of ASCII: there is a character before and after each.
            let before = char::from_u32((*low as u32).wrapping_sub(1)).filter(|before| next <= *before);
            self.ranges.extend(before.map(|before| (next, before)));
            next = char::from_u32(*high as u32 + 1).unwrap_or(char::MAX);
        }
        self.ranges.push((next, char::MAX));
    }

    /// Whether a character is in it.
    pub(super) fn holds(&self, letter: char) -> bool {
        let in_range = self.ranges.iter().any(|(low, high)| *low <= letter && letter <= *high);
        let in_category = || self.categories.iter().any(|(name, is_negated)| is_of(*name, letter) != *is_negated);
        (in_range || in_category()) != self.is_negated
    }
}

/// Whether a character is of a Unicode category: near enough for what nobody writes in an ignore file on purpose.
fn is_of(category: char, letter: char) -> bool {
    match category {
        'C' => letter.is_control(),
        'L' => letter.is_alphabetic(),
        'N' => letter.is_numeric(),
        'P' => letter.is_ascii_punctuation() && !"$+<=>^`|~".contains(letter),
        'S' => "$+<=>^`|~".contains(letter),
        'Z' => letter.is_whitespace() && !letter.is_control(),
        _ => false,
    }
}
