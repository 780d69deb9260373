//! What a stage compiles, and which stages get it.
//!
//! Knows the commands that make programs of Go and Rust, and what decides whether those need the C library and the
//! processor of the stage that made them. Start with [`Build::deliveries`] and [`Build::compilations`].

use crate::knowledge::images::Libc;
use crate::model::{Base, Build, Command, SourceOrigin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Kind, Transfer};
use crate::text::Span;

/// A language whose compiler makes programs that stand for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// `go build`, `go install`
    Go,
    /// `cargo build`, `cargo install`
    Cargo,
}

/// A command that makes a program.
#[derive(Clone, Copy, Debug)]
pub struct Compilation<'a> {
    /// By which compiler.
    pub compiler: Compiler,
    /// The command.
    pub command: &'a Command,
    /// The step that runs it.
    pub step: &'a Step,
}

/// A COPY that takes files out of a stage.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// The stage that gets them.
    pub to: &'a Stage,
    /// The stage they come from.
    pub from: &'a Stage,
    /// The step of `to` that copies them.
    pub step: &'a Step,
    /// What it copies.
    pub transfer: &'a Transfer,
}

/// The C library that programs of an image can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// A known one, or [`Libc::None`] where only static programs run.
    Known(Libc),
    /// Not known.
    Unknown,
}

impl Build {
    /// Every COPY from a stage above, in order.
    pub fn deliveries(&self) -> Vec<Delivery<'_>> {
        let deliveries = self.steps.iter().filter_map(|step| {
            let [source] = step.sources.as_slice() else { return None };
            let SourceOrigin::Stage(id) = source.origin else { return None };
            let Kind::Copy(transfer) = &self.instruction(step)?.kind else { return None };
            Some(Delivery { to: self.stage(step.stage)?, from: self.stage(id)?, step, transfer })
        });
        deliveries.collect()
    }

    /// The programs that a stage makes itself or inherits, in order.
    pub fn compilations<'a>(&'a self, stage: &'a Stage) -> Vec<Compilation<'a>> {
        let steps = self.image_steps(stage).into_iter();
        let all = steps.flat_map(|step| self.commands_of(step).iter().map(move |command| (step, command)));
        let made = all.filter_map(|(step, command)| Some(Compilation { compiler: compiler(command)?, command, step }));
        made.collect()
    }

    /// The processor that the one program of an image is compiled for whatever is asked, as `GOARCH` names it, and where
    /// that is written.
    pub fn constant_processor(&self, stage: &Stage) -> Option<(String, Span)> {
        let deliveries = self.deliveries();
        let arriving = deliveries.iter().filter(|delivery| self.lineage(stage).any(|own| own.id == delivery.to.id));
        let mut made = arriving.flat_map(|delivery| {
            let all = self.compilations(delivery.from).into_iter();
            all.filter(|made| made.compiler == Compiler::Go && delivery.product(made).is_some())
        });
        let (Some(only), None) = (made.next(), made.next()) else { return None };
        let assignment = only.command.assignments.iter().find(|assignment| assignment.name == "GOARCH")?;
        let processor = assignment.value.known().filter(|name| !name.is_empty())?;
        Some((processor, assignment.value.span))
    }

    /// The C library of a stage's image, as far as its base tells.
    pub fn host(&self, stage: &Stage) -> Host {
        match self.root_base(stage) {
            Base::Scratch => Host::Known(Libc::None),
            Base::Image(_) => match self.base_image(stage).map(|image| image.libc()) {
                Some(Libc::Unknown) | None => Host::Unknown,
                Some(known) => Host::Known(known),
            },
            Base::Stage(_) | Base::Dynamic(_) | Base::Missing => Host::Unknown,
        }
    }

    /// Whether some ENV, ARG, assignment, `export` or argument that holds for the command names one of these texts.
    pub fn is_said_for(&self, compilation: &Compilation<'_>, texts: &[&str]) -> bool {
        let says = |word: &Word| texts.iter().any(|text| word.raw.contains(text));
        let step = compilation.step;
        let in_script = self.commands_of(step).iter().any(|command| {
            command.args.iter().any(says)
                || command.assignments.iter().any(|it| texts.iter().any(|text| it.name == *text) || says(&it.value))
        });
        let in_assignments = || {
            let scripts = step.scripts.iter().flat_map(|script| script.script.commands());
            let mut own = scripts.flat_map(|(simple, _)| &simple.assignments);
            own.any(|it| texts.iter().any(|text| it.name == *text) || says(&it.value))
        };
        in_script || in_assignments() || texts.iter().any(|text| self.binding(step, text).is_some())
    }

    /// Whether the stage, or one it starts from, runs on the machine that builds: `--platform=$BUILDPLATFORM`.
    pub fn is_on_build_platform(&self, stage: &Stage) -> bool {
        self.lineage(stage).any(|stage| {
            let flag = self.from_instruction(stage).and_then(|from| from.flag_value("platform"));
            flag.is_some_and(|word| word.all_variables().iter().any(|(variable, _)| variable.name == "BUILDPLATFORM"))
        })
    }
}

impl Delivery<'_> {
    /// The sources that are one of these folders or files, by a whole piece of the path.
    pub fn sources_with<'s>(&'s self, pieces: &'s [&str]) -> impl Iterator<Item = &'s Word> {
        self.transfer.sources.iter().filter(move |word| word.raw.split('/').any(|piece| pieces.contains(&piece)))
    }
}

impl Delivery<'_> {
    /// The source of the COPY that brings what a command makes: where its output is known that file or its folder,
    /// else what stands where such programs end up.
    pub fn product(&self, made: &Compilation<'_>) -> Option<Span> {
        let args = &made.command.args;
        let value = |flag: &str| {
            args.iter().skip_while(|word| !word.is(flag)).nth(1).map(|word| word.raw.trim_matches(['"', '/']))
        };
        let output = value("-o");
        let root = value("--root").filter(|_| made.compiler == Compiler::Cargo);
        let brings = |word: &&Word| {
            let path = word.raw.trim_matches(['"', '/']);
            match (output, made.compiler) {
                _ if root.is_some_and(|root| path.starts_with(root)) => true,
                (Some(output), _) => {
                    let (folder, name) = output.rsplit_once('/').unwrap_or(("", output));
                    let is_file = path.rsplit('/').next() == Some(name);
                    is_file || path.is_empty() || (!folder.is_empty() && path.ends_with(folder))
                }
                (None, Compiler::Go) => !DATA_FOLDERS.iter().any(|folder| path.starts_with(folder)),
                (None, Compiler::Cargo) => {
                    path.contains("/release/") || path.contains("/debug/") || path.contains("cargo/bin")
                }
            }
        };
        self.transfer.sources.iter().find(brings).map(|word| word.span)
    }
}

/// Folders that no compiler puts programs into.
const DATA_FOLDERS: &[&str] = &["etc", "usr/share", "usr/lib", "lib", "var", "tmp", "opt"];

impl Build {
    /// Whether the image of a stage gets libraries of another one by COPY.
    pub fn copies_libraries(&self, stage: &Stage) -> bool {
        self.image_steps(stage).into_iter().any(|step| {
            let transfer = match self.instruction(step).map(|instruction| &instruction.kind) {
                Some(Kind::Copy(transfer)) => transfer,
                _ => return false,
            };
            transfer.sources.iter().any(|word| word.raw.split('/').any(|piece| piece == "lib" || piece == "lib64"))
        })
    }
}

fn compiler(command: &Command) -> Option<Compiler> {
    let verb = command.subcommand();
    match (command.program.value.as_str(), verb.as_deref()) {
        ("go", Some("build" | "install")) => Some(Compiler::Go),
        ("cargo", Some("build" | "install")) => Some(Compiler::Cargo),
        _ => None,
    }
}
