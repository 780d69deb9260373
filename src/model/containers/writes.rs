//! Where a container has to write beside its data: what its image is known for, what its Dockerfile prepares, and what
//! the scripts of the context write when they start it.
//!
//! Only what is sure is said: a script writes where a command of its own, outside of any condition, names a path. Start
//! with [`Container::scratch`] and [`Container::written_paths`].

use super::Container;
use crate::knowledge::scratch::{self, Scratch};
use crate::model::commands::directories::{below, joined};
use crate::model::commands::interpreter::Interpreter;
use crate::model::{Build, Deed, EntryScript, Stage};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::{self, Connector, Dialect, Nesting, RedirectKind, SimpleCommand};
use crate::syntax::{Joined, Word};
use crate::text::Span;

/// A path that a container writes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPath {
    /// The file or directory.
    pub path: String,
    /// What tells so.
    pub teller: WriteTeller,
}

/// What tells that something is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteTeller {
    /// A RUN makes the directory, or gives it away, and its name says that it is to be written to.
    Prepared(Span),
    /// A line, from 1, of a script of the context that starts the container.
    Script(String, usize),
}

/// Names of directories that are there to be written to.
const WRITTEN: &[&str] = &["cache", "log", "logs", "pids", "run", "sessions", "temp", "tmp", "upload", "uploads"];

/// Directories that are written to while images are built, and where memory or a volume is as a rule.
const OF_BUILDS: &[&str] = &["/dev", "/home", "/proc", "/root", "/sys", "/tmp", "/usr", "/var/cache", "/var/lib"];

impl Container<'_> {
    /// What is known of the paths that it writes to by its image, or by the one that its image is built upon, as long as
    /// nothing says other paths.
    pub fn scratch(&self) -> Option<(&'static Scratch, String)> {
        let service = self.service;
        let image = self.origin_image().filter(|_| service.entrypoint.is_none())?;
        let known = scratch::lookup(image.normalized(), image.tag())?;
        let mounts = service.volumes.iter().map(|mount| &mount.target);
        let configs = service.configs.iter().filter_map(|grant| grant.target.as_ref());
        let words = service.command.iter().flat_map(|command| command.texts());
        let is_moved = mounts.chain(configs).any(|target| known.is_moved_by_file(&target.value))
            || known.is_moved_by_command(words)
            || self.stage().is_some_and(|(build, stage)| is_moved_by_build(build, stage, known));
        (!is_moved).then(|| (known, image.to_string()))
    }

    /// Whether a directory can be written to though the container is read-only: something is mounted there, or the
    /// Dockerfile declares a volume.
    pub fn is_writable(&self, directory: &str) -> bool {
        let is_volume = || {
            let Some((build, stage)) = self.stage() else { return false };
            build.image_steps(stage).into_iter().any(|step| {
                let Some(Kind::Volume(volume)) = build.instruction(step).map(|known| &known.kind) else { return false };
                let paths = volume.paths.iter().filter_map(|word| build.expanded(step, word));
                paths.into_iter().any(|path| below(directory, &joined("/", &path)).is_some())
            })
        };
        self.stack.is_writable_mount(self.service, directory) || is_volume()
    }

    /// The paths that it is seen to write to, by its Dockerfile and by the scripts that start it.
    pub fn written_paths(&self) -> Vec<WrittenPath> {
        let Some((build, stage)) = self.stage() else { return Vec::new() };
        let mut found = Vec::new();
        if let Some(start) = self.start() {
            let stage = start.stage().map(|stage| (&start.build, stage));
            stage.iter().for_each(|(build, stage)| scripts_of(build, stage, &mut found));
        } else if self.service.command.is_none() && self.service.entrypoint.is_none() {
            scripts_of(build, stage, &mut found);
        }
        for step in build.image_steps(stage) {
            for deed in build.lasting_deeds(step) {
                let is_made = deed.command.is_any(&["mkdir"]) && deed.deed == Deed::Change || deed.deed == Deed::Own;
                if is_made && is_to_be_written(&deed.path) {
                    found.push(WrittenPath { path: deed.path, teller: WriteTeller::Prepared(deed.word.span) });
                }
            }
        }
        found
    }
}

/// Whether the Dockerfile brings settings that may say other paths, changes them, or starts something else.
fn is_moved_by_build(build: &Build, stage: &Stage, known: &Scratch) -> bool {
    let start = build.start(stage);
    let words: Vec<String> = build
        .start_commands(stage)
        .iter()
        .flat_map(|command| {
            std::iter::once(command.program.value.clone()).chain(command.args.iter().filter_map(Word::known))
        })
        .collect();
    let starts_other = start.replaces_entrypoint || known.is_moved_by_command(words.iter().map(String::as_str));
    let is_file = |path: &str| path.starts_with('/') && known.is_moved_by_file(path);
    starts_other
        || stage.after.user.is_some()
        || build.image_steps(stage).into_iter().any(|step| {
            let copied = build.copied(step).is_some_and(|copied| {
                let paths = copied.items.iter().filter_map(|item| item.path.as_deref());
                paths.chain([copied.destination.as_str()]).any(is_file)
            });
            let words = build.commands_of(step).iter().flat_map(|command| &command.args);
            copied || words.filter_map(Word::known).any(|word| is_file(&word))
        })
}

/// Whether the name of a directory says that programs write there.
fn is_to_be_written(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path.starts_with('/')
        && path.matches('/').count() > 1
        && WRITTEN.contains(&name)
        && !OF_BUILDS.iter().any(|folder| below(path, folder).is_some())
}

fn scripts_of(build: &Build, stage: &Stage, found: &mut Vec<WrittenPath>) {
    for script in build.scripts_of(stage) {
        found.extend(writes_of(script));
    }
}

/// What a script surely writes to, by absolute paths.
fn writes_of(script: &EntryScript) -> Vec<WrittenPath> {
    let dialect = match Interpreter::of_shebang(&script.text) {
        Some(interpreter) => interpreter.dialect(),
        None => Some(Dialect::Sh),
    };
    let (Some(dialect), Ok(end)) = (dialect, u32::try_from(script.text.len())) else { return Vec::new() };
    let parsed = shell::parse(&Joined::from_span(&script.text, Span::new(0, end)), dialect);
    if parsed.error.is_some() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (simple, place) in parsed.commands() {
        let is_sure = place.nesting == Nesting::TopLevel && place.pipeline.connector != Connector::Or;
        for path in targets(simple).into_iter().filter(|_| is_sure) {
            let line = script.text.get(..simple.span.start as usize).map_or(0, |before| before.matches('\n').count());
            found.push(WrittenPath { path, teller: WriteTeller::Script(script.path.clone(), line + 1) });
        }
    }
    found
}

/// The paths that a command writes to.
fn targets(simple: &SimpleCommand) -> Vec<String> {
    let redirects = simple.redirects.iter().filter(|redirect| redirect.kind == RedirectKind::Output);
    let mut paths: Vec<String> = redirects.filter_map(|redirect| redirect.target.known()).collect();
    let words: Vec<String> = simple.words.iter().filter_map(Word::known).collect();
    let operands = || words.iter().skip(1).filter(|word| !word.starts_with('-'));
    match words.first().map(String::as_str) {
        Some("sed") if words.iter().any(|word| word.starts_with("-i") || word == "--in-place") => {
            paths.extend(operands().next_back().cloned());
        }
        Some("mkdir" | "touch" | "tee") => paths.extend(operands().cloned()),
        Some("cp" | "mv" | "ln") => paths.extend(operands().next_back().cloned()),
        Some(_) | None => {}
    }
    let is_file =
        |path: &String| path.starts_with('/') && !["/dev", "/proc"].iter().any(|it| below(path, it).is_some());
    paths.retain(is_file);
    paths
}

#[cfg(test)]
mod tests {
    use super::{is_to_be_written, writes_of};
    use crate::model::{EntryScript, StageId};

    fn writes(text: &str) -> Vec<String> {
        let script = EntryScript { stage: StageId(0), path: "start.sh".to_owned(), text: text.to_owned() };
        writes_of(&script).into_iter().map(|write| write.path).collect()
    }

    #[test]
    fn scripts_write_where_they_say() {
        assert_eq!(writes("#!/bin/sh\nsed -i s/a/b/ /etc/app.conf\nexec \"$@\"\n"), ["/etc/app.conf"]);
        assert_eq!(writes("envsubst < /a.tpl > /etc/app.conf\nmkdir -p /run/app\n"), ["/etc/app.conf", "/run/app"]);
        for other in [
            "if x; then touch /a; fi\n",
            "echo hello > /dev/stderr\n",
            "echo $A > $B\n",
            "x || touch /a\n",
            "#!/usr/bin/env python3\nopen('/a', 'w')\n",
        ] {
            assert!(writes(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn names_say_what_is_written() {
        assert!(is_to_be_written("/srv/logs") && is_to_be_written("/app/storage/cache"));
        assert!(!is_to_be_written("/logs") && !is_to_be_written("/var/cache") && !is_to_be_written("/srv/app"));
    }
}
