//! Files that hold credentials, by name.

/// What a file with such a name holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretFile {
    /// What it is, as in a sentence: `private SSH key`.
    pub kind: &'static str,
    /// Whether a file of that name always holds a secret; otherwise it often holds settings or public keys only.
    pub certain: bool,
    /// Whether it holds one more often than not.
    pub likely: bool,
}

const fn certain(kind: &'static str) -> SecretFile {
    SecretFile { kind, certain: true, likely: true }
}

const fn likely(kind: &'static str) -> SecretFile {
    SecretFile { kind, certain: false, likely: true }
}

const fn possible(kind: &'static str) -> SecretFile {
    SecretFile { kind, certain: false, likely: false }
}

/// Files known by their whole name.
const NAMES: &[(&str, SecretFile)] = &[
    (".env", certain("environment file")),
    ("id_rsa", certain("private SSH key")),
    ("id_dsa", certain("private SSH key")),
    ("id_ecdsa", certain("private SSH key")),
    ("id_ed25519", certain("private SSH key")),
    (".git-credentials", certain("Git credentials")),
    (".netrc", certain("login file")),
    ("_netrc", certain("login file")),
    (".pgpass", certain("PostgreSQL passwords")),
    (".my.cnf", possible("MySQL client settings")),
    (".htpasswd", certain("password file")),
    (".pypirc", certain("PyPI credentials")),
    (".npmrc", possible("npm settings")),
    (".yarnrc.yml", possible("Yarn settings")),
    (".dockercfg", certain("registry credentials")),
    (".boto", certain("cloud credentials")),
    (".s3cfg", certain("cloud credentials")),
    ("credentials.json", certain("credentials")),
    ("credentials.yml", certain("credentials")),
    ("client_secret.json", certain("credentials")),
    ("application_default_credentials.json", certain("cloud credentials")),
    ("auth.json", likely("registry or Composer credentials")),
    ("terraform.tfvars", possible("Terraform variables")),
    ("terraform.tfstate", certain("Terraform state")),
    ("secrets.yml", likely("secrets")),
    ("secrets.yaml", likely("secrets")),
    ("secrets.json", likely("secrets")),
    ("master.key", certain("Rails master key")),
    ("kubeconfig", certain("cluster credentials")),
    ("wp-config.php", possible("WordPress settings")),
];

/// Files known by the directory they stand in as well.
const PLACES: &[(&str, SecretFile)] = &[
    (".aws/credentials", certain("cloud credentials")),
    (".kube/config", certain("cluster credentials")),
    (".docker/config.json", certain("registry credentials")),
    (".gnupg", certain("private keys")),
    (".ssh", certain("private SSH keys")),
    (".aws", certain("cloud credentials")),
    (".kube", certain("cluster credentials")),
    (".cargo/credentials", certain("crates.io token")),
    (".cargo/credentials.toml", certain("crates.io token")),
    (".m2/settings.xml", possible("Maven settings")),
    (".gem/credentials", certain("RubyGems key")),
];

/// Files known by their last name.
const ENDINGS: &[(&str, SecretFile)] = &[
    (".pem", possible("certificate or private key")),
    (".key", likely("private key")),
    (".p12", certain("key store")),
    (".pfx", certain("key store")),
    (".jks", likely("Java key store")),
    (".keystore", likely("Java key store")),
    (".ppk", certain("private SSH key")),
    (".kdbx", certain("password store")),
    (".tfvars", possible("Terraform variables")),
];

/// Words in a name that make it an example, a template, or something public.
const HARMLESS_WORDS: &[&str] = &[
    "apt",
    "archive",
    "bundle",
    "ca",
    "cacert",
    "cert",
    "certs",
    "chain",
    "ci",
    "crt",
    "defaults",
    "dhparam",
    "dhparams",
    "dist",
    "dummy",
    "erb",
    "example",
    "examples",
    "fullchain",
    "gpg",
    "j2",
    "keyring",
    "mustache",
    "pub",
    "pubkey",
    "public",
    "repo",
    "sample",
    "samples",
    "schema",
    "skel",
    "template",
    "tmpl",
    "tpl",
    "truststore",
];

/// The secret a file holds, judged by its name or path; `None` for examples, templates and public keys.
pub fn is_secret_file(path: &str) -> Option<SecretFile> {
    let path = path.trim_end_matches('/');
    if !may_be_secret_file(path.rsplit(['/', '\\']).next().unwrap_or_default()) {
        return None;
    }
    let path = path.replace('\\', "/").to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    if has_harmless_word(name) {
        return None;
    }
    let by_place = PLACES.iter().find(|(place, _)| is_end_of(place, &path));
    by_place.map(|(_, file)| *file).or_else(|| by_name(name))
}

/// Whether the last part of a path lets it be such a file: everyday names are told apart by this, without their path.
pub fn may_be_secret_file(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    !name.is_empty() && (PLACES.iter().any(|(place, _)| is_end_of(&name, place)) || by_name(&name).is_some())
}

/// Whether a path ends with these parts.
fn is_end_of(end: &str, path: &str) -> bool {
    path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

fn by_name(name: &str) -> Option<SecretFile> {
    let whole = NAMES.iter().find(|(known, _)| *known == name).map(|(_, file)| *file);
    let is_ending = |ending: &str| name.len() > ending.len() && name.ends_with(ending);
    whole.or_else(|| by_pattern(name)).or_else(|| ENDINGS.iter().find(|(it, _)| is_ending(it)).map(|(_, file)| *file))
}

/// `.env.production`, `service-account-prod.json`, `server-key.pem`.
fn by_pattern(name: &str) -> Option<SecretFile> {
    if let Some(environment) = name.strip_prefix(".env.") {
        // Test and development values are checked in as a rule; they still configure nothing in an image.
        let everyday = environment.split(['.', '-', '_']).any(|word| matches!(word, "test" | "testing"));
        return (!everyday && !environment.is_empty()).then_some(certain("environment file"));
    }
    if name.ends_with(".pem") {
        let is_key = name.split(['.', '-', '_']).any(|word| matches!(word, "key" | "privkey" | "private" | "priv"));
        return is_key.then_some(likely("private key"));
    }
    let account = ["service-account", "service_account", "serviceaccount"].iter().any(|start| name.starts_with(start));
    (account && name.ends_with(".json")).then_some(certain("cloud credentials"))
}

fn has_harmless_word(name: &str) -> bool {
    name.split(['.', '-', '_']).any(|word| HARMLESS_WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::is_secret_file;

    #[test]
    fn files_with_secrets_are_told() {
        for (path, certain) in [
            (".env", true),
            ("./.env", true),
            ("config/.env.production", true),
            (".env.local", true),
            ("id_rsa", true),
            ("keys/id_ed25519", true),
            ("server.key", false),
            ("tls/server.pem", false),
            (".npmrc", false),
            (".pypirc", true),
            (".netrc", true),
            ("/root/.aws/credentials", true),
            (".aws/", true),
            ("~/.kube/config", true),
            (".docker/config.json", true),
            (".ssh", true),
            ("credentials.json", true),
            ("service-account.json", true),
            ("service_account-prod.json", true),
            ("store.p12", true),
            ("app.jks", false),
            ("release.keystore", false),
            (".git-credentials", true),
            ("terraform.tfvars", false),
            ("key.ppk", true),
            (".htpasswd", true),
            (".pgpass", true),
            ("C:\\keys\\ID_RSA", true),
        ] {
            assert_eq!(is_secret_file(path).map(|file| file.certain), Some(certain), "{path}");
        }
    }

    #[test]
    fn files_with_likely_secrets_are_told() {
        for (path, likely) in
            [("server.key", true), ("server.pem", false), ("server-key.pem", true), (".npmrc", false), (".env", true)]
        {
            assert_eq!(is_secret_file(path).map(|file| file.likely), Some(likely), "{path}");
        }
    }

    #[test]
    fn examples_templates_and_public_files_are_not() {
        for path in [
            "",
            "/",
            ".env.example",
            ".env.sample",
            ".env.template",
            ".env.production.erb",
            ".env.j2",
            ".env.dist",
            ".env.test",
            ".env.ci",
            "example.env.md",
            "id_rsa.pub",
            "ca.pem",
            "ca.key",
            "server-cert.pem",
            "fullchain.pem",
            "chain.pem",
            "public.pem",
            "public.key",
            "cacert.pem",
            "environment",
            ".envrc.md",
            "package.json",
            "config.json",
            "config",
            "credentials",
            "key",
            "monkey.txt",
            "credentials.json.example",
            "terraform.example.tfvars",
            ".npmrc.example",
            "truststore.jks",
            "dhparam.pem",
            ".pem",
            "keyboard.rs",
            "yarn-pubkey.gpg.key",
            "nodesource-repo.gpg.key",
            "global-bundle.pem",
            "service-account.md",
            ".env.",
        ] {
            assert_eq!(is_secret_file(path), None, "{path}");
        }
    }
}
