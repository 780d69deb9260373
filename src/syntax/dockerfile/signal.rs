//! The signals that STOPSIGNAL takes.
//!
//! Source: <https://github.com/moby/sys/blob/main/signal/signal_linux.go>, and signal(7) for the numbers.

use crate::syntax::{Problem, Word};

/// Names and numbers of the signals of Linux, real-time signals left out.
const SIGNALS: &[(&str, u8)] = &[
    ("HUP", 1),
    ("INT", 2),
    ("QUIT", 3),
    ("ILL", 4),
    ("TRAP", 5),
    ("ABRT", 6),
    ("BUS", 7),
    ("FPE", 8),
    ("KILL", 9),
    ("USR1", 10),
    ("SEGV", 11),
    ("USR2", 12),
    ("PIPE", 13),
    ("ALRM", 14),
    ("TERM", 15),
    ("STKFLT", 16),
    ("CHLD", 17),
    ("CONT", 18),
    ("STOP", 19),
    ("TSTP", 20),
    ("TTIN", 21),
    ("TTOU", 22),
    ("URG", 23),
    ("XCPU", 24),
    ("XFSZ", 25),
    ("VTALRM", 26),
    ("PROF", 27),
    ("WINCH", 28),
    ("IO", 29),
    ("PWR", 30),
    ("SYS", 31),
];

/// Other names for some of them.
const OTHER_NAMES: &[&str] = &["CLD", "IOT", "POLL", "RTMIN", "RTMAX"];

/// The number of the first real-time signal.
const FIRST_REAL_TIME: u8 = 34;

/// How a signal is written in full, `SIGTERM` for `term` and 15; `None` where there is none of that name.
pub fn signal_name(text: &str) -> Option<String> {
    if let Ok(number) = text.parse::<i64>() {
        return name_of(number);
    }
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    let is_known = SIGNALS.iter().any(|(known, _)| *known == name) || OTHER_NAMES.contains(&name) || is_real_time(name);
    is_known.then(|| format!("SIG{name}"))
}

/// The names that [`signal_name`] gives, numbers and real-time signals left out.
pub fn signal_names() -> impl Iterator<Item = String> {
    SIGNALS.iter().map(|(name, _)| format!("SIG{name}"))
}

/// The name of a number; numbers that have none are written as they are.
fn name_of(number: i64) -> Option<String> {
    let number = u8::try_from(number).ok().filter(|number| *number > 0)?;
    if let Some((name, _)) = SIGNALS.iter().find(|(_, known)| *known == number) {
        return Some(format!("SIG{name}"));
    }
    match number.checked_sub(FIRST_REAL_TIME) {
        Some(0) => Some("SIGRTMIN".to_owned()),
        Some(offset @ 1..=15) => Some(format!("SIGRTMIN+{offset}")),
        Some(_) | None => Some(number.to_string()),
    }
}

/// `RTMIN+3`, `RTMAX-1`
fn is_real_time(name: &str) -> bool {
    let within = |digits: &str, most: u8| digits.parse::<u8>().is_ok_and(|offset| (1..=most).contains(&offset));
    name.strip_prefix("RTMIN+").is_some_and(|digits| within(digits, 15))
        || name.strip_prefix("RTMAX-").is_some_and(|digits| within(digits, 14))
}

/// What BuildKit refuses of a STOPSIGNAL: it takes the name of a signal or any number but 0.
pub(super) fn check(word: Option<&Word>, problems: &mut Vec<Problem>) {
    let Some((word, text)) = word.and_then(|word| Some((word, word.known()?))) else { return };
    let is_number = text.parse::<i64>().is_ok_and(|number| number != 0);
    if !is_number && signal_name(&text).is_none() {
        let problem = Problem::syntax(word.span, format!("`{text}` is no signal"));
        problems.push(problem.help("write the name of one, such as `STOPSIGNAL SIGTERM`"));
    }
}

#[cfg(test)]
mod tests {
    use super::signal_name;

    #[test]
    fn signals_have_one_name() {
        for (text, name) in [
            ("15", "SIGTERM"),
            ("term", "SIGTERM"),
            ("SIGQUIT", "SIGQUIT"),
            ("37", "SIGRTMIN+3"),
            ("RTMIN+3", "SIGRTMIN+3"),
            ("64", "64"),
        ] {
            assert_eq!(signal_name(text).as_deref(), Some(name));
        }
        for text in ["SIGTREM", "", "0", "-1", "RTMIN+99", "TERM "] {
            assert_eq!(signal_name(text), None, "{text}");
        }
    }
}
