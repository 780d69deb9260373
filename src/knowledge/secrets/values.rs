//! Values that look like a secret, and values that only stand in for one.

/// A kind of credential that is known by how it starts.
struct Prefix {
    start: &'static str,
    /// How many characters follow at least.
    rest: usize,
    kind: &'static str,
}

/// Sources: the issuers' own descriptions, as collected at
/// <https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns>.
const PREFIXES: &[Prefix] = &[
    Prefix { start: "AKIA", rest: 16, kind: "AWS access key" },
    Prefix { start: "ASIA", rest: 16, kind: "AWS temporary access key" },
    Prefix { start: "github_pat_", rest: 22, kind: "GitHub token" },
    Prefix { start: "ghp_", rest: 30, kind: "GitHub token" },
    Prefix { start: "gho_", rest: 30, kind: "GitHub token" },
    Prefix { start: "ghu_", rest: 30, kind: "GitHub token" },
    Prefix { start: "ghs_", rest: 30, kind: "GitHub token" },
    Prefix { start: "ghr_", rest: 30, kind: "GitHub token" },
    Prefix { start: "glpat-", rest: 20, kind: "GitLab token" },
    Prefix { start: "gldt-", rest: 20, kind: "GitLab token" },
    Prefix { start: "glrt-", rest: 20, kind: "GitLab token" },
    Prefix { start: "xoxb-", rest: 20, kind: "Slack token" },
    Prefix { start: "xoxa-", rest: 20, kind: "Slack token" },
    Prefix { start: "xoxp-", rest: 20, kind: "Slack token" },
    Prefix { start: "xoxr-", rest: 20, kind: "Slack token" },
    Prefix { start: "xoxs-", rest: 20, kind: "Slack token" },
    Prefix { start: "sk_live_", rest: 16, kind: "Stripe secret key" },
    Prefix { start: "rk_live_", rest: 16, kind: "Stripe restricted key" },
    Prefix { start: "sk-ant-", rest: 20, kind: "Anthropic key" },
    Prefix { start: "sk-proj-", rest: 20, kind: "OpenAI key" },
    Prefix { start: "AIza", rest: 35, kind: "Google API key" },
    Prefix { start: "ya29.", rest: 20, kind: "Google access token" },
    Prefix { start: "npm_", rest: 36, kind: "npm token" },
    Prefix { start: "pypi-", rest: 50, kind: "PyPI token" },
    Prefix { start: "hvs.", rest: 20, kind: "Vault token" },
    Prefix { start: "dckr_pat_", rest: 20, kind: "Docker Hub token" },
    Prefix { start: "hf_", rest: 30, kind: "Hugging Face token" },
    Prefix { start: "SG.", rest: 60, kind: "SendGrid key" },
    Prefix { start: "shpat_", rest: 32, kind: "Shopify token" },
    Prefix { start: "dop_v1_", rest: 60, kind: "DigitalOcean token" },
];

/// Words that stand in for a secret.
const PLACEHOLDERS: &[&str] = &[
    "change-me",
    "change_me",
    "changeit",
    "changeme",
    "default",
    "dummy",
    "example",
    "fake",
    "fixme",
    "foo",
    "foobar",
    "insert-here",
    "mock",
    "n/a",
    "na",
    "nil",
    "none",
    "null",
    "placeholder",
    "redacted",
    "replace-me",
    "replace_me",
    "replaceme",
    "sample",
    "secret-key",
    "set-me",
    "tbd",
    "temp",
    "todo",
    "undefined",
    "unset",
    "unused",
    "your",
    "yourpassword",
    "yoursecret",
    "yourtoken",
];

/// Beginnings and parts of longer stand-ins: `your-api-key`, `please_change_this`.
const PLACEHOLDER_PARTS: &[&str] = &[
    "change-me",
    "change_me",
    "change-this",
    "change_this",
    "changeme",
    "do-not-use",
    "dummy",
    "example",
    "fake_",
    "fake-",
    "insert_",
    "insert-",
    "not-a-real",
    "not_a_real",
    "not-needed",
    "placeholder",
    "replace-me",
    "replace_me",
    "replace-with",
    "replace_with",
    "your-",
    "your_",
    "xxxx",
];

/// The kind of credential a value looks like, by a known beginning or shape.
///
/// Keys that issuers publish as examples, and addresses whose password is a placeholder or a variable, are none.
pub fn looks_like_secret_value(value: &str) -> Option<&'static str> {
    let value = value.trim();
    if value.contains("-----BEGIN ") && value.contains("PRIVATE KEY") {
        return Some("private key");
    }
    if has_password_in_address(value) && !says_it_is_none(value) {
        return Some("password in an address");
    }
    value.split(is_separator).find_map(kind_of_token)
}

/// Whether a value only stands in for a secret: empty, a variable, `changeme`, `<password>`, `xxxx`.
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'']).trim();
    let lower = value.to_ascii_lowercase();
    let wrapped = [('<', '>'), ('[', ']'), ('{', '}'), ('%', '%')]
        .iter()
        .any(|(open, close)| value.starts_with(*open) && value.ends_with(*close));
    let first = lower.chars().next();
    let repeated = first
        .is_some_and(|first| matches!(first, 'x' | '*' | '.' | '-' | '0' | '_') && lower.chars().all(|c| c == first));
    value.is_empty()
        || wrapped
        || repeated
        || value.starts_with('$')
        || PLACEHOLDERS.contains(&lower.as_str())
        || PLACEHOLDER_PARTS.iter().any(|part| lower.contains(part))
}

/// The kind of credential that a single token is.
pub(super) fn kind_of_token(token: &str) -> Option<&'static str> {
    if token.contains("EXAMPLE") || is_placeholder(token) {
        return None;
    }
    if is_web_token(token) {
        return Some("JSON web token");
    }
    PREFIXES
        .iter()
        .find(|prefix| token.strip_prefix(prefix.start).is_some_and(|rest| fits(rest, prefix)))
        .map(|p| p.kind)
}

/// Long enough, of the letters tokens are made of, and not one letter over and over.
fn fits(rest: &str, prefix: &Prefix) -> bool {
    let letters = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    let varied = rest.bytes().collect::<std::collections::BTreeSet<u8>>().len() > 4;
    // An AWS key identifier has an exact length and no small letters.
    let exact =
        !prefix.start.ends_with("IA") || (rest.len() == prefix.rest && !rest.bytes().any(|b| b.is_ascii_lowercase()));
    rest.len() >= prefix.rest && letters && varied && exact
}

/// Three parts in base 64, the first two of them JSON objects.
fn is_web_token(token: &str) -> bool {
    let mut parts = token.split('.');
    let (Some(header), Some(claims), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    header.starts_with("eyJ") && claims.starts_with("eyJ") && header.len() > 10 && signature.len() > 10
}

/// `scheme://user:password@host`, where the password is written out.
fn has_password_in_address(value: &str) -> bool {
    value.match_indices("://").any(|(at, separator)| {
        let scheme_is_word =
            value.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()));
        let rest = value.get(at + separator.len()..).unwrap_or_default();
        let authority = rest.split(['/', '?', '#', ' ', '"', '\'']).next().unwrap_or_default();
        let password = authority.rsplit_once('@').and_then(|(login, host)| {
            let (user, password) = login.split_once(':')?;
            (!host.is_empty() && !user.contains('$')).then_some(password)
        });
        scheme_is_word && password.is_some_and(|password| !is_placeholder(password) && !password.contains(['$', '{']))
    })
}

/// Whether an address says of itself that it leads nowhere: `postgres://user:pass@localhost/dummy`.
fn says_it_is_none(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| matches!(word, "dummy" | "fake" | "placeholder"))
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '"' | '\'' | '=' | ':' | ',' | ';' | '@' | '/' | '(' | ')' | '`')
}

/// Parts of values that ask to be changed.
const TO_CHANGE: &[&str] = &["change", "replace"];

/// Whether a value stands in for a secret and works as one until somebody changes it: `changeme`, `please_change_this`.
pub fn is_to_be_changed(value: &str) -> bool {
    let letters: String = value.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let asks = |word: &&str| ["me", "this", "it"].iter().any(|what| letters.contains(&format!("{word}{what}")));
    is_placeholder(value) && !value.contains(['<', '$', '{', '%', '[']) && TO_CHANGE.iter().any(asks)
}

/// Variables that let everybody into a database, with the one value that does; without one, any does.
///
/// Sources: <https://hub.docker.com/_/mysql>, <https://hub.docker.com/_/mariadb>, <https://hub.docker.com/_/postgres>
const OPEN_DATABASES: &[(&str, Option<&str>)] = &[
    ("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", None),
    ("MYSQL_ALLOW_EMPTY_PASSWORD", None),
    ("POSTGRES_HOST_AUTH_METHOD", Some("trust")),
];

/// Whether a variable with this value makes a database that asks nobody for a password.
pub fn asks_no_password(name: &str, value: &str) -> bool {
    let is_meant = |wanted: &Option<&str>| wanted.map_or(!value.is_empty(), |wanted| wanted == value);
    OPEN_DATABASES.iter().any(|(known, wanted)| *known == name && is_meant(wanted))
}

/// What the names of files that are no secrets themselves end in.
const FILE_ENDINGS: [&str; 10] =
    [".sh", ".py", ".ps1", ".json", ".txt", ".yml", ".yaml", ".conf", ".properties", ".sql"];

/// Whether the value of a variable for a secret is the secret itself: neither a stand-in nor a switch, a path, a
/// file or an address.
pub fn is_written_out(value: &str) -> bool {
    let is_switch = matches!(value.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off");
    let is_elsewhere = value.starts_with(['/', '.', '~']) || value.contains("://");
    let is_file = FILE_ENDINGS.iter().any(|ending| value.ends_with(ending));
    value.len() > 1 && !is_placeholder(value) && !is_switch && !is_elsewhere && !is_file
}

#[cfg(test)]
mod tests {
    use super::{asks_no_password, is_placeholder, is_to_be_changed, looks_like_secret_value};

    /// Put together at run time, so that no scanner takes the test for a leak.
    fn token(start: &str, length: usize) -> String {
        let letters = "A7b2C9d4E1f6G3h8J5k0";
        start.chars().chain(letters.chars().cycle().take(length)).collect()
    }

    #[test]
    fn known_beginnings_are_told() {
        for (start, length, kind) in [
            ("ghp_", 36, "GitHub token"),
            ("github_pat_", 60, "GitHub token"),
            ("glpat-", 20, "GitLab token"),
            ("xoxb-", 40, "Slack token"),
            ("sk_live_", 24, "Stripe secret key"),
            ("AIza", 35, "Google API key"),
            ("npm_", 36, "npm token"),
            ("pypi-", 80, "PyPI token"),
            ("hvs.", 24, "Vault token"),
            ("dckr_pat_", 27, "Docker Hub token"),
        ] {
            let value = token(start, length);
            assert_eq!(looks_like_secret_value(&value), Some(kind), "{value}");
            assert_eq!(looks_like_secret_value(&format!("Authorization: Bearer {value}")), Some(kind));
            assert_eq!(looks_like_secret_value(start), None);
            assert_eq!(looks_like_secret_value(&format!("{start}{}", "x".repeat(length))), None);
        }
        let aws = format!("AKIA{}", "Q7B2C9D4E1F6G3H8");
        assert_eq!(looks_like_secret_value(&aws), Some("AWS access key"));
        assert_eq!(looks_like_secret_value(&format!("{aws}QQ")), None);
    }

    #[test]
    fn shapes_are_told() {
        assert_eq!(looks_like_secret_value("-----BEGIN OPENSSH PRIVATE KEY-----\nabc"), Some("private key"));
        assert_eq!(looks_like_secret_value("-----BEGIN PUBLIC KEY-----"), None);
        assert_eq!(looks_like_secret_value("-----BEGIN CERTIFICATE-----"), None);
        let web = format!("eyJ{}.eyJ{}.{}", "hbGciOiJIUzI1NiJ9", "zdWIiOiIxIn0", "c2lnbmF0dXJlLWhlcmU");
        assert_eq!(looks_like_secret_value(&web), Some("JSON web token"));
        assert_eq!(looks_like_secret_value("eyJhbGciOiJIUzI1NiJ9"), None);
    }

    #[test]
    fn a_password_in_an_address_is_told() {
        for value in [
            "postgres://app:s3cr3t@db:5432/app",
            "https://bot:p4ss@pypi.internal/simple",
            "redis://:hunter2@cache:6379/0",
            "amqp://guest:guest@rabbit",
        ] {
            assert_eq!(looks_like_secret_value(value), Some("password in an address"), "{value}");
        }
        for value in [
            "postgres://db:5432/app",
            "https://example.com/a:b@c",
            "postgres://app:$PASSWORD@db/app",
            "postgres://app:${PASSWORD}@db/app",
            "postgres://user:<password>@db/app",
            "postgres://user:changeme@db/app",
            "postgres://user:pass@localhost:5432/dummy",
            "git@github.com:owner/repository.git",
            "ssh://git@host:22/path",
        ] {
            assert_eq!(looks_like_secret_value(value), None, "{value}");
        }
    }

    #[test]
    fn published_examples_are_not_secrets() {
        assert_eq!(looks_like_secret_value("AKIAIOSFODNN7EXAMPLE"), None);
        assert_eq!(looks_like_secret_value(""), None);
        assert_eq!(looks_like_secret_value("hello world"), None);
        assert_eq!(looks_like_secret_value("npm_config_cache"), None);
        assert_eq!(looks_like_secret_value("pypi-server"), None);
    }

    #[test]
    fn open_doors_are_told() {
        assert!(["changeme", "changeme123", "please-change-this", "CHANGE_ME"].iter().all(|it| is_to_be_changed(it)));
        assert!(!["example", "<change-me>", "${CHANGE_ME}", "exchange", ""].iter().any(|it| is_to_be_changed(it)));
        assert!(asks_no_password("MYSQL_ALLOW_EMPTY_PASSWORD", "yes"));
        assert!(!asks_no_password("MYSQL_ALLOW_EMPTY_PASSWORD", ""));
        assert!(!asks_no_password("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256"));
    }

    #[test]
    fn placeholders_are_told() {
        for value in [
            "",
            "  ",
            "\"\"",
            "changeme",
            "CHANGE_ME",
            "example",
            "<password>",
            "${PASSWORD}",
            "$TOKEN",
            "xxx",
            "XXXXXXXX",
            "****",
            "dummy",
            "none",
            "null",
            "todo",
            "your-api-key",
            "YOUR_TOKEN",
            "replace-with-yours",
            "{{ secret }}",
            "%SECRET%",
            "dummy-key-for-build",
            "AKIAIOSFODNN7EXAMPLE",
            "[secret]",
            "0000",
            "please_change_this",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
        for value in ["hunter2", "s3cr3t", "admin", "password", "postgres", "root", "123456", "Pa$$w0rd"] {
            assert!(!is_placeholder(value), "{value}");
        }
    }
}
