//! Variables for browsers that a service is given though its pages are built already, without them.
//!
//! Only what is sure is said: a step builds the pages without the variable, what starts serves them as they are, and
//! nothing that can be read puts values into them later. Start with [`Container::late_browser_variables`].

use super::Container;
use crate::knowledge::browser_variables::{
    builds_pages, is_file_server, is_of_bundle, is_of_next, serves_files, writes_later,
};
use crate::model::{Base, Build, Command, Origin, SourceOrigin, Stage, StageId, StepId};
use crate::syntax::Word;
use crate::syntax::compose::ast::{MountKind, Variable};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// Programs that run a script of package.json.
const RUNNERS: &[&str] = &["bun", "npm", "pnpm", "yarn"];

/// Files beside a package.json that give variables to a build.
const ENV_FILES: &[&str] = &[".env", ".env.local", ".env.production", ".env.production.local"];

/// Variables for browsers that come too late.
#[derive(Clone, Debug)]
pub struct LateVariables<'p> {
    /// The variables.
    pub variables: Vec<&'p Variable>,
    /// What builds the pages without them, as it is called.
    pub command: String,
    /// Where.
    pub span: Span,
}

/// What serves built pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PageServer {
    /// Something that gives away files.
    Files,
    /// The server of Next.js.
    Next,
}

impl<'p> Container<'p> {
    /// The variables for browsers among those of the service that its pages were built without.
    pub fn late_browser_variables(&self) -> Option<LateVariables<'p>> {
        let service = self.service;
        let mut variables: Vec<&Variable> =
            service.environment.iter().filter(|variable| is_of_bundle(&variable.name.value)).collect();
        if variables.is_empty() || service.command.is_some() || service.entrypoint.is_some() {
            return None;
        }
        let (build, stage) = self.stage()?;
        let server = page_server(build, stage)?;
        let (step, command) = page_build(build, stage)?;
        let text = self.dockerfile()?.source.text();
        let mounts_pages = service.volumes.iter().any(|mount| match &mount.kind {
            MountKind::Tmpfs => false,
            MountKind::Bind
            | MountKind::Volume
            | MountKind::Anonymous
            | MountKind::Image
            | MountKind::NamedPipe
            | MountKind::Cluster
            | MountKind::Other(_) => !mount.target.value.contains("cert") && !mount.target.value.contains("/log"),
        });
        let context = self.context()?;
        let is_written_later = writes_later(text)
            || mounts_pages
            || !service.configs.is_empty()
            || build.scripts_of(stage).next().is_some()
            || context.read("package.json").is_some_and(|text| writes_later(&text));
        // What a step gets from elsewhere may hold them.
        let step_text = build.instruction(build.step(step)?)?.span;
        let is_fed = text.get(step_text.start as usize..step_text.end as usize).is_none_or(|it| it.contains("secret"));
        if is_written_later || is_fed {
            return None;
        }
        let files: Vec<String> = ENV_FILES.iter().filter_map(|name| context.read(name)).collect();
        variables.retain(|variable| {
            let name = variable.name.value.as_str();
            let fits = server == PageServer::Files || is_of_next(name);
            fits && !text.contains(name) && !files.iter().any(|file| file.contains(name))
        });
        let names = command.args.iter().map_while(Word::known);
        let words: Vec<String> = std::iter::once(command.program.value.clone()).chain(names).collect();
        (!variables.is_empty()).then(|| LateVariables { variables, command: words.join(" "), span: command.span })
    }
}

/// What serves the pages of an image; `None` where that is not sure.
fn page_server(build: &Build, stage: &Stage) -> Option<PageServer> {
    let commands = build.start_commands(stage);
    let start = build.start(stage);
    if let Base::Image(image) = build.root_base(stage)
        && serves_files(image.value.normalized())
    {
        let is_plain = commands.iter().all(|command| is_file_server(&command.program.value));
        return (is_plain && !start.replaces_entrypoint).then_some(PageServer::Files);
    }
    match build.started_servers(stage).as_slice() {
        [server] => match server.server.name {
            "serve" | "http-server" | "vite preview" => Some(PageServer::Files),
            "next start" => Some(PageServer::Next),
            _ => None,
        },
        [] => runs_next(build, stage, &commands).then_some(PageServer::Next),
        _ => None,
    }
}

/// `node server.js` beside what Next.js makes to be run alone, or `npm start` beside what it makes to be served.
fn runs_next(build: &Build, stage: &Stage, commands: &[&Command]) -> bool {
    let [command] = commands else { return false };
    let copies = build.image_steps(stage).into_iter().filter_map(|step| build.instruction(step));
    let mut sources = copies.flat_map(|copy| match &copy.kind {
        Kind::Copy(transfer) => transfer.sources.iter().filter_map(Word::known).collect(),
        _ => Vec::new(),
    });
    let last = command.args.last().and_then(Word::known).unwrap_or_default();
    let made = match command.program.value.as_str() {
        "node" if last.ends_with("server.js") => "/.next/standalone",
        program if RUNNERS.contains(&program) && last == "start" => "/.next",
        _ => return false,
    };
    sources.any(|path| format!("/{path}").trim_end_matches(['/', '.']).ends_with(made))
}

/// The last command that builds pages for an image, in it or in what it is copied from.
fn page_build<'b>(build: &'b Build, stage: &'b Stage) -> Option<(StepId, &'b Command)> {
    let mut seen: Vec<StageId> = Vec::new();
    let mut open = vec![stage.id];
    let mut found = None;
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let Some(stage) = build.stage(id) else { continue };
        if let Base::Stage(base) = stage.base {
            open.push(base);
        }
        for step in build.steps_of(stage) {
            open.extend(step.sources.iter().filter_map(|source| match source.origin {
                SourceOrigin::Stage(id) => Some(id),
                _ => None,
            }));
        }
        // Packages that the pages are made of are built before them.
        let builders = build.steps_of(stage).iter().rev().find_map(|step| {
            let command = build.commands_of(step).iter().rfind(|command| is_page_build(command))?;
            Some((step.id, command))
        });
        found = found.or(builders);
    }
    found
}

fn is_page_build(command: &Command) -> bool {
    if command.form.instruction != Origin::Run {
        return false;
    }
    let program = command.program.value.as_str();
    let known = command.args.iter().map_while(Word::known).filter(|word| !word.starts_with('-'));
    let words: Vec<String> = known.collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run" | "run-script", script, ..] if RUNNERS.contains(&program) => is_build_script(script),
        [script, ..] if RUNNERS.contains(&program) && program != "npm" => *script == "build",
        [inner, word, ..] if matches!(program, "npx" | "bunx" | "pnpx") => builds_pages(inner, word),
        [word, ..] => builds_pages(program, word),
        [] => false,
    }
}

/// `build`, `build:prod`
fn is_build_script(name: &str) -> bool {
    name == "build" || name.starts_with("build:")
}
