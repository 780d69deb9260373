//! Variables that a file sets twice.

use std::collections::{HashMap, HashSet};

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Stack, VariableEntry, VariableFile};
use crate::text::{FileId, Place};

/// How many further variables are told.
const MOST_NAMED: usize = 5;

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-variable",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("repeated_variable.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let inventory = &stack.inventory;
    // Where findings would show what the file sets, excerpts could show secrets: the Compose file names both.
    let places: HashMap<&str, Place> = inventory.taken.iter().map(|it| (it.name.as_str(), it.place)).collect();
    for file in inventory.local.iter().chain(&inventory.examples) {
        let place = |name: &str| places.get(name).copied();
        report(file, place, checker);
    }
    let named = stack.services().flat_map(|service| &service.env_files);
    let mut seen: HashSet<FileId> = inventory.local.iter().map(|file| file.file).collect();
    for item in named {
        let Some(file) = inventory.of_env_file(&item.path.value).filter(|file| seen.insert(file.file)) else {
            continue;
        };
        report(file, |_| Some(item.path.place), checker);
    }
}

fn report(file: &VariableFile, place: impl Fn(&str) -> Option<Place>, checker: &mut Checker<'_>) {
    let repeated = file.entries.iter().filter_map(|entry| Some((entry, entry.earlier?, place(&entry.name)?)));
    let repeated: Vec<_> = repeated.collect();
    let Some(((entry, earlier, place), others)) = repeated.split_first() else { return };
    let name = checker.file_name(file.file);
    let lines = |(entry, earlier, _): &(&VariableEntry, u32, Place)| {
        format!("\nlikewise `{}` in lines {earlier} and {}", entry.name, entry.line)
    };
    let more: String = others.iter().take(MOST_NAMED).map(lines).collect();
    checker
        .report_at(
            *place,
            format!("`{name}` sets `{}` to different values in lines {earlier} and {}", entry.name, entry.line),
        )
        .help(format!("the last line counts: keep the one that is meant{more}"));
}
