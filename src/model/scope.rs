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
const MOST_ANCESTORS: usize = 200;

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
    bindings: HashMap<String, Vec<Binding>>,
}

/// The variables of a build.
#[derive(Clone, Debug, Default)]
pub(super) struct Scopes {
    global: HashMap<String, Binding>,
    stages: Vec<Scope>,
}

impl Scopes {
    pub(super) fn define_global(&mut self, name: String, binding: Binding) {
        self.global.insert(name, binding);
    }

    pub(super) fn global(&self, name: &str) -> Option<&Binding> {
        self.global.get(name)
    }

    pub(super) fn start_stage(&mut self, parent: Option<StageId>) {
        self.stages.push(Scope { parent, bindings: HashMap::new() });
    }

    pub(super) fn define(&mut self, name: String, binding: Binding) {
        if let Some(scope) = self.stages.last_mut() {
            scope.bindings.entry(name).or_default().push(binding);
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
            names.extend(scope.bindings.iter().filter(|(_, all)| is_earlier(all)).map(|(name, _)| name.as_str()));
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
            let bindings = scope.bindings.get(name).map(Vec::as_slice).unwrap_or_default();
            let earlier = bindings.partition_point(|binding| binding.step < Some(step));
            for binding in bindings.get(..earlier).unwrap_or_default().iter().rev() {
                match binding.kind {
                    BindingKind::Env => return Some(binding),
                    BindingKind::Arg => argument = argument.or(Some(binding)),
                }
            }
            next = scope.parent;
        }
        argument
    }
}

/// Arguments that BuildKit provides without an ARG in the global scope and, declared, in stages.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope>
pub(super) const PLATFORM_ARGUMENTS: [&str; 10] = [
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETSTAGE",
    "TARGETOSVERSION",
];
