//! Reading a tag: its version and its words.
//!
//! `3.12-slim-bookworm` is the version `3.12` followed by the words `slim` and `bookworm`; `alpine3.20` is
//! the word `alpine` with a number of its own.

/// Which tags a variant speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagPattern {
    /// The tag has this word, alone or with a number behind it: `alpine` is in `20-alpine3.20`.
    Word(&'static str),
    /// The tag has all these words.
    Words(&'static [&'static str]),
    /// The tag has one of these words.
    AnyWord(&'static [&'static str]),
    /// The tag starts with a version whose first number is smaller.
    Below(u32),
    /// The tag starts with a version whose first number is smaller, and has one of these words.
    BelowWith(u32, &'static [&'static str]),
    /// The tag has a word that ends like this: `chiseled` or `jdk-nonroot`.
    Contains(&'static str),
}

impl TagPattern {
    /// Whether the pattern speaks of `tag`.
    pub fn matches(self, tag: &str) -> bool {
        match self {
            Self::Word(word) => has_word(tag, word),
            Self::Words(all) => all.iter().all(|word| has_word(tag, word)),
            Self::AnyWord(any) => any.iter().any(|word| has_word(tag, word)),
            Self::Below(limit) => is_below(tag, limit),
            Self::BelowWith(limit, any) => is_below(tag, limit) && any.iter().any(|word| has_word(tag, word)),
            Self::Contains(part) => tag.contains(part),
        }
    }
}

/// The words of a tag: `20-bookworm-slim` has three.
pub fn words(tag: &str) -> impl Iterator<Item = &str> {
    tag.split(['-', '_']).filter(|word| !word.is_empty())
}

/// The version a tag starts with: `20.11` of `v20.11-alpine`; empty where it starts with none.
pub fn version(tag: &str) -> &str {
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let end = tag.find(|byte: char| !byte.is_ascii_digit() && byte != '.').unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default().trim_matches('.')
}

/// Whether the version is of the cycle: `3.12.4` is of `3.12` and of `3`, and `3` is of neither `3.1` nor `3.12`.
pub fn is_of_cycle(version: &str, cycle: &str) -> bool {
    version == cycle || version.strip_prefix(cycle).is_some_and(|rest| rest.starts_with('.'))
}

/// What follows `word` in a word of the tag that starts with it: `3.20` for `alpine` in `20-alpine3.20`.
pub fn number_after<'tag>(tag: &'tag str, word: &str) -> Option<&'tag str> {
    words(tag).find_map(|candidate| candidate.strip_prefix(word).filter(|rest| starts_with_digit(rest)))
}

fn has_word(tag: &str, word: &str) -> bool {
    words(tag)
        .any(|candidate| candidate.strip_prefix(word).is_some_and(|rest| rest.is_empty() || starts_with_digit(rest)))
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

fn is_below(tag: &str, limit: u32) -> bool {
    version(tag).split('.').next().and_then(|number| number.parse::<u32>().ok()).is_some_and(|number| number < limit)
}

#[cfg(test)]
mod tests {
    use super::{TagPattern, is_of_cycle, number_after, version};

    #[test]
    fn a_word_is_found_with_and_without_its_number() {
        assert!(TagPattern::Word("alpine").matches("20-alpine"));
        assert!(TagPattern::Word("alpine").matches("20-alpine3.20"));
        assert!(TagPattern::Word("alpine").matches("alpine"));
        assert!(!TagPattern::Word("alpine").matches("20-alpinelinux"));
        assert!(!TagPattern::Word("slim").matches("latest"));
        assert!(TagPattern::Words(&["alpine", "slim"]).matches("1.27-alpine-slim"));
        assert!(!TagPattern::Words(&["alpine", "slim"]).matches("1.27-alpine"));
        assert!(TagPattern::Contains("chiseled").matches("8.0-jammy-chiseled-extra"));
    }

    #[test]
    fn a_version_limit_needs_a_version() {
        assert!(TagPattern::Below(8).matches("7.0-alpine"));
        assert!(!TagPattern::Below(8).matches("8.0"));
        assert!(!TagPattern::Below(8).matches("latest"));
        assert!(TagPattern::BelowWith(8, &["alpine"]).matches("6.0-alpine3.18"));
        assert!(!TagPattern::BelowWith(8, &["alpine"]).matches("6.0"));
    }

    #[test]
    fn a_version_ends_where_the_numbers_end() {
        assert_eq!(version("3.12.4-slim"), "3.12.4");
        assert_eq!(version("v2.10"), "2.10");
        assert_eq!(version("8u302-b08-jdk"), "8");
        assert_eq!(version("lts-alpine"), "");
        assert_eq!(version(""), "");
    }

    #[test]
    fn cycles_are_compared_number_by_number() {
        assert!(is_of_cycle("3.1.2", "3.1"));
        assert!(!is_of_cycle("3.12", "3.1"));
        assert!(!is_of_cycle("3", "3.12"));
        assert!(is_of_cycle("18", "18"));
        assert!(!is_of_cycle("180", "18"));
    }

    #[test]
    fn a_number_behind_a_word_is_read() {
        assert_eq!(number_after("1.21-alpine3.14", "alpine"), Some("3.14"));
        assert_eq!(number_after("12.2.0-base-ubuntu20.04", "ubuntu"), Some("20.04"));
        assert_eq!(number_after("1.21-alpine", "alpine"), None);
    }
}
