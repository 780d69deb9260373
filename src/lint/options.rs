//! What can be set for rules: which keys there are, of which kind, and the values a run has for them.
//!
//! Options are data: the configuration, its schema, `explain` and the rules read the same [`OptionSpec`].

use std::collections::BTreeMap;

use crate::knowledge::labels::LabelType;

/// Something that can be set for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// Its key in the configuration.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// What it may be, and what it is where nobody sets it.
    pub kind: OptionKind,
    /// Where it is set.
    pub scope: OptionScope,
}

/// What an option may be, with its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Flag(bool),
    /// A list of texts, empty unless set.
    Texts,
    /// Names with one of some words each, empty unless set.
    Pairs {
        /// The words a name may have.
        words: &'static [&'static str],
    },
}

/// Where an option is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionScope {
    /// Under `[rules.NAME]`.
    Rule,
    /// At the top of the configuration, for every rule that declares it.
    Project,
}

/// A value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// Of a [`OptionKind::Flag`].
    Flag(bool),
    /// Of a [`OptionKind::Texts`].
    Texts(Vec<String>),
    /// Of a [`OptionKind::Pairs`], in the order of the names.
    Pairs(BTreeMap<String, String>),
}

/// Where images may come from.
pub const TRUSTED_REGISTRIES: OptionSpec = OptionSpec {
    name: "trusted-registries",
    summary: "Where images may come from: hosts such as `ghcr.io`, hosts with a path such as `docker.io/library`, with `*` for any text. Empty: anywhere.",
    kind: OptionKind::Texts,
    scope: OptionScope::Project,
};

/// The labels that every image has to have.
pub const REQUIRED_LABELS: OptionSpec = OptionSpec {
    name: "required-labels",
    summary: "Labels that every image has to have, each with what its value has to be.",
    kind: OptionKind::Pairs { words: LabelType::NAMES },
    scope: OptionScope::Project,
};

/// Whether images may have other labels than those.
pub const STRICT_LABELS: OptionSpec = OptionSpec {
    name: "strict-labels",
    summary: "Whether labels other than `required-labels` are reported.",
    kind: OptionKind::Flag(false),
    scope: OptionScope::Project,
};

/// The values that were set; what is missing has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionValues {
    of_rule: BTreeMap<(&'static str, &'static str), OptionValue>,
    of_project: BTreeMap<&'static str, OptionValue>,
}

impl OptionValues {
    /// Sets an option of a rule; one of [`OptionScope::Project`] for every rule that declares it.
    pub fn set(&mut self, rule: &'static str, spec: &OptionSpec, value: OptionValue) {
        match spec.scope {
            OptionScope::Rule => self.of_rule.insert((rule, spec.name), value),
            OptionScope::Project => self.of_project.insert(spec.name, value),
        };
    }

    fn get(&self, rule: &'static str, spec: &OptionSpec) -> Option<&OptionValue> {
        match spec.scope {
            OptionScope::Rule => self.of_rule.get(&(rule, spec.name)),
            OptionScope::Project => self.of_project.get(spec.name),
        }
    }

    /// The value of a flag for a rule.
    pub fn flag(&self, rule: &'static str, spec: &OptionSpec) -> bool {
        match (self.get(rule, spec), spec.kind) {
            (Some(OptionValue::Flag(value)), _) => *value,
            (_, OptionKind::Flag(value)) => value,
            _ => false,
        }
    }

    /// The value of a list for a rule.
    pub fn texts(&self, rule: &'static str, spec: &OptionSpec) -> &[String] {
        match self.get(rule, spec) {
            Some(OptionValue::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// The names with their words for a rule; `None` where none were set.
    pub fn pairs(&self, rule: &'static str, spec: &OptionSpec) -> Option<&BTreeMap<String, String>> {
        match self.get(rule, spec) {
            Some(OptionValue::Pairs(pairs)) => Some(pairs),
            _ => None,
        }
    }
}
