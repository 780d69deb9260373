//! Asks the library, and turns its answer into ours.
//!
//! Knows the library's entry points, its levels and which of its codes make no sense in a Dockerfile. Start
//! with [`findings`].

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use shuck_ast::Span;
use shuck_linter::{
    AmbientShellOptions, AnalysisRequest, Diagnostic, LinterSettings, Rule, ShellCheckCodeMap, ShellCheckLevel,
    ShellDialect, rule_metadata,
};
use shuck_parser::parser::Parser;

use super::{Finding, Level, Repair, Runner, Target, is_large};

/// Longer scripts are left alone: people's are a hundredth of it, and the time of some checks grows faster
/// than the text.
const MOST_BYTES: usize = 1 << 16;

/// How deep a script may nest: the library calls itself for each level, with much on the stack.
const MOST_LEVELS: usize = 40;

/// Programs that the library looks through, calling itself for what they run.
const WRAPPERS: [&str; 10] =
    ["builtin", "busybox", "command", "doas", "env", "exec", "nice", "nohup", "sudo", "timeout"];

/// How many of them a script may have.
const MOST_WRAPPERS: usize = 300;

/// What is never asked for: codes about files that are sourced (the disk is not ours to read) and about the
/// `#!` that the text of an instruction does not need, and ShellCheck's optional checks, which it leaves out
/// unless it is told otherwise.
const LEFT_OUT: [u16; 11] = [1090, 1091, 2148, 2230, 2243, 2248, 2249, 2250, 2292, 2312, 2339];

static CODES: LazyLock<ShellCheckCodeMap> = LazyLock::new(ShellCheckCodeMap::default);

/// What follows every way through a script.
const COSTLY: [u16; 3] = [2086, 2218, 2329];

/// One for each way to run a script: five shells, with and without each of two options, large or not.
static SETTINGS: [OnceLock<LinterSettings>; 40] = [const { OnceLock::new() }; 40];

/// The numbers of all that is asked for.
pub(super) fn codes() -> Vec<u16> {
    let mut codes: Vec<u16> = rules().filter_map(code).collect();
    codes.sort_unstable();
    codes
}

fn rules() -> impl Iterator<Item = Rule> {
    Rule::iter().filter(|rule| code(*rule).is_some_and(|code| !LEFT_OUT.contains(&code)))
}

fn code(rule: Rule) -> Option<u16> {
    CODES.code_for_rule(rule).and_then(|code| u16::try_from(code).ok())
}

/// What is found in a script, in the order of places.
pub(super) fn findings(text: &str, runner: Runner) -> Vec<Finding> {
    if text.len() > MOST_BYTES || is_deep(text) {
        return Vec::new();
    }
    let Some(settings) = settings(runner, is_large(text)) else { return Vec::new() };
    let parsed = Parser::with_dialect(text, settings.shell.parser_dialect()).parse();
    let request = AnalysisRequest::from_parse_result(&parsed, text, settings).with_shellcheck_map(&CODES);
    let mut found: Vec<Finding> =
        request.lint().into_iter().filter_map(|diagnostic| finding(&diagnostic, text)).collect();
    drop_echoes(&mut found, text);
    found
}

/// Takes away what says the same thing twice, or is not true.
fn drop_echoes(found: &mut Vec<Finding>, text: &str) {
    let is_open_if = found.iter().any(|finding| finding.code == 1046);
    let patterns: Vec<usize> = found
        .iter()
        .filter(|finding| matches!(finding.code, 2021 | 2022 | 2060 | 2061 | 2062))
        .map(|finding| finding.range.start)
        .collect();
    found.retain(|finding| match finding.code {
        // The same `if` without `fi`.
        1047 => !is_open_if,
        // The program is to be given the pattern itself.
        2035 => !patterns.contains(&finding.range.start),
        // The library takes two here-documents for one another.
        2261 => text.get(finding.range.clone()).is_some_and(|text| text.contains(['<', '>'])),
        _ => true,
    });
}

/// Whether a text looks as if it nested deeper than the library can follow. Words and brackets count apart: a
/// pattern of `case` has a bracket that nothing opens.
fn is_deep(text: &str) -> bool {
    let (mut words, mut brackets, mut negations, mut wrappers) = (0_usize, 0_usize, 0_usize, 0_usize);
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, ';' | '&' | '|')).any(|word| {
        negations = if word == "!" { negations + 1 } else { 0 };
        wrappers += usize::from(WRAPPERS.contains(&word));
        match word {
            "if" | "while" | "until" | "for" | "case" | "select" => words += 1,
            "fi" | "done" | "esac" => words = words.saturating_sub(1),
            _ => {}
        }
        let mut deepest = brackets;
        for byte in word.bytes() {
            match byte {
                b'(' | b'{' => brackets += 1,
                b')' | b'}' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(brackets);
        }
        (words + deepest).max(negations) > MOST_LEVELS || wrappers > MOST_WRAPPERS
    })
}

fn settings(runner: Runner, is_large: bool) -> Option<&'static LinterSettings> {
    let (shell, index) = match runner.target {
        Target::Posix => (ShellDialect::Sh, 0),
        // What `dash` has beyond it, the model knows: the library lets it do more than it can.
        Target::Dash => (ShellDialect::Sh, 1),
        Target::Busybox => (ShellDialect::Sh, 2),
        Target::Bash => (ShellDialect::Bash, 3),
        Target::Ksh => (ShellDialect::Ksh, 4),
    };
    let switches = [runner.errexit, runner.pipefail, is_large];
    let index = switches.into_iter().fold(index, |index, switch| index * 2 + usize::from(switch));
    let make = || {
        let options = AmbientShellOptions { errexit: runner.errexit, pipefail: runner.pipefail };
        let rules = rules().filter(|rule| !is_large || code(*rule).is_none_or(|code| !COSTLY.contains(&code)));
        let settings = LinterSettings::for_rules(rules).with_shell(shell).with_resolve_source_closure(false);
        settings.with_ambient_shell_options(options)
    };
    SETTINGS.get(index).map(|slot| slot.get_or_init(make))
}

fn finding(diagnostic: &Diagnostic, text: &str) -> Option<Finding> {
    let range = visible(range(diagnostic.span), text);
    text.get(range.clone())?;
    let repair = diagnostic.fix.as_ref().map(|fix| Repair {
        title: diagnostic.fix_title.clone().unwrap_or_default(),
        edits: fix
            .edits()
            .iter()
            .map(|edit| (usize::from(edit.range().start())..usize::from(edit.range().end()), edit.content().to_owned()))
            .collect(),
    });
    Some(Finding {
        code: code(diagnostic.rule)?,
        level: level(diagnostic.rule),
        message: diagnostic.message.clone(),
        range,
        repair,
    })
}

fn range(span: Span) -> Range<usize> {
    let start = span.start.offset();
    start..span.end.offset().max(start)
}

/// The range, or the character behind or before it where it is empty: nobody sees what has no width.
fn visible(range: Range<usize>, text: &str) -> Range<usize> {
    if !range.is_empty() {
        return range;
    }
    let behind = text.get(range.start..).and_then(|rest| rest.chars().next());
    let before = text.get(..range.start).and_then(|rest| rest.trim_end().char_indices().next_back());
    match (behind.filter(|letter| !letter.is_whitespace()), before) {
        (Some(letter), _) => range.start..range.start + letter.len_utf8(),
        (None, Some((at, letter))) => at..at + letter.len_utf8(),
        (None, None) => range,
    }
}

fn level(rule: Rule) -> Level {
    match rule_metadata(rule).and_then(|metadata| metadata.shellcheck_level) {
        Some(ShellCheckLevel::Error) => Level::Error,
        Some(ShellCheckLevel::Warning) => Level::Warning,
        Some(ShellCheckLevel::Info | ShellCheckLevel::Style) | None => Level::Info,
    }
}
