//! What the containers of `pre_start` have of the service that they run before.
//!
//! Works on a project that is complete: such a container has every key of its service that containers have, and what it
//! says itself on top of it. It has none of its volumes, and nothing of what is read from files. Start with [`inherit`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/05-services.md>

use super::extends::count;
use super::paths::members;
use crate::syntax::compose::schema::is_of_containers;
use crate::syntax::compose::{Mapping, Value, ValueKind, merge};
use crate::text::Place;

/// Completes the containers that run before services. No more than that many values are copied for it; where they are
/// more, the containers stay as they are written from the place on that is given.
pub fn inherit(document: &mut Value, copies: &mut usize) -> Option<Place> {
    for (_, service) in members(document, "services") {
        let own = handed_down(service);
        let Some(service) = service.as_mapping_mut() else { continue };
        let Some(Value { kind: ValueKind::Sequence(containers), .. }) = service.get_mut("pre_start") else { continue };
        let size = own.iter().map(|(_, member)| count(&member.value)).sum::<usize>() + 1;
        for container in containers.iter_mut().filter(|container| container.as_mapping().is_some()) {
            let Some(rest) = copies.checked_sub(size) else { return Some(container.place) };
            *copies = rest;
            let written = std::mem::replace(container, Value::null(container.place));
            let inherited = Value::new(ValueKind::Mapping(own.clone()), written.place);
            *container = merge::merge_container(inherited, written);
        }
    }
    None
}

/// What a service hands down to the containers before it.
fn handed_down(service: &Value) -> Mapping {
    let mut own = Mapping::new();
    if service.get("pre_start").is_none_or(|list| list.items().is_empty()) {
        return own;
    }
    let members = service.as_mapping().into_iter().flat_map(Mapping::iter);
    for (key, member) in members.filter(|(key, _)| is_of_containers(key) && *key != "volumes") {
        own.insert(key, member.key, member.value.clone());
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::compose::testing::{json, value};

    /// The first container before `a`, once everything is inherited.
    fn first(service: &str) -> String {
        let mut document = value(&format!("services: {{a: {{{service}}}}}"));
        assert_eq!(inherit(&mut document, &mut 1_000), None, "{service}");
        json(&document.at(&["services", "a", "pre_start"]).unwrap().items()[0])
    }

    #[test]
    fn containers_have_what_their_service_has() {
        assert_eq!(first("image: a, user: u, pre_start: [{}]"), r#"{"image":"a","user":"u"}"#);
        assert_eq!(first("image: a, pre_start: [{image: b, command: [c]}]"), r#"{"image":"b","command":["c"]}"#);
        assert_eq!(first("cap_add: [A], pre_start: [{cap_add: [B]}]"), r#"{"cap_add":["A","B"]}"#);
    }

    #[test]
    fn what_services_alone_have_is_not_handed_down() {
        let service = "volumes: [{target: /x}], ports: [{target: 1}], build: {context: .}, restart: always, tty: true";
        assert_eq!(first(&format!("{service}, pre_start: [{{image: x}}]")), r#"{"image":"x"}"#);
    }

    #[test]
    fn copies_are_bounded() {
        let mut document = value("services: {a: {cap_add: [A, B, C], pre_start: [{user: u}, {user: v}]}}");
        let second = document.at(&["services", "a", "pre_start"]).unwrap().items()[1].place;
        assert_eq!(inherit(&mut document, &mut 7), Some(second));
        assert_eq!(
            json(document.at(&["services", "a", "pre_start"]).unwrap()),
            r#"[{"cap_add":["A","B","C"],"user":"u"},{"user":"v"}]"#
        );
    }
}
