//! Dockerfiles whose sources lie in a folder above their context: they are written to be built there.
//!
//! Said only where several sources are missing and every source that is named is found below one and the same folder
//! above. Start with [`Build::sources_above`].

use super::{BuildContext, Sought};
use crate::model::Build;
use crate::model::rebuild::{ContextRead, Pattern};

/// The folders above that are looked at, as ways from the context.
const ABOVE: &[&str] = &["..", "../..", "../../.."];

/// So many sources are looked for.
const MOST_SOURCES: usize = 200;

/// So many are missing at least.
const LEAST_MISSING: usize = 2;

/// The folder above a context that has all that a Dockerfile names.
#[derive(Clone, Debug)]
pub struct SourcesAbove {
    /// The way to it from the context: `../..`.
    pub way: &'static str,
    /// The first source that the context does not have.
    pub first: ContextRead,
}

impl SourcesAbove {
    /// That folder and the context, as they are shown to people.
    pub fn folders(&self, context: &dyn BuildContext) -> (String, String) {
        let shown = |path: &str| match context.shown(path).trim_end_matches('/') {
            "" => ".".to_owned(),
            folder => folder.to_owned(),
        };
        (shown(self.way), shown(""))
    }
}

impl Build {
    /// The folder above the context that has the sources which the context does not have.
    pub fn sources_above(&self, context: &dyn BuildContext) -> Option<SourcesAbove> {
        let tree = context.tree()?;
        let reads = self.steps.iter().flat_map(|step| self.context_reads(step));
        let named = reads.filter_map(|read| Some((literal_path(&read)?, read)));
        let named: Vec<(String, ContextRead)> = named.take(MOST_SOURCES).collect();
        let missing = || named.iter().filter(|(_, read)| tree.sought(read) == Sought::Missing);
        let (first_path, first) = missing().next()?;
        if missing().filter(|(path, _)| path != first_path).count() + 1 < LEAST_MISSING {
            return None;
        }
        let has_all =
            |way: &str| named.iter().all(|(path, _)| context.has_above(&format!("{way}/{path}")) == Some(true));
        let way = ABOVE.iter().copied().find(|way| has_all(way))?;
        Some(SourcesAbove { way, first: first.clone() })
    }
}

/// What a source names as far as it is no pattern; `None` where nothing is left of it.
fn literal_path(read: &ContextRead) -> Option<String> {
    let parts = read.pattern.as_ref()?.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).take_while(|part| !Pattern::is_wild(part)).collect();
    let is_inside = !read.written.starts_with("..") && !parts.is_empty();
    is_inside.then(|| parts.join("/"))
}
