//! Addresses of services over which what is said can be read by anybody on the way.
//!
//! Knows single addresses, as variables hold them. Only addresses of other machines are told: names with a dot and
//! public numbers. Start with [`unencrypted`].

use super::addresses::Address;

/// An address that is not encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain<'a> {
    /// The other machine.
    pub host: &'a str,
    /// What is spoken, as it is written: `redis://`, `sslmode=disable`.
    pub what: &'static str,
    /// What to say instead.
    pub help: &'static str,
}

/// What is said without a login too, and matters all the same: the scheme, what to say instead.
const SCHEMES: &[(&str, &str)] = &[
    ("redis://", "say `rediss://`, with the port that the server has for it"),
    ("amqp://", "say `amqps://`, with the port that the server has for it"),
    ("mqtt://", "say `mqtts://`, with the port that the server has for it"),
    ("ldap://", "say `ldaps://`, with the port that the server has for it"),
    ("ftp://", "say `sftp://` or `ftps://`, as the server can"),
];

/// Words of an address that turn encryption off, with what to say instead.
const SWITCHES: &[(&str, &str)] = &[
    ("sslmode=disable", "say `sslmode=verify-full`"),
    ("tls=false", "say `tls=true`"),
    ("ssl=false", "say `ssl=true`"),
    ("useSSL=false", "say `sslMode=VERIFY_IDENTITY`"),
];

/// What of an address is not encrypted; `None` where it is, or where it names no other machine.
pub fn unencrypted(address: &str) -> Option<Plain<'_>> {
    let address = address.strip_prefix("jdbc:").unwrap_or(address);
    let (scheme, rest) = address.split_once("://")?;
    if rest.contains(char::is_whitespace) || !scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+') {
        return None;
    }
    let host = Address::new(address).filter(|address| !address.host.is_empty() && !address.is_private())?.host;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let has_password = authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'));
    if scheme.eq_ignore_ascii_case("http") {
        let help = "say `https://`: the password goes with every request";
        return has_password.then_some(Plain { host, what: "http://", help });
    }
    let is_scheme = |what: &str| what.strip_suffix("://").is_some_and(|known| known.eq_ignore_ascii_case(scheme));
    let row = SCHEMES.iter().find(|(what, _)| is_scheme(what));
    let (what, help) = row.or_else(|| SWITCHES.iter().find(|(switch, _)| has_word(rest, switch)))?;
    Some(Plain { host, what, help })
}

/// Whether one of the settings behind the question mark is this.
fn has_word(rest: &str, switch: &str) -> bool {
    let settings = rest.split_once('?').map_or("", |(_, settings)| settings);
    settings.split(['&', ';']).any(|setting| setting.eq_ignore_ascii_case(switch))
}

#[cfg(test)]
mod tests {
    use super::unencrypted;

    #[test]
    fn other_machines_are_told() {
        let what = |address| unencrypted(address).map(|plain| (plain.host, plain.what));
        assert_eq!(what("redis://cache.example.net:6379/0"), Some(("cache.example.net", "redis://")));
        assert_eq!(what("http://api:secret@example.net/v1"), Some(("example.net", "http://")));
        assert_eq!(
            what("postgres://a:b@db.example.net/shop?sslmode=disable"),
            Some(("db.example.net", "sslmode=disable"))
        );
        for address in [
            "http://example.net/",
            "rediss://cache.example.net",
            "redis://cache:6379",
            "redis://127.0.0.1",
            "redis://10.1.2.3",
            "amqp://host.docker.internal",
            "postgres://db/shop?sslmode=disable",
            "see redis://cache.example.net for more",
        ] {
            assert_eq!(what(address), None, "{address}");
        }
    }
}
