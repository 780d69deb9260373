//! The README tells the truth: its demo is what the program prints, its commands are those that CI runs.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod support;

use std::fs;
use std::process::Command;

use support::root;

/// The name of each demo, and what it runs.
const DEMOS: [(&str, &str); 2] =
    [("demo", "check fixtures/projects/shop/web"), ("context", "context fixtures/projects/shop/worker")];

fn marks(name: &str) -> (String, String) {
    (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"))
}

/// What stands between the marks; `None` where one is missing.
fn demo<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (start, end) = marks(name);
    text.split_once(&start)?.1.split_once(&end).map(|(demo, _)| demo)
}

fn with_demo(text: &str, name: &str, demo: &str) -> Option<String> {
    let (start, end) = marks(name);
    let (before, rest) = text.split_once(&start)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{start}{demo}{end}{after}"))
}

/// The demo as it is now.
fn truth(arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_plimsoll"))
        .args(arguments.split(' '))
        .args(["--color", "never"])
        .current_dir(root())
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    format!("```console\n$ plimsoll {arguments}\n{printed}```\n")
}

#[test]
fn each_demo_is_what_the_program_prints() {
    let file = root().join("README.md");
    let mut text = fs::read_to_string(&file).unwrap();
    for (name, arguments) in DEMOS {
        let truth = truth(arguments);
        if std::env::var_os("BLESS").is_some() {
            text = with_demo(&text, name, &truth).unwrap();
            fs::write(&file, &text).unwrap();
        }
        assert_eq!(demo(&text, name), Some(truth.as_str()), "run with BLESS=1 and read what it wrote");
    }
}

#[test]
fn a_planted_demo_is_noticed() {
    let text = "a\n<!-- demo -->\n```console\n$ plimsoll check x\nall is well\n```\n<!-- /demo -->\nb\n";
    assert_ne!(demo(text, "demo"), Some(truth(DEMOS[0].1).as_str()));
    assert_eq!(demo(&with_demo(text, "demo", "new\n").unwrap(), "demo"), Some("new\n"));
    assert_eq!(demo("no marks", "demo"), None);
}

#[test]
fn ci_runs_the_test_command_of_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(readme.contains("\ncargo test --locked\n"));
    assert!(script.contains("\ncargo test --locked\n"));
}
