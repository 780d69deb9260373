//! What Compose fills in once everything is merged.

use crate::syntax::compose::{Data, Value};

use super::{items, member, put};

/// Fills in what is left unsaid: the context of builds, protocol and mode of ports, the place of secrets, and that all
/// devices are asked for.
///
/// For the whole project in its long forms, when nothing is merged any more: a default would win over what is extended.
pub fn defaults(root: &mut Value) {
    let Some(services) = member(root, "services").and_then(Value::as_mapping_mut) else { return };
    for (_, service) in services.iter_mut() {
        let service = &mut service.value;
        member(service, "build").into_iter().for_each(|build| text(build, "context", || ".".to_owned()));
        for port in member(service, "ports").into_iter().flat_map(items) {
            text(port, "protocol", || "tcp".to_owned());
            text(port, "mode", || "ingress".to_owned());
        }
        for secret in member(service, "secrets").into_iter().flat_map(items) {
            let source = secret.get("source").and_then(Value::to_text).unwrap_or_default();
            text(secret, "target", || format!("/run/secrets/{source}"));
        }
        member(service, "gpus").into_iter().for_each(all_devices);
        let reservations = member(service, "deploy").and_then(|deploy| member(deploy, "resources"));
        let reservations = reservations.and_then(|resources| member(resources, "reservations"));
        reservations.and_then(|section| member(section, "devices")).into_iter().for_each(all_devices);
    }
}

/// Sets a key that is not there.
fn text(value: &mut Value, key: &str, default: impl Fn() -> String) {
    let place = value.place;
    if let Some(mapping) = value.as_mapping_mut().filter(|mapping| !mapping.has(key)) {
        put(mapping, key, Value::text(default(), place));
    }
}

fn all_devices(requests: &mut Value) {
    for request in items(requests) {
        let place = request.place;
        let Some(mapping) = request.as_mapping_mut() else { continue };
        if !mapping.has("count") && !mapping.has("device_ids") {
            put(mapping, "count", Value::scalar(Data::Integer(-1), place));
        }
    }
}
