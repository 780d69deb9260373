//! Which programs there are in a container.
//!
//! Answers are `Some` only where nothing that could change them is hidden: what is mounted where programs are, and what
//! the service installs before it starts, make them `None`. Start with [`Container::has_program`].

use super::Container;
use crate::knowledge::images::{Distribution, Image};
use crate::model::files::contents::PROGRAM_DIRECTORIES;
use crate::model::start::health::http_probe;
use crate::syntax::compose::ast::CommandLine;

/// Words of a command that may bring programs into a container before its server starts.
const INSTALLERS: &[&str] = &["apk", "apt", "apt-get", "dnf", "install", "microdnf", "pip", "yum"];

impl Container<'_> {
    /// Whether the program is in the container; `None` where that is not known.
    pub fn has_program(&self, name: &str) -> Option<bool> {
        match self.image_has(name) {
            Some(false) if self.may_get(name) => None,
            answer => answer,
        }
    }

    /// Whether there is surely no shell for what is written as one text: neither `sh` nor one that SHELL names.
    pub fn lacks_shell(&self) -> bool {
        let names_one = self.stage().is_some_and(|(_, stage)| stage.after.shell.is_some());
        !names_one && !self.distribution().is_windows() && self.has_program("sh") == Some(false)
    }

    /// A command line that asks `url` for an answer with a program that the container surely has.
    pub fn http_probe(&self, url: &str) -> Option<Vec<String>> {
        match self.stage() {
            Some((build, stage)) => build.http_probe(stage, url),
            None => http_probe(self.distribution(), |name| self.image_has(name) == Some(true), url),
        }
    }

    /// What its files come from.
    pub fn distribution(&self) -> Distribution {
        let facts = |image: Image<'_>| image.facts.distribution;
        match self.stage() {
            Some((build, stage)) => build.base_image(stage).map_or(Distribution::Unknown, facts),
            None => self.with_pulled_image(facts).unwrap_or(Distribution::Unknown),
        }
    }

    fn image_has(&self, name: &str) -> Option<bool> {
        if !self.stack.is_whole(self.service) {
            return None;
        }
        match self.stage() {
            Some((build, stage)) => build.has_program(stage, name),
            None => self.with_pulled_image(|image| image.has_tool(name)).flatten(),
        }
    }

    /// Whether the service may bring the program: by a mount, or by what it runs first.
    fn may_get(&self, name: &str) -> bool {
        let is_program = |path: &str| {
            let path = path.trim_end_matches('/');
            PROGRAM_DIRECTORIES.contains(&path) || path.is_empty() || path.rsplit('/').next() == Some(name)
        };
        let service = self.service;
        let targets = service.volumes.iter().map(|mount| mount.target.value.as_str());
        let configs = service.configs.iter().filter_map(|grant| grant.target.as_ref());
        if targets.chain(configs.map(|target| target.value.as_str())).any(is_program) {
            return true;
        }
        let lines = [&service.entrypoint, &service.command].into_iter().flatten();
        let mut words = lines.flat_map(CommandLine::texts).flat_map(|text| text.split([' ', '\n', ';', '&', '|']));
        words.any(|word| INSTALLERS.contains(&word))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::stack::Stack;
    use crate::model::{Container, NoContext, Project};
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn has(keys: &str, name: &str) -> Option<bool> {
        let text = format!("services: {{app: {{{keys}}}}}");
        let mut project = Project::of_dockerfiles(Vec::new(), &NoContext);
        project.stack = Some(Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new()));
        Container::all(&project).next().and_then(|container| container.has_program(name))
    }

    #[test]
    fn programs_are_those_of_the_image_and_what_comes_to_it() {
        assert_eq!(has("image: 'redis:8-alpine'", "curl"), Some(false));
        assert_eq!(has("image: 'redis:8-alpine'", "wget"), Some(true));
        assert_eq!(has("image: 'example/api:1'", "curl"), None);
        for keys in [
            "image: 'redis:8-alpine', volumes: [{type: bind, source: ./curl, target: /usr/local/bin/curl}]",
            "image: 'redis:8-alpine', command: [sh, -c, 'apk add curl; redis-server']",
        ] {
            assert_eq!(has(keys, "curl"), None, "{keys}");
        }
    }
}
