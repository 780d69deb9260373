//! What ShellCheck would say of a script: its codes, each with the place in the script's text.
//!
//! Knows one script and the shell that will run it, nothing of files and stages. The library that finds them
//! is seen only by `library`, and is left out with the feature `shell-lint`: then nothing is ever found.
//! Start with [`findings`].

#[cfg(feature = "shell-lint")]
mod library;
#[cfg(feature = "shell-lint")]
mod memory;
#[cfg(feature = "shell-lint")]
mod plain;

use std::ops::Range;
use std::sync::Arc;

/// The shell that will run a script, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Target {
    /// Some `/bin/sh`: only what POSIX promises is safe.
    #[default]
    Posix,
    /// `dash`, the `/bin/sh` of Debian and Ubuntu.
    Dash,
    /// `ash` in Busybox, the `/bin/sh` of Alpine.
    Busybox,
    /// `bash`, under whatever name.
    Bash,
    /// `ksh` and `mksh`.
    Ksh,
}

/// How a script is run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Runner {
    /// By which shell.
    pub target: Target,
    /// Whether the shell was told `-e`.
    pub errexit: bool,
    /// Whether the shell was told `-o pipefail`.
    pub pipefail: bool,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Will hurt some day.
    Warning,
    /// Broken.
    Error,
}

/// A finding in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// ShellCheck's number: 2086.
    pub code: u16,
    /// How bad it is.
    pub level: Level,
    /// What is wrong, in the library's words.
    pub message: String,
    /// Where, in the script's text.
    pub range: Range<usize>,
    /// What would mend it.
    pub repair: Option<Repair>,
}

/// Edits of a script's text that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What it does, in the library's words; may be empty.
    pub title: String,
    /// What is replaced by what.
    pub edits: Vec<(Range<usize>, String)>,
}

/// What [`is_large`] counts: variables times commands.
const MOST_PATHS: usize = 30_000;

/// What [`is_large`] counts: functions.
const MOST_FUNCTIONS: usize = 20;

/// Whether a script is too large for the checks that follow every way through it: [`findings`] has no 2086,
/// 2218 and 2329 of it. Their time grows with the cube of the script.
pub fn is_large(text: &str) -> bool {
    let variables = text.bytes().filter(|byte| *byte == b'$').count();
    let commands = || text.bytes().filter(|byte| matches!(byte, b'\n' | b';' | b'&' | b'|')).count();
    (variables > 0 && variables * commands() > MOST_PATHS) || text.matches("()").count() > MOST_FUNCTIONS
}

/// What is found in a script, in the order of places. The same text is looked at once.
#[cfg(feature = "shell-lint")]
pub fn findings(text: &str, runner: Runner) -> Arc<[Finding]> {
    if plain::is_plain(text) {
        return Arc::from([]);
    }
    memory::recall(text, runner, library::findings)
}

/// Nothing: built without the feature `shell-lint`.
#[cfg(not(feature = "shell-lint"))]
pub fn findings(_text: &str, _runner: Runner) -> Arc<[Finding]> {
    Arc::from([])
}

/// The numbers of everything that can be found, in order; empty without the feature `shell-lint`.
#[cfg(feature = "shell-lint")]
pub fn codes() -> Vec<u16> {
    library::codes()
}

/// The numbers of everything that can be found: none without the feature `shell-lint`.
#[cfg(not(feature = "shell-lint"))]
pub fn codes() -> Vec<u16> {
    Vec::new()
}
