//! What paths and devices of a machine give to a container that gets them.
//!
//! Knows paths of Linux systems, nothing of Compose; sockets of container engines are not among them. Start with
//! [`exposure`] and [`device`].
//! Sources: CIS Docker Benchmark 5.6 and 5.18, <https://man7.org/linux/man-pages/man7/hier.7.html>,
//! <https://man7.org/linux/man-pages/man5/proc.5.html>

use Reach::{Details, Secrets, Takeover};

/// What somebody in the container may do with a path of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// How far it goes.
    pub reach: Reach,
    /// What it gives, as the end of a sentence: `the passwords and services of the machine`.
    pub what: &'static str,
    /// What to do instead, where that is not to leave it out.
    pub instead: Option<&'static str>,
}

/// How far a path of the machine lets a container go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It shows something of the machine that is harmless more often than not.
    Details,
    /// It shows secrets of the machine, or lets a container disturb others.
    Secrets,
    /// Whoever can write there becomes root on the machine.
    Takeover,
}

/// A path with what it gives.
struct Row {
    path: &'static str,
    /// Whether that holds for what is below it too.
    is_tree: bool,
    writable: Reach,
    /// `None` where reading it is harmless.
    readable: Option<Reach>,
    what: &'static str,
    instead: Option<&'static str>,
}

const fn tree(path: &'static str, writable: Reach, readable: Option<Reach>, what: &'static str) -> Row {
    Row { path, is_tree: true, writable, readable, what, instead: None }
}

const fn exact(path: &'static str, writable: Reach, readable: Option<Reach>, what: &'static str) -> Row {
    Row { path, is_tree: false, writable, readable, what, instead: None }
}

const PROGRAMS: &str = "the programs that root runs";
const LIBRARIES: &str = "the libraries that every program of the machine loads";
const LOGINS: &str = "the accounts of the machine and what they may do";
const SCHEDULE: &str = "what the machine runs as root by itself";
const CONTAINERS: &str = "the files of every container and image";

/// The first row that fits decides: what is more special comes first.
const ROWS: &[Row] = &[
    exact("/etc/localtime", Details, None, "the time zone of the machine"),
    exact("/etc/timezone", Details, None, "the time zone of the machine"),
    tree("/etc/shadow", Takeover, Some(Secrets), "the hashes of every password"),
    tree("/etc/gshadow", Takeover, Some(Secrets), "the hashes of every password"),
    tree("/etc/sudoers", Takeover, Some(Secrets), LOGINS),
    tree("/etc/sudoers.d", Takeover, Some(Secrets), LOGINS),
    exact("/etc/passwd", Takeover, Some(Details), LOGINS),
    exact("/etc/group", Takeover, Some(Details), LOGINS),
    tree("/etc/pam.d", Takeover, Some(Details), LOGINS),
    tree("/etc/ssh", Takeover, Some(Secrets), "the keys by which the machine is known"),
    tree("/etc/kubernetes", Takeover, Some(Secrets), "the keys of the cluster"),
    tree("/etc/docker", Takeover, Some(Details), "what the engine is set to"),
    tree("/etc/systemd", Takeover, Some(Details), SCHEDULE),
    tree("/etc/init.d", Takeover, Some(Details), SCHEDULE),
    tree("/etc/cron.d", Takeover, Some(Details), SCHEDULE),
    tree("/etc/cron.daily", Takeover, Some(Details), SCHEDULE),
    tree("/etc/cron.hourly", Takeover, Some(Details), SCHEDULE),
    exact("/etc/crontab", Takeover, Some(Details), SCHEDULE),
    tree("/etc/profile.d", Takeover, Some(Details), SCHEDULE),
    exact("/etc/ld.so.preload", Takeover, Some(Details), LIBRARIES),
    exact("/etc", Takeover, Some(Secrets), "the passwords, keys and services of the machine"),
    tree("/root", Takeover, Some(Secrets), "the keys and files of root"),
    tree("/boot", Takeover, Some(Details), "the kernel that starts next"),
    tree("/proc", Takeover, Some(Secrets), "every process of the machine with its variables"),
    tree("/sys/fs/cgroup", Secrets, Some(Details), "the control groups of every container"),
    exact("/sys", Takeover, Some(Details), "the kernel and its devices"),
    tree("/sys/kernel", Takeover, Some(Details), "the kernel and its devices"),
    tree("/sys", Details, Some(Details), "the kernel and its devices"),
    exact("/dev", Secrets, Some(Secrets), "every device of the machine"),
    Row {
        path: "/dev/shm",
        is_tree: false,
        writable: Secrets,
        readable: Some(Secrets),
        what: "the shared memory of every program of the machine",
        instead: Some("`shm_size: 1gb` makes the container's own larger"),
    },
    tree("/var/lib/docker/containers", Takeover, Some(Details), "the logs of every container"),
    tree("/var/lib/docker", Takeover, Some(Secrets), CONTAINERS),
    tree("/var/lib/containerd", Takeover, Some(Secrets), CONTAINERS),
    tree("/var/lib/containers", Takeover, Some(Secrets), CONTAINERS),
    tree("/var/lib/kubelet", Takeover, Some(Secrets), CONTAINERS),
    exact("/var/lib", Takeover, Some(Secrets), CONTAINERS),
    tree("/var/spool/cron", Takeover, Some(Details), SCHEDULE),
    tree("/usr/bin", Takeover, None, PROGRAMS),
    tree("/usr/sbin", Takeover, None, PROGRAMS),
    tree("/usr/local/bin", Takeover, None, PROGRAMS),
    tree("/usr/local/sbin", Takeover, None, PROGRAMS),
    tree("/bin", Takeover, None, PROGRAMS),
    tree("/sbin", Takeover, None, PROGRAMS),
    exact("/usr", Takeover, None, PROGRAMS),
    tree("/lib/modules", Takeover, None, "the modules that the kernel loads"),
    tree("/usr/lib/modules", Takeover, None, "the modules that the kernel loads"),
    exact("/usr/lib", Takeover, None, LIBRARIES),
    exact("/lib", Takeover, None, LIBRARIES),
    exact("/lib64", Takeover, None, LIBRARIES),
    tree("/run/dbus", Secrets, Some(Secrets), "the bus on which the machine's services take orders"),
    tree("/run/systemd", Secrets, Some(Secrets), "the sockets of the machine's services"),
    tree("/run/udev", Details, None, "the devices of the machine"),
    tree("/run/user", Secrets, Some(Secrets), "the sockets of everybody who is logged in"),
    exact("/home", Secrets, Some(Secrets), "the files and keys of every user"),
];

/// Folders of a home that hold keys.
const KEYS: &[&str] = &[".ssh", ".aws", ".kube", ".docker", ".gnupg", ".azure", ".config/gcloud"];

/// What a path of the machine gives to a container; `None` where that is nothing of the machine's own. The path has no
/// `.`, no doubled and no trailing slashes.
pub fn exposure(path: &str, is_read_only: bool) -> Option<Exposure> {
    let path = path.strip_prefix("/var/run/").map_or_else(|| path.to_owned(), |rest| format!("/run/{rest}"));
    if let Some(what) = home(&path) {
        return Some(Exposure { reach: Secrets, what, instead: None });
    }
    let fits = |row: &&Row| path == row.path || (row.is_tree && is_below(&path, row.path));
    let row = ROWS.iter().find(fits)?;
    let reach = if is_read_only { row.readable? } else { row.writable };
    Some(Exposure { reach, what: row.what, instead: row.instead })
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// What a home, or a folder of keys in one, gives.
fn home(path: &str) -> Option<&'static str> {
    let in_home = match path.strip_prefix("/home/") {
        Some(rest) => rest.split_once('/').map_or("", |(_, below)| below),
        None if path == "~" => "",
        None => path.strip_prefix("~/")?,
    };
    let is_key = |folder: &&&str| in_home == **folder || is_below(in_home, folder);
    match in_home {
        "" => Some("the keys and files of a user"),
        _ => KEYS.iter().find(is_key).map(|_| "the keys of a user"),
    }
}

/// What a device gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceExposure {
    /// How far it goes.
    pub reach: Reach,
    /// What it is, as in a sentence: `a disk of the machine`.
    pub what: &'static str,
}

const DISK: DeviceExposure = DeviceExposure { reach: Takeover, what: "a disk of the machine" };

/// The beginning of the names of disks, with what may follow.
type Disk = (&'static str, fn(u8) -> bool);

const DISKS: &[Disk] = &[
    ("sd", |byte| byte.is_ascii_lowercase()),
    ("vd", |byte| byte.is_ascii_lowercase()),
    ("xvd", |byte| byte.is_ascii_lowercase()),
    ("nvme", |byte| byte.is_ascii_digit()),
    ("mmcblk", |byte| byte.is_ascii_digit()),
    ("md", |byte| byte.is_ascii_digit() || byte == b'/'),
    ("dm-", |byte| byte.is_ascii_digit()),
    ("zd", |byte| byte.is_ascii_digit()),
    ("nbd", |byte| byte.is_ascii_digit()),
    ("rbd", |byte| byte.is_ascii_digit() || byte == b'/'),
    ("mtdblock", |byte| byte.is_ascii_digit()),
    ("disk/", |_| true),
    ("block/", |_| true),
    ("zvol/", |_| true),
];

/// What a device of the machine gives to a container; `None` for one that does its own work and nothing else, such as
/// `/dev/net/tun`, a camera or a graphics card.
pub fn device(path: &str) -> Option<DeviceExposure> {
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "."));
    let path = parts.fold(String::new(), |path, part| path + "/" + part);
    let is = |reach, what| Some(DeviceExposure { reach, what });
    if path == "/dev" {
        return is(Takeover, "every device of the machine, its disks too");
    }
    let name = path.strip_prefix("/dev/")?;
    match name {
        "mem" | "kmem" | "port" => return is(Secrets, "the memory of the machine"),
        "kmsg" => return is(Secrets, "the log of the kernel"),
        "loop-control" | "zfs" | "mapper/control" => return is(Secrets, "the control of the machine's disks"),
        _ => {}
    }
    if name.starts_with("mapper/") {
        return Some(DISK);
    }
    let is_loop = name.strip_prefix("loop").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let is_disk =
        |(start, follows): &Disk| name.strip_prefix(start).and_then(|rest| rest.bytes().next()).is_some_and(follows);
    if is_loop {
        return is(Secrets, "an image of a disk that the machine has mounted");
    }
    // `hd` and a letter may be the beginning of a longer word, such as `hdmi0`.
    let is_old_disk = name.strip_prefix("hd").is_some_and(|rest| {
        let mut bytes = rest.bytes();
        bytes.next().is_some_and(|byte| byte.is_ascii_lowercase()) && bytes.all(|byte| byte.is_ascii_digit())
    });
    (is_old_disk || DISKS.iter().any(is_disk)).then_some(DISK)
}

/// Major numbers of disks: IDE, SCSI, RAID, the device mapper, virtual ones and NVMe.
const DISK_NUMBERS: &[u32] = &[3, 8, 9, 22, 65, 66, 147, 179, 202, 252, 253, 254, 259];

/// What a rule of the device control group gives: `b 8:* rwm`.
/// Source: <https://docs.kernel.org/admin-guide/cgroup-v1/devices.html>
pub fn device_rule(rule: &str) -> Option<DeviceExposure> {
    let mut words = rule.split_ascii_whitespace();
    let (kind, number, access) = (words.next()?, words.next()?, words.next()?);
    let major = number.split(':').next()?;
    if !access.contains(['r', 'w']) {
        return None;
    }
    match (kind, major) {
        ("a", _) => Some(DeviceExposure { reach: Takeover, what: "every device of the machine, its disks too" }),
        ("b", "*") => Some(DeviceExposure { reach: Takeover, what: "every disk of the machine" }),
        ("b", major) => major.parse().is_ok_and(|major| DISK_NUMBERS.contains(&major)).then_some(DISK),
        ("c", "*") => Some(DeviceExposure { reach: Secrets, what: "every device that is no disk" }),
        ("c", "1") if !matches!(number, "1:3" | "1:5" | "1:7" | "1:8" | "1:9") => {
            Some(DeviceExposure { reach: Secrets, what: "the memory of the machine" })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, device, device_rule, exposure};

    #[test]
    fn paths_reach_as_far_as_they_can_be_written() {
        let reach = |path: &str, is_read_only| exposure(path, is_read_only).map(|exposure| exposure.reach);
        for (path, writable, readable) in [
            ("/etc", Some(Reach::Takeover), Some(Reach::Secrets)),
            ("/etc/cron.d/job", Some(Reach::Takeover), Some(Reach::Details)),
            ("/etc/localtime", Some(Reach::Details), None),
            ("/etc/pihole", None, None),
            ("/lib/modules", Some(Reach::Takeover), None),
            ("/var/lib", Some(Reach::Takeover), Some(Reach::Secrets)),
            ("/var/lib/mysql", None, None),
            ("/var/lib/docker/volumes", Some(Reach::Takeover), Some(Reach::Secrets)),
            ("/sys/fs/cgroup", Some(Reach::Secrets), Some(Reach::Details)),
            ("/var/run/dbus", Some(Reach::Secrets), Some(Reach::Secrets)),
            ("/home/me", Some(Reach::Secrets), Some(Reach::Secrets)),
            ("/home/me/shop/data", None, None),
            ("~/.aws/credentials", Some(Reach::Secrets), Some(Reach::Secrets)),
            ("~/data", None, None),
            ("/root/.ssh", Some(Reach::Takeover), Some(Reach::Secrets)),
            ("/srv/data", None, None),
            ("data", None, None),
            ("/bin2", None, None),
        ] {
            assert_eq!((reach(path, false), reach(path, true)), (writable, readable), "{path}");
        }
    }

    #[test]
    fn disks_are_told_from_other_devices() {
        for path in
            ["/dev", "/dev/sda", "/dev/sdb1", "/dev/nvme0n1", "/dev/mapper/root", "/dev/disk/by-id/x", "/dev/hda"]
        {
            assert_eq!(device(path).map(|it| it.reach), Some(Reach::Takeover), "{path}");
        }
        for path in ["/dev/mem", "/dev/kmsg", "/dev/loop0", "/dev/loop-control"] {
            assert_eq!(device(path).map(|it| it.reach), Some(Reach::Secrets), "{path}");
        }
        for path in [
            "/dev/net/tun",
            "/dev/dri",
            "/dev/video0",
            "/dev/ttyUSB0",
            "/dev/hdmi0",
            "/dev/fuse",
            "/dev/mdadm",
            "/srv/sda",
        ] {
            assert_eq!(device(path), None, "{path}");
        }
    }

    #[test]
    fn rules_for_devices_are_read() {
        for rule in ["a *:* rwm", "b *:* rwm", "b 8:0 r", "b 259:* mrw"] {
            assert_eq!(device_rule(rule).map(|it| it.reach), Some(Reach::Takeover), "{rule}");
        }
        assert_eq!(device_rule("c *:* rwm").map(|it| it.reach), Some(Reach::Secrets));
        for rule in ["c 189:* rmw", "b 8:* m", "c 1:3 rwm", "c", ""] {
            assert_eq!(device_rule(rule), None, "{rule}");
        }
    }
}
