//! Services without the keys that hold a container back.

use crate::knowledge::images::{self, DefaultUser};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Hardening, Stack, is_root};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unhardened-service",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[
        "CL-0003",
        "CL-0006",
        "CL-0007",
        "27fcc7d6-c49b-46e0-98f1-6c082a6a2750",
        "610e266e-6c12-4bca-9925-1ed0cd29742b",
        "ce76b7d0-9e77-464d-b86f-c5c48e03e22d",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("unhardened_service.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let missing = stack.missing_hardening(service);
    let is_ours = service.provider.is_none()
        && stack.is_whole(service)
        && !stack.is_privileged(service)
        && !stack.runs_windows(service);
    if missing.is_empty() || !is_ours || checker.is_for_development(service.name.place) {
        return;
    }
    let keys: Vec<&str> = missing.iter().map(|hardening| key_of(*hardening)).collect();
    let message = format!("`{}` runs without {}", service.name.value, listed(&keys));
    let parts = missing.iter().map(|hardening| peers_of(*hardening, service).to_vec()).collect();
    let lines: Vec<String> = missing.iter().map(|hardening| lines_for(stack, service, *hardening)).collect();
    let advice = match missing.len() {
        1 => "add it, and test the service:",
        _ => "add them one by one, each with a test of the service:",
    };
    let finding = checker.report_at(service.name.place, message).parts(parts);
    let finding = finding.help(format!("{advice}\n{}", lines.join("\n")));
    // What writes to its own files cannot have the last one, and what ends at once has little use for any.
    if missing == [Hardening::ReadOnly] || !stack.is_long_running(service) {
        finding.from_profile(Profile::Strict);
    }
}

fn key_of(hardening: Hardening) -> &'static str {
    match hardening {
        Hardening::DroppedCapabilities => "`cap_drop: [ALL]`",
        Hardening::NoNewPrivileges => "`no-new-privileges`",
        Hardening::ReadOnly => "`read_only`",
    }
}

/// What other tools call it. To KICS a `security_opt` that is not there is something else than one that does not say it.
fn peers_of(hardening: Hardening, service: &Service) -> &'static [&'static str] {
    match hardening {
        Hardening::DroppedCapabilities => &["CL-0006", "ce76b7d0-9e77-464d-b86f-c5c48e03e22d"],
        Hardening::NoNewPrivileges if service.has("security_opt") => {
            &["CL-0003", "27fcc7d6-c49b-46e0-98f1-6c082a6a2750"]
        }
        Hardening::NoNewPrivileges => &["CL-0003", "610e266e-6c12-4bca-9925-1ed0cd29742b"],
        Hardening::ReadOnly => &["CL-0007"],
    }
}

fn listed(keys: &[&str]) -> String {
    match keys {
        [before, last] => format!("{before} and {last}"),
        [rest @ .., before, last] => format!("{}, {before} and {last}", rest.join(", ")),
        keys => keys.concat(),
    }
}

/// The YAML to paste.
fn lines_for(stack: &Stack, service: &Service, hardening: Hardening) -> String {
    match hardening {
        Hardening::DroppedCapabilities => {
            let needed: String =
                needed_capabilities(stack, service).iter().map(|name| format!("\n  - {name}")).collect();
            let added = if needed.is_empty() { String::new() } else { format!("\ncap_add:{needed}") };
            format!("cap_drop:\n  - ALL{added}")
        }
        Hardening::NoNewPrivileges => "security_opt:\n  - no-new-privileges:true".to_owned(),
        Hardening::ReadOnly => {
            let known = stack.scratch_of(service).map_or(&["/tmp"][..], |scratch| scratch.directories);
            let open = known.iter().filter(|directory| !stack.is_writable_mount(service, directory));
            let items: String = open.map(|directory| format!("\n  - {directory}")).collect();
            let tmpfs = if items.is_empty() { String::new() } else { format!("\ntmpfs:{items}") };
            format!("read_only: true{tmpfs}")
        }
    }
}

/// What an entrypoint needs that gives its files to another user and becomes it.
fn needed_capabilities(stack: &Stack, service: &Service) -> &'static [&'static str] {
    let image = stack.pulled_image_of(service);
    let name = image.as_ref().map(|image| image.name()).unwrap_or_default();
    let facts = images::lookup(&name, image.as_ref().and_then(|image| image.tag())).map(|image| image.facts);
    let is_root = match &service.user {
        Some(user) => is_root(&user.value),
        None => !facts.is_some_and(|facts| matches!(facts.user, DefaultUser::Named { .. })),
    };
    match facts {
        Some(facts) if is_root && facts.drops_privileges => &["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"],
        Some(_) | None => &[],
    }
}
