//! The systems underneath, and what each of them always brings.
//!
//! Source: the package lists of the official images (<https://github.com/docker-library/repo-info>).

use super::{groups, users};

/// The system an image is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// Debian, slim or not.
    Debian,
    /// Ubuntu.
    Ubuntu,
    /// Alpine.
    Alpine,
    /// Red Hat Enterprise Linux and its kin: UBI, Fedora, CentOS, Rocky, Alma, Oracle, Amazon.
    RedHat,
    /// openSUSE and SUSE.
    Suse,
    /// Arch Linux.
    Arch,
    /// Photon and Azure Linux: rpm packages through `tdnf`.
    Photon,
    /// Wolfi, where it has a shell.
    Wolfi,
    /// Busybox alone.
    Busybox,
    /// Libraries without a shell or a package manager.
    Distroless,
    /// The same with a Busybox shell for debugging.
    DistrolessDebug,
    /// Nothing but one program.
    Bare,
    /// Windows Server Core and larger.
    WindowsServer,
    /// Windows Nano Server.
    NanoServer,
    /// Not known, or not the same for all tags.
    Unknown,
}

/// What `/bin/sh` really is, or the shell Windows uses instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellKind {
    /// `dash`: it stays in front of the program it starts.
    Dash,
    /// `bash` under the name `sh`.
    Bash,
    /// The `ash` inside Busybox.
    BusyboxAsh,
    /// The command prompt of Windows.
    Cmd,
    /// There is no shell.
    None,
    /// Not known.
    Unknown,
}

impl ShellKind {
    /// Whether the shell stays in front of the last program of a text it is given with `-c`, instead of letting
    /// it take its place; `is_joined` where that program is part of a pipe or left in the background.
    pub fn stays_in_front(self, is_joined: bool) -> Option<bool> {
        match self {
            Self::Dash => Some(true),
            Self::Bash | Self::BusyboxAsh => Some(is_joined),
            Self::Cmd | Self::None | Self::Unknown => None,
        }
    }

    /// The shell of that name, where the name tells: `sh` is a different one in each distribution.
    pub fn of_program(name: &str) -> Option<Self> {
        match name {
            "dash" => Some(Self::Dash),
            "bash" | "ksh" | "zsh" => Some(Self::Bash),
            "ash" | "busybox" => Some(Self::BusyboxAsh),
            _ => None,
        }
    }
}

/// The C library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Libc {
    /// The GNU C library.
    Glibc,
    /// musl.
    Musl,
    /// None: only statically linked programs run.
    None,
    /// Windows has its own.
    Windows,
    /// Not known.
    Unknown,
}

/// How packages are installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageManager {
    /// `apt-get` and `apt`.
    Apt,
    /// `apk`.
    Apk,
    /// `dnf`.
    Dnf,
    /// `yum`.
    Yum,
    /// `microdnf`.
    Microdnf,
    /// `tdnf`.
    Tdnf,
    /// `zypper`.
    Zypper,
    /// `pacman`.
    Pacman,
}

/// Programs of the base system on Debian and Ubuntu.
const DEBIAN_TOOLS: &[&str] = &[
    "apt",
    "apt-get",
    "awk",
    "bash",
    "chroot",
    "dash",
    "dpkg",
    "find",
    "grep",
    "groupadd",
    "gzip",
    "mount",
    "perl",
    "runuser",
    "sed",
    "setpriv",
    "start-stop-daemon",
    "su",
    "tar",
    "useradd",
    "usermod",
    "xargs",
];

/// Applets that Busybox has in Alpine and in the `busybox` image.
const BUSYBOX_TOOLS: &[&str] = &[
    "addgroup", "adduser", "ash", "awk", "find", "grep", "gzip", "hostname", "ip", "nc", "netstat", "nslookup",
    "pgrep", "ping", "pkill", "ps", "sed", "su", "tar", "unzip", "vi", "wget", "xargs",
];

/// Programs every Unix system with a shell has.
const UNIX_TOOLS: &[&str] = &[
    "cat",
    "chmod",
    "chown",
    "cp",
    "cut",
    "date",
    "echo",
    "env",
    "false",
    "head",
    "id",
    "ls",
    "mkdir",
    "mv",
    "nohup",
    "printf",
    "pwd",
    "rm",
    "sh",
    "sha256sum",
    "sleep",
    "sort",
    "tail",
    "test",
    "touch",
    "tr",
    "true",
    "uname",
    "wc",
    "whoami",
    "[",
];

/// Programs whose absence the tables vouch for: a name that is neither here nor known to be in an image is unknown.
const WATCHED_TOOLS: &[&str] = &[
    "apache2ctl",
    "apk",
    "apt",
    "apt-get",
    "bash",
    "bundle",
    "cargo",
    "cc",
    "cmake",
    "composer",
    "curl",
    "dash",
    "dig",
    "dnf",
    "dumb-init",
    "g++",
    "gcc",
    "gem",
    "git",
    "go",
    "gosu",
    "groupadd",
    "host",
    "java",
    "javac",
    "jq",
    "lsof",
    "make",
    "mariadb-admin",
    "microdnf",
    "mongo",
    "mongosh",
    "mysql",
    "mysqladmin",
    "nc",
    "ncat",
    "netcat",
    "netstat",
    "nmap",
    "node",
    "npm",
    "npx",
    "nslookup",
    "pg_isready",
    "pgrep",
    "php",
    "ping",
    "pip",
    "pip3",
    "pkill",
    "pnpm",
    "ps",
    "psql",
    "python",
    "python3",
    "redis-cli",
    "rsync",
    "ruby",
    "rustc",
    "socat",
    "ss",
    "ssh",
    "su-exec",
    "sudo",
    "supervisord",
    "telnet",
    "tini",
    "top",
    "useradd",
    "vim",
    "wget",
    "yarn",
    "yum",
    "zypper",
];

impl Distribution {
    /// What `/bin/sh` is.
    pub fn shell(self) -> ShellKind {
        match self {
            Self::Debian | Self::Ubuntu => ShellKind::Dash,
            Self::Alpine | Self::Wolfi | Self::Busybox | Self::DistrolessDebug => ShellKind::BusyboxAsh,
            Self::RedHat | Self::Suse | Self::Arch | Self::Photon => ShellKind::Bash,
            Self::Distroless | Self::Bare => ShellKind::None,
            Self::WindowsServer | Self::NanoServer => ShellKind::Cmd,
            Self::Unknown => ShellKind::Unknown,
        }
    }

    /// The C library.
    pub fn libc(self) -> Libc {
        match self {
            Self::Debian | Self::Ubuntu | Self::RedHat | Self::Suse | Self::Arch | Self::Photon | Self::Wolfi => {
                Libc::Glibc
            }
            Self::Alpine => Libc::Musl,
            Self::Bare => Libc::None,
            Self::WindowsServer | Self::NanoServer => Libc::Windows,
            Self::Busybox | Self::Distroless | Self::DistrolessDebug | Self::Unknown => Libc::Unknown,
        }
    }

    /// Whether it is some Windows.
    pub fn is_windows(self) -> bool {
        matches!(self, Self::WindowsServer | Self::NanoServer)
    }

    /// Whether it brings the program; `None` where that is not known.
    pub(super) fn has_tool(self, name: &str) -> Option<bool> {
        if self.own_tools().contains(&name) {
            return Some(true);
        }
        match self.shell() {
            ShellKind::Unknown | ShellKind::Cmd => None,
            ShellKind::None if UNIX_TOOLS.contains(&name) || DEBIAN_TOOLS.contains(&name) => Some(false),
            ShellKind::Dash | ShellKind::Bash | ShellKind::BusyboxAsh if UNIX_TOOLS.contains(&name) => Some(true),
            // Ubuntu ships procps in some releases and leaves it out of others.
            _ if self == Self::Ubuntu && matches!(name, "ps" | "pgrep" | "pkill" | "top") => None,
            _ if WATCHED_TOOLS.contains(&name) => Some(false),
            _ => None,
        }
    }

    /// The number of one of its standard users.
    pub(super) fn user_id(self, name: &str) -> Option<u32> {
        self.users().iter().find(|(known, _)| *known == name).map(|(_, uid)| *uid)
    }

    /// Whether it may have the user in some releases only.
    pub(super) fn has_user_sometimes(self, name: &str) -> bool {
        users::SOMETIMES.contains(&name) || self.users().is_empty()
    }

    fn users(self) -> &'static [(&'static str, u32)] {
        match self {
            Self::Debian | Self::Ubuntu => users::DEBIAN,
            Self::Alpine => users::ALPINE,
            Self::RedHat => users::RED_HAT,
            Self::Busybox => users::BUSYBOX,
            Self::Distroless | Self::DistrolessDebug | Self::Wolfi => users::DISTROLESS,
            Self::Suse
            | Self::Arch
            | Self::Photon
            | Self::Bare
            | Self::WindowsServer
            | Self::NanoServer
            | Self::Unknown => &[],
        }
    }

    /// Whether it may have the group in some releases only, or with other packages.
    pub(super) fn has_group_sometimes(self, name: &str) -> bool {
        groups::SOMETIMES.contains(&name) || self.groups().is_empty()
    }

    /// Its standard groups; none where they are not known.
    pub(super) fn groups(self) -> &'static [&'static str] {
        match self {
            Self::Debian | Self::Ubuntu => groups::DEBIAN,
            Self::Alpine => groups::ALPINE,
            Self::Busybox => groups::BUSYBOX,
            Self::Distroless | Self::DistrolessDebug | Self::Wolfi => groups::DISTROLESS,
            Self::RedHat
            | Self::Suse
            | Self::Arch
            | Self::Photon
            | Self::Bare
            | Self::WindowsServer
            | Self::NanoServer
            | Self::Unknown => &[],
        }
    }

    fn own_tools(self) -> &'static [&'static str] {
        match self {
            Self::Debian | Self::Ubuntu => DEBIAN_TOOLS,
            Self::Alpine | Self::Busybox | Self::DistrolessDebug => BUSYBOX_TOOLS,
            Self::RedHat => &["bash", "rpm"],
            Self::Suse => &["bash", "rpm", "zypper"],
            Self::Arch => &["bash", "pacman", "curl"],
            Self::Photon => &["bash", "rpm"],
            Self::Wolfi => BUSYBOX_TOOLS,
            Self::WindowsServer => &["cmd", "powershell", "curl", "tar"],
            Self::NanoServer => &["cmd", "curl", "tar"],
            Self::Distroless | Self::Bare | Self::Unknown => &[],
        }
    }
}
