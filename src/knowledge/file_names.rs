//! What the names of paths tell of them: whether they are files or directories, and which files are only read.
//!
//! Start with [`names_a_file`] and [`is_config_file`].

/// Endings that settings, certificates and scripts have, which a program reads and does not write.
const CONFIG_ENDINGS: &[&str] = &[
    "cert",
    "cfg",
    "cnf",
    "conf",
    "crt",
    "ini",
    "json",
    "key",
    "pem",
    "properties",
    "sh",
    "sql",
    "template",
    "tmpl",
    "toml",
    "xml",
    "yaml",
    "yml",
];

/// Names of such files without such an ending.
const CONFIG_NAMES: &[&str] = &[".htpasswd", "Caddyfile", "Corefile", "localtime", "timezone"];

/// Files that are named like settings and that programs write: accounts of certificates, what Redis Sentinel learns,
/// manifests and locks of package managers.
const WRITTEN: &[&str] = &[
    "acme.json",
    "sentinel.conf",
    "composer.json",
    "package.json",
    "package-lock.json",
    "pnpm-lock.yaml",
    "db.json",
    "database.json",
    "Cargo.toml",
    "pyproject.toml",
    "tsconfig.json",
];

/// Endings of other files, as people mount them.
const OTHER_ENDINGS: &[&str] = &[
    "acl", "config", "csr", "css", "csv", "cue", "db", "der", "dump", "env", "gz", "hcl", "htm", "html", "htpasswd",
    "jar", "jks", "js", "json5", "jsonc", "keystore", "log", "lua", "md", "mjs", "p12", "pfx", "php", "pl", "pub",
    "py", "rb", "rdb", "rules", "sqlite", "sqlite3", "sqlx", "tar", "tgz", "tpl", "ts", "txt", "vcl", "war", "zip",
];

/// Names of other files without such an ending.
const OTHER_NAMES: &[&str] = &[
    ".bashrc",
    ".dockerignore",
    ".env",
    ".gitconfig",
    ".htaccess",
    ".netrc",
    ".npmrc",
    ".pgpass",
    ".pypirc",
    ".vimrc",
    ".yarnrc",
    "Dockerfile",
    "Gemfile",
    "Jenkinsfile",
    "Makefile",
    "Pipfile",
    "Procfile",
    "Rakefile",
    "hosts",
    "passwd",
];

/// Whether a path is surely meant to be a file: by its ending or its whole name. One that ends with a slash is none.
pub fn names_a_file(path: &str) -> bool {
    let name = last_part(path);
    is_named_like_config(name)
        || OTHER_NAMES.contains(&name)
        || name.starts_with(".env.")
        || has_ending(name, OTHER_ENDINGS)
}

/// Whether what is mounted from one path to another is a file that the container only has to read.
pub fn is_config_file(source: &str, target: &str) -> bool {
    let is_one = |path: &str| {
        let name = last_part(path);
        is_named_like_config(name) && !WRITTEN.contains(&name)
    };
    is_one(source) && is_one(target)
}

fn is_named_like_config(name: &str) -> bool {
    CONFIG_NAMES.contains(&name) || has_ending(name, CONFIG_ENDINGS)
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a name has one of some endings, in any case, with something before it.
fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
    ending.is_some_and(|ending| endings.contains(&ending.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::{is_config_file, names_a_file};

    #[test]
    fn names_tell_files_from_directories() {
        for path in ["./conf/nginx.conf", "/etc/x/Caddyfile", ".env", "./.env.local", "a.YAML", "/x/acme.json"] {
            assert!(names_a_file(path), "{path}");
        }
        for path in ["./data", "/etc/nginx/conf.d", "./nginx.conf/", "./.config", "./v1.2", "./node_modules", ""] {
            assert!(!names_a_file(path), "{path}");
        }
    }

    #[test]
    fn files_to_read_are_told_from_folders_and_data() {
        for (source, target) in [
            ("./nginx.conf", "/etc/nginx/nginx.conf"),
            ("./prometheus.yml", "/etc/prometheus/prometheus.yml"),
            ("./init.sql", "/docker-entrypoint-initdb.d/init.sql"),
            ("./Caddyfile", "/etc/caddy/Caddyfile"),
        ] {
            assert!(is_config_file(source, target), "{source}");
        }
        for (source, target) in [
            ("./conf.d", "/etc/nginx/conf.d"),
            ("./acme.json", "/acme.json"),
            ("./package.json", "/app/package.json"),
            ("./data.sqlite", "/data.sqlite"),
            ("./.json", "/x/.json"),
        ] {
            assert!(!is_config_file(source, target), "{source}");
        }
    }
}
