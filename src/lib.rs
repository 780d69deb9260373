//! plimsoll reads Dockerfiles, Compose files and ignore files as one project and says, precisely and with a
//! fix, what keeps it from being fit for production.
//!
//! # The map
//!
//! `src/` is the engine and does not change when a rule is added; `rules/` is the knowledge, pairs of code
//! and page. Each layer may use those above it in this list and none below:
//!
//! | layer | module | what it is |
//! | --- | --- | --- |
//! | 0 | [`text`] | bytes of one file: spans, lines, edits |
//! | 1 | [`syntax`] | text to typed trees and problems; never fails, does no IO |
//! | 2 | [`knowledge`] | dated tables: base images, programs, names of secrets |
//! | 2 | [`model`] | what the trees mean together: stages, steps, state, programs, installs, the cache, Compose projects |
//! | 3 | [`lint`] | the engine: runs rules, obeys suppressions, proves fixes |
//! | – | [`rules`] | every rule with its page; sees everything above |
//! | 4 | [`config`] | `plimsoll.toml` to a policy, its schema |
//! | 4 | [`report`] | findings to text, one file a format |
//! | 5 | [`cli`] | the only IO: arguments, files, exit codes |
//!
//! # The way data flows
//!
//! `cli` finds the `plimsoll.toml` of each file; [`config::Config`] and the arguments make a [`lint::Policy`], and
//! [`lint::Settings`] are what follows from it for the rules there are. `cli` reads files into
//! [`text::Source`]s. [`syntax::dockerfile::parse`] makes a lossless tree and a list of problems.
//! [`model::Project::of_dockerfiles`] resolves trees into [`model::Build`]s. A Compose project is several files:
//! [`model::stack::load::load`] reads them through [`model::stack::ProjectFiles`] and merges what [`syntax::yaml`] and
//! [`syntax::compose`] make of each into a [`model::stack::Stack`], in which every value keeps the place it was written
//! at, and what services build is resolved with it: a [`model::Container`] is a service with its build. A
//! Dockerfile that stands in a Compose file is a file of the project too, whose [`syntax::compose::Embedding`] leads from
//! its bytes to where they are written: the engine tells its findings there. How a
//! repository builds its Dockerfiles outside of Compose, [`model::found_builds`] reads from bake files and pipelines. An
//! ignore file becomes patterns by [`syntax::dockerignore::parse`], and its
//! [`Matcher`](syntax::dockerignore::Matcher) says what the builder never sees. [`lint::engine::run`] calls each
//! rule for the nodes its [`lint::Check`] names, those about suppressing comments last, and gives back
//! [`lint::Checked`], which every reporter reads. With `--fix`, [`lint::fix::fix`] applies fixes, proves them and
//! looks again until nothing is left to mend. `cli::hadolint` says the same findings in hadolint's words.
//!
//! # What must never happen
//!
//! - A file that BuildKit or Docker Compose accepts is refused, or a syntax error hides another finding, file or rule.
//! - A rule reads text again, knows another rule, a setting or a format.
//! - The fixer or a reporter knows a rule by name.
//! - A fix is written that was not parsed again and compared; a second `--fix` changes something.
//! - A finding has no span, or one outside of its file or inside a character.
//! - The output depends on threads, hash maps or the clock, but for the day on which a suppression expires.
//! - A panic, unbounded recursion or more than linear time is reachable from input.
//! - What could not be checked is passed over in silence.
//!
//! `tests/` holds these promises: `pages` (every example is true), `registry`, `architecture` (who may know
//! whom), `robustness`, `fixes`, `dockerfile_syntax`, `cli`.

pub mod cli;
pub mod config;
pub mod knowledge;
pub mod lint;
pub mod model;
pub mod report;
#[path = "../rules/mod.rs"]
pub mod rules;
pub mod syntax;
pub mod text;
