//! The lists of packages that pip reads, as far as the context has them.
//!
//! Read once, when a build is resolved, for the image that is built. Start with [`Build::requirement_lists`].

use crate::knowledge::python::SOURCES;
use crate::model::installs::development::lists;
use crate::model::start::entry;
use crate::model::{Build, BuildContext, StepId};

/// A list of packages: `requirements.txt`.
#[derive(Clone, Debug)]
pub struct RequirementList {
    /// The step that installs it.
    pub step: StepId,
    /// Its text; `None` where it could not be read.
    pub text: Option<String>,
}

/// How many lists are read.
const MOST_LISTS: usize = 8;

/// Reads the lists that the image which is built installs.
pub(in crate::model) fn read(build: &Build, context: &dyn BuildContext) -> Vec<RequirementList> {
    let Some(target) = build.target_stage() else { return Vec::new() };
    let steps = build.image_steps(target).into_iter();
    let orders = steps.flat_map(|step| build.orders_of(step).map(move |order| (step, order)));
    let words = orders.flat_map(|(step, order)| lists(&order).into_iter().map(move |word| (step, word)));
    let read = words.take(MOST_LISTS).map(|(step, word)| {
        let path = build.expanded(step, word).map(|path| path.trim_start_matches("./").to_owned());
        let text = path.and_then(|path| entry::find(build, step, &path, context)).map(|(_, text)| text);
        RequirementList { step: step.id, text }
    });
    read.collect()
}

impl Build {
    /// The lists of packages that the image which is built installs with pip.
    pub fn requirement_lists(&self) -> &[RequirementList] {
        &self.requirement_lists
    }
}

impl RequirementList {
    /// Whether it names a package that has to be compiled, or one that git fetches; `None` where that is not known:
    /// it was not read, or it names further lists.
    pub fn needs_tools(&self) -> Option<bool> {
        let lines =
            || self.text.as_deref().map(|text| text.lines().map(str::trim).filter(|line| !line.starts_with('#')));
        let needs = lines()?.any(|line| line.contains("git+") || is_source(line));
        let names_others = lines()?.any(|line| line.starts_with("-r") || line.starts_with("--requirement"));
        (needs || !names_others).then_some(needs)
    }
}

/// Whether a requirement is a package that comes as sources only.
pub fn is_source(requirement: &str) -> bool {
    let end = requirement.find(|c: char| !c.is_alphanumeric() && !"-_.".contains(c)).unwrap_or(requirement.len());
    let name = requirement.get(..end).unwrap_or_default().to_lowercase().replace(['_', '.'], "-");
    SOURCES.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{RequirementList, is_source};
    use crate::model::StepId;

    fn needs(text: &str) -> Option<bool> {
        RequirementList { step: StepId(0), text: Some(text.to_owned()) }.needs_tools()
    }

    #[test]
    fn lists_tell_what_they_need() {
        assert_eq!(needs("flask==3.1.2\n# uwsgi\n"), Some(false));
        assert_eq!(needs("flask\nuWSGI>=2 # server"), Some(true));
        assert_eq!(needs("-r base.txt\napp @ git+https://github.com/example/app"), Some(true));
        assert_eq!(needs("-r base.txt"), None);
        assert!(is_source("mysqlclient~=2.2") && !is_source("psycopg2-binary") && !is_source("flask"));
    }
}
