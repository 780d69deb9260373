//! Folders and files of the machine that a container should not see.

use crate::knowledge::machine::{self, Reach};
use crate::knowledge::services::ServiceKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{HostPath, Stack};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "sensitive-host-path",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CL-0013", "CL-0025", "1c1325ff-831d-43a1-973e-839ae57dfcc0"],
    options: &[],
    since: "0.1.0",
    page: include_str!("sensitive_host_path.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let is_agent = stack.known_service(service).is_some_and(|known| known.kind == ServiceKind::MonitoringAgent);
    for path in stack.host_paths(service) {
        report(&path, is_agent || is_for_agent(&path), checker);
    }
}

fn report(path: &HostPath<'_>, is_agent: bool, checker: &mut Checker<'_>) {
    let Some(exposure) = machine::exposure(&path.path, path.is_read_only) else { return };
    let (shown, what) = (&path.path, exposure.what);
    let message = match path.is_read_only {
        true => format!("`{shown}` shows the container {what}"),
        false => format!("`{shown}` lets the container change {what}"),
    };
    let finding = checker.report_at(path.place, message);
    let read_only = (!path.is_read_only).then(|| machine::exposure(&path.path, true).map(|exposure| exposure.reach));
    let is_better_read_only = read_only.is_some_and(|reach| reach < Some(exposure.reach));
    let help = match exposure.instead {
        Some(instead) => format!("leave it out: {instead}"),
        None if is_agent && path.is_read_only => {
            "what watches a machine has to see it: mount no more than it asks for, and publish none of its ports"
                .to_owned()
        }
        None if is_better_read_only => "leave it out; where the container only reads it, add `:ro`".to_owned(),
        None => "leave it out, or mount the one file of it that is needed, with `:ro`".to_owned(),
    };
    let finding = finding.help(help).aliases(&aliases(path, exposure.reach));
    match exposure.reach {
        Reach::Takeover => finding,
        Reach::Secrets if !(is_agent && path.is_read_only) => {
            finding.severity(Severity::Warning).from_profile(Profile::Production)
        }
        Reach::Secrets | Reach::Details => finding.severity(Severity::Info).from_profile(Profile::Strict),
    };
}

/// Whether a path is mounted where those look for it who watch a machine from a container: `/host/proc`.
fn is_for_agent(path: &HostPath<'_>) -> bool {
    let target = path.mount.target.value.as_str();
    ["/host/", "/hostfs", "/rootfs", "/hostroot"].iter().any(|start| target.starts_with(start))
}

/// What other tools call the finding: compose-lint has two names for the two ways of mounting.
fn aliases(path: &HostPath<'_>, reach: Reach) -> Vec<&'static str> {
    let own = match reach {
        Reach::Takeover if !path.is_read_only => "CL-0025",
        Reach::Takeover | Reach::Secrets | Reach::Details => "CL-0013",
    };
    let is_known_to_kics = KNOWN_TO_KICS.iter().any(|start| path.path.starts_with(start));
    [own].into_iter().chain(is_known_to_kics.then_some("1c1325ff-831d-43a1-973e-839ae57dfcc0")).collect()
}

/// How the paths start that KICS takes for sensitive.
const KNOWN_TO_KICS: &[&str] = &[
    "/bin", "/sbin", "/boot", "/dev", "/etc", "/home", "/lib", "/media", "/proc", "/root", "/run", "/srv", "/usr",
    "/var", "/sys",
];
