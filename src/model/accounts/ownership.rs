//! Whose directories are in which a step writes: what WORKDIR, COPY and `mkdir` make, and who may write there.
//!
//! Follows BuildKit: WORKDIR makes what is missing as the USER of the moment, COPY as root or as `--chown` says, and
//! neither changes a directory that is there. Whatever a `chown`, a `chmod`, a script or the like may have touched is
//! not known. One pass over the steps of a stage. Start with [`Build::refused_writes`].

use crate::knowledge::images::{DefaultUser, Kind as ImageKind};
use crate::model::accounts::owners::{Directories, SYSTEM, ancestors};
use crate::model::commands::directories::joined;
use crate::model::files::contents::is_opaque;
use crate::model::files::sure_writes::Write;
use crate::model::{Base, Build, Command, Stage, Step, StepId, is_root};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{CommandLine, Kind, Transfer};

/// A command that writes to a directory of root as somebody else.
#[derive(Debug)]
pub struct RefusedWrite<'a> {
    /// The step.
    pub step: &'a Step,
    /// The command; `None` where it is a VOLUME that is meant to be written to.
    pub command: Option<&'a Command>,
    /// What it would make, or the directory that it fills.
    pub path: String,
    /// The directory that belongs to root.
    pub directory: String,
    /// Who writes.
    pub user: String,
    /// The step that made the directory, where that is not the base image.
    pub made_by: Option<StepId>,
}

/// Whose a directory is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryOwner {
    /// The directory that is surely there.
    pub directory: String,
    /// Its owner, by name or number.
    pub user: String,
    /// The step that made it, where that is not the base image.
    pub made_by: Option<StepId>,
}

/// Directories in which packages make some of their own.
const OF_PACKAGES: &[&str] = &["/etc", "/opt", "/run", "/srv", "/usr", "/var"];

/// Programs that may change whose a directory is, or fill one with what is somebody else's.
const CHANGERS: &[&str] = &[
    "adduser",
    "chgrp",
    "chmod",
    "chown",
    "cp",
    "find",
    "fix-permissions",
    "install",
    "ln",
    "luseradd",
    "mount",
    "mv",
    "rm",
    "rsync",
    "setfacl",
    "tar",
    "unzip",
    "useradd",
    "usermod",
    "xargs",
];

/// How many commands a step may have for its writes to be followed.
const MOST_COMMANDS: usize = 100;

impl Build {
    /// Commands of a stage that write to a directory of root as somebody else, and VOLUMEs that the stage's last user
    /// cannot write to. Only where the base image is a known system or language.
    pub fn refused_writes<'a>(&'a self, stage: &'a Stage) -> Vec<RefusedWrite<'a>> {
        let mut refused = Vec::new();
        let mut volumes = Vec::new();
        let Some(known) = self.directories_of(stage, &mut refused, &mut volumes) else { return refused };
        let user = stage.after.user.as_ref().and_then(|user| user.name.clone()).filter(|name| !is_root(name));
        for (step, word) in volumes {
            let path = self.expanded(step, word).map(|path| joined("/", &path));
            if let (Some(user), Some(path)) = (&user, path)
                && let Some((_, owner, made_by)) = known.owner(&path)
                && is_root(&owner)
            {
                let user = user.clone();
                refused.push(RefusedWrite { step, command: None, directory: path.clone(), path, user, made_by });
            }
        }
        refused
    }

    /// Whose a directory is in the image of a stage, or the one above it in which it would have to be made; `None`
    /// where that is not known.
    pub fn owner_of(&self, stage: &Stage, path: &str) -> Option<DirectoryOwner> {
        let known = self.directories_of(stage, &mut Vec::new(), &mut Vec::new())?;
        let (directory, user, made_by) = known.owner(path)?;
        Some(DirectoryOwner { directory: directory.to_owned(), user, made_by })
    }

    /// What is known of the directories at the end of a stage, with what is refused on the way and the VOLUMEs there are.
    fn directories_of<'a>(
        &'a self,
        stage: &'a Stage,
        refused: &mut Vec<RefusedWrite<'a>>,
        volumes: &mut Vec<(&'a Step, &'a Word)>,
    ) -> Option<Directories> {
        let kind = self.base_image(stage).filter(|image| image.facts.exhaustive).map(|image| image.family.kind);
        let is_language = match (self.root_base(stage), kind) {
            (Base::Image(_), Some(ImageKind::OperatingSystem)) => false,
            (Base::Image(_), Some(ImageKind::Language)) => true,
            _ => return None,
        };
        let mut known = Directories { is_language, ..Directories::default() };
        // What the base image works and keeps its data in may be anybody's.
        if let Some(image) = self.base_image(stage) {
            let own = [image.facts.workdir].into_iter().chain(image.facts.data_directories.iter().copied());
            known.unsure.extend(own.filter(|path| path.len() > 1).map(str::to_owned));
        }
        for step in self.image_steps(stage) {
            if known.is_lost {
                return None;
            }
            let Some(instruction) = self.instruction(step) else { continue };
            match &instruction.kind {
                Kind::Workdir(_) => match self.stage(step.stage).and_then(|own| self.workdir_after(own, step)) {
                    Some(path) => known.make(&path, self.user_at(step).as_deref(), step.id),
                    None => known.is_lost = true,
                },
                Kind::Copy(transfer) | Kind::Add(transfer) => self.follow_copy(step, transfer, &mut known),
                Kind::Run(run) => self.follow_run(stage, step, &run.command, &mut known, refused),
                Kind::Volume(paths) => volumes.extend(paths.paths.iter().map(|word| (step, word))),
                _ => {}
            }
        }
        (!known.is_lost).then_some(known)
    }

    /// The directory that a WORKDIR sets.
    fn workdir_after(&self, stage: &Stage, step: &Step) -> Option<String> {
        let next = self.step(StepId(step.id.0 + 1)).filter(|next| next.stage == stage.id);
        let state = next.map_or(&stage.after, |next| &next.before);
        state.workdir.as_ref()?.path.clone().filter(|path| path.starts_with('/'))
    }

    /// Who does the work of a step; `None` where that is not known.
    fn user_at(&self, step: &Step) -> Option<String> {
        match &step.before.user {
            Some(user) => user.name.clone().filter(|name| !name.is_empty()),
            None => match self.base_image(self.stage(step.stage)?)?.facts.user {
                DefaultUser::Root => Some("root".to_owned()),
                DefaultUser::Named { name, .. } => Some(name.to_owned()),
                DefaultUser::Unknown => None,
            },
        }
    }

    fn follow_copy(&self, step: &Step, transfer: &Transfer, known: &mut Directories) {
        let Some(target) = self.target_of_transfer(step, transfer) else {
            known.is_lost = true;
            return;
        };
        let Some(instruction) = self.instruction(step) else { return };
        let owner = match instruction.flag_value("chown") {
            Some(word) => {
                known.mixed.insert(target.clone());
                self.expanded(step, word).map(|text| text.split(':').next().unwrap_or_default().to_owned())
            }
            None => Some("root".to_owned()),
        };
        // What comes from another image keeps the owner and the mode that it has there.
        let keeps = instruction.flag("from").is_some() || instruction.flag("chmod").is_some();
        if keeps {
            known.mixed.insert(target.clone());
        }
        let is_there = SYSTEM.contains(&target.as_str()) || known.made.contains_key(&target);
        let fills = transfer.destination.as_ref().is_some_and(|word| word.raw.ends_with(['/', '.']));
        match () {
            () if is_there => {}
            () if keeps => known.make(&target, None, step.id),
            () if fills || transfer.sources.len() > 1 => known.make(&target, owner.as_deref(), step.id),
            // A file or a directory: nobody can say.
            () => {
                known.unsure.insert(target);
            }
        }
    }

    fn follow_run<'a>(
        &'a self,
        stage: &Stage,
        step: &'a Step,
        line: &CommandLine,
        known: &mut Directories,
        refused: &mut Vec<RefusedWrite<'a>>,
    ) {
        if step.commands.len() > MOST_COMMANDS {
            known.is_lost = true;
            return;
        }
        let is_read = match line {
            CommandLine::Shell(_) => {
                !step.scripts.is_empty() && step.scripts.iter().all(|it| it.script.error.is_none())
            }
            CommandLine::Exec(_) | CommandLine::Empty => true,
        };
        let has_mounts = self.instruction(step).is_some_and(|instruction| instruction.mounts().next().is_some());
        let user = self.user_at(step);
        let writer = user.as_ref().filter(|name| !is_root(name) && !has_mounts && step.stage == stage.id);
        if let Some(writer) = writer
            && let Some((command, path, directory, made_by)) = self.first_refused(step, known)
        {
            let user = writer.clone();
            refused.push(RefusedWrite { step, command: Some(command), path, directory, user, made_by });
            // What comes next would have been told to fail for the same reason.
            known.is_lost = true;
            return;
        }
        known.is_lost |= !is_read;
        for command in self.commands_of(step) {
            self.follow_command(step, command, user.as_deref(), known);
        }
    }

    /// The first command of a step that surely writes to a directory of root.
    fn first_refused<'a>(
        &'a self,
        step: &'a Step,
        known: &Directories,
    ) -> Option<(&'a Command, String, String, Option<StepId>)> {
        for command in self.certain_commands(step) {
            // Somebody else, or a step that mends what it needs first.
            if !command.wrappers.is_empty() || command.is_any(CHANGERS) {
                return None;
            }
            for write in self.writes_of(step, command) {
                let (Write::Into(path) | Write::Make(path)) = &write;
                let is_new_file = matches!(write, Write::Make(_));
                if is_new_file
                    && (known.made.contains_key(path) || ancestors(path).any(|above| known.mixed.contains(above)))
                {
                    continue;
                }
                if let Some((directory, owner, made_by)) = known.owner(path)
                    && is_root(&owner)
                {
                    return Some((command, path.clone(), directory.to_owned(), made_by));
                }
            }
        }
        None
    }

    fn follow_command(&self, step: &Step, command: &Command, user: Option<&str>, known: &mut Directories) {
        if command.is_any(&["mkdir"]) && !command.has_flag(&["m", "mode"]) && command.wrappers.is_empty() {
            for write in self.writes_of(step, command) {
                let (Write::Into(path) | Write::Make(path)) = write;
                known.make(&path, user, step.id);
            }
            return;
        }
        if command.order().is_some_and(|order| order.manager.is_of_system()) {
            // Packages bring directories for the users that they bring.
            known.unsure.extend(OF_PACKAGES.iter().map(|path| (*path).to_owned()));
        } else if is_opaque(step, command, &[]) || command.program.value.contains("perm") {
            known.is_lost = true;
        } else if command.is_any(CHANGERS) || command.is_any(&["mkdir"]) {
            let directory = self.directory_of(step, command);
            for word in &command.args {
                let text = self.expanded(step, word);
                match (text, &directory) {
                    (Some(text), _) if text.starts_with('/') => {
                        known.unsure.insert(joined("/", text.trim_end_matches('*')));
                    }
                    (Some(text), _) if text.starts_with('-') && !text.contains('/') => {}
                    (Some(text), Some(directory)) => {
                        known.unsure.insert(joined(directory, text.trim_end_matches('*')));
                    }
                    (None, _) | (Some(_), None) => known.is_lost = true,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The directories that are refused in the last stage.
    fn refused(lines: &str) -> Vec<String> {
        let source = Source::new("Dockerfile", format!("FROM debian:13\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        build.refused_writes(build.stages.last().unwrap()).into_iter().map(|write| write.directory).collect()
    }

    #[test]
    fn directories_belong_to_who_makes_them() {
        assert_eq!(refused("WORKDIR /app\nUSER app\nRUN npm ci"), ["/app"]);
        assert_eq!(refused("WORKDIR /app/web\nUSER app\nRUN mkdir ../x"), ["/app"]);
        assert_eq!(refused("COPY a b /app/\nUSER app\nRUN mkdir /app/x/y"), ["/app"]);
        assert_eq!(refused("USER app\nRUN touch /x"), ["/"]);
        assert!(refused("USER app\nWORKDIR /app\nRUN npm ci").is_empty());
        assert!(refused("WORKDIR /app\nRUN npm ci\nUSER app\nRUN npm test").is_empty());
    }

    #[test]
    fn what_may_have_changed_is_not_known() {
        for change in
            ["chown app .", "chmod -R 777 /app", "./setup", "for d in $X; do chown app $d; done", "cp -a /b /app"]
        {
            assert!(refused(&format!("WORKDIR /app\nRUN {change}\nUSER app\nRUN npm ci")).is_empty(), "{change}");
        }
        assert!(refused("COPY --chown=app a /app/\nUSER app\nRUN mkdir /app/x").is_empty());
        assert!(refused("RUN apt-get install -y redis\nUSER app\nRUN mkdir /var/lib/redis/x").is_empty());
        assert!(refused("USER app\nRUN mkdir /tmp/x /home/app/x").is_empty());
    }
}
