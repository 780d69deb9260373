//! What the image's own shell cannot do.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unportable-shell",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC1058", "SC1065", "SC1070", "SC1074", "SC1140", "SC1141", "SC2082", "SC2112", "SC2113", "SC2127", "SC2172",
        "SC2240", "SC2296", "SC2298", "SC2300", "SC2301", "SC3001", "SC3002", "SC3003", "SC3004", "SC3005", "SC3006",
        "SC3007", "SC3008", "SC3009", "SC3010", "SC3011", "SC3012", "SC3014", "SC3015", "SC3016", "SC3017", "SC3018",
        "SC3020", "SC3021", "SC3022", "SC3024", "SC3026", "SC3030", "SC3032", "SC3033", "SC3034", "SC3037", "SC3040",
        "SC3041", "SC3042", "SC3043", "SC3044", "SC3045", "SC3046", "SC3047", "SC3048", "SC3050", "SC3051", "SC3052",
        "SC3053", "SC3054", "SC3055", "SC3057", "SC3058", "SC3059", "SC3060", "SC3061", "SC3062", "SC3065", "SC3067",
        "SC3073", "SC3079", "SC3083",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("unportable_shell.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}
