//! The timings of a health check.

use super::ast::{Flag, Keyword};
use crate::syntax::Problem;

/// What BuildKit refuses of the flags of a HEALTHCHECK.
pub(super) fn check(keyword: Keyword, flags: &[Flag], problems: &mut Vec<Problem>) {
    if keyword != Keyword::Healthcheck {
        return;
    }
    for flag in flags {
        let Some(value) = flag.value.as_ref() else { continue };
        let Some(text) = value.known() else { continue };
        let name = flag.name.value.as_str();
        let (is_right, help) = match name {
            "interval" | "timeout" | "start-period" | "start-interval" => {
                (text.is_empty() || is_duration(&text), "write a number and a unit, such as `30s`")
            }
            "retries" => {
                (text.is_empty() || text.parse::<i32>().is_ok_and(|number| number >= 0), "write a whole number")
            }
            _ => (true, ""),
        };
        if !is_right {
            problems.push(Problem::syntax(value.span, format!("`--{name}` cannot be `{text}`")).help(help));
        }
    }
}

/// Whether a text is a duration of Go that is zero or at least a millisecond.
fn is_duration(text: &str) -> bool {
    seconds(text).is_some_and(|seconds| seconds == 0.0 || seconds >= 1e-3)
}

/// A duration of Go, in seconds: `1m30s`, `500ms`, `0`.
///
/// Source: <https://pkg.go.dev/time#ParseDuration>
pub fn seconds(text: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 8] =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    if rest == "0" {
        return Some(0.0);
    }
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let number_end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, tail) = rest.split_at(number_end);
        let unit_end = tail.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(tail.len());
        let (unit, next) = tail.split_at(unit_end);
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
        let number: f64 = number.parse().ok()?;
        seconds += number * factor;
        rest = next;
    }
    (!text.is_empty()).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::is_duration;

    #[test]
    fn durations_are_those_of_go() {
        for good in ["30s", "1m30s", "500ms", "0", "0s", "1.5h", "+5s"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["30", "", "5 s", "s", "1d", "-5s", "10us", "x"] {
            assert!(!is_duration(bad), "{bad}");
        }
    }
}
