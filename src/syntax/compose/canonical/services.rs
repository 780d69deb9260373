//! Services: which key has which long form.

use std::sync::Arc;

use crate::syntax::compose::merge::{condition, listed, names};
use crate::syntax::compose::parts::set_data;
use crate::syntax::compose::{ComposeProblem, Data, Mapping, Value, ValueKind};

use super::ports::Budget;
use super::{build, commands, hosts, items, member, mounts, ports, put, resources, texts};

/// Brings a service into its long form.
pub(super) fn service(value: &mut Value, budget: &mut Budget, problems: &mut Vec<ComposeProblem>) {
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (key, member) in mapping.iter_mut() {
        let value = &mut member.value;
        match key {
            "ports" => ports::ports(value, budget, problems),
            _ => attribute(key, value, problems),
        }
    }
}

/// Brings the value of a key of a service, or of a container that runs before it, into its long form.
pub(super) fn attribute(key: &str, value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    match key {
        "attach" | "per_replica" => texts::flag(value),
        "annotations" | "labels" | "sysctls" | "storage_opt" => texts::labels(value),
        "blkio_config" => resources::block_io(value, problems),
        "build" => build::build(value, problems),
        "command" | "entrypoint" => commands::command(value, problems),
        "configs" | "secrets" => mounts::files(value),
        "depends_on" => dependencies(value),
        "deploy" => resources::deploy(value, problems),
        "develop" => commands::develop(value, problems),
        "devices" => mounts::devices(value, problems),
        "dns" | "dns_search" | "label_file" | "tmpfs" => listed(value),
        "env_file" => environment_files(value),
        "environment" => texts::variables(value, problems),
        "expose" | "group_add" => texts::list(value),
        "extends" => extended(value),
        "extra_hosts" => hosts::hosts(value, problems),
        "gpus" => resources::gpus(value, problems),
        "healthcheck" => commands::health_check(value, problems),
        "logging" => member(value, "options").into_iter().for_each(texts::labels),
        "mem_limit" | "mem_reservation" | "mem_swappiness" | "memswap_limit" | "shm_size" => {
            resources::bytes(value, problems);
        }
        "models" => names(value, |_| None),
        "networks" => networks(value),
        "post_start" | "pre_stop" => commands::hooks(value, problems),
        "pre_start" => commands::containers(value, problems),
        "provider" => member(value, "options").into_iter().for_each(provider_options),
        "stop_grace_period" => resources::duration(value, problems),
        "volumes" => mounts::volumes(value, problems),
        _ => {}
    }
}

/// A dependency is required and waits for the start unless it says something else.
fn dependencies(value: &mut Value) {
    names(value, |item| Some(condition(item)));
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (_, member) in mapping.iter_mut() {
        let place = member.value.place;
        let Some(dependency) = member.value.as_mapping_mut() else { continue };
        if !dependency.has("condition") {
            put(dependency, "condition", Value::text("service_started", place));
        }
        if !dependency.has("required") {
            put(dependency, "required", Value::scalar(Data::Boolean(true), place));
        }
    }
}

/// Files of variables; those that do not say otherwise are required.
fn environment_files(value: &mut Value) {
    listed(value);
    for item in items(value).iter_mut().filter(|item| item.as_text().is_some()) {
        wrap(item, "path");
    }
    items(value).iter_mut().filter_map(|item| member(item, "required")).for_each(texts::flag);
}

/// The service that another extends, in the same file unless it says otherwise.
fn extended(value: &mut Value) {
    if value.as_text().is_some() {
        wrap(value, "service");
    }
}

/// Makes a mapping with one key out of a scalar.
fn wrap(value: &mut Value, key: &str) {
    let mut inner = value.clone();
    inner.directive = None;
    let mut mapping = Mapping::new();
    put(&mut mapping, key, inner);
    value.kind = ValueKind::Mapping(mapping);
}

fn networks(value: &mut Value) {
    names(value, |_| None);
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (_, network) in mapping.iter_mut() {
        member(&mut network.value, "driver_opts").into_iter().for_each(texts::labels);
    }
}

/// Options of a provider: lists of texts.
fn provider_options(value: &mut Value) {
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (_, member) in mapping.iter_mut() {
        listed(&mut member.value);
        texts::list(&mut member.value);
        if member.value.is_null() {
            set_data(&mut member.value, Data::Text(Arc::default()));
            member.value.kind = ValueKind::Sequence(vec![member.value.clone()]);
        }
    }
}
