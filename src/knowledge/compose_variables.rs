//! Variables that no project sets: those of the machine that starts it, and those that Docker Compose reads itself.

/// Those that shells and sessions set.
const OF_SHELLS: &[&str] = &[
    "DISPLAY",
    "EUID",
    "GID",
    "GROUP",
    "HOME",
    "HOSTNAME",
    "LANG",
    "LOGNAME",
    "OSTYPE",
    "PATH",
    "PWD",
    "SHELL",
    "SSH_AUTH_SOCK",
    "TERM",
    "TMPDIR",
    "TZ",
    "UID",
    "USER",
    "USERNAME",
    "USERPROFILE",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
];

/// Beginnings of those that Docker, builders and hosts of continuous integration set or read.
const PREFIXES: &[&str] =
    &["BUILDKIT_", "BUILDX_", "CI_", "COMPOSE_", "DOCKER_", "GITHUB_", "GITLAB_", "JENKINS_", "XDG_"];

/// Variables with proxies.
const PROXIES: &[&str] = &["ALL_PROXY", "FTP_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

/// Whether a variable is the machine's own, so that no file of the project has to name it.
pub fn is_of_machine(name: &str) -> bool {
    OF_SHELLS.contains(&name)
        || name == "CI"
        || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || PROXIES.contains(&name.to_ascii_uppercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_of_machine;

    #[test]
    fn machines_have_variables_of_their_own() {
        assert!(["HOME", "COMPOSE_FILE", "http_proxy", "UID"].into_iter().all(is_of_machine));
        assert!(!["DB_HOST", "HOST", "DOCKERFILE"].into_iter().any(is_of_machine));
    }
}
