//! Commands and health checks.

use crate::syntax::compose::parts::part_text;
use crate::syntax::compose::words::split;
use crate::syntax::compose::{ComposeProblem, Mapping, Value, ValueKind};

use super::{items, member, texts};

/// Makes words out of a command string.
///
/// Every word stands at its bytes of the string and its `written` is the whole string. A string without words is an
/// empty list.
pub(super) fn command(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    let Some(text) = value.as_text() else { return };
    match split(text) {
        Ok(split) => {
            let words = split.words.into_iter().map(|word| part_text(value, word.range, word.value)).collect();
            value.kind = ValueKind::Sequence(words);
        }
        Err(flaw) => problems.push(flaw.problem(value)),
    }
}

/// A test that is a text runs in a shell.
pub(super) fn health_check(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    for key in ["interval", "timeout", "start_period", "start_interval"] {
        if let Some(duration) = member(value, key) {
            super::resources::duration(duration, problems);
        }
    }
    let Some(test) = member(value, "test") else { return };
    if test.as_text().is_some() {
        let mut text = test.clone();
        text.directive = None;
        test.kind = ValueKind::Sequence(vec![Value::text("CMD-SHELL", test.place), text]);
    }
}

/// Commands that run after the start and before the stop.
pub(super) fn hooks(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    for item in items(value) {
        executed(item, problems);
    }
}

/// Containers that run before the start: they have the keys of a service.
pub(super) fn containers(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    for (key, member) in items(value).iter_mut().filter_map(Value::as_mapping_mut).flat_map(Mapping::iter_mut) {
        super::services::attribute(key, &mut member.value, problems);
    }
}

fn executed(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    if let Some(words) = member(value, "command") {
        command(words, problems);
    }
    if let Some(environment) = member(value, "environment") {
        texts::variables(environment, problems);
    }
    member(value, "privileged").into_iter().for_each(texts::flag);
}

/// What is watched while developing.
pub(super) fn develop(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    let Some(watch) = member(value, "watch") else { return };
    for item in items(watch) {
        for key in ["ignore", "include"] {
            if let Some(patterns) = member(item, key) {
                crate::syntax::compose::merge::listed(patterns);
            }
        }
        if let Some(run) = member(item, "exec") {
            executed(run, problems);
        }
    }
}
