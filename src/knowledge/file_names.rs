//! What the name of a path tells of it: whether it is a file or a directory.

/// Endings of files that are read, as people mount them.
const FILE_ENDINGS: &[&str] = &[
    "acl",
    "cert",
    "cfg",
    "cnf",
    "conf",
    "config",
    "crt",
    "csr",
    "css",
    "csv",
    "cue",
    "db",
    "der",
    "dump",
    "env",
    "gz",
    "hcl",
    "htm",
    "html",
    "htpasswd",
    "ini",
    "jar",
    "jks",
    "js",
    "json",
    "json5",
    "jsonc",
    "key",
    "keystore",
    "log",
    "lua",
    "md",
    "mjs",
    "p12",
    "pem",
    "pfx",
    "php",
    "pl",
    "properties",
    "pub",
    "py",
    "rb",
    "rdb",
    "rules",
    "sh",
    "sql",
    "sqlite",
    "sqlite3",
    "sqlx",
    "tar",
    "template",
    "tgz",
    "tmpl",
    "toml",
    "tpl",
    "ts",
    "txt",
    "vcl",
    "war",
    "xml",
    "yaml",
    "yml",
    "zip",
];

/// Names of files without such an ending.
const FILE_NAMES: &[&str] = &[
    ".bashrc",
    ".dockerignore",
    ".env",
    ".gitconfig",
    ".htaccess",
    ".htpasswd",
    ".netrc",
    ".npmrc",
    ".pgpass",
    ".pypirc",
    ".vimrc",
    ".yarnrc",
    "Caddyfile",
    "Corefile",
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
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending =
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending.to_ascii_lowercase());
    FILE_NAMES.contains(&name)
        || name.starts_with(".env.")
        || ending.is_some_and(|ending| FILE_ENDINGS.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::names_a_file;

    #[test]
    fn names_tell_files_from_directories() {
        for path in ["./conf/nginx.conf", "/etc/x/Caddyfile", ".env", "./.env.local", "a.YAML", "/x/acme.json"] {
            assert!(names_a_file(path), "{path}");
        }
        for path in ["./data", "/etc/nginx/conf.d", "./nginx.conf/", "./.config", "./v1.2", "./node_modules", ""] {
            assert!(!names_a_file(path), "{path}");
        }
    }
}
