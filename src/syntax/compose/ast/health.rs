//! The health check of a service.

use std::time::Duration;

use super::super::Located;
use crate::text::Place;

/// `healthcheck:`
#[derive(Clone, Debug, PartialEq)]
pub struct Healthcheck {
    /// What is run; the image's own where nothing is written.
    pub test: Option<HealthTest>,
    /// Whether the image's check is switched off.
    pub disable: Option<Located<bool>>,
    /// From check to check.
    pub interval: Option<Located<Duration>>,
    /// When a check counts as failed.
    pub timeout: Option<Located<Duration>>,
    /// How many failures in a row make it unhealthy.
    pub retries: Option<Located<i64>>,
    /// How long failures do not count.
    pub start_period: Option<Located<Duration>>,
    /// From check to check as long as failures do not count.
    pub start_interval: Option<Located<Duration>>,
    /// All of it.
    pub place: Place,
}

/// `healthcheck.test`
#[derive(Clone, Debug, PartialEq)]
pub struct HealthTest {
    /// How it is run.
    pub form: TestForm,
    /// Without `CMD`, `CMD-SHELL` or `NONE`: of [`TestForm::Shell`], the script alone.
    pub words: Vec<Located<String>>,
    /// Whether it is written as one text, which is for the shell.
    pub is_text: bool,
    /// All of it.
    pub place: Place,
}

/// How a health check is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestForm {
    /// `CMD-SHELL` or a text: by the shell of the image.
    Shell,
    /// `CMD`: without a shell.
    Exec,
    /// `NONE`: not at all.
    None,
    /// A list that starts with none of them, which Compose refuses.
    Unmarked,
}

impl Healthcheck {
    /// Whether it says that nothing is to be checked.
    pub fn is_disabled(&self) -> bool {
        self.disable.as_ref().is_some_and(|disable| disable.value)
            || self.test.as_ref().is_some_and(|test| test.form == TestForm::None)
    }
}

impl HealthTest {
    /// The script of a check that a shell runs.
    pub fn script(&self) -> Option<&Located<String>> {
        self.words.first().filter(|_| self.form == TestForm::Shell)
    }
}
