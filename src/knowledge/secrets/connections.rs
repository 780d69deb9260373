//! Passwords in addresses and connection strings: `postgres://app:password@db`, `Server=db;Password=password`.
//!
//! Start with [`passwords_in_connections`].

use std::ops::Range;

use super::strength::{Strength, strength_of_value};
use super::values::{is_placeholder, is_to_be_changed};

/// A password in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionPassword {
    /// Its bytes.
    pub range: Range<usize>,
    /// How much it protects.
    pub strength: Strength,
}

/// The passwords of the addresses and connection strings in a text, in order. What stands in for a password, and what
/// leads to a host that is there for examples only, is none.
pub fn passwords_in_connections(text: &str) -> Vec<ConnectionPassword> {
    let mut found = in_addresses(text);
    if found.is_empty() {
        found = in_settings(text);
    }
    found
}

/// `scheme://user:password@host`
fn in_addresses(text: &str) -> Vec<ConnectionPassword> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("://")) {
        let start = from + at + "://".len();
        from = start;
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| matches!(c, '/' | '?' | '"' | '\'' | '<' | '>' | '`') || c.is_whitespace());
        let authority = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let Some((login, host)) = authority.rsplit_once('@') else { continue };
        let Some((user, password)) = login.split_once(':') else { continue };
        if is_example(host) {
            continue;
        }
        if let Some(strength) = strength(user, password) {
            let first = start + user.len() + 1;
            found.push(ConnectionPassword { range: first..first + password.len(), strength });
        }
    }
    found
}

/// `Server=db;User Id=app;Password=password;`, `jdbc:mysql://db/shop?user=app&password=password`
fn in_settings(text: &str) -> Vec<ConnectionPassword> {
    let mut found = Vec::new();
    let mut start = 0;
    let is_list = text.contains("://") || text.matches('=').count() > 1;
    for part in text.split([';', '?', '&']).take_while(|_| is_list) {
        let value = part.split_once('=').filter(|(name, value)| {
            let name = name.trim().to_ascii_lowercase();
            matches!(name.as_str(), "password" | "pwd") && !value.is_empty() && !value.contains(char::is_whitespace)
        });
        if let Some((name, value)) = value
            && let Some(strength) = strength("", value)
        {
            let first = start + name.len() + 1;
            found.push(ConnectionPassword { range: first..first + value.len(), strength });
        }
        start += part.len() + 1;
    }
    found
}

fn strength(user: &str, password: &str) -> Option<Strength> {
    let is_written = !password.is_empty() && !password.contains(['$', '{', '}', '<', '>', '*', '[']);
    if !is_written || (is_placeholder(password) && !is_to_be_changed(password)) {
        return None;
    }
    let is_name = user.eq_ignore_ascii_case(password);
    Some(if is_name { Strength::Weak } else { strength_of_value(password) })
}

/// Whether a host is there for examples only.
fn is_example(host: &str) -> bool {
    let host = host.split([':', ',']).next().unwrap_or_default().to_ascii_lowercase();
    let endings = ["example.com", "example.org", "example.net", ".example", ".invalid"];
    host.is_empty()
        || matches!(host.as_str(), "host" | "hostname")
        || endings.iter().any(|ending| host.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::{Strength, passwords_in_connections};

    fn found(text: &str) -> Vec<(&str, Strength)> {
        passwords_in_connections(text).into_iter().map(|it| (&text[it.range], it.strength)).collect()
    }

    #[test]
    fn passwords_are_found_where_they_stand() {
        assert_eq!(found("postgres://app:k3J9dLq0ZpX7@db:5432/app"), [("k3J9dLq0ZpX7", Strength::Real)]);
        assert_eq!(found("redis://:k3J9dLq0ZpX7@cache"), [("k3J9dLq0ZpX7", Strength::Real)]);
        assert_eq!(found("db+postgresql://airflow:airflow@postgres/airflow"), [("airflow", Strength::Weak)]);
        assert_eq!(found("Server=db;User Id=sa;Password=k3J9dLq0ZpX7;"), [("k3J9dLq0ZpX7", Strength::Real)]);
        assert_eq!(found("jdbc:mysql://db/shop?user=app&password=postgres"), [("postgres", Strength::Weak)]);
    }

    #[test]
    fn other_texts_hold_none() {
        for text in [
            "postgres://db/app",
            "postgres://app@db/app",
            "postgres://app:$PASSWORD@db/app",
            "smtp://user:pass@mail.example.com:25",
            "https://user:<password>@shop.acme.io",
            "http://shop:8080/a@b",
            "password=x",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
