//! `deploy:`

use super::super::Value;
use super::super::ast::{Deploy, Placement, Rollout, SwarmRestartPolicy};
use super::read::{self, Keys};
use super::resources::resources;

/// `deploy:`
pub(super) fn deploy(value: &Value) -> Option<Deploy> {
    value.as_mapping()?;
    let keys = Keys::of(value);
    let amounts = |key: &str| value.at(&["resources", key]).and_then(resources);
    Some(Deploy {
        mode: keys.text("mode"),
        endpoint_mode: keys.text("endpoint_mode"),
        replicas: keys.integer("replicas"),
        labels: keys.pairs("labels"),
        limits: amounts("limits"),
        reservations: amounts("reservations"),
        restart_policy: keys.body("restart_policy").map(restart_policy),
        placement: keys.body("placement").map(placement),
        update_config: keys.body("update_config").map(rollout),
        rollback_config: keys.body("rollback_config").map(rollout),
        place: value.place,
    })
}

fn restart_policy(keys: Keys<'_>) -> SwarmRestartPolicy {
    SwarmRestartPolicy {
        condition: keys.text("condition"),
        delay: keys.duration("delay"),
        max_attempts: keys.integer("max_attempts"),
        window: keys.duration("window"),
        place: keys.place(),
    }
}

fn placement(keys: Keys<'_>) -> Placement {
    let preferences = keys.items("preferences").iter();
    Placement {
        constraints: keys.texts("constraints"),
        preferences: preferences.filter_map(|item| item.get("spread").and_then(read::text)).collect(),
        max_replicas_per_node: keys.integer("max_replicas_per_node"),
        place: keys.place(),
    }
}

fn rollout(keys: Keys<'_>) -> Rollout {
    Rollout {
        parallelism: keys.integer("parallelism"),
        delay: keys.duration("delay"),
        failure_action: keys.text("failure_action"),
        monitor: keys.duration("monitor"),
        max_failure_ratio: keys.number("max_failure_ratio"),
        order: keys.text("order"),
        place: keys.place(),
    }
}
