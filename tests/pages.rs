//! Every page tells the truth about its rule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::fs;

use plimsoll::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use plimsoll::model::{Build, Step};
use plimsoll::syntax::dockerfile::ast::Kind;
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
        // Built without the library that finds them.
        if cfg!(not(feature = "shell-lint")) && rule.aliases.iter().any(|alias| alias.starts_with("SC")) {
            continue;
        }
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

static PLANTED: Rule = TEMPLATE;
static DECLARES_NO_FIX: Rule = Rule { fix: FixSupport::Never, ..TEMPLATE };
static DECLARES_UNSAFE: Rule = Rule { fix: FixSupport::Always(Safety::Unsafe), ..TEMPLATE };
static DECLARES_UP_TO_UNSAFE: Rule = Rule { fix: FixSupport::Sometimes(Safety::Unsafe), ..TEMPLATE };
static NEVER_REPORTS: Rule = Rule { check: Check::Step(|_, _, _| {}), ..TEMPLATE };
static NEVER_FIXES: Rule = Rule { check: Check::Step(report_without_fix), ..TEMPLATE };
static DISPLEASED: Rule =
    Rule { name: "displeased", profile: Profile::Recommended, check: Check::Step(report_every_step), ..TEMPLATE };

/// A rule of this test alone, for pages with planted lies: reports and removes `MAINTAINER`.
const TEMPLATE: Rule = Rule {
    name: "planted-rule",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: "",
    check: Check::Step(report_maintainer),
};

fn report_maintainer(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    if let Kind::Maintainer(_) = instruction.kind {
        let edit = checker.edits().remove_instruction(instruction);
        checker.report(instruction.keyword.span, "out of date").fix(Safety::Safe, "remove it", [edit]);
    }
}

fn report_without_fix(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    if let Kind::Maintainer(_) = instruction.kind {
        checker.report(instruction.keyword.span, "out of date");
    }
}

fn report_every_step(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    checker.report(instruction.keyword.span, "displeasing");
}

/// A page that tells the truth about [`PLANTED`].
const TRUE_PAGE: &str = "\
# planted-rule

Reports `MAINTAINER`.

## Why

It is out of date.

## Examples

```dockerfile bad
FROM alpine
MAINTAINER me
```

```report
2:1-2:11 info: out of date
  safe fix: remove it
```

```dockerfile fixed
FROM alpine
```

```dockerfile good
FROM alpine
```

## Not reported

Labels.

```dockerfile good alone
FROM alpine
LABEL a=b
```

## Cases

None.
";

fn lies(rule: &'static Rule, text: &str) -> Vec<String> {
    mistakes(rule, text, &[&DISPLEASED]).into_iter().map(|lie| lie.message).collect()
}

/// The one lie of a page, told by a part of its message.
fn assert_lie(rule: &'static Rule, text: &str, part: &str) {
    let lies = lies(rule, text);
    assert!(lies.len() == 1 && lies[0].contains(part), "expected one lie about `{part}`, found {lies:#?}");
}

/// The true page with one text replaced by another.
fn with(from: &str, to: &str) -> String {
    assert!(TRUE_PAGE.contains(from), "{from}");
    TRUE_PAGE.replacen(from, to, 1)
}

#[test]
fn a_true_page_has_no_lies() {
    assert_eq!(lies(&PLANTED, TRUE_PAGE), Vec::<String>::new());
    assert_eq!(blessed(&PLANTED, TRUE_PAGE), TRUE_PAGE);
}

#[test]
fn planted_lies_about_the_shape_of_a_page_are_noticed() {
    assert_lie(&PLANTED, &with("# planted-rule", "# planted"), "the title is `planted`");
    for section in ["Why", "Cases"] {
        assert_lie(&PLANTED, &with(&format!("## {section}"), "## Other"), &format!("no section `{section}`"));
    }
    assert_lie(&PLANTED, &with("```dockerfile good\nFROM alpine\n```\n\n## Not", "## Not"), "`Examples` has no `good`");
    assert_lie(&PLANTED, &with("good alone", "text"), "`Not reported` has no `good`");
}

#[test]
fn planted_lies_about_findings_are_noticed() {
    assert_lie(&PLANTED, &with("LABEL a=b", "MAINTAINER me"), "a good block is reported");
    assert_lie(&PLANTED, &with("good alone\nFROM alpine", "good\nFROM alpine"), "displeases `displeased`");
    assert_lie(&PLANTED, &with("2:1-2:11 info", "2:1-2:12 info"), "the report is not");
    assert_lie(
        &PLANTED,
        &with("```report\n2:1-2:11 info: out of date\n  safe fix: remove it\n```\n", ""),
        "the report is not",
    );
    let silent = lies(&NEVER_REPORTS, TRUE_PAGE);
    assert!(silent.iter().any(|lie| lie == "a bad block is not reported"), "{silent:#?}");
}

#[test]
fn planted_lies_about_fixes_are_noticed() {
    assert_lie(&PLANTED, &with("fixed\nFROM alpine", "fixed\nFROM debian"), "the fixed text is");
    assert_lie(&PLANTED, &with("```dockerfile fixed\nFROM alpine\n```\n", ""), "the fixed text is");
    assert_lie(&DECLARES_NO_FIX, TRUE_PAGE, "the rule declares Never");
    assert_lie(&DECLARES_UNSAFE, TRUE_PAGE, "the rule declares Always(Unsafe)");
    assert_lie(&DECLARES_UP_TO_UNSAFE, TRUE_PAGE, "the rule declares Sometimes(Unsafe)");
    let unfixed = with("  safe fix: remove it\n", "").replace("```dockerfile fixed\nFROM alpine\n```\n", "");
    assert_lie(&NEVER_FIXES, &unfixed, "the rule declares Always(Safe)");
}

#[test]
fn blessing_mends_what_can_be_told() {
    let without = with("```dockerfile fixed\nFROM alpine\n```\n\n", "").replace("2:1-2:11", "9:9-9:9");
    assert_eq!(lies(&PLANTED, &without).len(), 2);
    assert_eq!(blessed(&PLANTED, &without), TRUE_PAGE);
}
