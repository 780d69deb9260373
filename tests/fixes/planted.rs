//! Planted rules whose fixes are wrong, each in its own way: the loop drops the fix, names the rule, and
//! leaves a right file behind. And that the laws see what they are there to see.

use plimsoll::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use plimsoll::model::{Build, Command, Step};
use plimsoll::syntax::dockerfile::ast::{Keyword, Kind};
use plimsoll::text::{Edit, Span};

use super::{DOCKERFILE, broken_laws, broken_text, fixed};

const fn rule(name: &'static str, check: Check) -> Rule {
    Rule {
        name,
        category: Category::Style,
        severity: Severity::Warning,
        profile: Profile::Recommended,
        fix: FixSupport::Always(Safety::Safe),
        aliases: &[],
        options: &[],
        since: "0.1.0",
        page: "",
        check,
    }
}

/// A right one: programs in capitals.
pub static SHOUT: Rule = rule("shout", Check::Command(shout));
/// Its opposite.
static WHISPER: Rule = rule("whisper", Check::Command(whisper));
/// Ends a RUN with a backslash, so that the next instruction becomes part of it.
static SWALLOWS: Rule = rule("swallows", Check::Step(swallows));
/// Opens a here-document that nothing ends.
static OPENS_HEREDOC: Rule = rule("opens-heredoc", Check::Step(opens_heredoc));
/// Writes an instruction that is none.
static WRITES_JUNK: Rule = rule("writes-junk", Check::Step(writes_junk));
/// Opens a quote in a script.
static OPENS_QUOTE: Rule = rule("opens-quote", Check::Command(opens_quote));
/// Adds a word each time it is run.
static NEVER_DONE: Rule = rule("never-done", Check::Command(never_done));
/// Puts the same line between two instructions as another rule.
static SAME_EDIT: Rule = rule("same-edit", Check::Command(shout));
/// A right fix that is not safe.
static UNSAFE: Rule = rule("unsafe", Check::Command(unsafe_shout));
/// Has a fix of two places.
static TWO_PLACES: Rule = rule("two-places", Check::Build(two_places));

fn runs(build: &Build, step: &Step) -> Option<Span> {
    let instruction = build.instruction(step)?;
    (instruction.keyword.value == Keyword::Run && instruction.heredocs.is_empty()).then_some(instruction.span)
}

fn rename(command: &Command, checker: &mut Checker<'_>, safety: Safety, to: String) {
    if to != command.program.value && !command.program.span.is_empty() {
        let edit = checker.edits().replace(command.program.span, to);
        checker.report(command.program.span, "a program").fix(safety, "rename it", [edit]);
    }
}

fn shout(_build: &Build, command: &Command, checker: &mut Checker<'_>) {
    rename(command, checker, Safety::Safe, command.program.value.to_uppercase());
}

fn whisper(_build: &Build, command: &Command, checker: &mut Checker<'_>) {
    rename(command, checker, Safety::Safe, command.program.value.to_lowercase());
}

fn unsafe_shout(_build: &Build, command: &Command, checker: &mut Checker<'_>) {
    rename(command, checker, Safety::Unsafe, command.program.value.to_uppercase());
}

fn opens_quote(_build: &Build, command: &Command, checker: &mut Checker<'_>) {
    rename(command, checker, Safety::Safe, "\"x".to_owned());
}

fn never_done(_build: &Build, command: &Command, checker: &mut Checker<'_>) {
    rename(command, checker, Safety::Safe, format!("{}x", command.program.value));
}

fn at_end(build: &Build, step: &Step, checker: &mut Checker<'_>, text: &str) {
    if let Some(span) = runs(build, step)
        && !span.of(checker.file().source.text()).ends_with(text)
    {
        checker.report(span, "a RUN").fix(Safety::Safe, "add to it", [Edit::insert(span.end, text)]);
    }
}

fn swallows(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    at_end(build, step, checker, " \\");
}

fn opens_heredoc(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    at_end(build, step, checker, " <<EOF");
}

fn writes_junk(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    at_end(build, step, checker, "\nJUNK junk");
}

fn two_places(build: &Build, checker: &mut Checker<'_>) {
    let ports = build.dockerfile.instructions().filter_map(|one| match &one.kind {
        Kind::User(Some(word)) if !word.raw.ends_with('x') => Some(word.span),
        _ => None,
    });
    let edits: Vec<Edit> = ports.map(|span| Edit::insert(span.end, "x")).collect();
    if let Some(first) = edits.first() {
        checker.report(first.span, "users").fix(Safety::Safe, "rename them", edits.clone());
    }
}

fn run(text: &str, rules: &[&'static Rule]) -> (String, Vec<&'static str>) {
    let (after, result) = fixed(text.as_bytes(), rules, Safety::Safe);
    (String::from_utf8(after).unwrap(), result.refused.iter().map(|refused| refused.rule).collect())
}

const FILE: &str = "FROM a\nRUN one\nUSER b\n";

#[test]
fn a_right_fix_is_applied() {
    assert_eq!(run(FILE, &[&SHOUT]), ("FROM a\nRUN ONE\nUSER b\n".to_owned(), vec![]));
    assert_eq!(broken_laws(&DOCKERFILE, FILE.as_bytes(), &[&SHOUT], Safety::Safe), Vec::<String>::new());
}

#[test]
fn a_fix_that_breaks_the_file_is_dropped_and_named() {
    for wrong in [&SWALLOWS, &OPENS_HEREDOC, &WRITES_JUNK, &OPENS_QUOTE] {
        assert_eq!(run(FILE, &[wrong]), (FILE.to_owned(), vec![wrong.name]), "{}", wrong.name);
        let laws = broken_laws(&DOCKERFILE, FILE.as_bytes(), &[wrong], Safety::Safe);
        assert!(laws.iter().any(|law| law.contains("was refused")), "{}: {laws:?}", wrong.name);
    }
}

#[test]
fn the_other_fixes_are_applied_all_the_same() {
    for wrong in [&SWALLOWS, &OPENS_HEREDOC, &WRITES_JUNK] {
        let (after, refused) = run("FROM a\nRUN one\nUSER b\nRUN two\nUSER c\n", &[wrong, &SHOUT]);
        assert_eq!(after, "FROM a\nRUN ONE\nUSER b\nRUN TWO\nUSER c\n", "{}", wrong.name);
        assert!(!refused.is_empty() && refused.iter().all(|rule| *rule == wrong.name), "{refused:?}");
    }
}

#[test]
fn a_fix_is_refused_once_however_many_passes_follow() {
    let (_, refused) = run(FILE, &[&SWALLOWS, &SHOUT]);
    assert_eq!(refused, ["swallows"]);
}

#[test]
fn rules_that_undo_each_other_end_and_are_named() {
    let (after, refused) = run("FROM a\nRUN one\nRUN TWO\n", &[&SHOUT, &WHISPER]);
    let found = plimsoll::syntax::dockerfile::parse(&after);
    assert!(found.problems.is_empty());
    assert!(refused.contains(&"shout") || refused.contains(&"whisper"), "{refused:?}");
    let (same, again) = run(&after, &[&SHOUT, &WHISPER]);
    assert!(!again.is_empty());
    assert_eq!(same.to_lowercase(), after.to_lowercase());
}

#[test]
fn a_rule_that_is_never_done_ends_and_is_named() {
    let (after, refused) = run(FILE, &[&NEVER_DONE]);
    assert_eq!(after, FILE, "what never ends is not half done");
    assert_eq!(refused, ["never-done"], "ten passes were not enough, and nobody says so");
    let (with_another, refused) = run(FILE, &[&NEVER_DONE, &TWO_PLACES]);
    assert_eq!(
        (with_another, refused),
        (run(FILE, &[&TWO_PLACES]).0, vec!["never-done"]),
        "the other fixes are applied"
    );
}

#[test]
fn equal_edits_of_two_rules_are_one() {
    assert_eq!(run(FILE, &[&SHOUT, &SAME_EDIT]), ("FROM a\nRUN ONE\nUSER b\n".to_owned(), vec![]));
}

#[test]
fn a_fix_of_several_places_is_applied_whole_or_not_at_all() {
    let text = "FROM a\nUSER b\nRUN one\nUSER c\n";
    assert_eq!(run(text, &[&TWO_PLACES]), ("FROM a\nUSER bx\nRUN one\nUSER cx\n".to_owned(), vec![]));
}

#[test]
fn unsafe_fixes_wait_to_be_asked_for() {
    assert_eq!(fixed(FILE.as_bytes(), &[&UNSAFE], Safety::Safe).0, FILE.as_bytes());
    assert_eq!(fixed(FILE.as_bytes(), &[&UNSAFE], Safety::Unsafe).0, b"FROM a\nRUN ONE\nUSER b\n");
}

/// Bytes that are no UTF-8, marks and line ends go through a fix unharmed.
#[test]
fn bytes_that_no_edit_touches_stay() {
    let text = b"\xef\xbb\xbf# caf\xe9\r\nFROM a\r\nRUN one\r\n# \xff\r\n";
    assert_eq!(fixed(text, &[&SHOUT], Safety::Safe).0, b"\xef\xbb\xbf# caf\xe9\r\nFROM a\r\nRUN ONE\r\n# \xff\r\n");
}

/// Inside `sh -c "..."` with escapes a program has no place of its own: its fix would replace the whole text.
#[test]
fn a_fix_that_cannot_be_placed_is_not_offered() {
    let placed = "FROM a\nRUN sh -c 'one && two'\n";
    assert_eq!(run(placed, &[&SHOUT]).0, "FROM a\nRUN SH -c 'ONE && TWO'\n");
    let joined = "FROM a\nRUN sh -c 'one && \\\n # why\n\n two'\n";
    assert_eq!(run(joined, &[&SHOUT]).0, "FROM a\nRUN SH -c 'ONE && \\\n # why\n\n TWO'\n");
    let escaped = "FROM a\nRUN sh -c \"one \\\"x\\\" && two\"\n";
    assert_eq!(run(escaped, &[&SHOUT]), (escaped.replace("sh -c", "SH -c"), vec![]));
    let array = "FROM a\nCMD [\"sh\", \"-c\", \"one \\\"x\\\"\"]\n";
    assert_eq!(run(array, &[&SHOUT]), (array.replace("\"sh\"", "\"SH\""), vec![]));
}

#[test]
fn many_fixes_take_one_pass_and_little_time() {
    let text = format!("FROM a\n{}", "RUN one && two\n".repeat(1_500));
    let (after, result) = fixed(text.as_bytes(), &[&SHOUT], Safety::Safe);
    assert_eq!(String::from_utf8(after).unwrap(), text.replace("one", "ONE").replace("two", "TWO"));
    assert_eq!(result.files[0].applied, [("shout", 3_000)]);
}

/// One bad fix among many good ones: the good ones are applied, the bad one alone is named.
#[test]
fn one_wrong_fix_among_many() {
    let text = format!("FROM a\n{}USER b\n", "CMD one\n".repeat(300));
    let (after, refused) = run(&format!("{text}RUN x\nUSER c\n"), &[&SHOUT, &SWALLOWS]);
    assert_eq!(refused, ["swallows"]);
    assert!(after.contains("CMD ONE\nUSER b\nRUN X\nUSER c\n"));
}

#[test]
fn the_laws_see_what_they_are_for() {
    let seen = |before: &[u8], after: &[u8], clause: &str| {
        let broken = broken_text(&DOCKERFILE, before, after);
        assert!(broken.iter().any(|one| one.contains(clause)), "{broken:?}");
    };
    seen(b"FROM a\n", b"FROM a\nJUNK\n", "more problems");
    seen(b"\xef\xbb\xbfFROM a\n", b"FROM a\n", "byte order mark");
    seen(b"FROM a\r\nRUN b\r\n", b"FROM a\nRUN b\r\n", "\\n among");
    seen(b"FROM a\n", b"FROM a\r\n", "\\r\\n among");
    assert_eq!(broken_text(&DOCKERFILE, b"FROM a\r\n", b"FROM b\r\nRUN x\r\n"), Vec::<String>::new());
}
