//! What was meant by a name that is not there.

/// More names than these are not compared.
const MOST_NAMES: usize = 200;

/// The name that is one or two slips away; the first of them in the alphabet where several are. Short names are near to
/// too much, and so are many names.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = if written.chars().count() < 5 { 1 } else { 2 };
    let mut names = names.into_iter();
    let near = names
        .by_ref()
        .take(MOST_NAMES)
        .map(|name| (strsim::osa_distance(written, name), name))
        .filter(|(distance, name)| *distance <= most && name.len() > 2)
        .min()
        .map(|(_, name)| name);
    near.filter(|_| names.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_forgiven_and_other_words_are_not() {
        assert_eq!(nearest("relase", ["build", "release"]), Some("release"));
        assert_eq!(nearest("test", ["dist", "text"]), Some("text"));
        assert_eq!(nearest("api", ["db", "web"]), None);
        assert_eq!(nearest("production", ["prod"]), None);
    }
}
