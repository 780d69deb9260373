//! From paths to a merged project.
//!
//! Goes the way of Docker Compose: each document of each file is read, its variables replaced, its services extended,
//! what it includes put beneath it, and the whole merged onto what came before, checked and brought to its long forms;
//! then the project is completed. Every file is read once, and what a few small files can blow up to is bounded. Start
//! with [`load`].

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::paths::{clean, directory_of, shown};
use super::told::{self, Told, UnsetVariable};
use super::{Dropped, FileError, LoadOptions, ProjectFiles, Stack, StackGap};
use super::{
    companions, consistency, dropped, env_files, forerunners, inventory, missing_sources, normalise, profiles, resets,
    templates, validation,
};
use crate::model::{File, FileKind};
use crate::syntax::compose::environment::Environment;
use crate::syntax::compose::lower::{from_yaml, lower};
use crate::syntax::compose::{
    ComposeProblem, ComposeProblemKind, Mapping, Provenance, Value, ValueKind, canonical, dotenv, interpolate, merge,
    schema,
};
use crate::syntax::{Parsed, ProblemKind, yaml};
use crate::text::{FileId, Place, Source, Span};

/// How many documents are merged and checked one by one; more are checked all together at the end.
const MOST_DOCUMENTS: usize = 32;
/// How many files may be included or extended; a project that asks for more is not looked through.
const MOST_LOADS: usize = 1_000;
/// How many values may be copied from services that are extended, and from files that are asked for again.
const MOST_COPIES: usize = 300_000;

/// Reads the files at these paths, which are merged in this order, and whatever they ask for.
pub fn load(paths: &[PathBuf], files: &dyn ProjectFiles, options: &LoadOptions) -> (Vec<File>, Stack) {
    let (read, stack) = load_alone(paths, files, options);
    let companion = match paths {
        [path] => companions::find(path, &stack, files, options),
        _ => None,
    };
    (read, Stack { companion, ..stack })
}

/// The same, without a look at what else there is.
pub(super) fn load_alone(paths: &[PathBuf], files: &dyn ProjectFiles, options: &LoadOptions) -> (Vec<File>, Stack) {
    let mut loader = Loader::new(files);
    let directory = paths.first().map(|path| directory_of(path)).unwrap_or_default();
    let mut context = Context { directory, environment: Environment::new(), chain: Vec::new() };
    let documents = loader.open_all(paths);
    let main = loader.files.first().map_or(FileId(0), |file| file.id);
    let start = Place::new(main, Span::at(0));
    for (name, value) in &options.environment {
        context.environment.set(name, value, Provenance::Environment);
    }
    if options.reads_environment_file {
        loader.read_environment(&context.directory.join(".env"), &mut context.environment);
    }
    let name = super::naming::name(paths, &documents, options, &mut context.environment, &mut loader.problems);
    loader.forget(&documents);
    let mut value = loader.merge_all(documents, &context);
    loader.complete(&mut value, name, start, &context, options);
    let inventory = match options.reads_environment_file {
        true => inventory::find(&mut loader, &value, &context.directory),
        false => super::Inventory::default(),
    };
    let inventory = inventory.with_taken(std::mem::take(&mut loader.taken));
    let read_instead = paths.first().and_then(|path| super::names::read_instead_of(path, files));
    let (files, stack) = loader.finish(main, value, &context.directory);
    (files, Stack { read_instead, inventory, ..stack })
}

/// What one project is read in: the whole, or one that it includes.
pub(super) struct Context {
    /// The folder that relative paths of it start from.
    pub directory: PathBuf,
    /// What variables stand for.
    pub environment: Environment,
    /// The files that are being included, outermost first, each without detours.
    pub chain: Vec<PathBuf>,
}

/// The documents of a file, with the way to it.
pub(super) struct Opened {
    /// Without detours.
    pub path: PathBuf,
    /// In order.
    pub documents: Arc<Vec<Value>>,
}

/// What is gathered while files are read.
pub(super) struct Loader<'a> {
    /// The way to the files.
    pub disk: &'a dyn ProjectFiles,
    /// Every file so far.
    pub files: Vec<File>,
    /// What each path came to.
    opened: HashMap<PathBuf, Result<Arc<Vec<Value>>, FileError>>,
    /// What each file that sets variables of services came to.
    settings: HashMap<PathBuf, Result<Arc<Vec<dotenv::EnvironmentEntry>>, FileError>>,
    /// What keeps it from being loaded.
    pub problems: Vec<ComposeProblem>,
    /// What could not be looked at.
    pub gaps: Vec<StackGap>,
    /// Variables that nothing sets.
    unset: Vec<UnsetVariable>,
    /// Variables that the files of the project itself take.
    taken: Vec<inventory::TakenVariable>,
    /// Whether a file is no YAML: what is missing then may stand in the part that could not be read.
    is_broken: bool,
    /// Whether something that may declare anything could not be read.
    pub is_open: bool,
    /// Services that extend something that could not be read.
    pub open_services: HashSet<String>,
    /// What services of one file drop by themselves.
    dropped: Vec<Dropped>,
    /// How many more files may be included or extended.
    pub loads: usize,
    /// How many more values may be copied.
    pub copies: usize,
}

impl<'a> Loader<'a> {
    fn new(disk: &'a dyn ProjectFiles) -> Self {
        Self {
            disk,
            files: Vec::new(),
            opened: HashMap::new(),
            settings: HashMap::new(),
            problems: Vec::new(),
            gaps: Vec::new(),
            unset: Vec::new(),
            taken: Vec::new(),
            is_broken: false,
            is_open: false,
            open_services: HashSet::new(),
            dropped: Vec::new(),
            loads: MOST_LOADS,
            copies: MOST_COPIES,
        }
    }

    /// Reports a problem.
    pub fn report(&mut self, problem: ComposeProblem) {
        self.problems.push(problem);
    }

    /// Remembers that something could not be looked at.
    pub fn gap(&mut self, place: Place, what: impl Into<String>, reason: impl Into<String>) {
        self.gaps.push(StackGap { place, what: what.into(), reason: reason.into() });
    }

    /// Reads the files of a project; what cannot be read leaves a gap.
    fn open_all(&mut self, paths: &[PathBuf]) -> Vec<Opened> {
        let mut opened = Vec::new();
        for path in paths {
            match self.open(path) {
                Ok(documents) => opened.push(documents),
                Err(error) => {
                    self.is_open = true;
                    self.gap(Place::default(), shown(path), reason(error));
                }
            }
        }
        opened
    }

    /// Forgets what files came to where none asks for another: what is merged is changed in its place then.
    fn forget(&mut self, files: &[Opened]) {
        if !files.iter().flat_map(|file| file.documents.iter()).any(asks_for_files) {
            self.opened.clear();
        }
    }

    /// Whether a Compose file was read before.
    pub fn is_known(&self, path: &Path) -> bool {
        self.opened.contains_key(&clean(path))
    }

    /// Reads a Compose file, once.
    pub fn open(&mut self, path: &Path) -> Result<Opened, FileError> {
        let cleaned = clean(path);
        if let Some(known) = self.opened.get(&cleaned) {
            return known.clone().map(|documents| Opened { path: cleaned, documents });
        }
        let result = self.disk.read(path).map(|bytes| Arc::new(self.parse(path, bytes)));
        self.opened.insert(cleaned.clone(), result.clone());
        result.map(|documents| Opened { path: cleaned, documents })
    }

    /// The documents of a file.
    fn parse(&mut self, path: &Path, bytes: Vec<u8>) -> Vec<Value> {
        let source = Source::new(shown(path), bytes);
        let id = FileId(self.files.len() as u32);
        let Parsed { tree, problems } = yaml::parse(source.text());
        // A key that stands twice is no gap: everything else could be read.
        self.is_broken |= problems.iter().any(|problem| problem.kind != ProblemKind::RepeatedKey);
        let lowered = lower(&tree, id);
        match templates::problem(source.text(), &problems, id) {
            Some(problem) => self.problems.push(problem),
            None => {
                self.problems.extend(problems.iter().map(|problem| from_yaml(problem, id)));
                self.problems.extend(lowered.problems);
            }
        }
        self.files.push(File::new(id, source, FileKind::Compose(Arc::new(tree)), problems));
        lowered.documents
    }

    /// Reads a file that sets variables into an environment; what is set there already stays.
    pub fn read_environment(&mut self, path: &Path, environment: &mut Environment) -> Option<FileError> {
        let entries = match self.environment_entries(path, environment) {
            Ok(entries) => entries,
            Err(error) => return Some(error),
        };
        let before = environment.clone();
        for entry in entries.into_iter().filter(|entry| !before.has(&entry.name.value)) {
            if let Some(value) = entry.value {
                environment.set(entry.name.value, value.value, Provenance::Environment);
            }
        }
        None
    }

    /// What a file that services name sets, read once.
    pub fn settings(
        &mut self,
        path: &Path,
        environment: &Environment,
    ) -> Result<Arc<Vec<dotenv::EnvironmentEntry>>, FileError> {
        let cleaned = clean(path);
        if let Some(known) = self.settings.get(&cleaned) {
            return known.clone();
        }
        let result = self.environment_entries(path, environment).map(Arc::new);
        self.settings.insert(cleaned, result.clone());
        result
    }

    /// What a file that sets variables sets.
    fn environment_entries(
        &mut self,
        path: &Path,
        environment: &Environment,
    ) -> Result<Vec<dotenv::EnvironmentEntry>, FileError> {
        let path = clean(path);
        let bytes = self.disk.read(&path)?;
        let source = Source::new(shown(&path), bytes);
        let id = FileId(self.files.len() as u32);
        let (entries, problems) = dotenv::parse(source.text(), id, environment);
        self.problems.extend(problems);
        self.files.push(File::new(id, source, FileKind::Environment, Vec::new()));
        Ok(entries)
    }

    /// Merges the documents of files in their order.
    pub fn merge_all(&mut self, files: Vec<Opened>, context: &Context) -> Value {
        let count: usize = files.iter().map(|file| file.documents.len()).sum();
        let mut whole: Option<Value> = None;
        for mut file in files {
            for document in Arc::unwrap_or_clone(std::mem::take(&mut file.documents)) {
                let base = whole.take();
                whole = self.document(base, document, &file, context, count <= MOST_DOCUMENTS);
            }
        }
        let start = Place::new(self.files.first().map_or(FileId(0), |file| file.id), Span::at(0));
        let mut whole = whole.unwrap_or_else(|| Value::new(ValueKind::Mapping(Mapping::new()), start));
        if count > MOST_DOCUMENTS {
            self.settle(&mut whole);
        }
        whole
    }

    /// Merges one document onto what came before it.
    fn document(
        &mut self,
        base: Option<Value>,
        mut document: Value,
        file: &Opened,
        context: &Context,
        settles: bool,
    ) -> Option<Value> {
        if document.as_mapping().is_none() {
            if !document.is_null() {
                let message = "a Compose file has keys at its top, such as `services:`, and this one has none";
                let problem = ComposeProblem::new(ComposeProblemKind::NotAProject, document.place, message);
                self.report(problem.help("begin it with `services:`, and write the services beneath it"));
                self.is_open = true;
            }
            return base;
        }
        self.prepare(&mut document, context);
        let resets = resets::paths(&document);
        self.extend_services(&mut document, file, context);
        let included = self.include(&mut document, file, context);
        merge::strip(&mut document);
        if let Some(included) = included {
            document = merge::merge(included, document, &mut self.problems);
        }
        let mut whole = match base {
            Some(mut base) => {
                resets::apply(&mut base, &resets);
                merge::merge(base, document, &mut self.problems)
            }
            None => document,
        };
        if settles {
            self.settle(&mut whole);
        }
        Some(whole)
    }

    /// Replaces variables and gives texts the types that are asked for.
    pub fn prepare(&mut self, document: &mut Value, context: &Context) {
        interpolate::interpolate(document, &context.environment, &mut self.problems);
        told::unset_variables(document, &mut self.unset);
        // What is included may have an environment of its own.
        if context.chain.is_empty() {
            inventory::gather(document, &mut self.taken);
        }
        schema::cast(document);
        self.dropped.extend(dropped::dropped(document));
    }

    /// Checks what was merged and brings it to its long forms.
    fn settle(&mut self, whole: &mut Value) {
        merge::unique(whole);
        self.problems.extend(schema::check(whole));
        if let Some(mapping) = whole.as_mapping_mut() {
            mapping.remove("version");
        }
        self.lengthen(whole);
    }

    /// Brings a document to its long forms.
    pub fn lengthen(&mut self, whole: &mut Value) {
        canonical::canonical(whole, &mut self.problems);
        normalise::omit_empty(whole);
        merge::unique(whole);
    }

    /// Completes a project once everything is merged.
    fn complete(
        &mut self,
        value: &mut Value,
        name: (String, Place),
        start: Place,
        context: &Context,
        options: &LoadOptions,
    ) {
        if value.as_mapping().is_none_or(Mapping::is_empty) && !self.is_open {
            let message = "this file declares nothing to run";
            let problem = ComposeProblem::new(ComposeProblemKind::NotAProject, start, message);
            self.report(problem.help("begin it with `services:`, and write the services beneath it"));
        }
        canonical::defaults(value);
        self.problems.extend(validation::problems(value, &Told::of(&self.problems)));
        normalise::normalise(value, name, &context.environment);
        if let Some(place) = forerunners::inherit(value, &mut self.copies) {
            self.gap(place, "pre_start", "the containers before the services have too much of them");
        }
        let disabled = profiles::apply(value, options.profiles.as_deref());
        self.problems.extend(profiles::problems(value, &disabled, options.profiles.as_deref()));
        let known = consistency::Known {
            disabled: &disabled,
            is_open: self.is_open,
            services: &self.open_services,
            told: Told::of(&self.problems),
        };
        self.problems.extend(consistency::problems(value, &known));
        env_files::labels(self, value, context);
        if options.resolves_environment {
            env_files::resolve(self, value, context);
        } else {
            env_files::look_for(self, value, context);
        }
    }

    /// Hands out what was gathered.
    fn finish(mut self, main: FileId, value: Value, directory: &Path) -> (Vec<File>, Stack) {
        if self.is_broken {
            let is_of_text = |kind| matches!(kind, ComposeProblemKind::Yaml | ComposeProblemKind::Template);
            self.problems.retain(|problem| is_of_text(problem.kind));
        }
        self.problems = told::finish(self.problems, self.unset);
        let ids = self.files.iter().map(|file| file.id).collect();
        let is_environment = |file: &&File| matches!(file.kind, FileKind::Environment);
        let environment: HashSet<FileId> = self.files.iter().filter(is_environment).map(|file| file.id).collect();
        let mut seen = HashSet::new();
        let missing_sources = missing_sources::find(&value, directory, self.disk);
        let stack = Stack::new(main, ids, value, self.problems, self.gaps);
        // A file that several services extend is read several times.
        self.dropped.retain(|one| seen.insert(one.place));
        let stack = Stack { dropped: self.dropped, missing_sources, ..stack };
        let open_services = (!self.is_open).then_some(self.open_services);
        let stack = stack.with_open_services(open_services).with_environment_files(|file| environment.contains(&file));
        (self.files, stack)
    }
}

/// Whether a document includes other files, or extends services of them.
fn asks_for_files(document: &Value) -> bool {
    let services = document.get("services").and_then(Value::as_mapping);
    document.get("include").is_some()
        || services
            .into_iter()
            .flat_map(Mapping::iter)
            .any(|(_, service)| service.value.at(&["extends", "file"]).is_some())
}

/// Why a file could not be read, as one clause.
pub(super) fn reason(error: FileError) -> String {
    match error {
        FileError::Missing => "it does not exist".to_owned(),
        FileError::Unknown => "whether it exists cannot be known here".to_owned(),
        FileError::Unreadable(reason) => reason,
    }
}
