//! Services that look for a sibling in their own container.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Container;
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "loopback-peer",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("loopback_peer.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    for found in container.loopback_peers() {
        let (name, port) = (&found.peer.name.value, found.port);
        let place = found.endpoint.place;
        let is_exact = found.endpoint.origin.is_none() && place.span.len() as usize == found.endpoint.host.len();
        let edit = is_exact.then(|| Edit::replace(place.span, name.clone()));
        let finding = checker
            .report_at(
                place,
                format!(
                    "`{}` is this container itself, but it is `{name}` that listens on port {port}",
                    found.endpoint.host
                ),
            )
            .label_at(found.peer.name.place, "this is what listens there")
            .help(format!("other containers are reached by the names of their services: {name}:{port}"))
            .fix(Safety::Unsafe, format!("ask `{name}`"), edit);
        if let Some(origin) = found.endpoint.origin {
            finding.label_at(origin, "the image asks there");
        }
    }
}
