//! Paths as URIs.

use std::path::{Component, Path};

use super::types::ArtifactLocation;

/// The base that relative paths are relative to.
pub const BASE: &str = "%SRCROOT%";

/// Where a file is: relative to the base, or absolute where it was named so.
pub fn location(path: &str) -> ArtifactLocation {
    let normal = normalized(path);
    if normal.starts_with('/') {
        return ArtifactLocation { uri: format!("file://{}", encoded(&normal)), uri_base_id: None };
    }
    ArtifactLocation { uri: encoded(&normal), uri_base_id: Some(BASE) }
}

/// The path without `.` and without `name/..`.
fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let mut root = "";
    for component in Path::new(path).components() {
        match component {
            Component::RootDir => root = "/",
            Component::CurDir | Component::Prefix(_) => {}
            Component::ParentDir if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            Component::ParentDir => parts.push(".."),
            Component::Normal(part) => parts.push(part.to_str().unwrap_or_default()),
        }
    }
    format!("{root}{}", parts.join("/"))
}

/// Percent-encodes everything but what a path may hold.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc3986#section-3.3>. The colon is encoded too: a first segment
/// with a colon would be a scheme.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'@' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded_and_relative() {
        assert_eq!(location("./a b/c#[ñ]%.Dockerfile").uri, "a%20b/c%23%5B%C3%B1%5D%25.Dockerfile");
        assert_eq!(location("a/../b/./Dockerfile").uri, "b/Dockerfile");
        assert_eq!(location("../x:y").uri, "../x%3Ay");
        let absolute = location("/tmp/Dockerfile");
        assert_eq!((absolute.uri.as_str(), absolute.uri_base_id), ("file:///tmp/Dockerfile", None));
    }
}
