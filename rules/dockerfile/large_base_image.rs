//! Full images of languages under programs that need a small part of them.

use crate::knowledge::images::{Image, lookup};
use crate::knowledge::programs::{is_build_package, is_shell};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::requirements::is_source;
use crate::model::{Base, Build, Command, EntryScript, Interpreter, Origin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Escape, Kind};

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
    let steps = build.image_steps(target);
    // What is put off is run in images that others build.
    let is_put_off = |step: &&Step| matches!(build.instruction(step).map(|it| &it.kind), Some(Kind::OnBuild(_)));
    if steps.iter().any(is_put_off) || is_windows(build, &steps, checker) {
        return;
    }
    let is_missing = |name: &str| image.has_tool(name) == Some(true) && smaller.has_tool(name) != Some(true);
    let mut commands = steps.iter().flat_map(|step| build.commands_of(step));
    if commands.any(|command| needs_more(command, &is_missing)) {
        return;
    }
    let Some(is_read) = what_is_copied(build, target, &is_missing) else { return };
    let finding = checker
        .report(base.span, format!("`{}` brings compilers and headers that the image does not seem to use", base.value))
        .help(format!(
            "start from {}:{slim}; where a package has to be compiled, do it in a stage on top of {}",
            base.value.name(),
            base.value
        ));
    if !is_read {
        finding.from_profile(Profile::Strict);
    }
}

/// Whether something says that the image is one for Windows, of which there is no smaller one.
fn is_windows(build: &Build, steps: &[&Step], checker: &Checker<'_>) -> bool {
    let is_path = |word: &Word| word.raw.get(1..2) == Some(":") || word.raw.contains("\\\\");
    let names_path = |step: &&Step| match build.instruction(step).map(|it| &it.kind) {
        Some(Kind::Workdir(Some(word))) => is_path(word),
        Some(Kind::Copy(transfer) | Kind::Add(transfer)) => transfer.destination.as_ref().is_some_and(is_path),
        _ => false,
    };
    let mut names = checker.file().source.name().rsplit(['/', '\\']).take(3);
    build.dockerfile.escape == Escape::Backtick
        || steps.iter().any(|step| matches!(step.interpreter, Interpreter::Cmd | Interpreter::PowerShell))
        || steps.iter().any(names_path)
        || names.any(|name| name.split(['-', '_', '.']).any(|word| word.eq_ignore_ascii_case("windows")))
}

/// Whether all that is copied and tells what the image needs could be read; `None` where some of it needs more.
fn what_is_copied(build: &Build, target: &Stage, is_missing: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut is_read = true;
    for list in build.requirement_lists() {
        match list.needs_tools() {
            Some(true) => return None,
            Some(false) => {}
            None => is_read = false,
        }
    }
    for install in build.lineage(target).flat_map(|stage| build.dependency_installs(stage)) {
        match build.manifest_text(&install) {
            Some(text) if ["git+", "github:", ".git\"", "node-gyp"].iter().any(|mark| text.contains(mark)) => {
                return None;
            }
            Some(_) => {}
            None => is_read = false,
        }
    }
    let mut scripts = build.scripts_of(target).peekable();
    if scripts.peek().is_none() {
        return Some(is_read && !build.start_commands(target).into_iter().any(starts_script));
    }
    let mut words = scripts.flat_map(EntryScript::words);
    (!words.any(is_missing)).then_some(is_read)
}

/// Whether a script for the shell is started, which may call anything.
fn starts_script(command: &Command) -> bool {
    let is_script = |path: &str| path.ends_with(".sh") || path.contains("entrypoint");
    is_script(&command.program_path)
        || command.args.iter().any(|word| is_script(&word.raw))
        || is_shell(&command.program.value) && command.args.first().is_some_and(|word| !word.raw.starts_with('-'))
}

/// Whether it is the largest of its kind.
fn is_full(image: &Image<'_>) -> bool {
    let is_small = |tag: &str| ["slim", "alpine", "windows", "nano", "onbuild"].iter().any(|word| tag.contains(word));
    FULL_IMAGES.contains(&image.repository) && !image.tag.is_some_and(is_small)
}

/// Whether a command runs a program that only the full image has, or compiles packages.
fn needs_more(command: &Command, is_missing: &dyn Fn(&str) -> bool) -> bool {
    let fetches = || command.args.iter().any(|word| word.raw.contains("git+") || word.raw.ends_with(".git"));
    // tar calls the program for it.
    let is_packed = |word: &Word| word.raw.contains(".tar.xz") || word.raw.contains(".tar.bz2");
    let compiles = |order: &Order<'_>| match order.manager {
        // Most of their packages come as sources.
        Manager::Gem | Manager::Cargo | Manager::Go => true,
        Manager::Pip => order.operands.iter().any(|word| is_source(&word.known_prefix())),
        manager => manager.is_of_system() && order.package_names().any(|name| is_build_package(&name)),
    };
    // Who gets a prompt may look for anything.
    let is_prompt =
        command.form.instruction != Origin::Run && is_shell(&command.program.value) && command.args.is_empty();
    is_prompt
        || is_missing(&command.program.value)
        || command.is_any(&["cpanm", "cpan", "carton"])
        || command.is_any(&["tar"]) && (command.args.iter().any(is_packed) || command.has_flag(&["J", "j"]))
        || command.order().is_some_and(|order| order.action == Action::Install && (compiles(&order) || fetches()))
}
