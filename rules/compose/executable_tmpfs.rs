//! Memory from which programs can be run, or run as root.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "executable-tmpfs",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["CL-0022"],
    options: &[],
    since: "0.1.0",
    page: include_str!("executable_tmpfs.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let known = || service.tmpfs.iter().filter(|entry| entry.is_known());
    let options = |text| str::split_once(text, ':').map_or("", |(_, options)| options);
    // Whoever writes `noexec` elsewhere means the `exec`.
    let is_deliberate = known().any(|entry| options(&entry.value).split(',').any(|option| option == "noexec"));
    for entry in known() {
        let Some((path, options)) = entry.value.split_once(':') else { continue };
        let has = |name: &str| options.split(',').any(|option| option == name);
        let (name, what) = match (has("suid"), has("exec")) {
            (true, _) => ("suid", "with `suid`, a program written there may run as root"),
            (false, true) if is_deliberate => continue,
            (false, true) => ("exec", "with `exec`, whatever is written there can be run"),
            (false, false) => continue,
        };
        let kept: Vec<&str> = options.split(',').filter(|option| !matches!(*option, "" | "suid" | "exec")).collect();
        let text = if kept.is_empty() { path.to_owned() } else { format!("{path}:{}", kept.join(",")) };
        let edit = checker.edits_in(entry.place.file).replace_scalar(entry.place, &text);
        let finding = checker
            .report_at(entry.place, what)
            .help(format!("write `{text}`, which Docker mounts with `noexec` and `nosuid`"))
            .fix(Safety::Unsafe, format!("write `{text}`"), edit);
        if name == "exec" {
            finding.severity(Severity::Info).from_profile(Profile::Strict);
        }
    }
}
