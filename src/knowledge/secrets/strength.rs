//! How much a value that is written out protects, as far as it shows.
//!
//! Start with [`strength_of`]; [`strength_of_value`] is for values whose purpose is known already.

use super::names::names_secret;
use super::values::{is_placeholder, is_to_be_changed, is_written_out, kind_of_token};
use super::written::is_random;

/// How much a password protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// It is what somebody tries first, or says to be no secret: `postgres`, `changeme`, `secret`.
    Weak,
    /// Somebody made it up to keep others out.
    Real,
}

/// Words that no password holds which somebody made up with care.
const WEAK_WORDS: &[&str] = &[
    "change",
    "default",
    "example",
    "insecure",
    "keyishere",
    "letmein",
    "mariadb",
    "mongo",
    "mysql",
    "password",
    "passwd",
    "postgres",
    "qwert",
    "redis",
    "replace",
    "sample",
    "secret",
    "welcome",
    "wordpress",
];

/// Shorter ones, which what is made at random may hold too.
const SHORT_WEAK_WORDS: &[&str] =
    &["abcd", "admin", "demo", "dev", "docker", "guest", "local", "pass", "root", "test", "token", "user", "your"];

/// Values that stand in for a password and are one where a service takes whatever it is given.
const WORKING_PLACEHOLDERS: &[&str] = &["default", "foo", "foobar", "sample", "temp"];

/// How strong the secret is that a variable or a flag of that name is set to; `None` where it is none: the name speaks
/// of something else, or the value stands in for it, is a switch, a number of something, a path or an address.
pub fn strength_of(name: &str, value: &str) -> Option<Strength> {
    let value = unquoted(value);
    if !names_secret(name) && !is_password_flag(name) || value.contains(['$', '<', '{']) {
        return None;
    }
    let is_password = names_password(name);
    if is_placeholder(value) {
        let lower = value.to_ascii_lowercase();
        let works =
            is_to_be_changed(value) || lower.starts_with("example") || WORKING_PLACEHOLDERS.contains(&lower.as_str());
        return (works && is_password).then_some(Strength::Weak);
    }
    let is_amount = value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).bytes().all(|byte| byte.is_ascii_digit())
        && value.starts_with(|c: char| c.is_ascii_digit());
    if !is_written_out(value) || value.contains(char::is_whitespace) || (is_amount && !is_password && value.len() < 16)
    {
        return None;
    }
    // What is called credentials is a file or an account as often as a secret.
    let lower = name.to_ascii_lowercase();
    let is_vague = ["credentials", "credential", "creds"].iter().any(|word| lower.ends_with(word));
    Some(strength_of_value(value)).filter(|strength| *strength == Strength::Real || !is_vague)
}

/// How strong a value is as a password.
pub fn strength_of_value(value: &str) -> Strength {
    let value = unquoted(value);
    if kind_of_token(value).is_some() {
        return Strength::Real;
    }
    let letters = spelled_out(value);
    let holds = |words: &[&str]| words.iter().any(|word| letters.contains(word));
    if holds(WEAK_WORDS) || is_row(value) {
        return Strength::Weak;
    }
    let is_made_up = is_random(value) || (value.len() >= 7 && is_varied(value) && !holds(SHORT_WEAK_WORDS));
    if is_made_up { Strength::Real } else { Strength::Weak }
}

/// Whether a name speaks of a password, and not of a key or a token.
fn names_password(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    is_password_flag(&name) || ["pass", "pwd", "pword"].iter().any(|word| name.contains(word)) || name.ends_with("_pw")
}

/// Flags and settings whose name is no word for a secret and that take one.
fn is_password_flag(name: &str) -> bool {
    matches!(name, "requirepass" | "masterauth")
}

fn unquoted(value: &str) -> &str {
    value.trim().trim_matches(['"', '\''])
}

/// Its letters without what stands in for them: `p@ssw0rd` is `password`.
fn spelled_out(value: &str) -> String {
    let letter = |letter: char| match letter.to_ascii_lowercase() {
        '@' | '4' => Some('a'),
        '0' => Some('o'),
        '3' => Some('e'),
        '1' | '!' => Some('i'),
        '$' | '5' => Some('s'),
        letter if letter.is_ascii_alphanumeric() => Some(letter),
        _ => None,
    };
    value.chars().filter_map(letter).collect()
}

/// Whether it is made of keys that lie beside each other, or of one key.
fn is_row(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    ["1234", "abcd1", "0000", "aaaa", "qwer", "asdf"].iter().any(|row| lower.contains(row))
}

/// Whether it mixes letters with digits and signs more than a word with a number behind it does.
fn is_varied(value: &str) -> bool {
    let count = |is: fn(&char) -> bool| value.chars().filter(is).count();
    let (upper, lower) = (count(char::is_ascii_uppercase), count(char::is_ascii_lowercase));
    let (digits, signs) = (count(char::is_ascii_digit), count(|c| "!@#%^&*+=?~;,".contains(*c)));
    let kinds = [upper, lower, digits, signs].iter().filter(|count| **count > 0).count();
    upper + lower > 0 && (kinds >= 3 || (kinds >= 2 && digits + signs >= 2))
}

#[cfg(test)]
mod tests {
    use super::{Strength, strength_of, strength_of_value};

    #[test]
    fn passwords_that_everybody_tries_are_weak() {
        for value in [
            "postgres",
            "changeme",
            "example",
            "P@ssw0rd",
            "example_123",
            "rootsecretpassword",
            "123",
            "umami",
            "hunter2",
            "vulhub123456",
            "replace-me-with-a-random-string",
        ] {
            assert_eq!(strength_of("POSTGRES_PASSWORD", value), Some(Strength::Weak), "{value}");
        }
    }

    #[test]
    fn passwords_that_were_made_up_are_real() {
        for value in ["c0rr3ct_H@rse!", "k3J9dLq0ZpX7", "tr0ub4dor&3x", "9f86d081884c7d659a2feaa0c55ad015"] {
            assert_eq!(strength_of_value(value), Strength::Real, "{value}");
        }
    }

    #[test]
    fn other_values_are_no_secrets() {
        for (name, value) in [
            ("POSTGRES_PASSWORD", ""),
            ("POSTGRES_PASSWORD", "unused"),
            ("POSTGRES_PASSWORD", "<password>"),
            ("POSTGRES_PASSWORD", "/run/secrets/password"),
            ("POSTGRES_PASSWORD", "$PASSWORD"),
            ("OVH_APPLICATION_SECRET", "xxx"),
            ("API_TOKEN", "your-token"),
            ("USE_PASSWORD", "yes"),
            ("N_TOKENS", "4096"),
            ("TOKEN_LEEWAY", "15m"),
            ("KAFKA_SSL_KEY_CREDENTIALS", "kafka_ssl_key_creds"),
            ("KAFKA_SSL_KEY_CREDENTIALS", "kafka.pass"),
            ("POSTGRES_USER", "k3J9dLq0ZpX7"),
        ] {
            assert_eq!(strength_of(name, value), None, "{name}={value}");
        }
    }
}
