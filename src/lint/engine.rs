//! Runs rules over a project.
//!
//! For each rule, the nodes its check names; rules about a Compose project are asked once, whatever it is made of. What
//! stands in a file obeys that file's comments; what stands in a Dockerfile within a Compose file, those of both. A panic inside a rule costs the rest of that rule's findings in
//! this project and nothing else; it is told as a failure.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::checker::Checker;
use super::diagnostic::{Checked, Diagnostic, Failure};
use super::embedded::brought_out;
use super::rule::{Check, Rule};
use super::settings::{Settings, Verdict};
use super::suppress::Suppressions;
use crate::model::stack::Stack;
use crate::model::{Build, Container, ContextUse, File, IgnoreUse, Project, ScriptSource};
use crate::text::{Edit, Span};

/// Runs the rules of the settings over a project.
pub fn run(project: Project, settings: &Settings) -> Checked {
    let builds = builds_of_files(&project);
    let builds_of = |file: &File| builds.get(file.id.0 as usize).map(Vec::as_slice).unwrap_or_default();
    let mut found = Found {
        settings,
        files: &project.files,
        reviews: project.files.iter().map(|file| Review::of(file, judged(file, builds_of(file)), settings)).collect(),
        diagnostics: Vec::new(),
        hidden: 0,
        failures: Vec::new(),
    };
    for file in project.files.iter().filter(|file| file.dockerfile().is_some() && file.is_looked_at()) {
        found.look_at(file, &|check, checker| visit(check, &project, file, builds_of(file), checker));
    }
    if let Some(ignored) = IgnoreUse::of(&project) {
        found.look_at(ignored.file, &|check, checker| {
            if let Check::Ignore(check) = check {
                check(&ignored, checker);
            }
        });
    }
    let main = project.stack.as_ref().and_then(|stack| Some((stack, project.file(stack.main)?)));
    if let Some((stack, file)) = main {
        let look = |check: Check, checker: &mut Checker<'_>| visit_stack(check, &project, stack, checker);
        match stack.services().len() < MANY_SERVICES {
            true => found.look_at(file, &look),
            false => found.look_at_once(file, &look),
        }
    }
    for file in &project.files {
        found.audit(file, main.is_some());
    }
    let Found { mut diagnostics, hidden, failures, .. } = found;
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| (diagnostic.file, diagnostic.span, diagnostic.rule.name);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    // What stands behind an anchor or in a service that others extend is found with each that uses it.
    diagnostics.dedup_by(|a, b| a.file == b.file && a.span == b.span && a.rule == b.rule && a.message == b.message);
    Checked { project, diagnostics, hidden, failures }
}

/// The builds of each file.
fn builds_of_files(project: &Project) -> Vec<Vec<&Build>> {
    let mut builds: Vec<Vec<&Build>> = vec![Vec::new(); project.files.len()];
    for build in &project.builds {
        if let Some(builds) = builds.get_mut(build.file.0 as usize) {
            builds.push(build);
        }
    }
    builds
}

/// The build of a Dockerfile that its rules look at. The last one of a Dockerfile that stands in a Compose file is what
/// its services agree about.
fn judged<'a>(file: &File, builds: &[&'a Build]) -> Option<&'a Build> {
    if file.embedding.is_some() { builds.last() } else { builds.first() }.copied()
}

/// What the findings in one file go through.
struct Review {
    suppressions: Suppressions,
    inexact: Vec<Span>,
}

impl Review {
    fn of(file: &File, build: Option<&Build>, settings: &Settings) -> Self {
        let suppressions = match settings.policy.inline_ignores {
            true => Suppressions::read(file, build, settings),
            false => Suppressions::default(),
        };
        Self { suppressions, inexact: inexact_places(build) }
    }
}

/// What was found so far.
struct Found<'a> {
    settings: &'a Settings,
    files: &'a [File],
    /// One for each file.
    reviews: Vec<Review>,
    diagnostics: Vec<Diagnostic>,
    hidden: usize,
    failures: Vec<Failure>,
}

/// From so many services on a project is asked by all processors at once: it may be the only one.
const MANY_SERVICES: usize = 500;

/// What a rule says.
struct Answer {
    rule: &'static Rule,
    diagnostics: Vec<Diagnostic>,
    has_failed: bool,
    /// Where a rule fails that nobody asked for, nothing that was asked for is missing.
    is_asked_for: bool,
}

impl Found<'_> {
    /// Runs the rules on one file, or on what begins with it.
    fn look_at(&mut self, file: &File, look: &dyn Fn(Check, &mut Checker<'_>)) {
        for (rule, is_asked_for) in asked(self.settings) {
            let answer = self.ask(rule, file, |checker| look(rule.check, checker));
            self.take(Answer { is_asked_for, ..answer }, file);
        }
    }

    /// The same by all processors; what is found comes in the order of the rules all the same.
    fn look_at_once(&mut self, file: &File, look: &(dyn Fn(Check, &mut Checker<'_>) + Sync)) {
        let asked: Vec<(&'static Rule, bool)> = asked(self.settings).collect();
        let asking = &*self;
        let answer = |(rule, is_asked_for): (&'static Rule, bool)| {
            let answer = asking.ask(rule, file, |checker| look(rule.check, checker));
            Answer { is_asked_for, ..answer }
        };
        let answers: Vec<Answer> = asked.into_par_iter().map(answer).collect();
        answers.into_iter().for_each(|answer| self.take(answer, file));
    }

    fn take(&mut self, answer: Answer, file: &File) {
        if answer.has_failed && answer.is_asked_for {
            self.failures.push(Failure { rule: answer.rule.name, file: file.id });
        }
        self.judge(answer.diagnostics);
    }

    /// Runs the rules about suppressions on one file. Rules that look at a project of several files may have failed
    /// for any of them.
    fn audit(&mut self, file: &File, is_one_of_several: bool) {
        let failures = self.failures.iter().filter(|failure| is_one_of_several || failure.file == file.id);
        let failed: Vec<&'static str> = failures.map(|failure| failure.rule).collect();
        let Some(review) = self.reviews.get_mut(file.id.0 as usize) else { return };
        let audited = review.suppressions.audit(&failed);
        let settings = self.settings;
        for rule in settings.rules.iter().chain(&settings.next) {
            let Check::Suppression(check) = rule.check else { continue };
            let answer = self.ask(rule, file, |checker| audited.iter().for_each(|comment| check(comment, checker)));
            self.take(answer, file);
        }
    }

    /// What one rule finds.
    fn ask(&self, rule: &'static Rule, file: &File, look: impl FnOnce(&mut Checker<'_>)) -> Answer {
        let policy = &self.settings.policy;
        let mut checker = Checker::new(rule, file, self.files, &policy.options, &self.settings.codes);
        let has_failed = catch_unwind(AssertUnwindSafe(|| look(&mut checker))).is_err();
        Answer { rule, diagnostics: checker.into_diagnostics(), has_failed, is_asked_for: true }
    }

    /// Keeps what no comment suppresses and somebody asked for.
    fn judge(&mut self, found: Vec<Diagnostic>) {
        for mut diagnostic in found {
            let Some(review) = self.reviews.get_mut(diagnostic.file.0 as usize) else { continue };
            let mut named = review.suppressions.names_for(&diagnostic);
            withdraw_blind_fix(&mut diagnostic, &review.inexact);
            review.suppressions.raise(&mut diagnostic);
            if brought_out(&mut diagnostic, self.files)
                && let Some(review) = self.reviews.get_mut(diagnostic.file.0 as usize)
            {
                named.extend(review.suppressions.names_for(&diagnostic));
            }
            if diagnostic.is_answered(|name| named.contains(&name) || self.settings.ignores(name)) {
                continue;
            }
            match self.settings.verdict(&diagnostic) {
                Verdict::Shown => {
                    diagnostic.severity = self.settings.severity(&diagnostic);
                    self.diagnostics.push(diagnostic);
                }
                Verdict::Hidden => self.hidden += 1,
                Verdict::Dropped => {}
            }
        }
    }
}

/// The rules, each with whether it was asked for.
fn asked(settings: &Settings) -> impl Iterator<Item = (&'static Rule, bool)> {
    let next = settings.next.iter().map(|rule| (*rule, false));
    settings.rules.iter().map(|rule| (*rule, true)).chain(next)
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

/// Calls a check for each node it names.
fn visit(check: Check, project: &Project, file: &File, builds: &[&Build], checker: &mut Checker<'_>) {
    if let Check::File(check) = check {
        check(file, checker);
        return;
    }
    if let Check::Context(check) = check {
        let seen = builds.iter().filter_map(|build| ContextUse::of(project, build));
        seen.for_each(|seen| check(&seen, checker));
        return;
    }
    let Some(build) = judged(file, builds) else { return };
    match check {
        Check::File(_) | Check::Context(_) | Check::Ignore(_) | Check::Suppression(_) => {}
        Check::Service(_) | Check::Stack(_) | Check::Container(_) | Check::Project(_) => {}
        Check::Build(check) => check(build, checker),
        Check::Stage(check) => build.stages.iter().for_each(|stage| check(build, stage, checker)),
        Check::Step(check) => build.steps.iter().for_each(|step| check(build, step, checker)),
        Check::Command(check) => build.commands.iter().for_each(|command| check(build, command, checker)),
    }
}

/// Calls a check for what it names in a Compose project.
fn visit_stack(check: Check, project: &Project, stack: &Stack, checker: &mut Checker<'_>) {
    match check {
        Check::File(_) | Check::Build(_) | Check::Stage(_) | Check::Step(_) | Check::Command(_) => {}
        Check::Context(_) | Check::Ignore(_) | Check::Suppression(_) => {}
        Check::Service(check) => {
            stack.project.services.values().for_each(|service| check(stack, service, checker));
        }
        Check::Stack(check) => check(stack, checker),
        Check::Container(check) => Container::all(project).for_each(|container| check(&container, checker)),
        Check::Project(check) => check(project, checker),
    }
}
