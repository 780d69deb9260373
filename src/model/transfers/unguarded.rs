//! Whether a script notices that a secret it was to be given is not there.
//!
//! Knows what a shell makes of an unset variable and of a file that does not exist. BuildKit leaves a mount out
//! where the build has no such secret, unless it is required. Start with [`Build::unguarded_mounts`].
//! Source: <https://docs.docker.com/reference/dockerfile/#run---mounttypesecret>

use crate::model::{Build, Stage, Step};
use crate::syntax::dockerfile::ast::{Flag, Kind};
use crate::syntax::shell::{Command, List, Script};
use crate::syntax::{PartKind, Word};
use crate::text::Span;

/// How many steps behind a variable are looked at for its first use.
const MOST_STEPS: usize = 64;

/// A secret mount without which its step runs on.
#[derive(Clone, Debug)]
pub struct UnguardedMount<'a> {
    /// The mount.
    pub flag: &'a Flag,
    /// What `--secret id=` calls it.
    pub id: String,
    /// What is not there.
    pub missing: Missing,
    /// Where the script relies on it; `None` where a program looks for the file by itself.
    pub place: Option<Span>,
}

/// What is not there where a build has no such secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A variable is empty.
    Variable(String),
    /// A file does not exist.
    File(String),
}

impl Build {
    /// The secret mounts of a RUN that are not required, and whose absence its script does not notice.
    pub fn unguarded_mounts<'a>(&'a self, step: &Step) -> Vec<UnguardedMount<'a>> {
        let Some(instruction) = self.instruction(step) else { return Vec::new() };
        let mounts = instruction.mounts().filter(|flag| flag.mount_type() == "secret");
        mounts.filter_map(|flag| self.unguarded(step, flag)).collect()
    }

    fn unguarded<'a>(&self, step: &Step, flag: &'a Flag) -> Option<UnguardedMount<'a>> {
        if flag.mount_option("required").is_some() || step.scripts.is_empty() {
            return None;
        }
        let value = |key: &str| flag.mount_option(key).and_then(|option| self.expanded(step, option.value.as_ref()?));
        let (variable, target) = (value("env"), value("target"));
        let id = value("id").or_else(|| value("source"))?;
        if let Some(name) = variable {
            let uses = step.free_variables();
            let (_, place) = uses.iter().find(|(variable, _)| variable.name == name)?;
            let is_tested = tests(step, &|word| word.all_variables().iter().any(|(variable, _)| variable.name == name));
            let has_plan = uses.iter().any(|(variable, _)| variable.name == name && variable.operation.is_some());
            let missing = Missing::Variable(name);
            return (!is_tested && !has_plan).then_some(UnguardedMount { flag, id, missing, place: Some(*place) });
        }
        let path = target.clone().unwrap_or_else(|| format!("/run/secrets/{id}"));
        if tests(step, &|word| word.is(&path)) {
            return None;
        }
        let place = substituted(step, &path);
        let is_named = || says(step, &path);
        let is_found_by_itself = target.is_some() && !path.starts_with("/run/secrets/") && !is_named();
        let missing = Missing::File(path.clone());
        (place.is_some() || is_found_by_itself).then_some(UnguardedMount { flag, id, missing, place })
    }

    /// Where a variable that a step defines is first used, by one of the next steps of its stage.
    pub fn first_use(&self, step: &Step, name: &str) -> Option<Span> {
        let stage: &Stage = self.stage(step.stage)?;
        let later = self.steps_of(stage).iter().filter(|other| other.id > step.id).take(MOST_STEPS);
        later.into_iter().find_map(|other| {
            let instruction = self.instruction(other)?;
            if let Kind::Run(_) = instruction.kind {
                return other
                    .free_variables()
                    .into_iter()
                    .find(|(variable, _)| variable.name == name)
                    .map(|(_, span)| span);
            }
            let words = instruction.expanded_words();
            let mut variables = words.iter().flat_map(|word| word.all_variables());
            variables.find(|(variable, _)| variable.name == name).map(|(_, span)| span)
        })
    }
}

/// Where the output of `cat path` becomes part of a command, which runs whether `cat` fails or not. In an
/// assignment of its own, its failure is that of the assignment.
fn substituted(step: &Step, path: &str) -> Option<Span> {
    let reads = |script: &Script| {
        script.commands().iter().any(|(simple, _)| {
            let inputs = simple.redirects.iter().map(|redirect| &redirect.target);
            simple.words.iter().chain(inputs).any(|word| word.is(path))
        })
    };
    let is_culprit = |word: &&Word| {
        word.parts.iter().any(|part| matches!(&part.kind, PartKind::Substitution(script) if reads(script)))
    };
    step.scripts.iter().flat_map(|script| script.script.commands()).find_map(|(simple, _)| {
        let assigned = simple.assignments.iter().filter(|_| !simple.words.is_empty()).map(|it| &it.value);
        simple.words.iter().chain(assigned).find(is_culprit).map(|word| word.span)
    })
}

/// Whether a word of a step contains a text.
fn says(step: &Step, text: &str) -> bool {
    step.scripts.iter().flat_map(|script| script.script.commands()).any(|(simple, _)| {
        let redirects = simple.redirects.iter().map(|redirect| &redirect.target);
        let assigned = simple.assignments.iter().map(|assignment| &assignment.value);
        simple.words.iter().chain(redirects).chain(assigned).any(|word| word.says(text))
    })
}

/// Whether a condition of a step looks at such a word.
fn tests(step: &Step, is_it: &dyn Fn(&Word) -> bool) -> bool {
    step.scripts.iter().any(|script| tests_in(&script.script.body, is_it))
}

fn tests_in(list: &List, is_it: &dyn Fn(&Word) -> bool) -> bool {
    list.pipelines.iter().flat_map(|pipeline| &pipeline.commands).any(|command| match command {
        Command::Simple(simple) => {
            let is_test = simple.program().is_some_and(|program| program.is("[") || program.is("test"));
            is_test && simple.arguments().iter().any(is_it)
        }
        Command::Compound(compound) => {
            compound.words.iter().any(is_it) || compound.lists.iter().any(|list| tests_in(list, is_it))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::Missing;
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn unguarded(lines: &str) -> Vec<Missing> {
        let source = Source::new("Dockerfile", format!("FROM a\nRUN --mount=type=secret,id=k{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        build.unguarded_mounts(build.steps.last().unwrap()).into_iter().map(|mount| mount.missing).collect()
    }

    #[test]
    fn what_goes_on_is_told() {
        let file = |path: &str| Missing::File(path.to_owned());
        assert_eq!(unguarded(",env=K curl -H \"a: $K\" u"), [Missing::Variable("K".to_owned())]);
        assert_eq!(unguarded(" curl -H \"a: $(cat /run/secrets/k)\" u"), [file("/run/secrets/k")]);
        assert_eq!(unguarded(" K=$(cat /run/secrets/k) npm ci"), [file("/run/secrets/k")]);
        assert_eq!(unguarded(",target=/app/.npmrc npm ci"), [file("/app/.npmrc")]);
    }

    #[test]
    fn what_stops_or_knows_is_not() {
        for lines in [
            ",env=K,required curl -H \"a: $K\" u",
            ",env=K,required=false curl -H \"a: $K\" u",
            ",env=K npm ci",
            ",env=K curl -H \"a: ${K:?}\" u",
            ",env=K if [ -n \"$K\" ]; then curl -H \"a: $K\" u; fi",
            ",env=K [[ -z $K ]] || curl -H \"a: $K\" u",
            " cat /run/secrets/k",
            " K=$(cat /run/secrets/k) && curl -H \"$K\" u",
            " test -f /run/secrets/k && curl -H \"$(cat /run/secrets/k)\" u",
            ",target=/app/.npmrc test -f /app/.npmrc && npm ci",
            ",target=/k.json gcloud auth --key-file=/k.json",
        ] {
            assert_eq!(unguarded(lines), [], "{lines}");
        }
    }
}
