//! The list of rules keeps its own terms: names, files, aliases, index.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::collections::HashMap;
use std::fs;

use plimsoll::lint::{Category, Check, FixSupport, OptionKind, OptionScope, OptionSpec, Profile, Rule, Severity};
use plimsoll::rules;
use support::registry::{clashes, index, malformed, misplaced_files, with_index};
use support::{files_below, root};

/// The files below `rules/`, as paths relative to it.
fn files() -> Vec<String> {
    let folder = root().join("rules");
    let files = files_below("rules", "").into_iter();
    files.filter_map(|file| Some(file.strip_prefix(&folder).ok()?.display().to_string())).collect()
}

fn assert_none(mistakes: &[String]) {
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn files_on_disk_are_the_rules() {
    assert_none(&misplaced_files(&files(), &rules::all()));
}

#[test]
fn a_rule_includes_its_own_page() {
    let pages: HashMap<String, String> = files_below("rules", ".md")
        .into_iter()
        .map(|file| (file.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&file).unwrap()))
        .collect();
    for rule in rules::all() {
        let page = pages.get(&rule.name.replace('-', "_"));
        assert_eq!(page.map(String::as_str), Some(rule.page), "the page of `{}`", rule.name);
    }
}

#[test]
fn every_name_means_one_thing() {
    assert_none(&clashes(&rules::all()));
}

#[test]
fn metadata_is_well_formed() {
    assert_none(&rules::all().into_iter().flat_map(malformed).collect::<Vec<_>>());
}

#[test]
fn every_code_of_the_shell_belongs_to_a_rule() {
    let aliases: Vec<&str> = rules::all().iter().flat_map(|rule| rule.aliases).copied().collect();
    let codes = plimsoll::syntax::shell::lint::codes();
    assert_eq!(codes.is_empty(), cfg!(not(feature = "shell-lint")));
    let homeless: Vec<String> =
        codes.iter().map(|code| format!("SC{code}")).filter(|name| !aliases.contains(&name.as_str())).collect();
    assert_eq!(homeless, Vec::<String>::new());
}

#[test]
fn rules_are_in_the_order_of_their_names() {
    let folders = files().into_iter().filter_map(|file| file.strip_suffix("/mod.rs").map(str::to_owned));
    for folder in folders {
        let text = fs::read_to_string(root().join("rules").join(&folder).join("mod.rs")).unwrap();
        for start in ["mod ", "    &"] {
            let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(start)).collect();
            assert!(lines.is_sorted(), "the lines `{start}...` of {folder}/mod.rs are not in order");
            // A short list of rules stands on one line.
            assert!(!lines.is_empty() || text.contains("= &[&"), "{folder}/mod.rs has no lines `{start}...`");
        }
    }
}

#[test]
fn the_index_is_current() {
    let file = root().join("rules/README.md");
    let text = fs::read_to_string(&file).unwrap();
    let files = files();
    let folder = |rule: &Rule| {
        let name = format!("/{}.md", rule.name.replace('-', "_"));
        files.iter().find_map(|file| file.strip_suffix(&name)).unwrap_or_default().to_owned()
    };
    let current = with_index(&text, &index(&rules::all(), &folder)).unwrap();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &current).unwrap();
        return;
    }
    assert!(text == current, "rules/README.md is out of date: BLESS=1 cargo test --test registry");
}

/// A rule without a fault, for planting some.
const SOUND: Rule = Rule {
    name: "sound-rule",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["XX0001"],
    options: &[],
    since: "0.1.0",
    page: "# sound-rule\n\nReports nothing.\n\n## Why\n",
    check: Check::File(|_, _| {}),
};

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn planted_files_are_noticed() {
    let files = ["dockerfile/mod.rs", "README.md", "dockerfile/sound_rule.rs", "dockerfile/sound_rule.md"];
    assert_none(&misplaced_files(&strings(&files), &[&SOUND]));
    let without_page = misplaced_files(&strings(&files[..3]), &[&SOUND]);
    assert_eq!(without_page, ["`sound-rule` has 0 files called `sound_rule.md`"]);
    let orphan = misplaced_files(&strings(&[&files[..], &["dockerfile/old_rule.md"]].concat()), &[&SOUND]);
    assert_eq!(orphan, ["`dockerfile/old_rule.md` belongs to no rule: `old-rule` is not in the list"]);
    let twice = misplaced_files(&strings(&[&files[..], &["project/sound_rule.rs"]].concat()), &[&SOUND]);
    assert_eq!(twice, ["`sound-rule` has 2 files called `sound_rule.rs`"]);
}

#[test]
fn planted_clashes_are_noticed() {
    const OTHER: Rule = Rule { name: "other-rule", aliases: &["XX0002"], ..SOUND };
    assert_none(&clashes(&[&SOUND, &OTHER]));
    for (name, aliases) in [
        ("sound-rule", &[][..]),
        ("style", &[]),
        ("strict", &[]),
        ("all", &[]),
        ("other-rule", &["xx0001"]),
        ("other-rule", &["XX0002", "xx0002"]),
        ("other-rule", &["Sound-Rule"]),
        ("other-rule", &["Security"]),
    ] {
        let clashing = Rule { name, aliases, ..SOUND };
        assert_eq!(clashes(&[&SOUND, &clashing]).len(), 1, "{name} {aliases:?}");
    }
}

#[test]
fn planted_metadata_is_noticed() {
    assert_none(&malformed(&SOUND));
    const LIMIT: OptionSpec =
        OptionSpec { name: "limit", summary: "", kind: OptionKind::Flag(false), scope: OptionScope::Rule };
    const OPTION: &[OptionSpec] = &[LIMIT];
    const BAD_OPTION: &[OptionSpec] = &[OptionSpec { name: "Limit", ..LIMIT }];
    let with_options = "# sound-rule\n\nReports nothing.\n\n## Options\n\n- `limit`: how many.\n\n## Cases\n\n- `x`\n";
    assert_none(&malformed(&Rule { options: OPTION, page: with_options, ..SOUND }));
    let long = format!("# sound-rule\n\nReports {}.\n", "x".repeat(300));
    let long: &'static str = long.leak();
    for (what, rule) in [
        ("a name with capitals", Rule { name: "Sound-rule", page: "# Sound-rule\n\nReports.\n", ..SOUND }),
        ("a name with a hole", Rule { name: "sound--rule", page: "# sound--rule\n\nReports.\n", ..SOUND }),
        ("a version of two parts", Rule { since: "0.1", ..SOUND }),
        ("a version with letters", Rule { since: "0.1.x", ..SOUND }),
        ("another title", Rule { page: "# other-rule\n\nReports nothing.\n", ..SOUND }),
        ("no summary", Rule { page: "# sound-rule\n\n## Why\n", ..SOUND }),
        ("a summary without an end", Rule { page: "# sound-rule\n\nReports nothing\n", ..SOUND }),
        ("a long summary", Rule { page: long, ..SOUND }),
        ("an option that is not described", Rule { options: OPTION, ..SOUND }),
        ("an option that is not declared", Rule { page: with_options, ..SOUND }),
    ] {
        assert_eq!(malformed(&rule).len(), 1, "{what}: {:?}", malformed(&rule));
    }
    assert!(!malformed(&Rule { options: BAD_OPTION, ..SOUND }).is_empty());
}

#[test]
fn a_planted_index_is_noticed() {
    let index = index(&[&SOUND], &|_| "dockerfile".to_owned());
    let line = "| [sound-rule](dockerfile/sound_rule.md) | Reports nothing. | style | info | strict |  | `XX0001` |";
    assert!(index.contains(line), "{index}");
    let text = "a\n<!-- index -->\nold\n<!-- /index -->\nb\n";
    let current = with_index(text, &index).unwrap();
    assert_ne!(current, text);
    assert_eq!(with_index(&current, &index).as_deref(), Some(current.as_str()));
    assert!(current.starts_with("a\n") && current.ends_with("\nb\n"));
    assert_eq!(with_index("no marks", &index), None);
}
