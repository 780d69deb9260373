//! Runs rules over a project.
//!
//! For each rule, the nodes its check names. A panic inside a rule costs the rest of that rule's findings in
//! this project and nothing else; it is told as a failure.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::checker::Checker;
use super::diagnostic::{Checked, Diagnostic, Failure};
use super::options::OptionValues;
use super::rule::{Check, Rule};
use super::settings::{Settings, Verdict};
use super::suppress::Suppressions;
use crate::model::{Build, File, Project, ScriptSource};
use crate::text::{Edit, Span};

/// Runs the rules of the settings over a project.
pub fn run(project: Project, settings: &Settings) -> Checked {
    let mut failures = Vec::new();
    let mut diagnostics = Vec::new();
    let mut hidden = 0;
    for file in &project.files {
        let suppressions =
            if settings.policy.inline_ignores { Suppressions::read(file) } else { Suppressions::default() };
        let build = project.builds.iter().find(|build| build.file == file.id);
        let inexact = inexact_places(build);
        let collect = |rules: &[&'static Rule], failures: &mut Vec<Failure>| {
            let mut found = Vec::new();
            for rule in rules {
                found.extend(findings(rule, file, build, &settings.policy.options, failures));
            }
            found.retain(|diagnostic| !suppressions.suppress(diagnostic));
            found
        };
        for mut diagnostic in collect(&settings.rules, &mut failures) {
            match settings.verdict(&diagnostic) {
                Verdict::Shown => {
                    withdraw_blind_fix(&mut diagnostic, &inexact);
                    diagnostic.severity = settings.severity(&diagnostic);
                    diagnostics.push(diagnostic);
                }
                Verdict::Hidden => hidden += 1,
                Verdict::Dropped => {}
            }
        }
        // Nobody asked for these: where one fails, nothing that was asked for is missing.
        let next = collect(&settings.next, &mut Vec::new());
        hidden += next.iter().filter(|diagnostic| settings.verdict(diagnostic) == Verdict::Hidden).count();
    }
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| (diagnostic.file, diagnostic.span, diagnostic.rule.name);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    Checked { project, diagnostics, hidden, failures }
}

/// The words that hold scripts whose insides have no places of their own: `sh -c "echo \"a\""`.
fn inexact_places(build: Option<&Build>) -> Vec<Span> {
    let steps = build.map(|build| build.steps.as_slice()).unwrap_or_default();
    let scripts = steps.iter().flat_map(|step| &step.scripts).filter(|script| !script.exact);
    let mut places: Vec<Span> = scripts
        .filter_map(|script| match script.source {
            ScriptSource::Word(span) => Some(span),
            ScriptSource::Arguments | ScriptSource::Heredoc(_) => None,
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Takes a fix away that would edit such a word as a whole where its rule means a part of it.
fn withdraw_blind_fix(diagnostic: &mut Diagnostic, inexact: &[Span]) {
    let touches = |edit: &Edit| {
        let before = inexact.partition_point(|place| place.start <= edit.span.end);
        let nearest = before.checked_sub(1).and_then(|at| inexact.get(at));
        nearest.is_some_and(|place| edit.span.start <= place.end)
    };
    if diagnostic.fix.as_ref().is_some_and(|fix| fix.edits().iter().any(touches)) {
        diagnostic.fix = None;
    }
}

/// What one rule finds in one file.
fn findings(
    rule: &'static Rule,
    file: &File,
    build: Option<&Build>,
    options: &OptionValues,
    failures: &mut Vec<Failure>,
) -> Vec<Diagnostic> {
    let mut checker = Checker::new(rule, file, options);
    let outcome = catch_unwind(AssertUnwindSafe(|| visit(rule.check, file, build, &mut checker)));
    if outcome.is_err() {
        failures.push(Failure { rule: rule.name, file: file.id });
    }
    checker.into_diagnostics()
}

/// Calls a check for each node it names.
fn visit(check: Check, file: &File, build: Option<&Build>, checker: &mut Checker<'_>) {
    if let Check::File(check) = check {
        check(file, checker);
        return;
    }
    let Some(build) = build else { return };
    match check {
        Check::File(_) => {}
        Check::Build(check) => check(build, checker),
        Check::Stage(check) => build.stages.iter().for_each(|stage| check(build, stage, checker)),
        Check::Step(check) => build.steps.iter().for_each(|step| check(build, step, checker)),
        Check::Command(check) => build.commands.iter().for_each(|command| check(build, command, checker)),
    }
}
