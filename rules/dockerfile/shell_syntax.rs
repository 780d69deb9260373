//! Scripts that a shell cannot read.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "shell-syntax",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC1010", "SC1019", "SC1020", "SC1035", "SC1036", "SC1037", "SC1039", "SC1040", "SC1041", "SC1042", "SC1044",
        "SC1045", "SC1046", "SC1047", "SC1049", "SC1064", "SC1069", "SC1072", "SC1073", "SC1075", "SC1076", "SC1080",
        "SC1088", "SC1089", "SC1101", "SC1105", "SC1114", "SC1115", "SC1118", "SC1126", "SC1127", "SC1128", "SC1132",
        "SC1133", "SC1143", "SC2215", "SC2271", "SC2272", "SC2273", "SC2274", "SC2276", "SC2277", "SC2280", "SC2282",
        "SC2333", "SC2389", "SC2390", "SC2391", "SC2396",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("shell_syntax.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}
