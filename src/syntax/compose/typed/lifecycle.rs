//! Hooks and watched files.

use super::super::Value;
use super::super::ast::{Hook, Watch};
use super::command::command;
use super::environment::variables;
use super::read::Keys;

/// An item of `post_start:` or `pre_stop:`, and what is run after a watched file was copied.
pub(super) fn hook(value: &Value) -> Option<Hook> {
    value.as_mapping()?;
    let keys = Keys::of(value);
    Some(Hook {
        command: keys.value("command").and_then(command),
        user: keys.text("user"),
        privileged: keys.flag("privileged"),
        working_dir: keys.text("working_dir"),
        environment: variables(keys.value("environment")),
        place: value.place,
    })
}

/// An item of `develop.watch:`.
pub(super) fn watch(value: &Value) -> Option<Watch> {
    value.as_mapping()?;
    let keys = Keys::of(value);
    Some(Watch {
        path: keys.text("path"),
        action: keys.text("action"),
        target: keys.text("target"),
        ignore: keys.texts("ignore"),
        include: keys.texts("include"),
        initial_sync: keys.flag("initial_sync"),
        exec: keys.value("exec").and_then(hook),
        place: value.place,
    })
}
