//! What a container comes from, and how much of that still runs in it.
//!
//! Three questions, each narrower than the one before: which image its files come from ([`Container::origin_image`]),
//! whether that one's own entrypoint starts it ([`Container::starting_image`]), and whether it runs what that one is for
//! ([`Container::known_service`]).

use super::Container;
use crate::knowledge::images::{self, Image};
use crate::knowledge::services::{self, KnownService};
use crate::model::Base;
use crate::model::stack::health::runs_own_server;
use crate::syntax::image_ref::ImageRef;
use crate::text::Place;

impl Container<'_> {
    /// The image that its files come from, whatever starts in them: the one that is pulled, or the one that the first
    /// stage behind its image is built upon.
    pub fn origin_image(&self) -> Option<ImageRef> {
        if self.image.is_none() {
            return self.stack.pulled_image_of(self.service).cloned();
        }
        let (build, stage) = self.stage()?;
        match build.root_base(stage) {
            Base::Image(image) => Some(image.value.clone()),
            Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => None,
        }
    }

    /// What the image is known for that its files come from.
    pub fn known_origin(&self) -> Option<&'static KnownService> {
        services::lookup(self.origin_image()?.normalized())
    }

    /// Where that image is named, to point at: in its Dockerfile, or in its service.
    pub fn origin_place(&self) -> Place {
        let base = self.stage().and_then(|(build, stage)| {
            let root = build.lineage(stage).last().unwrap_or(stage);
            self.place(root.base_span)
        });
        let image = || self.service.image.as_ref().map(|image| image.place);
        base.or_else(image).unwrap_or(self.service.name.place)
    }

    /// The image that its files come from, as long as its own entrypoint starts the container; with whatever command.
    pub fn starting_image(&self) -> Option<ImageRef> {
        if self.service.entrypoint.is_some() || self.service.provider.is_some() {
            return None;
        }
        let replaces = self.stage().is_some_and(|(build, stage)| build.start(stage).replaces_entrypoint);
        self.origin_image().filter(|_| !replaces)
    }

    /// What it is known to run: what the image that is pulled is known for, or the one that it is built upon, as long as
    /// its own program runs by its own command.
    pub fn known_service(&self) -> Option<&'static KnownService> {
        let Some((build, stage)) = self.stage() else { return self.stack.known_service(self.service) };
        let start = build.start(stage);
        let keeps = !start.replaces_entrypoint && start.command.is_none() && runs_own_server(self.service);
        self.known_origin().filter(|_| keeps)
    }

    /// What is known of an image that is pulled.
    pub(super) fn with_pulled_image<T>(&self, ask: impl FnOnce(Image<'_>) -> T) -> Option<T> {
        let image = self.stack.pulled_image_of(self.service)?;
        images::lookup(image.normalized(), image.tag()).map(ask)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Container;
    use crate::model::containers::testing::project;

    /// Whether its files come from PostgreSQL, its entrypoint starts it, and it runs that.
    fn answers(keys: &str, dockerfile: &str) -> [bool; 3] {
        let project = project(&format!("services: {{app: {{{keys}}}}}"), dockerfile);
        let Some(container) = Container::all(&project).next() else { return [false; 3] };
        [container.known_origin().is_some(), container.starting_image().is_some(), container.known_service().is_some()]
    }

    #[test]
    fn less_and_less_is_left_of_an_image() {
        let base = "FROM postgres:18\nCOPY a /docker-entrypoint-initdb.d/\n";
        assert_eq!(answers("build: .", base), [true, true, true]);
        assert_eq!(answers("build: .", &format!("{base}CMD [\"psql\"]")), [true, true, false]);
        assert_eq!(answers("build: ., command: [psql]", base), [true, true, false]);
        assert_eq!(answers("build: ., entrypoint: [psql]", base), [true, false, false]);
        assert_eq!(answers("build: .", &format!("{base}ENTRYPOINT [\"psql\"]")), [true, false, false]);
        assert_eq!(answers("image: 'postgres:18'", base), [true, true, true]);
        assert_eq!(answers("build: .", "FROM scratch"), [false, false, false]);
    }
}
