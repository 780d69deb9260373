//! What a rule is: a value with metadata, a page and a function.

use std::fmt;

use serde::Serialize;

use super::checker::Checker;
use super::options::OptionSpec;
use super::suppress::Suppression;
use crate::model::stack::Stack;
use crate::model::{Build, Command, Container, ContextUse, File, IgnoreUse, Project, Stage, Step};
use crate::syntax::compose::ast::Service;

/// A rule. Identity is its name.
pub struct Rule {
    /// Kebab-case, names the bad thing, reads well after "allow".
    pub name: &'static str,
    /// What kind of harm it prevents.
    pub category: Category,
    /// How bad a finding is unless the finding says otherwise.
    pub severity: Severity,
    /// The first profile that contains it.
    pub profile: Profile,
    /// Whether findings carry a fix.
    pub fix: FixSupport,
    /// Names other tools give the same check; accepted wherever a name is.
    pub aliases: &'static [&'static str],
    /// What can be set.
    pub options: &'static [OptionSpec],
    /// The version that brought it.
    pub since: &'static str,
    /// Its page, in Markdown: the specification that the tests run.
    pub page: &'static str,
    /// The function, and what it looks at.
    pub check: Check,
}

/// The function of a rule; the variant is what it is called for.
#[derive(Clone, Copy)]
pub enum Check {
    /// Every Dockerfile.
    File(fn(&File, &mut Checker<'_>)),
    /// Every build: a Dockerfile with its target.
    Build(fn(&Build, &mut Checker<'_>)),
    /// Every stage of a build.
    Stage(fn(&Build, &Stage, &mut Checker<'_>)),
    /// Every instruction in a stage.
    Step(fn(&Build, &Step, &mut Checker<'_>)),
    /// Every program run by a step.
    Command(fn(&Build, &Command, &mut Checker<'_>)),
    /// Every service of a Compose project, merged.
    Service(fn(&Stack, &Service, &mut Checker<'_>)),
    /// Every Compose project, merged.
    Stack(fn(&Stack, &mut Checker<'_>)),
    /// Every service of a Compose project together with the build of its image.
    Container(fn(&Container<'_>, &mut Checker<'_>)),
    /// Every build of a Dockerfile with what its COPY sees.
    Context(fn(&ContextUse<'_>, &mut Checker<'_>)),
    /// Every ignore file with the builds that obey it.
    Ignore(fn(&IgnoreUse<'_>, &mut Checker<'_>)),
    /// Every Compose project together with all that it builds.
    Project(fn(&Project, &mut Checker<'_>)),
    /// Every comment that suppresses findings, once it is known what it did.
    Suppression(fn(&Suppression, &mut Checker<'_>)),
}

/// What kind of harm a rule prevents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// It does not build, or means something else than it says.
    Correctness,
    /// It can be broken into, or leaks what is secret.
    Security,
    /// It builds something else tomorrow.
    Reproducibility,
    /// It is larger or slower to build than it needs to be.
    Efficiency,
    /// It is hard to run, watch or stop.
    Operations,
    /// It reads badly.
    Style,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Will hurt some day.
    Warning,
    /// Broken, or a secret is out.
    Error,
}

/// Nested sets of rules: each contains the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// What every project wants.
    #[default]
    Recommended,
    /// What a container in production needs on top.
    Production,
    /// Opinions and ideals too.
    Strict,
    /// In none of them: only where somebody asks for the rule by its name.
    #[serde(rename = "on request")]
    OnRequest,
}

/// Whether a fix may be applied without a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Same behaviour of the image, or exactly what the finding's title promises.
    Safe,
    /// Needs eyes: asked for with `--unsafe-fixes`.
    Unsafe,
}

/// Whether findings of a rule carry a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixSupport {
    /// None does.
    Never,
    /// Some do, of at most that safety.
    Sometimes(Safety),
    /// All do, of that safety.
    Always(Safety),
}

impl Rule {
    /// The first paragraph of its page: what it reports, in one or two sentences.
    pub fn summary(&self) -> &'static str {
        let body = self.page.split_once('\n').map_or("", |(_, body)| body).trim_start();
        body.split("\n\n").next().unwrap_or_default().trim_end()
    }

    /// Its page up to the edge cases, which are for the tests.
    pub fn explanation(&self) -> &'static str {
        self.page.split("\n## Cases").next().unwrap_or_default().trim_end()
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Rule").field(&self.name).finish()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl Severity {
    /// From the least to the worst.
    pub const ALL: &'static [Self] = &[Self::Info, Self::Warning, Self::Error];

    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Profile {
    /// Those that can be chosen, from the smallest to the largest.
    pub const ALL: &'static [Self] = &[Self::Recommended, Self::Production, Self::Strict];

    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Recommended => "recommended",
            Self::Production => "production",
            Self::Strict => "strict",
            Self::OnRequest => "on request",
        }
    }
}

impl Category {
    /// In the order they are listed.
    pub const ALL: &'static [Self] =
        &[Self::Correctness, Self::Security, Self::Reproducibility, Self::Efficiency, Self::Operations, Self::Style];

    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Correctness => "correctness",
            Self::Security => "security",
            Self::Reproducibility => "reproducibility",
            Self::Efficiency => "efficiency",
            Self::Operations => "operations",
            Self::Style => "style",
        }
    }
}

impl Safety {
    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}
