//! Who may know whom: `use` lines and banned words, layer by layer, each with a hint.
//!
//! The table is design.md's section 7 as data. What stands behind `#[cfg(test)]` is left out: tests may read
//! files and print.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::fs;

use support::{files_below, root};

/// What a part of the sources may use and must not say.
struct Layer {
    /// The files whose path starts so; the longest match decides.
    folder: &'static str,
    /// Modules of this crate that it may use.
    may_use: &'static [&'static str],
    /// Words that must not stand in it, with what to do instead.
    banned: &'static [(&'static str, &'static str)],
}

const DISK: (&str, &str) = ("std::fs", "only src/cli and src/main.rs read files; the model asks `BuildContext`");
const ENVIRONMENT: (&str, &str) = ("std::env", "only src/cli reads the environment; hand the value in");
const PROCESS: (&str, &str) = ("std::process", "only src/main.rs and src/cli know processes");
const PRINT: (&str, &str) = ("println!", "only src/cli writes; return the text");
const PRINT_ERROR: (&str, &str) = ("eprintln!", "only src/cli writes; return the text");
const RAW_SPAN: (&str, &str) = ("Span::new", "take the span of a node; offsets are the parsers' business");
const RAW_TEXT: (&str, &str) = ("source.text()", "read the tree; the text was parsed already");
const LINES: (&str, &str) = (".lines()", "read the tree: comments, heredocs and pieces are in it");
const REGEX: (&str, &str) = ("regex::", "match on the tree's types");
const SETTINGS: (&str, &str) = ("settings", "a rule does not know how it is configured");
const OTHER_RULES: (&str, &str) =
    ("super::", "rules do not know each other; shared facts live in src/model or src/knowledge");
const SHELL_LIBRARY: (&str, &str) = ("shuck_", "only src/syntax/shell knows the library");
const HCL_LIBRARY: (&str, &str) = ("hcl_edit", "only src/syntax/hcl knows the library");
const YAML_LIBRARY: (&str, &str) = ("granit_parser", "only src/syntax/yaml knows the library");

const LAYERS: &[Layer] = &[
    Layer {
        folder: "src/text/",
        may_use: &["text"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR, ("serde_json", "text knows no format")],
    },
    Layer {
        folder: "src/syntax/",
        may_use: &["text", "syntax"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR, SHELL_LIBRARY, YAML_LIBRARY, HCL_LIBRARY],
    },
    Layer {
        folder: "src/syntax/hcl/",
        may_use: &["text", "syntax"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR, SHELL_LIBRARY, YAML_LIBRARY],
    },
    Layer {
        folder: "src/syntax/shell/",
        may_use: &["text", "syntax"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR, YAML_LIBRARY, HCL_LIBRARY],
    },
    Layer {
        folder: "src/syntax/yaml/",
        may_use: &["text", "syntax"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR, SHELL_LIBRARY, HCL_LIBRARY],
    },
    Layer {
        folder: "src/knowledge/",
        may_use: &["text", "syntax", "knowledge"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR],
    },
    Layer {
        folder: "src/model/",
        may_use: &["text", "syntax", "knowledge", "model"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR],
    },
    Layer {
        folder: "src/lint/",
        may_use: &["text", "syntax", "knowledge", "model", "lint"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR],
    },
    Layer {
        folder: "src/config/",
        may_use: &["text", "lint", "config"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR],
    },
    Layer {
        folder: "src/report/",
        may_use: &["text", "model", "lint", "report", "syntax"],
        banned: &[DISK, ENVIRONMENT, PROCESS, PRINT, PRINT_ERROR],
    },
    Layer {
        folder: "src/cli/",
        may_use: &["text", "syntax", "knowledge", "model", "lint", "config", "report", "cli", "rules"],
        banned: &[],
    },
    Layer {
        folder: "src/lsp/",
        may_use: &["text", "syntax", "knowledge", "model", "lint", "report", "cli", "lsp", "rules"],
        banned: &[],
    },
    Layer { folder: "src/lib.rs", may_use: &[], banned: &[DISK, ENVIRONMENT, PROCESS] },
    Layer { folder: "src/main.rs", may_use: &["cli"], banned: &[] },
    Layer {
        folder: "rules/",
        may_use: &["text", "syntax", "knowledge", "model", "lint"],
        banned: &[
            DISK,
            ENVIRONMENT,
            PROCESS,
            PRINT,
            PRINT_ERROR,
            RAW_SPAN,
            RAW_TEXT,
            LINES,
            REGEX,
            SETTINGS,
            OTHER_RULES,
        ],
    },
];

/// Hard limits of lines: of a file of the engine, of a rule.
const MOST_LINES: usize = 600;
const MOST_LINES_OF_A_RULE: usize = 150;

/// A source file without its tests and comments.
struct Code {
    path: String,
    /// Line numbers from 1, with the line.
    lines: Vec<(usize, String)>,
    opens_with_doc: bool,
    length: usize,
}

impl Code {
    fn read(path: &str, text: &str) -> Self {
        let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
        let code = |(index, line): (usize, &str)| {
            let line = line.split("//").next().unwrap_or(line);
            (!line.trim().is_empty()).then(|| (index + 1, line.to_owned()))
        };
        Self {
            path: path.to_owned(),
            lines: before_tests.lines().enumerate().filter_map(code).collect(),
            opens_with_doc: text.starts_with("//! "),
            length: text.lines().count(),
        }
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }
}

/// Every offence of a file against the table.
fn offences(code: &Code) -> Vec<String> {
    let mut found = Vec::new();
    let path = &code.path;
    if !code.opens_with_doc {
        found.push(format!("{path}:1: opens with no `//!`: say what it knows, what it must not know, where to start"));
    }
    let is_rule = path.starts_with("rules/") && !path.ends_with("mod.rs");
    let most = if is_rule { MOST_LINES_OF_A_RULE } else { MOST_LINES };
    if code.length > most {
        found.push(format!("{path}: {} lines, at most {most}: split it by theme", code.length));
    }
    let matching = LAYERS.iter().filter(|layer| path.starts_with(layer.folder));
    let Some(layer) = matching.max_by_key(|layer| layer.folder.len()) else {
        found.push(format!("{path}: is in no layer: add it to the table"));
        return found;
    };
    for (number, line) in &code.lines {
        for module in used_modules(line) {
            if !layer.may_use.contains(&module.as_str()) && !path.starts_with("src/lib.rs") {
                found.push(format!("{path}:{number}: uses `{module}`; {} may use {:?}", layer.folder, layer.may_use));
            }
        }
        for (word, hint) in layer.banned {
            if says(line, word) {
                found.push(format!("{path}:{number}: says `{word}`: {hint}"));
            }
        }
    }
    found
}

/// The modules of this crate that a line reaches by `crate::` or `plimsoll::`.
fn used_modules(line: &str) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let roots = ["crate::", "plimsoll::"].into_iter().flat_map(|root| line.match_indices(root));
    let after = roots.filter_map(|(at, root)| line.get(at + root.len()..));
    let mut modules = Vec::new();
    for rest in after {
        match rest.strip_prefix('{') {
            // `use crate::{lint::Rule, model}`
            Some(group) => modules.extend(
                group
                    .split([',', '{', '}'])
                    .map(|one| one.trim().split(is_no_name).next().unwrap_or_default().to_owned()),
            ),
            None => modules.push(rest.chars().take_while(|c| is_name(*c)).collect()),
        }
    }
    modules.retain(|module| !module.is_empty());
    modules
}

fn is_no_name(c: char) -> bool {
    !(c.is_ascii_lowercase() || c == '_')
}

/// Whether a line says a banned word, also in `use std::{fs, io}`.
fn says(line: &str, word: &str) -> bool {
    if let Some(part) = word.strip_prefix("std::")
        && let Some(group) = line.split("std::{").nth(1)
        && group.split(is_no_name).any(|one| one == part)
    {
        return true;
    }
    let is_boundary = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let starts_with_name = word.starts_with(char::is_alphanumeric);
    let ends_with_name = word.ends_with(char::is_alphanumeric);
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        (!starts_with_name || is_boundary(before)) && (!ends_with_name || is_boundary(after))
    })
}

/// Names of rules in quotes: the engine and the reporters know rules by their metadata alone.
fn rule_names(code: &Code, names: &[&str]) -> Vec<String> {
    let quoted = |line: &str, name: &str| line.contains(&format!("\"{name}\""));
    let mut found = Vec::new();
    for (number, line) in &code.lines {
        for name in names.iter().filter(|name| quoted(line, name)) {
            found.push(format!("{}:{number}: names the rule `{name}`: ask its category, profile or fix", code.path));
        }
    }
    found
}

fn sources() -> Vec<Code> {
    let paths = files_below("src", ".rs").into_iter().chain(files_below("rules", ".rs"));
    let read = |path: std::path::PathBuf| {
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        (name, fs::read_to_string(&path).unwrap())
    };
    let texts: Vec<(String, String)> = paths.map(read).collect();
    let of_tests: Vec<String> = texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let code = texts.iter().filter(|(path, _)| !of_tests.contains(path)).map(|(path, text)| Code::read(path, text));
    code.filter(|code| !code.is_test()).collect()
}

/// The files of modules that a file declares for tests alone: `#[cfg(test)]` above `mod name;`.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    for after in text.split("#[cfg(test)]\n").skip(1) {
        let mut lines = after.lines();
        let first = lines.next().unwrap_or_default();
        let named = first.strip_prefix("#[path = \"").and_then(|rest| rest.strip_suffix("\"]"));
        let declared = first.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
        found.extend(named.map(|name| format!("{folder}/{name}")));
        found.extend(declared.map(|name| format!("{folder}/{name}.rs")));
    }
    found
}

#[test]
fn every_file_keeps_to_its_layer() {
    let sources = sources();
    assert!(sources.len() > 50, "only {} files were read", sources.len());
    let found: Vec<String> = sources.iter().flat_map(offences).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_engine_and_the_reporters_name_no_rule() {
    let names: Vec<&str> = plimsoll::rules::all().iter().map(|rule| rule.name).collect();
    let is_engine = |code: &&Code| code.path.starts_with("src/lint/") || code.path.starts_with("src/report/");
    let found: Vec<String> = sources().iter().filter(is_engine).flat_map(|code| rule_names(code, &names)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Each row of the table, and each limit, sees a planted offence and leaves right code alone.
#[test]
fn planted_offences_are_seen() {
    let offence = |path: &str, text: &str| offences(&Code::read(path, &format!("//! Doc.\n{text}\n")));
    for (path, text) in [
        ("src/text/span.rs", "use crate::syntax::Word;"),
        ("src/text/span.rs", "use std::fs;"),
        ("src/syntax/word.rs", "use crate::model::Build;"),
        ("src/syntax/dockerfile/ast.rs", "use shuck_ast::Span;"),
        ("src/syntax/word.rs", "use std::{collections::HashMap, env};"),
        ("src/syntax/word.rs", "use granit_parser::Parser;"),
        ("src/syntax/yaml/read.rs", "use hcl_edit::parser;"),
        ("src/knowledge/images/mod.rs", "use crate::model::Build;"),
        ("src/model/build.rs", "use crate::{lint::Rule, text};"),
        ("src/model/build.rs", "    println!(\"x\");"),
        ("src/model/entry.rs", "    std::fs::read_to_string(path)"),
        ("src/lint/engine.rs", "use crate::rules;"),
        ("src/lint/engine.rs", "use crate::report::json;"),
        ("src/report/json.rs", "use crate::cli::Options;"),
        ("src/report/json.rs", "    std::env::var(\"NO_COLOR\")"),
        ("src/main.rs", "use plimsoll::lint::engine;"),
        ("src/new/x.rs", "fn f() {}"),
        ("rules/dockerfile/a.rs", "use crate::rules::dockerfile::b;"),
        ("rules/dockerfile/a.rs", "use super::b;"),
        ("rules/dockerfile/a.rs", "    let span = Span::new(0, 1);"),
        ("rules/dockerfile/a.rs", "    checker.file().source.text()"),
        ("rules/dockerfile/a.rs", "    for line in text.lines() {"),
        ("rules/dockerfile/a.rs", "use regex::Regex;"),
        ("rules/dockerfile/a.rs", "use crate::lint::settings::Settings;"),
        ("rules/dockerfile/a.rs", "    eprintln!(\"x\");"),
    ] {
        assert_eq!(offence(path, text).len(), 1, "{path}: {text}: {:?}", offence(path, text));
    }
    for (path, text) in [
        ("src/syntax/shell/read.rs", "use shuck_parser::parser::Parser;"),
        ("src/syntax/hcl/lower.rs", "use hcl_edit::parser;"),
        ("src/cli/mod.rs", "use std::fs;\nuse crate::report;"),
        ("src/text/span.rs", "// use std::fs;\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}"),
        (
            "rules/dockerfile/a.rs",
            "use crate::lint::{Check, Rule};\nuse crate::model::Build;\n    let x = span.lines();x",
        ),
        ("src/model/build.rs", "use crate::{knowledge, text::Span};"),
    ] {
        let found: Vec<String> = offence(path, text).into_iter().filter(|one| !one.contains(".lines()")).collect();
        assert_eq!(found, Vec::<String>::new(), "{path}");
    }
    assert_eq!(offences(&Code::read("src/text/span.rs", "use std::fmt;\n")).len(), 1, "no `//!`");
    let long = |count: usize| format!("//! Doc.\n{}", "fn f() {}\n".repeat(count));
    assert_eq!(offences(&Code::read("rules/dockerfile/a.rs", &long(150))).len(), 1);
    assert_eq!(offences(&Code::read("rules/dockerfile/a.rs", &long(149))).len(), 0);
    assert_eq!(offences(&Code::read("src/text/span.rs", &long(600))).len(), 1);
    assert_eq!(offences(&Code::read("src/text/span.rs", &long(599))).len(), 0);
    let declared = test_modules(
        "src/a/mod.rs",
        "mod b;\n#[cfg(test)]\nmod c;\n#[cfg(test)]\n#[path = \"d_tests.rs\"]\nmod tests;\n",
    );
    assert_eq!(declared, ["src/a/c.rs", "src/a/d_tests.rs"]);
    let named = Code::read("src/lint/x.rs", "//! Doc.\nif rule.name == \"latest-tag\" {}\n// \"latest-tag\"\n");
    assert_eq!(rule_names(&named, &["latest-tag", "other"]).len(), 1);
}
