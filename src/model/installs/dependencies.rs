//! The install of a project's dependencies: who does it, and which of the project's files it finds.
//!
//! Knows COPY, the directory of commands and the context as far as it was read; whether a lock file ought to be
//! there is the rules' business. Start with [`Build::dependency_installs`].

use crate::knowledge::dependency_managers::{DependencyManager, MANAGERS, Switch, named};
use crate::model::commands::directories::joined;
use crate::model::installs::project_files::split;
use crate::model::{Build, Command, Origin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Instruction, Kind, Transfer};

/// A command that installs the dependencies of a project.
#[derive(Clone, Copy, Debug)]
pub struct DependencyInstall<'a> {
    /// Who does it.
    pub manager: &'static DependencyManager,
    /// The step.
    pub step: &'a Step,
    /// The command.
    pub command: &'a Command,
}

/// What an install finds of the lock file.
#[derive(Clone, Debug)]
pub enum LockFile<'a> {
    /// It is there.
    There,
    /// A pattern such as `package*.json` brings it, if the project has one.
    Likely,
    /// The manifest is copied by name, and no lock file.
    LeftBehind {
        /// The COPY that brings the manifest.
        copy: (&'a Instruction, &'a Transfer),
        /// The word that names the manifest.
        manifest: &'a Word,
        /// The lock file that the project has; `Some(None)` where it has none, `None` where that is not known.
        in_project: Option<Option<&'static str>>,
    },
    /// Not known, or there is none.
    Unknown,
}

/// How many installs of a stage are looked at: each means a look at all that was copied before.
pub(in crate::model) const MOST_INSTALLS: usize = 20;

/// Programs that put files into the directory they work in.
const WRITERS: &[&str] = &[
    "git", "tar", "unzip", "cp", "mv", "ln", "curl", "wget", "rsync", "npx", "bunx", "tee", "make", "sh", "bash", "jq",
    "sed", "node", "python", "python3",
];

/// Words with which a manager makes a lock file or a project.
const MAKING: &[&str] = &["init", "create", "new", "lock", "shrinkwrap", "add", "import", "dlx", "generate-lockfile"];

/// What the copies before an install brought to its directory.
#[derive(Default)]
struct Brought<'a> {
    /// The COPY, the word and the folder of the context that it takes the manifest from.
    manifest: Option<((&'a Instruction, &'a Transfer), &'a Word, String)>,
    has_lock: bool,
    /// Folders of the context from which a pattern brings the lock file, if it is there.
    by_pattern: Vec<String>,
    /// Folders of the context that are copied whole.
    whole: Option<String>,
    is_unclear: bool,
    /// Whether an earlier command may have written the lock file.
    is_lock_unclear: bool,
}

impl Build {
    /// The first installs of a project's dependencies in a stage; what follows many is not looked at.
    pub fn dependency_installs<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = DependencyInstall<'a>> {
        let steps = self.steps_of(stage).iter();
        let commands = steps.flat_map(|step| self.commands_of(step).iter().map(move |command| (step, command)));
        commands.filter_map(|(step, command)| dependency_install(step, command)).take(MOST_INSTALLS)
    }

    /// What an install finds of the lock file.
    pub fn lock_file<'a>(&'a self, install: &DependencyInstall<'a>) -> LockFile<'a> {
        let brought = self.brought(install).unwrap_or_default();
        if brought.is_unclear || brought.is_lock_unclear {
            return LockFile::Unknown;
        }
        if brought.has_lock {
            return LockFile::There;
        }
        let folder = self.last_with_manifest(&brought, install.manager).or(brought.whole.clone());
        if let Some(folder) = folder {
            return match self.project_files.has_lock(&folder, install.manager) {
                Some(Some(_)) => LockFile::There,
                Some(None) => LockFile::Unknown,
                None if !brought.by_pattern.is_empty() => LockFile::Likely,
                None => LockFile::Unknown,
            };
        }
        match brought.manifest {
            Some((copy, manifest, folder)) => {
                let in_project = self.project_files.has_lock(&folder, install.manager);
                LockFile::LeftBehind { copy, manifest, in_project }
            }
            None => LockFile::Unknown,
        }
    }

    /// The text of the manifest that an install reads, where it is known.
    pub fn manifest_text(&self, install: &DependencyInstall<'_>) -> Option<&str> {
        self.project_files.manifest(&self.folder_of(install)?, install.manager)
    }

    /// The folder of the context that the manifest comes from which an install reads.
    pub(in crate::model) fn folder_of(&self, install: &DependencyInstall<'_>) -> Option<String> {
        let brought = self.brought(install).filter(|brought| !brought.is_unclear)?;
        let by_pattern = self.last_with_manifest(&brought, install.manager);
        brought.manifest.map(|(_, _, folder)| folder).or(by_pattern).or(brought.whole)
    }

    /// The last of the folders from which a pattern brings something, among those that are known to have a manifest if
    /// there are any.
    fn last_with_manifest(&self, brought: &Brought<'_>, manager: &DependencyManager) -> Option<String> {
        let has_one = |folder: &&String| self.project_files.manifest(folder, manager).is_some();
        brought.by_pattern.iter().rfind(has_one).or(brought.by_pattern.last()).cloned()
    }

    /// Whether an install is told something: by its words, a variable, or a setting that was made before.
    pub fn is_told(&self, install: &DependencyInstall<'_>, switch: &Switch) -> bool {
        let command = install.command;
        let is_setting = |other: &Command| {
            other.span.start < command.span.start
                && other.is_any(&[install.manager.tool])
                && other.has_arg("config")
                && switch
                    .settings
                    .iter()
                    .any(|key| other.args.iter().any(|word| word.known_prefix().split('=').next() == Some(key)))
        };
        let stage = self.stage(install.step.stage);
        says(command, switch)
            || switch.variables.iter().any(|name| self.is_variable_set(install.step, command, name))
            || stage.is_some_and(|stage| {
                let mut steps = self.image_steps(stage).into_iter().filter(|step| step.id <= install.step.id);
                steps.any(|step| self.commands_of(step).iter().any(is_setting))
            })
    }

    fn brought<'a>(&'a self, install: &DependencyInstall<'a>) -> Option<Brought<'a>> {
        let here = self.directory_of(install.step, install.command)?;
        let stage = self.stage(install.step.stage)?;
        let mut brought = Brought::default();
        for step in self.image_steps(stage).into_iter().filter(|step| step.id <= install.step.id) {
            let Some(instruction) = self.instruction(step) else { continue };
            if let Kind::Copy(transfer) | Kind::Add(transfer) = &instruction.kind {
                self.look_at_copy(&mut brought, install.manager, &here, step, (instruction, transfer));
            }
            let is_mount = step.id == install.step.id && instruction.mounts().any(|it| it.mount_type() == "bind");
            let mut earlier =
                self.commands_of(step).iter().filter(|other| other.span.start < install.command.span.start);
            brought.is_unclear |= is_mount || earlier.clone().any(|other| may_write(other, install.manager));
            brought.is_lock_unclear |=
                earlier.any(|other| other.is_any(&[install.manager.tool]) && manager_of(other).is_some());
        }
        Some(brought)
    }

    fn look_at_copy<'a>(
        &'a self,
        brought: &mut Brought<'a>,
        manager: &DependencyManager,
        here: &str,
        step: &Step,
        (instruction, transfer): (&'a Instruction, &'a Transfer),
    ) {
        let destination = transfer.destination.as_ref().and_then(|word| self.expanded(step, word));
        let Some(destination) = destination else {
            brought.is_unclear = true;
            return;
        };
        let there = joined(&self.directory_before(step), &destination);
        let is_near = there == here
            || there.strip_prefix(here).is_some_and(|rest| rest.trim_start_matches('/') == manager.manifest);
        let is_above =
            there != here && (there == "/" || here.strip_prefix(&there).is_some_and(|rest| rest.starts_with('/')));
        for source in &transfer.sources {
            let Some(text) = self.expanded(step, source) else {
                brought.is_unclear = true;
                continue;
            };
            let (folder, name) = split(&text);
            if manager.locks.contains(&name) {
                let is_here = there == here || there == joined(here, name);
                brought.has_lock |= is_here;
                // A workspace keeps it above the directory of its members.
                brought.is_unclear |= !is_here;
            } else if instruction.flag("from").is_some() || text.contains("://") || text.starts_with("<<") {
                brought.is_unclear |= is_near || is_above;
            } else if name.contains(['*', '?']) {
                brought.is_unclear |= is_above;
                if is_near && manager.locks.iter().any(|lock| matches(name, lock)) {
                    brought.by_pattern.push(folder);
                }
            } else if name == manager.manifest && is_near {
                brought.manifest.get_or_insert(((instruction, transfer), source, folder));
            } else if is_folder(name) {
                brought.is_unclear |= is_above;
                if there == here {
                    let whole = if name.is_empty() { folder } else { format!("{folder}{name}/") };
                    brought.whole.get_or_insert(whole);
                }
            }
        }
    }
}

impl DependencyInstall<'_> {
    /// Whether its words say that no lock file is wanted.
    pub fn wants_no_lock(&self) -> bool {
        self.command.has_flag(self.manager.lockless)
    }

    /// Whether it ends with an error where there is no lock file.
    pub fn needs_lock(&self) -> bool {
        self.manager.frozen.is_some_and(|frozen| frozen.needs_lock && says(self.command, &frozen))
    }

    /// The command as people say it: `npm install`, `cargo build`.
    pub fn name(&self) -> String {
        let words = self.command.args.iter().take_while(|word| !word.raw.starts_with('-'));
        words.fold(self.command.program.value.clone(), |name, word| format!("{name} {}", word.raw))
    }
}

fn says(command: &Command, switch: &Switch) -> bool {
    command.has_flag(switch.flags) || command.args.iter().any(|word| switch.verbs.iter().any(|verb| word.is(verb)))
}

/// A command of a step as an install of a project's dependencies.
pub(in crate::model) fn dependency_install<'a>(step: &'a Step, command: &'a Command) -> Option<DependencyInstall<'a>> {
    let is_run = command.form.instruction == Origin::Run;
    Some(DependencyInstall { manager: manager_of(command).filter(|_| is_run)?, step, command })
}

/// The manager whose manifest a command reads; `None` where it names packages too, or is something else.
fn manager_of(command: &Command) -> Option<&'static DependencyManager> {
    if command.is_any(&["cargo"]) {
        let verb = command.args.iter().find(|word| !word.raw.starts_with(['-', '+']))?;
        let is_install = verb.is("install") && command.has_flag(&["path"]);
        let is_own = !command.has_flag(&["manifest-path", "C"]) && (verb.is("build") || is_install);
        return named("cargo").filter(|_| is_own);
    }
    if !MANAGERS.iter().any(|manager| command.is_any(&[manager.tool])) {
        return None;
    }
    if command.is_any(&["bun", "pipenv", "bundle"]) && command.args.first().is_some_and(|word| word.is("ci")) {
        return named(command.program.value.as_str());
    }
    named(command.manifest_install()?.tool)
}

/// Whether a command may put another project into the directory, or change the manifest.
fn may_write(command: &Command, manager: &DependencyManager) -> bool {
    let makes = || command.args.iter().any(|word| MAKING.iter().any(|verb| word.is(verb)));
    let adds =
        || command.order().is_some_and(|order| !order.operands.is_empty() && !command.has_flag(&["g", "global"]));
    command.is_any(WRITERS) || command.is_any(&[manager.tool]) && (makes() || adds())
}

/// Whether a name is that of a folder rather than a file.
fn is_folder(name: &str) -> bool {
    !name.contains('.') && !name.starts_with(char::is_uppercase)
}

/// Whether a pattern with `*` and `?` fits a name.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, after)) => {
            let Some(rest) = name.get(before.len()..).filter(|_| alike(before, name)) else { return false };
            let last = after.rsplit('*').next().unwrap_or_default();
            let tail = rest.len().checked_sub(last.len()).and_then(|at| rest.get(at..));
            tail.is_some_and(|tail| last.is_empty() || alike(last, tail))
        }
        None => pattern.len() == name.len() && alike(pattern, name),
    }
}

/// Whether the start of a name is that of a pattern without `*`.
fn alike(pattern: &str, name: &str) -> bool {
    let mut letters = name.chars();
    pattern.chars().all(|wanted| letters.next().is_some_and(|letter| wanted == '?' || wanted == letter))
}

#[cfg(test)]
mod tests {
    use super::{LockFile, matches};
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// What the last install of a stage finds of the lock file.
    fn lock(lines: &str) -> &'static str {
        let source = Source::new("Dockerfile", format!("FROM node:24\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let install = build.stages.iter().flat_map(|stage| build.dependency_installs(stage)).last().unwrap();
        match build.lock_file(&install) {
            LockFile::There => "there",
            LockFile::Likely => "likely",
            LockFile::LeftBehind { .. } => "left",
            LockFile::Unknown => "unknown",
        }
    }

    #[test]
    fn copies_bring_lock_files() {
        assert_eq!(lock("COPY package.json package-lock.json ./\nRUN npm install"), "there");
        assert_eq!(lock("WORKDIR /app\nCOPY package.json /app\nCOPY package-lock.json .\nRUN npm install"), "there");
        assert_eq!(lock("WORKDIR /a\nCOPY package-lock.json ./package-lock.json\nRUN npm install"), "there");
        assert_eq!(lock("COPY package*.json ./\nRUN npm install"), "likely");
        assert_eq!(lock("COPY package.json ./\nRUN npm install"), "left");
        assert_eq!(lock("COPY package.json /app/package.json\nWORKDIR /app\nRUN npm install"), "left");
        assert_eq!(lock("COPY package.json yarn.lock ./\nRUN npm install"), "left");
        assert_eq!(lock("COPY . .\nRUN npm install"), "unknown");
        assert_eq!(lock("COPY package.json ./\nCOPY web ./\nRUN npm install"), "unknown");
        assert_eq!(lock("COPY web/package.json ./web/\nCOPY package-lock.json ./\nRUN cd web && npm ci"), "unknown");
        assert_eq!(lock("COPY --from=x /a ./\nCOPY package.json ./\nRUN npm install"), "unknown");
        assert_eq!(lock("COPY package.json ./\nRUN npm i x && npm install"), "unknown");
        assert_eq!(lock("COPY Cargo.toml ./\nCOPY src ./src\nRUN cargo build --release"), "left");
    }

    #[test]
    fn patterns_fit_names() {
        for pattern in ["package*.json", "package*", "*.json", "*", "package-lock.json*", "package?lock.json"] {
            assert!(matches(pattern, "package-lock.json"), "{pattern}");
        }
        for pattern in ["package*.yaml", "*.lock", "pack?.json", "yarn*"] {
            assert!(!matches(pattern, "package-lock.json"), "{pattern}");
        }
    }
}
