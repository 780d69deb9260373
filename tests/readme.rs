//! The README tells the truth: its demo is what the program prints, its commands are those that CI runs.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod support;

use std::fs;
use std::process::Command;

use support::root;

const START: &str = "<!-- demo -->\n";
const END: &str = "<!-- /demo -->";

/// What stands between the marks; `None` where one is missing.
fn demo(text: &str) -> Option<&str> {
    text.split_once(START)?.1.split_once(END).map(|(demo, _)| demo)
}

fn with_demo(text: &str, demo: &str) -> Option<String> {
    let (before, rest) = text.split_once(START)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{START}{demo}{END}{after}"))
}

/// The demo as it is now.
fn truth() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_plimsoll"))
        .args(["check", "--color", "never", "fixtures/projects/shop/web"])
        .current_dir(root())
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    format!("```console\n$ plimsoll check fixtures/projects/shop/web\n{printed}```\n")
}

#[test]
fn the_demo_is_what_the_program_prints() {
    let file = root().join("README.md");
    let mut text = fs::read_to_string(&file).unwrap();
    if std::env::var_os("BLESS").is_some() {
        text = with_demo(&text, &truth()).unwrap();
        fs::write(&file, &text).unwrap();
    }
    assert_eq!(demo(&text), Some(truth().as_str()), "run with BLESS=1 and read what it wrote");
}

#[test]
fn a_planted_demo_is_noticed() {
    let text = format!("a\n{START}```console\n$ plimsoll check x\nall is well\n```\n{END}\nb\n");
    assert_ne!(demo(&text), Some(truth().as_str()));
    assert_eq!(demo(&with_demo(&text, "new\n").unwrap()), Some("new\n"));
    assert_eq!(demo("no marks"), None);
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(readme.contains("\ncargo test --locked\n"));
    assert!(script.contains("\ncargo test --locked\n"));
}
