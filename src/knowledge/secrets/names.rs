//! Variables whose name speaks of a secret.

/// Words that speak of a secret wherever they stand in a name.
const SECRET_WORDS: &[&str] = &[
    "apikey",
    "apitoken",
    "authtoken",
    "accesskey",
    "accesstoken",
    "credential",
    "credentials",
    "creds",
    "passphrase",
    "passwd",
    "password",
    "passwords",
    "privatekey",
    "pword",
    "secret",
    "secretkey",
    "secrets",
    "token",
    "tokens",
    "userpass",
    "dbpass",
    "rootpass",
];

/// Words that speak of a secret as the last word of a longer name: `DB_PASS`, `REDIS_PWD`, `REGISTRY_AUTH`.
const SECRET_LAST_WORDS: &[&str] = &["pass", "pwd", "pw"];

/// Words in front of `key` (or `keys`) that make it a secret one.
const SECRET_KEYS: &[&str] = &[
    "access",
    "account",
    "admin",
    "api",
    "app",
    "auth",
    "aws",
    "crypt",
    "deploy",
    "encrypt",
    "encryption",
    "hmac",
    "jwt",
    "license",
    "master",
    "private",
    "secret",
    "service",
    "session",
    "sign",
    "signing",
    "ssh",
    "storage",
    "write",
];

/// Last words that turn a name into something about a secret, or into something else altogether.
const HARMLESS_LAST_WORDS: &[&str] = &[
    "algorithm",
    "alg",
    "algo",
    "arn",
    "attribute",
    "auth",
    "backend",
    "bits",
    "charset",
    "class",
    "client",
    "count",
    "days",
    "dir",
    "directory",
    "disabled",
    "domain",
    "enable",
    "enabled",
    "endpoint",
    "engine",
    "expiration",
    "expire",
    "expires",
    "expiry",
    "field",
    "file",
    "filename",
    "files",
    "fingerprint",
    "folder",
    "format",
    "header",
    "helper",
    "host",
    "hostname",
    "id",
    "ids",
    "issuer",
    "key_id",
    "keyid",
    "label",
    "length",
    "lifetime",
    "limit",
    "link",
    "location",
    "manager",
    "max",
    "method",
    "min",
    "minutes",
    "mode",
    "mount",
    "name",
    "names",
    "namespace",
    "number",
    "optional",
    "param",
    "parameter",
    "path",
    "paths",
    "pattern",
    "policy",
    "port",
    "prefix",
    "provider",
    "ref",
    "refresh",
    "region",
    "regex",
    "required",
    "reset",
    "rotation",
    "scope",
    "seconds",
    "server",
    "servers",
    "service",
    "size",
    "source",
    "store",
    "strategy",
    "suffix",
    "timeout",
    "ttl",
    "type",
    "uri",
    "url",
    "user",
    "username",
    "validity",
    "version",
    "volume",
];

/// Words that make the whole name harmless.
const HARMLESS_WORDS: &[&str] = &[
    "checksum",
    "fingerprint",
    "keyring",
    "keyrings",
    "keyserver",
    "keyservers",
    "max",
    "min",
    "num",
    "pub",
    "pubkey",
    "public",
    "publishable",
    "sha256",
    "sitekey",
    "tokenizer",
    "tokenizers",
    "without",
    "disable",
    "allow",
    "require",
    "enable",
    "use",
    "no",
    "skip",
    "validate",
];

/// Whole names that are known and harmless.
const HARMLESS_NAMES: &[&str] = &[
    "pwd",
    "oldpwd",
    "pass",
    "token_file",
    "ssh_auth_sock",
    "goprivate",
    "username",
    "gpg_key",
    "gpg_keys",
    "composer_auth_file",
    "key",
    "keys",
    "id_token_signed_response_alg",
];

/// Whole names that are known and secret, though no rule above sees it.
const SECRET_NAMES: &[&str] = &[
    "composer_auth",
    "docker_auth_config",
    "npm_auth",
    "_auth",
    "pgpassword",
    "mysql_pwd",
    "sshpass",
    "rediscli_auth",
];

/// Whether the name of a variable or build argument speaks of a secret.
///
/// The name is taken apart at `_`, `-`, `.` and at changes of case. Public keys, files, paths, identifiers,
/// settings about secrets (`TOKEN_TTL`) and fingerprints (`GPG_KEY`) are none.
pub fn names_secret(name: &str) -> bool {
    let whole = name.to_ascii_lowercase();
    if HARMLESS_NAMES.contains(&whole.as_str()) {
        return false;
    }
    if SECRET_NAMES.contains(&whole.as_str()) {
        return true;
    }
    let words = words(name);
    let Some(last) = words.last().map(String::as_str) else { return false };
    if HARMLESS_LAST_WORDS.contains(&last) || words.iter().any(|word| HARMLESS_WORDS.contains(&word.as_str())) {
        return false;
    }
    words.iter().any(|word| SECRET_WORDS.contains(&word.as_str()) || ends_in_secret(word))
        || (words.len() > 1 && SECRET_LAST_WORDS.contains(&last))
        || has_secret_key(&words)
}

/// `PGPASSWORD`, `dbpassword`: glued to another word, as no dictionary word ends.
fn ends_in_secret(word: &str) -> bool {
    ["password", "passwd", "passphrase", "apikey", "secretkey"].iter().any(|ending| word.ends_with(ending))
}

fn has_secret_key(words: &[String]) -> bool {
    words.windows(2).any(|pair| match pair {
        [before, key] => matches!(key.as_str(), "key" | "keys") && SECRET_KEYS.contains(&before.as_str()),
        _ => false,
    })
}

/// The words of a name in lower case: `dbAuth_TOKEN` has three.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before: Option<char> = None;
    for current in name.chars() {
        let boundary = matches!(current, '_' | '-' | '.' | ' ' | '/');
        let hump = current.is_ascii_uppercase() && before.is_some_and(|before| before.is_ascii_lowercase());
        if boundary || hump {
            words.push(String::new());
        }
        if !boundary && let Some(word) = words.last_mut() {
            word.push(current.to_ascii_lowercase());
        }
        before = Some(current);
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{names_secret, words};

    #[test]
    fn names_of_secrets_are_told() {
        for name in [
            "PASSWORD",
            "DB_PASSWORD",
            "POSTGRES_PASSWORD",
            "MYSQL_ROOT_PASSWORD",
            "PGPASSWORD",
            "DBPASSWORD",
            "dbPassword",
            "redis.password",
            "DB_PASS",
            "REDIS_PWD",
            "MYSQL_PWD",
            "API_KEY",
            "APIKEY",
            "apiKey",
            "OPENAI_API_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "GITHUB_TOKEN",
            "NPM_TOKEN",
            "NODE_AUTH_TOKEN",
            "TOKEN",
            "SECRET",
            "SECRET_KEY",
            "SECRET_KEY_BASE",
            "JWT_SECRET",
            "CLIENT_SECRET",
            "DJANGO_SECRET_KEY",
            "PRIVATE_KEY",
            "SSH_PRIVATE_KEY",
            "SSH_KEY",
            "ENCRYPTION_KEY",
            "SIGNING_KEY",
            "APP_KEY",
            "RAILS_MASTER_KEY",
            "LICENSE_KEY",
            "STORAGE_ACCOUNT_KEY",
            "PASSPHRASE",
            "CREDENTIALS",
            "GOOGLE_CREDENTIALS",
            "SENTRY_AUTH_TOKEN",
            "COMPOSER_AUTH",
            "ADMIN_PASSWD",
            "DOCKER_AUTH_CONFIG",
            "SA_PASSWORD",
            "accessToken",
            "db-password",
            "SSHPASS",
            "GPG_PASSPHRASE",
            "KEYSTORE_PASSWORD",
            "CACHE_PASSWORD",
        ] {
            assert!(names_secret(name), "{name}");
        }
    }

    #[test]
    fn names_of_other_things_are_not() {
        for name in [
            "",
            "_",
            "PATH",
            "PWD",
            "OLDPWD",
            "KEY",
            "MONKEY",
            "KEYBOARD",
            "TURKEY",
            "TOKENIZER",
            "TOKENIZERS_PARALLELISM",
            "HF_TOKENIZER_PATH",
            "PUBLIC_KEY",
            "NEXT_PUBLIC_API_KEY",
            "STRIPE_PUBLISHABLE_KEY",
            "SSH_PUBLIC_KEY",
            "POSTGRES_PASSWORD_FILE",
            "DB_PASSWORD_PATH",
            "SECRETS_DIR",
            "AWS_ACCESS_KEY_ID",
            "GPG_KEY",
            "GPG_KEYS",
            "GPG_KEYID",
            "SIGNING_KEY_ID",
            "KEYSERVER",
            "KEYSERVERS",
            "KEYRING",
            "KEYSTORE_PATH",
            "GOPRIVATE",
            "USERNAME",
            "SSH_AUTH_SOCK",
            "CACHE_KEY",
            "PYTHONPATH",
            "TOKEN_URL",
            "TOKEN_TTL",
            "TOKEN_EXPIRES_IN_SECONDS",
            "PASSWORD_LENGTH",
            "PASSWORD_MIN_LENGTH",
            "PASSWORD_ALGORITHM",
            "SECRET_NAME",
            "SECRET_ID",
            "AUTH_ENABLED",
            "TOKEN_TYPE",
            "AUTH_USER",
            "AUTH_HOST",
            "MAX_TOKENS",
            "PASSENGER_VERSION",
            "COMPASS_HOST",
            "BYPASS",
            "AUTHOR",
            "NODE_VERSION",
            "KUBE_SECRET_NAMESPACE",
            "PARTITION_KEY",
            "PRIMARY_KEY",
            "FOREIGN_KEY",
            "KEY_FILE",
            "SECRET_MANAGER_PROJECT_URL",
            "MYSQL_ALLOW_EMPTY_PASSWORD",
            "PASSWORD_RESET_TIMEOUT",
            "RECAPTCHA_SITEKEY",
            "RABBITMQ_PGP_KEY_ID",
            "YARN_GPG_KEY",
            "SONAR_HOST_URL",
            "DISABLE_PASSWORD",
            "USE_TOKEN",
        ] {
            assert!(!names_secret(name), "{name}");
        }
    }

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(words("dbAuth_TOKEN-x.y"), ["db", "auth", "token", "x", "y"]);
        assert_eq!(words("APIKey"), ["apikey"]);
        assert_eq!(words("__"), Vec::<String>::new());
    }
}
