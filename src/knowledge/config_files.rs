//! Files that a program reads and does not write, by their names.

/// Endings of files that settings, certificates and scripts have.
const ENDINGS: &[&str] = &[
    ".cfg",
    ".cnf",
    ".conf",
    ".crt",
    ".cert",
    ".ini",
    ".json",
    ".key",
    ".pem",
    ".properties",
    ".sh",
    ".sql",
    ".template",
    ".tmpl",
    ".toml",
    ".xml",
    ".yaml",
    ".yml",
];

/// Names without such an ending.
const NAMES: &[&str] = &["Caddyfile", "Corefile", ".htpasswd", "localtime", "timezone"];

/// Files with such an ending that programs write: accounts of certificates, what Redis Sentinel learns, manifests and locks of package managers.
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

/// Whether what is mounted from one path to another is a file that the container only has to read.
pub fn is_config_file(source: &str, target: &str) -> bool {
    let name = |path: &'_ str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let (source, target) = (name(source), name(target));
    let is_one = |name: &str| {
        let stem_is_there = ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending));
        (stem_is_there || NAMES.contains(&name)) && !WRITTEN.contains(&name)
    };
    is_one(&source) && is_one(&target)
}

#[cfg(test)]
mod tests {
    use super::is_config_file;

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
