//! Files with credentials that a COPY of a folder or a pattern brings along.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::rebuild::{ContextPath, ContextRead};
use crate::model::{ContextUse, FoundSecret, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-file-in-context",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_file_in_context.md"),
    check: Check::Context(check),
};

/// How many files are named.
const MOST_NAMED: usize = 3;

fn check(seen: &ContextUse<'_>, checker: &mut Checker<'_>) {
    let copies = seen.reads().filter(|(step, _)| is_copy(seen, step));
    let copies: Vec<(&Step, ContextRead)> = copies.collect();
    if copies.is_empty() || !seen.is_plausible() {
        return;
    }
    let secrets = seen.secret_files();
    if secrets.is_empty() {
        return;
    }
    for (step, read) in copies {
        let brought: Vec<&FoundSecret> = secrets.iter().filter(|secret| brings(&read, secret)).collect();
        let Some(first) = brought.first() else { continue };
        let is_in_image = seen.build.stage(step.stage).is_some_and(|stage| seen.build.reaches_target(stage));
        let message = match is_in_image {
            true => format!("`{}` brings {} into the image", read.written, named(&brought, first)),
            false => format!("`{}` brings {} into a stage of the build", read.written, named(&brought, first)),
        };
        let lines: Vec<String> = brought.iter().map(|secret| line(&secret.path)).collect();
        let verb = if seen.ignore_file().is_some() { "add to" } else { "write" };
        let help = format!("{verb} `{}`:\n{}", seen.ignore_name(), lines.join("\n"));
        let finding = checker.report(read.span, message).help(help);
        let is_certain = brought.iter().any(|secret| secret.is_certain);
        if !is_in_image || !is_certain {
            finding.severity(Severity::Warning);
        }
    }
}

fn is_copy(seen: &ContextUse<'_>, step: &Step) -> bool {
    let kind = seen.build.instruction(step).map(|instruction| &instruction.kind);
    matches!(kind, Some(Kind::Copy(_) | Kind::Add(_)))
}

/// Whether a source brings a file that it does not name itself.
fn brings(read: &ContextRead, secret: &FoundSecret) -> bool {
    let path = secret.path.trim_end_matches('/');
    let is_named = read.plain_path().is_some_and(|own| own == path);
    !is_named && ContextPath::parse(path).is_some_and(|path| read.sees(&path).unwrap_or(false))
}

fn named(brought: &[&FoundSecret], first: &FoundSecret) -> String {
    if brought.len() == 1 {
        return format!("`{}` ({})", first.path, first.file.kind);
    }
    let names: Vec<String> = brought.iter().take(MOST_NAMED).map(|secret| format!("`{}`", secret.path)).collect();
    match brought.len().saturating_sub(MOST_NAMED) {
        0 => format!("{} with credentials", names.join(", ")),
        more => format!("{} and {more} more with credentials", names.join(", ")),
    }
}

/// The line that excludes a file.
fn line(path: &str) -> String {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    if name.starts_with(".env") { format!("**/{name}") } else { path.trim_end_matches('/').to_owned() }
}
