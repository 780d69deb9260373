//! Programs and packages by what they do.
//!
//! Sets that rules ask about by a program's base name (`curl`, not `/usr/bin/curl`), and what a package of
//! Debian, Alpine or Red Hat puts into an image: programs ([`programs_of`]) and users ([`users_of`]).

mod environment;
mod packages;

pub use environment::reads_no_variables;
pub use packages::{is_build_package, is_compiler_package, may_need, package_of, programs_of, users_of};

/// Managers of a system's packages, each at home on some systems only.
pub const SYSTEM_PACKAGE_MANAGERS: &[&str] =
    &["apt-get", "apt", "apk", "yum", "dnf", "microdnf", "tdnf", "zypper", "pacman"];

/// Whether a program manages a system's packages.
pub fn is_system_package_manager(program: &str) -> bool {
    SYSTEM_PACKAGE_MANAGERS.contains(&program)
}

/// Programs that start another one as a different user and get out of the way.
pub const PRIVILEGE_DROPPERS: &[&str] =
    &["gosu", "su-exec", "setpriv", "runuser", "chpst", "s6-setuidgid", "setuidgid", "su", "sudo", "capsh", "setuser"];

/// Programs that supervise several others as process 1, and start as root to do so.
pub const SUPERVISORS: &[&str] = &[
    "/init",
    "circusd",
    "hivemind",
    "monit",
    "openrc-init",
    "runit",
    "runit-init",
    "runsvdir",
    "s6-svscan",
    "supervisord",
    "systemd",
    "my_init",
    "forego",
    "overmind",
];

/// Servers that start as root and hand their work to another user, or cannot do it as anybody else.
const ROOT_STARTERS: &[&str] = &[
    "apache2",
    "apache2-foreground",
    "apache2ctl",
    "apachectl",
    "containerd",
    "cron",
    "crond",
    "dnsmasq",
    "dockerd",
    "dovecot",
    "freshclam",
    "haproxy",
    "httpd",
    "httpd-foreground",
    "in.tftpd",
    "keepalived",
    "named",
    "nginx",
    "openresty",
    "openvpn",
    "postfix",
    "proftpd",
    "rsyslogd",
    "slapd",
    "smbd",
    "squid",
    "sshd",
    "unbound",
    "unitd",
    "vsftpd",
    "xinetd",
];

/// Programs that stay and answer requests, or work through a queue, until they are stopped.
const SERVERS: &[&str] = &[
    "caddy",
    "catalina.sh",
    "celery",
    "consul",
    "daphne",
    "etcd",
    "fastapi",
    "grafana-server",
    "granian",
    "gunicorn",
    "http-server",
    "hypercorn",
    "java",
    "jupyter",
    "jupyter-lab",
    "jupyter-notebook",
    "kestrel",
    "memcached",
    "mongod",
    "mosquitto",
    "mysqld",
    "node",
    "nodejs",
    "php-fpm",
    "pm2",
    "pm2-runtime",
    "postgres",
    "prometheus",
    "puma",
    "rabbitmq-server",
    "rackup",
    "redis-server",
    "serve",
    "sidekiq",
    "streamlit",
    "traefik",
    "tritonserver",
    "unicorn",
    "uvicorn",
    "uwsgi",
    "varnishd",
    "vault",
    "waitress-serve",
];

/// Programs that are process 1 for a single other one: they pass signals on and reap orphans.
pub const MINIMAL_INITS: &[&str] = &["tini", "dumb-init", "catatonit", "docker-init", "pid1", "tini-static"];

/// Programs that fetch a file from an address.
pub const DOWNLOAD_TOOLS: &[&str] = &["curl", "wget", "aria2c", "http", "https", "axel", "lwp-download", "fetch"];

/// Programs that do their work and are over.
const BRIEF: &[&str] =
    &["chmod", "chown", "cp", "echo", "gzip", "ln", "ls", "mkdir", "mv", "printf", "rm", "tar", "touch", "zip"];

/// Shells.
pub const SHELLS: &[&str] = &["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "rbash"];

/// Programs that run a script they are given on standard input.
pub const INTERPRETERS: &[&str] = &[
    "sh",
    "bash",
    "dash",
    "ash",
    "zsh",
    "ksh",
    "fish",
    "python",
    "python2",
    "python3",
    "perl",
    "ruby",
    "node",
    "deno",
    "php",
    "lua",
    "pwsh",
    "powershell",
    "tclsh",
    "Rscript",
];

/// Whether the program starts another one as a different user; `sudo` counts with a user given (`-u`) only.
pub fn drops_privileges(program: &str) -> bool {
    program != "sudo" && PRIVILEGE_DROPPERS.contains(&program)
}

/// Whether the program starts as root by design: it hands its work to another user, or needs root for it.
pub fn starts_as_root(program: &str) -> bool {
    ROOT_STARTERS.contains(&program) || program.starts_with("php-fpm")
}

/// Whether the program stays and answers, as servers and workers do.
pub fn is_server(program: &str) -> bool {
    SERVERS.contains(&program) || starts_as_root(program)
}

/// Whether the program is process 1 for others, be it one or many.
pub fn is_init(program: &str) -> bool {
    MINIMAL_INITS.contains(&program) || SUPERVISORS.contains(&program) || matches!(program, "s6-overlay" | "init")
}

/// Whether the program fetches files from addresses.
pub fn is_download_tool(program: &str) -> bool {
    DOWNLOAD_TOOLS.contains(&program)
}

/// Whether the program is over as soon as its work is done, and never waits for anything.
pub fn is_over_at_once(program: &str) -> bool {
    BRIEF.contains(&program)
}

/// Whether the program is a shell.
pub fn is_shell(program: &str) -> bool {
    SHELLS.contains(&program)
}

/// What shells do themselves, so that nothing runs which could take the shell's place.
const BUILTINS: &[&str] = &[
    ".", ":", "[", "alias", "cd", "eval", "exit", "export", "false", "read", "return", "set", "shift", "source",
    "test", "trap", "true", "ulimit", "umask", "wait",
];

/// Images whose server has the capability to open ports below 1024 as any user; a copy of it keeps that.
///
/// Sources: the Dockerfiles of <https://github.com/caddyserver/caddy-docker>, <https://github.com/php/frankenphp> and
/// <https://github.com/coredns/coredns>
const CAPABLE: &[&str] = &["caddy", "coredns/coredns", "dunglas/frankenphp"];

/// Whether the server of an image may open every port, whoever starts it.
pub fn brings_capabilities(repository: &str) -> bool {
    CAPABLE.contains(&repository)
}

/// Whether a shell does this itself, without starting a program.
pub fn is_builtin(name: &str) -> bool {
    BUILTINS.contains(&name)
}

/// Whether the program runs what it reads on standard input; version suffixes (`python3.12`) do not matter.
pub fn is_interpreter(program: &str) -> bool {
    let bare = program.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    INTERPRETERS.contains(&program) || INTERPRETERS.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::{drops_privileges, is_download_tool, is_init, is_interpreter, is_shell};

    #[test]
    fn programs_are_told_apart() {
        assert!(drops_privileges("gosu") && drops_privileges("su-exec") && drops_privileges("setpriv"));
        assert!(!drops_privileges("dumb-init") && !drops_privileges("sudo") && !drops_privileges("exec"));
        assert!(is_init("tini") && is_init("supervisord") && !is_init("node"));
        assert!(is_download_tool("curl") && !is_download_tool("git"));
        assert!(is_shell("ash") && !is_shell("python"));
        assert!(
            is_interpreter("python3.12") && is_interpreter("bash") && !is_interpreter("tar") && !is_interpreter("")
        );
    }
}
