//! Holding the list of rules to its own terms: names, neighbours on disk, the index.
//!
//! Every function gives back mistakes as clauses, so that self-tests can plant some.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use plimsoll::lint::{Category, FixSupport, Profile, Rule, Tool};

/// Where the index stands in a text.
const MARKS: (&str, &str) = ("<!-- index -->\n", "<!-- /index -->");

/// What is wrong with the files of a folder tree, given as paths below `rules/`, for these rules.
pub fn misplaced_files(files: &[String], rules: &[&Rule]) -> Vec<String> {
    let mut found = Vec::new();
    let stem =
        |file: &str| file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
    let files: Vec<&String> =
        files.iter().filter(|file| !file.ends_with("mod.rs") && !file.ends_with("README.md")).collect();
    for file in &files {
        let name = stem(file).unwrap_or_default().replace('_', "-");
        if !rules.iter().any(|rule| rule.name == name) {
            found.push(format!("`{file}` belongs to no rule: `{name}` is not in the list"));
        }
    }
    for rule in rules {
        for ending in ["rs", "md"] {
            let wanted = format!("{}.{ending}", rule.name.replace('-', "_"));
            match files.iter().filter(|file| file.rsplit('/').next() == Some(&wanted)).count() {
                1 => {}
                count => found.push(format!("`{}` has {count} files called `{wanted}`", rule.name)),
            }
        }
    }
    found
}

/// Names that mean two things. Names, aliases, categories, profiles and `all` share one namespace, and
/// aliases are taken in any case.
pub fn clashes(rules: &[&Rule]) -> Vec<String> {
    let mut meanings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut mean = |name: &str, what: String| meanings.entry(name.to_ascii_lowercase()).or_default().push(what);
    mean("all", "every rule".to_owned());
    Category::ALL.iter().for_each(|category| mean(category.name(), "a category".to_owned()));
    Profile::ALL.iter().for_each(|profile| mean(profile.name(), "a profile".to_owned()));
    Tool::ALL.iter().for_each(|tool| mean(tool.name(), "a tool".to_owned()));
    for rule in rules {
        mean(rule.name, format!("the rule `{}`", rule.name));
        rule.aliases.iter().for_each(|alias| mean(alias, format!("an alias of `{}`", rule.name)));
    }
    meanings.retain(|_, all| all.len() > 1);
    meanings.into_iter().map(|(name, all)| format!("`{name}` is {}", all.join(" and "))).collect()
}

/// What is wrong with the metadata of one rule.
pub fn malformed(rule: &Rule) -> Vec<String> {
    let mut found = Vec::new();
    let mut say = |clause: String| found.push(format!("`{}`: {clause}", rule.name));
    for name in rule.options.iter().map(|option| option.name).chain([rule.name]).filter(|name| !is_kebab(name)) {
        say(format!("`{name}` is not in kebab-case"));
    }
    if !is_version(rule.since) {
        say(format!("`{}` is no version", rule.since));
    }
    if rule.page.lines().next() != Some(&format!("# {}", rule.name)) {
        say("its page does not start with its name".to_owned());
    }
    let summary = rule.summary();
    let is_sentence = summary.starts_with(|c: char| c.is_uppercase() || c == '`') && summary.ends_with('.');
    if !is_sentence || summary.len() >= 300 || summary.starts_with('#') {
        say(format!("its summary is no paragraph of at most 300 characters: {summary:?}"));
    }
    let described = described_options(rule.page);
    let declared: Vec<&str> = rule.options.iter().map(|option| option.name).collect();
    if described != declared {
        say(format!("it declares the options {declared:?}, its page describes {described:?}"));
    }
    found
}

/// The options that a page's list under `## Options` describes: `` - `name`: ... ``
fn described_options(page: &str) -> Vec<&str> {
    let Some((_, rest)) = page.split_once("\n## Options\n") else { return Vec::new() };
    let section = rest.split("\n## ").next().unwrap_or_default();
    section.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).collect()
}

fn is_kebab(name: &str) -> bool {
    !name.is_empty()
        && name
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

fn is_version(text: &str) -> bool {
    text.split('.').count() == 3 && text.split('.').all(|part| part.parse::<u32>().is_ok())
}

/// The table of rules; `folder` tells where the files of a rule are.
pub fn index(rules: &[&Rule], folder: &dyn Fn(&Rule) -> String) -> String {
    let mut text = String::from(
        "\n| Rule | What it reports | Category | Severity | Profile | Fix | Also known as |\n|---|---|---|---|---|---|---|\n",
    );
    for rule in rules {
        let (name, file) = (rule.name, rule.name.replace('-', "_"));
        let aliases: Vec<String> = rule.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        let _ = writeln!(
            text,
            "| [{name}]({}/{file}.md) | {} | {} | {} | {} | {} | {} |",
            folder(rule),
            first_sentence(rule),
            rule.category.name(),
            rule.severity.name(),
            rule.profile.name(),
            fix(rule),
            aliases.join(", "),
        );
    }
    text.push('\n');
    text
}

fn first_sentence(rule: &Rule) -> String {
    let summary = rule.summary().replace('\n', " ").replace('|', "\\|");
    let end = summary.find(". ").map_or(summary.len(), |at| at + 1);
    summary.get(..end).unwrap_or_default().to_owned()
}

fn fix(rule: &Rule) -> String {
    match rule.fix {
        FixSupport::Never => String::new(),
        FixSupport::Sometimes(safety) => format!("{}, sometimes", safety.name()),
        FixSupport::Always(safety) => safety.name().to_owned(),
    }
}

/// The text with its index replaced; `None` where it has no place for one.
pub fn with_index(text: &str, index: &str) -> Option<String> {
    let (before, rest) = text.split_once(MARKS.0)?;
    let (_, after) = rest.split_once(MARKS.1)?;
    Some(format!("{before}{}{index}{}{after}", MARKS.0, MARKS.1))
}
