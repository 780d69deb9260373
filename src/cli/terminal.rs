//! Where the program's words go, and what colours they may have.

use std::io::{self, ErrorKind, IsTerminal, Write};

use super::Failure;
use super::arguments::ColorChoice;
use crate::report::Look;

/// The width of a page that is no terminal.
const PAGE: usize = 100;

/// Writes to standard output. A reader that has seen enough and closed the pipe is no failure.
pub fn emit(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure(format!("standard output cannot be written: {}", plain(&error))))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error. There is nobody to tell when that fails.
pub fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// An error of the operating system without its number: `permission denied`.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// The look of a report on standard output, or of one on standard error.
pub fn look(choice: ColorChoice, isolated: bool, to_stderr: bool) -> Look {
    let is_terminal = if to_stderr { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    let size = if to_stderr {
        terminal_size::terminal_size_of(io::stderr())
    } else {
        terminal_size::terminal_size_of(io::stdout())
    };
    let width = size.filter(|_| is_terminal).map_or(PAGE, |(width, _)| usize::from(width.0).clamp(40, 120));
    let environment: &dyn Fn(&str) -> String =
        if isolated { &|_| String::new() } else { &|name| std::env::var(name).unwrap_or_default() };
    Look { unicode: speaks_unicode(environment), color: wants_color(choice, environment, is_terminal), width }
}

/// Whether there are colours. The flag wins, then NO_COLOR, then what asks for them, then the terminal.
fn wants_color(choice: ColorChoice, environment: &dyn Fn(&str) -> String, is_terminal: bool) -> bool {
    let asks = |name: &str| !matches!(environment(name).as_str(), "" | "0");
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if !environment("NO_COLOR").is_empty() => false,
        ColorChoice::Auto if asks("CLICOLOR_FORCE") || asks("FORCE_COLOR") => true,
        ColorChoice::Auto => is_terminal && environment("TERM") != "dumb",
    }
}

/// Whether the locale can show more than ASCII.
fn speaks_unicode(environment: &dyn Fn(&str) -> String) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().map(|name| environment(name)).find(|value| !value.is_empty());
    let locale = locale.unwrap_or_default().to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_obey_the_flag_then_the_environment_then_the_terminal() {
        let color = |choice, set: &'static [(&str, &str)], is_terminal| {
            let environment = move |name: &str| {
                set.iter().find(|(key, _)| *key == name).map_or_else(String::new, |(_, value)| (*value).to_owned())
            };
            wants_color(choice, &environment, is_terminal)
        };
        assert!(color(ColorChoice::Auto, &[], true));
        assert!(!color(ColorChoice::Auto, &[], false));
        assert!(!color(ColorChoice::Auto, &[("NO_COLOR", "0")], true));
        assert!(color(ColorChoice::Auto, &[("NO_COLOR", "")], true));
        assert!(color(ColorChoice::Auto, &[("FORCE_COLOR", "1")], false));
        assert!(!color(ColorChoice::Auto, &[("FORCE_COLOR", "0")], false));
        assert!(color(ColorChoice::Auto, &[("CLICOLOR_FORCE", "1")], false));
        assert!(!color(ColorChoice::Auto, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], true));
        assert!(color(ColorChoice::Always, &[("NO_COLOR", "1")], false));
        assert!(!color(ColorChoice::Never, &[("FORCE_COLOR", "1")], true));
        assert!(!color(ColorChoice::Auto, &[("TERM", "dumb")], true));
    }
}
