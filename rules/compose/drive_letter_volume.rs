//! Volumes whose name is a single letter, which is read as a drive.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Mount, MountKind, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "drive-letter-volume",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("drive_letter_volume.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for mount in &service.volumes {
        let Some(swallowed) = swallowed(mount) else { continue };
        let Some((letter, path)) = swallowed.split_once(':').filter(|(_, path)| path.starts_with('/')) else {
            continue;
        };
        let declared = stack.project.volumes.get(letter);
        // Without such a volume it may be a drive of a container with Windows.
        if declared.is_none() && !letter.chars().all(char::is_lowercase) {
            continue;
        }
        let message = format!("`{swallowed}` is read as a path on the drive `{letter}:`, not as a volume `{letter}`");
        let read_only = if mount.target.value == "ro" { "\n    read_only: true" } else { "" };
        let finding = checker.report_at(mount.place, message).help(format!(
            "give the volume a longer name, or write\n  - type: volume\n    source: {letter}\n    target: {path}{read_only}"
        ));
        if let Some(volume) = declared {
            finding.label_at(volume.key.place, "declared here");
        }
    }
}

/// What a volume and a path were read as: all of a volume without a name, or the source in front of what is no path.
fn swallowed(mount: &Mount) -> Option<&str> {
    match mount.kind {
        MountKind::Anonymous => Some(mount.target.value.as_str()),
        MountKind::Bind if !mount.target.value.contains(['/', '\\', ':']) => Some(mount.host_path()?.value.as_str()),
        MountKind::Bind
        | MountKind::Volume
        | MountKind::Tmpfs
        | MountKind::Image
        | MountKind::NamedPipe
        | MountKind::Cluster
        | MountKind::Other(_) => None,
    }
    .filter(|path| path.chars().nth(1) == Some(':'))
}
