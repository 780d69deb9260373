//! Whether anything tells how a service is.
//!
//! Start with [`Stack::health_signal_of`]; what a check runs is in [`super::health_commands`].

use super::Stack;
use crate::knowledge::images::{self, DefaultUser, Distribution};
use crate::knowledge::services::{self, ServiceKind};
use crate::syntax::compose::ast::{CommandLine, Service, TestForm};
use crate::text::Place;

/// Whether anything tells how a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealthSignal {
    /// The file or the image has a check.
    Checked,
    /// The file switches it off, there.
    Disabled(Place),
    /// Neither the file nor the image has one.
    Absent,
    /// What is in the image is not known.
    Unknown,
}

/// Words that start the server of an image, beside flags of it.
const STARTS: &[&str] = &[
    "caddy",
    "etcd",
    "mariadbd",
    "mongod",
    "mysqld",
    "nginx",
    "postgres",
    "rabbitmq-server",
    "redis-server",
    "valkey-server",
];

/// The first version of MongoDB whose image surely has its newer shell.
const FIRST_WITH_MONGOSH: u32 = 6;

/// Flags after which a server listens where its own check does not ask; parts of a cluster of MongoDB have other ports.
const MOVES: &[&str] =
    &["--port", "-p", "--unixsocket", "--tls-port", "--listen", "--bind_ip", "--shardsvr", "--configsvr"];

impl Stack {
    /// Whether anything tells how a service is.
    pub fn health_signal_of(&self, service: &Service) -> HealthSignal {
        if let Some(check) = &service.healthcheck {
            let is_off = |test: &&crate::syntax::compose::ast::HealthTest| test.form == TestForm::None;
            let off = check.disable.as_ref().filter(|disable| disable.value).map(|disable| disable.place);
            if let Some(place) = off.or_else(|| check.test.as_ref().filter(is_off).map(|test| test.place)) {
                return HealthSignal::Disabled(place);
            }
            if check.test.is_some() {
                return HealthSignal::Checked;
            }
        }
        if !self.is_whole(service) || service.provider.is_some() {
            return HealthSignal::Unknown;
        }
        let Some(image) = self.pulled_image_of(service) else { return HealthSignal::Unknown };
        signal_of_image(image.normalized(), image.tag())
    }

    /// What asks a service whether it is well, with what its image has and as its server is started; `None` where that
    /// is not known.
    pub fn health_command_of(&self, service: &Service) -> Option<Vec<String>> {
        let known = self.known_service(service)?;
        if !runs_own_server(service) {
            return None;
        }
        let image = self.pulled_image_of(service)?;
        let image = images::lookup(image.normalized(), image.tag());
        if let Some(program) = known.health_command.first() {
            let has_it = image.is_none_or(|image| image.has_tool(program) != Some(false));
            let version = image.and_then(|image| image.version(1)).and_then(|version| version.parse().ok());
            let is_too_old = *program == "mongosh" && version.is_some_and(|version: u32| version < FIRST_WITH_MONGOSH);
            let is_there = has_it && !is_too_old;
            return is_there.then(|| known.health_command.iter().map(|word| (*word).to_owned()).collect());
        }
        let image = image?;
        let port = known.ports.first().filter(|_| known.kind == ServiceKind::WebServer)?;
        let url = format!("http://127.0.0.1:{port}/");
        let words: &[&str] = if image.facts.distribution == Distribution::Alpine {
            &["wget", "-q", "-O", "/dev/null"]
        } else if image.has_tool("curl") == Some(true) {
            &["curl", "-fsS", "-o", "/dev/null"]
        } else {
            return None;
        };
        Some(words.iter().map(|word| (*word).to_owned()).chain([url]).collect())
    }
}

/// Whether an image as it was published tells how its containers are.
pub(in crate::model) fn signal_of_image(repository: &str, tag: Option<&str>) -> HealthSignal {
    match services::has_health_check(repository, tag) {
        Some(true) => HealthSignal::Checked,
        Some(false) if is_looked_into(repository, tag) => HealthSignal::Absent,
        Some(false) | None => HealthSignal::Unknown,
    }
}

/// Whether what the tables say of an image was read from what it is built from.
fn is_looked_into(repository: &str, tag: Option<&str>) -> bool {
    images::is_official(repository)
        || images::lookup(repository, tag).is_some_and(|image| image.facts.user != DefaultUser::Unknown)
}

/// Whether a service starts what its image is for, on the ports it has by itself.
pub(in crate::model) fn runs_own_server(service: &Service) -> bool {
    if service.entrypoint.is_some() {
        return false;
    }
    let words: Vec<&str> = service.command.as_ref().map(|line| CommandLine::texts(line).collect()).unwrap_or_default();
    let is_own = words.first().is_none_or(|first| first.starts_with('-') || STARTS.contains(first));
    let moves = |word: &&&str| MOVES.contains(&word.split('=').next().unwrap_or(word));
    is_own && !words.iter().any(|word| moves(&word))
}

#[cfg(test)]
mod tests {
    use super::HealthSignal;
    use crate::model::stack::Stack;
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn one(keys: &str) -> Stack {
        let text = format!("services: {{app: {{{keys}}}}}");
        Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new())
    }

    fn signal(keys: &str) -> Option<HealthSignal> {
        let stack = one(keys);
        stack.service("app").map(|service| stack.health_signal_of(service))
    }

    fn command(keys: &str) -> Option<String> {
        let stack = one(keys);
        stack.service("app").and_then(|service| stack.health_command_of(service)).map(|words| words.join(" "))
    }

    #[test]
    fn signals_come_from_the_file_or_the_image() {
        assert_eq!(signal("image: 'postgres:18'"), Some(HealthSignal::Absent));
        assert_eq!(signal("image: 'postgres:18', healthcheck: {interval: 5s}"), Some(HealthSignal::Absent));
        assert_eq!(signal("image: 'postgres:18', healthcheck: {test: [CMD, pg_isready]}"), Some(HealthSignal::Checked));
        assert_eq!(signal("image: 'axllent/mailpit:v1'"), Some(HealthSignal::Checked));
        assert_eq!(signal("image: 'example/api:1'"), Some(HealthSignal::Unknown));
        assert_eq!(signal("image: 'postgres:18', build: ."), Some(HealthSignal::Unknown));
        for keys in ["healthcheck: {disable: true}", "build: ., healthcheck: {test: [NONE]}"] {
            assert!(matches!(signal(keys), Some(HealthSignal::Disabled(_))), "{keys}");
        }
    }

    #[test]
    fn commands_fit_what_is_started() {
        assert_eq!(command("image: 'postgres:18'").as_deref(), Some("pg_isready -q"));
        assert_eq!(
            command("image: 'redis:8', command: [redis-server, --appendonly, 'yes']").as_deref(),
            Some("redis-cli ping")
        );
        assert!(command("image: 'nginx:1.29-alpine'").is_some_and(|command| command.starts_with("wget")));
        assert!(command("image: 'nginx:1.29'").is_some_and(|command| command.starts_with("curl")));
        for keys in [
            "image: 'redis:8', command: [redis-server, --port, '6380']",
            "image: 'redis:8', command: [redis-sentinel]",
            "image: 'postgres:18', entrypoint: [sleep]",
            "image: 'example/api:1'",
            "image: 'mongo:4.4'",
        ] {
            assert_eq!(command(keys), None, "{keys}");
        }
    }
}
