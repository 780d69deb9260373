//! What people teach, and what plimsoll says of it.
//!
//! `docs/practices.md`: every bad example is reported by the rules named above it, every good one by none in the
//! profile `production`. `fixtures/taught`: projects as beginners and experts write them, each beside the findings that
//! an expert would name, line by line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plimsoll::config::Config;
use plimsoll::knowledge::images::Date;
use plimsoll::lint::{Checked, Policy, Profile, Settings, engine};
use plimsoll::model::BuildContext;
use plimsoll::rules;
use support::page::{Block, Page};
use support::{Texts, files_below, project, root};

/// What the profile `production`, or what the configuration names, says of a Dockerfile.
fn check(text: &str, configuration: &str, context: &dyn BuildContext) -> Checked {
    let config = Config::parse(configuration, &rules::all()).unwrap();
    let mut policy: Policy = config.policy();
    policy.profile = config.profile.unwrap_or(Profile::Production);
    policy.today = Some(Date::new(2026, 11, 21));
    engine::run(project(text.as_bytes(), context), &Settings::of(&rules::all(), policy))
}

/// `line rule-name` of each finding.
fn findings(checked: &Checked) -> BTreeSet<String> {
    let said = checked.diagnostics.iter().map(|it| {
        let line = checked.project.file(it.file).map_or(0, |file| file.source.position(it.span.start).line);
        format!("{line} {}", it.rule.name)
    });
    said.collect()
}

/// The rules that the nearest line `Rules:` above a block names.
fn named_rules(text: &str, block: &Block) -> Vec<String> {
    let above: Vec<&str> = text.lines().take(block.first_line).collect();
    let line = above.iter().rev().find_map(|line| line.strip_prefix("Rules: ")).unwrap_or_default();
    line.split(", ").map(|name| name.trim_matches('`').to_owned()).filter(|name| !name.is_empty()).collect()
}

/// What a page of practices says that is not so.
fn lies(text: &str) -> Vec<String> {
    let page = Page::parse(text);
    let mut lies = Vec::new();
    for block in page.blocks.iter().filter(|block| block.is("dockerfile")) {
        let here = page.blocks.iter().take_while(|other| other.first_line < block.first_line);
        let toml = here.filter(|other| other.section == block.section && other.is("toml")).last();
        let files = page.blocks.iter().filter(|other| other.group == block.group);
        let context = files.filter_map(|file| Some((file.path()?.to_owned(), file.body.clone()))).collect();
        let said = findings(&check(&block.body, toml.map_or("", |toml| toml.body.as_str()), &Texts(context)));
        let line = block.first_line + 1;
        let named = named_rules(text, block);
        if named.is_empty() {
            lies.push(format!("line {line}: no rules are named"));
        }
        if block.is("good") && !said.is_empty() {
            lies.push(format!("line {line}: a good example is reported: {said:?}"));
        }
        if block.is("bad") {
            let silent = named.iter().filter(|name| !said.iter().any(|it| it.ends_with(&format!(" {name}"))));
            lies.extend(silent.map(|name| format!("line {line}: `{name}` is silent, there is {said:?}")));
        }
    }
    lies
}

#[test]
fn every_practice_is_held_by_its_rules() {
    let text = fs::read_to_string(root().join("docs/practices.md")).unwrap();
    assert!(Page::parse(&text).blocks.iter().filter(|block| block.is("bad")).count() >= 25);
    let lies = lies(&text);
    assert!(lies.is_empty(), "{}", lies.join("\n"));
}

#[test]
fn planted_lies_about_practices_are_noticed() {
    let page = |rule: &str, kind: &str, text: &str| {
        format!("# Practices\n\n## One\n\nRules: `{rule}`\n\n```dockerfile {kind}\n{text}\n```\n")
    };
    assert_eq!(lies(&page("latest-tag", "bad", "FROM redis:latest")), Vec::<String>::new());
    assert_eq!(lies(&page("latest-tag", "bad", "FROM redis:8.2")).len(), 1);
    assert_eq!(lies(&page("latest-tag", "good", "FROM redis:latest")).len(), 1);
    assert_eq!(lies("## One\n\n```dockerfile good\nFROM alpine:3.22\n```\n").len(), 1);
}

/// The files of a folder, as a build's context.
#[derive(Debug)]
struct Folder<'a>(&'a Path);

impl BuildContext for Folder<'_> {
    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }
}

/// Each project below `fixtures/taught` has a list of its findings: lines of `line rule-name`, comments behind `#`.
#[test]
fn what_is_taught_gets_what_an_expert_would_name() {
    let mut wrong = Vec::new();
    let files = files_below("fixtures/taught", "/Dockerfile");
    assert_eq!(files.len(), 10);
    for file in files {
        let folder = file.parent().unwrap();
        let said = findings(&check(&fs::read_to_string(&file).unwrap(), "", &Folder(folder)));
        let list = fs::read_to_string(folder.join("findings.txt")).unwrap();
        let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        let expected: BTreeSet<String> = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let name = folder.strip_prefix(root()).unwrap().display();
        wrong.extend(expected.difference(&said).map(|missed| format!("{name}: nothing says {missed}")));
        wrong.extend(said.difference(&expected).map(|more| format!("{name}: nobody expects {more}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
