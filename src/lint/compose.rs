//! What keeps Docker Compose from loading a project, given to the rule that tells that kind of problem.
//!
//! The loader finds every problem, with its place, its help and what was meant; a rule is one kind of them. Start with
//! [`Checker::report_problems`].

use super::checker::{Checker, Finding};
use super::rule::{Safety, Severity};
use crate::knowledge::compose_files::is_overlay;
use crate::model::stack::Stack;
use crate::model::stack::names::BASES;
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
        for problem in stack.problems.iter().filter(|problem| problem.kind == kind) {
            match self.part_of(stack, problem) {
                Part::Overlay => {
                    let help = format!("give it behind the file that declares it: {}", self.both(problem));
                    let bare = ComposeProblem { replacement: None, help: Some(help), ..problem.clone() };
                    self.report_problem(&bare).severity(Severity::Info);
                }
                Part::Unclear => {
                    let own = problem.help.as_deref().unwrap_or_default();
                    let help = format!(
                        "{own}; where another file declares it, give this one behind that: {}",
                        self.both(problem)
                    );
                    let more = ComposeProblem { help: Some(help), ..problem.clone() };
                    self.report_problem(&more).severity(Severity::Warning);
                }
                Part::Whole => drop(self.report_problem(problem)),
            }
        }
    }

    /// Whether the file that lacks something is given behind another one, which may have it.
    fn part_of(&self, stack: &Stack, problem: &ComposeProblem) -> Part {
        let path = self.name_of(problem.place);
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_named = name.ends_with(".yaml") || name.ends_with(".yml");
        if !problem.may_stand_elsewhere || problem.place.file != stack.main || !is_named || BASES.contains(&name) {
            return Part::Whole;
        }
        let has_origin = |service: &Service| ["image", "build", "provider"].iter().any(|key| service.has(key));
        let is_near = problem.replacement.is_some();
        match problem.kind {
            _ if is_overlay(path) || !stack.services().any(has_origin) => Part::Overlay,
            ComposeProblemKind::UndefinedReference if !is_near => Part::Unclear,
            _ => Part::Whole,
        }
    }

    /// The two files, as they are given to Docker Compose.
    fn both(&self, problem: &ComposeProblem) -> String {
        format!("`docker compose -f compose.yaml -f {}`", self.name_of(problem.place))
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
