//! Full images of languages under programs that need a small part of them.

use crate::knowledge::images::{Image, lookup};
use crate::knowledge::programs::{is_build_package, is_shell};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Base, Build, Command, Origin};

/// The rule.
pub static RULE: Rule = Rule {
    name: "large-base-image",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("large_base_image.md"),
    check: Check::Build(check),
};

/// Official images of which there is a `-slim` one without compilers, headers and version control.
const FULL_IMAGES: &[&str] = &["node", "perl", "python", "ruby"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(target) = build.target_stage() else { return };
    let Some(image) = build.base_image(target).filter(is_full) else { return };
    let Base::Image(base) = build.root_base(target) else { return };
    let tag = image.tag.filter(|tag| *tag != "latest");
    let slim = tag.map_or("slim".to_owned(), |tag| format!("{tag}-slim"));
    let Some(smaller) = lookup(image.repository, Some(&slim)) else { return };
    // The digest of one image is not that of another.
    if base.value.digest().is_some() || build.is_workshop(target) || build.start(target).step().is_none() {
        return;
    }
    let mut commands = build.image_steps(target).into_iter().flat_map(|step| build.commands_of(step));
    if commands.any(|command| needs_more(command, &image, &smaller)) {
        return;
    }
    checker
        .report(base.span, format!("`{}` brings compilers and headers that the image does not seem to use", base.value))
        .help(format!(
            "start from {}:{slim}; where a package has to be compiled, do it in a stage on top of {}",
            base.value.name(),
            base.value
        ));
}

/// Whether it is the largest of its kind.
fn is_full(image: &Image<'_>) -> bool {
    let is_small = |tag: &str| ["slim", "alpine", "windows", "nano", "onbuild"].iter().any(|word| tag.contains(word));
    FULL_IMAGES.contains(&image.repository) && !image.tag.is_some_and(is_small)
}

/// Whether a command runs a program that only the full image has, or compiles packages.
fn needs_more(command: &Command, image: &Image<'_>, smaller: &Image<'_>) -> bool {
    let is_missing =
        |name: &str| image.has_tool(name) == Some(true) && smaller.has_tool(name).is_none_or(|present| !present);
    let fetches = || command.args.iter().any(|word| word.raw.contains("git+") || word.raw.ends_with(".git"));
    let compiles = |order: &Order<'_>| match order.manager {
        // Most of their packages come as sources.
        Manager::Gem | Manager::Cargo | Manager::Go => true,
        manager => manager.is_of_system() && order.package_names().any(|name| is_build_package(&name)),
    };
    // Who gets a prompt may look for anything.
    let is_prompt =
        command.form.instruction != Origin::Run && is_shell(&command.program.value) && command.args.is_empty();
    is_prompt
        || is_missing(&command.program.value)
        || command.is_any(&["cpanm", "cpan", "carton"])
        || command.order().is_some_and(|order| order.action == Action::Install && (compiles(&order) || fetches()))
}
