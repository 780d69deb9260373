//! What several rules say of users that are missing: the line that creates one.

use crate::knowledge::images::{Distribution, Image};

/// The RUN that creates a user in the base image; `None` where it has no program for it, or is not known.
pub fn user_creation(image: Option<Image<'_>>, name: &str) -> Option<String> {
    match image?.facts.distribution {
        Distribution::Alpine | Distribution::Busybox => Some(format!("RUN adduser -D -H -u 10001 {name}")),
        Distribution::Debian
        | Distribution::Ubuntu
        | Distribution::RedHat
        | Distribution::Suse
        | Distribution::Arch
        | Distribution::Photon => Some(format!("RUN useradd --no-create-home --uid 10001 {name}")),
        Distribution::Wolfi
        | Distribution::Distroless
        | Distribution::DistrolessDebug
        | Distribution::Bare
        | Distribution::WindowsServer
        | Distribution::NanoServer
        | Distribution::Unknown => None,
    }
}
