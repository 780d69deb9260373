//! Sockets through which a machine is ruled, and the programs that ask for them.
//!
//! Knows paths and images. Start with [`engine_of`] and [`is_directory_of_socket`].

use super::images;

/// Names of sockets, each with what answers there.
const SOCKETS: &[(&str, &str)] = &[
    ("balena-engine.sock", "balenaEngine"),
    ("balena.sock", "balenaEngine"),
    ("containerd.sock", "containerd"),
    ("cri-dockerd.sock", "Docker"),
    ("crio.sock", "CRI-O"),
    ("docker.raw.sock", "Docker"),
    ("docker.sock", "Docker"),
    ("docker_engine", "Docker"),
    ("dockerDesktopLinuxEngine", "Docker"),
    ("dockershim.sock", "Docker"),
    ("podman.sock", "Podman"),
];

/// Where such sockets stand on a machine; `/var/run` is `/run`.
const PLACES: &[&str] = &[
    "/run/containerd/containerd.sock",
    "/run/crio/crio.sock",
    "/run/docker.sock",
    "/run/podman/podman.sock",
    "/run/systemd/private",
];

/// What answers at a path, where that is a socket that starts containers or services of the machine.
pub fn engine_of(path: &str) -> Option<&'static str> {
    if path.ends_with("/systemd/private") {
        return Some("systemd");
    }
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    SOCKETS.iter().find(|(socket, _)| socket.eq_ignore_ascii_case(name)).map(|(_, engine)| *engine)
}

/// Whether the socket at a path is that of an engine without root, which a user of the machine runs: it stands in the
/// user's own folder below `/run/user`, or in that of `XDG_RUNTIME_DIR`, of which nothing is left where it is not set.
pub fn is_of_user(path: &str) -> bool {
    let folder = path.strip_prefix("/var").unwrap_or(path).strip_prefix("/run/user/");
    path == "/podman/podman.sock" || folder.is_some_and(|user| !user.starts_with("0/"))
}

/// As whom an engine takes orders at its socket.
pub fn rights_at(path: &str) -> &'static str {
    match path.contains('\\') {
        true => "an administrator of the machine",
        false if is_of_user(path) => "the user who runs it",
        false => "root of the machine",
    }
}

/// Whether such sockets stand in or below a directory of the machine; the path is without detours. What is below
/// `/var` is none of them: the machine's `/var/run` only points to `/run`.
pub fn is_directory_of_socket(path: &str) -> bool {
    let path = path.strip_prefix("/var").filter(|rest| *rest == "/run" || rest.starts_with("/run/")).unwrap_or(path);
    path == "/" || PLACES.iter().any(|place| place.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
}

/// Images that stand before the socket of Docker and hand on only what they are told to.
const PROXIES: &[&str] = &[
    "11notes/socket-proxy",
    "fluencelabs/docker-socket-proxy",
    "ghcr.io/linuxserver/socket-proxy",
    "ghcr.io/tecnativa/docker-socket-proxy",
    "ghcr.io/wollomatic/socket-proxy",
    "linuxserver/socket-proxy",
    "lscr.io/linuxserver/socket-proxy",
    "tecnativa/docker-socket-proxy",
    "wollomatic/socket-proxy",
];

/// Whether an image is such a proxy; the repository is without tag and digest.
pub fn is_proxy(repository: &str) -> bool {
    PROXIES.contains(&images::normalised(repository))
}

/// Programs that work through the socket of Docker, with the sections of its interface that they ask for, as
/// `tecnativa/docker-socket-proxy` names them.
///
/// Source: <https://github.com/Tecnativa/docker-socket-proxy> and the manuals of the programs.
const CLIENTS: &[(&str, &[&str])] = &[
    ("amir20/dozzle", &["CONTAINERS", "INFO"]),
    ("containrrr/watchtower", &["CONTAINERS", "IMAGES", "NETWORKS", "POST"]),
    ("crazymax/diun", &["CONTAINERS", "IMAGES"]),
    ("datadog/agent", &["CONTAINERS", "IMAGES", "INFO"]),
    ("docker.elastic.co/beats/filebeat", &["CONTAINERS"]),
    ("docker.elastic.co/beats/metricbeat", &["CONTAINERS"]),
    ("gcr.io/datadoghq/agent", &["CONTAINERS", "IMAGES", "INFO"]),
    ("ghcr.io/gethomepage/homepage", &["CONTAINERS"]),
    ("grafana/alloy", &["CONTAINERS", "NETWORKS"]),
    ("grafana/promtail", &["CONTAINERS", "NETWORKS"]),
    ("jwilder/docker-gen", &["CONTAINERS", "INFO", "NETWORKS"]),
    ("jwilder/nginx-proxy", &["CONTAINERS", "INFO", "NETWORKS"]),
    ("lucaslorentz/caddy-docker-proxy", &["CONTAINERS", "INFO", "NETWORKS"]),
    ("netdata/netdata", &["CONTAINERS"]),
    ("nginxproxy/docker-gen", &["CONTAINERS", "INFO", "NETWORKS"]),
    ("nginxproxy/nginx-proxy", &["CONTAINERS", "INFO", "NETWORKS"]),
    ("telegraf", &["CONTAINERS", "INFO"]),
    ("timberio/vector", &["CONTAINERS"]),
    ("traefik", &["CONTAINERS"]),
    ("willfarrell/autoheal", &["CONTAINERS", "POST"]),
];

/// What a program asks of Docker, where that is known; the repository is without tag and digest.
pub fn sections_for(repository: &str) -> Option<&'static [&'static str]> {
    let repository = images::normalised(repository);
    CLIENTS.iter().find(|(name, _)| *name == repository).map(|(_, sections)| *sections)
}

/// How a program is told where Docker answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressSetting {
    /// By a variable of its environment.
    Variable(&'static str),
    /// By an option of its command.
    Flag(&'static str),
    /// In its own file alone.
    OwnFile,
}

/// How a program that works through the socket of Docker is told another address; most take `DOCKER_HOST`.
pub fn address_setting_of(repository: &str) -> AddressSetting {
    match images::normalised(repository) {
        "traefik" => AddressSetting::Flag("--providers.docker.endpoint"),
        "willfarrell/autoheal" => AddressSetting::Variable("DOCKER_SOCK"),
        "docker.elastic.co/beats/filebeat"
        | "docker.elastic.co/beats/metricbeat"
        | "ghcr.io/gethomepage/homepage"
        | "grafana/alloy"
        | "grafana/promtail"
        | "telegraf" => AddressSetting::OwnFile,
        _ => AddressSetting::Variable("DOCKER_HOST"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::services::services;
    use super::{engine_of, is_directory_of_socket, is_proxy, sections_for};

    #[test]
    fn sockets_are_told_by_their_names() {
        assert_eq!(engine_of("/var/run/docker.sock"), Some("Docker"));
        assert_eq!(engine_of("/run/user/1000/podman/podman.sock"), Some("Podman"));
        assert_eq!(engine_of("/run/systemd/private"), Some("systemd"));
        assert_eq!(engine_of(r"\\.\pipe\docker_engine"), Some("Docker"));
        for path in ["/var/run/mysqld/mysqld.sock", "/srv/docker.sock.d/a", "./docker", ""] {
            assert_eq!(engine_of(path), None, "{path}");
        }
    }

    #[test]
    fn directories_of_sockets_are_told() {
        for path in ["/", "/run", "/var/run", "/run/containerd", "/var/run/systemd"] {
            assert!(is_directory_of_socket(path), "{path}");
        }
        for path in ["/var", "/var/lib", "/run/dbus", "/run/user/1000", "/runner", "/srv", "."] {
            assert!(!is_directory_of_socket(path), "{path}");
        }
    }

    #[test]
    fn clients_and_proxies_are_known() {
        assert!(is_proxy("tecnativa/docker-socket-proxy") && !is_proxy("traefik"));
        assert_eq!(sections_for("docker.io/library/traefik"), Some(&["CONTAINERS"][..]));
        assert_eq!(sections_for("example/traefik"), None);
        let mut managers = services().filter(|service| service.rules_engine).flat_map(|service| service.names);
        assert!(managers.all(|name| sections_for(name).is_none()));
    }
}
