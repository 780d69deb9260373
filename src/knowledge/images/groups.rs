//! The groups that distributions bring, from their `/etc/group`.
//!
//! Source: the official images themselves (<https://github.com/docker-library/repo-info>).

/// Standard groups of Debian and Ubuntu. `nobody` is none of them: there the group is `nogroup`.
pub const DEBIAN: &[&str] = &[
    "root", "daemon", "bin", "sys", "adm", "tty", "disk", "lp", "mail", "news", "uucp", "man", "proxy", "kmem",
    "dialout", "fax", "voice", "cdrom", "floppy", "tape", "sudo", "audio", "dip", "www-data", "backup", "operator",
    "list", "irc", "src", "shadow", "utmp", "video", "sasl", "plugdev", "staff", "games", "users", "nogroup",
];

/// Standard groups of Alpine; `www-data` is one although no user has its name.
pub const ALPINE: &[&str] = &[
    "root", "bin", "daemon", "sys", "adm", "tty", "disk", "lp", "kmem", "wheel", "floppy", "mail", "news", "uucp",
    "cron", "audio", "cdrom", "dialout", "ftp", "sshd", "input", "tape", "video", "netdev", "kvm", "games", "shadow",
    "www-data", "users", "ntp", "ping", "nogroup", "nobody", "utmp", "abuild",
];

/// Standard groups of the `busybox` image.
pub const BUSYBOX: &[&str] = &[
    "root", "daemon", "bin", "sys", "adm", "tty", "disk", "lp", "mail", "kmem", "wheel", "cdrom", "dialout", "floppy",
    "video", "audio", "tape", "www-data", "operator", "utmp", "plugdev", "staff", "lock", "netdev", "users", "nobody",
];

/// Groups of an image without a distribution.
pub const DISTROLESS: &[&str] = &["root", "nobody", "nonroot", "tty", "staff"];

/// Groups that only some releases have, or that packages bring which are there for another reason, so that their
/// absence is not vouched for.
pub const SOMETIMES: &[&str] = &[
    "_apt",
    "_ssh",
    "at",
    "bluetooth",
    "crontab",
    "cyrus",
    "dhcp",
    "docker",
    "gnats",
    "input",
    "kvm",
    "libvirt",
    "lock",
    "lpadmin",
    "man",
    "messagebus",
    "mlocate",
    "netdev",
    "postmaster",
    "polkitd",
    "pulse",
    "rdma",
    "render",
    "sgx",
    "smmsp",
    "squid",
    "ssh",
    "ssh_keys",
    "ssl-cert",
    "systemd-journal",
    "systemd-network",
    "ubuntu",
    "utempter",
    "vpopmail",
    "wheel",
    "wireshark",
    "xfs",
];
