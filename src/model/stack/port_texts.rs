//! Ports as they are written: `8080:80`, `${PORT}:80`, with or without quotes.

use std::ops::Range;

use super::Stack;
use crate::syntax::compose::ast::{Port, Service};
use crate::syntax::compose::{Located, Provenance, Value};
use crate::syntax::yaml::ScalarStyle;
use crate::text::Place;

/// A port in its short form.
#[derive(Clone, Debug)]
pub struct PortText {
    /// The text, before variables are replaced.
    pub written: Located<String>,
    /// Whether it stands without quotes.
    pub is_plain: bool,
    /// Whether an address of the machine came out of it.
    has_address: bool,
    /// Whether a port of the machine came out of it.
    has_published: bool,
}

/// A port as it is written, with its variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPort {
    /// The item in its short form.
    pub text: String,
    /// The same for the machine itself alone.
    pub local: String,
}

/// A part of a port that is a variable, and came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmptyPart {
    /// The address of the machine: every one is taken.
    Address(Place, String),
    /// The port of the machine: any free one is taken.
    Published(Place, String),
}

impl Stack {
    /// The ports of a service that are written in their short form, each once.
    pub fn port_texts_of(&self, service: &Service) -> Vec<PortText> {
        let items = service.value.get("ports").map(Value::items).unwrap_or_default();
        let mut texts: Vec<PortText> = items.iter().filter_map(port_text).collect();
        texts.dedup_by_key(|text| text.written.place);
        texts
    }

    /// A port of a service as it is written; where a variable is more than one part of it, as it comes out.
    pub fn written_port_of(&self, service: &Service, port: &Port) -> WrittenPort {
        let items = service.value.get("ports").map(Value::items).unwrap_or_default();
        let item = items.iter().find(|item| item.place == port.place);
        item.and_then(|item| written_port(item, port)).unwrap_or_else(|| {
            let published = port.published.as_ref().map(|published| published.value.to_string()).unwrap_or_default();
            let local = format!("127.0.0.1:{published}:{}{}", port.target.value, protocol(port));
            WrittenPort { text: port.to_string(), local }
        })
    }
}

fn written_port(item: &Value, port: &Port) -> Option<WrittenPort> {
    let written = |key: &str| Some(&*item.get(key)?.as_scalar()?.written);
    let target = written("target")?;
    let is_short = target.contains(':') || port.published.is_none();
    if !is_short {
        let published = written("published")?;
        let has_variable = published.contains('$') || target.contains('$');
        let text = format!("{published}:{target}{}", protocol(port));
        let local = format!("127.0.0.1:{text}");
        return has_variable.then_some(WrittenPort { text, local });
    }
    let parts: Vec<&str> = parts(target).into_iter().filter_map(|range| target.get(range)).collect();
    let local = match parts.as_slice() {
        [only] if only.contains('$') || only.contains('/') != (port.protocol() != "tcp") => return None,
        [only] => format!("127.0.0.1::{only}"),
        [published, inner] if port.host_ip.is_none() => format!("127.0.0.1:{published}:{inner}"),
        [address, published, inner] if address.contains('$') && address.contains("0.0.0.0") => {
            format!("{}:{published}:{inner}", address.replace("0.0.0.0", "127.0.0.1"))
        }
        [_, .., published, inner] if port.host_ip.is_some() => format!("127.0.0.1:{published}:{inner}"),
        _ => return None,
    };
    Some(WrittenPort { text: target.to_owned(), local })
}

/// The end of a short form.
fn protocol(port: &Port) -> String {
    match port.protocol() {
        "tcp" => String::new(),
        other => format!("/{other}"),
    }
}

fn port_text(item: &Value) -> Option<PortText> {
    let target = item.get("target").unwrap_or(item).as_scalar()?;
    // Of the long form, the target is a part of the whole and a number alone.
    if !target.written.contains(':') {
        return None;
    }
    let written = Located { value: target.written.to_string(), place: item.place, provenance: Provenance::Written };
    let has = |key: &str| item.get(key).and_then(Value::to_text).is_some_and(|text| !text.is_empty());
    let is_plain = target.style == ScalarStyle::Plain;
    Some(PortText { written, is_plain, has_address: has("host_ip"), has_published: has("published") })
}

impl PortText {
    /// Whether YAML 1.1 takes it for a number in base 60.
    pub fn is_sexagesimal(&self) -> bool {
        self.is_plain && is_sexagesimal(&self.written.value)
    }

    /// The variables that came to nothing, and so publish more than is written.
    pub fn empty_parts(&self) -> Vec<EmptyPart> {
        let parts = parts(&self.written.value);
        let part = |range: &Range<usize>| {
            let name = lone_variable(self.written.value.get(range.clone())?)?;
            Some((self.written.part(range.clone()), name.to_owned()))
        };
        let (address, published) = match parts.as_slice() {
            [published, _] => (None, Some(published)),
            [address, published, _] => (Some(address), Some(published)),
            _ => return Vec::new(),
        };
        let address = address.filter(|_| !self.has_address).and_then(part);
        let published = published.filter(|_| !self.has_published).and_then(part);
        let address = address.map(|(place, name)| EmptyPart::Address(place, name));
        address.into_iter().chain(published.map(|(place, name)| EmptyPart::Published(place, name))).collect()
    }
}

/// Whether YAML 1.1 takes a text for a number in base 60: what follows the first part is less than 60.
pub fn is_sexagesimal(text: &str) -> bool {
    let mut parts = text.split(':');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let first = parts.next().is_some_and(|first| is_number(first) && !first.starts_with('0'));
    let mut rest = parts.peekable();
    let is_digit_of_60 =
        |part: &str| is_number(part) && part.len() <= 2 && part.parse().is_ok_and(|part: u8| part < 60);
    first && rest.peek().is_some() && rest.all(is_digit_of_60)
}

/// What stands between the colons, but for those in braces and brackets.
fn parts(text: &str) -> Vec<Range<usize>> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..text.len());
    parts
}

/// The name, where a text is one variable without a default and nothing else.
pub(super) fn lone_variable(text: &str) -> Option<&str> {
    let name = text.strip_prefix('$')?;
    let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    let is_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
    (!name.is_empty() && name.chars().all(is_name) && !name.starts_with(|c: char| c.is_ascii_digit())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_60_is_what_yaml_1_1_reads_so() {
        for text in ["22:22", "2222:22", "53:53", "1:2:3", "3000:3"] {
            assert!(is_sexagesimal(text), "{text}");
        }
        for text in ["8080:80", "08:22", "0:22", "22", "22:", "127.0.0.1:22:22", "22:22/udp", "22:060", "22-25:22"] {
            assert!(!is_sexagesimal(text), "{text}");
        }
    }

    #[test]
    fn colons_in_braces_and_brackets_do_not_count() {
        assert_eq!(parts("${A:-1}:80"), [0..7, 8..10]);
        assert_eq!(parts("[::1]:8080:80"), [0..5, 6..10, 11..13]);
        assert_eq!(
            [lone_variable("${A}"), lone_variable("$A"), lone_variable("${A:-}"), lone_variable("1$A")],
            [Some("A"), Some("A"), None, None]
        );
    }
}
