//! What rules say of users that are missing: the line that creates one, and what has to be given to it.

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

/// What else has to be done where nothing is known of what the service writes, and there is a `chown` to do it.
pub fn ownership(distribution: Distribution, directories: &[String], user: &str) -> String {
    match distribution {
        Distribution::Distroless
        | Distribution::DistrolessDebug
        | Distribution::Bare
        | Distribution::WindowsServer
        | Distribution::NanoServer => String::new(),
        _ if !directories.is_empty() => String::new(),
        _ => format!("; it must own what the service writes to (`RUN chown -R {user} ...` before USER)"),
    }
}

/// The line that gives the directories in which the image keeps its data to the user.
pub fn handed_over(directories: &[String], user: &str) -> String {
    if directories.is_empty() {
        return String::new();
    }
    let all = directories.join(" ");
    format!("\nRUN mkdir -p {all} && chown -R {user} {all}")
}
