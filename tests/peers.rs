//! Projects of which other linters say the wrong thing, or nothing: here it is said. Each test is called after what the
//! other one gets wrong; its comment has the release that was run on these very files. `docs/peers.md` lists them all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/command_line.rs"]
mod command_line;

#[path = "peers/builds.rs"]
mod builds;
#[path = "peers/compose.rs"]
mod compose;
#[path = "peers/dockerfiles.rs"]
mod dockerfiles;
#[path = "peers/kics.rs"]
mod kics;
#[path = "peers/table.rs"]
mod table;

use command_line::Folder;

/// A project: paths and texts.
type Files<'a> = &'a [(&'a str, &'a str)];

/// The project on the disk.
fn folder(files: Files<'_>) -> Folder {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    Folder::new(&files)
}

/// Everything that the strict profile finds in a project: `file:line rule`.
fn found(files: Files<'_>) -> Vec<String> {
    let said = folder(files).run(&["check", "--isolated", "--profile", "strict", "--format", "json", "."]);
    let report: serde_json::Value = serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{said:?}"));
    let line = |one: &serde_json::Value| {
        let (file, rule) = (one["file"].as_str().unwrap(), one["rule"].as_str().unwrap());
        format!("{file}:{} {rule}", one["start"]["line"])
    };
    report["diagnostics"].as_array().unwrap().iter().map(line).collect()
}

/// Asserts that these are among the findings.
fn says(files: Files<'_>, expected: &[&str]) {
    let found = found(files);
    let missing: Vec<_> = expected.iter().filter(|one| !found.iter().any(|it| it == *one)).collect();
    assert!(missing.is_empty(), "{missing:?} is not among {found:#?} in {files:#?}");
}

/// Asserts that none of these rules finds anything.
fn is_quiet(files: Files<'_>, rules: &[&str]) {
    let found = found(files);
    let is_of = |one: &&String| rules.iter().any(|rule| one.split(' ').nth(1) == Some(*rule));
    let wrong: Vec<_> = found.iter().filter(is_of).collect();
    assert!(wrong.is_empty(), "{wrong:#?} in {files:#?}");
}
