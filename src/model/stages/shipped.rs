//! Which image of a file is the one to judge.
//!
//! Knows that the last stage is built, unless it is there to develop with and one above is there to run: whoever
//! ships that file names the other one. Start with [`Build::stage_to_ship`].

use crate::model::{Build, Stage};

impl Build {
    /// The stage that is there to run, though one to develop with comes last: the only one that says what its
    /// containers do, or else the only one of use, where its base image is a service.
    pub fn stage_to_ship(&self) -> Option<&Stage> {
        let last = self.stages.last().filter(|last| self.is_named_for_development(last))?;
        self.stage_to_run(last).or_else(|| {
            let is_meant = |stage: &&Stage| !self.is_workshop(stage) && !self.is_named_for_development(stage);
            let mut leaves = self.leaf_stages().into_iter().filter(|stage| stage.id < last.id).filter(is_meant);
            let serves = |stage: &&Stage| self.base_image(stage).is_some_and(|image| image.facts.service);
            leaves.next().filter(|_| leaves.next().is_none()).filter(serves)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn target(name: &str, text: &str) -> Option<u32> {
        let source = Source::new(name, text.as_bytes().to_vec());
        Project::of_dockerfiles(vec![source], &NoContext).builds[0].target.map(|id| id.0)
    }

    #[test]
    fn a_stage_to_develop_with_is_not_what_is_shipped() {
        let web = "FROM node AS build\nFROM nginx\nCOPY --from=build /a /b\nFROM build AS dev\nCMD npm run dev\n";
        assert_eq!(target("Dockerfile", web), Some(1));
        assert_eq!(target("Dockerfile.dev", web), Some(2));
        assert_eq!(target("Dockerfile", "FROM a AS app\nCMD a\nFROM app AS test\nRUN b\n"), Some(0));
        assert_eq!(target("Dockerfile", "FROM node AS build\nFROM build AS dev\n"), Some(1));
    }
}
