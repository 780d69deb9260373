//! Names that the engine gives to containers.
//!
//! Source: <https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerCreate>

/// Whether the engine makes a container of that name: two characters at least, the first a letter or a digit. It takes a
/// `/` in front of it away.
pub fn is_container_name(text: &str) -> bool {
    let name = text.strip_prefix('/').unwrap_or(text);
    name.len() > 1 && name.starts_with(|first: char| first.is_ascii_alphanumeric()) && name.chars().all(is_of_names)
}

/// The name that a text becomes once all that is in the way is taken out of it.
pub fn nearest_container_name(text: &str) -> Option<String> {
    let mut name = String::with_capacity(text.len());
    for character in text.chars() {
        match is_of_names(character) {
            true => name.push(character),
            false if !name.ends_with('-') => name.push('-'),
            false => {}
        }
    }
    let name = name.trim_matches(['-', '_', '.']);
    is_container_name(name).then(|| name.to_owned())
}

fn is_of_names(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_engine() {
        for name in ["web", "a1", "Shop_web-1.0", "0a", "/web"] {
            assert!(is_container_name(name), "{name}");
        }
        for name in ["", "a", "-web", "_web", ".web", "my web", "web!", "shop/web", "caf\u{e9}", "//web", "a:b"] {
            assert!(!is_container_name(name), "{name}");
        }
    }

    #[test]
    fn the_nearest_name_is_one() {
        for (text, name) in
            [("-bad name!", "bad-name"), ("shop / web", "shop-web"), ("web_", "web"), ("@acme/web", "acme-web")]
        {
            assert_eq!(nearest_container_name(text).as_deref(), Some(name), "{text}");
        }
        assert_eq!(nearest_container_name("!!"), None);
    }
}
