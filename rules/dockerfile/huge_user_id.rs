//! useradd with a number so large that its log files fill the layer.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, Origin, Step};
use crate::syntax::Word;

/// The rule.
pub static RULE: Rule = Rule {
    name: "huge-user-id",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["DL3046"],
    options: &[],
    since: "0.1.0",
    page: include_str!("huge_user_id.md"),
    check: Check::Command(check),
};

/// From here on `/var/log/lastlog`, with 292 bytes for each number up to the highest, weighs 30 MB and more.
const HUGE: u64 = 100_000;

fn check(build: &Build, command: &Command, checker: &mut Checker<'_>) {
    if !command.is_any(&["useradd"])
        || command.form.instruction != Origin::Run
        || command.has_flag(&["l", "no-log-init"])
    {
        return;
    }
    let Some(step) = build.step(command.step) else { return };
    let Some((word, uid)) = user_id(build, step, command).filter(|(_, uid)| *uid >= HUGE) else { return };
    let megabytes = uid * 292 / 1_000_000;
    let edit = checker.edits().add_argument(command, command.program.span, "--no-log-init");
    checker
        .report(word.span, format!("user {uid} makes `/var/log/lastlog` {megabytes} MB long, and the layer with it"))
        .help("useradd --no-log-init, or a smaller number")
        .fix(Safety::Safe, "make no entry in the login logs", edit);
}

/// The number after `-u`, with the word it stands in.
fn user_id<'a>(build: &Build, step: &Step, command: &'a Command) -> Option<(&'a Word, u64)> {
    let flag = command.flag(&["u", "uid"])?;
    let text = flag.known_prefix();
    let digits = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    if !digits.is_empty() || flag.known().is_none() {
        return Some((flag, digits.parse().ok()?));
    }
    let at = command.args.iter().position(|word| word.span == flag.span)?;
    let value = command.args.get(at + 1)?;
    Some((value, build.expanded(step, value)?.parse().ok()?))
}
