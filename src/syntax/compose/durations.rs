//! Durations: `1m30s`, `500ms`, `1d`.
//!
//! Go's grammar with days and weeks. Compose takes no number without a unit but `0`. Start with [`parse`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/11-extension.md#specifying-durations>

use std::time::Duration;

/// Units with their nanoseconds.
const UNITS: &[(&str, i64)] = &[
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", SECOND),
    ("m", 60 * SECOND),
    ("h", 3_600 * SECOND),
    ("d", 86_400 * SECOND),
    ("w", 604_800 * SECOND),
];
const SECOND: i64 = 1_000_000_000;

/// A duration as Compose reads it; one below zero, which it takes too, counts as none at all.
pub fn parse(text: &str) -> Option<Duration> {
    nanoseconds(text).map(|nanoseconds| Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(0)))
}

/// A duration in nanoseconds; `None` where Compose refuses it.
pub fn nanoseconds(text: &str) -> Option<i64> {
    let (is_negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total = 0i64;
    while !rest.is_empty() {
        let (part, tail) = leading(rest)?;
        total = total.checked_add(part)?;
        rest = tail;
    }
    Some(if is_negative { -total } else { total })
}

/// The first number with its unit, in nanoseconds, and what follows.
fn leading(text: &str) -> Option<(i64, &str)> {
    let (whole, rest) = digits(text);
    let (fraction, rest) = rest.strip_prefix('.').map_or(("", rest), digits);
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let end = rest.find(|next: char| next == '.' || next.is_ascii_digit()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at_checked(end)?;
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let fraction: f64 = if fraction.is_empty() { 0.0 } else { format!("0.{fraction}").parse().ok()? };
    let part = whole.checked_mul(*factor)?.checked_add((fraction * *factor as f64) as i64)?;
    Some((part, rest))
}

/// The digits at the start, and what follows.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|next: char| !next.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// A duration as Compose prints it: `1m30s`, `1h0m0s`, `1.5ms`.
pub fn to_text(nanoseconds: i64) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let all = nanoseconds.unsigned_abs();
    let second = SECOND as u64;
    match all {
        0 => "0s".to_owned(),
        1..1_000 => format!("{sign}{all}ns"),
        1_000..1_000_000 => format!("{sign}{}µs", decimal(all, 1_000)),
        _ if all < second => format!("{sign}{}ms", decimal(all, 1_000_000)),
        _ => {
            let (minutes, rest) = (all / (60 * second), all % (60 * second));
            let seconds = decimal(rest, second);
            match (minutes / 60, minutes % 60) {
                (0, 0) => format!("{sign}{seconds}s"),
                (0, minutes) => format!("{sign}{minutes}m{seconds}s"),
                (hours, minutes) => format!("{sign}{hours}h{minutes}m{seconds}s"),
            }
        }
    }
}

/// A number of units without zeros at its end.
fn decimal(number: u64, unit: u64) -> String {
    let (whole, rest) = (number / unit, number % unit);
    if rest == 0 {
        return whole.to_string();
    }
    let width = unit.to_string().len() - 1;
    format!("{whole}.{}", format!("{rest:0width$}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compose_takes_is_printed_as_compose_does() {
        let cases = [
            ("10s", "10s"),
            ("1m30s", "1m30s"),
            ("1.5h", "1h30m0s"),
            ("500ms", "500ms"),
            ("0", "0s"),
            ("0s", "0s"),
            ("1d", "24h0m0s"),
            ("1w2d", "216h0m0s"),
            ("-5s", "-5s"),
            ("+5s", "5s"),
            ("1us", "1µs"),
            ("1µs", "1µs"),
            (".5s", "500ms"),
            ("1.s", "1s"),
            ("100ns", "100ns"),
            ("1.5m0.5s", "1m30.5s"),
            ("36h1ms", "36h0m0.001s"),
        ];
        for (written, printed) in cases {
            assert_eq!(nanoseconds(written).map(to_text).as_deref(), Some(printed), "{written}");
        }
    }

    #[test]
    fn what_compose_refuses_is_none() {
        for text in ["", "10", "5 s", "1h30", "1S", "1y", "10000000h", "s", ".s", "-", "1x", " 5s", "5s "] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
