//! Watched paths of which no change is ever noticed.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::containers::Unwatched;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unwatched-path",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unwatched_path.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    for found in container.unwatched_paths() {
        let (place, path) = (found.path.place, found.path.value.as_str());
        match found.reason {
            // It may come to be there later.
            Unwatched::Missing => {
                checker
                    .report_at(place, format!("there is no `{path}` to watch"))
                    .severity(Severity::Info)
                    .from_profile(Profile::Strict)
                    .help("write the path as seen from the folder of the project, not from the context of the build");
            }
            Unwatched::Excluded { pattern, place: excluded } => {
                checker
                    .report_at(place, format!("no change of `{path}` is noticed: the ignore file excludes it"))
                    .label_at(excluded, format!("`{pattern}` is not watched either"))
                    .help("watch what the image is built from; what has to be watched cannot be in the ignore file");
            }
            Unwatched::Mounted(mount) => {
                let finding = checker
                    .report_at(place, format!("no change of `{path}` is noticed: it is mounted as well"))
                    .help("take the mount away: what is watched is copied into the container");
                if let Some(source) = mount.host_path() {
                    finding.label_at(source.place, "is mounted here");
                }
            }
        }
    }
}
