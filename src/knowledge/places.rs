//! What the directories of a Linux system are for, as far as it matters who may write to them.
//!
//! Knows paths, nothing of images. Start with [`place_of`].
//! Source: <https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html>

/// What a path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Something below `/tmp` and its kin, or of the kernel: gone tomorrow.
    Temporary,
    /// `/tmp` and its kin themselves.
    Shared,
    /// What a program keeps while it runs, or something whose use the path does not tell.
    Data,
    /// Programs, scripts, and what they are configured with.
    Code,
    /// Who changes it is root with the next program that root starts.
    System,
}

/// Directories that everybody shares.
const SHARED: &[&str] = &["/tmp", "/var/tmp", "/dev/shm"];

/// Files and directories that decide who is who and what root runs.
const SYSTEM: &[&str] = &[
    "/",
    "/bin",
    "/etc",
    "/etc/crontab",
    "/etc/cron.d",
    "/etc/group",
    "/etc/ld.so.conf",
    "/etc/ld.so.preload",
    "/etc/pam.d",
    "/etc/passwd",
    "/etc/profile",
    "/etc/profile.d",
    "/etc/shadow",
    "/etc/sudoers",
    "/etc/sudoers.d",
    "/lib",
    "/lib64",
    "/opt",
    "/root/.ssh",
    "/sbin",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/local/sbin",
    "/usr/sbin",
    "/var/spool/cron",
];

/// Directories that hold code and settings.
const CODE: &[&str] = &["/bin/", "/etc/", "/lib/", "/lib64/", "/sbin/", "/usr/"];

/// Parts of a path that say that data is kept there.
const DATA_PARTS: &[&str] =
    &["cache", "caches", "data", "log", "logs", "media", "reports", "run", "spool", "tmp", "temp", "uploads", "work"];

/// Endings of files that are run or loaded.
const CODE_ENDINGS: &[&str] = &[".sh", ".py", ".pl", ".rb", ".js", ".php", ".so", ".jar", ".conf", ".service"];

/// What an absolute path is for.
pub fn place_of(path: &str) -> Place {
    let path = if path.len() > 1 { path.trim_end_matches(['*', '/']) } else { path };
    let path = if path.is_empty() { "/" } else { path };
    if SHARED.contains(&path) {
        return Place::Shared;
    }
    let is_below = |parent: &&str| path.strip_prefix(*parent).is_some_and(|rest| rest.starts_with('/'));
    if SHARED.iter().any(is_below) || ["/proc", "/sys", "/dev"].iter().any(is_below) {
        return Place::Temporary;
    }
    if SYSTEM.contains(&path) {
        return Place::System;
    }
    let is_data = path.split('/').any(|part| DATA_PARTS.contains(&part));
    let is_program = path.split('/').any(|part| matches!(part, "bin" | "sbin" | "libexec"));
    let is_run = CODE_ENDINGS.iter().any(|ending| path.ends_with(ending)) || path.contains("entrypoint");
    if is_program || is_run || !is_data && CODE.iter().any(|start| path.starts_with(start)) {
        return Place::Code;
    }
    Place::Data
}

/// Further names of folders beside a program in which it keeps what it was not shipped with.
const STORES: &[&str] = &["backup", "backups", "storage", "upload", "var"];

/// Whether something in a project is there to keep data or settings, by the parts of its path.
pub fn is_store(path: &str) -> bool {
    path.split('/').any(|part| {
        let name = part.to_ascii_lowercase();
        DATA_PARTS.contains(&name.as_str()) || STORES.contains(&name.as_str()) || name.starts_with(".env")
    })
}

/// Homes of tool chains in the images that are made to build in, which any user is meant to fill.
const TOOL_CHAINS: &[&str] = &["/go", "/usr/local/cargo", "/usr/local/rustup"];

/// The variables that name such homes.
pub const TOOL_CHAIN_VARIABLES: &[&str] = &["CARGO_HOME", "GOPATH", "RUSTUP_HOME"];

/// Whether a path is a tool chain's home or below it: a known one, or one that is written with its variable.
pub fn is_of_tool_chain(path: &str) -> bool {
    let is_below = |home: &&str| path.strip_prefix(*home).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    TOOL_CHAINS.iter().any(is_below)
        || TOOL_CHAIN_VARIABLES.iter().any(|name| {
            let mut written = path.split(['/', '{', '}', '$']);
            path.contains('$') && written.any(|part| part == *name)
        })
}

/// Endings of files that are read, and run by nobody.
const READ_ENDINGS: &[&str] = &[
    ".cer",
    ".cfg",
    ".conf",
    ".crt",
    ".html",
    ".ini",
    ".json",
    ".key",
    ".lua",
    ".md",
    ".pem",
    ".properties",
    ".toml",
    ".txt",
    ".xml",
    ".yaml",
    ".yml",
];

/// Whether a path names a file that is read, and run by nobody, by its ending.
pub fn is_read_only(path: &str) -> bool {
    READ_ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Whether a path names a private key, by its ending and its name.
pub fn is_private_key(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.ends_with(".key") || name.ends_with(".pem") && name.contains("key") && !name.contains("pub")
}

/// Whether a path names a program in a directory for programs: `/usr/local/bin/tool`.
pub fn is_program(path: &str) -> bool {
    path.rsplit_once('/').is_some_and(|(parent, name)| {
        !name.is_empty() && matches!(parent.rsplit('/').next(), Some("bin" | "sbin" | "libexec"))
    })
}

#[cfg(test)]
mod tests {
    use super::{Place, is_of_tool_chain, is_private_key, is_program, place_of};

    #[test]
    fn places_are_told() {
        for (path, place) in [
            ("/", Place::System),
            ("/etc/passwd", Place::System),
            ("/usr/bin/", Place::System),
            ("/usr/local/bin/*", Place::System),
            ("/tmp", Place::Shared),
            ("/tmp/*", Place::Shared),
            ("/tmp/build.sh", Place::Temporary),
            ("/dev/null", Place::Temporary),
            ("/usr/local/bin/run", Place::Code),
            ("/entrypoint.sh", Place::Code),
            ("/docker-entrypoint.d", Place::Code),
            ("/etc/nginx", Place::Code),
            ("/usr/local/rustup", Place::Code),
            ("/opt/app/bin", Place::Code),
            ("/var/lib/mpd", Place::Data),
            ("/opt/couchdb/data", Place::Data),
            ("/usr/share/app/logs", Place::Data),
            ("/app", Place::Data),
            ("$HOME/x", Place::Data),
        ] {
            assert_eq!(place_of(path), place, "{path}");
        }
        assert!(is_of_tool_chain("/go/pkg") && is_of_tool_chain("/x/${CARGO_HOME}") && !is_of_tool_chain("/gone"));
        assert!(is_private_key("/certs/clientkey.pem") && !is_private_key("/certs/client.pem"));
        assert!(is_program("/usr/bin/ping") && !is_program("/usr/bin") && !is_program("/srv/x"));
    }
}
