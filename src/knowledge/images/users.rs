//! The users that distributions bring, from their `/etc/passwd`.
//!
//! Source: the official images themselves (<https://github.com/docker-library/repo-info>).

/// Standard users of Debian and Ubuntu.
pub const DEBIAN: &[(&str, u32)] = &[
    ("root", 0),
    ("daemon", 1),
    ("bin", 2),
    ("sys", 3),
    ("sync", 4),
    ("games", 5),
    ("man", 6),
    ("lp", 7),
    ("mail", 8),
    ("news", 9),
    ("uucp", 10),
    ("proxy", 13),
    ("www-data", 33),
    ("backup", 34),
    ("list", 38),
    ("irc", 39),
    ("nobody", 65534),
];

/// Standard users of Alpine; older releases have some more.
pub const ALPINE: &[(&str, u32)] = &[
    ("root", 0),
    ("bin", 1),
    ("daemon", 2),
    ("lp", 4),
    ("sync", 5),
    ("shutdown", 6),
    ("halt", 7),
    ("mail", 8),
    ("news", 9),
    ("uucp", 10),
    ("games", 35),
    ("ftp", 21),
    ("sshd", 22),
    ("ntp", 123),
    ("guest", 405),
    ("nobody", 65534),
];

/// Standard users of Red Hat and its kin.
pub const RED_HAT: &[(&str, u32)] = &[
    ("root", 0),
    ("bin", 1),
    ("daemon", 2),
    ("adm", 3),
    ("lp", 4),
    ("sync", 5),
    ("shutdown", 6),
    ("halt", 7),
    ("mail", 8),
    ("operator", 11),
    ("games", 12),
    ("ftp", 14),
    ("nobody", 65534),
];

/// Standard users of the `busybox` image.
pub const BUSYBOX: &[(&str, u32)] = &[
    ("root", 0),
    ("daemon", 1),
    ("bin", 2),
    ("sys", 3),
    ("sync", 4),
    ("mail", 8),
    ("www-data", 33),
    ("operator", 37),
    ("nobody", 65534),
];

/// Users of an image without a distribution.
pub const DISTROLESS: &[(&str, u32)] = &[("root", 0), ("nobody", 65534), ("nonroot", 65532)];

/// Users that only some releases of the distributions have, so that their absence is not vouched for.
pub const SOMETIMES: &[&str] = &[
    "_apt",
    "gnats",
    "ubuntu",
    "adm",
    "operator",
    "man",
    "postmaster",
    "cron",
    "at",
    "squid",
    "xfs",
    "cyrus",
    "vpopmail",
    "smmsp",
    "dhcp",
    "svn",
];
