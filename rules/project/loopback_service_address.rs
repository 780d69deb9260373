//! Services that publish a port on which nobody outside of the container is answered.

use crate::knowledge::servers::Host;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Container;
use crate::syntax::compose::ast::{Form, Namespace, Service};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "loopback-service-address",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("loopback_service_address.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let Some(port) = service.ports.first().filter(|_| has_own_network(service)) else { return };
    let Some(start) = container.start() else { return };
    let Some(stage) = start.stage() else { return };
    let servers = start.build.started_servers(stage);
    let [server] = servers.as_slice() else { return };
    let host = server.host();
    let told = host.span.filter(|_| server.script.is_none());
    // What the image does by itself is told of its Dockerfile.
    let Some(place) = start.place(told.unwrap_or(server.span)) else { return };
    if host.value != Host::Loopback || start.build.has_server_beside(stage, server) {
        return;
    }
    let is_other = |listens: u16| service.ports.iter().all(|port| port.target.value != listens);
    let is_unsure =
        host.span.is_none() && container.has_unread_variables() && server.server.host_variables().count() > 0;
    if server.port().is_some_and(|listens| is_other(listens.value)) || is_unsure {
        return;
    }
    let name = server.server.name;
    let message = match told {
        Some(_) => format!("no published port reaches `{name}`: it is told to listen inside of the container only"),
        None => format!("no published port reaches `{name}`: it listens on `127.0.0.1`, inside of the container only"),
    };
    let opened = told.and_then(|span| server.opened(span));
    let edit = opened
        .as_ref()
        .filter(|_| is_item(service, place))
        .and_then(|open| checker.edits_in(place.file).replace_scalar(place, open));
    let mut finding =
        checker.report_at(place, message).label_at(port.place, "nobody answers here").help(match &opened {
            Some(open) => format!("listen on every address of the container: `{open}`"),
            None if told.is_some() => "listen on every address of the container: `0.0.0.0`".to_owned(),
            None => {
                format!("listen on every address of the container, by these arguments:\n{}", server.server.open_words)
            }
        });
    // A file that nobody here has read may say more.
    if host.span.is_none() && server.server.configured {
        finding = finding.severity(Severity::Info).from_profile(Profile::Production);
    }
    if let (Some(edit), Some(open)) = (edit, opened) {
        finding.fix(Safety::Unsafe, format!("listen on `{open}`"), [edit]);
    }
}

/// Whether the loopback interface is that of the container alone.
fn has_own_network(service: &Service) -> bool {
    match service.network_mode.as_ref().map(|mode| &mode.value) {
        Some(Namespace::Host | Namespace::Service(_) | Namespace::Container(_) | Namespace::None) => false,
        Some(Namespace::Bridge | Namespace::Other(_)) | None => true,
    }
}

/// Whether a place is an item of a command that is a list.
fn is_item(service: &Service, place: Place) -> bool {
    let lines = [&service.entrypoint, &service.command].into_iter().flatten();
    lines.filter(|line| line.form == Form::List).flat_map(|line| &line.words).any(|word| word.place == place)
}
