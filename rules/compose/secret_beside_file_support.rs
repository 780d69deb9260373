//! Secrets in variables of images that would read them from a file.

use crate::knowledge::secrets::names_secret;
use crate::lint::compose_help;
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
        checker
            .report_at(
                variable.name.place,
                format!("`{name}` shows in `docker inspect`; the image also reads it from the file in `{file}`"),
            )
            .help(help(service, variable, &file));
    }
}

fn help(service: &Service, variable: &Variable, file: &str) -> String {
    let name = &variable.name.value;
    let secret = name.to_ascii_lowercase();
    let line = compose_help::variable(Some(variable), file, &format!("/run/secrets/{secret}"));
    let (first, from) = match source(variable) {
        Some(source) => (String::new(), format!("environment: {source}")),
        None => {
            let path = format!("./secrets/{secret}");
            (format!("put the whole of the value into `{path}`, and "), format!("file: {path}"))
        }
    };
    let lines = compose_help::secret_file(&service.name.value, &line, &secret, &from);
    format!("{first}in place of `{name}` write\n{lines}")
}

/// The variable of the host that is the whole of its value.
fn source(variable: &Variable) -> Option<&str> {
    let Some(written) = variable.written.as_ref().filter(|_| variable.value.is_some()) else {
        return Some(&variable.name.value);
    };
    let [used] = written.variables.as_slice() else { return None };
    let item = format!("{}=", variable.name.value);
    let text = written.written.strip_prefix(&item).unwrap_or(&written.written);
    let name = text.strip_prefix("${").and_then(|text| text.strip_suffix('}')).or_else(|| text.strip_prefix('$'))?;
    let rest = name.strip_prefix(&used.name)?;
    let is_operator = rest.is_empty() || (text.starts_with("${") && rest.starts_with([':', '?', '-', '+']));
    (is_operator && !rest.contains('}')).then_some(&used.name)
}

/// Whether its value is taken from where Compose runs, and not written in the file.
fn is_handed_over(variable: &Variable) -> bool {
    let Some(value) = &variable.value else { return true };
    match value.provenance {
        Provenance::Unset | Provenance::Environment => true,
        Provenance::Written | Provenance::Default => false,
    }
}
