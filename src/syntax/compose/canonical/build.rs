//! Builds.

use crate::syntax::compose::merge::context;
use crate::syntax::compose::parts::part_text;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Value, ValueKind};

use super::{hosts, mounts, resources, texts};

/// Brings a build into its long form.
pub(super) fn build(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    context(value);
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (key, member) in mapping.iter_mut() {
        let value = &mut member.value;
        match key {
            "additional_contexts" => texts::contexts(value, problems),
            "args" => texts::variables(value, problems),
            "extra_hosts" => hosts::hosts(value, problems),
            "labels" => texts::labels(value),
            "provenance" | "sbom" => texts::text(value),
            "secrets" => mounts::files(value),
            "shm_size" => resources::bytes(value, problems),
            "ssh" => ssh(value, problems),
            "ulimits" => limits(value, problems),
            _ => {}
        }
    }
}

/// Keys of SSH with their paths; nothing for those of the agent.
fn ssh(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    let ValueKind::Sequence(items) = &value.kind else { return };
    let mut mapping = Mapping::new();
    for item in items {
        let Some(text) = item.as_text() else { return };
        match text.split_once('=') {
            Some((id, path)) => {
                let made = part_text(item, id.len() + 1..text.len(), path);
                mapping.insert(id, item.part(0..id.len().max(1)), made);
            }
            None if text == "default" => {
                mapping.insert(text, item.place, Value::null(item.place));
            }
            None => {
                let message = format!("`{text}` names no key of SSH");
                let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, item.place, message);
                problems.push(problem.help("write `default` for the agent, or `name=path`"));
                return;
            }
        }
    }
    value.kind = ValueKind::Mapping(mapping);
}

/// Limits of a build are numbers; Compose does not read them from texts, as it does for services.
fn limits(value: &Value, problems: &mut Vec<ComposeProblem>) {
    for (_, member) in value.as_mapping().into_iter().flat_map(Mapping::iter) {
        if let Some(text) = member.value.as_text() {
            let message = format!("the limit `{text}` of a build is a text");
            let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, member.value.place, message);
            problems.push(problem.help("write the number without quotes"));
        }
    }
}
