//! Which files are checked together.
//!
//! A Dockerfile is a project of its own, and so is an ignore file. The Compose file that Docker Compose finds by itself is one together with the
//! override file beside it, named or found: that is what runs. A file that only changes services of that one, as a
//! `compose.prod.yaml` does, is checked as it is used, merged over it; any other Compose file is checked alone.
//! Start with [`units`].

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::discover::{Input, Kind};
use crate::model::stack::ProjectFiles;
use crate::model::stack::names::{base_beside, merged_with, override_beside};
use crate::syntax::yaml::{self, Node};
use crate::text::Source;

/// Files that are checked together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The file that was named or found.
    pub input: Input,
    /// The Compose files that are merged, in this order, by the paths they are shown by; none for a Dockerfile.
    pub merged: Vec<PathBuf>,
    /// Whether findings in the other files are left out: nobody asked about those.
    pub is_only_input: bool,
}

impl Unit {
    /// Whether the file is merged over another one that is a project without it.
    pub fn is_overlay(&self) -> bool {
        self.merged.first().is_some_and(|first| first != Path::new(&self.input.shown))
    }
}

/// The projects that some files make; `kept` goes along with each.
pub fn units<T>(inputs: Vec<(Input, T)>, files: &dyn ProjectFiles) -> Vec<(Unit, T)> {
    let all: HashSet<String> = inputs.iter().map(|(input, _)| input.shown.clone()).collect();
    let unit = |(input, kept): (Input, T)| Some((unit(input, &|shown| all.contains(shown), files)?, kept));
    inputs.into_iter().filter_map(unit).collect()
}

/// The project of one file; `None` where another one has it.
pub fn unit(input: Input, is_checked: &dyn Fn(&str) -> bool, files: &dyn ProjectFiles) -> Option<Unit> {
    if input.kind != Kind::Compose {
        return Some(Unit { input, merged: Vec::new(), is_only_input: false });
    }
    let own = PathBuf::from(&input.shown);
    if let Some(base) = base_beside(&own, files).filter(|base| *base != own) {
        let is_override = override_beside(&own, files).as_ref() == Some(&own);
        let is_named = input.searched.is_none();
        let has_project = is_checked(&base.to_string_lossy());
        if is_override && has_project && !is_named {
            return None;
        }
        if is_override || is_overlay(&own, &base, files) {
            return Some(Unit { input, merged: vec![base, own], is_only_input: is_named || !has_project });
        }
    }
    let merged = merged_with(&own, files);
    Some(Unit { input, merged, is_only_input: false })
}

/// Whether a file cannot stand alone and fits over another one: it has no services, or some without an image, and those
/// are services of the other.
fn is_overlay(path: &Path, base: &Path, files: &dyn ProjectFiles) -> bool {
    let Some(own) = services(path, files) else { return false };
    let mut bare = own.iter().filter(|service| !service.stands_alone).peekable();
    if bare.peek().is_none() {
        return own.is_empty();
    }
    let Some(base) = services(base, files) else { return false };
    let names: HashSet<&str> = base.iter().map(|service| service.name.as_str()).collect();
    bare.all(|service| names.contains(service.name.as_str()))
}

/// A service as far as its file tells.
struct Service {
    name: String,
    /// Whether it says what it runs, or takes it from elsewhere.
    stands_alone: bool,
}

/// The services of a file; `None` where it cannot be read or takes some from other files.
fn services(path: &Path, files: &dyn ProjectFiles) -> Option<Vec<Service>> {
    let source = Source::new("", files.read(path).ok()?);
    let tree = yaml::parse(source.text()).tree;
    let root = tree.root()?;
    if root.get("include").is_some() {
        return None;
    }
    let entries = root.get("services").and_then(Node::entries).unwrap_or_default();
    let service = |entry: &yaml::Entry| {
        let stands_alone = match entry.value.entries() {
            Some(_) => ["image", "build", "extends", "provider", "<<"].iter().any(|key| entry.value.get(key).is_some()),
            // An alias may bring anything.
            None => entry.value.as_str().is_none(),
        };
        Some(Service { name: entry.key.as_str()?.to_owned(), stands_alone })
    };
    Some(entries.iter().filter_map(service).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::stack::FileError;

    struct Texts(&'static [(&'static str, &'static str)]);

    impl ProjectFiles for Texts {
        fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
            let found = self.0.iter().find(|(name, _)| Path::new(name) == path);
            found.map(|(_, text)| text.as_bytes().to_vec()).ok_or(FileError::Missing)
        }

        fn exists(&self, path: &Path) -> Option<bool> {
            Some(self.read(path).is_ok())
        }
    }

    const BASE: &str = "services:\n  web:\n    image: x\n";
    const OVERLAY: &str = "services:\n  web:\n    restart: always\n";
    const SHOP: Texts = Texts(&[
        ("shop/compose.yaml", BASE),
        ("shop/docker-compose.override.yml", OVERLAY),
        ("shop/compose.prod.yaml", OVERLAY),
        ("shop/compose.other.yaml", BASE),
        ("shop/compose.foreign.yaml", "services:\n  db:\n    restart: always\n"),
        ("lone/compose.prod.yaml", OVERLAY),
    ]);

    fn units_of(paths: &[&str], is_named: bool) -> Vec<(String, String, bool)> {
        let input = |path: &&str| Input {
            path: PathBuf::from(path),
            shown: (*path).to_owned(),
            searched: (!is_named).then(|| PathBuf::from(".")),
            kind: Kind::Compose,
        };
        let units = units(paths.iter().map(|path| (input(path), ())).collect(), &SHOP);
        let told = |(unit, ()): (Unit, ())| {
            let merged: Vec<String> = unit.merged.iter().map(|path| path.display().to_string()).collect();
            (unit.input.shown.clone(), merged.join(" "), unit.is_only_input)
        };
        units.into_iter().map(told).collect()
    }

    fn alone(path: &str) -> (String, String, bool) {
        (path.to_owned(), path.to_owned(), false)
    }

    fn over(path: &str, is_only_input: bool) -> (String, String, bool) {
        (path.to_owned(), format!("shop/compose.yaml {path}"), is_only_input)
    }

    #[test]
    fn a_folder_is_as_many_projects_as_it_has_uses() {
        let paths = SHOP.0.iter().map(|(path, _)| *path).collect::<Vec<_>>();
        let base =
            ("shop/compose.yaml".to_owned(), "shop/compose.yaml shop/docker-compose.override.yml".to_owned(), false);
        assert_eq!(
            units_of(&paths, false),
            [
                base,
                over("shop/compose.prod.yaml", false),
                alone("shop/compose.other.yaml"),
                alone("shop/compose.foreign.yaml"),
                alone("lone/compose.prod.yaml"),
            ]
        );
    }

    #[test]
    fn a_named_file_is_checked_as_it_is_used() {
        assert_eq!(units_of(&["shop/compose.prod.yaml"], true), [over("shop/compose.prod.yaml", true)]);
        let path = "shop/docker-compose.override.yml";
        assert_eq!(units_of(&[path], true), [over(path, true)]);
        assert_eq!(units_of(&["shop/compose.yaml"], true)[0].1, "shop/compose.yaml shop/docker-compose.override.yml");
    }

    #[test]
    fn a_found_override_whose_project_is_left_out_is_checked() {
        let path = "shop/docker-compose.override.yml";
        assert_eq!(units_of(&[path], false), [over(path, true)]);
    }
}
