//! Dependencies that were installed with another version of the language.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Build;

/// The rule.
pub static RULE: Rule = Rule {
    name: "mismatched-versions",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("mismatched_versions.md"),
    check: Check::Build(check),
};

/// A language whose compiled packages fit one version.
struct Language {
    /// The repository of its images.
    repository: &'static str,
    /// How many numbers of the version have to be the same.
    numbers: usize,
    /// Folders that hold its packages.
    folders: &'static [&'static str],
}

const LANGUAGES: &[Language] = &[
    Language { repository: "node", numbers: 1, folders: &["node_modules"] },
    Language {
        repository: "python",
        numbers: 2,
        folders: &["site-packages", "dist-packages", "venv", ".venv", "python3", "virtualenv"],
    },
    Language { repository: "ruby", numbers: 2, folders: &["bundle", "gems"] },
];

fn check(build: &Build, checker: &mut Checker<'_>) {
    for delivery in build.deliveries() {
        let (Some(from), Some(to)) = (build.base_image(delivery.from), build.base_image(delivery.to)) else { continue };
        let Some(language) = LANGUAGES.iter().find(|it| from.repository == it.repository) else { continue };
        let (Some(old), Some(new)) = (from.version(language.numbers), to.version(language.numbers)) else { continue };
        let Some(source) = delivery.sources_with(language.folders).next() else { continue };
        if to.repository != language.repository || old == new {
            continue;
        }
        let name = language.repository;
        checker
            .report(source.span, format!("these packages are for {name} {old}, and here is {name} {new}"))
            .label(
                build.lineage(delivery.from).last().map_or(delivery.from.base_span, |it| it.base_span),
                "installed here",
            )
            .label(build.lineage(delivery.to).last().map_or(delivery.to.base_span, |it| it.base_span), "used here")
            .help(format!("name one version for both: ARG {}_VERSION={new} above the first FROM", name.to_uppercase()));
    }
}
