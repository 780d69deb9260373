//! Builds that reach the machine they run on.

use crate::knowledge::secrets::is_secret_file;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "exposed-build",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("exposed_build.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(build) = &service.build else { return };
    if let Some(network) = build.network.as_ref().filter(|network| network.value == "host" && network.is_known()) {
        checker
            .report_at(network.place, "every `RUN` of the build is on the network of the machine and reaches its local services")
            .help("leave it out: the network of the build reaches the internet, and `build.extra_hosts` names a single machine");
    }
    for pair in &build.ssh {
        let Some(path) = pair.value.as_ref().filter(|path| path.is_known()) else { continue };
        let is_here = !path.value.starts_with(['/', '~', '$']) && !path.value.starts_with("..");
        // A socket of an agent is no key, and neither is what no name says to be one.
        if is_here && !path.value.ends_with(".sock") && is_secret_file(&path.value).is_some() {
            checker
                .report_at(
                    path.place,
                    format!("the private key `{}` lies beside the files that are built and committed", path.value),
                )
                .help("keep it out of the project: `ssh: [default]` lends the build the keys of your agent");
        }
    }
}
