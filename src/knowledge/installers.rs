//! Scripts that install well-known programs, and other ways to get these programs into an image.
//!
//! Knows addresses and images, nothing of commands. Start with [`Installer`].

use super::images::{Image, Kind, Libc};

/// A script that many pipe into a shell.
#[derive(Clone, Copy, Debug)]
pub struct Installer {
    /// A part of its address.
    address: &'static str,
    /// What brings the program into an image without it.
    instead: &'static str,
    /// The image that has the program already, where there is one to start from.
    image: Option<&'static str>,
}

const INSTALLERS: &[Installer] = &[
    installer("astral.sh/uv", "COPY --from=ghcr.io/astral-sh/uv:VERSION /uv /uvx /usr/local/bin/"),
    installer("bootstrap.pypa.io", "install the distribution's `python3-pip`").of("python"),
    installer("bun.sh/install", "COPY --from=oven/bun:VERSION /usr/local/bin/bun /usr/local/bin/"),
    installer("cpanmin.us", "install the distribution's `cpanminus`"),
    installer(
        "deb.nodesource.com",
        "COPY --from=node:VERSION /usr/local/bin/node /usr/local/bin/, or add the repository with its key: `signed-by=` in its sources file",
    )
    .of("node"),
    installer("deno.land", "COPY --from=denoland/deno:bin-VERSION /deno /usr/local/bin/"),
    installer("get.docker.com", "COPY --from=docker:VERSION-cli /usr/local/bin/docker /usr/local/bin/"),
    installer("getcomposer.org", "COPY --from=composer:VERSION /usr/bin/composer /usr/local/bin/"),
    installer("golangci-lint", "COPY --from=golangci/golangci-lint:VERSION /usr/bin/golangci-lint /usr/local/bin/"),
    installer("install.python-poetry.org", "RUN pip install --no-cache-dir poetry==VERSION"),
    installer("nvm-sh/nvm", "COPY --from=node:VERSION /usr/local/bin/node /usr/local/bin/").of("node"),
    installer(
        "rpm.nodesource.com",
        "COPY --from=node:VERSION /usr/local/bin/node /usr/local/bin/, or add the repository with its key: `gpgkey=` in its .repo file",
    )
    .of("node"),
    installer("rustup.rs", "download `rustup-init` of a fixed version and check its SHA-256").of("rust"),
];

const fn installer(address: &'static str, instead: &'static str) -> Installer {
    Installer { address, instead, image: None }
}

impl Installer {
    const fn of(self, image: &'static str) -> Self {
        Self { image: Some(image), ..self }
    }

    /// What to do in a stage on top of `base`: start from the image that has the program, where the stage starts
    /// from a plain distribution, or bring it.
    pub fn advice(&self, base: Option<Image<'_>>) -> String {
        let is_musl = base.is_some_and(|image| image.libc() == Libc::Musl);
        // A program for another C library would not start.
        let node = if is_musl { "node:VERSION-alpine" } else { "node:VERSION" };
        let instead = self.instead.replace("node:VERSION", node);
        match self.image.filter(|_| base.is_some_and(|image| image.family.kind == Kind::OperatingSystem)) {
            Some(image) => format!("start from a `{image}` image, or {instead}"),
            None => instead,
        }
    }
}

/// The installer at an address.
pub fn at(address: &str) -> Option<&'static Installer> {
    INSTALLERS.iter().find(|installer| address.contains(installer.address))
}
