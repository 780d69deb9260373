//! The laws of fixes, over every fixture and every example of every page: a fix breaks nothing, one run is
//! enough, and what no edit touches stays as it is.
//!
//! Each law is checked at both levels with all rules at once, in the text as it is, with `\r\n` line ends and
//! with a byte order mark; and for each two rules that fix something, on one file that has both mistakes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(clippy::print_stdout, reason = "says what was compared and what was skipped")]

mod support;

#[path = "fixes/compose.rs"]
mod compose;
#[path = "fixes/ignore_files.rs"]
mod ignore_files;
#[path = "fixes/planted.rs"]
mod planted;
#[path = "fixes/suppression.rs"]
mod suppression;

use plimsoll::lint::{Check, FixSupport, Rule, Safety, fix};
use plimsoll::model::{NoContext, Project};
use plimsoll::syntax::dockerignore;
use plimsoll::text::Source;
use support::page::Page;
use support::seeds::{self, Seed};
use support::{files_below, project, settings};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What fixes of some rules make of a text.
type Fixing = fn(&[u8], &[&'static Rule], Safety) -> (Vec<u8>, fix::Fixed);

/// A language whose files rules fix.
struct Language {
    /// How they do it.
    fixed: Fixing,
    /// How many problems a text has.
    problems: fn(&[u8]) -> usize,
}

const DOCKERFILE: Language = Language { fixed, problems: |bytes| project(bytes, &NoContext).files[0].problems.len() };

const IGNORE_FILE: Language = Language {
    fixed: |bytes, _, _| panic!("{} bytes of an ignore file are fixed with the tree that they are for", bytes.len()),
    problems: |bytes| dockerignore::parse(&String::from_utf8_lossy(bytes)).problems.len(),
};

fn fixed(bytes: &[u8], rules: &[&'static Rule], level: Safety) -> (Vec<u8>, fix::Fixed) {
    support::apply_fixes(bytes, rules.to_vec(), level, &NoContext)
}

/// Every law that the fixes of some rules break on a text.
fn broken_laws(language: &Language, bytes: &[u8], rules: &[&'static Rule], level: Safety) -> Vec<String> {
    let mut broken = Vec::new();
    let (after, result) = (language.fixed)(bytes, rules, level);
    for refused in &result.refused {
        broken.push(format!("the fix of `{}` was refused: {}", refused.rule, refused.reason));
    }
    for failure in &result.checked.failures {
        broken.push(format!("the rule `{}` panics", failure.rule));
    }
    let left = result.checked.diagnostics.iter().filter(|one| one.fix.as_ref().is_some_and(|fix| fix.safety <= level));
    for diagnostic in left {
        broken.push(format!("`{}` still offers a fix: {}", diagnostic.rule.name, diagnostic.message));
    }
    let (again, second) = (language.fixed)(&after, rules, level);
    if again != after {
        let rules: Vec<&str> = second.files.iter().flat_map(|file| &file.applied).map(|(rule, _)| *rule).collect();
        broken.push(format!("a second run changes it again: {rules:?}"));
    }
    broken.extend(broken_text(language, bytes, &after));
    broken
}

/// What must hold of the text after fixes whatever they do.
fn broken_text(language: &Language, before: &[u8], after: &[u8]) -> Vec<String> {
    let mut broken = Vec::new();
    if (language.problems)(after) > (language.problems)(before) {
        broken.push("there are more problems than before".to_owned());
    }
    let has_mark = |bytes: &[u8]| bytes.starts_with(BYTE_ORDER_MARK);
    if has_mark(before) != has_mark(after) {
        broken.push("the byte order mark is lost".to_owned());
    }
    let bare = |bytes: &[u8]| count_bare_ends(bytes);
    if bare(before) == 0 && count(before, b"\r\n") > 0 && bare(after) > 0 {
        broken.push("a line ends in \\n among lines that end in \\r\\n".to_owned());
    }
    if count(before, b"\r") == 0 && count(after, b"\r") > 0 {
        broken.push("a line ends in \\r\\n among lines that end in \\n".to_owned());
    }
    broken
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part).count()
}

/// How many lines end in `\n` alone.
fn count_bare_ends(bytes: &[u8]) -> usize {
    count(bytes, b"\n") - count(bytes, b"\r\n")
}

/// A text as it is, with the line ends of Windows, with a byte order mark, and without its last line end.
fn variants(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut variants = vec![("as it is", bytes.to_vec())];
    if count(bytes, b"\r") == 0 {
        let crlf = bytes.iter().flat_map(|byte| if *byte == b'\n' { vec![b'\r', b'\n'] } else { vec![*byte] });
        variants.push(("with \\r\\n", crlf.collect()));
    }
    if !bytes.starts_with(BYTE_ORDER_MARK) {
        variants.push(("with a byte order mark", [BYTE_ORDER_MARK, bytes].concat()));
    }
    if let Some(cut) = bytes.strip_suffix(b"\n") {
        variants.push(("without its last line end", cut.to_vec()));
    }
    variants
}

fn complaints(language: &Language, seeds: &[Seed], rules: &[&'static Rule]) -> Vec<String> {
    let mut complaints = Vec::new();
    for seed in seeds {
        for (variant, bytes) in variants(&seed.bytes) {
            for level in [Safety::Safe, Safety::Unsafe] {
                let broken = broken_laws(language, &bytes, rules, level);
                if !broken.is_empty() {
                    let level = level.name();
                    complaints.push(format!("{} {variant}, {level} fixes: {}", seed.name, broken.join("; ")));
                }
            }
        }
    }
    complaints
}

#[test]
fn all_rules_at_once_keep_the_laws() {
    let complaints = complaints(&DOCKERFILE, &seeds::all(), &plimsoll::rules::all());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The examples of each page under its rule alone.
#[test]
fn each_rule_alone_keeps_the_laws() {
    let mut found = Vec::new();
    let reads_compose = |rule: &Rule| {
        matches!(rule.check, Check::Stack(_) | Check::Service(_) | Check::Container(_) | Check::Project(_))
    };
    // Those of ignore files are looked at with their trees.
    let reads_ignore_files = |rule: &Rule| matches!(rule.check, Check::Ignore(_));
    let fixing = plimsoll::rules::all().into_iter().filter(|rule| rule.fix != FixSupport::Never);
    for rule in fixing.filter(|rule| !reads_compose(rule) && !reads_ignore_files(rule)) {
        let stem = format!("/{}.md", rule.name.replace('-', "_"));
        let blocks: Vec<Seed> = seeds::page_blocks().into_iter().filter(|seed| seed.name.contains(&stem)).collect();
        assert!(!blocks.is_empty(), "`{}` fixes nothing on its page", rule.name);
        found.extend(complaints(&DOCKERFILE, &blocks, &[rule]));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The first bad example of each rule that its rule fixes.
fn fixed_examples() -> Vec<(&'static Rule, String)> {
    let mut examples = Vec::new();
    for rule in plimsoll::rules::all().into_iter().filter(|rule| rule.fix != FixSupport::Never) {
        let stem = format!("/{}.md", rule.name.replace('-', "_"));
        for path in files_below("rules", &stem) {
            let page = Page::parse(&std::fs::read_to_string(path).unwrap());
            let bad = page.blocks.iter().filter(|block| block.is("dockerfile") && block.is("bad"));
            let fixes =
                bad.filter(|block| fixed(block.body.as_bytes(), &[rule], Safety::Unsafe).0 != block.body.as_bytes());
            examples.extend(fixes.take(1).map(|block| (rule, block.body.clone())));
        }
    }
    examples
}

/// Each two rules, on one file with the mistakes of both, as two stages.
#[test]
fn each_two_rules_keep_the_laws_together() {
    let examples = fixed_examples();
    let mut found = Vec::new();
    for (first, one) in &examples {
        for (second, other) in &examples {
            // Directives and global arguments hold at the top of a file alone.
            if other.starts_with('#') || !other.starts_with("FROM") {
                continue;
            }
            let both = format!("{one}\n{other}");
            let broken = broken_laws(&DOCKERFILE, both.as_bytes(), &[first, second], Safety::Unsafe);
            if !broken.is_empty() {
                found.push(format!("`{}` and `{}`: {}\n{both}", first.name, second.name, broken.join("; ")));
            }
        }
    }
    println!("{} pairs", examples.len() * examples.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Instructions that no edit touches are byte for byte the same, in the same order. Looked at where one pass
/// is enough: what a second pass touches is not known from outside.
#[test]
fn instructions_that_no_edit_touches_stay() {
    let rules = plimsoll::rules::all();
    let mut looked_at = 0;
    for seed in seeds::all() {
        let settings = settings(rules.clone());
        let before = plimsoll::lint::engine::run(project(&seed.bytes, &NoContext), &settings);
        let file = &before.project.files[0];
        let fixes: Vec<_> = before.diagnostics.iter().filter_map(|one| one.fix.as_ref()).collect();
        let (after, result) = fixed(&seed.bytes, &rules, Safety::Unsafe);
        let applied: usize = result.files.iter().flat_map(|file| &file.applied).map(|(_, count)| count).sum();
        let is_one_pass = applied == fixes.len()
            && fixes
                .iter()
                .enumerate()
                .all(|(at, one)| fixes.iter().skip(at + 1).all(|other| !one.edits.conflicts(&other.edits)));
        if !is_one_pass {
            continue;
        }
        looked_at += 1;
        let edits: Vec<_> = fixes.iter().flat_map(|fix| fix.edits()).map(|edit| edit.span).collect();
        let after = Source::new("Dockerfile", after);
        let mut rest = after.text();
        for instruction in file.dockerfile().unwrap().instructions() {
            if edits.iter().any(|edit| edit.start <= instruction.lines.end && instruction.lines.start <= edit.end) {
                continue;
            }
            let text = file.source.slice(instruction.span);
            let at = rest.find(text).unwrap_or_else(|| panic!("{}: `{text}` is gone", seed.name));
            rest = &rest[at + text.len()..];
        }
    }
    assert!(looked_at > 10, "only {looked_at} files take one pass");
}

/// Fixes of several files of one project are told file by file.
#[test]
fn files_are_fixed_apart() {
    let sources =
        ["FROM a\nRUN one\n", "FROM b\n", "FROM c\nRUN two\n"].map(|text| Source::new(text, text.as_bytes().to_vec()));
    let project = Project::of_dockerfiles(sources.to_vec(), &NoContext);
    let fixed = fix::fix(project, &settings(vec![&planted::SHOUT]), Safety::Safe, &NoContext);
    let after: Vec<(u32, String)> =
        fixed.files.iter().map(|file| (file.file.0, String::from_utf8_lossy(&file.after).into_owned())).collect();
    assert_eq!(after, [(0, "FROM a\nRUN ONE\n".to_owned()), (2, "FROM c\nRUN TWO\n".to_owned())]);
    assert!(fixed.files.iter().all(|file| file.applied == [("shout", 1)]));
    assert!(fixed.refused.is_empty());
}
