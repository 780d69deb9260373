//! `plimsoll migrate`: the file it writes, and that `check` with it ends as hadolint does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/command_line.rs"]
mod command_line;

use command_line::Folder;

#[test]
fn a_file_is_written_once() {
    let folder = Folder::new(&[(".hadolint.yaml", b"ignored: [DL3007]\n"), ("Dockerfile", b"FROM debian:latest\n")]);
    insta::assert_snapshot!(folder.run(&["migrate"]).whole(), @r"
    exit code: 0
    --- stdout
    --- stderr
    wrote `plimsoll.toml`
    note: plimsoll has no level `style`: such findings are `info`, and count for the exit code
    ");
    assert_eq!(folder.run(&["check"]).code, Some(0));
    insta::assert_snapshot!(folder.run(&["migrate"]).whole(), @r"
    exit code: 2
    --- stdout
    --- stderr
    error: `plimsoll.toml` is there already; `--force` replaces it, `--output -` prints
    ");
    assert_eq!(folder.run(&["migrate", "--force"]).code, Some(0));
    let printed = folder.run(&["migrate", "--output", "-"]).stdout;
    assert_eq!(printed, std::fs::read_to_string(folder.path("plimsoll.toml")).unwrap());
}

/// What rules find less bad than hadolint does, what they find worse, what no rule with a code finds.
const DOCKERFILES: &[(&str, &str)] = &[
    ("pipe", "FROM alpine:3.20\nRUN wget -qO- https://example.com/a.tar.gz | tar -xz\nUSER 10001\n"),
    ("untagged", "FROM mcr.microsoft.com/windows/servercore\n"),
    ("template", "FROM {{ base }}\n"),
    ("unknown", "FROM alpine:3.20\nRUNN a\nUSER 10001\n"),
    ("info", "FROM alpine:3.20\nRUN a\nRUN b\nUSER 10001\n"),
    ("maintainer", "FROM alpine:3.20\nMAINTAINER me\nUSER 10001\n"),
    ("clean", "FROM alpine:3.20\nUSER 10001\n"),
];

#[test]
fn check_ends_as_hadolint_does() {
    let files: Vec<(&str, &[u8])> = DOCKERFILES.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = Folder::new(&files);
    for threshold in ["error", "warning", "info"] {
        let yaml = format!("failure-threshold: {threshold}\noverride: {{info: [DL4000]}}\n");
        std::fs::write(folder.path("hadolint.yaml"), yaml).unwrap();
        assert_eq!(folder.run(&["migrate", "hadolint.yaml", "--force"]).code, Some(0));
        for (name, _) in DOCKERFILES {
            let hadolint = folder.run(&["hadolint", "--config", "hadolint.yaml", name]);
            let check = folder.run(&["check", name]);
            assert_eq!(hadolint.code, check.code, "{threshold} {name}\n{}\n{}", hadolint.whole(), check.whole());
        }
    }
}
