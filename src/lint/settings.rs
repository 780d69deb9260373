//! Which rules run.

use std::fmt;

use super::rule::{Category, Profile, Rule, Severity};

/// Which rules run, and from which severity on findings count.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The rules that run, in the order of the registry.
    pub rules: Vec<&'static Rule>,
    /// Rules of the next larger profile, counted but not shown.
    pub next: Vec<&'static Rule>,
    /// The profile that was asked for.
    pub profile: Profile,
    /// The least severity that makes a run fail; `None`: no finding does.
    pub fail_on: Option<Severity>,
    /// Whether comments may suppress findings.
    pub inline_ignores: bool,
}

/// A name that no rule, category or profile answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// As it was written.
    pub name: String,
    /// The name that was surely meant, and the rule it stands for where it is an alias.
    pub suggestion: Option<(String, Option<&'static str>)>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no rule is called `{}`", self.name)?;
        match &self.suggestion {
            Some((name, Some(rule))) => write!(formatter, "; did you mean `{name}` (`{rule}`)?"),
            Some((name, None)) => write!(formatter, "; did you mean `{name}`?"),
            None => formatter.write_str("; `plimsoll rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownName {}

impl Settings {
    /// The rules of a profile, or those selected, less those ignored. A name is that of a rule, an alias,
    /// a category or `all`.
    ///
    /// # Errors
    /// When a name is none of these.
    pub fn new(
        registry: &[&'static Rule],
        profile: Profile,
        select: &[String],
        ignore: &[String],
    ) -> Result<Self, UnknownName> {
        let ignored = matching(registry, ignore)?;
        let selected = matching(registry, select)?;
        let wanted = |rule: &&'static Rule| {
            !ignored.contains(rule) && if select.is_empty() { rule.profile <= profile } else { selected.contains(rule) }
        };
        let rules: Vec<&'static Rule> = registry.iter().copied().filter(wanted).collect();
        let next_profile = Profile::ALL.iter().copied().find(|next| *next > profile);
        let next = registry
            .iter()
            .copied()
            .filter(|rule| select.is_empty() && Some(rule.profile) == next_profile && !ignored.contains(rule))
            .collect();
        Ok(Self { rules, next, profile, fail_on: Some(Severity::Warning), inline_ignores: true })
    }
}

/// The rules that some of the names stand for.
fn matching(registry: &[&'static Rule], names: &[String]) -> Result<Vec<&'static Rule>, UnknownName> {
    let mut rules = Vec::new();
    for name in names {
        let found: Vec<&'static Rule> = registry.iter().copied().filter(|rule| stands_for(name, rule)).collect();
        if found.is_empty() && name != "all" && !Category::ALL.iter().any(|category| category.name() == name) {
            return Err(unknown(registry, name));
        }
        rules.extend(found);
    }
    Ok(rules)
}

/// Whether a name selects a rule.
fn stands_for(name: &str, rule: &Rule) -> bool {
    name == "all" || rule.answers_to(name) || rule.category.name() == name
}

/// The rule a name or alias stands for.
///
/// # Errors
/// When none answers to it.
pub fn find(registry: &[&'static Rule], name: &str) -> Result<&'static Rule, UnknownName> {
    registry.iter().copied().find(|rule| rule.answers_to(name)).ok_or_else(|| unknown(registry, name))
}

/// The error for a name, with the nearest name there is.
fn unknown(registry: &[&'static Rule], name: &str) -> UnknownName {
    let mut candidates: Vec<(&'static str, Option<&'static str>)> = Vec::new();
    for rule in registry {
        candidates.push((rule.name, None));
        candidates.extend(rule.aliases.iter().map(|alias| (*alias, Some(rule.name))));
    }
    candidates.extend(Category::ALL.iter().map(|category| (category.name(), None)));
    let lower = name.to_ascii_lowercase();
    let suggestion = candidates
        .into_iter()
        .map(|(candidate, rule)| (strsim::osa_distance(&lower, &candidate.to_ascii_lowercase()), candidate, rule))
        .min()
        .filter(|(distance, candidate, _)| *distance * 3 <= candidate.len())
        .map(|(_, candidate, rule)| (candidate.to_owned(), rule));
    UnknownName { name: name.to_owned(), suggestion }
}
