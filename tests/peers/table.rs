//! The table of `docs/peers.md` names every test here, and nothing that is not there.

use std::fs;
use std::path::Path;

const TESTS: &[&str] = &["builds", "compose", "dockerfiles", "kics"];

/// The cells of the rows, without the head.
fn rows(text: &str) -> Vec<Vec<String>> {
    let rows =
        text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|--") && !line.starts_with("| Case"));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The names of the tests in this folder, each with its file.
fn tests(root: &Path) -> Vec<String> {
    let text = |file: &&str| fs::read_to_string(root.join(format!("tests/peers/{file}.rs"))).unwrap();
    let texts: Vec<String> = TESTS.iter().map(text).collect();
    let names = texts.iter().flat_map(|text| text.split("#[test]\nfn ").skip(1));
    names.map(|rest| rest.split('(').next().unwrap().to_owned()).collect()
}

#[test]
fn the_table_of_peers_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = rows(&fs::read_to_string(root.join("docs/peers.md")).unwrap());
    let tests = tests(root);
    assert!(rows.len() > 20 && tests.len() > 20, "{} rows, {} tests", rows.len(), tests.len());
    let mut named = Vec::new();
    for row in &rows {
        assert_eq!(row.len(), 3, "{row:?}");
        let held: Vec<&str> = row[2].split(", ").collect();
        for one in held {
            if let Some(link) = one.strip_prefix('[') {
                let (name, path) = link.trim_end_matches(')').split_once("](").unwrap();
                assert!(root.join("docs").join(path).is_file(), "there is no page {path}");
                assert!(path.ends_with(&format!("/{}.md", name.replace('-', "_"))), "{name} is not {path}");
            } else {
                named.push(one.trim_matches('`').to_owned());
            }
        }
    }
    for name in &named {
        assert!(tests.contains(name), "there is no test {name}");
    }
    for test in &tests {
        assert!(named.contains(test), "{test} is not in docs/peers.md");
    }
}
