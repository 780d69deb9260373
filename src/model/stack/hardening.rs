//! What holds a container back, and what is missing of it.
//!
//! Reads `security_opt` as the engine does: `name=value`, or the older `name:value`. Start with
//! [`Stack::security_options`] and [`Stack::missing_hardening`].
//! Source: <https://github.com/moby/moby/blob/master/daemon/oci_linux.go> and `parseSecurityOpt` beside it.

use super::Stack;
use crate::knowledge::images::{self, Distribution};
use crate::knowledge::scratch::{self, Scratch};
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{MountKind, Service};
use crate::text::clean_path;

/// An item of `security_opt`.
#[derive(Clone, Debug)]
pub struct SecurityOption<'a> {
    /// `seccomp`, `label` and the like.
    pub name: &'a str,
    /// What follows it.
    pub value: &'a str,
    /// All of it.
    pub item: &'a Located<String>,
}

/// Something that holds a container back and costs a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hardening {
    /// `cap_drop: [ALL]`
    DroppedCapabilities,
    /// `no-new-privileges`
    NoNewPrivileges,
    /// `read_only: true`
    ReadOnly,
}

impl Stack {
    /// The items of `security_opt`; those that hang on a variable that nothing sets are left out.
    pub fn security_options<'a>(&self, service: &'a Service) -> impl DoubleEndedIterator<Item = SecurityOption<'a>> {
        service.security_opt.iter().filter(|item| item.is_known()).map(|item| {
            let parts = item.value.split_once('=').or_else(|| item.value.split_once(':'));
            let (name, value) = parts.unwrap_or((&item.value, ""));
            SecurityOption { name, value, item }
        })
    }

    /// Whether a service has every privilege, as it is written.
    pub fn is_privileged(&self, service: &Service) -> bool {
        service.privileged.as_ref().is_some_and(|flag| flag.value && flag.is_known())
    }

    /// What of it a service does not have, in the order of [`Hardening`]. What hangs on a variable that nothing sets is
    /// taken for there.
    pub fn missing_hardening(&self, service: &Service) -> Vec<Hardening> {
        let drops_all = service.cap_drop.iter().any(|name| !name.is_known() || name.value.eq_ignore_ascii_case("ALL"));
        let is_unsure = service.security_opt.iter().any(|item| !item.is_known());
        let last = self.security_options(service).rfind(|option| option.name == "no-new-privileges");
        let gains_none = is_unsure || last.is_some_and(|option| !matches!(option.value, "false" | "0" | "f" | "F"));
        let is_written = service.has("read_only");
        let is_read_only = service.read_only.as_ref().map_or(is_written, |flag| flag.value || !flag.is_known());
        let all = [
            (drops_all, Hardening::DroppedCapabilities),
            (gains_none, Hardening::NoNewPrivileges),
            (is_read_only, Hardening::ReadOnly),
        ];
        all.into_iter().filter(|(is_there, _)| !is_there).map(|(_, hardening)| hardening).collect()
    }

    /// Whether a service is known to run on Windows, which has none of it.
    pub fn runs_windows(&self, service: &Service) -> bool {
        self.kept(service).is_some_and(|kept| *kept.runs_windows.get(|| self.is_for_windows(service)))
    }

    fn is_for_windows(&self, service: &Service) -> bool {
        let is_platform = service.platform.as_ref().is_some_and(|platform| platform.value.starts_with("windows"));
        let is_image = self.image_of(service).is_some_and(|image| {
            let name = image.name();
            let known = images::lookup(&name, image.tag()).map(|image| image.facts.distribution);
            let words = format!("{name}:{}", image.tag().unwrap_or_default()).to_ascii_lowercase();
            matches!(known, Some(Distribution::WindowsServer | Distribution::NanoServer))
                || ["windows", "nanoserver", "ltsc20"].iter().any(|word| words.contains(word))
        });
        let has_drive = |path: &str| path.get(1..2) == Some(":") || path.starts_with('\\');
        let has_path = service.volumes.iter().any(|mount| has_drive(&mount.target.value));
        is_platform || is_image || has_path || service.has("isolation")
    }

    /// What is known of the paths that a service writes to.
    pub fn scratch_of(&self, service: &Service) -> Option<&'static Scratch> {
        let image = self.pulled_image_of(service)?;
        scratch::lookup(image.normalized(), image.tag())
    }

    /// Whether something writable is mounted at a directory of a container or above it. What comes with the volumes of
    /// other services counts for everything.
    pub fn is_writable_mount(&self, service: &Service, directory: &str) -> bool {
        let covers = |path: &str| {
            let path = one_spelling(path);
            path == "/"
                || directory.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_writable = |kind: &MountKind| !matches!(kind, MountKind::Image);
        let mut mounts = service.volumes.iter().filter(|mount| !mount.is_read_only() && is_writable(&mount.kind));
        let tmpfs = service.tmpfs.iter().filter(|item| !item.value.split([':', ',']).any(|word| word == "ro"));
        let mut paths = tmpfs.map(|item| item.value.split(':').next().unwrap_or_default());
        !service.volumes_from.is_empty()
            || mounts.any(|mount| !mount.target.is_known() || covers(&mount.target.value))
            || paths.any(covers)
    }
}

/// A path of a container with `/run` in place of `/var/run`, which points there, and of `/var/lock`.
fn one_spelling(path: &str) -> String {
    let path = clean_path(path);
    match path.strip_prefix("/var") {
        Some(rest) if rest == "/run" || rest.starts_with("/run/") => rest.to_owned(),
        Some(rest) if rest == "/lock" || rest.starts_with("/lock/") => format!("/run{rest}"),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::Hardening::{DroppedCapabilities, NoNewPrivileges, ReadOnly};
    use crate::model::stack::Stack;
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn stack(keys: &str) -> Stack {
        let text = format!("services: {{app: {{{keys}}}}}");
        Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new())
    }

    #[test]
    fn missing_hardening_is_told() {
        for (keys, missing) in [
            ("image: a", vec![DroppedCapabilities, NoNewPrivileges, ReadOnly]),
            ("cap_drop: [all], security_opt: [no-new-privileges], read_only: true", vec![]),
            (
                "cap_drop: [NET_RAW], security_opt: ['no-new-privileges:true'], read_only: true",
                vec![DroppedCapabilities],
            ),
            (
                "cap_drop: [ALL], security_opt: [no-new-privileges, 'no-new-privileges=false']",
                vec![NoNewPrivileges, ReadOnly],
            ),
            ("cap_drop: [ALL], security_opt: ['no-new-privileges=true'], read_only: false", vec![ReadOnly]),
        ] {
            let stack = stack(keys);
            assert_eq!(stack.missing_hardening(stack.service("app").unwrap()), missing, "{keys}");
        }
    }

    #[test]
    fn writable_mounts_cover_what_is_below_them() {
        for (keys, directory, covered) in [
            ("tmpfs: /var/run", "/run/mysqld", true),
            ("tmpfs: ['/tmp:size=1m', '/run:ro']", "/run", false),
            ("volumes: [{type: volume, source: cache, target: /var/cache}]", "/var/cache/nginx", true),
            (
                "volumes: [{type: volume, source: cache, target: /var/cache/nginx, read_only: true}]",
                "/var/cache/nginx",
                false,
            ),
            ("volumes: [{type: bind, source: ./x, target: /var/cache/nginx/proxy_temp}]", "/var/cache/nginx", false),
            ("volumes: [{type: tmpfs, target: /tmp}]", "/tmp", true),
            ("volumes_from: [a]", "/tmp", true),
        ] {
            let stack = stack(keys);
            assert_eq!(stack.is_writable_mount(stack.service("app").unwrap(), directory), covered, "{keys}");
        }
    }

    #[test]
    fn windows_is_told() {
        for keys in
            ["platform: windows/amd64", "image: 'mcr.microsoft.com/windows/servercore:ltsc2022'", "isolation: hyperv"]
        {
            let stack = stack(keys);
            assert!(stack.runs_windows(stack.service("app").unwrap()), "{keys}");
        }
        let stack = stack("image: nginx");
        assert!(!stack.runs_windows(stack.service("app").unwrap()));
    }
}
