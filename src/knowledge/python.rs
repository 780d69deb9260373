//! Pythons of distributions into which pip refuses to install.
//!
//! Since PEP 668 a distribution may mark its Python as managed by its own packages alone. Knows images and
//! packages, nothing of commands. Checked on 2026-11-21.

use super::images::{Distribution, Image};

/// Packages with which the distribution's own pip comes.
pub const PIP_PACKAGES: &[&str] = &["python3-pip", "py3-pip"];

/// Packages of which there are only sources for Linux, parts of which need a compiler and headers.
///
/// Source: the files of each at <https://pypi.org/>.
pub const SOURCES: &[&str] = &[
    "dbus-python",
    "gdal",
    "m2crypto",
    "mysqlclient",
    "netifaces",
    "psycopg2",
    "pyaudio",
    "pycairo",
    "pycups",
    "pygobject",
    "pygraphviz",
    "pyicu",
    "python-ldap",
    "systemd-python",
    "uwsgi",
];

/// Variables with which pip installs there all the same, or somewhere else.
pub const VARIABLES: &[&str] = &[
    "PIP_BREAK_SYSTEM_PACKAGES",
    "PIP_CONFIG_FILE",
    "PIP_PREFIX",
    "PIP_PYTHON",
    "PIP_ROOT",
    "PIP_TARGET",
    "VIRTUAL_ENV",
];

/// Flags of `pip install` with which it does not look at the mark.
///
/// Source: <https://github.com/pypa/pip/blob/main/src/pip/_internal/commands/install.py>
pub const FLAGS: &[&str] =
    &["break-system-packages", "dry-run", "h", "help", "prefix", "python", "root", "t", "target", "version"];

/// The first release of the image's distribution whose Python is marked, where the image stands on that release
/// or a later one, as in a sentence: `Debian 12`. `None` where it does not, or that is not known.
///
/// Sources: <https://peps.python.org/pep-0668/>, <https://www.debian.org/releases/bookworm/release-notes/>,
/// <https://discourse.ubuntu.com/t/lunar-lobster-release-notes/31910>,
/// <https://alpinelinux.org/posts/Alpine-3.19.0-released.html>
pub fn managed_since(image: &Image<'_>) -> Option<&'static str> {
    let release = image.release()?.version;
    match image.facts.distribution {
        Distribution::Debian if release >= (12, 0) => Some("Debian 12"),
        Distribution::Ubuntu if release >= (23, 4) => Some("Ubuntu 23.04"),
        Distribution::Alpine if release >= (3, 19) => Some("Alpine 3.19"),
        // Red Hat's family does not use the mark; of the others the release is not known.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::managed_since;
    use crate::knowledge::images::lookup;

    fn since(repository: &str, tag: &str) -> Option<&'static str> {
        managed_since(&lookup(repository, Some(tag))?)
    }

    #[test]
    fn marks_came_with_certain_releases() {
        assert_eq!(since("debian", "12"), Some("Debian 12"));
        assert_eq!(since("debian", "bullseye"), None);
        assert_eq!(since("ubuntu", "24.04"), Some("Ubuntu 23.04"));
        assert_eq!(since("ubuntu", "22.04"), None);
        assert_eq!(since("alpine", "3.19"), Some("Alpine 3.19"));
        assert_eq!(since("alpine", "3.9"), None);
        assert_eq!(since("node", "24-alpine3.23"), Some("Alpine 3.19"));
        assert_eq!(since("fedora", "42"), None);
    }
}
