//! Paths that exist on one person's machine.

use crate::knowledge::home_folders;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::{Data, Value};

/// The rule.
pub static RULE: Rule = Rule {
    name: "personal-host-path",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("personal_host_path.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for service in stack.services() {
        let mounts = service.at(&["volumes"]).map(Value::items).unwrap_or_default().iter();
        let sources = mounts.filter_map(|mount| mount.get("source"));
        let build = ["context", "dockerfile"].into_iter().filter_map(|key| service.at(&["build", key]));
        let files = service.at(&["env_file"]).map(Value::items).unwrap_or_default().iter();
        let files = files.filter_map(|file| file.get("path"));
        sources.chain(build).chain(files).for_each(|path| report(path, checker));
    }
    for (section, key) in [("secrets", "file"), ("configs", "file")] {
        let objects =
            stack.value.get(section).and_then(Value::as_mapping).into_iter().flat_map(|objects| objects.iter());
        objects.filter_map(|(_, object)| object.value.get(key)).for_each(|path| report(path, checker));
    }
    for volume in stack.project.volumes.keys() {
        if let Some(device) = stack.value.at(&["volumes", volume, "driver_opts", "device"]) {
            report(device, checker);
        }
    }
}

fn report(path: &Value, checker: &mut Checker<'_>) {
    // What is written: relative paths of other files were put behind the folder of these.
    let Some(scalar) = path.as_scalar().filter(|scalar| scalar.variables.is_empty()) else { return };
    let (Data::Text(text), true) = (&scalar.data, home_folders::owner(&scalar.written).is_some()) else { return };
    let Some(owner) = home_folders::owner(text) else { return };
    let home = if home_folders::is_of_windows(text) { "USERPROFILE" } else { "HOME" };
    checker
        .report_at(path.place, format!("this path is on the machine of `{owner}` and no other"))
        .help(format!("write it from the folder of this file on, as in `./data`, or let `${{{home}}}` stand for it"));
}
