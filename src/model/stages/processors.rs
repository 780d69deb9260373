//! Which kind of processor a stage is for: one that its FROM names, or whatever is asked for when it is built.
//!
//! Knows images and variables by their names. Start with [`Build::is_for_one_processor`].

use crate::model::{Base, Build, Command, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// Parts of the names of variables that tell the processor, such as `TARGETARCH`.
const VARIABLES: &[&str] = &["ARCH", "PLATFORM", "MACHINE", "CPU"];

/// Parts of the names of images and stages for one kind of processor, or for machines that have one kind.
const BOUND: &[&str] =
    &["amd64", "arm64", "arm32", "aarch64", "x86_64", "i386", "cuda", "nvidia", "rocm", "l4t", "intel"];

/// Parts of paths that exist on one kind of processor only.
const ONLY: &[&str] = &["/intel64/", "x86_64-linux-gnu"];

/// Whether the end of a path, or the name of an image or stage, says that it is for one kind of processor:
/// `build/arm64/Dockerfile`.
pub fn says_processor(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let parts = name.rsplit(['/', '\\']).take(3);
    parts.into_iter().any(|part| BOUND.iter().any(|bound| part.contains(bound)))
}

impl Build {
    /// Whether a stage is for one kind of processor anyway: its FROM, its name or its base image says so. An
    /// image that is not known counts.
    pub fn is_for_one_processor(&self, stage: &Stage) -> bool {
        self.lineage(stage).any(|stage| {
            let has_platform = self.from_instruction(stage).is_some_and(|from| from.flag("platform").is_some());
            has_platform
                || stage.name.as_ref().is_some_and(|name| says_processor(&name.value))
                || match &stage.base {
                    Base::Image(image) => says_processor(&image.value.to_string()),
                    Base::Dynamic(_) | Base::Missing => true,
                    Base::Stage(_) | Base::Scratch => false,
                }
        })
    }

    /// Whether something in the image of a stage asks which processor it is built for: `TARGETARCH`, `uname -m`.
    pub fn asks_for_processor(&self, stage: &Stage) -> bool {
        self.lineage(stage)
            .flat_map(|stage| self.steps_of(stage))
            .any(|step| self.names_processor(step) || self.commands_of(step).iter().any(tells_processor))
    }

    /// Whether some stage takes in what there is for one kind of processor only: the libraries of Intel, or paths
    /// that hold the processor's name.
    pub fn holds_parts_for_one_processor(&self) -> bool {
        let says = |word: &Word| ONLY.iter().any(|part| word.raw.contains(part)) || is_math_library(&word.raw);
        let of_steps = self.steps.iter().filter_map(|step| self.instruction(step));
        of_steps.flat_map(|it| it.expanded_words()).any(says)
            || self.commands.iter().flat_map(|command| &command.args).any(says)
    }

    fn names_processor(&self, step: &Step) -> bool {
        let tells = |name: &str| {
            let name = name.to_ascii_uppercase();
            VARIABLES.iter().any(|part| name.contains(part))
        };
        let Some(instruction) = self.instruction(step) else { return false };
        let declares = match &instruction.kind {
            Kind::Arg(arg) => arg.definitions.iter().any(|definition| tells(&definition.name.value)),
            _ => false,
        };
        let mut words = instruction.expanded_words().into_iter().flat_map(|word| word.all_variables());
        declares
            || words.any(|(variable, _)| tells(&variable.name))
            || step.free_variables().iter().any(|(variable, _)| tells(&variable.name))
    }
}

/// Whether a word names the math library of Intel: `intel-oneapi-mkl-devel`.
fn is_math_library(text: &str) -> bool {
    text.split_once("intel").is_some_and(|(_, rest)| rest.contains("mkl"))
}

fn tells_processor(command: &Command) -> bool {
    match command.program.value.as_str() {
        "uname" => command.has_flag(&["m", "p", "i", "a", "machine"]),
        "dpkg" => command.has_arg("--print-architecture"),
        "apk" => command.has_arg("--print-arch"),
        "arch" | "dpkg-architecture" => true,
        _ => false,
    }
}
