//! Whether anything tells how a container is: its service, the Dockerfile of its image, or what that starts from.
//!
//! Start with [`Container::health_signal`].

use super::Container;
use crate::model::stack::HealthSignal;
use crate::model::stack::health::{runs_own_server, signal_of_image};
use crate::model::{Base, Build, HealthCheck, Stage};
use crate::syntax::dockerfile::ast::{Healthcheck, Kind};
use crate::text::{Place, Span};

impl Container<'_> {
    /// Whether anything tells how it is.
    pub fn health_signal(&self) -> HealthSignal {
        match self.stack.health_signal_of(self.service) {
            HealthSignal::Unknown => self.signal_of_build().unwrap_or(HealthSignal::Unknown),
            known => known,
        }
    }

    /// What asks it whether it is well, with what its image has, where that is known to be right: a database in its own
    /// language, a server by HTTP.
    pub fn health_command(&self) -> Option<Vec<String>> {
        let Some((build, stage)) = self.stage() else { return self.stack.health_command_of(self.service) };
        if self.service.command.is_some() || self.service.entrypoint.is_some() {
            return None;
        }
        match build.health_check(stage)? {
            HealthCheck::Http(words) => words,
            HealthCheck::Client(words) => Some(words),
        }
    }

    /// Where a server is started that stays: by the command, by the Dockerfile or by the image itself. `None` where it is not
    /// known what is started, or that has an end.
    pub fn server_start(&self) -> Option<Place> {
        let service = self.service;
        if service.command.is_some() || service.entrypoint.is_some() {
            if self.image.is_none() && runs_own_server(service) {
                return self.place_of_server_image();
            }
            let (server, place, _) = self.stack.server_of(service)?;
            return Some(place).filter(|_| server.answers());
        }
        match self.stage() {
            Some((build, stage)) => {
                let servers = build.started_servers(stage);
                let server = servers.first().filter(|_| servers.len() == 1)?;
                self.place(server.span).filter(|_| server.server.answers())
            }
            None => self.place_of_server_image(),
        }
    }

    /// The image of a database, a queue or the like, which stays by itself.
    fn place_of_server_image(&self) -> Option<Place> {
        let is_server = self.stack.is_data_store(self.service);
        self.service.image.as_ref().map(|image| image.place).filter(|_| is_server)
    }

    fn signal_of_build(&self) -> Option<HealthSignal> {
        if !self.stack.is_whole(self.service) {
            return None;
        }
        let (build, stage) = self.stage()?;
        match build.health_check_of(stage) {
            Some((true, _)) => Some(HealthSignal::Checked),
            Some((false, span)) => self.place(span).map(HealthSignal::Disabled),
            None => match build.root_base(stage) {
                Base::Scratch => Some(HealthSignal::Absent),
                Base::Image(_) => {
                    let image = build.base_image(stage)?;
                    Some(signal_of_image(image.repository, image.tag))
                }
                Base::Stage(_) | Base::Dynamic(_) | Base::Missing => None,
            },
        }
    }
}

impl Build {
    /// The HEALTHCHECK that counts for a stage: whether it checks, or says `NONE`, and where it stands.
    fn health_check_of(&self, stage: &Stage) -> Option<(bool, Span)> {
        self.image_steps(stage).into_iter().rev().find_map(|step| {
            let instruction = self.instruction(step)?;
            let Kind::Healthcheck(check) = &instruction.kind else { return None };
            Some((matches!(check, Healthcheck::Command(..)), instruction.keyword.span))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Container;
    use crate::model::containers::testing::project;
    use crate::model::stack::HealthSignal;

    fn signal(dockerfile: &str) -> Option<HealthSignal> {
        let project = project("services: {app: {build: .}}", dockerfile);
        Container::all(&project).next().map(|container| container.health_signal())
    }

    #[test]
    fn signals_come_through_the_dockerfile() {
        assert_eq!(signal("FROM debian:13"), Some(HealthSignal::Absent));
        assert_eq!(signal("FROM scratch"), Some(HealthSignal::Absent));
        assert_eq!(signal("FROM example/base:1"), Some(HealthSignal::Unknown));
        assert_eq!(signal("FROM axllent/mailpit:v1"), Some(HealthSignal::Checked));
        assert_eq!(signal("FROM example/base:1 AS a\nHEALTHCHECK CMD b\nFROM a"), Some(HealthSignal::Checked));
        assert!(matches!(signal("FROM debian:13\nHEALTHCHECK NONE"), Some(HealthSignal::Disabled(_))));
    }

    #[test]
    fn servers_are_known_by_what_starts_them() {
        let starts = |service: &str, dockerfile: &str| {
            let project = project(&format!("services: {{app: {{{service}}}}}"), dockerfile);
            Container::all(&project).next().is_some_and(|container| container.server_start().is_some())
        };
        assert!(starts("build: .", "FROM python:3.13\nCMD [\"gunicorn\", \"app:app\"]"));
        assert!(starts("image: 'postgres:18'", ""));
        assert!(starts("image: a, command: [gunicorn, 'app:app']", ""));
        assert!(!starts(
            "build: ., command: [flask, db, upgrade]",
            "FROM python:3.13\nCMD [\"gunicorn\", \"app:app\"]"
        ));
        assert!(!starts("image: 'postgres:18', command: [psql]", ""));
    }
}
