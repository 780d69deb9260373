//! Programs that steps start and that are not in the image then, and what is to be said of it.
//!
//! Only what surely runs and is surely absent counts. Start with [`Build::absent_programs`].

use std::collections::HashSet;

use crate::knowledge::images::ShellKind;
use crate::knowledge::programs;
use crate::model::{Base, Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};
use crate::text::Span;

/// A program that a step starts and that is not there.
#[derive(Clone, Debug)]
pub struct AbsentProgram<'a> {
    /// The step.
    pub step: &'a Step,
    /// Its name.
    pub name: &'a str,
    /// Where it is named.
    pub span: Span,
    /// What the absence is a matter of.
    pub teller: Teller,
}

/// What an absence is a matter of, so that it is told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Teller {
    /// Of the program itself.
    Program,
    /// Of `sudo`, which a build can do without.
    Sudo,
    /// Of the shell that reads the line: nothing of it runs without.
    Shell,
}

/// How many different programs of a stage are looked for.
const MOST_PROGRAMS: usize = 40;

impl Build {
    /// The programs that the RUNs of a stage start and that are not in its image, each once, in order.
    pub fn absent_programs<'a>(&'a self, stage: &Stage) -> Vec<AbsentProgram<'a>> {
        let mut absent = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        let is_known = matches!(self.root_base(stage), Base::Scratch) || self.base_image(stage).is_some();
        for step in self.steps_of(stage).iter().filter(|_| is_known) {
            if step.commands.is_empty() || !self.finds_programs_by_name(step) {
                continue;
            }
            for (name, span) in self.certain_commands(step).into_iter().flat_map(programs_of) {
                // Another system's package manager is a matter of its own.
                let is_manager = programs::is_system_package_manager(name);
                if seen.len() < MOST_PROGRAMS && !is_manager && seen.insert(name) && self.lacks_program_at(step, name) {
                    absent.push(AbsentProgram { step, name, span, teller: self.teller(step, name) });
                }
            }
        }
        absent
    }

    /// The program that would start a container of a stage, where it is not in the image.
    pub fn absent_at_start<'a>(&'a self, stage: &'a Stage) -> Option<AbsentProgram<'a>> {
        let start = self.start(stage);
        let base_starts = !start.replaces_entrypoint && self.base_image(stage).is_some_and(|image| image.facts.service);
        let step = start.step().filter(|_| !base_starts)?;
        let [command] = self.commands_of(step) else { return None };
        if self.binding(step, "PATH").is_some() {
            return None;
        }
        let missing = programs_of(command).into_iter().find(|(name, _)| self.has_program(stage, name) == Some(false));
        missing.map(|(name, span)| AbsentProgram { step, name, span, teller: self.teller(step, name) })
    }

    fn teller(&self, step: &Step, name: &str) -> Teller {
        let Some(instruction) = self.instruction(step) else { return Teller::Program };
        let (Kind::Run(crate::syntax::dockerfile::ast::Run { command: line })
        | Kind::Cmd(line)
        | Kind::Entrypoint(line)) = &instruction.kind
        else {
            return Teller::Program;
        };
        let shell = match &step.before.shell {
            Some(shell) => shell.words.first().map_or("sh", |word| word.rsplit('/').next().unwrap_or(word)),
            None => "sh",
        };
        match line {
            CommandLine::Shell(_) if self.lacks_program_at(step, shell) => Teller::Shell,
            _ if name == "sudo" && matches!(instruction.kind, Kind::Run(_)) => Teller::Sudo,
            CommandLine::Shell(_) | CommandLine::Exec(_) | CommandLine::Empty => Teller::Program,
        }
    }

    /// Whether programs are found in the usual places, and nothing is mounted that brings some. Where the base has no
    /// shell, the shell form needs one that somebody brought, and with it who knows what.
    fn finds_programs_by_name(&self, step: &Step) -> bool {
        let Some(instruction) = self.instruction(step) else { return false };
        let is_shell_form = matches!(&instruction.kind, Kind::Run(run) if matches!(run.command, CommandLine::Shell(_)));
        let brings = instruction.mounts().any(|mount| mount.mount_type() == "bind");
        let image = self.stage(step.stage).and_then(|stage| self.base_image(stage));
        let has_shell = || !is_shell_form || image.is_some_and(|image| image.shell() != ShellKind::None);
        !brings && self.binding(step, "PATH").is_none() && has_shell()
    }
}

/// The programs that a command starts, `sudo` and `tini` in front of the last included.
fn programs_of(command: &Command) -> Vec<(&str, Span)> {
    let wrappers = command.wrappers.iter().map(String::as_str).zip(command.wrapper_spans.iter().copied());
    let own = is_found_by_name(command).then_some((command.program.value.as_str(), command.program.span));
    wrappers.chain(own).collect()
}

fn is_found_by_name(command: &Command) -> bool {
    let path = command.program_path.as_str();
    let is_usual = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/"].iter().any(|directory| path.starts_with(directory));
    !path.contains('$') && (!path.contains('/') || is_usual)
}
