//! How well-known servers take the signals that stop a container.
//!
//! Knows programs whose graceful end is another signal than the default SIGTERM. Start with [`graceful`].

/// The signal at which a program ends well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graceful {
    /// The signal to name in STOPSIGNAL.
    pub signal: &'static str,
    /// What the program does at SIGTERM, as the end of a clause that starts with its name.
    pub at_sigterm: &'static str,
    /// Whether the program does not end at SIGTERM at all.
    pub goes_on: bool,
}

const fn row(programs: &'static [&'static str], signal: &'static str, at_sigterm: &'static str) -> Row {
    Row { programs, graceful: Graceful { signal, at_sigterm, goes_on: false } }
}

struct Row {
    programs: &'static [&'static str],
    graceful: Graceful,
}

/// Sources: <https://nginx.org/en/docs/control.html>, <https://httpd.apache.org/docs/2.4/stopping.html>,
/// php-fpm(8), <https://docs.haproxy.org/3.2/management.html#4>, <https://yhbt.net/unicorn/SIGNALS.html>,
/// <https://systemd.io/CONTAINER_INTERFACE/>, <https://www.postgresql.org/docs/current/server-shutdown.html>
const ROWS: &[Row] = &[
    row(&["nginx", "openresty"], "SIGQUIT", "breaks off requests"),
    row(
        &["apache2-foreground", "apache2ctl", "apachectl", "httpd", "httpd-foreground", "apache2"],
        "SIGWINCH",
        "breaks off requests",
    ),
    row(&["php-fpm"], "SIGQUIT", "breaks off requests"),
    row(&["haproxy"], "SIGUSR1", "breaks off connections"),
    row(&["unicorn"], "SIGQUIT", "breaks off requests"),
    row(&["postgres"], "SIGINT", "waits for clients to leave"),
    Row {
        programs: &["systemd"],
        graceful: Graceful { signal: "SIGRTMIN+3", at_sigterm: "does not stop", goes_on: true },
    },
];

/// The signal at which a program ends well, where that is not SIGTERM; `php-fpm8.4` is `php-fpm`.
pub fn graceful(program: &str) -> Option<Graceful> {
    let name = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    ROWS.iter().find(|row| row.programs.contains(&program) || row.programs.contains(&name)).map(|row| row.graceful)
}

#[cfg(test)]
mod tests {
    use super::graceful;

    #[test]
    fn programs_are_found_with_their_versions() {
        assert_eq!(graceful("php-fpm8.4").map(|it| it.signal), Some("SIGQUIT"));
        assert_eq!(graceful("apache2").map(|it| it.signal), Some("SIGWINCH"));
        assert_eq!(graceful("node"), None);
    }
}
