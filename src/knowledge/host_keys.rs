//! How an SSH client knows that it talks to the right server.
//!
//! Knows options and the published keys of a few hosts, nothing of commands. Start with [`host_key`] and
//! [`Checking::in_text`].

/// The published keys of hosts that many clone from, as lines of `known_hosts`.
const KEYS: &[(&str, &str)] = &[
    // https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints
    ("github.com", "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"),
    // https://docs.gitlab.com/user/gitlab_com/#ssh-known_hosts-entries
    ("gitlab.com", "gitlab.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf"),
    // https://support.atlassian.com/bitbucket-cloud/docs/configure-ssh-and-two-step-verification/
    ("bitbucket.org", "bitbucket.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIazEu89wgQZ4bqs3d63QSMzYVa0MuJ2e2gKTKqu+UUO"),
];

/// The line of `known_hosts` for a host, where its key is published and known here.
pub fn host_key(host: &str) -> Option<&'static str> {
    KEYS.iter().find(|(name, _)| *name == host).map(|(_, line)| *line)
}

/// What a client does with a key that it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checking {
    /// It goes on, whatever the key: `StrictHostKeyChecking no`.
    Never,
    /// It goes on, and wants the same key the next time: `accept-new`.
    OnceKnown,
}

const OPTION: &str = "stricthostkeychecking";

impl Checking {
    /// Whether a text speaks of the option at all.
    pub fn is_spoken_of(text: &str) -> bool {
        text.len() >= OPTION.len() && text.to_ascii_lowercase().contains(OPTION)
    }

    /// What an option in a text asks for, where it is less than a check: `-o StrictHostKeyChecking=no`.
    ///
    /// Source: <https://man.openbsd.org/ssh_config#StrictHostKeyChecking>
    pub fn in_text(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let values = text.split(OPTION).skip(1).map(|after| {
            let value = after.trim_start_matches([' ', '\t', '=', '"', '\'', '\\']);
            value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default().to_owned()
        });
        let found: Vec<Self> = values
            .filter_map(|value| match value.as_str() {
                "no" | "off" => Some(Self::Never),
                "accept-new" => Some(Self::OnceKnown),
                _ => None,
            })
            .collect();
        found.iter().find(|checking| **checking == Self::Never).or_else(|| found.first()).copied()
    }
}

/// The host of an address that Git reads over SSH: `git@github.com:owner/name`, `ssh://git@host:22/path`.
pub fn ssh_host(address: &str) -> Option<&str> {
    let rest = match address.split_once("ssh://") {
        Some((_, rest)) => rest.split_once('@').map_or(rest, |(_, rest)| rest),
        None => address.split_once("git@").map(|(_, rest)| rest)?,
    };
    rest.split([':', '/']).next().filter(|host| host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::{Checking, ssh_host};

    #[test]
    fn options_are_read() {
        for text in [
            "StrictHostKeyChecking=no",
            "ssh -o StrictHostKeyChecking=no -i key",
            "Host *\n\tStrictHostKeyChecking no\n",
            "Host *\\n\\tStrictHostKeyChecking no\\n",
            "s/#   StrictHostKeyChecking ask/    StrictHostKeyChecking no/",
            "-oStrictHostKeyChecking=\"no\"",
            "stricthostkeychecking off",
        ] {
            assert_eq!(Checking::in_text(text), Some(Checking::Never), "{text}");
        }
        assert_eq!(Checking::in_text("StrictHostKeyChecking accept-new"), Some(Checking::OnceKnown));
        for text in ["StrictHostKeyChecking yes", "StrictHostKeyChecking=ask", "StrictHostKeyChecking none", "no", ""] {
            assert_eq!(Checking::in_text(text), None, "{text}");
        }
    }

    #[test]
    fn hosts_are_told() {
        for (address, host) in [
            ("git@github.com:owner/name.git", Some("github.com")),
            ("ssh://git@gitlab.com:22/a", Some("gitlab.com")),
            ("git+ssh://git@github.com/a/b", Some("github.com")),
            ("https://github.com/a", None),
            ("$URL", None),
        ] {
            assert_eq!(ssh_host(address), host, "{address}");
        }
    }
}
