//! Ports in their short form: `8080:80`, `127.0.0.1:8000-8002:80-82/udp`, `[::1]:80:80`.
//!
//! Reads the text into parts with their bytes and tells the mappings it stands for. What they come to in a project is
//! for others to say. Start with [`parse`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/05-services.md#ports>

use std::net::IpAddr;
use std::ops::Range;

use super::parts::{Flaw, Part};

/// A port in its short form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortText {
    /// The address of the host; its brackets are gone.
    pub host_ip: Option<Part<String>>,
    /// The first and last port of the host.
    pub published: Option<Part<(u16, u16)>>,
    /// The first and last port of the container.
    pub target: Part<(u16, u16)>,
    /// `tcp`, `udp` or `sctp`, in small letters; `None` where it is not written.
    pub protocol: Option<Part<String>>,
}

/// One port of the container with what is published for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortMapping {
    /// The port of the container.
    pub target: u16,
    /// The port of the host, or the range that one is picked from.
    pub published: Option<String>,
}

impl PortText {
    /// How many mappings it stands for.
    pub fn count(&self) -> usize {
        let (first, last) = self.target.value;
        usize::from(last.saturating_sub(first)) + 1
    }

    /// The mappings it stands for, in Compose's order: that of their numbers as texts.
    pub fn mappings(&self) -> Vec<PortMapping> {
        let (first, last) = self.target.value;
        let mut targets: Vec<u16> = (first..=last).collect();
        targets.sort_by_cached_key(|target| format!("{target}/"));
        targets.into_iter().map(|target| PortMapping { target, published: self.published_for(target) }).collect()
    }

    fn published_for(&self, target: u16) -> Option<String> {
        let (first, last) = self.published.as_ref()?.value;
        Some(match self.count() {
            1 if first != last => format!("{first}-{last}"),
            _ => first.saturating_add(target - self.target.value.0).to_string(),
        })
    }
}

/// Reads a port in its short form; a flaw where Compose refuses it.
pub fn parse(text: &str) -> Result<PortText, Flaw> {
    let container_start = text.rfind(':').map_or(0, |at| at + 1);
    let head = text.get(..container_start.saturating_sub(1)).unwrap_or_default();
    let has_host = container_start > 0;
    let host_start = head.rfind(':').map_or(0, |at| at + 1);
    let host_port = (has_host && host_start < head.len()).then_some(host_start..head.len());
    let address = (host_start > 0).then(|| 0..host_start - 1).filter(|range| !range.is_empty());

    let container = text.get(container_start..).unwrap_or_default();
    let number_end = container_start + container.find('/').unwrap_or(container.len());
    if number_end == container_start {
        let shown = if text.is_empty() { "an empty text".to_owned() } else { format!("`{text}`") };
        return Err(Flaw::new(0..text.len(), format!("{shown} names no port of the container"), HELP));
    }
    let protocol = protocol(text, number_end)?;
    let host_ip = address.map(|range| host_ip(text, range)).transpose()?;
    let target = range(text, container_start..number_end, "a port of the container")?;
    let published = host_port.map(|part| range(text, part, "a port of the host")).transpose()?;
    if target.value.0 == 0 {
        return Err(Flaw::new(target.range, "a container has no port 0", "write the port the program listens on"));
    }
    let result = PortText { host_ip, published, target, protocol };
    match &result.published {
        Some(published) if result.count() > 1 && width(published.value) != width(result.target.value) => {
            Err(Flaw::new(
                0..text.len(),
                format!("`{text}` pairs ranges of different length"),
                "make both ranges equally long, or name a single port of the container",
            ))
        }
        _ => Ok(result),
    }
}

const HELP: &str = "write `host:container`, such as `8080:80`";

fn width((first, last): (u16, u16)) -> u16 {
    last - first
}

/// The protocol behind the slash.
fn protocol(text: &str, slash: usize) -> Result<Option<Part<String>>, Flaw> {
    let start = slash + 1;
    let Some(name) = text.get(start..).filter(|name| !name.is_empty()) else { return Ok(None) };
    let value = name.to_lowercase();
    match value.as_str() {
        "tcp" | "udp" | "sctp" => Ok(Some(Part::new(value, start..text.len()))),
        _ => Err(Flaw::new(
            start..text.len(),
            format!("`{name}` is no protocol of ports"),
            "write `tcp`, `udp` or `sctp`; what runs on top of it is `app_protocol`",
        )),
    }
}

/// The address in front of the ports.
fn host_ip(text: &str, range: Range<usize>) -> Result<Part<String>, Flaw> {
    let written = text.get(range.clone()).unwrap_or_default();
    let bare = written.strip_prefix('[').map_or(Some(written), |rest| rest.strip_suffix(']'));
    if let Some(end) = closing_bracket(text).filter(|end| *end > range.end) {
        let message = "an address needs both ports behind it";
        return Err(Flaw::new(0..end, message, "write `[address]:host:container`, such as `[::1]:8080:80`"));
    }
    match bare.filter(|bare| bare.parse::<IpAddr>().is_ok()) {
        Some(bare) => Ok(Part::new(bare.to_owned(), range)),
        None => Err(Flaw::new(
            range,
            format!("`{written}` is no address of the host"),
            "write an IP address such as `127.0.0.1` or `[::1]`; names are not looked up",
        )),
    }
}

/// The end of an address in brackets at the start of the text.
fn closing_bracket(text: &str) -> Option<usize> {
    let end = text.find(']').filter(|_| text.starts_with('['))?;
    let inner = text.get(1..end)?;
    inner.parse::<IpAddr>().is_ok().then_some(end + 1)
}

/// `80` or `80-90`.
fn range(text: &str, range: Range<usize>, what: &str) -> Result<Part<(u16, u16)>, Flaw> {
    let written = text.get(range.clone()).unwrap_or_default();
    let (first, last) = written.split_once('-').unwrap_or((written, written));
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok(Part::new((first, last), range)),
        _ => Err(Flaw::new(range, format!("`{written}` is not {what}"), help_for(written))),
    }
}

fn help_for(written: &str) -> &'static str {
    if written.contains('/') {
        "the protocol goes to the end: `8080:80/udp`"
    } else if written.parse::<IpAddr>().is_ok() {
        "an address needs both ports behind it: `127.0.0.1:8080:80`"
    } else {
        "write a number up to 65535, or a range such as `8000-8010`"
    }
}

fn number(text: &str) -> Option<u16> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Ok(port) = parse(text) else { return "refused".to_owned() };
        let ip = port.host_ip.as_ref().map_or(String::new(), |ip| format!("{} ", ip.value));
        let protocol = port.protocol.as_ref().map_or("tcp", |protocol| &protocol.value);
        let show = |mapping: PortMapping| format!("{}>{}", mapping.published.unwrap_or_default(), mapping.target);
        format!("{ip}{} {protocol}", port.mappings().into_iter().map(show).collect::<Vec<_>>().join(","))
    }

    #[test]
    fn ports_are_those_of_compose() {
        let cases = [
            ("80", ">80 tcp"),
            ("8080:80", "8080>80 tcp"),
            ("127.0.0.1:8080:80", "127.0.0.1 8080>80 tcp"),
            ("::1:8080:80", "::1 8080>80 tcp"),
            ("[::1]:8080:80", "::1 8080>80 tcp"),
            ("127.0.0.1::80", "127.0.0.1 >80 tcp"),
            ("[::1]::80", "::1 >80 tcp"),
            ("8000-8002:80", "8000-8002>80 tcp"),
            ("8000-8000:80", "8000>80 tcp"),
            ("8000-8001:9000-9001", "8000>9000,8001>9001 tcp"),
            ("9-11", ">10,>11,>9 tcp"),
            ("3000-3001/udp", ">3000,>3001 udp"),
            ("80/TCP", ">80 tcp"),
            ("80/", ">80 tcp"),
            (":80", ">80 tcp"),
            ("0080:+80", "80>80 tcp"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_compose_refuses_is_a_flaw_at_its_bytes() {
        let cases = [
            ("8000-8001:9000-9002", 0..19),
            ("80/http", 3..7),
            ("8080:", 0..5),
            ("", 0..0),
            ("a:80", 0..1),
            ("70000", 0..5),
            ("80:80:80", 0..2),
            ("localhost:80:80", 0..9),
            ("127.0.0.1:80", 0..9),
            ("80-79", 0..5),
            ("0", 0..1),
            ("8080/tcp:80", 0..8),
            (" 80", 0..3),
            ("-80", 0..3),
            ("[::1:80:80", 0..4),
            ("[::1]x:80:80", 0..6),
            ("fe80::1%eth0:80:80", 0..12),
            ("1-2-3:80", 0..5),
            ("[::1]:80", 0..5),
        ];
        for (text, range) in cases {
            assert_eq!(parse(text).unwrap_err().range, range, "{text}");
        }
    }

    #[test]
    fn parts_know_their_bytes() {
        let text = "[::1]:8000-8001:90-91/udp";
        let port = parse(text).unwrap();
        let at = |range: Range<usize>| text.get(range).unwrap();
        assert_eq!(at(port.host_ip.unwrap().range), "[::1]");
        assert_eq!(at(port.published.unwrap().range), "8000-8001");
        assert_eq!(at(port.target.range), "90-91");
        assert_eq!(at(port.protocol.unwrap().range), "udp");
    }
}
