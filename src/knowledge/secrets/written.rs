//! Secrets that are written out somewhere in a text, and where.
//!
//! Stricter than [`super::looks_like_secret_value`]: it is for texts of which most hold no secret at all, such as
//! scripts. Start with [`written_secrets`].

use super::values::{is_placeholder, kind_of_token};

/// A secret in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenSecret {
    /// What it is, as in a sentence: `GitHub token`.
    pub kind: &'static str,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

/// Passwords that are the same everywhere and protect nothing.
const EVERYDAY: &[&str] = &[
    "admin",
    "anonymous",
    "docker",
    "foo",
    "guest",
    "mysql",
    "oauth2",
    "pass",
    "passwd",
    "password",
    "postgres",
    "pw",
    "pwd",
    "root",
    "secret",
    "test",
    "token",
    "user",
    "x",
    "x-oauth-basic",
    "x-access-token",
];

/// Hosts of examples, and those that are only reached from where the text runs.
const EVERYDAY_HOSTS: &[&str] =
    &["localhost", "127.0.0.1", "0.0.0.0", "[::1]", "host.docker.internal", "host", "hostname"];

/// The secrets that a text holds, in order: known shapes, private keys, passwords in addresses, and what follows
/// `Authorization:`.
pub fn written_secrets(text: &str) -> Vec<WrittenSecret> {
    let mut found = tokens(text);
    found.extend(private_keys(text));
    found.extend(passwords_in_addresses(text));
    found.extend(authorizations(text));
    found.sort_by_key(|secret| (secret.start, secret.end));
    // A token in an address or behind `Authorization:` is one secret.
    let mut end = 0;
    found.retain(|secret| {
        let is_new = secret.start >= end;
        end = end.max(secret.end);
        is_new
    });
    found
}

/// Whether a value looks made at random: long, letters and digits mixed, and little of it repeated.
pub fn is_random(value: &str) -> bool {
    let is_of_letters = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=_-!@#%^&*".contains(&byte));
    let lower = value.to_ascii_lowercase();
    let is_row = ["12345", "abcdef", "0000", "aaaa", "qwert"].iter().any(|row| lower.contains(row));
    value.len() >= 16 && is_of_letters && is_mixed(value) && !is_row && !is_placeholder(value) && entropy(value) >= 3.5
}

/// What is shown of a secret: enough to find it, too little to use it.
pub fn shortened(secret: &str) -> String {
    let shown: String = secret.chars().take(4).filter(|letter| !letter.is_control()).collect();
    format!("{shown}...")
}

fn is_mixed(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    digits >= 2 && value.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Bits a character.
fn entropy(value: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in value.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let length = value.len() as f64;
    let share = |count: &&u32| **count > 0;
    counts.iter().filter(share).map(|count| f64::from(*count) / length).map(|share| -share * share.log2()).sum()
}

fn tokens(text: &str) -> Vec<WrittenSecret> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let mut found = Vec::new();
    let mut start = 0;
    // Every text is read: bytes are quicker than letters, and those of other letters are never part of a token.
    for bytes in text.as_bytes().split(|byte| !is_part(byte)) {
        let end = start + bytes.len();
        // No token is shorter, and most words are.
        if bytes.len() >= 20
            && let Some(piece) = text.get(start..end)
            && is_mixed(piece)
            && let Some(kind) = kind_of_token(piece)
        {
            found.push(WrittenSecret { kind, start, end });
        }
        start = end + 1;
    }
    found
}

/// `-----BEGIN ... PRIVATE KEY-----` with a key behind it.
fn private_keys(text: &str) -> Vec<WrittenSecret> {
    let mut found = Vec::new();
    for (start, opening) in text.match_indices("-----BEGIN ") {
        let rest = text.get(start + opening.len()..).unwrap_or_default();
        let Some((kind, body)) = rest.split_once("-----") else { continue };
        let letters = body.bytes().take(120).filter(|byte| !byte.is_ascii_whitespace() && !b"\\\"'".contains(byte));
        let key = letters.take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte)).count();
        if kind.len() < 40 && kind.ends_with("PRIVATE KEY") && key >= 40 {
            let end = start + opening.len() + kind.len() + "-----".len();
            found.push(WrittenSecret { kind: "private key", start, end });
        }
    }
    found
}

/// `https://user:password@host`
fn passwords_in_addresses(text: &str) -> Vec<WrittenSecret> {
    let mut found = Vec::new();
    for (at, separator) in text.match_indices("://") {
        let start = at + separator.len();
        let rest = text.get(start..).unwrap_or_default();
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-._~!*+%:@[]${}".contains(letter);
        let authority = rest.split(|letter| !is_part(letter)).next().unwrap_or_default();
        let Some((login, host)) = authority.rsplit_once('@') else { continue };
        let Some((user, password)) = login.split_once(':') else { continue };
        if is_real_password(user, password) && is_real_host(host) {
            let from = start + user.len() + 1;
            found.push(WrittenSecret { kind: "password in an address", start: from, end: from + password.len() });
        }
    }
    found
}

/// Whether a password is one that protects something: no stand-in, and none that everybody tries first.
pub fn is_real_password(user: &str, password: &str) -> bool {
    let lower = password.to_ascii_lowercase();
    let stands_in = lower.contains("password") || lower.contains("passwd") || lower.contains("token");
    password.len() > 2
        && !password.contains(['[', ']', '*', '$', '{', '}'])
        && !user.eq_ignore_ascii_case(password)
        && !EVERYDAY.contains(&lower.as_str())
        && !stands_in
        && !is_placeholder(password)
}

fn is_real_host(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let is_example = ["example.com", "example.org", "example.net", ".example", ".test", ".invalid", ".localhost"]
        .iter()
        .any(|ending| name.ends_with(ending));
    !name.is_empty() && !is_example && !EVERYDAY_HOSTS.contains(&name.as_str())
}

/// `Authorization: Bearer ...`
fn authorizations(text: &str) -> Vec<WrittenSecret> {
    let mut found = Vec::new();
    if !["uthorization", "UTHORIZATION"].iter().any(|name| text.contains(name)) {
        return found;
    }
    for scheme in ["Bearer ", "Basic ", "bearer ", "basic "] {
        for (at, _) in text.match_indices(scheme) {
            let before = text.get(..at).unwrap_or_default().trim_end().trim_end_matches(':');
            let is_header = before.ends_with("uthorization") || before.ends_with("UTHORIZATION");
            let start = at + scheme.len();
            let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-._~+/=".contains(letter);
            let rest = text.get(start..).unwrap_or_default();
            let value = rest.split(|letter| !is_part(letter)).next().unwrap_or_default();
            // What a variable goes on with is not written out.
            let is_whole = !rest.get(value.len()..).is_some_and(|after| after.starts_with(['$', '{', '<']));
            if is_header && is_whole && value.len() >= 16 && is_mixed(value) && !is_placeholder(value) {
                found.push(WrittenSecret { kind: "credential", start, end: start + value.len() });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{is_random, shortened, written_secrets};

    /// Put together at run time, so that no scanner takes the test for a leak.
    fn token() -> String {
        format!("{}_{}", "ghp", "A7b2C9d4E1f6G3h8J5k0A7b2C9d4E1f6G3h8")
    }

    fn kinds(text: &str) -> Vec<(&'static str, &str)> {
        written_secrets(text).into_iter().map(|secret| (secret.kind, &text[secret.start..secret.end])).collect()
    }

    #[test]
    fn secrets_are_found_where_they_stand() {
        let token = token();
        for text in [
            format!("curl -H 'Authorization: token {token}' u"),
            format!("git clone https://{token}@github.com/a/b"),
            format!("echo {token}>f"),
            format!("é {token}"),
        ] {
            assert_eq!(kinds(&text), [("GitHub token", token.as_str())], "{text}");
        }
        let text = format!("-H \"Authorization: Bearer {}\"", "a1b2c3d4e5f6g7h8i9");
        assert_eq!(kinds(&text), [("credential", "a1b2c3d4e5f6g7h8i9")]);
        assert_eq!(kinds("https://$USER:p4ssw0rt@pypi.acme.io/x"), [("password in an address", "p4ssw0rt")]);
        assert_eq!(kinds("wget https://bot:p4ssw0rt@pypi.acme.io/x"), [("password in an address", "p4ssw0rt")]);
        let key = format!("-----BEGIN {} KEY-----\\n{}", "RSA PRIVATE", "MIIEowIBAAKCAQEA7v0q".repeat(3));
        assert_eq!(kinds(&key).len(), 1);
    }

    #[test]
    fn other_texts_hold_none() {
        for text in [
            "grep -q -- '-----BEGIN RSA PRIVATE KEY-----' f",
            "printf '-----BEGIN RSA PRIVATE KEY-----\\n%s\\n' \"$KEY\"",
            "curl -H 'Authorization: Bearer $TOKEN' u",
            "curl -H 'Authorization: Bearer QQ==' u",
            "curl -H 'Authorization: Bearer your-token-123-goes-here' u",
            "https://user:pass@host/x",
            "https://user:s3cr3t9@localhost/x",
            "https://user:s3cr3t9@registry.example.com/x",
            "https://x-access-token:$TOKEN@github.com/x",
            "https://${USER}:${PASSWORD}@pypi.acme.io/x",
            "postgres://postgres:postgres@db/x",
            "s|https://[^:]*:[^@]*@|https://|",
            "npm_config_registry_with_a_very_long_name_indeed",
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn random_values_are_told() {
        assert!(is_random("k3J9dLq0ZpX7vB2mNc5T"));
        assert!(is_random("9f86d081884c7d659a2feaa0c55ad015"));
        for value in ["", "hunter2", "placeholder-for-build", "production", "1234567890abcdef1234", "/run/secrets/a1b2"]
        {
            assert!(!is_random(value), "{value}");
        }
        assert_eq!(shortened("secret"), "secr...");
    }
}
