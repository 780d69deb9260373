//! Containers that take part in a namespace of the machine.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{CommandLine, Namespace, Service};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "host-namespace",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[
        "CL-0008",
        "CL-0010",
        "071a71ff-f868-47a4-ac0b-3c59e4ab5443",
        "4f31dd9f-2cc3-4751-9b53-67e4af83dac0",
        "baa3890f-bed7-46f5-ab8f-1da8fc91c729",
        "8af7162d-6c98-482f-868e-0d33fb675ca8",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("host_namespace.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    if !Stack::is_started(service) {
        return;
    }
    if let Some(place) = host(&service.network_mode).or_else(|| host_network(stack, service)) {
        let help = if asks_the_machine(service) { OF_NEIGHBOURS } else { Shared::NETWORK.help };
        report(checker, place, Shared { help, ..Shared::NETWORK });
    }
    for (namespace, shared) in [(&service.pid, Shared::PROCESSES), (&service.ipc, Shared::MEMORY)] {
        if let Some(place) = host(namespace) {
            report(checker, place, shared);
        }
    }
    for (namespace, shared) in
        [(&service.userns_mode, Shared::USERS), (&service.uts, Shared::NAME), (&service.cgroup, Shared::GROUPS)]
    {
        if let Some(place) = host(namespace).filter(|_| !stack.is_privileged(service)) {
            let Shared { message, help, peers } = shared;
            let finding = checker.report_at(place, message).aliases(peers).help(help);
            finding.from_profile(Profile::Strict).severity(Severity::Info);
        }
    }
}

/// What is said of a namespace that is shared.
struct Shared {
    message: &'static str,
    help: &'static str,
    /// The checks of other tools that see it.
    peers: &'static [&'static str],
}

impl Shared {
    const NETWORK: Self = Self {
        message: "the container has the network of the machine: every port it opens is open there, and every local service within reach",
        help: "take it away and publish the ports that others ask for:\nports:\n  - \"127.0.0.1:8080:8080\"",
        peers: &["CL-0008", "071a71ff-f868-47a4-ac0b-3c59e4ab5443"],
    };
    const PROCESSES: Self = Self {
        message: "the container sees every process of the machine, with what is in its environment",
        help: "take it away; to watch one other service share its processes alone: `pid: service:NAME`",
        peers: &["CL-0010", "4f31dd9f-2cc3-4751-9b53-67e4af83dac0"],
    };
    const MEMORY: Self = Self {
        message: "the container shares memory with every process of the machine",
        help: "take it away; for more than the 64 MiB that a container has, say so: `shm_size: 1gb`",
        peers: &["CL-0010", "baa3890f-bed7-46f5-ab8f-1da8fc91c729"],
    };
    const USERS: Self = Self {
        message: "root of the container stays root of the machine, even where the engine would make it somebody else",
        help: "take it away: it changes something only where the engine maps users, and there it is the exception",
        peers: &["8af7162d-6c98-482f-868e-0d33fb675ca8"],
    };
    const NAME: Self = Self {
        message: "the container has the name of the machine",
        help: "take it away, and say what it is called: `hostname: NAME`",
        peers: &[],
    };
    const GROUPS: Self = Self {
        message: "the container sees the control groups of the machine",
        help: "take it away: `cgroup: private` is what engines do by themselves",
        peers: &[],
    };
}

/// What to do where values of the service lead to others by way of the machine.
const OF_NEIGHBOURS: &str = "take it away, publish the ports that others ask for, and where its values say `127.0.0.1` or \
    `localhost` name the services that are meant:\nports:\n  - \"127.0.0.1:8080:8080\"";

/// Whether it is told to ask something on the machine, which would be the container itself without that network.
fn asks_the_machine(service: &Service) -> bool {
    let variables = service.environment.iter().filter_map(|variable| variable.known());
    let words = [&service.command, &service.entrypoint].into_iter().flatten().flat_map(CommandLine::texts);
    variables.chain(words).any(|text| text.contains("127.0.0.1") || text.contains("localhost"))
}

fn report(checker: &mut Checker<'_>, place: Place, shared: Shared) {
    if !checker.is_for_development(place) {
        checker.report_at(place, shared.message).aliases(shared.peers).help(shared.help);
    }
}

fn host(namespace: &Option<Located<Namespace>>) -> Option<Place> {
    let namespace =
        namespace.as_ref().filter(|namespace| namespace.is_known() && namespace.value == Namespace::Host)?;
    Some(namespace.place)
}

/// The machine's network as one of the project: external, and called `host`.
fn host_network(stack: &Stack, service: &Service) -> Option<Place> {
    let mut attached = service.networks.iter().filter_map(|attachment| {
        let network = stack.project.networks.get(&attachment.network.value)?;
        let name = network.name.as_ref().filter(|name| name.is_known() && network.is_external());
        name.filter(|name| name.value == "host").map(|name| name.place)
    });
    attached.next()
}
