//! What is in the image of a stage: the programs of the base and those that steps add; where its data is.
//!
//! Answers are `Some` only where nothing that could change them is hidden: a script that cannot be read, a
//! package named by a variable or a copied file system make them `None`.

use crate::knowledge::programs;
use crate::model::commands::directories::joined;
use crate::model::installs::packages::Action;
use crate::model::{Base, Build, Command, Origin, ScriptSource, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{CommandLine, Kind, Transfer};

/// Directories that programs are found in.
pub(in crate::model) const PROGRAM_DIRECTORIES: &[&str] =
    &["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/usr/local", "/usr"];

/// Programs that may bring anything at all.
const OPAQUE_PROGRAMS: &[&str] = &[
    ".",
    "ansible",
    "ansible-playbook",
    "chef-client",
    "chef-solo",
    "cmake",
    "debootstrap",
    "dpkg",
    "eval",
    "make",
    "ninja",
    "nix-env",
    "brew",
    "pkg",
    "pkgadd",
    "puppet",
    "rpm",
    "salt-call",
    "source",
    "systemd-sysusers",
];

impl Build {
    /// Whether the image of a stage has the program; `None` where that is not known.
    pub fn has_program(&self, stage: &Stage, name: &str) -> Option<bool> {
        let mut answer = self.base_program(stage, name);
        for step in self.image_steps(stage) {
            match self.step_brings(step, name) {
                _ if answer == Some(true) => return answer,
                Some(true) => return Some(true),
                Some(false) => {}
                None => answer = None,
            }
        }
        answer
    }

    /// Whether a step surely runs without a program of that name, the packages that the step installs included. That
    /// steps run the program proves nothing.
    pub fn lacks_program_at(&self, step: &Step, name: &str) -> bool {
        let Some(stage) = self.stage(step.stage) else { return false };
        if self.base_program(stage, name) != Some(false) {
            return false;
        }
        let runs = |command: &Command| command.program.value == name;
        self.image_steps(stage).into_iter().take_while(|earlier| earlier.id <= step.id).all(|earlier| {
            let brings = match self.commands_of(earlier).iter().any(runs) {
                true => self.other_commands_bring(earlier, name),
                false => self.step_brings(earlier, name),
            };
            brings == Some(false)
        })
    }

    /// What the commands of a step bring, those left out that run the program itself.
    fn other_commands_bring(&self, step: &Step, name: &str) -> Option<bool> {
        let mut answer = Some(false);
        for command in self.commands_of(step).iter().filter(|command| command.program.value != name) {
            match self.command_brings(step, command, name) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => answer = None,
            }
        }
        answer
    }

    fn base_program(&self, stage: &Stage, name: &str) -> Option<bool> {
        match self.root_base(stage) {
            Base::Scratch => Some(false),
            Base::Image(_) => self.base_image(stage).and_then(|image| image.has_tool(name)),
            Base::Stage(_) | Base::Dynamic(_) | Base::Missing => None,
        }
    }

    /// Whether the word of a command line names a program that is no script of the author's: one that the base
    /// image has, that a package brings, or that everybody knows.
    pub fn is_known_program(&self, stage: &Stage, word: &str) -> bool {
        let (directory, name) = word.rsplit_once('/').unwrap_or(("", word));
        let is_of_base = || self.base_image(stage).is_some_and(|image| image.has_tool(name) == Some(true));
        let is_famous = programs::is_server(name) || programs::is_interpreter(name) || programs::is_init(name);
        let brings = |package: String| package == name || programs::programs_of(&package).contains(&name);
        let is_installed = || {
            let mut orders = self.image_steps(stage).into_iter().flat_map(|step| self.orders_of(step));
            orders.any(|order| order.action == Action::Install && order.package_names().any(brings))
        };
        (directory.is_empty() || PROGRAM_DIRECTORIES.contains(&directory))
            && (is_famous || is_of_base() || is_installed())
    }

    /// Where containers of a stage write what has to survive them: its VOLUMEs, and what the base image keeps.
    /// What everybody may write to, such as `/tmp`, is left out.
    pub fn data_directories(&self, stage: &Stage) -> Vec<String> {
        let mut directories: Vec<String> = Vec::new();
        for step in self.image_steps(stage) {
            if let Some(Kind::Volume(volume)) = self.instruction(step).map(|instruction| &instruction.kind) {
                directories.extend(volume.paths.iter().filter_map(|word| self.expanded(step, word)));
            }
        }
        let base = self.base_image(stage).map_or(&[][..], |image| image.facts.data_directories);
        directories.extend(base.iter().map(|directory| (*directory).to_owned()));
        for directory in &mut directories {
            directory.truncate(directory.trim_end_matches('/').len());
        }
        let is_for_all = |path: &str| ["/tmp", "/var/tmp", "/dev/shm"].contains(&path);
        directories.retain(|directory| directory.starts_with('/') && !is_for_all(directory));
        directories.sort();
        directories.dedup();
        directories
    }

    /// Whether a step adds it; `None` where it may.
    fn step_brings(&self, step: &Step, name: &str) -> Option<bool> {
        let instruction = self.instruction(step)?;
        match &instruction.kind {
            Kind::Run(run) => {
                let is_read = match &run.command {
                    CommandLine::Shell(_) => {
                        !step.scripts.is_empty() && step.scripts.iter().all(|script| script.script.error.is_none())
                    }
                    CommandLine::Exec(_) | CommandLine::Empty => true,
                };
                let mut answer = is_read.then_some(false);
                for command in self.commands_of(step) {
                    match self.command_brings(step, command, name) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => answer = None,
                    }
                }
                answer
            }
            Kind::Copy(transfer) | Kind::Add(transfer) => self.transfer_brings(step, transfer, name),
            _ => Some(false),
        }
    }

    fn command_brings(&self, step: &Step, command: &Command, name: &str) -> Option<bool> {
        if let Some(order) = command.order().filter(|order| order.action == Action::Install) {
            return self.packages_bring(step, &order.operands, name);
        }
        if command.is_any(&["corepack"]) && matches!(name, "pnpm" | "yarn") {
            return Some(true);
        }
        if command.program.value == name && command.form.instruction == Origin::Run {
            return Some(true);
        }
        let targets = command.redirects.iter().map(|redirect| &redirect.target);
        let mentions = command.args.iter().chain(targets).any(|word| tokens(&word.raw).any(|token| token == name));
        (!mentions && !is_opaque(step, command, PROGRAM_DIRECTORIES)).then_some(false)
    }

    fn packages_bring(&self, step: &Step, operands: &[&Word], name: &str) -> Option<bool> {
        let mut answer = Some(false);
        for word in operands {
            let Some(text) = self.expanded(step, word) else {
                answer = None;
                continue;
            };
            for package in text.split_whitespace() {
                if package_names(package, name) || programs::programs_of(package).contains(&name) {
                    return Some(true);
                }
                if is_package_file(package) || is_akin(package, name) || programs::may_need(package, name) {
                    answer = None;
                }
            }
        }
        answer
    }

    fn transfer_brings(&self, step: &Step, transfer: &Transfer, name: &str) -> Option<bool> {
        let target = self.target_of_transfer(step, transfer)?;
        let mut answer = Some(false);
        for source in &transfer.sources {
            let Some(source) = self.expanded(step, source) else {
                answer = None;
                continue;
            };
            let mut ends =
                [source.as_str(), target.as_str()].into_iter().map(|path| path.rsplit('/').next().unwrap_or(path));
            if ends.any(|end| end == name) {
                return Some(true);
            }
            if self.brings_tree(step, &source) && (target == "/" || PROGRAM_DIRECTORIES.contains(&target.as_str())) {
                answer = None;
            }
        }
        answer
    }

    /// Where COPY or ADD puts things, without a slash at the end; `None` where that is not known.
    pub(in crate::model) fn target_of_transfer(&self, step: &Step, transfer: &Transfer) -> Option<String> {
        let destination = self.expanded(step, transfer.destination.as_ref()?)?;
        Some(match destination.starts_with('/') {
            true => joined("/", &destination),
            false => joined(&self.directory_before(step), &destination),
        })
    }

    /// Whether COPY or ADD may bring more than one file of that name: a directory, or an archive that is unpacked.
    pub(in crate::model) fn brings_tree(&self, step: &Step, source: &str) -> bool {
        let is_add = self.instruction(step).is_some_and(|known| matches!(known.kind, Kind::Add(_)));
        let is_archive =
            || [".tar", ".tgz", ".tbz", ".txz", ".gz", ".xz", ".bz2", ".zst"].iter().any(|end| source.contains(end));
        is_tree(source) || is_add && is_archive()
    }
}

/// Whether a package is the one of that name: version and repository do not matter.
fn package_names(package: &str, name: &str) -> bool {
    let bare = package.split(['=', '@', '~', '<', '>', ':']).next().unwrap_or_default();
    bare.rsplit('/').next() == Some(name)
}

/// Whether what is installed is a file or an address, in which anything may be.
pub(in crate::model) fn is_package_file(package: &str) -> bool {
    package.contains('/') || [".deb", ".rpm", ".apk"].iter().any(|end| package.ends_with(end))
}

/// Whether a package may bring something of that name though no table says so.
pub(in crate::model) fn is_akin(package: &str, name: &str) -> bool {
    package.contains(name) || name.len() > 2 && name.contains(package)
}

/// Whether what is copied may be a directory, or many files.
fn is_tree(source: &str) -> bool {
    let last = source.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    last.is_empty() || source.ends_with('/') || last.contains('*') || !last.contains('.') || last.starts_with('.')
}

/// Whether a command may bring what its words do not tell, or fill one of the directories with files.
pub(in crate::model) fn is_opaque(step: &Step, command: &Command, directories: &[&str]) -> bool {
    let path = command.program_path.as_str();
    let program = command.program.value.as_str();
    let is_own_program = path.contains('/') && !PROGRAM_DIRECTORIES.iter().any(|directory| path.starts_with(directory));
    let has_variable = program.contains('$');
    // The text behind `sh -c` is a script of its own, where it can be read.
    let is_read = |word: &Word| step.scripts.iter().any(|script| script.source == ScriptSource::Word(word.span));
    let reads_script =
        (programs::is_shell(program) || matches!(program, "su" | "runuser")) && !command.args.iter().any(is_read);
    let fills_directory = matches!(program, "cp" | "mv" | "install" | "tar" | "unzip" | "rsync" | "ln")
        && command.args.iter().any(|word| {
            let text = word.known_prefix();
            let text = if text == "/" { "/" } else { text.trim_end_matches('/') };
            text == "/" || directories.contains(&text)
        });
    is_own_program || has_variable || reads_script || fills_directory || OPAQUE_PROGRAMS.contains(&program)
}

/// The names in a word: what stands between slashes, colons and the like.
pub(in crate::model) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !"-_".contains(c))
}
