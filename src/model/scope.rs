//! Variables: what ENV and ARG make known, and where.
//!
//! Follows BuildKit: an ENV hides an ARG of the same name, both are inherited by stages that start from
//! this one, and an ARG above the first FROM reaches a stage only through an ARG of its own.
//! Source: <https://docs.docker.com/build/building/variables/#scoping>

use std::collections::HashMap;

use super::{StageId, StepId};
use crate::syntax::expand::Value;
use crate::text::Span;

/// How many stages are followed back from one to the next; what lies further is unknown.
pub(super) const MOST_ANCESTORS: usize = 200;

/// How many bytes of values are kept: each line of `ENV B=$A` repeats a long one. The others are unknown.
const MOST_KEPT: usize = 1 << 24;

/// A variable that ENV or ARG defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Which of the two.
    pub kind: BindingKind,
    /// Its value, as far as the file tells.
    pub value: Value,
    /// Where it is defined.
    pub span: Span,
    /// The step that defines it; `None` for an ARG above the first FROM.
    pub step: Option<StepId>,
}

/// What defines a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindingKind {
    /// ENV: part of the image.
    Env,
    /// ARG: there while the image is built.
    Arg,
}

/// The variables of one stage, in the order they are defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    /// The stage it starts from.
    parent: Option<StageId>,
    environment: HashMap<String, Vec<Binding>>,
    arguments: HashMap<String, Vec<Binding>>,
}

impl Scope {
    /// The last of the definitions of a name that stand above a step.
    fn before<'a>(bindings: &'a HashMap<String, Vec<Binding>>, step: StepId, name: &str) -> Option<&'a Binding> {
        let bindings = bindings.get(name)?;
        let earlier = bindings.partition_point(|binding| binding.step < Some(step));
        bindings.get(earlier.checked_sub(1)?)
    }
}

/// The variables of a build.
#[derive(Clone, Debug, Default)]
pub(super) struct Scopes {
    /// How many bytes of values are kept.
    kept: usize,
    global: HashMap<String, Binding>,
    stages: Vec<Scope>,
}

impl Scopes {
    pub(super) fn define_global(&mut self, name: String, binding: Binding) {
        let binding = self.affordable(binding);
        self.global.insert(name, binding);
    }

    pub(super) fn global(&self, name: &str) -> Option<&Binding> {
        self.global.get(name)
    }

    pub(super) fn start_stage(&mut self, parent: Option<StageId>) {
        self.stages.push(Scope { parent, ..Scope::default() });
    }

    /// The binding, without its value where values take too much room already.
    fn affordable(&mut self, binding: Binding) -> Binding {
        let length = if let Value::Known(text) = &binding.value { text.len() } else { 0 };
        if self.kept + length > MOST_KEPT {
            return Binding { value: Value::Unknown, ..binding };
        }
        self.kept += length;
        binding
    }

    pub(super) fn define(&mut self, name: String, binding: Binding) {
        let binding = self.affordable(binding);
        if let Some(scope) = self.stages.last_mut() {
            let bindings = match binding.kind {
                BindingKind::Env => &mut scope.environment,
                BindingKind::Arg => &mut scope.arguments,
            };
            bindings.entry(name).or_default().push(binding);
        }
    }

    /// The names that are defined before a step, in its stage or one it starts from, in the order of the
    /// alphabet.
    pub(super) fn names(&self, stage: StageId, step: StepId) -> Vec<&str> {
        let mut names = Vec::new();
        let mut next = Some(stage);
        for _ in 0..MOST_ANCESTORS {
            let Some(scope) = next.and_then(|id| self.stages.get(id.0 as usize)) else { break };
            let is_earlier = |bindings: &[Binding]| bindings.first().is_some_and(|first| first.step < Some(step));
            let all = scope.environment.iter().chain(&scope.arguments);
            names.extend(all.filter(|(_, bindings)| is_earlier(bindings)).map(|(name, _)| name.as_str()));
            next = scope.parent;
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The definition that holds before a step, in its stage or one it starts from.
    pub(super) fn lookup(&self, stage: StageId, step: StepId, name: &str) -> Option<&Binding> {
        let mut argument = None;
        let mut next = Some(stage);
        for _ in 0..MOST_ANCESTORS {
            let Some(scope) = next.and_then(|id| self.stages.get(id.0 as usize)) else { break };
            if let Some(binding) = Scope::before(&scope.environment, step, name) {
                return Some(binding);
            }
            argument = argument.or_else(|| Scope::before(&scope.arguments, step, name));
            next = scope.parent;
        }
        argument
    }
}

/// Arguments that BuildKit provides without an ARG in the global scope and, declared, in stages.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope>
pub(super) const PLATFORM_ARGUMENTS: [&str; 11] = [
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDOSVERSION",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETSTAGE",
    "TARGETOSVERSION",
];

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::syntax::expand::Value;
    use crate::text::Source;

    /// The value of `X` before the last step.
    fn value(lines: &str) -> Value {
        let source = Source::new("Dockerfile", format!("FROM a\n{lines}\nRUN x\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        build.binding(build.steps.last().unwrap(), "X").unwrap().value.clone()
    }

    #[test]
    fn definitions_on_one_line_see_each_other_in_arg_alone() {
        let known = |text: &str| Value::Known(text.to_owned());
        assert_eq!(value("ARG A=0\nARG A=1 X=$A"), known("1"));
        assert_eq!(value("ENV A=0\nENV A=1 X=$A"), known("0"));
    }

    #[test]
    fn environment_hides_arguments() {
        let known = |text: &str| Value::Known(text.to_owned());
        assert_eq!(value("ARG X=1\nENV X=2"), known("2"));
        assert_eq!(value("ARG X=1\nARG X=2"), known("2"));
    }
}
