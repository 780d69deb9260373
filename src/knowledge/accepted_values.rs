//! Values that the engine, the kernel or Swarm take, and that Docker Compose passes on without a look.
//!
//! Knows which words there are and which one is meant by another. Start with [`Accepted`]; capabilities have functions
//! of their own, since they may be written in several ways.
//! Sources: <https://docs.docker.com/reference/api/engine/>, <https://docs.docker.com/reference/compose-file/services/>,
//! what the engine validates (`api/types/container/hostconfig.go`), capabilities(7).

/// The words that a key takes.
#[derive(Debug)]
pub struct Accepted {
    /// What the value is, as a word behind "no".
    pub what: &'static str,
    /// The words, as people should write them.
    pub words: &'static [&'static str],
    /// Further words that work.
    pub also: &'static [&'static str],
    /// Whether plug-ins or other machines may know more words: only what is nearly one of these is wrong then.
    pub is_open: bool,
}

const fn closed(what: &'static str, words: &'static [&'static str]) -> Accepted {
    Accepted { what, words, also: &[], is_open: false }
}

const fn open(what: &'static str, words: &'static [&'static str]) -> Accepted {
    Accepted { what, words, also: &[], is_open: true }
}

/// `restart`, without the number behind `on-failure`. Compose takes the words of Swarm too.
pub static RESTART: Accepted =
    Accepted { also: &["none", "any"], ..closed("restart policy", &["no", "always", "on-failure", "unless-stopped"]) };

/// `deploy.restart_policy.condition`. Compose takes the words of `restart` too.
pub static RESTART_CONDITION: Accepted =
    Accepted { also: &["no", "always", "unless-stopped"], ..closed("condition", &["none", "on-failure", "any"]) };

/// `deploy.mode`
pub static DEPLOY_MODE: Accepted = closed("mode", &["replicated", "global", "replicated-job", "global-job"]);

/// `deploy.endpoint_mode`
pub static ENDPOINT_MODE: Accepted = closed("endpoint mode", &["vip", "dnsrr"]);

/// `deploy.update_config.failure_action`
pub static UPDATE_FAILURE: Accepted = closed("failure action", &["continue", "rollback", "pause"]);

/// `deploy.rollback_config.failure_action`
pub static ROLLBACK_FAILURE: Accepted = closed("failure action", &["continue", "pause"]);

/// `ipc`, apart from `service:` and `container:`
pub static IPC: Accepted = closed("IPC mode", &["host", "private", "shareable", "none"]);

/// `pid`, apart from `service:` and `container:`
pub static PID: Accepted = closed("PID mode", &["host"]);

/// `uts`
pub static UTS: Accepted = closed("UTS mode", &["host"]);

/// `userns_mode`: Podman knows more.
pub static USER_NAMESPACE: Accepted = open("user namespace", &["host"]);

/// `network_mode`, apart from `service:` and `container:`: it may be the name of a network too.
pub static NETWORK_MODE: Accepted =
    Accepted { also: &["default"], ..open("network mode", &["host", "bridge", "none"]) };

/// `logging.driver`
/// Source: <https://docs.docker.com/engine/logging/configure/#supported-logging-drivers>
pub static LOG_DRIVER: Accepted = open(
    "logging driver",
    &["awslogs", "etwlogs", "fluentd", "gcplogs", "gelf", "journald", "json-file", "local", "none", "splunk", "syslog"],
);

/// `networks.*.driver`
pub static NETWORK_DRIVER: Accepted = Accepted {
    also: &["default", "nat", "null", "transparent"],
    ..open("network driver", &["bridge", "host", "ipvlan", "macvlan", "none", "overlay"])
};

/// `volumes.*.driver`
pub static VOLUME_DRIVER: Accepted = open("volume driver", &["local"]);

/// `bind.propagation`
pub static PROPAGATION: Accepted =
    closed("kind of propagation", &["private", "rprivate", "rshared", "rslave", "shared", "slave"]);

/// `ports.*.mode`
pub static PORT_MODE: Accepted = closed("mode of a port", &["host", "ingress"]);

/// `ports.*.protocol`
pub static PROTOCOL: Accepted = closed("protocol", &["tcp", "udp", "sctp"]);

/// Names of `ulimits`.
/// Source: <https://github.com/docker/go-units/blob/master/ulimit.go>
pub static ULIMIT: Accepted = closed(
    "ulimit",
    &[
        "core",
        "cpu",
        "data",
        "fsize",
        "locks",
        "memlock",
        "msgqueue",
        "nice",
        "nofile",
        "nproc",
        "rss",
        "rtprio",
        "rttime",
        "sigpending",
        "stack",
    ],
);

/// Options of volumes in short form.
pub static MOUNT_OPTIONS: Accepted = Accepted {
    also: &["z", "Z", "private", "shared", "slave", "consistent", "cached", "delegated"],
    ..closed("option of a volume", &["ro", "rw", "nocopy", "rprivate", "rshared", "rslave"])
};

/// What some people write for a word that is spelled otherwise.
const OTHER_NAMES: &[(&str, &str)] = &[("json", "json-file"), ("never", "no")];

impl Accepted {
    /// Whether a text is taken.
    pub fn takes(&self, text: &str) -> bool {
        self.words.contains(&text) || self.also.contains(&text) || (self.is_open && self.nearest(text).is_none())
    }

    /// The one word that is surely meant by another text.
    pub fn nearest(&self, text: &str) -> Option<&'static str> {
        let plain = plain(text);
        let other = OTHER_NAMES.iter().find(|(name, _)| *name == plain).map(|(_, word)| *word);
        let same = self.words.iter().copied().find(|word| self::plain(word) == plain);
        other.filter(|other| self.words.contains(other)).or(same).or_else(|| nearest(text, self.words))
    }
}

/// A text without case, dashes and blanks.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '-' | '_' | ' ')).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The one word that is one slip away, or two where it is long.
fn nearest(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let most = match text.chars().count() {
        0..=2 | 40.. => return None,
        3..=5 => 1,
        _ => 2,
    };
    let words = words.iter().filter(|word| word.len() > 2);
    let mut near: Vec<(usize, &'static str)> =
        words.map(|word| (strsim::osa_distance(text, word), *word)).filter(|(slips, _)| *slips <= most).collect();
    near.sort_unstable();
    match near.as_slice() {
        [(_, word)] => Some(*word),
        [(one, word), (other, _), ..] if one < other => Some(*word),
        _ => None,
    }
}

/// The capabilities of Linux, without `CAP_`.
const CAPABILITIES: &[&str] = &[
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "PERFMON",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM",
];

/// Whether the engine takes a text for a capability: in any case, with or without `CAP_`; `ALL` is every one.
pub fn is_capability(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("CAP_").unwrap_or(&upper);
    name == "ALL" || CAPABILITIES.contains(&name)
}

/// The one capability that is surely meant by a text: one slip away, or the only one that starts or ends with it.
/// What is granted to a container is not guessed from farther away.
pub fn nearest_capability(text: &str) -> Option<&'static str> {
    let upper = text.to_ascii_uppercase().replace('-', "_");
    let name = upper.strip_prefix("CAP_").unwrap_or(&upper);
    let has_part = |whole: &str| {
        let rest = whole.strip_prefix(name).map(|rest| rest.starts_with('_'));
        rest.or_else(|| whole.strip_suffix(name).map(|rest| rest.ends_with('_'))).unwrap_or(false)
    };
    let is_meant = |known: &&&str| name.len() > 2 && (strsim::osa_distance(name, known) <= 1 || has_part(known));
    let mut meant = CAPABILITIES.iter().filter(is_meant);
    match (meant.next(), meant.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_as_they_are() {
        for word in ["no", "always", "on-failure", "unless-stopped", "none", "any"] {
            assert!(RESTART.takes(word), "{word}");
        }
        for (text, meant) in [("allways", Some("always")), ("Always", Some("always")), ("yes", None)] {
            assert!(!RESTART.takes(text));
            assert_eq!(RESTART.nearest(text), meant, "{text}");
        }
        assert_eq!(RESTART.nearest("unless_stopped"), Some("unless-stopped"));
        assert_eq!(RESTART.nearest("never"), Some("no"));
    }

    #[test]
    fn plug_ins_may_bring_more_words() {
        for driver in ["json-file", "loki", "grafana/loki-docker-driver:latest", "k8s-file", "vector", "fluent-bit"] {
            assert!(LOG_DRIVER.takes(driver), "{driver}");
        }
        for (text, meant) in [("json", "json-file"), ("json_file", "json-file"), ("fluend", "fluentd")] {
            assert!(!LOG_DRIVER.takes(text));
            assert_eq!(LOG_DRIVER.nearest(text), Some(meant), "{text}");
        }
        assert!(NETWORK_MODE.takes("my-network") && NETWORK_MODE.takes("default") && !NETWORK_MODE.takes("brigde"));
    }

    #[test]
    fn capabilities_are_known_in_every_spelling() {
        for text in ["NET_ADMIN", "net_admin", "CAP_NET_ADMIN", "all", "ALL"] {
            assert!(is_capability(text), "{text}");
        }
        for (text, meant) in [
            ("NET_READ", None),
            ("SYSADMIN", Some("SYS_ADMIN")),
            ("NET_BIND", Some("NET_BIND_SERVICE")),
            ("PTRACE", Some("SYS_PTRACE")),
            ("NET", None),
            ("NET-ADMIN", Some("NET_ADMIN")),
            ("SYS_PTRACES", Some("SYS_PTRACE")),
        ] {
            assert!(!is_capability(text), "{text}");
            assert_eq!(nearest_capability(text), meant, "{text}");
        }
    }
}
