//! Folders of the machine that are mounted over what the build of an image made.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::containers::{HiddenKind, HiddenPath};
use crate::syntax::compose::Provenance;
use crate::syntax::compose::ast::{CommandLine, Mount};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mount-over-build",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("mount_over_build.md"),
    check: Check::Container(check),
};

/// Words of commands that make again what is hidden.
const MAKERS: &[&str] = &["install", "npm ci", "bundle", "yarn &&"];

/// Words of commands that are there to write into the folder.
const WRITERS: &[&str] = &["build", "compile", "generate", "make", "tsc", "watch"];

/// What to do.
const INSTEAD: &str = "leave the mount to a `compose.override.yaml` that is not deployed";

/// What to do where nothing but the mount brings the program.
const LACKING: &str = "let the Dockerfile copy the program, which the image lacks without the mount";

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    let Some((build, stage)) = container.stage() else { return };
    if stack.is_service_for_development(service) || build.is_said_to_be_for_development(stage) {
        return;
    }
    let lines = || [&service.entrypoint, &service.command].into_iter().flatten().flat_map(CommandLine::texts);
    let says = |words: &[&str]| lines().any(|text| words.iter().any(|word| text.contains(word)));
    let is_written =
        |mount: &&Mount| mount.source.as_ref().is_some_and(|source| source.provenance == Provenance::Written);
    for mount in service.volumes.iter().filter(is_written) {
        let is_to_develop = checker.is_for_development(mount.place) || checker.is_for_development(service.name.place);
        if is_to_develop || says(WRITERS) {
            continue;
        }
        let hidden = container.hidden_paths(mount);
        let product = hidden.iter().find(|hidden| hidden.kind == HiddenKind::Product).filter(|_| !says(MAKERS));
        // What is copied last is most of it.
        let sources = hidden.iter().rfind(|hidden| hidden.kind == HiddenKind::Sources);
        let sources = sources.filter(|_| !container.lacks_program_without(mount));
        match (product, sources) {
            (Some(product), _) => report_product(container, mount, product, checker),
            (None, Some(sources)) => report_sources(container, mount, sources, checker),
            (None, None) => {}
        }
    }
}

fn report_product(container: &Container<'_>, mount: &Mount, product: &HiddenPath, checker: &mut Checker<'_>) {
    let path = &product.path;
    let is_of_dependencies = ["/node_modules", "/vendor"].iter().any(|end| path.ends_with(end));
    let folder = mount.source.as_ref().map(|source| source.value.as_str()).unwrap_or_default();
    let finding = checker
        .report_at(
            mount.target.place,
            format!("this mount hides `{path}`, which the build made and `{folder}` may lack"),
        )
        .help(match (container.lacks_program_without(mount), is_of_dependencies) {
            (true, true) => {
                format!("{LACKING}, or mount a volume of its own over what it has:\nvolumes:\n  - {path}")
            }
            (true, false) => LACKING.to_owned(),
            (false, true) => {
                format!("{INSTEAD}, or mount a volume of its own over what the image has:\nvolumes:\n  - {path}")
            }
            (false, false) => INSTEAD.to_owned(),
        });
    if let Some(place) = container.place(product.span) {
        finding.label_at(place, "made here, and not seen by the service");
    }
}

fn report_sources(container: &Container<'_>, mount: &Mount, sources: &HiddenPath, checker: &mut Checker<'_>) {
    let folder = mount.source.as_ref().map(|source| source.value.as_str()).unwrap_or_default();
    let finding = checker
        .report_at(mount.target.place, format!("the service runs what is in `{folder}`, not what was built"))
        .help(INSTEAD);
    if let Some(place) = container.place(sources.span) {
        finding.label_at(place, "the image has a copy of it");
    }
}
