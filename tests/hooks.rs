//! The pre-commit hooks: they start commands that exist, and match the very files that `check` finds by itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/command_line.rs"]
mod command_line;

use std::collections::BTreeSet;

use command_line::Folder;
use regex::Regex;
use serde_yaml::Value;

const HOOKS: &str = include_str!("../.pre-commit-hooks.yaml");

/// Names of Dockerfiles, Compose files and ignore files, and names near to them.
const NAMES: &[&str] = &[
    "Dockerfile",
    "Dockerfile-prod",
    "Dockerfile.dev",
    ".dockerignore",
    "Dockerfile.dockerignore",
    "Dockerfile.erb",
    "Dockerfile.go",
    "Dockerfile.in",
    "Dockerfile.j2",
    "Dockerfile.md",
    "Dockerfile.py",
    "Dockerfile.template",
    "Dockerfile_test",
    "Dockerfile~",
    "Containerfile",
    "Containerfile.rhel9",
    "README.md",
    "api.Containerfile",
    "api.Dockerfile",
    "api.dockerfile",
    "compose.yaml",
    "compose/values.yaml",
    "compose.prod.yml",
    "composer.yml",
    "Dockerfile.yaml",
    "deep/docker-compose.test.yaml",
    "deep/.dockerignore",
    "dev.compose.yaml",
    "test-docker-compose.yml",
    "deep/down/Dockerfile",
    "deep/down/web.dockerfile",
    "dockerfiles/list.txt",
    "lower/dockerfile",
    "my-dockerfile.txt",
];

fn hooks() -> Vec<Value> {
    let Value::Sequence(hooks) = serde_yaml::from_str(HOOKS).unwrap() else { panic!("no list of hooks") };
    hooks
}

fn text<'a>(hook: &'a Value, key: &str) -> &'a str {
    hook.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("no `{key}`"))
}

/// The names that a hook is given.
fn matched(files: &str, exclude: &str) -> BTreeSet<String> {
    let (files, exclude) = (Regex::new(files).unwrap(), Regex::new(exclude).unwrap());
    NAMES.iter().filter(|name| files.is_match(name) && !exclude.is_match(name)).map(|name| (*name).to_owned()).collect()
}

/// A text with a mistake, whatever its name is taken for.
fn mistake(name: &str) -> &'static [u8] {
    match name.rsplit('.').next() {
        Some("dockerignore") => b"a # b\n",
        Some("yaml" | "yml") => b"version: '3'\nservices: {web: {image: 'nginx:1.30.2'}}\n",
        _ => b"FROM node:latest\n",
    }
}

/// The names that `check` finds in a folder of them all.
fn found() -> BTreeSet<String> {
    let files: Vec<(&str, &[u8])> = NAMES.iter().map(|name| (*name, mistake(name))).collect();
    let rules = "latest-tag,obsolete-version,trailing-comment-in-ignore-file";
    let said = Folder::new(&files).run(&["check", "--isolated", "--select", rules, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    findings.iter().map(|finding| finding["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn hooks_start_commands_that_exist() {
    let hooks = hooks();
    let ids: Vec<&str> = hooks.iter().map(|hook| text(hook, "id")).collect();
    assert_eq!(ids, ["plimsoll", "plimsoll-fix"]);
    for hook in &hooks {
        let mut arguments: Vec<&str> = text(hook, "entry").split(' ').collect();
        assert_eq!(arguments.remove(0), "plimsoll");
        let folder = Folder::new(&[("Dockerfile", b"FROM scratch\nCOPY app /app\nUSER 1:1\nENTRYPOINT [\"/app\"]\n")]);
        arguments.push("Dockerfile");
        assert_eq!(folder.run(&arguments).code, Some(0), "{arguments:?}");
    }
}

#[test]
fn hooks_match_what_check_finds() {
    let found = found();
    assert!(found.len() > 8, "{found:?}");
    for hook in hooks() {
        assert_eq!(matched(text(&hook, "files"), text(&hook, "exclude")), found, "{}", text(&hook, "id"));
    }
}

#[test]
fn a_planted_pattern_is_noticed() {
    assert_ne!(matched("Dockerfile$", "^$"), found());
}
