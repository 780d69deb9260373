//! What the values of labels may be.

use super::images::Date;

/// What the value of a label has to be.
///
/// The names are those of hadolint's label schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelType {
    /// Any text that is not empty.
    Text,
    /// An address on the web.
    Url,
    /// A date with a time and an offset.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>
    Rfc3339,
    /// A version.
    ///
    /// Source: <https://semver.org/>
    SemVer,
    /// The hash of a commit.
    Hash,
    /// A licence, or an expression of licences.
    ///
    /// Source: <https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/>
    Spdx,
    /// An address of mail.
    Email,
}

impl LabelType {
    /// Their names, as the configuration has them.
    pub const NAMES: &'static [&'static str] = &["text", "url", "rfc3339", "semver", "hash", "spdx", "email"];

    /// The type of a name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "url" => Self::Url,
            "rfc3339" => Self::Rfc3339,
            "semver" => Self::SemVer,
            "hash" => Self::Hash,
            "spdx" => Self::Spdx,
            "email" => Self::Email,
            _ => return None,
        })
    }

    /// What is asked of a value, as it stands behind "is no".
    pub fn description(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Url => "address that starts with a scheme, such as https://",
            Self::Rfc3339 => "date of RFC 3339, such as 2026-11-21T08:30:00Z",
            Self::SemVer => "semantic version, such as 1.4.0",
            Self::Hash => "hash of a commit: 7 to 64 small hexadecimal digits",
            Self::Spdx => "licence of the SPDX list, such as MIT OR Apache-2.0",
            Self::Email => "address of mail",
        }
    }

    /// Whether a value is of the type.
    pub fn admits(self, value: &str) -> bool {
        match self {
            Self::Text => !value.is_empty(),
            Self::Url => is_url(value),
            Self::Rfc3339 => is_rfc3339(value),
            Self::SemVer => semver::Version::parse(value).is_ok(),
            Self::Hash => {
                (7..=64).contains(&value.len())
                    && value.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
            }
            Self::Spdx => spdx::Expression::parse(value).is_ok(),
            Self::Email => is_email(value),
        }
    }
}

/// `scheme://host...`
fn is_url(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
        && !host.is_empty()
        && !value
            .contains(|letter: char| letter.is_whitespace() || letter.is_control() || "<>\"{}|\\^`".contains(letter))
}

/// `2026-11-21T08:30:00.5+01:00`
fn is_rfc3339(value: &str) -> bool {
    let Some((day, time)) = value.split_once(['T', 't', ' ']) else { return false };
    let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => return false,
    };
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
    let has_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_offset = match offset.strip_prefix(['+', '-']) {
        Some(hours) => numbers(hours, &[23, 59]),
        None => matches!(offset, "Z" | "z"),
    };
    // A leap second is 60.
    Date::parse(day).is_some() && numbers(clock, &[23, 59, 60]) && fraction.is_none_or(has_digits) && is_offset
}

/// Whether a text is numbers of two digits between colons, each at most so large.
fn numbers(text: &str, most: &[u8]) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let fits = |part: &str, most: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|number| number <= most);
    parts.len() == most.len() && parts.iter().zip(most).all(|(part, most)| fits(part, *most))
}

/// `someone@host.example`
fn is_email(value: &str) -> bool {
    let Some((name, host)) = value.rsplit_once('@') else { return false };
    let is_allowed =
        |letter: char| !letter.is_whitespace() && !letter.is_control() && !"<>(),;:\\\"@[]".contains(letter);
    !name.is_empty()
        && name.chars().all(is_allowed)
        && host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
        && host.chars().all(|letter| letter.is_alphanumeric() || "-.".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::LabelType;

    #[test]
    fn values_are_told_apart() {
        for (name, good, bad) in [
            ("text", &["x", " "][..], &[""][..]),
            (
                "url",
                &["https://example.com", "http://a/b?c#d", "git+ssh://git@host/x.git"],
                &["example.com", "https://", "https:// x", "://a", "mailto:a@b"],
            ),
            (
                "rfc3339",
                &["2026-11-21T08:30:00Z", "2026-11-21 08:30:00.25+01:00", "2016-12-31T23:59:60z"],
                &[
                    "2026-11-21",
                    "2026-11-31T08:30:00Z",
                    "2026-11-21T24:00:00Z",
                    "2026-11-21T08:30:00",
                    "2026-11-21T08:30Z",
                ],
            ),
            ("semver", &["1.0.0", "1.2.3-rc.1+build"], &["1.0", "v1.0.0", "01.0.0"]),
            ("hash", &["0123abc", &"a".repeat(40), &"f".repeat(64)], &["0123ab", "0123ABC", "xyz0123"]),
            (
                "spdx",
                &["MIT", "MIT OR Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"],
                &["Mine", "MIT or later", ""],
            ),
            ("email", &["a@b.example", "a.b+c@d.e.f"], &["a@b", "a b@c.d", "a@", "@b.c", "a@b..c", "<a@b.c>"]),
        ] {
            let kind = LabelType::named(name).unwrap();
            good.iter().for_each(|value| assert!(kind.admits(value), "{name} {value}"));
            bad.iter().for_each(|value| assert!(!kind.admits(value), "{name} {value}"));
        }
        assert!(LabelType::NAMES.iter().all(|name| LabelType::named(name).is_some()));
        assert_eq!(LabelType::named("uri"), None);
    }
}
