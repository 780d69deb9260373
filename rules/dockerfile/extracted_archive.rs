//! Archives that are copied and then unpacked by a RUN.

use std::collections::HashMap;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Stage};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "extracted-archive",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL3010"],
    options: &[],
    since: "0.1.0",
    page: include_str!("extracted_archive.md"),
    check: Check::Stage(check),
};

/// Endings of the archives that ADD unpacks.
const ARCHIVES: &[&str] = &[".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz", ".tar.zst"];

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut copied: HashMap<String, &Word> = HashMap::new();
    for step in build.steps_of(stage) {
        for command in build.commands_of(step).iter().filter(|command| is_extraction(command)) {
            let mut names = command.args.iter().filter_map(|word| Some(base_name(&word.known()?).to_owned()));
            let Some((name, word)) = names.find_map(|name| copied.remove_entry(&name)) else { continue };
            checker
                .report(word.span, format!("the image holds `{name}` as well as what is unpacked from it"))
                .label(command.span, "unpacked here")
                .help(format!("let ADD unpack it: ADD {} /the/directory/", word.raw));
        }
        let Some(instruction) = build.instruction(step) else { continue };
        let Kind::Copy(transfer) = &instruction.kind else { continue };
        if instruction.flag("from").is_some() {
            continue;
        }
        let last = transfer.destination.as_ref().and_then(|word| build.expanded(step, word)).unwrap_or_default();
        for word in &transfer.sources {
            let Some(path) = build.expanded(step, word) else { continue };
            // `COPY files.tgz /tmp/other.tgz` gives it another name.
            let name = if is_archive(&last) { base_name(&last) } else { base_name(&path) };
            if is_archive(&path) {
                copied.insert(name.to_owned(), word);
            }
        }
    }
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_archive(path: &str) -> bool {
    ARCHIVES.iter().any(|ending| path.ends_with(ending))
}

/// Whether the command is a `tar` that unpacks: `tar xf`, `tar -xf`, `tar --extract`.
fn is_extraction(command: &Command) -> bool {
    let letters = command.args.first().map(Word::known_prefix).unwrap_or_default();
    let is_old_style = letters.contains('x') && letters.chars().all(|letter| letter.is_ascii_alphabetic());
    command.is_any(&["tar", "bsdtar"]) && (is_old_style || command.has_flag(&["x", "extract", "get"]))
}
