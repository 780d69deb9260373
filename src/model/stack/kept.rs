//! Answers about one service that many rules ask for, kept until all have asked.
//!
//! Each is given out by the method of its own module, which alone looks inside. What is kept follows from what the
//! project was when it was read: whoever changes the typed project makes these anew. Start with [`Stack::kept`].

use super::health_commands::ReadCheck;
use super::{Endpoint, Stack};
use crate::knowledge::services::KnownService;
use crate::model::known::Known;
use crate::syntax::compose::ast::Service;
use crate::syntax::image_ref::ImageRef;

/// What is kept of one service.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) pulled_image: Known<Option<ImageRef>>,
    pub(super) known_service: Known<Option<&'static KnownService>>,
    pub(super) is_one_shot: Known<bool>,
    pub(super) runs_windows: Known<bool>,
    pub(super) health_check: Known<Option<ReadCheck>>,
    pub(super) endpoints: Known<Vec<Endpoint>>,
    /// The numbers of the services behind endpoints, each with the number of the endpoint.
    pub(super) peers: Known<Vec<(usize, usize)>>,
}

impl Stack {
    /// What is kept of a service of this project.
    pub(super) fn kept(&self, service: &Service) -> Option<&Kept> {
        self.kept.get(service.number)
    }
}

/// Room for the services of a project.
pub(super) fn room(services: usize) -> Vec<Kept> {
    (0..services).map(|_| Kept::default()).collect()
}
