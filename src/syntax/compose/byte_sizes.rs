//! Numbers of bytes: `512m`, `1.5g`, `10kb`.
//!
//! The grammar of docker/go-units' `RAMInBytes`, as Compose uses it: `k`, `m`, `g`, `t` and `p` are powers of 1024, a `b`
//! or `ib` behind them changes nothing, `512Mi` is refused. Start with [`parse`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/11-extension.md#specifying-byte-values>

/// A number of bytes; `None` where Compose refuses it, and for `-1`.
pub fn parse(text: &str) -> Option<u64> {
    bytes(text).and_then(|bytes| u64::try_from(bytes).ok())
}

/// A number of bytes, `-1` for no limit; `None` where Compose refuses it.
pub fn bytes(text: &str) -> Option<i64> {
    if text == "-1" {
        return Some(-1);
    }
    let last = text.rfind(|next: char| next.is_ascii_digit() || next == '.' || next == ' ')?;
    let (number, unit) = text.split_at_checked(last + 1)?;
    let number = number.strip_suffix(' ').unwrap_or(number);
    Some((number_of(number)? * factor(unit)?) as i64)
}

/// A number as Go's `ParseFloat` reads it, without its names for what is no number.
fn number_of(text: &str) -> Option<f64> {
    let first = text.strip_prefix('+').unwrap_or(text).chars().next()?;
    if !first.is_ascii_digit() && first != '.' {
        return None;
    }
    let number: f64 = text.replace('_', "").parse().ok()?;
    (number >= 0.0).then_some(number)
}

/// What a unit stands for.
fn factor(unit: &str) -> Option<f64> {
    let unit = unit.to_ascii_lowercase();
    let (first, rest) = match unit.split_at_checked(1) {
        Some(parts) => parts,
        None => return unit.is_empty().then_some(1.0),
    };
    let power = match first {
        "b" => return rest.is_empty().then_some(1.0),
        "k" => 1,
        "m" => 2,
        "g" => 3,
        "t" => 4,
        "p" => 5,
        _ => return None,
    };
    matches!(rest, "" | "b" | "ib").then(|| 1024f64.powi(power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compose_takes() {
        let cases = [
            ("512m", 536_870_912),
            ("1.5g", 1_610_612_736),
            ("10kb", 10_240),
            ("512MiB", 536_870_912),
            ("512 m", 536_870_912),
            ("1G", 1_073_741_824),
            ("100", 100),
            ("0", 0),
            ("1t", 1_099_511_627_776),
            ("1p", 1_125_899_906_842_624),
            ("512B", 512),
            (".5g", 536_870_912),
            ("1.g", 1_073_741_824),
            ("1_000", 1_000),
            ("1e3", 1_000),
        ];
        for (text, number) in cases {
            assert_eq!(parse(text), Some(number), "{text}");
        }
        assert_eq!((parse("-1"), bytes("-1")), (None, Some(-1)));
    }

    #[test]
    fn what_compose_refuses() {
        for text in ["512Mi", "", "1x", "1.2.3m", "1e", "1i", "1ib", "512  m", " 5m", "unlimited", "-5m", "inf", "m"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }
}
