//! Chooses fixes, applies them, proves them, and repeats until nothing is left to mend.
//!
//! Nothing is written here. A fix that would break the file is dropped and told as a bug of its rule.
//! Rules never see each other's fixes; which of two that touch goes first is decided by place alone.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::diagnostic::{Checked, Diagnostic};
use super::engine;
use super::prove::{prove, prove_stack};
use super::rule::{Check, Safety};
use super::settings::Settings;
use crate::model::containers::ServiceUse;
use crate::model::stack::{EditedFiles, LoadOptions, ProjectFiles};
use crate::model::{BuildContext, FileId, IgnoreRequest, Project, SharedContext};
use crate::text::{Edit, EditSet, Source};

/// How often a project is looked at again. Fixes that need more feed on each other.
const MOST_PASSES: usize = 10;

/// How many rules may be left out because their fixes never end.
const MOST_RESTLESS: usize = 20;

/// What fixing a project came to.
#[derive(Debug)]
pub struct Fixed {
    /// The project after the last fix, with what is still found in it.
    pub checked: Checked,
    /// The files that changed.
    pub files: Vec<FixedFile>,
    /// Fixes that were not applied because they would have broken the file: our bugs, by rule.
    pub refused: Vec<Refused>,
}

/// A file that fixes changed.
#[derive(Debug)]
pub struct FixedFile {
    /// Its place in the project.
    pub file: FileId,
    /// As it was read.
    pub before: Source,
    /// As it is to be written.
    pub after: Vec<u8>,
    /// How often each rule's fix was applied, in the order of their names.
    pub applied: Vec<(&'static str, usize)>,
}

/// A fix that was not applied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// The rule that offered it.
    pub rule: &'static str,
    /// The file it was for.
    pub file: FileId,
    /// What it would have broken, as a clause.
    pub reason: String,
}

/// Mends Dockerfiles in memory; nothing is written.
pub fn fix(project: Project, settings: &Settings, level: Safety, context: &dyn BuildContext) -> Fixed {
    fix_with(project, settings, level, &|sources| Project::of_dockerfiles(sources, context))
}

/// Mends a Dockerfile in memory that services build; nothing is written.
pub fn fix_dockerfile(
    project: Project,
    settings: &Settings,
    level: Safety,
    (uses, context): (&Arc<[ServiceUse]>, &SharedContext),
) -> Fixed {
    fix_with(project, settings, level, &|sources| match sources.into_iter().next() {
        Some(source) => Project::of_dockerfile(source, uses, context),
        None => Project::of_dockerfiles(Vec::new(), context.as_ref()),
    })
}

/// Mends an ignore file in memory; nothing is written.
pub fn fix_ignore_file(
    project: Project,
    settings: &Settings,
    level: Safety,
    (request, files): (&IgnoreRequest, &dyn ProjectFiles),
) -> Fixed {
    fix_with(project, settings, level, &|sources| Project::of_ignore_file(request, &EditedFiles::new(files, sources)))
}

/// Mends a Compose project in memory, given what it was loaded from; nothing is written.
pub fn fix_compose(
    project: Project,
    settings: &Settings,
    level: Safety,
    (paths, files, options): (&[PathBuf], &dyn ProjectFiles, &LoadOptions),
) -> Fixed {
    fix_with(project, settings, level, &|sources| {
        Project::of_compose(paths, &EditedFiles::new(files, sources), options)
    })
}

/// Makes a project of the edited texts of its files.
type Remake<'a> = dyn Fn(Vec<Source>) -> Project + 'a;

fn fix_with(project: Project, settings: &Settings, level: Safety, remake: &Remake<'_>) -> Fixed {
    let originals: Vec<Source> = project.files.iter().map(|file| file.source.clone()).collect();
    let mut project = project;
    let mut restless: Vec<Refused> = Vec::new();
    loop {
        let mut rounds = Loop {
            checked: engine::run(project, settings),
            settings,
            level,
            remake,
            applied: BTreeMap::new(),
            refused: Vec::new(),
            dropped: HashSet::new(),
            restless: restless.iter().map(|refused| (refused.rule, refused.file)).collect(),
            seen: HashSet::from([originals.iter().map(|source| source.bytes().to_vec()).collect()]),
        };
        let found = if (0..MOST_PASSES).all(|_| rounds.pass()) { rounds.restless() } else { Vec::new() };
        // Whose fixes never end gets none: from the start again, without them. Each time there are fewer.
        if found.is_empty() || restless.len() >= MOST_RESTLESS {
            rounds.refused.extend(restless);
            return rounds.finish(originals);
        }
        restless.extend(found);
        project = remake(originals.clone());
    }
}

/// The bytes of every file of a project.
type Texts = Vec<Vec<u8>>;

struct Loop<'a> {
    checked: Checked,
    settings: &'a Settings,
    level: Safety,
    remake: &'a Remake<'a>,
    applied: BTreeMap<(FileId, &'static str), usize>,
    refused: Vec<Refused>,
    /// Fixes that were refused, so that they are not tried again.
    dropped: HashSet<(&'static str, FileId, String)>,
    /// Rules whose fixes never end in a file.
    restless: HashSet<(&'static str, FileId)>,
    /// Every text there was, to notice fixes that undo each other.
    seen: HashSet<Texts>,
}

/// A fix that was chosen.
struct Choice {
    rule: &'static str,
    file: FileId,
    message: String,
    edits: EditSet,
}

/// The edits that were chosen, to notice what touches them.
#[derive(Default)]
struct Taken {
    sets: BTreeSet<(FileId, EditSet)>,
    /// Where each edit starts, and where it ends. No two touch.
    places: BTreeMap<(FileId, u32), u32>,
}

impl Taken {
    /// Takes a set of edits, unless one of them touches an edit of another set; an equal set is welcome.
    fn take(&mut self, file: FileId, edits: &EditSet) -> bool {
        let set = (file, edits.clone());
        if self.sets.contains(&set) {
            return true;
        }
        let touches = |edit: &Edit| {
            let before = self.places.range((file, 0)..=(file, edit.span.end)).next_back();
            before.is_some_and(|(_, end)| *end >= edit.span.start)
        };
        if edits.edits().iter().any(touches) {
            return false;
        }
        self.places.extend(edits.edits().iter().map(|edit| ((file, edit.span.start), edit.span.end)));
        self.sets.insert(set)
    }
}

impl Loop<'_> {
    /// One round of choosing, applying and proving; whether anything changed.
    fn pass(&mut self) -> bool {
        let mut choices = self.choose();
        if choices.is_empty() {
            return false;
        }
        let mut project = self.apply(&choices);
        if self.first_failure(&project, &choices).is_some() {
            choices = self.proven(choices);
            project = self.apply(&choices);
            // Each is right alone but not together: the first alone now, the others in the next pass.
            if self.first_failure(&project, &choices).is_some() {
                choices.truncate(1);
                project = self.apply(&choices);
            }
        }
        if choices.is_empty() {
            return false;
        }
        let texts: Texts = project.files.iter().map(|file| file.source.bytes().to_vec()).collect();
        if !self.seen.insert(texts) {
            let reason = "it undoes what another fix does";
            self.refused.extend(choices.into_iter().map(|choice| Refused {
                rule: choice.rule,
                file: choice.file,
                reason: reason.to_owned(),
            }));
            return false;
        }
        for choice in &choices {
            *self.applied.entry((choice.file, choice.rule)).or_default() += 1;
        }
        self.checked = engine::run(project, self.settings);
        true
    }

    /// The fixes of the allowed level, in the order of their places, without any that touches an earlier.
    fn choose(&self) -> Vec<Choice> {
        let fixable = |diagnostic: &Diagnostic| {
            let fix = diagnostic.fix.as_ref().filter(|fix| fix.safety <= self.level)?;
            let key = (diagnostic.rule.name, diagnostic.file, diagnostic.message.clone());
            let is_restless = self.restless.contains(&(diagnostic.rule.name, diagnostic.file));
            // What a comment does where the file is looked at for itself is not known here.
            let is_of_neighbour = self.checked.project.file(diagnostic.file).is_some_and(|file| file.is_neighbour);
            let is_open = is_of_neighbour && matches!(diagnostic.rule.check, Check::Suppression(_));
            (!is_open && !is_restless && !self.dropped.contains(&key)).then(|| Choice {
                rule: diagnostic.rule.name,
                file: diagnostic.file,
                message: diagnostic.message.clone(),
                edits: fix.edits.clone(),
            })
        };
        let mut candidates: Vec<Choice> = self.checked.diagnostics.iter().filter_map(fixable).collect();
        candidates.sort_by(|a, b| (a.file, &a.edits).cmp(&(b.file, &b.edits)));
        let mut taken = Taken::default();
        candidates.retain(|candidate| taken.take(candidate.file, &candidate.edits));
        candidates
    }

    /// The project with the choices applied, parsed anew.
    fn apply(&self, choices: &[Choice]) -> Project {
        let sources = self.checked.project.files.iter().map(|file| {
            let edits = choices.iter().filter(|choice| choice.file == file.id).flat_map(|choice| choice.edits.edits());
            match EditSet::new(file.source.text(), edits.cloned().collect()) {
                Ok(edits) => Source::new(file.source.name(), edits.apply(&file.source)),
                Err(_) => file.source.clone(),
            }
        });
        (self.remake)(sources.collect())
    }

    /// What the choices break, where they break something.
    fn first_failure(&self, after: &Project, choices: &[Choice]) -> Option<String> {
        if let Err(reason) = prove_stack(&self.checked.project, after) {
            return Some(reason);
        }
        self.checked.project.files.iter().zip(&after.files).find_map(|(old, new)| {
            let edits = choices.iter().filter(|choice| choice.file == old.id).flat_map(|choice| choice.edits.edits());
            let edits = EditSet::new(old.source.text(), edits.cloned().collect()).ok()?;
            let build = |project: &Project| project.builds.iter().position(|build| build.file == old.id);
            let old_build = build(&self.checked.project).and_then(|at| self.checked.project.builds.get(at));
            let new_build = build(after).and_then(|at| after.builds.get(at));
            prove((old, old_build), (new, new_build), &edits).err()
        })
    }

    /// The choices that break nothing; the others are dropped for good. Halves what breaks something until
    /// each culprit stands alone, so that one among many costs few looks.
    fn proven(&mut self, mut choices: Vec<Choice>) -> Vec<Choice> {
        let Some(reason) = self.first_failure(&self.apply(&choices), &choices) else { return choices };
        if choices.len() > 1 {
            let rest = choices.split_off(choices.len() / 2);
            let mut proven = self.proven(choices);
            proven.extend(self.proven(rest));
            return proven;
        }
        for Choice { rule, file, message, .. } in choices {
            self.dropped.insert((rule, file, message));
            self.refused.push(Refused { rule, file, reason: reason.clone() });
        }
        Vec::new()
    }

    /// Of the rules whose fixes are still on offer after the last pass, the one that was applied most often in each
    /// file; the others may only have waited for it.
    fn restless(&self) -> Vec<Refused> {
        let mut most: BTreeMap<FileId, (usize, &'static str)> = BTreeMap::new();
        for choice in self.choose() {
            let count = self.applied.get(&(choice.file, choice.rule)).copied().unwrap_or_default();
            let known = most.entry(choice.file).or_insert((count, choice.rule));
            *known = (*known).max((count, choice.rule));
        }
        let reason = "it offers a fix again after each of its fixes";
        let name = |(file, (_, rule))| Refused { rule, file, reason: reason.to_owned() };
        most.into_iter().map(name).collect()
    }

    fn finish(self, originals: Vec<Source>) -> Fixed {
        let files = originals.into_iter().zip(&self.checked.project.files).filter_map(|(before, file)| {
            let after = file.source.bytes().to_vec();
            if before.bytes() == after {
                return None;
            }
            let of_file = self.applied.iter().filter(|((id, _), _)| *id == file.id);
            let applied = of_file.map(|((_, rule), count)| (*rule, *count)).collect();
            Some(FixedFile { file: file.id, before, after, applied })
        });
        let files = files.collect();
        Fixed { files, checked: self.checked, refused: self.refused }
    }
}
