//! Paths without `.`, `..` and repeated slashes.

/// The shortest path that means the same, as Go's `path.Clean` writes it; `.` where nothing is left.
///
/// Source: <https://pkg.go.dev/path#Clean>
pub fn clean(path: &str) -> String {
    let is_rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if is_rooted => {}
            name => parts.push(name),
        }
    }
    match (is_rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn paths_are_cleaned_as_by_go() {
        for (path, cleaned) in [
            ("", "."),
            (".", "."),
            ("./a/", "a"),
            ("a//b", "a/b"),
            ("a/x/../b", "a/b"),
            ("a/..", "."),
            ("../a", "../a"),
            ("a/../../b", "../b"),
            ("../../a/..", "../.."),
            ("/", "/"),
            ("//a", "/a"),
            ("/../a", "/a"),
            ("a/.../b", "a/.../b"),
        ] {
            assert_eq!(clean(path), cleaned, "{path:?}");
        }
    }
}
