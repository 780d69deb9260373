//! Layer 3: the engine that runs rules over a project and proves their fixes.
//!
//! Knows rules as values, never one of them by name; does not print and does not read files. Start with
//! [`rule::Rule`] and [`Checked`], what a run gives back.

mod checker;
mod diagnostic;
pub mod engine;
pub mod fix;
pub mod rule;
pub mod settings;

pub use checker::Checker;
pub use diagnostic::{Checked, Diagnostic, Fix, Label};
pub use fix::{Fixed, FixedFile, Refused};
pub use rule::{Category, Check, FixSupport, OptionSpec, Profile, Rule, Safety, Severity};
pub use settings::{Settings, UnknownName};
