//! Hosts and ports in texts, as services are told of each other.
//!
//! Knows the shapes of values and what names of variables say, nothing of files. Start with [`in_variable`].

use std::ops::Range;

use super::browser_variables::is_of_bundle;

/// A host in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The host.
    pub host: &'a str,
    /// Its bytes.
    pub range: Range<usize>,
    /// The port behind it, with its bytes.
    pub port: Option<(u16, Range<usize>)>,
    /// `postgres` of `postgres://`
    pub scheme: Option<&'a str>,
    /// Whether it stands alone, so that another variable may hold the port.
    pub is_bare: bool,
}

/// Last words of variables that hold a host.
const HOST_WORDS: &[&str] = &["ADDR", "ADDRESS", "HOST", "HOSTNAME", "HOSTS", "SERVER", "SERVERS"];

/// What stands before `HOST` and `PORT` in the variables of data stores that are spelled without a separator.
///
/// Source: <https://www.postgresql.org/docs/current/libpq-envars.html>
const JOINED_STORES: &[&str] = &["DB", "MONGO", "MYSQL", "PG", "POSTGRES", "REDIS"];

/// Parts of variables whose value is for browsers, for people or for whoever asks this very service.
const OUTWARD: &[&str] = &[
    "ADVERTISE",
    "ALLOWED",
    "CALLBACK",
    "CORS",
    "EXTERNAL",
    "FRONTEND",
    "LETSENCRYPT",
    "ORIGIN",
    "PUBLIC",
    "REDIRECT",
    "TRUSTED",
    "VIRTUAL_HOST",
];

/// How variables begin that are built into pages too, beside [`is_of_bundle`].
const BUILT_IN: &[&str] = &["EXPO_", "NG_"];

/// Schemes of data stores, with the port that is asked where none is written.
const DATA_SCHEMES: &[(&str, u16)] = &[
    ("amqp", 5672),
    ("mariadb", 3306),
    ("mongodb", 27017),
    ("mysql", 3306),
    ("nats", 4222),
    ("postgres", 5432),
    ("postgresql", 5432),
    ("redis", 6379),
    ("sqlserver", 1433),
    ("valkey", 6379),
];

/// Whether the value of a variable is for browsers, for people, or for whoever asks the service itself.
pub fn is_outward(variable: &str) -> bool {
    let name = variable.to_ascii_uppercase();
    OUTWARD.iter().any(|part| name.contains(part))
        || is_of_bundle(&name)
        || BUILT_IN.iter().any(|start| name.starts_with(start))
}

/// The port that is asked by a scheme of a data store; drivers may be named in it: `postgresql+asyncpg`.
pub fn data_port(scheme: &str) -> Option<u16> {
    let scheme = scheme.split('+').next().unwrap_or(scheme);
    DATA_SCHEMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(scheme)).map(|(_, port)| *port)
}

/// Whether a host is the machine or the container itself.
pub fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

/// The variable that holds the port for one that holds a host: `DB_PORT` for `DB_HOST`, `PGPORT` for `PGHOST`.
pub fn port_variable(name: &str) -> Option<String> {
    let word = last_word(name);
    if let Some(store) = word.strip_suffix("HOST").filter(|store| JOINED_STORES.contains(store)) {
        return Some(format!("{}{store}PORT", name.strip_suffix(word).unwrap_or_default()));
    }
    let is_host = HOST_WORDS.contains(&word.to_ascii_uppercase().as_str());
    let port = if word.chars().any(char::is_lowercase) { "port" } else { "PORT" };
    is_host.then(|| format!("{}{port}", &name.get(..name.len() - word.len()).unwrap_or_default()))
}

/// The hosts that the value of a variable names.
pub fn in_variable<'a>(name: &str, text: &'a str) -> Vec<Found<'a>> {
    let is_image = name.to_ascii_uppercase().contains("IMAGE");
    if is_image || name == "HOSTNAME" {
        return Vec::new();
    }
    let found = in_word(text);
    if !found.is_empty() || port_variable(name).is_none() {
        return found;
    }
    let bare = |range: Range<usize>| {
        let host = text.get(range.clone())?;
        is_host(host).then_some(Found { host, range, port: None, scheme: None, is_bare: true })
    };
    pieces(text, |c| matches!(c, ',' | ';') || c.is_whitespace()).filter_map(bare).collect()
}

/// The hosts that a word of a command names: in addresses, or with a port.
pub fn in_word(text: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("://")).map(|at| from + at) {
        found.extend(in_address(text, at));
        from = at + 3;
    }
    if !found.is_empty() || text.contains("://") {
        return found;
    }
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '=' | '(' | ')' | '@' | '"' | '\'');
    pieces(text, is_separator).filter_map(|range| pair(text, range)).filter(|found| found.port.is_some()).collect()
}

/// The hosts of the address whose `://` is there.
fn in_address(text: &str, at: usize) -> Vec<Found<'_>> {
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let scheme = text.get(..at).and_then(|before| before.rsplit(|c| !is_of_scheme(c)).next()).unwrap_or_default();
    let start = at + 3;
    let rest = text.get(start..).unwrap_or_default();
    let is_end = |c: char| c.is_whitespace() || "/?#\"'`<>|&;\\})".contains(c);
    let authority = rest.get(..rest.find(is_end).unwrap_or(rest.len())).unwrap_or_default();
    let login = authority.rfind('@').map_or(0, |at| at + 1);
    // `tcp(db:3306)` of drivers for Go.
    let opened = authority.get(login..).and_then(|host| host.find('(')).map_or(0, |at| at + 1);
    let hosts = start + login + opened..start + authority.len();
    let base = hosts.start;
    let Some(listed) = text.get(hosts) else { return Vec::new() };
    let found = pieces(listed, |c| c == ',').filter_map(|range| pair(text, base + range.start..base + range.end));
    found.map(|found| Found { scheme: Some(scheme), ..found }).collect()
}

/// A host, or a host and its port.
fn pair(text: &str, range: Range<usize>) -> Option<Found<'_>> {
    let whole = text.get(range.clone())?;
    let (host, port) = whole.split_once(':').map_or((whole, None), |(host, port)| (host, Some(port)));
    let start = range.start + host.len() + 1;
    let port = match port {
        None | Some("") => None,
        Some(port) => Some((port.parse::<u16>().ok().filter(|port| *port > 19)?, start..start + port.len())),
    };
    let range = range.start..range.start + host.len();
    is_host(host).then_some(Found { host, range, port, scheme: None, is_bare: false })
}

fn is_host(text: &str) -> bool {
    let is_name = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    !text.is_empty() && is_name
}

/// The bytes between separators.
fn pieces(text: &str, is_separator: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut ranges = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_separator(*c)) {
        ranges.push(start..at);
        start = at + c.len_utf8();
    }
    ranges.push(start..text.len());
    ranges.into_iter()
}

/// The last word of a name: `HOST` of `DB_HOST`.
fn last_word(name: &str) -> &str {
    name.rsplit(['_', '.', '-']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts<'a>(name: &str, text: &'a str) -> Vec<(&'a str, Option<u16>)> {
        in_variable(name, text).into_iter().map(|found| (found.host, found.port.map(|(port, _)| port))).collect()
    }

    #[test]
    fn hosts_are_found() {
        for (name, text, expected) in [
            ("URL", "postgres://app:p@ss@db:5432/shop", vec![("db", Some(5432))]),
            ("URL", "jdbc:mysql://db/shop", vec![("db", None)]),
            ("URL", "mongodb://a:1@one:27017,two:27018/x", vec![("one", Some(27017)), ("two", Some(27018))]),
            ("DSN", "app:secret@tcp(db:3306)/shop", vec![("db", Some(3306))]),
            ("BROKERS", "kafka-1:9092,kafka-2:9092", vec![("kafka-1", Some(9092)), ("kafka-2", Some(9092))]),
            ("DB_HOST", "db", vec![("db", None)]),
            ("seed_hosts", "one, two", vec![("one", None), ("two", None)]),
            ("PGHOST", "db", vec![("db", None)]),
            ("DB_NAME", "db", vec![]),
            ("CACHE_IMAGE", "redis:7000", vec![]),
            ("HOSTNAME", "web", vec![]),
            ("URL", "http://api:", vec![("api", None)]),
        ] {
            assert_eq!(hosts(name, text), expected, "{name}={text}");
        }
        let found = in_word("--url=http://api:8080/x");
        assert_eq!(found.first().map(|it| (it.range.clone(), it.scheme)), Some((13..16, Some("http"))));
    }

    #[test]
    fn names_of_variables_say_what_they_hold() {
        assert_eq!(port_variable("DB_HOST").as_deref(), Some("DB_PORT"));
        assert_eq!(port_variable("db_host").as_deref(), Some("db_port"));
        assert_eq!(port_variable("PGHOST").as_deref(), Some("PGPORT"));
        assert_eq!(port_variable("APP_MYSQLHOST").as_deref(), Some("APP_MYSQLPORT"));
        assert_eq!(port_variable("DB_NAME"), None);
        assert_eq!(port_variable("GHOST"), None);
        assert!(is_outward("REACT_APP_API") && is_outward("NEXT_PUBLIC_URL") && !is_outward("API_URL"));
        assert_eq!(data_port("postgresql+asyncpg"), Some(5432));
        assert_eq!(data_port("http"), None);
    }
}
