//! Finds the configuration of each file, and makes settings of it and of the arguments.
//!
//! The nearest `plimsoll.toml` in a file's folder or above holds for it; arguments overrule it. Start with
//! [`Configurations::of_file`].

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::arguments::{CheckArguments, Threshold};
use super::{Failure, discover, read};
use crate::config::{Config, FILE_NAME};
use crate::lint::Date;
use crate::lint::names::Name;
use crate::lint::{Policy, Rule, Settings};
use crate::report::visible;
use crate::text::Source;

/// The configurations of a run.
pub struct Configurations<'a> {
    arguments: &'a CheckArguments,
    registry: Vec<&'static Rule>,
    /// What `--config` names.
    named: Option<Rc<Loaded>>,
    /// What holds in the folders that were asked for.
    by_folder: HashMap<PathBuf, Rc<Loaded>>,
    /// Folders as they were asked for, with where they are: a folder has many files.
    real: HashMap<PathBuf, PathBuf>,
    /// The nearest configuration of a folder.
    nearest: HashMap<PathBuf, Option<PathBuf>>,
    /// The configurations that were read, by their files.
    by_file: HashMap<PathBuf, Rc<Loaded>>,
    /// By the directory that is searched and a configuration in it: the one that excludes its folder, if any.
    excluded: HashMap<(PathBuf, PathBuf), Option<String>>,
    /// What holds where there is none.
    without: Rc<Loaded>,
}

/// What holds for a file.
pub enum Holds {
    /// It is checked so.
    Settings(Arc<Settings>),
    /// It is not checked; the configuration that says so.
    Excluded(String),
}

/// A configuration with the arguments added.
struct Loaded {
    /// The folder that its patterns are relative to.
    folder: PathBuf,
    /// As it is shown.
    shown: String,
    config: Config,
    settings: Arc<Settings>,
    /// The settings of files with patterns of their own, by the numbers of the patterns.
    special: std::cell::RefCell<HashMap<Vec<usize>, Arc<Settings>>>,
}

impl<'a> Configurations<'a> {
    /// Reads what `--config` names, and the names in the arguments.
    pub fn new(arguments: &'a CheckArguments) -> Result<Self, Failure> {
        let registry = crate::rules::all();
        let without = Rc::new(loaded(Config::default(), Path::new(""), "", arguments, &registry)?);
        let mut configurations = Self {
            arguments,
            registry,
            named: None,
            by_folder: HashMap::new(),
            real: HashMap::new(),
            nearest: HashMap::new(),
            by_file: HashMap::new(),
            excluded: HashMap::new(),
            without,
        };
        if let Some(path) = &arguments.config {
            let path = absolute(path);
            configurations.named = Some(configurations.load(&path)?);
        }
        Ok(configurations)
    }

    /// What holds for a file; `searched` is the directory it was found in, where nobody named it.
    pub fn of_file(&mut self, path: &Path, searched: Option<&Path>) -> Result<Holds, Failure> {
        let path = self.real(path);
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        if let Some(searched) = searched.filter(|_| self.named.is_none() && !self.arguments.isolated) {
            let searched = self.real(&searched.join(FILE_NAME)).parent().map(Path::to_owned).unwrap_or_default();
            if let Some(by) = self.nearest(&folder).map_or(Ok(None), |file| self.excludes(&file, &searched))? {
                return Ok(Holds::Excluded(by));
            }
        }
        let loaded = self.of_folder(&folder)?;
        Ok(loaded.of_file(&loaded.relative(&path)))
    }

    /// A path that starts at the root; see [`absolute`].
    fn real(&mut self, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return absolute(path) };
        if let Some(known) = self.real.get(folder) {
            return known.join(name);
        }
        let path_at_root = absolute(path);
        if let Some(real) = path_at_root.parent() {
            self.real.insert(folder.to_owned(), real.to_owned());
        }
        path_at_root
    }

    fn nearest(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.nearest.get(folder) {
            return known.clone();
        }
        let found = nearest(folder);
        self.nearest.insert(folder.to_owned(), found.clone());
        found
    }

    /// The settings of the folder that the program runs in, for what has no place of its own.
    pub fn here(&mut self) -> Result<Arc<Settings>, Failure> {
        Ok(self.of_folder(&folder_of(Path::new(FILE_NAME)))?.settings.clone())
    }

    /// The configuration that excludes the folder of another one, which then does not count: whatever a vendored
    /// project says of itself, it stays vendored. Only below the directory that is searched: whoever searches the
    /// folder itself wants it.
    fn excludes(&mut self, file: &Path, searched: &Path) -> Result<Option<String>, Failure> {
        let folder = file.parent().unwrap_or(Path::new(""));
        if folder == searched || !folder.starts_with(searched) {
            return Ok(None);
        }
        let key = (searched.to_owned(), file.to_owned());
        if let Some(known) = self.excluded.get(&key) {
            return Ok(known.clone());
        }
        let mut by = None;
        if let Some(above) = folder.parent().and_then(nearest) {
            by = self.excludes(&above, searched)?;
            if by.is_none() {
                let loaded = self.load(&above)?;
                by = loaded.config.exclude.matches(&loaded.relative(file)).then(|| loaded.shown.clone());
            }
        }
        self.excluded.insert(key, by.clone());
        Ok(by)
    }

    fn of_folder(&mut self, folder: &Path) -> Result<Rc<Loaded>, Failure> {
        if let Some(named) = &self.named {
            return Ok(named.clone());
        }
        if self.arguments.isolated {
            return Ok(self.without.clone());
        }
        if let Some(known) = self.by_folder.get(folder) {
            return Ok(known.clone());
        }
        let loaded = match self.nearest(folder) {
            Some(file) => self.load(&file)?,
            None => self.without.clone(),
        };
        self.by_folder.insert(folder.to_owned(), loaded.clone());
        Ok(loaded)
    }

    /// Reads a configuration, once.
    fn load(&mut self, file: &Path) -> Result<Rc<Loaded>, Failure> {
        if let Some(known) = self.by_file.get(file) {
            return Ok(known.clone());
        }
        let shown = shown(file);
        let source = Source::new(shown.as_str(), read::file(file, &shown).map_err(Failure)?);
        let config = Config::parse(source.text(), &self.registry).map_err(|mistakes| {
            let told = mistakes.iter().map(|mistake| {
                let place = source.position(mistake.span.start);
                format!("{}:{}:{}: {}", visible(&shown), place.line, place.column, visible(&mistake.message))
            });
            Failure(told.collect::<Vec<_>>().join("\nerror: "))
        })?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let loaded = Rc::new(loaded(config, folder, &shown, self.arguments, &self.registry)?);
        self.by_file.insert(file.to_owned(), loaded.clone());
        Ok(loaded)
    }
}

impl Loaded {
    /// A path as patterns see it: relative to the configuration's folder, and where it is not below that, which
    /// `--config` makes possible, to the folder that the program runs in or else to the root.
    fn relative(&self, path: &Path) -> PathBuf {
        let inside = path.strip_prefix(&self.folder).or_else(|_| path.strip_prefix(folder_of(Path::new(FILE_NAME))));
        match inside {
            Ok(inside) => inside.to_owned(),
            Err(_) => path.components().filter(|part| matches!(part, Component::Normal(_))).collect(),
        }
    }

    fn of_file(&self, path: &Path) -> Holds {
        if self.config.exclude.matches(path) {
            return Holds::Excluded(self.shown.clone());
        }
        let matching =
            self.config.per_file_ignores.iter().enumerate().filter(|(_, (pattern, _))| pattern.matches(path));
        let (numbers, names): (Vec<usize>, Vec<&Vec<Name>>) =
            matching.map(|(number, (_, names))| (number, names)).unzip();
        if numbers.is_empty() {
            return Holds::Settings(self.settings.clone());
        }
        let names: Vec<Name> = names.into_iter().flatten().copied().collect();
        let mut special = self.special.borrow_mut();
        let settings = special.entry(numbers).or_insert_with(|| Arc::new(self.settings.without(&names)));
        Holds::Settings(settings.clone())
    }
}

/// A configuration with the arguments added.
fn loaded(
    config: Config,
    folder: &Path,
    shown: &str,
    arguments: &CheckArguments,
    registry: &[&'static Rule],
) -> Result<Loaded, Failure> {
    let policy = overruled(config.policy(), arguments, registry)?;
    Ok(Loaded {
        folder: folder.to_owned(),
        shown: shown.to_owned(),
        config,
        settings: Arc::new(Settings::of(registry, policy)),
        special: std::cell::RefCell::default(),
    })
}

/// A policy with what the arguments say instead.
fn overruled(mut policy: Policy, arguments: &CheckArguments, registry: &[&'static Rule]) -> Result<Policy, Failure> {
    let parse = |names: &[String]| -> Result<Vec<Name>, Failure> {
        let names = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
        names.map(|name| Name::parse(registry, name).map_err(|unknown| Failure(unknown.to_string()))).collect()
    };
    if let Some(profile) = arguments.profile {
        policy.profile = profile;
        policy.select.clear();
    }
    let select = parse(&arguments.select)?;
    if !select.is_empty() {
        policy.ignore.retain(|ignored| !select.iter().any(|name| ignored.includes(*name)));
        policy.extend_select.clear();
        policy.select = select;
    }
    policy.extend_select.extend(parse(&arguments.extend_select)?);
    policy.ignore.extend(parse(&arguments.ignore)?);
    if let Some(Threshold(fail_on)) = arguments.fail_on {
        policy.fail_on = fail_on;
    }
    policy.inline_ignores &= !arguments.no_inline_ignores;
    policy.today = today();
    Ok(policy)
}

/// The day, where the world is one.
fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::from_days(since.as_secs() / (24 * 60 * 60))
}

/// The nearest configuration, in a folder or above.
fn nearest(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|above| above.join(FILE_NAME)).find(|file| file.is_file())
}

/// The folder of a file, from the root.
fn folder_of(file: &Path) -> PathBuf {
    absolute(file).parent().map(Path::to_owned).unwrap_or_default()
}

/// A path that starts at the root, links in its folder followed.
fn absolute(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        (Ok(folder), None) => folder.join("."),
        (Err(_), _) => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

/// A path as it is shown: from the folder that the program runs in, where it is below.
fn shown(file: &Path) -> String {
    let here = Path::new(".").canonicalize().unwrap_or_default();
    discover::shown(file.strip_prefix(here).unwrap_or(file))
}
