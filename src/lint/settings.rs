//! Which rules run on a file, how bad their findings are, and what counts.
//!
//! A [`Policy`] says what somebody wants; [`Settings`] are what follows from it for the rules there are.
//! Knows no file format: the configuration and the command line make policies.

use super::diagnostic::Diagnostic;
use super::names::Name;
use super::options::OptionValues;
use super::rule::{Check, Profile, Rule, Severity};
use super::shell::Codes;
use crate::knowledge::images::Date;

/// What somebody wants.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The set of rules to start from.
    pub profile: Profile,
    /// Where not empty: these findings alone, whatever the profile.
    pub select: Vec<Name>,
    /// Further findings, beyond the profile or what is selected.
    pub extend_select: Vec<Name>,
    /// What is left out.
    pub ignore: Vec<Name>,
    /// How bad some findings are; the narrower name wins, then the later.
    pub severities: Vec<(Name, Severity)>,
    /// What was set for rules.
    pub options: OptionValues,
    /// The least severity that makes a run fail; `None`: no finding does.
    pub fail_on: Option<Severity>,
    /// Whether comments may suppress findings.
    pub inline_ignores: bool,
    /// The day that `until=` is compared with; `None`: no suppression expires.
    pub today: Option<Date>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            select: Vec::new(),
            extend_select: Vec::new(),
            ignore: Vec::new(),
            severities: Vec::new(),
            options: OptionValues::default(),
            fail_on: Some(Severity::Warning),
            inline_ignores: true,
            today: None,
        }
    }
}

/// What follows from a policy.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The rules that run, in the order of the registry.
    pub rules: Vec<&'static Rule>,
    /// Rules of the next larger profile alone: counted but not shown.
    pub next: Vec<&'static Rule>,
    /// Every rule there is; comments may name any of them.
    pub registry: Vec<&'static Rule>,
    /// What was wanted.
    pub policy: Policy,
    /// The codes of ShellCheck that those rules find.
    pub(super) codes: Codes,
}

/// What is done with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is shown.
    Shown,
    /// The next larger profile would show it.
    Hidden,
    /// Nobody asked for it.
    Dropped,
}

impl Settings {
    /// What follows from a policy for these rules.
    pub fn of(registry: &[&'static Rule], policy: Policy) -> Self {
        let is_ignored = |rule: &Rule| policy.ignore.iter().any(|name| name.covers_rule(rule));
        let is_wanted = |rule: &Rule| {
            let is_in_profile = policy.select.is_empty() && rule.profile <= policy.profile;
            is_in_profile || policy.select.iter().chain(&policy.extend_select).any(|name| name.asks_for(rule))
        };
        let judges_comments = |rule: &Rule| matches!(rule.check, Check::Suppression(_)) && is_wanted(rule);
        // Whether a comment does anything shows only when the rules that it names run.
        let runs_profile = !policy.select.is_empty() && registry.iter().any(|rule| judges_comments(rule));
        let is_wanted = |rule: &Rule| is_wanted(rule) || (runs_profile && rule.profile <= policy.profile);
        let (rules, rest): (Vec<&'static Rule>, Vec<&'static Rule>) =
            registry.iter().copied().filter(|rule| !is_ignored(rule)).partition(|rule| is_wanted(rule));
        let next_profile = next(policy.profile).filter(|_| policy.select.is_empty());
        let next: Vec<_> = rest.into_iter().filter(|rule| Some(rule.profile) == next_profile).collect();
        let codes = Codes::of(rules.iter().chain(&next));
        Self { rules, next, registry: registry.to_vec(), policy, codes }
    }

    /// The same settings, with more left out.
    pub fn without(&self, names: &[Name]) -> Self {
        let mut policy = self.policy.clone();
        policy.ignore.extend_from_slice(names);
        Self::of(&self.registry, policy)
    }

    /// Whether a name is among what is left out.
    pub(super) fn ignores(&self, name: &str) -> bool {
        self.policy.ignore.iter().any(|ignored| ignored.text() == name)
    }

    /// What is done with a finding that no comment suppresses.
    pub fn verdict(&self, diagnostic: &Diagnostic) -> Verdict {
        let asked = |names: &[Name]| names.iter().any(|name| name.covers(diagnostic) && name.asks_for(diagnostic.rule));
        let policy = &self.policy;
        if diagnostic.is_answered(|name| self.ignores(name)) {
            return Verdict::Dropped;
        }
        let is_in_profile = policy.select.is_empty() && diagnostic.profile <= policy.profile;
        let is_wanted = is_in_profile || asked(&policy.select) || asked(&policy.extend_select);
        match is_wanted {
            true => Verdict::Shown,
            false if policy.select.is_empty() && Some(diagnostic.profile) == next(policy.profile) => Verdict::Hidden,
            false => Verdict::Dropped,
        }
    }

    /// Whether every rule that a name stands for runs: only then can it be told that there is nothing to find.
    pub fn runs(&self, name: Name) -> bool {
        let touched = self.registry.iter().filter(|rule| name.touches(rule));
        touched.fold(None, |all, rule| Some(all.unwrap_or(true) && self.rules.contains(rule))).unwrap_or(false)
    }

    /// How bad a finding is by this policy.
    pub fn severity(&self, diagnostic: &Diagnostic) -> Severity {
        let overriding = self.policy.severities.iter().filter(|(name, _)| name.covers(diagnostic));
        overriding.max_by_key(|(name, _)| name.narrowness()).map_or(diagnostic.severity, |(_, severity)| *severity)
    }
}

/// The next larger profile.
fn next(profile: Profile) -> Option<Profile> {
    Profile::ALL.iter().copied().find(|next| *next > profile)
}
