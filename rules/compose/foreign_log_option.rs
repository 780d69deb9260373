//! Options that a log driver does not know, or reads as something else.

use crate::knowledge::log_drivers;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{LogGrowth, Stack};
use crate::syntax::compose::ast::{Pair, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "foreign-log-option",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("foreign_log_option.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(logging) = &service.logging else { return };
    if let Some(driver) = stack.log_driver_of(service).filter(|driver| driver.is_known()) {
        for option in &logging.options {
            if log_drivers::takes(&driver.value, &option.name.value) == Some(false) {
                let message = format!("the log driver `{}` has no option `{}`", driver.value, option.name.value);
                let help = match log_drivers::owner(&option.name.value) {
                    Some(owner) => {
                        format!("it is an option of `{owner}`; with this driver Docker refuses to make the container")
                    }
                    None => "Docker refuses to make the container: remove it, or mend its name".to_owned(),
                };
                checker.report_at(option.name.place, message).label_at(driver.place, "asks for this driver").help(help);
            }
        }
    }
    let is_file = matches!(stack.log_growth_of(service), LogGrowth::Bounded);
    if let Some(size) =
        Pair::find(&logging.options, "max-size").and_then(|pair| pair.value.as_ref()).filter(|_| is_file)
    {
        let bytes = size.value.parse::<u64>().ok().filter(|bytes| size.is_known() && *bytes < FEWEST);
        if let Some(bytes) = bytes {
            checker
                .report_at(size.place, format!("`{bytes}` means {bytes} bytes: less than one line"))
                .help(format!("say the unit:\nmax-size: {bytes}m"));
        }
    }
}

/// What nobody means as bytes.
const FEWEST: u64 = 10_000;
