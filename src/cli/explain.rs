//! `plimsoll explain`: the page of a rule.

use super::arguments::ExplainArguments;
use super::terminal::emit;
use super::{Failure, Outcome};
use crate::lint::Profile;
use crate::lint::names::find;
use crate::rules;

/// Prints the page of a rule up to its edge cases.
pub fn run(arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let rule = find(&rules::all(), &arguments.name).map_err(|unknown| Failure(unknown.to_string()))?;
    let (title, body) = rule.explanation().split_once('\n').unwrap_or((rule.explanation(), ""));
    let mut facts = vec![
        format!("{} {}", rule.category.name(), rule.severity.name()),
        match rule.profile {
            Profile::OnRequest => "on request".to_owned(),
            profile => format!("{} profile", profile.name()),
        },
        super::rules::fix_of(rule).to_owned(),
        format!("since {}", rule.since),
    ];
    if !rule.aliases.is_empty() {
        facts.push(format!("also known as {}", rule.aliases.join(", ")));
    }
    emit(format!("{title}\n\n{}\n\n{}\n", facts.join("; "), body.trim()).as_bytes())?;
    Ok(Outcome::Clean)
}
