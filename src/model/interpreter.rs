//! Which program reads the text of a RUN, CMD, ENTRYPOINT or HEALTHCHECK.

use crate::syntax::shell::Dialect;

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

/// The words of a script's `#!` line.
pub(super) fn shebang_words(script: &str) -> Option<Vec<String>> {
    let line = script.lines().next()?.strip_prefix("#!")?;
    Some(line.split_whitespace().map(str::to_owned).collect())
}

/// What follows the last slash, of either kind.
pub(super) fn base_name(path: &str) -> &str {
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
