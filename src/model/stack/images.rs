//! What the images of services are.

use super::Stack;
use crate::knowledge::services::{self, KnownService};
use crate::syntax::compose::ast::Service;
use crate::syntax::image_ref::ImageRef;

impl Stack {
    /// The image that a service names; `None` where it names none, or where a variable that nothing sets is in it.
    /// Beside `build` this is what the built image is called, not what is in it: see [`Stack::pulled_image_of`].
    pub fn image_of(&self, service: &Service) -> Option<ImageRef> {
        let image = service.image.as_ref().filter(|image| image.is_known())?;
        ImageRef::parse(&image.value)
    }

    /// The image that a service runs as it was published: it is not built here.
    pub fn pulled_image_of(&self, service: &Service) -> Option<ImageRef> {
        self.image_of(service).filter(|_| service.build.is_none())
    }

    /// What is known of what a service runs, by its image.
    pub fn known_service(&self, service: &Service) -> Option<&'static KnownService> {
        services::lookup(self.pulled_image_of(service)?.normalized())
    }

    /// Whether a service keeps data: a database, a search engine, a queue.
    pub fn is_database(&self, service: &Service) -> bool {
        self.known_service(service).is_some_and(|known| known.kind == services::ServiceKind::Database)
    }
}
