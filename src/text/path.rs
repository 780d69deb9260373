//! Paths without `.`, `..` and repeated slashes, as texts: no disk is asked.

/// The shortest path that means the same, as Go's `path.Clean` writes it; `.` where nothing is left.
///
/// Source: <https://pkg.go.dev/path#Clean>
pub fn clean_path(path: &str) -> String {
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
    use super::clean_path;

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
            ("/var/./run//docker.sock/", "/var/run/docker.sock"),
            ("a/.../b", "a/.../b"),
        ] {
            assert_eq!(clean_path(path), cleaned, "{path:?}");
        }
    }
}
