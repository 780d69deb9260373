//! Whose a directory is, at a point of a stage.
//!
//! Knows what the steps up to there made, and the directories that every image has; where neither tells, nothing is
//! known. Filled by the walk over the steps in `ownership`. Start with [`Directories`].

use std::collections::{HashMap, HashSet};

use crate::model::StepId;

/// Directories of root in every image.
pub(in crate::model) const SYSTEM: &[&str] = &[
    "/",
    "/bin",
    "/etc",
    "/home",
    "/lib",
    "/media",
    "/mnt",
    "/opt",
    "/root",
    "/sbin",
    "/srv",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/sbin",
    "/usr/share",
    "/usr/src",
    "/var",
    "/var/lib",
    "/var/log",
];

/// Directories that images of languages have, as often as not for everybody to write to.
const OF_LANGUAGES: &[&str] = &[
    "/app",
    "/cargo",
    "/deno-dir",
    "/go",
    "/ms-playwright",
    "/opt",
    "/rustup",
    "/src",
    "/usr/local",
    "/usr/share",
    "/usr/src",
    "/var",
    "/work",
    "/workspace",
];

/// What is known at a point of a stage.
#[derive(Default)]
pub(in crate::model) struct Directories {
    /// Directories that are surely there, with their owner and the step that made them.
    pub made: HashMap<String, (String, StepId)>,
    /// Directories of which nothing is known, nor of what is below.
    pub unsure: HashSet<String>,
    /// Directories into which files of other owners were copied.
    pub mixed: HashSet<String>,
    /// Whether anything may have happened.
    pub is_lost: bool,
    pub is_language: bool,
}

impl Directories {
    /// The owner of a directory, or of the one above it in which it would have to be made; with the path of that.
    pub fn owner<'p>(&self, path: &'p str) -> Option<(&'p str, String, Option<StepId>)> {
        if self.is_lost || ancestors(path).any(|above| self.unsure.contains(above)) {
            return None;
        }
        for above in ancestors(path) {
            if let Some((owner, step)) = self.made.get(above) {
                return Some((above, owner.clone(), Some(*step)));
            }
            if SYSTEM.contains(&above) {
                return Some((above, "root".to_owned(), None));
            }
            let is_home = above.starts_with("/home/");
            if is_home || self.is_language && OF_LANGUAGES.contains(&above) || above.starts_with("/tmp") {
                return None;
            }
        }
        None
    }

    /// Notes that a directory is there, and made now unless it was there before.
    pub fn make(&mut self, path: &str, owner: Option<&str>, step: StepId) {
        let Some(owner) = owner else {
            self.unsure.insert(path.to_owned());
            return;
        };
        for above in ancestors(path) {
            if SYSTEM.contains(&above) || self.made.contains_key(above) {
                return;
            }
            let is_home = above.strip_prefix("/home/").is_some_and(|rest| !rest.contains('/'));
            if is_home || above.starts_with("/tmp") || above.starts_with("/var") {
                return;
            }
            // It may come with the base image.
            if self.is_language && OF_LANGUAGES.contains(&above) && !matches!(above, "/app" | "/src" | "/usr/src") {
                self.unsure.insert(above.to_owned());
                return;
            }
            self.made.insert(above.to_owned(), (owner.to_owned(), step));
        }
    }
}

/// A path and those above it, nearest first.
pub(in crate::model) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.starts_with('/').then_some(path), |path| match path.rfind('/')? {
        _ if *path == "/" => None,
        0 => Some("/"),
        at => path.get(..at),
    })
}
