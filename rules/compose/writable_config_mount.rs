//! Configuration of the project that a container can change.

use crate::knowledge::file_names::is_config_file;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;
use crate::syntax::compose::ast::{Mount, MountKind};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "writable-config-mount",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("writable_config_mount.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for mount in &service.volumes {
        let Some(source) = mount.host_path().filter(|source| source.is_known()) else { continue };
        let is_file = is_config_file(&source.value, &mount.target.value);
        if mount.kind != MountKind::Bind
            || mount.is_read_only()
            || !is_file
            || !mount.target.is_known()
            || checker.is_for_development(source.place)
        {
            continue;
        }
        let edit = read_only(mount, checker);
        checker
            .report_at(source.place, format!("the container can change `{}`, which it only has to read", source.value))
            .help("add `:ro` behind the path in the container, or `read_only: true` in the long form")
            .fix(Safety::Unsafe, "mount it read-only", edit);
    }
}

fn read_only(mount: &Mount, checker: &Checker<'_>) -> Option<Edit> {
    let edits = checker.edits_in(mount.place.file);
    if let Some(flag) = &mount.read_only {
        return edits.replace_scalar(flag.place, "true");
    }
    // Behind the path of a short form there may be options already, at most a quote where there are none.
    let is_last = mount.place.span.end <= mount.target.place.span.end + 1;
    let text = format!("{}:ro", mount.target.value);
    let short = || edits.replace_scalar(mount.target.place, &text).filter(|_| is_last);
    edits.add_member(mount.place, "read_only", "true").or_else(short)
}
