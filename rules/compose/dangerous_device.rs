//! Devices that give a container the machine.

use crate::knowledge::machine::{self, DeviceExposure, Reach};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "dangerous-device",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CL-0016"],
    options: &[],
    since: "0.1.0",
    page: include_str!("dangerous_device.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for device in &service.devices {
        let permissions = device.permissions.as_ref().filter(|permissions| permissions.is_known());
        // With `m` alone a node can be made and not opened.
        let opens = permissions.is_none_or(|permissions| permissions.value.contains(['r', 'w', 'W']));
        let source = device.source.value.as_str();
        if let Some(exposure) = machine::device(source).filter(|_| opens && device.source.is_known()) {
            report(device.source.place, source, exposure, checker);
        }
    }
    for rule in service.device_cgroup_rules.iter().filter(|rule| rule.is_known()) {
        if let Some(exposure) = machine::device_rule(&rule.value) {
            report(rule.place, &rule.value, exposure, checker);
        }
    }
}

fn report(place: Place, written: &str, exposure: DeviceExposure, checker: &mut Checker<'_>) {
    let what = exposure.what;
    let finding = checker.report_at(place, format!("`{written}` gives the container {what}"));
    match exposure.reach {
        Reach::Takeover => finding.help("mount what is on it as a volume, or name the one device that is needed"),
        Reach::Secrets | Reach::Details => finding
            .help("leave it out, or name the one device that is needed")
            .severity(Severity::Warning)
            .from_profile(Profile::Production),
    };
}
