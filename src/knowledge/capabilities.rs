//! Capabilities of Linux that Docker does not give by itself, and what each of them is worth to an intruder.
//!
//! Knows names. What can be done with one depends on namespaces too: [`Reach`] says how. Start with [`lookup`].
//! Source: <https://man7.org/linux/man-pages/man7/capabilities.7.html> and the default seccomp profile of
//! <https://github.com/moby/profiles/blob/main/seccomp/default.json>.

/// A capability.
#[derive(Debug, PartialEq, Eq)]
pub struct Capability {
    /// Its name, without `CAP_`.
    pub name: &'static str,
    /// How far it reaches.
    pub reach: Reach,
    /// What it allows, as the end of a sentence.
    pub grants: &'static str,
    /// What often does in its place.
    pub instead: &'static str,
}

/// How far a capability reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole machine: its holder can become root there.
    Machine,
    /// What the kernel has once for all containers.
    Kernel,
    /// The network of the container: the machine's where it is shared.
    Network,
    /// Processes of the container: the machine's where they are shared.
    Processes,
    /// Memory, processors and files that others wait for.
    Resources,
}

const CAPABILITIES: &[Capability] = &[
    Capability {
        name: "ALL",
        reach: Reach::Machine,
        grants: "do nearly everything that root of the machine may do",
        instead: "the few that it needs, over none:\ncap_drop:\n  - ALL\ncap_add:\n  - NET_BIND_SERVICE",
    },
    Capability {
        name: "BPF",
        reach: Reach::Kernel,
        grants: "load programs into the kernel of the machine",
        instead: "a program on the machine itself; one service that watches the others may keep it",
    },
    Capability {
        name: "DAC_READ_SEARCH",
        reach: Reach::Machine,
        grants: "read every file of the machine, by its handle",
        instead: "the group that owns what it reads, with `group_add`",
    },
    Capability {
        name: "IPC_LOCK",
        reach: Reach::Resources,
        grants: "keep as much memory as it likes from being swapped",
        instead: "a limit for what it may lock:\nulimits:\n  memlock: 67108864",
    },
    Capability {
        name: "LEASE",
        reach: Reach::Resources,
        grants: "make others wait for files that it has mounted",
        instead: "nothing, unless the program says that it fails without",
    },
    Capability {
        name: "NET_ADMIN",
        reach: Reach::Network,
        grants: "change addresses, routes and the firewall",
        instead: "`sysctls`, where they do: they need no capability; a VPN cannot do without",
    },
    Capability {
        name: "PERFMON",
        reach: Reach::Kernel,
        grants: "watch the kernel and every process of the machine",
        instead: "a program on the machine itself; one service that watches the others may keep it",
    },
    Capability {
        name: "SYSLOG",
        reach: Reach::Kernel,
        grants: "read and clear the messages of the machine's kernel",
        instead: "the journal of the machine, which has them too",
    },
    Capability {
        name: "SYS_ADMIN",
        reach: Reach::Machine,
        grants: "mount file systems and much else, which is nearly all that root may do",
        instead: "`volumes` for what it mounts; `BPF` and `PERFMON` for what it traces, since Linux 5.8",
    },
    Capability {
        name: "SYS_BOOT",
        reach: Reach::Processes,
        grants: "end all processes",
        instead: "nothing: a container is ended by what started it",
    },
    Capability {
        name: "SYS_MODULE",
        reach: Reach::Machine,
        grants: "load modules into the kernel of the machine",
        instead: "the module loaded on the machine before the container starts, in `/etc/modules-load.d`",
    },
    Capability {
        name: "SYS_NICE",
        reach: Reach::Resources,
        grants: "take processors away from everything else on the machine",
        instead: "a larger share of them: `cpu_shares: 2048`",
    },
    Capability {
        name: "SYS_PTRACE",
        reach: Reach::Processes,
        grants: "read and change the memory of processes",
        instead: "nothing: programs may trace their own children without it, since Linux 4.8",
    },
    Capability {
        name: "SYS_RAWIO",
        reach: Reach::Machine,
        grants: "talk to the hardware past the kernel",
        instead: "the one device that it needs:\ndevices:\n  - /dev/ttyUSB0",
    },
    Capability {
        name: "SYS_RESOURCE",
        reach: Reach::Resources,
        grants: "raise limits that are set for it",
        instead: "limits that are high enough, under `ulimits`",
    },
    Capability {
        name: "SYS_TIME",
        reach: Reach::Kernel,
        grants: "set the clock of the machine",
        instead: "the clock that the machine keeps: containers have no other one",
    },
];

/// What is known of a capability that Docker does not give by itself, however it is spelled. `CAP_ALL` is none.
pub fn lookup(text: &str) -> Option<&'static Capability> {
    let name = text.trim().to_ascii_uppercase();
    let bare = name.strip_prefix("CAP_").filter(|rest| *rest != "ALL").unwrap_or(&name);
    CAPABILITIES.iter().find(|capability| capability.name == bare)
}

#[cfg(test)]
mod tests {
    use super::{CAPABILITIES, lookup};

    #[test]
    fn capabilities_have_many_spellings() {
        for text in ["SYS_ADMIN", "sys_admin", "CAP_SYS_ADMIN", "cap_sys_admin"] {
            assert_eq!(lookup(text).map(|capability| capability.name), Some("SYS_ADMIN"), "{text}");
        }
        for text in ["CAP_ALL", "NET_BIND_SERVICE", "CHOWN", "NET_RAW", ""] {
            assert_eq!(lookup(text), None, "{text}");
        }
    }

    #[test]
    fn rows_are_sorted() {
        assert!(CAPABILITIES.is_sorted_by_key(|capability| capability.name));
    }
}
