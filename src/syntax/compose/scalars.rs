//! What a scalar is: nothing, a boolean, a number, a date or a text.
//!
//! As Go's YAML library decides it, whose rules are neither those of YAML 1.1 nor of YAML 1.2: `yes` is a text, `0755`
//! and `0o755` are octal, `0b11` and `1_000` are numbers, `22:22` is a text, `2024-01-01` is a date. Start with [`data`].

use std::sync::Arc;

use super::Data;
use super::timestamps;
use crate::syntax::yaml::ScalarStyle;

/// What the scalar is.
///
/// # Errors
/// The type that its tag asks for, where its text is none.
pub(super) fn data(text: &Arc<str>, style: ScalarStyle, tag: Option<&str>) -> Result<Data, &'static str> {
    let Some(tag) = tag else {
        return Ok(if style == ScalarStyle::Plain { plain(text) } else { Data::Text(text.clone()) });
    };
    let tag = core(tag);
    Ok(match (tag, plain(text)) {
        (Some("null"), Data::Null) | (Some("merge"), _) => Data::Null,
        (Some("null"), _) => return Err("nothing"),
        (Some("bool"), value @ Data::Boolean(_)) => value,
        (Some("bool"), _) => return Err("a boolean"),
        (Some("int"), value @ Data::Integer(_)) => value,
        (Some("int"), Data::Float(value)) if value.fract() == 0.0 && !text.contains('.') => Data::Float(value),
        (Some("int"), _) => return Err("a whole number"),
        (Some("float"), Data::Integer(value)) => Data::Float(value as f64),
        (Some("float"), value @ Data::Float(_)) => value,
        (Some("float"), _) => return Err("a number"),
        (Some("timestamp"), value @ Data::Timestamp(_)) => value,
        (Some("timestamp"), _) => return Err("a date or a time"),
        (Some("binary"), _) => Data::Text(binary(text).ok_or("Base64")?.into()),
        // Tags that Go's library does not know leave the text as it is.
        (_, _) => Data::Text(text.clone()),
    })
}

/// The name of a tag of YAML itself: `!!str`, `!<tag:yaml.org,2002:str>`.
pub(super) fn core(tag: &str) -> Option<&str> {
    let verbatim = || tag.strip_prefix("!<tag:yaml.org,2002:").and_then(|tag| tag.strip_suffix('>'));
    tag.strip_prefix("!!").or_else(verbatim)
}

/// What a scalar without quotes and tag is.
fn plain(text: &Arc<str>) -> Data {
    match &**text {
        // A `<<` that is no key is lost.
        "" | "~" | "null" | "Null" | "NULL" | "<<" => Data::Null,
        "true" | "True" | "TRUE" => Data::Boolean(true),
        "false" | "False" | "FALSE" => Data::Boolean(false),
        ".nan" | ".NaN" | ".NAN" => Data::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Data::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Data::Float(f64::NEG_INFINITY),
        "-0" => Data::Float(-0.0),
        _ if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) => {
            let time = || timestamps::parse(text).map(Data::Timestamp);
            number(text).or_else(time).unwrap_or_else(|| Data::Text(text.clone()))
        }
        _ => Data::Text(text.clone()),
    }
}

/// The number that a text is.
fn number(text: &str) -> Option<Data> {
    let digits = text.replace('_', "");
    if let Some(value) = whole_number(&digits) {
        return Some(i64::try_from(value).map_or(Data::Float(value as f64), Data::Integer));
    }
    let value: f64 = digits.parse().ok().filter(|_| is_float(&digits))?;
    value.is_finite().then_some(Data::Float(value))
}

/// A whole number of at most 64 bits, in any of its notations.
fn whole_number(text: &str) -> Option<i128> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, digits.get(2..)?),
        [b'0', b'o' | b'O', ..] => (8, digits.get(2..)?),
        [b'0', b'b' | b'B', ..] => (2, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    let magnitude = i128::from(u64::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))?);
    let value = if is_negative { -magnitude } else { magnitude };
    (value >= i128::from(i64::MIN)).then_some(value)
}

/// Whether it is written as a number with a fraction or an exponent may be: neither `inf` nor `1e`.
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_exponent = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && are_digits(digits)
    });
    has_exponent && are_digits(whole) && are_digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

/// What Base64 stands for; line ends in it do not count.
fn binary(text: &str) -> Option<String> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    let padding = digits.iter().rev().take_while(|byte| **byte == b'=').count();
    if !digits.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bytes = Vec::new();
    for four in digits.get(..digits.len() - padding)?.chunks(4) {
        let value = four.iter().try_fold(0_u32, |value, byte| Some(value << 6 | sextet(*byte)?))?;
        let [_, first, second, third] = (value << (6 * (4 - four.len()))).to_be_bytes();
        bytes.extend([first, second, third].into_iter().take(four.len() - 1));
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The value of a digit of Base64.
fn sextet(digit: u8) -> Option<u32> {
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}
