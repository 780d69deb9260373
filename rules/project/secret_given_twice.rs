//! Secrets that an image is given as a variable and as a file, and that it refuses.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::containers::Setting;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-given-twice",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_given_twice.md"),
    check: Check::Container(check),
};

/// What stands behind the name of a variable that names a file; the longer one first.
const SUFFIXES: &[&str] = &["__FILE", "_FILE"];

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    for (file, name) in names(container) {
        if !container.refuses_both(&name) {
            continue;
        }
        let (plain, named) = (container.setting(&name), container.setting(&file));
        let (true, true) = (plain.is_given(), named.is_given()) else { continue };
        let is_in_image = |place: &Place| container.dockerfile().is_some_and(|file| file.id == place.file);
        let (plain, named) = (place_of(&plain), place_of(&named));
        let Some(place) = plain.filter(|place| !is_in_image(place)).or(named) else { continue };
        let message = format!("the image refuses to start: both `{name}` and `{file}` are set");
        let finding = checker.report_at(place, message).help(format!("leave `{name}` out: the file keeps it secret"));
        match (plain, named) {
            (Some(plain), _) if plain != place => drop(finding.label_at(plain, format!("`{name}`"))),
            (_, Some(named)) if named != place => drop(finding.label_at(named, format!("`{file}`"))),
            _ => {}
        }
    }
}

/// The variables that name a file, each with the one that it is in place of.
fn names(container: &Container<'_>) -> Vec<(String, String)> {
    let own = container.service.environment.iter().map(|variable| variable.name.value.as_str());
    let files = container.service.env_files.iter();
    let files = files.filter_map(|file| container.stack.inventory.of_env_file(&file.path.value));
    let all = own.chain(files.flat_map(|file| file.naming_files().iter().map(String::as_str)));
    let plain = |file: &str| {
        let name = SUFFIXES.iter().find_map(|suffix| file.strip_suffix(suffix))?;
        Some((file.to_owned(), name.to_owned()))
    };
    let mut found: Vec<(String, String)> = all.filter_map(plain).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn place_of(setting: &Setting) -> Option<Place> {
    match setting {
        Setting::Set { place, .. } => *place,
        Setting::Absent | Setting::Unknown => None,
    }
}
