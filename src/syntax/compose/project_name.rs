//! Names of projects, which containers, networks and volumes are named after.
//!
//! A `name` in a file and the name of a folder are made to fit; one that is given on the command line or as
//! `COMPOSE_PROJECT_NAME` has to fit as it is. Knows not where a name is from.
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/04-version-and-name.md>, as Docker Compose does it.

/// The name that a text becomes: lower-case, without what is no letter, digit, `_` or `-`, and without `_` and `-` in front.
/// Empty where nothing is left, which Compose refuses.
pub fn normalise(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    lower.filter(|character| is_allowed(*character)).skip_while(|character| matches!(character, '_' | '-')).collect()
}

/// Whether a name fits as it is.
pub fn is_valid(name: &str) -> bool {
    !name.is_empty() && !name.starts_with(['_', '-']) && name.chars().all(is_allowed)
}

fn is_allowed(character: char) -> bool {
    matches!(character, 'a'..='z' | '0'..='9' | '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_become_names() {
        let cases = [
            ("My App", "myapp"),
            ("_foo", "foo"),
            ("-_-x", "x"),
            ("ünï", "n"),
            ("a.b_c-d", "ab_c-d"),
            ("123", "123"),
            ("...", ""),
            ("İstanbul", "istanbul"),
            ("\u{212a}8s", "k8s"),
            (".hidden", "hidden"),
            ("a-_", "a-_"),
        ];
        for (folder, name) in cases {
            assert_eq!(normalise(folder), name, "{folder}");
        }
    }

    #[test]
    fn only_what_is_normal_already_is_valid() {
        for name in ["1a", "a", "a_b-c", "a-"] {
            assert!(is_valid(name), "{name}");
        }
        for name in ["", "My", "_a", "-a", "a b", "a.b", "é"] {
            assert!(!is_valid(name), "{name}");
        }
    }
}
