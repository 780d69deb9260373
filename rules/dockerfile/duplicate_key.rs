//! Labels and variables that are set twice, so that the first value is never seen.

use std::collections::HashMap;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};
use crate::syntax::dockerfile::ast::{Instruction, Kind, Pair};

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-key",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("duplicate_key.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut labels: HashMap<String, &Pair> = HashMap::new();
    let mut variables: HashMap<String, &Pair> = HashMap::new();
    for instruction in build.steps_of(stage).iter().filter_map(|step| build.instruction(step)) {
        match &instruction.kind {
            Kind::Label(pairs) => set("label", &mut labels, &pairs.pairs, checker),
            Kind::Env(pairs) => {
                forget_used(&mut variables, instruction);
                set("variable", &mut variables, &pairs.pairs, checker);
            }
            // A program gets all variables.
            Kind::Run(_) | Kind::OnBuild(_) | Kind::Unknown => variables.clear(),
            Kind::From(_)
            | Kind::Arg(_)
            | Kind::Cmd(_)
            | Kind::Entrypoint(_)
            | Kind::Copy(_)
            | Kind::Add(_)
            | Kind::Expose(_)
            | Kind::User(_)
            | Kind::Workdir(_)
            | Kind::Volume(_)
            | Kind::StopSignal(_)
            | Kind::Healthcheck(_)
            | Kind::Shell(_)
            | Kind::Maintainer(_) => forget_used(&mut variables, instruction),
        }
    }
}

fn set<'a>(what: &str, known: &mut HashMap<String, &'a Pair>, pairs: &'a [Pair], checker: &mut Checker<'_>) {
    for pair in pairs {
        let Some(key) = pair.key.known() else { continue };
        if let Some(earlier) = known.insert(key.clone(), pair) {
            checker
                .report(earlier.span, format!("this value is never seen: the {what} `{key}` is set again"))
                .label(pair.span, "this is what holds")
                .help(together(&key, earlier, pair).unwrap_or_else(|| "remove one of the two".to_owned()));
        }
    }
}

/// The one value to write where the second names the variable itself: in its own instruction it gets what was there
/// before, so that the first value is lost.
fn together(key: &str, earlier: &Pair, pair: &Pair) -> Option<String> {
    if !pair.value.all_variables().iter().any(|(variable, _)| variable.name == key) {
        return None;
    }
    let [first, second] = [&earlier.value.raw, &pair.value.raw].map(|raw| raw.trim_matches('"'));
    let names = [format!("${key}"), format!("${{{key}}}")];
    let is_end = |rest: &str| !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
    let in_front = names.iter().find_map(|name| second.strip_prefix(name.as_str())).filter(|rest| is_end(rest));
    let behind = names.iter().find_map(|name| second.strip_suffix(name.as_str()));
    let value = match (in_front, behind) {
        (Some(rest), _) => format!("{first}{rest}"),
        (None, Some(rest)) => format!("{rest}{first}"),
        (None, None) => return Some(format!("`{key}` in it is the value from above: write the two values in one")),
    };
    let quote = if value.contains([' ', '\'']) { "\"" } else { "" };
    Some(format!("`{key}` in it is the value from above: write the two in one: {key}={quote}{value}{quote}"))
}

/// What an instruction reads is not set in vain.
fn forget_used(variables: &mut HashMap<String, &Pair>, instruction: &Instruction) {
    for word in instruction.expanded_words() {
        for (variable, _) in word.all_variables() {
            variables.remove(&variable.name);
        }
    }
}
