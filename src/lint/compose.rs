//! What keeps Docker Compose from loading a project, given to the rule that tells that kind of problem.
//!
//! The loader finds every problem, with its place, its help and what was meant; a rule is one kind of them. Start with
//! [`Checker::report_problems`].

use super::checker::{Checker, Finding};
use super::rule::Safety;
use crate::model::stack::Stack;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind};
use crate::text::Edit;

impl Checker<'_> {
    /// Reports the problems of that kind.
    pub fn report_problems(&mut self, stack: &Stack, kind: ComposeProblemKind) {
        for problem in stack.problems.iter().filter(|problem| problem.kind == kind) {
            self.report_problem(problem);
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
