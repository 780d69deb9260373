//! How to ask a container of a stage whether it is well, with what its image has.

use crate::knowledge::images::{Distribution, ShellKind};
use crate::knowledge::{ports, programs};
use crate::model::{Base, Build, Stage};
use crate::syntax::dockerfile::ast::Kind;

/// A way to ask a service whether it is well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HealthCheck {
    /// By HTTP, if that is what it speaks there; a command line, where the image surely has a program for it.
    Http(Option<Vec<String>>),
    /// By a program of its own.
    Client(Vec<String>),
}

impl Build {
    /// How to ask a container of a stage; `None` where nothing in the image can ask, or no port is known on which
    /// HTTP or something known may be spoken.
    pub fn health_check(&self, stage: &Stage) -> Option<HealthCheck> {
        let is_bare = match self.root_base(stage) {
            Base::Scratch => true,
            Base::Image(_) => self.base_image(stage).is_some_and(|image| image.shell() == ShellKind::None),
            Base::Stage(_) | Base::Dynamic(_) | Base::Missing => false,
        };
        let ports = self.ports(stage);
        let mut web = ports.iter().filter(|port| match port {
            Some(9000) => !self.speaks_fastcgi(stage),
            Some(port) => ports::may_be_http(*port),
            None => true,
        });
        if is_bare {
            return None;
        }
        if let Some(port) = web.next() {
            let port = port.map_or_else(|| "PORT".to_owned(), |port| port.to_string());
            return Some(HealthCheck::Http(self.http_probe(stage, &format!("http://127.0.0.1:{port}/"))));
        }
        let mut clients = ports.iter().flatten().flat_map(|port| ports::clients(*port));
        let words = clients.find(|words| words.first().is_some_and(|program| self.keeps_program(stage, program)))?;
        Some(HealthCheck::Client(words.iter().map(|word| (*word).to_owned()).collect()))
    }

    /// The ports that EXPOSE names, or else the one of the base image's service; `None` for one that only the build
    /// knows. Ports for UDP are left out.
    fn ports(&self, stage: &Stage) -> Vec<Option<u16>> {
        // EXPOSE opens nothing: where it names another port, the server knows better.
        if let [server] = self.started_servers(stage).as_slice()
            && let Some(told) = server.port()
            && self.exposed_ports(stage).is_some_and(|ports| !ports.iter().any(|ports| ports.contains(told.value)))
        {
            return vec![Some(told.value)];
        }
        let mut ports = Vec::new();
        for step in self.image_steps(stage) {
            let Some(Kind::Expose(words)) = self.instruction(step).map(|instruction| &instruction.kind) else {
                continue;
            };
            for word in words {
                let Some(text) = self.expanded(step, word) else {
                    ports.push(None);
                    continue;
                };
                let known = text.split_whitespace().filter(|port| !port.to_ascii_lowercase().ends_with("/udp"));
                // `8000-8010/tcp`
                ports.extend(known.filter_map(|port| port.split(['/', '-']).next()?.parse().ok()).map(Some));
            }
        }
        let start = self.start(stage);
        let keeps_service = !start.replaces_entrypoint
            || self.start_commands(stage).iter().any(|command| programs::starts_as_root(&command.program.value));
        if ports.is_empty() && keeps_service {
            ports.extend(self.base_image(stage).and_then(|image| ports::default_port(&image)).map(Some));
        }
        ports
    }

    /// Whether what starts is PHP's process manager, which a web server asks by FastCGI.
    fn speaks_fastcgi(&self, stage: &Stage) -> bool {
        let is_default = |port| port == Some(9000);
        self.base_image(stage).is_some_and(|image| is_default(ports::default_port(&image)))
            || self.start_commands(stage).iter().any(|command| command.program.value.starts_with("php-fpm"))
    }

    /// A command line that asks `url` for an answer with a program that the image surely has, as the elements of
    /// an exec form.
    pub fn http_probe(&self, stage: &Stage, url: &str) -> Option<Vec<String>> {
        let distribution = self.base_image(stage).map_or(Distribution::Unknown, |image| image.facts.distribution);
        http_probe(distribution, |name| self.keeps_program(stage, name), url)
    }

    /// Whether the image surely has the program and no step takes one of that name away.
    fn keeps_program(&self, stage: &Stage, name: &str) -> bool {
        self.has_program(stage, name) == Some(true) && !self.removes_program(&self.image_steps(stage), name)
    }
}

/// A command line that asks `url` for an answer with a program that is there.
pub(in crate::model) fn http_probe(
    distribution: Distribution,
    has: impl Fn(&str) -> bool,
    url: &str,
) -> Option<Vec<String>> {
    let text = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect());
    let nowhere = if distribution.is_windows() { "NUL" } else { "/dev/null" };
    // Busybox has its own, whatever packages come and go.
    if distribution == Distribution::Alpine {
        return text(&["wget", "-q", "-O", nowhere, url]);
    }
    if has("curl") {
        return text(&["curl", "-fsS", "-o", nowhere, url]);
    }
    if has("wget") {
        return text(&["wget", "-q", "-O", nowhere, url]);
    }
    if has("python3") || has("python") {
        let program = if has("python") { "python" } else { "python3" };
        return text(&[program, "-c", &format!("import urllib.request as r; r.urlopen('{url}', timeout=3)")]);
    }
    if has("node") {
        let script = format!("fetch('{url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))");
        return text(&["node", "-e", &script]);
    }
    if has("php") {
        return text(&["php", "-r", &format!("exit(@file_get_contents('{url}') === false ? 1 : 0);")]);
    }
    if has("ruby") {
        let script = format!("exit Net::HTTP.get_response(URI('{url}')).is_a?(Net::HTTPSuccess)");
        return text(&["ruby", "-rnet/http", "-e", &script]);
    }
    None
}
