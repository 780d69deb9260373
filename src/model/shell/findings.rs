//! What ShellCheck would say of the scripts of a step, with places in the file.
//!
//! Knows what the file and the base image make of a script: variables that are set around it, and what the
//! image's own `/bin/sh` can do beyond POSIX. Start with [`Build::shell_findings`].

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

use crate::model::shell::checks::{Own, UNQUOTED, own_findings, unquoted_variables};
use crate::model::shell::meant::Meaning;
use crate::model::{Build, ScriptSource, Step, StepScript};
use crate::syntax::expand::Value;
use crate::syntax::shell::lint::{self, Finding, Level, Repair, Runner, Target};
use crate::text::{Edit, Span};

/// A finding in a script of a step.
#[derive(Clone, Debug)]
pub struct ShellFinding<'a> {
    /// ShellCheck's number: 2086.
    pub code: u16,
    /// How bad it is.
    pub level: Level,
    /// What is wrong, as the library puts it; empty where it was not the library that found it.
    pub message: &'a str,
    /// Where.
    pub span: Span,
    /// The text there.
    pub text: &'a str,
    /// The shell that runs the script.
    pub target: Target,
    /// Whether a list of words stands there, which is split on purpose.
    pub is_list: bool,
    /// What would mend it, where each edit has a place of its own in the file.
    pub repair: Option<ShellRepair<'a>>,
}

/// Edits that mend a finding.
#[derive(Clone, Debug)]
pub struct ShellRepair<'a> {
    /// What they do, as the library puts it; may be empty.
    pub title: &'a str,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// Values that are put together in a script may have so many bytes.
const LONGEST_VALUE: usize = 1 << 16;

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
/// `cd` whose failure nothing looks at.
const UNCHECKED_CD: u16 = 2164;
/// A substitution without quotes.
const SUBSTITUTION: u16 = 2046;
/// A variable that nobody reads.
const UNUSED: u16 = 2034;
/// `rm -r "$name/"`.
const ROOT_WITHOUT_VALUE: u16 = 2115;

impl Build {
    /// What ShellCheck would say of the scripts of a step, as far as somebody wants to hear of it, in the order
    /// of scripts and places.
    pub fn shell_findings<'a>(&'a self, step: &'a Step, wanted: &dyn Fn(u16) -> bool) -> Vec<ShellFinding<'a>> {
        let mut found = Vec::new();
        for script in &step.scripts {
            let Some(runner) = script.runner.filter(|_| !script.is_broken_array()) else { continue };
            let runner = self.likely_runner(step, runner);
            let findings = script.findings.get(|| script.look(runner));
            let around = Around {
                build: self,
                step,
                script,
                target: runner.target,
                set: OnceCell::new(),
                free: OnceCell::new(),
                meaning: OnceCell::new(),
            };
            let relevant = findings.iter().filter(|finding| wanted(finding.code) && !around.explains(finding));
            found.extend(relevant.filter_map(|finding| around.finding(finding)));
            let own = own_findings(script, &step.before).iter().filter(|own| wanted(own.code));
            let mut own: Vec<Own<'a>> = own.map(|own| (own.code, own.level, own.span, &*own.text)).collect();
            if wanted(UNQUOTED) && lint::is_large(script.text.text()) {
                let unquoted = unquoted_variables(script).into_iter();
                own.extend(
                    unquoted
                        .filter(|(code, _, span, name)| !around.is_in_sight(name) && !around.is_meant(*code, *span)),
                );
            }
            found.extend(own.into_iter().map(|(code, level, span, text)| ShellFinding {
                code,
                level,
                message: "",
                span,
                text,
                target: runner.target,
                is_list: false,
                repair: None,
            }));
        }
        found
    }
}

impl Build {
    /// The runner; where nobody knows what `sh` is in the image, as the stage's package manager lets it be.
    fn likely_runner(&self, step: &Step, runner: Runner) -> Runner {
        let likely = self.stage(step.stage).and_then(|stage| stage.likely_sh);
        match (runner.target, likely) {
            (Target::Posix, Some(target)) => Runner { target, ..runner },
            _ => runner,
        }
    }
}

/// What holds around a script.
struct Around<'a> {
    build: &'a Build,
    step: &'a Step,
    script: &'a StepScript,
    /// The shell that runs it.
    target: Target,
    /// The variables that the script sets itself.
    set: OnceCell<HashSet<String>>,
    /// The variables that it takes from outside.
    free: OnceCell<HashSet<&'a str>>,
    /// What it means, once somebody asked.
    meaning: OnceCell<Meaning<'a>>,
}

impl<'a> Around<'a> {
    /// A finding with its place in the file, unless the shell can do what it warns of, or it is meant.
    fn finding(&self, finding: &'a Finding) -> Option<ShellFinding<'a>> {
        let script = self.script;
        let text = script.text.text().get(finding.range.clone())?;
        let span = script.text.span(finding.range.start, finding.range.end);
        if self.target.can(finding.code, text) || self.is_meant(finding.code, span) {
            return None;
        }
        let is_unquoted = matches!(finding.code, SUBSTITUTION | UNQUOTED);
        let is_list = is_unquoted && self.meaning().is_list(span);
        let is_guess = is_list || (is_unquoted && !self.meaning().is_surely_one(span));
        Some(ShellFinding {
            code: finding.code,
            level: finding.level,
            message: &finding.message,
            span,
            text,
            target: self.target,
            is_list,
            repair: finding.repair.as_ref().filter(|_| !is_guess).and_then(|repair| script.repair(repair)),
        })
    }

    fn meaning(&self) -> &Meaning<'a> {
        self.meaning.get_or_init(|| Meaning::of(self.script))
    }

    /// Whether the script wants what a code warns of.
    fn is_meant(&self, code: u16, span: Span) -> bool {
        matches!(code, 1007 | 2016 | SUBSTITUTION | UNQUOTED | 2153 | UNDEFINED | UNCHECKED_CD)
            && self.meaning().is_meant(code, span, self.target)
    }

    /// Whether a finding is about a variable that is set outside of the script.
    fn explains(&self, finding: &Finding) -> bool {
        let name = || variable_name(self.script.text.text().get(finding.range.clone()).unwrap_or_default());
        match finding.code {
            UNDEFINED => self.is_set(name()) || !self.is_free(name()),
            UNUSED => self.is_set(name()),
            UNQUOTED => self.is_in_sight(name()),
            ROOT_WITHOUT_VALUE => self.has_value(name()),
            _ => false,
        }
    }

    /// Whether a variable is part of the environment, whatever the script does.
    fn is_set(&self, name: &str) -> bool {
        let image = || self.build.stage(self.step.stage).and_then(|stage| self.build.base_image(stage));
        self.build.binding(self.step, name).is_some()
            || PROXIES.contains(&name)
            || image().is_some_and(|image| image.facts.environment.contains(&name))
    }

    /// Whether the script takes the variable from outside, as far as can be seen: not behind `eval` or `.`.
    fn is_free(&self, name: &str) -> bool {
        let names = || self.script.script.free_variables().into_iter().map(|(variable, _)| &*variable.name).collect();
        self.free.get_or_init(names).contains(name)
    }

    /// Whether ENV or ARG gives the variable a value that is not empty.
    fn has_value(&self, name: &str) -> bool {
        let binding = self.build.binding(self.step, name);
        binding.is_some_and(|binding| matches!(&binding.value, Value::Known(text) if !text.is_empty()))
    }

    /// Whether the value of a variable is that of an ENV or ARG of the same stage or one that it starts from:
    /// whoever wrote it sees what it holds, and may want it split.
    fn is_in_sight(&self, name: &str) -> bool {
        let definition = self.build.binding(self.step, name).and_then(|binding| self.build.step(binding.step?));
        let is_own = definition.is_some_and(|definition| {
            let stage = self.build.stage(self.step.stage);
            stage.is_some_and(|stage| self.build.lineage(stage).any(|ancestor| ancestor.id == definition.stage))
        });
        is_own && !self.set.get_or_init(|| self.script.script.assigned_variables()).contains(name)
    }
}

impl StepScript {
    /// What the library says of it; nothing where the library, which puts values together, would not end.
    fn look(&self, runner: Runner) -> Arc<[Finding]> {
        if self.script.longest_value() > LONGEST_VALUE {
            return Arc::from([]);
        }
        lint::findings(self.text.text(), runner)
    }

    /// Whether a JSON array is meant that is none, so that a shell is given it.
    fn is_broken_array(&self) -> bool {
        let Some(rest) = self.text.text().trim_start().strip_prefix('[') else { return false };
        // Behind the bracket of a test stands a blank.
        self.source == ScriptSource::Arguments && (rest.starts_with(['"', '\'']) || rest.contains("\","))
    }

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
        Some(ShellRepair { title: &repair.title, edits: edits.collect::<Option<_>>()? })
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
            // Its `echo` knows `-n` and backslashes, its `read` knows `-p`, and `set -E` is another option.
            Self::Dash => matches!((code, text), (2028 | 3041 | 3043, _) | (3037, "-n") | (3045, "-p")),
            Self::Busybox => BUSYBOX.contains(&code) || (code == 3045 && text != "-v"),
        }
    }
}

/// What `ash` of Busybox has, built as Alpine and Busybox build it (`ASH_BASH_COMPAT`, `ASH_TEST`, `SH_MATH`):
/// `function`, `$'x'`, `[[`, `==`, `=~`, `i++`, `&>`, `[^a]`, `echo -e`, `set -o pipefail`, `let`, `local`,
/// `source`, `trap : SIGINT`, `${x:0:1}` and `${x/a/b}`.
///
/// Source: <https://git.busybox.net/busybox/tree/shell/ash.c>, <https://git.busybox.net/busybox/tree/shell/Config.in>
const BUSYBOX: [u16; 17] =
    [2112, 2113, 3003, 3010, 3014, 3015, 3018, 3020, 3026, 3037, 3040, 3042, 3043, 3046, 3048, 3057, 3060];
