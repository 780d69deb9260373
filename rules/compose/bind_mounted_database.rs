//! Databases whose files lie in a folder of the machine.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{DataPlace, Stack};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "bind-mounted-database",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("bind_mounted_database.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let DataPlace::Mounted(mount) = stack.data_place_of(service) else { return };
    let Some(path) = mount.host_path().filter(|path| path.is_known()) else { return };
    if !stack.is_database(service)
        || checker.is_for_development(path.place)
        || stack.is_service_for_development(service)
    {
        return;
    }
    let name = &service.name.value;
    checker
        .report_at(path.place, format!("the files of `{name}` lie in a folder of the machine"))
        .help(format!("keep them in a volume, and declare its name at the top of the file:\n- {name}-data:{}\nvolumes:\n  {name}-data:", mount.target.value));
}
