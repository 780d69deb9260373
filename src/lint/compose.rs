//! What keeps Docker Compose from loading a project, given to the rule that tells that kind of problem.
//!
//! The loader finds every problem, with its place, its help and what was meant; a rule is one kind of them. Start with
//! [`Checker::report_problems`].

use super::checker::{Checker, Finding};
use super::rule::{Safety, Severity};
use crate::knowledge::compose_files::is_overlay;
use crate::model::stack::names::BASES;
use crate::model::stack::{Companion, Stack};
use crate::syntax::compose::ast::Service;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind};
use crate::text::Edit;

/// What a file is that lacks something.
enum Part {
    /// It changes another one.
    Overlay,
    /// It may.
    Unclear,
    /// It is a project, or a part that is read as one.
    Whole,
}

impl Checker<'_> {
    /// Reports the problems of that kind.
    pub fn report_problems(&mut self, stack: &Stack, kind: ComposeProblemKind) {
        let of_kind = stack.problems.iter().filter(|problem| problem.kind == kind);
        let (parts, others): (Vec<_>, Vec<_>) =
            of_kind.partition(|problem| problem.place.file == stack.main && !problem.missing.is_empty());
        match &stack.companion {
            Some(companion) => self.report_companion(stack, companion, &parts),
            None => parts.into_iter().for_each(|problem| self.report_part(stack, problem)),
        }
        for problem in others {
            self.report_problem(problem);
        }
    }

    /// Reports what another file has, at once. That of a file which says by its path or by all of its services that it
    /// only changes the project's own one is not reported.
    fn report_companion(&mut self, stack: &Stack, companion: &Companion, problems: &[&ComposeProblem]) {
        let Some((first, others)) = problems.split_first() else { return };
        if companion.is_base && (is_overlay(self.name_of(first.place)) || !stack.services().any(has_origin)) {
            return;
        }
        let own = self.name_of(first.place);
        let path = &companion.path;
        let help = match &companion.files {
            Some(files) if files.last().is_some_and(|last| last == own) => {
                format!("give it behind `{path}`, which has what is missing: `docker compose{}`", flags(files))
            }
            Some(files) => {
                format!("give it in front of `{path}`, which has what is missing: `docker compose{}`", flags(files))
            }
            None => format!("`{path}` has what is missing: give both to Docker Compose, with whatever that one needs"),
        };
        let more = others.iter().map(|other| (other.place, other.message.clone()));
        let labels = first.labels.iter().cloned().chain(more).take(MOST_LABELS).collect();
        let bare = ComposeProblem { replacement: None, help: Some(help), labels, ..(*first).clone() };
        self.report_problem(&bare).severity(Severity::Info);
    }

    /// Reports what is missing in a file and in none that was found.
    fn report_part(&mut self, stack: &Stack, problem: &ComposeProblem) {
        match self.part_of(stack, problem) {
            Part::Overlay => {
                let help = "give it behind the file that declares it: `-f ... -f ...`".to_owned();
                let bare = ComposeProblem { replacement: None, help: Some(help), ..problem.clone() };
                self.report_problem(&bare).severity(Severity::Info);
            }
            Part::Unclear => {
                let own = problem.help.as_deref().unwrap_or_default();
                let help = match problem.missing.len() {
                    0 | 1 => format!("{own}; where another file declares it, give both to Docker Compose"),
                    _ => format!("where another file declares them, give both to Docker Compose; or {own}"),
                };
                let more = ComposeProblem { help: Some(help), ..problem.clone() };
                self.report_problem(&more).severity(Severity::Warning);
            }
            Part::Whole => drop(self.report_problem(problem)),
        }
    }

    /// Whether the file that lacks something is given behind another one, which may have it.
    fn part_of(&self, stack: &Stack, problem: &ComposeProblem) -> Part {
        let path = self.name_of(problem.place);
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_named = name.ends_with(".yaml") || name.ends_with(".yml");
        let is_near = problem.replacement.is_some();
        match problem.kind {
            // So much is seldom forgotten.
            ComposeProblemKind::UndefinedReference if problem.missing.len() > 1 => Part::Unclear,
            _ if !is_named || BASES.contains(&name) => Part::Whole,
            _ if is_overlay(path) || !stack.services().any(has_origin) => Part::Overlay,
            ComposeProblemKind::UndefinedReference if !is_near => Part::Unclear,
            _ => Part::Whole,
        }
    }

    /// Reports one problem; what is returned takes more to say about it.
    pub fn report_problem(&mut self, problem: &ComposeProblem) -> Finding<'_> {
        let fix = self.repair(problem);
        let mut finding = self.report_at(problem.place, problem.message.as_str());
        if let Some(help) = &problem.help {
            finding = finding.help(help.as_str());
        }
        for (place, text) in &problem.labels {
            finding = finding.label_at(*place, text.as_str());
        }
        match fix {
            Some((safety, title, edit)) => finding.fix(safety, title, [edit]),
            None => finding,
        }
    }

    /// What was meant, written in the place of the culprit.
    fn repair(&self, problem: &ComposeProblem) -> Option<(Safety, String, Edit)> {
        if problem.kind == ComposeProblemKind::RepeatedItem {
            let is_in_one_file = problem.labels.iter().all(|(first, _)| first.file == problem.place.file);
            let edit = self.edits_in(problem.place.file).remove_item(problem.place).filter(|_| is_in_one_file)?;
            return Some((Safety::Safe, "remove it".to_owned(), edit));
        }
        let text = problem.replacement.as_ref()?;
        let safety = if problem.is_certain { Safety::Safe } else { Safety::Unsafe };
        Some((safety, format!("write `{text}`"), Edit::replace(problem.place.span, text.clone())))
    }
}

/// How many further places a finding points at.
const MOST_LABELS: usize = 8;

fn has_origin(service: &Service) -> bool {
    ["image", "build", "provider"].iter().any(|key| service.has(key))
}

/// Files, as they are given to Docker Compose.
fn flags(files: &[String]) -> String {
    files.iter().map(|file| format!(" -f {file}")).collect()
}
