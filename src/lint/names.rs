//! What users call rules: by name, by the name another tool gives the check, by category.
//!
//! A name of another tool stands for those findings of a rule that the tool would make, not for the whole
//! rule: `DL3018` is the `apk` part of `unpinned-system-package`. Start with [`Name::parse`].

use std::fmt;

use super::diagnostic::Diagnostic;
use super::rule::{Category, Profile, Rule};

/// What a name stands for, from the widest to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// `all`: every finding.
    All,
    /// Every finding of a category.
    Category(Category),
    /// Every finding that a tool would make too.
    Tool(Tool),
    /// Every finding of a rule.
    Rule(&'static Rule),
    /// The findings of a rule that another tool calls so.
    Alias(&'static Rule, &'static str),
}

/// A tool whose checks plimsoll makes too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `DL3008`
    Hadolint,
    /// `SC2086`
    ShellCheck,
    /// `StageNameCasing`
    BuildKit,
    /// `no-version-field`
    Dclint,
    /// `CL-0001`
    ComposeLint,
}

/// A name that no rule, category, tool or alias answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// As it was written.
    pub name: String,
    /// The name that was surely meant, and the rule it stands for where it is an alias.
    pub suggestion: Option<(String, Option<&'static str>)>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // hadolint has no code that plimsoll has not, so an unknown one is a slip; ShellCheck has many.
        if Tool::of(&self.name) == Some(Tool::ShellCheck) {
            return write!(formatter, "plimsoll has nothing of ShellCheck's `{}`", self.name);
        }
        write!(formatter, "no rule is called `{}`", self.name)?;
        match &self.suggestion {
            Some((name, Some(rule))) => write!(formatter, "; did you mean `{name}` (`{rule}`)?"),
            Some((name, None)) => write!(formatter, "; did you mean `{name}`?"),
            None => formatter.write_str("; `plimsoll rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownName {}

/// What tally writes before the names of the tools it took them from.
const ORIGINS: &[&str] = &["hadolint/", "buildkit/", "shellcheck/"];

/// The checks of BuildKit.
///
/// Source: <https://docs.docker.com/reference/build-checks/>
const BUILDKIT_CHECKS: &[&str] = &[
    "ConsistentInstructionCasing",
    "CopyIgnoredFile",
    "DuplicateStageName",
    "ExposeInvalidFormat",
    "ExposeProtoCasing",
    "FromAsCasing",
    "FromPlatformFlagConstDisallowed",
    "InvalidBaseImagePlatform",
    "InvalidDefaultArgInFrom",
    "InvalidDefinitionDescription",
    "JSONArgsRecommended",
    "LegacyKeyValueFormat",
    "MaintainerDeprecated",
    "MultipleInstructionsDisallowed",
    "NoEmptyContinuation",
    "RedundantTargetPlatform",
    "ReservedStageName",
    "SecretsUsedInArgOrEnv",
    "StageNameCasing",
    "UndefinedArgInFrom",
    "UndefinedVar",
    "WorkdirRelativePath",
];

/// The rules of dclint.
///
/// Source: <https://github.com/zavoloklom/docker-compose-linter/blob/main/docs/rules.md>
const DCLINT_RULES: &[&str] = &[
    "no-build-and-image",
    "no-duplicate-container-names",
    "no-duplicate-exported-ports",
    "no-quotes-in-volumes",
    "no-unbound-port-interfaces",
    "no-version-field",
    "require-project-name-field",
    "require-quotes-in-ports",
    "service-container-name-regex",
    "service-dependencies-alphabetical-order",
    "service-image-require-explicit-tag",
    "service-keys-order",
    "service-ports-alphabetical-order",
    "services-alphabetical-order",
    "top-level-properties-order",
];

impl Tool {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Hadolint, Self::ShellCheck, Self::BuildKit, Self::Dclint, Self::ComposeLint];

    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hadolint => "hadolint",
            Self::ShellCheck => "shellcheck",
            Self::BuildKit => "buildkit",
            Self::Dclint => "dclint",
            Self::ComposeLint => "compose-lint",
        }
    }

    /// Whose name for a check it is, by its form.
    pub fn of(check: &str) -> Option<Self> {
        let is_code = |prefix: &str| {
            check.len() == 6
                && check.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
                && check.bytes().skip(2).all(|byte| byte.is_ascii_digit())
        };
        if is_code("DL") {
            return Some(Self::Hadolint);
        }
        if is_code("SC") {
            return Some(Self::ShellCheck);
        }
        let number = check.get(..3).filter(|start| start.eq_ignore_ascii_case("CL-")).and_then(|_| check.get(3..));
        if number.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())) {
            return Some(Self::ComposeLint);
        }
        let is_among = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(check));
        if is_among(BUILDKIT_CHECKS) {
            return Some(Self::BuildKit);
        }
        is_among(DCLINT_RULES).then_some(Self::Dclint)
    }
}

impl Name {
    /// Reads a name: that of a rule, an alias in any case, a category, a tool or `all`.
    ///
    /// # Errors
    /// When it is none of these; with the nearest there is.
    pub fn parse(registry: &[&'static Rule], name: &str) -> Result<Self, UnknownName> {
        let bare = ORIGINS.iter().find_map(|origin| name.strip_prefix(origin)).unwrap_or(name);
        if bare == "all" {
            return Ok(Self::All);
        }
        if let Some(category) = Category::ALL.iter().find(|category| category.name() == bare) {
            return Ok(Self::Category(*category));
        }
        if let Some(tool) = Tool::ALL.iter().find(|tool| tool.name() == bare) {
            return Ok(Self::Tool(*tool));
        }
        let of_rule = |rule: &'static Rule| {
            let alias = rule.aliases.iter().find(|alias| alias.eq_ignore_ascii_case(bare));
            if rule.name == bare { Some(Self::Rule(rule)) } else { alias.map(|alias| Self::Alias(rule, alias)) }
        };
        registry.iter().copied().find_map(of_rule).ok_or_else(|| unknown(registry, name))
    }

    /// The one text that means it.
    pub fn text(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Category(category) => category.name(),
            Self::Tool(tool) => tool.name(),
            Self::Rule(rule) => rule.name,
            Self::Alias(_, alias) => alias,
        }
    }

    /// Whether it stands for a finding.
    pub fn covers(self, diagnostic: &Diagnostic) -> bool {
        diagnostic.names().any(|name| name == self.text())
    }

    /// Whether it stands for every finding of a rule.
    pub fn covers_rule(self, rule: &Rule) -> bool {
        match self {
            Self::All => true,
            Self::Category(category) => rule.category == category,
            Self::Rule(named) => named == rule,
            Self::Tool(_) | Self::Alias(..) => false,
        }
    }

    /// Whether it stands for some findings of a rule.
    pub fn touches(self, rule: &Rule) -> bool {
        match self {
            Self::Alias(named, _) => named == rule,
            Self::Tool(tool) => rule.aliases.iter().any(|alias| Tool::of(alias) == Some(tool)),
            Self::All | Self::Category(_) | Self::Rule(_) => self.covers_rule(rule),
        }
    }

    /// Whether it stands for every finding that another name stands for.
    pub fn includes(self, other: Self) -> bool {
        match other {
            Self::Rule(rule) => self.covers_rule(rule),
            Self::Alias(rule, alias) => match self {
                Self::Tool(tool) => Tool::of(alias) == Some(tool),
                Self::Alias(..) => self == other,
                Self::All | Self::Category(_) | Self::Rule(_) => self.covers_rule(rule),
            },
            Self::All | Self::Category(_) | Self::Tool(_) => self == Self::All || self == other,
        }
    }

    /// Whether whoever selects it wants to see findings of a rule. One that is there on request only has to be
    /// asked for by its name.
    pub fn asks_for(self, rule: &Rule) -> bool {
        let is_by_name = matches!(self, Self::Rule(_) | Self::Alias(..));
        self.touches(rule) && (is_by_name || rule.profile != Profile::OnRequest)
    }

    /// How narrow it is; a narrower name overrules a wider one.
    pub(super) fn narrowness(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Category(_) => 1,
            Self::Tool(_) => 2,
            Self::Rule(_) => 3,
            Self::Alias(..) => 4,
        }
    }
}

/// The rule a name or alias stands for.
///
/// # Errors
/// When none answers to it.
pub fn find(registry: &[&'static Rule], name: &str) -> Result<&'static Rule, UnknownName> {
    match Name::parse(registry, name)? {
        Name::Rule(rule) | Name::Alias(rule, _) => Ok(rule),
        Name::All | Name::Category(_) | Name::Tool(_) => Err(unknown(registry, name)),
    }
}

/// The error for a name, with the nearest name there is.
fn unknown(registry: &[&'static Rule], name: &str) -> UnknownName {
    let mut candidates: Vec<(&'static str, Option<&'static str>)> = Vec::new();
    for rule in registry {
        candidates.push((rule.name, None));
        candidates.extend(rule.aliases.iter().map(|alias| (*alias, Some(rule.name))));
    }
    candidates.extend(Category::ALL.iter().map(|category| (category.name(), None)));
    candidates.extend(Tool::ALL.iter().map(|tool| (tool.name(), None)));
    candidates.push((Name::All.text(), None));
    let suggestion = nearest(name, candidates.iter().map(|(candidate, _)| *candidate));
    let rule = |found: &str| candidates.iter().find(|(candidate, _)| *candidate == found).and_then(|(_, rule)| *rule);
    let suggestion = suggestion.map(|found| (found.to_owned(), rule(found)));
    UnknownName { name: name.to_owned(), suggestion }
}

/// What follows the message that a text is none of some names: the one that was surely meant, or all there are.
pub fn hint(text: &str, names: impl Iterator<Item = &'static str>) -> String {
    let names: Vec<&'static str> = names.collect();
    match nearest(text, names.iter().copied()) {
        Some(nearest) => format!("; did you mean `{nearest}`?"),
        None => {
            let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("; there are {}", listed.join(", "))
        }
    }
}

/// The candidate that was surely meant by a misspelt text.
fn nearest(text: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    candidates
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_ascii_lowercase()), candidate))
        .min()
        .filter(|(distance, candidate)| *distance * 3 <= candidate.len())
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_name_tells_its_tool() {
        for (check, tool) in [
            ("DL3008", Some(Tool::Hadolint)),
            ("dl3008", Some(Tool::Hadolint)),
            ("SC2086", Some(Tool::ShellCheck)),
            ("StageNameCasing", Some(Tool::BuildKit)),
            ("copyignoredfile", Some(Tool::BuildKit)),
            ("no-version-field", Some(Tool::Dclint)),
            ("DL300", None),
            ("DL300x", None),
            ("DS-0001", None),
            ("latest-tag", None),
        ] {
            assert_eq!(Tool::of(check), tool, "{check}");
        }
    }
}
