//! Services whose Dockerfile, or the folder it is looked for in, is not there.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::containers::{Absence, ContextOrigin, DockerfileOrigin};
use crate::model::stack::shown;
use crate::model::{Container, Project};
use crate::syntax::compose::ast::Build;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-dockerfile",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_dockerfile.md"),
    check: Check::Project(check),
};

/// How many further places are pointed at.
const MOST_LABELS: usize = 8;

fn check(project: &Project, checker: &mut Checker<'_>) {
    let containers: Vec<Container<'_>> = Container::all(project).filter(|it| it.service.build.is_some()).collect();
    let lost: Vec<Lost<'_>> = containers.iter().filter_map(Lost::of).collect();
    let is_unexplained = |lost: &Lost<'_>| matches!(lost.absence, Absence::Unexplained { instead: None });
    if lost.len() > 1 && lost.len() == containers.len() && lost.iter().all(is_unexplained) {
        nothing_is_there(&lost, checker);
        return;
    }
    lost.iter().for_each(|lost| lost.report(checker));
}

/// Not one of several: the project is elsewhere, or only a part of it is here.
fn nothing_is_there(lost: &[Lost<'_>], checker: &mut Checker<'_>) {
    let Some((first, others)) = lost.split_first() else { return };
    let message =
        format!("none of the {} builds of this project finds its Dockerfile: there is no `{}`", lost.len(), first.path);
    let help =
        "paths start from the folder of the first Compose file; is this file in its place, and are the sources here?";
    let mut finding = checker.report_at(first.place, message).severity(Severity::Warning).help(help);
    for other in others.iter().take(MOST_LABELS) {
        finding = finding.label_at(other.place, format!("nor `{}`", other.path));
    }
}

/// A build without its Dockerfile.
struct Lost<'p> {
    container: Container<'p>,
    absence: &'p Absence,
    place: Place,
    /// What is not there, as it is shown.
    path: String,
    is_folder: bool,
}

impl<'p> Lost<'p> {
    fn of(container: &Container<'p>) -> Option<Self> {
        let image = container.image?;
        let build = container.service.build.as_ref()?;
        let absence = image.absence.as_ref()?;
        let context = build.context.as_ref().map_or(build.place, |context| context.place);
        let (place, path, is_folder) = match (&image.context, &image.dockerfile) {
            (ContextOrigin::Missing(folder), _) => (context, folder, true),
            (_, DockerfileOrigin::Missing(path)) => (place_of_name(build).unwrap_or(context), path, false),
            _ => return None,
        };
        Some(Self { container: *container, absence, place, path: shown(path), is_folder })
    }

    fn report(&self, checker: &mut Checker<'_>) {
        let path = &self.path;
        let message = match self.is_folder {
            true => format!("there is no folder `{path}` to build in"),
            false => format!("there is no Dockerfile `{path}`"),
        };
        // An image with a name may be pulled by those who do not have the sources.
        let policy = self.container.service.pull_policy.as_ref().map(|policy| policy.value.as_str());
        let is_pulled = self.container.service.image.is_some() && !matches!(policy, Some("build" | "never"));
        let (help, is_lesser) = match self.absence {
            Absence::Merged => return,
            Absence::Submodule => {
                ("a submodule is empty until it is fetched: `git submodule update --init`".to_owned(), true)
            }
            Absence::Generated => ("make it before the project is built, or correct the path".to_owned(), true),
            Absence::Unexplained { instead: Some(instead) } => (
                format!(
                    "there is `{instead}`; `context` starts from the folder of the Compose file, `dockerfile` from the context"
                ),
                false,
            ),
            Absence::Unexplained { instead: None } => (
                "correct the path: `context` starts from the folder of the Compose file, `dockerfile` from the context"
                    .to_owned(),
                false,
            ),
        };
        let finding = checker.report_at(self.place, message).help(help);
        if is_lesser {
            finding.severity(Severity::Info).from_profile(Profile::Strict);
        } else if is_pulled {
            finding.severity(Severity::Warning).from_profile(Profile::Production);
        }
    }
}

/// Where the name of the Dockerfile is written.
fn place_of_name(build: &Build) -> Option<Place> {
    let place = build.dockerfile.as_ref()?.place;
    (place != build.place && build.context.as_ref().is_none_or(|context| context.place != place)).then_some(place)
}
