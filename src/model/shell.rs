//! What ShellCheck would say of the scripts of a step, with places in the file.
//!
//! Knows what the file and the base image make of a script: variables that are set around it, and what the
//! image's own `/bin/sh` can do beyond POSIX. Start with [`Build::shell_findings`].

use super::{Build, ScriptSource, Step, StepScript};
use crate::syntax::shell::lint::{self, Finding, Level, Repair, Target};
use crate::text::{Edit, Span};

/// A finding in a script of a step.
#[derive(Clone, Debug)]
pub struct ShellFinding<'a> {
    /// ShellCheck's number: 2086.
    pub code: u16,
    /// How bad it is.
    pub level: Level,
    /// What is wrong, as the library puts it.
    pub message: &'a str,
    /// Where.
    pub span: Span,
    /// The text there.
    pub text: &'a str,
    /// The shell that runs the script.
    pub target: Target,
    /// What would mend it, where each edit has a place of its own in the file.
    pub repair: Option<ShellRepair<'a>>,
}

/// Edits that mend a finding.
#[derive(Clone, Debug)]
pub struct ShellRepair<'a> {
    /// What they do, as the library puts it; may be empty.
    pub title: &'a str,
    /// Whether the library takes them for safe.
    pub is_safe: bool,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// Variables that are set in every build: <https://docs.docker.com/build/building/variables/#proxy-arguments>
const PROXIES: [&str; 10] = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "FTP_PROXY",
    "NO_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "ftp_proxy",
    "no_proxy",
    "all_proxy",
];

/// A variable that nobody set.
const UNDEFINED: u16 = 2154;
/// A variable that nobody reads.
const UNUSED: u16 = 2034;

impl Build {
    /// What ShellCheck would say of the scripts of a step, as far as somebody wants to hear of it, in the order
    /// of scripts and places.
    pub fn shell_findings<'a>(&'a self, step: &'a Step, wanted: &dyn Fn(u16) -> bool) -> Vec<ShellFinding<'a>> {
        let mut found = Vec::new();
        for script in &step.scripts {
            let Some(runner) = script.runner else { continue };
            let findings = script.findings.get_or_init(|| lint::findings(script.text.text(), runner));
            let relevant = findings.iter().filter(|finding| wanted(finding.code));
            found.extend(relevant.filter_map(|finding| self.shell_finding(step, script, finding, runner.target)));
        }
        found
    }

    fn shell_finding<'a>(
        &self,
        step: &Step,
        script: &'a StepScript,
        finding: &'a Finding,
        target: Target,
    ) -> Option<ShellFinding<'a>> {
        let text = script.text.text().get(finding.range.clone())?;
        if self.is_set_around(step, finding.code, text) || target.can(finding.code, text) {
            return None;
        }
        Some(ShellFinding {
            code: finding.code,
            level: finding.level,
            message: &finding.message,
            span: script.text.span(finding.range.start, finding.range.end),
            text,
            target,
            repair: finding.repair.as_ref().and_then(|repair| script.repair(repair)),
        })
    }

    /// Whether a finding is about a variable that is part of the environment, whatever the script does.
    fn is_set_around(&self, step: &Step, code: u16, text: &str) -> bool {
        if code != UNDEFINED && code != UNUSED {
            return false;
        }
        let name = variable_name(text);
        let from_image = || {
            let image = self.stage(step.stage).and_then(|stage| self.base_image(stage));
            image.is_some_and(|image| image.facts.environment.contains(&name))
        };
        self.binding(step, name).is_some() || PROXIES.contains(&name) || from_image()
    }
}

impl StepScript {
    /// The edits in the file; `None` where one of them has no place of its own there, or where a new line
    /// would end the instruction.
    fn repair<'a>(&self, repair: &'a Repair) -> Option<ShellRepair<'a>> {
        let is_document = match self.source {
            ScriptSource::Arguments => false,
            ScriptSource::Heredoc(_) => true,
            // Its quotes are those of another language.
            ScriptSource::Word(_) => return None,
        };
        let edits = repair.edits.iter().map(|(range, content)| {
            let span = self.text.unbroken(range.start, range.end)?;
            (is_document || !content.contains('\n')).then(|| Edit::replace(span, content.clone()))
        });
        Some(ShellRepair { title: &repair.title, is_safe: repair.is_safe, edits: edits.collect::<Option<_>>()? })
    }
}

/// The name in `$name`, `${name:-x}`, `"$name"` or `name=value`.
fn variable_name(text: &str) -> &str {
    let start = text.find(|letter: char| letter == '_' || letter.is_ascii_alphabetic()).unwrap_or(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.find(|letter: char| letter != '_' && !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// What a known shell can do though POSIX does not promise it.
trait Abilities {
    fn can(self, code: u16, text: &str) -> bool;
}

impl Abilities for Target {
    /// Whether the shell does well what the code warns of.
    fn can(self, code: u16, text: &str) -> bool {
        match self {
            Self::Posix | Self::Bash | Self::Ksh => false,
            Self::Dash => code == 3037 && text == "-n",
            Self::Busybox => BUSYBOX.contains(&code),
        }
    }
}

/// What `ash` of Busybox has, built as Alpine and Busybox build it (`ASH_BASH_COMPAT`, `ASH_OPT_PRINTF`...):
/// `$'x'`, `[[`, `==`, `=~`, `&>`, `echo -e`, `set -o pipefail`, `local`, `let`, `read -p -s -t -n`, `source`,
/// `${x:0:1}` and `${x/a/b}`.
///
/// Source: <https://git.busybox.net/busybox/tree/shell/ash.c>, <https://git.busybox.net/busybox/tree/shell/Config.in>
const BUSYBOX: [u16; 14] = [2112, 2113, 3003, 3010, 3014, 3015, 3020, 3037, 3040, 3042, 3043, 3046, 3057, 3060];
