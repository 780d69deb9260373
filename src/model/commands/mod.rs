//! The programs that steps run, and how they come to be run.
//!
//! From an instruction to its programs (`programs`), through `sudo` and its kin (`wrappers`), in which shell
//! (`interpreter`) and directory (`directories`), whether they surely run (`certainty`), what becomes of
//! their failure (`losses`), and what their words come to
//! (`values`). Start with `Command`.

pub(super) mod certainty;
pub(super) mod command;
pub mod directories;
pub(super) mod interpreter;
pub(super) mod launchers;
pub(super) mod losses;
pub(super) mod programs;
pub(super) mod scripts;
pub(super) mod texts;
pub(super) mod values;
pub(super) mod wrappers;
