//! Options of volumes that Docker Compose passes over.

use crate::knowledge::accepted_values::MOUNT_OPTIONS;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;
use crate::syntax::compose::{Located, Provenance};

/// The rule.
pub static RULE: Rule = Rule {
    name: "ignored-mount-option",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ignored_mount_option.md"),
    check: Check::Service(check),
};

/// What people write for `ro`.
const READ_ONLY: &[&str] = &["r", "read", "read-only", "read_only", "readonly"];

/// Options that Podman has beyond those of Docker.
const PODMAN: &[&str] =
    &["O", "U", "copy", "dev", "exec", "idmap", "no-dereference", "nodev", "noexec", "nosuid", "rbind", "suid"];

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let options = service.volumes.iter().flat_map(|mount| &mount.unknown_options);
    for option in options.filter(|option| option.is_known()) {
        report(option, checker);
    }
}

fn report(option: &Located<String>, checker: &mut Checker<'_>) {
    let text = option.value.as_str();
    let meant =
        if READ_ONLY.contains(&text.to_ascii_lowercase().as_str()) { Some("ro") } else { MOUNT_OPTIONS.nearest(text) };
    let is_of_podman = PODMAN.contains(&text) || text.starts_with("idmap=");
    let message = match meant {
        Some("ro") => format!("`{text}` is no option of a volume: it stays writable"),
        Some(_) | None => format!("`{text}` is no option of a volume, and is dropped"),
    };
    let edit = meant.and_then(|meant| checker.edits_in(option.place.file).replace_scalar(option.place, meant));
    let edit = edit.filter(|_| option.provenance == Provenance::Written);
    let finding = checker.report_at(option.place, message);
    match meant {
        Some(meant) if !is_of_podman => {
            finding.help(format!("write `{meant}`")).fix(Safety::Unsafe, format!("write `{meant}`"), edit);
        }
        _ if is_of_podman => {
            finding
                .help("only Podman knows it; Docker mounts as if it were not there")
                .severity(Severity::Info)
                .from_profile(Profile::Strict);
        }
        _ => {
            finding.help("the options are `ro`, `rw`, `z`, `Z`, `nocopy` and kinds of propagation such as `rslave`");
        }
    }
}
