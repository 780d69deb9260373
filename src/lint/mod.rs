//! Layer 3: the engine that runs rules over a project and proves their fixes.
//!
//! Knows rules as values, never one of them by name; does not print and does not read files. Start with
//! [`rule::Rule`] and [`Checked`], what a run gives back.

pub mod accounts;
mod checker;
mod compose;
pub mod compose_help;
mod diagnostic;
pub mod edits;
mod embedded;
pub mod engine;
pub mod fix;
mod ignore_edits;
pub mod images;
pub mod names;
pub mod options;
mod prove;
pub mod rule;
pub mod settings;
mod shell;
mod suppress;
mod yaml_edits;

/// The days that policies and suppressions speak of.
pub use crate::knowledge::images::Date;
pub use checker::{Checker, Finding};
pub use diagnostic::{Checked, Diagnostic, Failure, Fix, Label};
pub use fix::{Fixed, FixedFile, Refused};
pub use ignore_edits::IgnoreEdits;
pub use names::{Name, Tool, UnknownName};
pub use options::{OptionKind, OptionScope, OptionSpec, OptionValue};
pub use rule::{Category, Check, FixSupport, Profile, Rule, Safety, Severity};
pub use settings::{Policy, Settings};
pub use suppress::{Effect, Language, Reach, SuppressedName, Suppression};
pub use yaml_edits::YamlEdits;
