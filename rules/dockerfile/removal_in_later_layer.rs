//! Files and packages that a later layer removes, though an earlier one keeps them.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::directories::count_outermost;
use crate::model::{Build, Command, Deed, InstalledPackages, PathDeed, Step, Writer, Written, WrittenFiles};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "removal-in-later-layer",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("removal_in_later_layer.md"),
    check: Check::Build(check),
};

/// A removal that comes too late.
struct Removal<'a> {
    command: &'a Command,
    /// What is removed, and where it was written.
    things: Vec<(String, Span)>,
    advice: String,
    is_small: bool,
}

impl Removal<'_> {
    /// Adds a thing; the first one is named, so a large one goes before small ones.
    fn add(&mut self, thing: (String, Span), advice: String, is_small: bool) {
        if self.is_small && !is_small {
            (self.is_small, self.advice) = (false, advice);
            self.things.insert(0, thing);
        } else {
            self.things.push(thing);
        }
    }
}

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(target) = build.target_stage() else { return };
    let mut files = WrittenFiles::default();
    let mut packages = InstalledPackages::default();
    for step in build.image_steps(target) {
        // Another rule speaks of secrets that are removed too late.
        if let Some(copied) = build.copied(step).filter(|copied| !copied.brings_secret()) {
            files.add_copied(step, &copied);
        }
        for removal in
            removed_files(build, step, &mut files).into_iter().chain(removed_packages(build, step, &packages))
        {
            report(&removal, checker);
        }
        packages.add(build, step);
        files.add_build_caches(build, step);
    }
}

/// The commands of a step that remove what an earlier step wrote.
fn removed_files<'a>(build: &'a Build, step: &Step, files: &mut WrittenFiles<'a>) -> Vec<Removal<'a>> {
    let deeds = build.deeds_of(step);
    let mut removals: Vec<Removal<'_>> = Vec::new();
    for (at, deed) in deeds.iter().enumerate() {
        files.add_deed(build, step, deed);
        // `rmdir` removes what is empty: the files went elsewhere.
        if deed.deed != Deed::Remove || deed.command.is_any(&["rmdir"]) {
            continue;
        }
        files.forget_around(&deed.path, step.id);
        let later = deeds.get(at + 1..).unwrap_or_default();
        let found = files.at_or_below(&deed.path).into_iter();
        let found = found.filter(|(path, _)| deed.deep || *path == deed.path || deed.path.contains('*'));
        let found: Vec<(String, Written<'_>)> = found.map(|(path, it)| (path.to_owned(), it.clone())).collect();
        for (path, written) in found {
            files.forget(&path);
            if written.step == step.id || later.iter().any(|other| writes(other, &deed.path)) {
                continue;
            }
            let advice = advice(build, step, &path, &written);
            let thing = (path, written.span());
            match removals.last_mut().filter(|last| last.command.span == deed.command.span) {
                Some(last) => last.add(thing, advice, written.is_small),
                None => removals.push(Removal {
                    command: deed.command,
                    things: vec![thing],
                    advice,
                    is_small: written.is_small,
                }),
            }
        }
    }
    removals
}

/// Whether what was removed is made anew.
fn writes(deed: &PathDeed<'_>, path: &str) -> bool {
    matches!(deed.deed, Deed::Write | Deed::Change) && deed.path.starts_with(path.trim_end_matches('*'))
}

fn removed_packages<'a>(build: &'a Build, step: &Step, packages: &InstalledPackages) -> Option<Removal<'a>> {
    let (command, things) = packages.removed_by(build, step)?;
    let advice = "install, use and remove it in one RUN, or do that work in a stage of its own".to_owned();
    Some(Removal { command, things, advice, is_small: false })
}

/// What to do instead.
fn advice(build: &Build, step: &Step, path: &str, written: &Written<'_>) -> String {
    let Writer::Source(source) = written.writer else {
        return "fetch, use and remove it in one RUN, or do that work in a stage of its own".to_owned();
    };
    let copied = build.step(written.step).and_then(|step| build.copied(step));
    match copied.as_ref().map(|copied| (copied, copied.bind_mount(source))) {
        Some((_, Some(mount))) => {
            let out = match build.changes_mode(written.step, step, path) {
                true if written.is_tree || path.ends_with("sh") => {
                    format!("`{path}` out of `chmod` and `rm`, and start scripts with their shell")
                }
                true => format!("`{path}` out of `chmod` and `rm`"),
                false => format!("`{path}` out of `rm`"),
            };
            let tree =
                if written.is_tree { "; with `,rw` it can write there, and nothing of that is kept" } else { "" };
            format!(
                "instead of copying it, mount it read-only for each RUN that uses it: RUN {mount} ...; leave {out}{tree}"
            )
        }
        Some((copied, None)) if copied.is_from_context() => {
            "do that work in a stage of its own, and copy what it makes: `COPY --from=...`".to_owned()
        }
        Some((_, None)) | None => "fetch, use and remove it in one RUN instead of with ADD".to_owned(),
    }
}

fn report(removal: &Removal<'_>, checker: &mut Checker<'_>) {
    let Some((first, _)) = removal.things.first() else { return };
    let more = count_outermost(removal.things.iter().map(|(path, _)| path.as_str())).saturating_sub(1);
    let others = if more == 0 { " stays".to_owned() } else { format!(" and {more} more stay") };
    let message = format!("`{first}`{others} in the image: a layer cannot remove what one below it holds");
    let mut finding = checker.report(removal.command.span, message).help(removal.advice.as_str());
    for (path, span) in removal.things.iter().take(5) {
        finding = finding.label(*span, format!("this layer keeps `{path}`"));
    }
    if removal.is_small {
        finding.severity(Severity::Info).from_profile(Profile::Strict);
    }
}
