//! Secrets in variables of images that would read them from a file.

use crate::knowledge::secrets::names_secret;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::Provenance;
use crate::syntax::compose::ast::Service;
use crate::syntax::compose::ast::Variable;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-beside-file-support",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_beside_file_support.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(known) = stack.known_service(service) else { return };
    for variable in service.environment.iter().filter(|variable| is_handed_over(variable)) {
        let name = variable.name.value.as_str();
        let Some(file) = known.file_variable(name).filter(|_| names_secret(name)) else { continue };
        let secret = name.to_ascii_lowercase();
        checker
            .report_at(variable.name.place, format!("`{name}` shows in `docker inspect`; the image also reads it from the file in `{file}`"))
            .help(format!(
                "write `{file}: /run/secrets/{secret}` and `secrets: [{secret}]` here, and at the top `secrets: {{{secret}: {{environment: {name}}}}}`"
            ));
    }
}

/// Whether its value is taken from where Compose runs, and not written in the file.
fn is_handed_over(variable: &Variable) -> bool {
    let Some(value) = &variable.value else { return true };
    match value.provenance {
        Provenance::Unset | Provenance::Environment => true,
        Provenance::Written | Provenance::Default => false,
    }
}
