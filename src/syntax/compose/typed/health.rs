//! Health checks.

use super::super::ast::{HealthTest, Healthcheck, TestForm};
use super::super::{Located, Value};
use super::read::{self, Keys};

/// `healthcheck:`
pub(super) fn healthcheck(value: &Value) -> Option<Healthcheck> {
    value.as_mapping()?;
    let keys = Keys::of(value);
    Some(Healthcheck {
        test: keys.value("test").and_then(test),
        disable: keys.flag("disable"),
        interval: keys.duration("interval"),
        timeout: keys.duration("timeout"),
        retries: keys.integer("retries"),
        start_period: keys.duration("start_period"),
        start_interval: keys.duration("start_interval"),
        place: value.place,
    })
}

/// `test:`; a text is a script for the shell.
fn test(value: &Value) -> Option<HealthTest> {
    let place = value.place;
    let Some(items) = value.as_sequence() else {
        let script = read::text(value).filter(|script| !script.value.is_empty())?;
        return Some(HealthTest { form: TestForm::Shell, words: vec![script], is_text: true, place });
    };
    let mut words: Vec<Located<String>> = items.iter().filter_map(read::text).collect();
    let form = match words.first()?.value.as_str() {
        "CMD-SHELL" => TestForm::Shell,
        "CMD" => TestForm::Exec,
        "NONE" => TestForm::None,
        _ => TestForm::Unmarked,
    };
    if form != TestForm::Unmarked {
        words.remove(0);
    }
    let is_text = form == TestForm::Shell && words.first().is_some_and(|script| script.place == place);
    Some(HealthTest { form, words, is_text, place })
}
