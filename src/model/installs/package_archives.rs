//! Whether a stage asks the mirrors its image came with for packages.
//!
//! Knows commands and the files that name mirrors; which mirrors are empty is known elsewhere. Whatever might have
//! named other mirrors before counts as having done so. Start with [`Build::first_fetch`].

use crate::knowledge::images::calendars::PACKAGE_ARCHIVES;
use crate::model::packages::{Action, Manager};
use crate::model::{Build, Command, Origin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::Connector;

/// Texts of commands that have to do with where packages come from.
const SOURCES: &[&str] = &[
    "/etc/apt",
    "/etc/dnf",
    "/etc/yum",
    "Dir::Etc",
    "config-manager",
    "debian-archive",
    "mirrors.",
    "sources.list",
    "snapshot.debian.org",
];

/// Directories of the programs that a distribution brings.
const SYSTEM_DIRECTORIES: &[&str] = &["/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"];

impl Build {
    /// The first command by which a stage, or one that starts from it, asks the image's own mirrors for packages, and
    /// without which the target is not built. `None` where something before it may have named other mirrors.
    pub fn first_fetch(&self, stage: &Stage) -> Option<&Command> {
        let unused = self.unused_stages();
        let is_needed = |other: &&Stage| !unused.iter().any(|(unused, _)| unused.id == other.id);
        let mut based = self.stages.iter().filter(|other| other.root == stage.id).filter(is_needed);
        based.find_map(|other| self.first_fetch_in(self.image_steps(other)))
    }

    fn first_fetch_in<'a>(&'a self, steps: Vec<&'a Step>) -> Option<&'a Command> {
        for step in steps {
            if self.brings_settings(step) {
                return None;
            }
            let commands = self.commands_of(step);
            for command in commands.iter().filter(|command| command.form.instruction == Origin::Run) {
                if may_name_mirrors(command) {
                    return None;
                }
                if fetches(command) {
                    return is_decisive(command, commands).then_some(command);
                }
            }
        }
        None
    }

    /// Whether a step copies files to where the settings of package managers are.
    fn brings_settings(&self, step: &Step) -> bool {
        match self.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Copy(transfer) | Kind::Add(transfer)) => {
                let path = transfer.destination.as_ref().map(Word::known_prefix).unwrap_or_default();
                path == "/" || path.starts_with("/etc")
            }
            _ => false,
        }
    }
}

/// Whether a command names mirrors, or is a script that may do so.
fn may_name_mirrors(command: &Command) -> bool {
    let says = |word: &Word| SOURCES.iter().chain(PACKAGE_ARCHIVES).any(|text| word.says(text));
    let written = command.redirects.iter().flat_map(|redirect| [Some(&redirect.target), redirect.body.as_ref()]);
    let is_own = command.program_path.contains('/')
        && !SYSTEM_DIRECTORIES.iter().any(|directory| command.program_path.starts_with(directory));
    let is_script = command.is_any(&["sh", "bash", ".", "source", "python", "python3", "perl", "make", "chroot"]);
    let is_plugin = command.is_any(&["yum-config-manager", "add-apt-repository"]);
    is_own || is_script || is_plugin || command.args.iter().chain(written.flatten()).any(says)
}

/// Whether a command asks mirrors for the lists of packages.
fn fetches(command: &Command) -> bool {
    let Some(order) = command.order() else { return false };
    match order.manager {
        Manager::Apt => order.action == Action::Update,
        Manager::Yum | Manager::Dnf => {
            matches!(order.action, Action::Install | Action::Update | Action::Upgrade)
                && !command.has_flag(&["disablerepo", "c", "config", "repo", "repoid", "C", "cacheonly", "setopt"])
        }
        _ => false,
    }
}

/// Whether the step fails where the command does: it is not in a condition or a loop, and nothing steps in.
fn is_decisive(command: &Command, all: &[Command]) -> bool {
    let next = command.placement.pipeline + 1;
    let steps_in = |other: &Command| other.placement.pipeline == next && other.placement.connector == Connector::Or;
    command.placement.depth == 0 && !command.placement.background && !all.iter().any(steps_in)
}
