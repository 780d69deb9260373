//! Every page tells the truth about its rule.

mod support;

use std::fs;

use plimsoll::lint::Rule;
use support::page::{blessed, mistakes, recommended};
use support::root;

/// The file of a rule's page.
fn page_file(rule: &Rule) -> std::path::PathBuf {
    let stem = rule.name.replace('-', "_");
    let found = support::files_below("rules", &format!("/{stem}.md"));
    found.into_iter().next().unwrap_or_else(|| root().join("rules").join(stem))
}

#[test]
fn every_page_is_true() {
    let recommended = recommended();
    let mut lies = Vec::new();
    for rule in plimsoll::rules::all() {
        let file = page_file(rule);
        let mut text = fs::read_to_string(&file).unwrap();
        if std::env::var_os("BLESS").is_some() {
            text = blessed(rule, &text);
            fs::write(&file, &text).unwrap();
        }
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        lies.extend(
            mistakes(rule, &text, &recommended).into_iter().map(|lie| format!("{name}:{}: {}", lie.line, lie.message)),
        );
    }
    assert!(lies.is_empty(), "{}", lies.join("\n\n"));
}
