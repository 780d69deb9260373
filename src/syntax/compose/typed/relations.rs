//! How services hang together.

use super::super::ast::{Condition, Dependency, Extends, Link, Provider};
use super::super::{Located, Member, Value};
use super::read::{self, Keys};

/// `depends_on:`
pub(super) fn dependencies(value: Option<&Value>) -> Vec<Dependency> {
    let Some(value) = value else { return Vec::new() };
    match value.as_mapping() {
        Some(mapping) => mapping.iter().map(|(name, member)| dependency(name, member)).collect(),
        None => read::texts(value).into_iter().map(short).collect(),
    }
}

/// A name in a list.
fn short(service: Located<String>) -> Dependency {
    let place = service.place;
    let condition = service.clone().map(|_| Condition::Started);
    Dependency { service, condition, required: None, restart: None, is_short: true, place }
}

/// An entry of a mapping; one that was made from a name in a list stands wholly at the place of that name.
fn dependency(name: &str, member: &Member) -> Dependency {
    let keys = Keys::of(&member.value);
    let service = read::located(name, member.key);
    let condition = keys.text("condition").map(|text| text.map(|text| Condition::parse(&text)));
    Dependency {
        condition: condition.unwrap_or_else(|| service.clone().map(|_| Condition::Started)),
        required: keys.flag("required"),
        restart: keys.flag("restart"),
        is_short: member.value.place == member.key,
        place: read::whole(member.key, member.value.place),
        service,
    }
}

/// An item of `links:`: a service of the project.
pub(super) fn link(value: &Value) -> Option<Link> {
    let (name, alias) = read::split(value, &value.to_text()?, &[':']);
    Some(Link { name, alias, is_container: false, place: value.place })
}

/// An item of `external_links:`: a container.
pub(super) fn external_link(value: &Value) -> Option<Link> {
    link(value).map(|link| Link { is_container: true, ..link })
}

/// An item of `volumes_from:`: `service`, `service:ro` or `container:name:ro`.
pub(super) fn volumes_from(value: &Value) -> Option<Link> {
    let text = value.to_text()?;
    let (first, rest) = read::split(value, &text, &[':']);
    let Some(rest) = rest.filter(|_| first.value == "container") else { return link(value) };
    let start = text.len() - rest.value.len();
    let end = rest.value.find(':').map_or(text.len(), |colon| start + colon);
    let part = |from: usize, to: usize| Located {
        value: text.get(from..to).unwrap_or_default().to_owned(),
        place: value.part(from..to),
        provenance: rest.provenance,
    };
    let alias = (end < text.len()).then(|| part(end + 1, text.len()));
    Some(Link { name: part(start, end), alias, is_container: true, place: value.place })
}

/// `extends:`
pub(super) fn extends(value: &Value) -> Option<Extends> {
    let keys = Keys::of(value);
    let service = read::text(value).or_else(|| keys.text("service"))?;
    Some(Extends { service, file: keys.text("file"), place: value.place })
}

/// `provider:`
pub(super) fn provider(value: &Value) -> Option<Provider> {
    value.as_mapping()?;
    let keys = Keys::of(value);
    Some(Provider { kind: keys.text("type"), options: keys.pairs("options"), place: value.place })
}
