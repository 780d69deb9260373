//! Namespaces of the kernel that a container takes part in.

/// `network_mode:`, `pid:`, `ipc:`, `uts:`, `userns_mode:` and `cgroup:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// `host`: the machine's.
    Host,
    /// `service:name`: that of another service.
    Service(String),
    /// `container:name`: that of a container, whoever started it.
    Container(String),
    /// `none`: one without anything.
    None,
    /// `bridge`: Docker's default network.
    Bridge,
    /// Anything else: `private`, `shareable`, the name of a network.
    Other(String),
}

impl Namespace {
    /// Reads it as Compose does.
    pub fn parse(text: &str) -> Self {
        if let Some(service) = text.strip_prefix("service:") {
            return Self::Service(service.to_owned());
        }
        if let Some(container) = text.strip_prefix("container:") {
            return Self::Container(container.to_owned());
        }
        match text {
            "host" => Self::Host,
            "none" => Self::None,
            "bridge" => Self::Bridge,
            other => Self::Other(other.to_owned()),
        }
    }
}
