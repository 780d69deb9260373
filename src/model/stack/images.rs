//! What the images of services are.

use std::collections::HashMap;

use super::Stack;
use crate::knowledge::services::{self, KnownService};
use crate::model::NamedImage;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::Service;
use crate::syntax::image_ref::ImageRef;

impl Stack {
    /// The image that a service names; `None` where it names none, or where a variable that nothing sets is in it.
    /// Beside `build` this is what the built image is called, not what is in it: see [`Stack::pulled_image_of`].
    pub fn image_of(&self, service: &Service) -> Option<ImageRef> {
        let image = service.image.as_ref().filter(|image| image.is_known())?;
        ImageRef::parse(&image.value)
    }

    /// The image that a service runs as it was published: neither it nor another service builds one of that name.
    pub fn pulled_image_of(&self, service: &Service) -> Option<&ImageRef> {
        self.kept(service)?.pulled_image.get(|| self.found_pulled_image(service)).as_ref()
    }

    fn found_pulled_image(&self, service: &Service) -> Option<ImageRef> {
        let image = self.image_of(service).filter(|_| service.build.is_none())?;
        let built = self.built_images();
        (built.is_empty() || !built.contains_key(&image.complete())).then_some(image)
    }

    /// The services that build what another one runs without a `build` of its own: they give their image the very name
    /// that it asks for. None where it is pulled anew although it is there.
    ///
    /// Source: `isServiceImageToBuild` in <https://github.com/docker/compose/blob/main/pkg/compose/pull.go>
    pub fn builders_of(&self, service: &Service) -> impl Iterator<Item = &Service> {
        let policy = service.pull_policy.as_ref();
        let stays = policy.is_none_or(|it| it.is_known() && matches!(it.value.as_str(), "missing" | "never" | "build"));
        let is_asked = service.build.is_none() && stays && !self.built_images().is_empty();
        let image = is_asked.then(|| self.image_of(service)).flatten();
        let numbers = image.and_then(|image| self.built_images().get(&image.complete())).into_iter().flatten();
        numbers.filter_map(|number| self.project.services.get_index(*number)).map(|(_, service)| service)
    }

    fn built_images(&self) -> &HashMap<String, Vec<usize>> {
        self.built_images.get(|| {
            let mut found: HashMap<String, Vec<usize>> = HashMap::new();
            for (number, service) in self.services().enumerate() {
                let Some(build) = &service.build else { continue };
                for name in service.image.iter().chain(&build.tags).filter(|name| name.is_known()) {
                    let Some(image) = ImageRef::parse(&name.value) else { continue };
                    let builders = found.entry(image.complete()).or_default();
                    if builders.last() != Some(&number) {
                        builders.push(number);
                    }
                }
            }
            found
        })
    }

    /// The image that a service names, without tag and digest and as far as it is written: variables that nothing
    /// sets leave nothing behind. `None` where nothing of it is left.
    pub fn written_repository_of<'a>(&self, service: &'a Service) -> Option<&'a str> {
        let text = service.image.as_ref()?.value.as_str();
        let text = text.split_once('@').map_or(text, |(name, _)| name);
        let name = text.rfind('/').map_or(0, |slash| slash + 1);
        let end = text.get(name..)?.find(':').map_or(text.len(), |colon| name + colon);
        let is_named = text.get(name..end).is_some_and(|name| !name.is_empty());
        text.get(..end).filter(|_| is_named)
    }

    /// What is known of what a service runs, by its image.
    pub fn known_service(&self, service: &Service) -> Option<&'static KnownService> {
        let find = || services::lookup(self.pulled_image_of(service)?.normalized());
        *self.kept(service)?.known_service.get(find)
    }

    /// Whether a service keeps data: a database, a search engine, a queue.
    pub fn is_database(&self, service: &Service) -> bool {
        self.known_service(service).is_some_and(|known| known.kind == services::ServiceKind::Database)
    }

    /// Every image that services run as it was published, in the order they are named. One that another service of the
    /// project builds under that name is none.
    pub fn pulled_images(&self) -> Vec<PulledImage<'_>> {
        let mut numbers: HashMap<&ImageRef, usize> = HashMap::new();
        let mut found: Vec<PulledImage<'_>> = Vec::new();
        for service in self.services() {
            let (Some(image), Some(written)) = (self.pulled_image_of(service), &service.image) else { continue };
            let number = *numbers.entry(image).or_insert(found.len());
            match found.get_mut(number) {
                // Through an anchor or `extends` the same place names it for several services.
                Some(known) if known.uses.last().is_some_and(|(_, other)| other.place == written.place) => {}
                Some(known) => known.uses.push((service, written)),
                None => found.push(PulledImage { image, uses: vec![(service, written)] }),
            }
        }
        found
    }
}

/// An image that is pulled, and every place of the project that names it.
#[derive(Debug)]
pub struct PulledImage<'a> {
    /// The image, variables replaced.
    pub image: &'a ImageRef,
    /// The services that run it, each with the place that names it; a place is there once.
    pub uses: Vec<(&'a Service, &'a Located<String>)>,
}

impl PulledImage<'_> {
    /// What is known of it.
    pub fn named(&self) -> NamedImage<'_> {
        NamedImage { image: self.image, uses: Vec::new() }
    }
}
