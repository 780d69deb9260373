//! Builds in texts of every kind.
//!
//! `bake` holds bake files, `commands` what scripts run, `pipelines` the systems, `robustness` broken texts.

mod bake;
mod commands;
mod pipelines;
mod robustness;

use super::{BakeCall, Context, Dockerfile, Found, FoundBuild, Listed, SayingKind, Told, of_workflow};
use crate::text::Source;

/// How a thing that is told is written in these tests: `x`, `x by default`, `?`.
fn told<T>(told: &Told<T>, text: impl Fn(&T) -> String) -> String {
    match told {
        Told::Surely(value) => text(value),
        Told::ByDefault(value) => format!("{} by default", text(value)),
        Told::Unknown => "?".to_owned(),
    }
}

fn dockerfile(build: &FoundBuild) -> String {
    told(&build.dockerfile, |file| match file {
        Dockerfile::File(path) => path.clone(),
        Dockerfile::FirstOf(one, other) => format!("{one} or {other}"),
        Dockerfile::Inline => "inline".to_owned(),
        Dockerfile::Elsewhere => "elsewhere".to_owned(),
    })
}

fn context(context: &Context) -> String {
    match context {
        Context::Folder(path) => path.clone(),
        Context::Committed(path) => format!("git {path}"),
        Context::Elsewhere(address) => format!("elsewhere {address}"),
        Context::Nothing => "nothing".to_owned(),
    }
}

fn list<T>(name: &str, list: &Listed<T>, text: impl Fn(&T) -> String) -> String {
    let items: Vec<String> = list.items.iter().map(text).collect();
    let more = if list.is_whole { "" } else { " ..." };
    match items.is_empty() && list.is_whole {
        true => String::new(),
        false => format!("; {name}: {}{more}", items.join(" ")),
    }
}

/// A build in one line: `Dockerfile in context; target; args; ...`.
fn line(build: &FoundBuild) -> String {
    let target = told(&build.target, |target| target.clone().unwrap_or_default());
    let target = if target.is_empty() { target } else { format!("; target: {target}") };
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "<environment>".to_owned());
    let argument = |(name, text): &(String, Told<Option<String>>)| format!("{name}={}", told(text, value));
    let named = |(name, told_context): &(String, Told<Context>)| format!("{name}={}", told(told_context, context));
    [
        format!("{} in {}", dockerfile(build), told(&build.context, context)),
        target,
        list("args", &build.arguments, argument),
        list("platforms", &build.platforms, Clone::clone),
        list("secrets", &build.secrets, Clone::clone),
        list("contexts", &build.named_contexts, named),
    ]
    .concat()
}

fn lines(found: &Found) -> Vec<String> {
    found.builds.iter().map(line).collect()
}

fn bake_line(bake: &BakeCall) -> String {
    let text = told(&bake.directory, context);
    format!("{text}{}{}", list("files", &bake.files, Clone::clone), list("targets", &bake.targets, Clone::clone))
}

fn workflow(path: &str, text: &str) -> Found {
    of_workflow(&Source::new(path, text.as_bytes().to_vec()))
}

/// The builds of a script, in a step of a workflow.
fn script(script: &str) -> Found {
    let indented: String = script.lines().map(|line| format!("          {line}\n")).collect();
    workflow(".github/workflows/a.yml", &format!("jobs:\n  a:\n    steps:\n      - run: |\n{indented}"))
}

/// The names of job and step.
fn names(build: &FoundBuild) -> (String, Option<String>) {
    match &build.said_by.kind {
        SayingKind::Workflow { job, step } => (job.clone(), step.clone()),
        SayingKind::Bake { target } => (target.clone(), None),
    }
}
