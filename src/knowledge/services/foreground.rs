//! Services that distributions start in the background, and how the same programs run in the foreground.
//!
//! Knows names and command lines, nothing of files. Start with [`in_foreground`].

/// Program and arguments that start a well-known service in the foreground, by the name of the service or of the program
/// that starts it.
pub fn in_foreground(service: &str) -> Option<&'static [&'static str]> {
    match service {
        // sshd starts itself anew for each connection, by its whole path.
        "ssh" | "sshd" => Some(&["/usr/sbin/sshd", "-D", "-e"]),
        "nginx" => Some(&["nginx", "-g", "daemon off;"]),
        "apache2" | "apache2ctl" | "apachectl" => Some(&["apachectl", "-D", "FOREGROUND"]),
        "cron" => Some(&["cron", "-f"]),
        "php-fpm" => Some(&["php-fpm", "--nodaemonize"]),
        "catalina.sh" | "startup.sh" => Some(&["catalina.sh", "run"]),
        _ => None,
    }
}
