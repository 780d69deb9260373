//! Which program reads the text of a RUN, CMD, ENTRYPOINT or HEALTHCHECK.

use crate::knowledge::images::ShellKind;
use crate::syntax::shell::Dialect;
use crate::syntax::shell::lint::{Runner, Target};

use crate::model::Build;
use crate::model::commands::scripts::turns_on_errexit;
use crate::syntax::dockerfile::ast::{CommandLine, Healthcheck, Kind};
use crate::syntax::image_ref::ImageRef;

/// Which program reads a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interpreter {
    /// A shell of the POSIX family, which we read too.
    Posix(Dialect),
    /// PowerShell.
    PowerShell,
    /// The command prompt of Windows.
    Cmd,
    /// Python, Perl, or whatever else.
    Other,
}

/// What reads the scripts of a step.
#[derive(Clone, Copy, Debug)]
pub(in crate::model) struct Reader {
    /// What reads its shell form.
    pub interpreter: Interpreter,
    /// How its shell form is run, where it is a shell that we know.
    pub runner: Option<Runner>,
    /// What `sh` is in the image.
    pub sh: Target,
}

impl Reader {
    /// What reads scripts where no SHELL says otherwise.
    pub(in crate::model) fn of_image(interpreter: Interpreter, sh: Target) -> Self {
        let runner = interpreter.dialect().map(|_| Runner { target: sh, ..Runner::default() });
        Self { interpreter, runner, sh }
    }

    /// What reads scripts where SHELL, or a comment in its place, starts this.
    pub(in crate::model) fn of_words(words: &[String], sh: Target) -> Self {
        Self { interpreter: Interpreter::of_words(words), runner: runner_of_words(words, sh), sh }
    }

    /// What reads the shell form of an instruction. Where nothing says that it is Windows but the text itself,
    /// which starts one of its programs or reads `$env:NAME`, the text is no script of `sh`.
    pub(in crate::model) fn for_instruction(self, kind: &Kind) -> Self {
        let line = match kind {
            Kind::Run(run) => &run.command,
            Kind::Cmd(line) | Kind::Entrypoint(line) | Kind::Healthcheck(Healthcheck::Command(_, line)) => line,
            _ => return self,
        };
        let CommandLine::Shell(shell) = line else { return self };
        let may_be_windows = self.interpreter.dialect().is_some() && self.sh == Target::Posix;
        match windows_reader(shell.script.text()).filter(|_| may_be_windows) {
            Some(interpreter) => Self { interpreter, runner: None, ..self },
            None => self,
        }
    }

    /// How a script is run that says by itself what runs it.
    pub(in crate::model) fn runner_of(&self, words: &[String]) -> Option<Runner> {
        runner_of_words(words, self.sh)
    }
}

/// Windows where the text of a shell form says so.
fn windows_reader(text: &str) -> Option<Interpreter> {
    let first = base_name(text.split_whitespace().next()?).to_ascii_lowercase();
    match first.as_str() {
        "powershell" | "powershell.exe" | "pwsh.exe" => Some(Interpreter::Cmd),
        "cmd" | "cmd.exe" if text.split_whitespace().nth(1).is_some_and(|flag| flag.starts_with('/')) => {
            Some(Interpreter::Cmd)
        }
        _ => text.to_ascii_lowercase().contains("$env:").then_some(Interpreter::PowerShell),
    }
}

/// What only the names of images for Windows hold.
pub(in crate::model) const WINDOWS_MARKS: [&str; 2] = ["servercore", "nanoserver"];

/// Whether an image that is not known says in its name or tag that it is for Windows. A `windows` in the name of
/// the image may as well be what it builds for.
pub(in crate::model) fn is_windows_image(image: &ImageRef) -> bool {
    let is_marked = |text: &str| WINDOWS_MARKS.iter().any(|mark| text.contains(mark));
    let is_named = |name: &str| name == "windows" || name.ends_with("-windows");
    image.tag().is_some_and(|tag| is_marked(tag) || tag.contains("windows"))
        || is_marked(image.repository())
        || image.repository().split('/').any(is_named)
}

impl Build {
    /// What `sh` is where the package manager that the steps from there on use tells: nobody runs `apk` under
    /// another shell than that of Busybox. `None` where they use none, or several.
    pub(in crate::model) fn likely_sh_since(&self, step: usize) -> Option<Target> {
        let steps = self.steps.get(step..)?;
        let mut likely = steps.iter().flat_map(|step| self.commands_of(step)).filter_map(|command| {
            match command.program.value.as_str() {
                "yum" | "dnf" | "microdnf" | "tdnf" => Some(Target::Bash),
                "apk" => Some(Target::Busybox),
                "apt-get" | "apt" => Some(Target::Dash),
                _ => None,
            }
        });
        let first = likely.next()?;
        likely.all(|other| other == first).then_some(first)
    }
}

/// How a command line such as that of SHELL runs a script, where it starts a shell that we know.
fn runner_of_words(words: &[String], sh: Target) -> Option<Runner> {
    let mut rest = words.iter().map(|word| base_name(word));
    let first = rest.next()?;
    let program = if first == "env" { rest.find(|word| !word.starts_with('-') && !word.contains('='))? } else { first };
    let target = match program.to_ascii_lowercase().trim_end_matches(".exe") {
        "sh" => sh,
        "dash" => Target::Dash,
        "ash" | "busybox" => Target::Busybox,
        "bash" => Target::Bash,
        "ksh" | "mksh" => Target::Ksh,
        _ => return None,
    };
    let pipefail = words.iter().any(|word| word.contains("pipefail"));
    Some(Runner { target, errexit: turns_on_errexit(words), pipefail })
}

/// The shell that is known to be an image's `/bin/sh`.
pub(in crate::model) fn target_of(kind: ShellKind) -> Target {
    match kind {
        ShellKind::Dash => Target::Dash,
        ShellKind::Bash => Target::Bash,
        ShellKind::BusyboxAsh => Target::Busybox,
        ShellKind::Cmd | ShellKind::None | ShellKind::Unknown => Target::Posix,
    }
}

impl Interpreter {
    /// The dialect, where it is a shell that we read.
    pub fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Posix(dialect) => Some(dialect),
            Self::PowerShell | Self::Cmd | Self::Other => None,
        }
    }

    /// What a command line such as that of SHELL starts.
    pub fn of_words(words: &[String]) -> Self {
        let mut words = words.iter().map(String::as_str);
        let Some(first) = words.next() else { return Self::Other };
        let program = base_name(first);
        if program == "env" {
            let next = words.find(|word| !word.starts_with('-') && !word.contains('='));
            return next.map_or(Self::Other, |word| Self::of_program(base_name(word)));
        }
        Self::of_program(program)
    }

    /// What the first line of a script asks for; `None` where it is no `#!`.
    pub fn of_shebang(script: &str) -> Option<Self> {
        shebang_words(script).map(|words| Self::of_words(&words))
    }

    fn of_program(name: &str) -> Self {
        match name.to_ascii_lowercase().trim_end_matches(".exe") {
            "sh" | "dash" | "ash" | "busybox" => Self::Posix(Dialect::Sh),
            "bash" | "ksh" | "zsh" | "mksh" => Self::Posix(Dialect::Bash),
            "pwsh" | "powershell" => Self::PowerShell,
            "cmd" => Self::Cmd,
            _ => Self::Other,
        }
    }
}

/// The shell that a comment names in the place of SHELL: `# hadolint shell=bash`.
#[derive(Debug, Default)]
pub(in crate::model) struct NamedShell {
    /// What holds at the start of each stage.
    of_stages: Option<Vec<String>>,
    /// What holds now.
    now: Option<Vec<String>>,
    /// What was read since the last instruction.
    read: Option<Vec<String>>,
}

impl NamedShell {
    /// Reads a comment; the text starts behind the `#`.
    pub(in crate::model) fn read(&mut self, comment: &str) {
        let name = || {
            let rest = comment.trim_start().strip_prefix("hadolint")?.strip_prefix(char::is_whitespace)?;
            let rest = rest.trim_start().strip_prefix("shell")?.trim_start().strip_prefix('=')?;
            rest.split([';', '#']).next()?.split_whitespace().next().map(str::to_owned)
        };
        if let Some(name) = name() {
            self.read = Some(vec![name]);
        }
    }

    /// A FROM follows: what stands above it holds for this stage and those below.
    pub(in crate::model) fn start_stage(&mut self) {
        self.of_stages = self.read.take().or(self.of_stages.take());
        self.now.clone_from(&self.of_stages);
    }

    /// Another instruction follows.
    pub(in crate::model) fn start_step(&mut self) {
        self.now = self.read.take().or(self.now.take());
    }

    /// A SHELL was met: from here on it holds.
    pub(in crate::model) fn give_way(&mut self) {
        self.now = None;
    }

    /// What holds now.
    pub(in crate::model) fn current(&self) -> Option<&[String]> {
        self.now.as_deref()
    }
}

/// The words of a script's `#!` line.
pub(in crate::model) fn shebang_words(script: &str) -> Option<Vec<String>> {
    let line = script.lines().next()?.strip_prefix("#!")?;
    Some(line.split_whitespace().map(str::to_owned).collect())
}

/// What follows the last slash, of either kind.
pub(in crate::model) fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Interpreter {
        Interpreter::of_words(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn shells_are_told_apart() {
        assert_eq!(of("/bin/sh -c"), Interpreter::Posix(Dialect::Sh));
        assert_eq!(of("/usr/bin/env -S bash -c"), Interpreter::Posix(Dialect::Bash));
        assert_eq!(of("C:\\Windows\\System32\\cmd.exe /S /C"), Interpreter::Cmd);
        assert_eq!(of("pwsh -Command"), Interpreter::PowerShell);
        assert_eq!(of("python3"), Interpreter::Other);
        assert_eq!(Interpreter::of_shebang("#!/usr/bin/env python3\nx"), Some(Interpreter::Other));
        assert_eq!(Interpreter::of_shebang("echo"), None);
    }
}
