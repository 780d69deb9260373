//! Services that build a Dockerfile in another folder than the one it is written for.

use std::path::Path;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::clean;
use crate::model::{Container, SourcesAbove};

/// The rule.
pub static RULE: Rule = Rule {
    name: "misplaced-context",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("misplaced_context.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let (Some(build), Some(context)) = (container.build(), container.context()) else { return };
    let Some(section) = service.build.as_ref() else { return };
    let Some(above) = build.sources_above(context) else { return };
    let written = section.context.as_ref();
    let Some(place) = written.map(|written| written.place).or_else(|| service.key("build")) else { return };
    let (folder, shown) = above.folders(context);
    let file = container.dockerfile().filter(|file| file.embedding.is_none());
    let name = file.map_or("dockerfile_inline", |file| file.source.name());
    let message = format!("what `{name}` copies lies in `{folder}`, not in the context `{shown}`");
    let value = written.map_or(".", |written| written.value.as_str());
    let finding = checker.report_at(place, message).help(help(container, &above, value, &folder));
    if let Some(place) = container.place(above.first.span) {
        finding.label_at(place, "is not in the context");
    }
}

/// The lines to write.
fn help(container: &Container<'_>, above: &SourcesAbove, written: &str, folder: &str) -> String {
    let context = clean(&Path::new(written).join(above.way));
    let context = if context.as_os_str().is_empty() { ".".into() } else { context.to_string_lossy() };
    let folder = if folder == "." { "" } else { folder };
    let file = container.dockerfile().filter(|file| file.embedding.is_none()).map(|file| Path::new(file.source.name()));
    let dockerfile = match file.and_then(|file| file.strip_prefix(folder).ok()) {
        Some(path) => format!("\n  dockerfile: {}", path.display()),
        None => String::new(),
    };
    format!("build it where they are:\nbuild:\n  context: {context}{dockerfile}")
}
