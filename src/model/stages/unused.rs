//! Build arguments that nothing reads.
//!
//! An ARG is part of the environment of every RUN behind it, so that a script or a compiler may read it without
//! naming it here: only behind commands that are known not to, or behind none, is it told to be unused. Start
//! with [`Build::unused_arguments`].

use std::collections::{HashMap, HashSet};

use crate::knowledge::programs::reads_no_variables;
use crate::model::stages::argument_uses::names_in;
use crate::model::{Base, Build, Command, File, Stage, StageId, Step, StepId};
use crate::syntax::dockerfile::ast::{Definition, Instruction, Kind};
use crate::syntax::{Part, PartKind};
use crate::text::Span;

/// A build argument that nothing reads.
#[derive(Debug)]
pub struct UnusedArgument<'b> {
    /// Its definitions, each with the ARG that it stands in; as a rule one.
    pub definitions: Vec<(&'b Definition, &'b Instruction)>,
    /// Whether it stands above the first FROM.
    pub is_global: bool,
    /// The first RUN that it is part of without being read.
    pub first_run: Option<Span>,
    /// The name in the FROM of the next stage, which takes it from above the first FROM.
    pub next_from: Option<Span>,
}

/// Which names of arguments stand in which stage; what is above the first FROM and the FROM lines count as no stage.
#[derive(Default)]
struct Words<'b> {
    /// The names of all arguments, in order: other words are left out.
    arguments: Vec<&'b str>,
    by_stage: HashMap<Option<StageId>, HashSet<&'b str>>,
    anywhere: HashSet<&'b str>,
    /// The last step of each stage whose commands may read any variable.
    last_open: HashMap<StageId, StepId>,
    /// The last stage that has such a step.
    last_open_stage: Option<StageId>,
    /// The first RUN behind each step, in its stage.
    next_runs: HashMap<StepId, Span>,
}

/// What was found so far.
#[derive(Default)]
struct Found<'b> {
    unused: Vec<UnusedArgument<'b>>,
    places: HashMap<(Option<StageId>, &'b str), usize>,
}

impl<'b> Found<'b> {
    /// Adds a definition; a second one of the same name in the same scope joins the first.
    fn add(&mut self, stage: Option<StageId>, definition: &'b Definition, instruction: &'b Instruction) {
        let place = *self.places.entry((stage, name_of(definition))).or_insert(self.unused.len());
        match self.unused.get_mut(place) {
            Some(known) => known.definitions.push((definition, instruction)),
            None => self.unused.push(UnusedArgument {
                definitions: vec![(definition, instruction)],
                is_global: stage.is_none(),
                first_run: None,
                next_from: None,
            }),
        }
    }
}

impl Build {
    /// The arguments that nothing reads, in order. `file` is the Dockerfile.
    pub fn unused_arguments<'b>(&'b self, file: &'b File) -> Vec<UnusedArgument<'b>> {
        // A file with a FROM that names no image is a template: what is put into it may name anything.
        if self.stages.is_empty()
            || self.stages.iter().any(|stage| self.is_template(stage))
            || !self.dockerfile.instructions().any(|it| matches!(it.kind, Kind::Arg(_)))
        {
            return Vec::new();
        }
        let words = self.words(file);
        let above = self.dockerfile.instructions().take_while(|known| !matches!(known.kind, Kind::From(_)));
        let declared: HashSet<&str> = self.steps.iter().flat_map(|step| self.defined(step)).map(name_of).collect();
        let mut found = Found::default();
        for instruction in above {
            for definition in definitions(instruction) {
                let name = name_of(definition);
                if !is_read_elsewhere(name) && !declared.contains(name) && !words.say(name) {
                    found.add(None, definition, instruction);
                }
            }
        }
        for step in &self.steps {
            let Some(instruction) = self.instruction(step) else { continue };
            for definition in definitions(instruction) {
                let name = name_of(definition);
                if !is_read_elsewhere(name) && !self.may_be_read(&words, step, name) {
                    found.add(Some(step.stage), definition, instruction);
                    if let Some(last) = found.unused.last_mut().filter(|last| last.definitions.len() == 1) {
                        last.first_run = words.next_runs.get(&step.id).copied();
                        last.next_from = self.next_from(step, name);
                    }
                }
            }
        }
        // Without an argument above the first FROM, it is the FROM that is wrong.
        found.unused.retain(|unused| unused.next_from.is_none() || self.is_global(unused));
        found.unused
    }

    /// Whether the FROM of a stage is there, and no image could have that name.
    fn is_template(&self, stage: &Stage) -> bool {
        let Some(word) = self.from_image(stage) else { return false };
        let is_odd = |part: &Part| matches!(part.kind, PartKind::Opaque | PartKind::Substitution(_));
        // The path of an image has no capital letters.
        let is_none = match &stage.base {
            Base::Image(image) => {
                image.value.normalized().rsplit('/').next().is_some_and(|name| name != name.to_lowercase())
            }
            Base::Missing => true,
            Base::Stage(_) | Base::Scratch | Base::Dynamic(_) => false,
        };
        is_none || word.raw.contains("{{") || word.parts.iter().any(is_odd)
    }

    fn is_global(&self, unused: &UnusedArgument<'_>) -> bool {
        unused.definitions.first().is_some_and(|(definition, _)| self.global_binding(name_of(definition)).is_some())
    }

    /// Where the FROM behind the stage of a step names a variable.
    fn next_from(&self, step: &Step, name: &str) -> Option<Span> {
        let next = self.stage(StageId(step.stage.0 + 1))?;
        let variables = self.from_image(next)?.all_variables();
        variables.into_iter().find(|(variable, _)| variable.name == name).map(|(_, span)| span)
    }

    fn words<'b>(&'b self, file: &'b File) -> Words<'b> {
        let mut arguments: Vec<&str> = self.dockerfile.instructions().flat_map(definitions).map(name_of).collect();
        arguments.sort_unstable();
        let mut words = Words { arguments, next_runs: self.next_runs(), ..Words::default() };
        for instruction in self.dockerfile.instructions() {
            // Instructions above the first FROM are no steps, FROM lines neither.
            let is_outside = matches!(instruction.kind, Kind::From(_));
            if is_outside || self.stages.first().is_some_and(|first| instruction.span.start < first.span.start) {
                words.read(None, file, instruction);
            }
        }
        for step in &self.steps {
            if let Some(instruction) = self.instruction(step) {
                words.read(Some(step.stage), file, instruction);
            }
            if self.may_read_anything(step) {
                words.last_open.insert(step.stage, step.id);
                words.last_open_stage = Some(step.stage);
            }
        }
        words
    }

    fn defined(&self, step: &Step) -> &[Definition] {
        self.instruction(step).map(definitions).unwrap_or_default()
    }

    fn may_be_read(&self, words: &Words<'_>, step: &Step, name: &str) -> bool {
        let Some(stage) = self.stage(step.stage) else { return true };
        if stage.is_started_from {
            // Which of the stages below start from it is not worth the while: any may.
            return words.say(name) || words.is_open_behind(step) || words.last_open_stage > Some(stage.id);
        }
        words.say_in(Some(stage.id), name) || words.is_open_behind(step)
    }

    /// Whether a step runs what may read variables that it does not name.
    fn may_read_anything(&self, step: &Step) -> bool {
        let commands = self.commands_of(step);
        let is_run = self.instruction(step).is_some_and(|it| matches!(it.kind, Kind::Run(_)));
        let is_plain = || {
            let is_read = step.scripts.iter().all(|script| script.script.error.is_none());
            is_read && !commands.is_empty() && commands.iter().all(is_indifferent)
        };
        is_run && !is_plain()
    }

    /// The first RUN of the stage behind a step.
    pub fn run_behind(&self, step: &Step) -> Option<Span> {
        let stage = self.stage(step.stage)?;
        let behind = self.steps.get(step.id.0 as usize + 1..stage.steps.end)?;
        let mut instructions = behind.iter().filter_map(|step| self.instruction(step));
        instructions.find(|known| matches!(known.kind, Kind::Run(_))).map(|known| known.keyword.span)
    }

    /// The first RUN behind each step, in its stage.
    fn next_runs(&self) -> HashMap<StepId, Span> {
        let mut found = HashMap::new();
        let mut next: Option<(StageId, Span)> = None;
        for step in self.steps.iter().rev() {
            let Some(instruction) = self.instruction(step) else { continue };
            match &instruction.kind {
                Kind::Run(_) => next = Some((step.stage, instruction.keyword.span)),
                Kind::Arg(_) => {
                    let here = next.filter(|(stage, _)| *stage == step.stage);
                    found.extend(here.map(|(_, span)| (step.id, span)));
                }
                _ => {}
            }
        }
        found
    }
}

impl<'b> Words<'b> {
    fn read(&mut self, stage: Option<StageId>, file: &'b File, instruction: &'b Instruction) {
        let is_argument = |word: &&str| self.arguments.binary_search(word).is_ok();
        let words: Vec<&str> = match &instruction.kind {
            Kind::Arg(arg) => {
                let values = arg.definitions.iter().filter_map(|definition| definition.value.as_ref());
                values.flat_map(|value| names_in(&value.raw)).filter(is_argument).collect()
            }
            _ => names_in(file.source.slice(instruction.lines)).filter(is_argument).collect(),
        };
        self.anywhere.extend(&words);
        self.by_stage.entry(stage).or_default().extend(words);
    }

    fn say(&self, name: &str) -> bool {
        self.anywhere.contains(name)
    }

    fn say_in(&self, stage: Option<StageId>, name: &str) -> bool {
        self.by_stage.get(&stage).is_some_and(|words| words.contains(name))
    }

    fn is_open_behind(&self, step: &Step) -> bool {
        self.last_open.get(&step.stage).is_some_and(|last| *last > step.id)
    }
}

/// Whether a command is a tool of the system that reads no variables of others.
fn is_indifferent(command: &Command) -> bool {
    let path = command.program_path.as_str();
    let is_of_system = !path.contains('/') || ["/bin/", "/sbin/", "/usr/"].iter().any(|start| path.starts_with(start));
    is_of_system && reads_no_variables(&command.program.value)
}

fn definitions(instruction: &Instruction) -> &[Definition] {
    match &instruction.kind {
        Kind::Arg(arg) => &arg.definitions,
        _ => &[],
    }
}

fn name_of(definition: &Definition) -> &str {
    &definition.name.value
}

/// Names that BuildKit or programs take from the environment though no file names them.
const READ_ELSEWHERE: &[&str] = &[
    "SOURCE_DATE_EPOCH",
    "DEBIAN_FRONTEND",
    "ACCEPT_EULA",
    "TZ",
    "LANG",
    "LANGUAGE",
    "HOME",
    "PATH",
    "TERM",
    "SHELL",
    "USER",
    "SUDO_FORCE_REMOVE",
    "POSIXLY_CORRECT",
];

/// Starts of such names.
const READ_ELSEWHERE_STARTS: &[&str] =
    &["BUILDKIT_", "BUILDX_", "DEB", "APT_", "DPKG_", "LC_", "SSL_", "CURL_", "GIT_", "TAR_", "GNUPG", "NEEDRESTART_"];

/// Names of arguments that are given another value so that what follows is built again.
const CACHE_BREAKERS: &[&str] = &[
    "BUST",
    "CACHEBREAKER",
    "CACHEBUST",
    "CACHEBUSTER",
    "CACHEDATE",
    "CACHEINVALIDATE",
    "NOCACHE",
    "NONCE",
    "REFRESHEDAT",
    "REBUILD",
];

/// Whether an argument of that name is there to break the cache: `CACHE_BUST`, `APT_CACHE_DATE`.
fn breaks_cache(name: &str) -> bool {
    let plain: String = name.to_ascii_uppercase().chars().filter(|letter| *letter != '_').collect();
    CACHE_BREAKERS.iter().any(|breaker| plain.ends_with(breaker))
}

/// Whether a variable of that name is read by what no file shows.
fn is_read_elsewhere(name: &str) -> bool {
    breaks_cache(name)
        || Build::is_platform_argument(name)
        || READ_ELSEWHERE.contains(&name)
        || READ_ELSEWHERE_STARTS.iter().any(|start| name.starts_with(start))
        || name.to_ascii_lowercase().ends_with("_proxy")
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn unused(text: &str) -> Vec<String> {
        let source = Source::new("Dockerfile", text.as_bytes().to_vec());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let unused = project.builds[0].unused_arguments(&project.files[0]);
        unused.into_iter().map(|it| it.definitions[0].0.name.value.clone()).collect()
    }

    #[test]
    fn arguments_are_used_where_they_may_be_read() {
        assert_eq!(unused("ARG A=1\nARG B=2\nFROM a:$B\n"), ["A"]);
        assert_eq!(unused("ARG A=1\nFROM a\nARG A\nRUN make\n"), [""; 0]);
        assert_eq!(unused("FROM a\nARG A\nRUN mkdir /a\nCOPY a b\n"), ["A"]);
        assert_eq!(unused("FROM a\nARG A\nRUN mkdir /$A\n"), [""; 0]);
        assert_eq!(unused("FROM a\nARG A\nRUN mkdir /a && ./install.sh\n"), [""; 0]);
        assert_eq!(unused("FROM a\nRUN ./install.sh\nARG A\n"), ["A"]);
        assert_eq!(unused("FROM a AS x\nARG A\nFROM x\nRUN ./install.sh\n"), [""; 0]);
        assert_eq!(unused("FROM a AS x\nARG A\nFROM b\nARG A\nRUN echo $A\n"), ["A"]);
        assert_eq!(unused("FROM a\nARG A\nCOPY <<EOF /a\n${A}\nEOF\n"), [""; 0]);
        assert_eq!(unused("ARG B\nFROM a\nARG A\nARG A=1\nARG B\nFROM $B\n"), ["A", "B"]);
        assert_eq!(unused("FROM a\nARG B\nFROM $B\n"), [""; 0]);
        assert_eq!(unused("FROM a\nARG http_proxy\nARG TARGETARCH\nARG BUILDKIT_SYNTAX\n"), [""; 0]);
    }
}
