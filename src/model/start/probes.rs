//! What a health check does: whether it can fail, what it asks, and on which port.
//!
//! Knows the commands of one HEALTHCHECK and what starts next to it. Start with [`Build::cannot_fail`].

use std::collections::BTreeSet;

use crate::knowledge::programs;
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::{Connector, Nesting};
use crate::text::Span;

/// The command at the end of a check that makes it succeed whatever came before.
#[derive(Clone, Copy, Debug)]
pub struct Success<'a> {
    /// `true`, `exit 0`
    pub command: &'a Command,
    /// Whether it is all there is.
    pub is_whole: bool,
}

/// A check that asks on a port where nothing listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPort {
    /// The address that is asked.
    pub url: Span,
    /// The port in it.
    pub asked: u16,
    /// The port that is exposed and given to the server.
    pub served: u16,
}

impl Build {
    /// What makes a check succeed in any case: `|| true`, `; exit 0`. A check with another way out has none.
    pub fn cannot_fail<'a>(&'a self, step: &Step) -> Option<Success<'a>> {
        cannot_fail(self.commands_of(step))
    }

    /// The `curl` commands of a check that succeed at any answer, where nothing else looks at the answer.
    pub fn tolerant_downloads<'a>(&'a self, step: &Step) -> Vec<&'a Command> {
        tolerant_downloads(self.commands_of(step))
    }

    /// The command of a check whose program is not in the image of the stage, so that the check fails every time.
    pub fn missing_probe<'a>(&'a self, stage: &Stage, step: &Step) -> Option<&'a Command> {
        missing_program(self.commands_of(step), |name| self.has_program(stage, name))
    }

    /// The command of a check that looks for a process, where nothing else is asked.
    pub fn process_search<'a>(&'a self, step: &Step) -> Option<&'a Command> {
        process_search(self.commands_of(step))
    }

    /// A port that a check asks on, though the one port that the image exposes, and that the server is given, is
    /// another.
    pub fn wrong_port(&self, stage: &Stage, step: &Step) -> Option<WrongPort> {
        let (url, asked) = asked_port(self.commands_of(step))?;
        let exposed = self.exposed_ports(stage)?;
        let served = exposed.first().map(|ports| ports.first)?;
        if exposed.iter().any(|ports| ports.first != served || ports.last != served) {
            return None;
        }
        let mut given = BTreeSet::new();
        for command in self.start_commands(stage) {
            for word in &command.args {
                // A port that only the container knows may be any.
                given.extend(ports_in(&word.known()?));
            }
        }
        let is_named = |step: &&Step| self.names_port(step, asked);
        let is_elsewhere = self.image_steps(stage).iter().any(is_named);
        (given.contains(&served) && !given.contains(&asked) && asked != served && !is_elsewhere).then_some(WrongPort {
            url,
            asked,
            served,
        })
    }

    /// Whether a variable that the step sets holds the port.
    fn names_port(&self, step: &Step, port: u16) -> bool {
        match self.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Env(pairs)) => pairs.pairs.iter().any(|pair| pair.value.raw.contains(&port.to_string())),
            _ => false,
        }
    }
}

/// The first command of a check that surely runs and whose program is not there, where no other is asked in its place.
pub(in crate::model) fn missing_program(commands: &[Command], has: impl Fn(&str) -> Option<bool>) -> Option<&Command> {
    let is_missing = |command: &&Command| is_always_run(command) && has(&command.program.value) == Some(false);
    let only_fails = ["exit", "true", "false", "echo", "kill", ":", "return"];
    let is_alternative = |command: &Command| {
        command.placement.connector == Connector::Or
            && !command.is_any(&only_fails)
            && has(&command.program.value) != Some(false)
    };
    commands.iter().find(is_missing).filter(|_| !commands.iter().any(is_alternative))
}

/// Whether no condition decides if the command runs; `( ... )` and `sh -c` are none.
fn is_always_run(command: &Command) -> bool {
    let place = command.placement;
    matches!(place.nesting, Nesting::TopLevel | Nesting::Group | Nesting::Subshell) && place.depth <= 1
}

/// The first address of this very machine that a check asks, and the port in it.
pub(in crate::model) fn asked_port(commands: &[Command]) -> Option<(Span, u16)> {
    commands.iter().find_map(|command| {
        let by_address = command.args.iter().find_map(|word| Some((word.span, port_of_own(&word.known()?)?)));
        by_address.or_else(|| port_behind_host(command)).or_else(|| port_of_client(command))
    })
}

/// The port of `nc -z localhost 8080`.
fn port_behind_host(command: &Command) -> Option<(Span, u16)> {
    if !command.is_any(&["nc", "ncat", "netcat"]) {
        return None;
    }
    let [.., host, port] = command.args.as_slice() else { return None };
    let is_own = host.known().is_some_and(|host| is_own_host(&host));
    Some((port.span, port.known()?.parse().ok()?)).filter(|_| is_own)
}

/// The port of `pg_isready -p 5433`, where no other host is named.
fn port_of_client(command: &Command) -> Option<(Span, u16)> {
    if !command.is_any(&["pg_isready", "psql", "redis-cli", "valkey-cli"]) {
        return None;
    }
    let behind = |flag: &str| {
        let at = command.args.iter().position(|word| word.is(flag))?;
        command.args.get(at + 1)
    };
    let is_own = behind("-h").is_none_or(|host| host.known().is_some_and(|host| is_own_host(&host)));
    let port = behind("-p").filter(|_| is_own)?;
    Some((port.span, port.known()?.parse().ok()?))
}

/// The port of an address of this very machine, also without a scheme: `localhost:8080/health`.
fn port_of_own(word: &str) -> Option<u16> {
    port_of_url(word).or_else(|| {
        let (host, rest) = word.split_once(':').filter(|(host, _)| is_own_host(host))?;
        let port = rest.split(['/', '?']).next().filter(|_| !host.is_empty())?;
        port.parse().ok()
    })
}

fn is_own_host(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0")
}

/// What makes the commands of a check succeed in any case.
pub(in crate::model) fn cannot_fail(commands: &[Command]) -> Option<Success<'_>> {
    let own: Vec<&Command> = commands.iter().filter(|command| !starts_script(command)).collect();
    let end = own.iter().rposition(|command| command.placement.is_last)?;
    let (last, others) = (*own.get(end)?, own.get(..end)?);
    let way_out = |command: &&&Command| {
        let is_exit = command.is_any(&["exit", "return"]) && !command.has_arg("0");
        is_exit || command.is_any(&["kill", "pkill", "killall", "set", "trap"])
    };
    let is_success = last.is_any(&["true", ":"]) || last.is_any(&["exit"]) && last.has_arg("0");
    let is_excuse = last.is_any(&["echo", "printf"]) && !others.is_empty();
    let in_any_case = matches!(last.placement.connector, Connector::Or | Connector::Sequence) || others.is_empty();
    let is_single = last.placement.pipeline_length == 1 && last.redirects.is_empty();
    let is_sure = is_single && in_any_case && (is_success || is_excuse) && !others.iter().any(|it| way_out(&it));
    is_sure.then_some(Success { command: last, is_whole: others.is_empty() })
}

/// The `curl` commands of a check that succeed at any answer.
pub(in crate::model) fn tolerant_downloads(commands: &[Command]) -> Vec<&Command> {
    let only_fails = ["exit", "true", "false", "echo", "kill", "curl", "wget", ":"];
    if !commands.iter().all(|command| starts_script(command) || command.is_any(&only_fails)) {
        return Vec::new();
    }
    let looks = |command: &Command| {
        command.has_flag(&["f", "fail", "fail-with-body", "w", "write-out", "K", "config", "Z", "fail-early"])
    };
    let asks = |command: &Command| {
        let is_place = matches!(command.placement.nesting, Nesting::TopLevel | Nesting::Group | Nesting::Subshell);
        let is_web = |word: &Word| {
            let text = word.known_prefix();
            ["http", "localhost", "127.0.0.1"].iter().any(|start| text.starts_with(start))
        };
        is_place && command.placement.pipeline_length == 1 && command.args.iter().any(is_web)
    };
    commands.iter().filter(|command| command.is_any(&["curl"]) && asks(command) && !looks(command)).collect()
}

/// The command of a check that looks for a process, where nothing else is asked.
pub(in crate::model) fn process_search(commands: &[Command]) -> Option<&Command> {
    let searches = ["pgrep", "pidof", "ps"];
    let only_searches =
        |command: &Command| command.is_any(&searches) || command.is_any(&["grep", "exit", "sh", "bash"]);
    commands.iter().find(|command| command.is_any(&searches)).filter(|_| commands.iter().all(only_searches))
}

/// Whether the command is a shell that is given a text, whose commands follow.
fn starts_script(command: &Command) -> bool {
    programs::is_shell(&command.program.value) && command.has_flag(&["c"])
}

/// The port that an address of this very machine names; that of its scheme where it names none.
fn port_of_url(url: &str) -> Option<u16> {
    let (default, rest) = match url.split_once("://")? {
        ("http", rest) => (80, rest),
        ("https", rest) => (443, rest),
        _ => return None,
    };
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let is_own = is_own_host(host);
    let port = match port {
        Some(port) => port.parse().ok()?,
        None => default,
    };
    is_own.then_some(port)
}

/// The numbers in an argument that may be ports: `8000`, `0.0.0.0:8000`, `--port=8000`.
fn ports_in(argument: &str) -> Vec<u16> {
    argument
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .filter(|port| *port > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{port_of_own, port_of_url, ports_in};

    #[test]
    fn ports_are_read() {
        assert_eq!(port_of_url("http://localhost:8080/health"), Some(8080));
        assert_eq!(port_of_url("https://127.0.0.1"), Some(443));
        assert_eq!(port_of_url("http://db:5432/"), None);
        assert_eq!(port_of_url("http://localhost:$PORT/"), None);
        assert_eq!(port_of_own("localhost:8000/up"), Some(8000));
        assert_eq!(port_of_own("localhost/up"), None);
        assert!(ports_in("--bind=0.0.0.0:8000").contains(&8000));
    }
}
