//! The servers that start with a container, where they listen, and how they were told.
//!
//! Sees through `python -m`, `npx`, package scripts and an ENTRYPOINT that takes its arguments from CMD. Where a
//! variable may hide a flag, only what is written counts. Start with [`Build::started_servers`].

mod told;

use std::collections::HashSet;

use crate::knowledge::programs;
use crate::knowledge::servers::{self, Server};
use crate::model::commands::launchers::launched;
use crate::model::start::package_scripts::script_name;
use crate::model::{Binding, BindingKind, Build, Command, Stage, Step, StepId};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};
use crate::syntax::expand::{Value, expand_prefix};
use crate::syntax::shell::{self, Dialect};
use crate::syntax::{Joined, Word};
use crate::text::Span;

/// How often one program may start another, and one package script the next.
const MOST_LAUNCHERS: usize = 6;

/// A server that starts with the containers of a stage.
#[derive(Clone, Debug)]
pub struct StartedServer {
    /// What is known of it.
    pub server: &'static Server,
    /// The CMD or ENTRYPOINT that starts it.
    pub step: StepId,
    /// Where it is named.
    pub span: Span,
    /// The package script that names it.
    pub script: Option<String>,
    arguments: Vec<Argument>,
    /// Variables that are set for the command alone or by the image.
    environment: Vec<(String, Argument)>,
    /// Whether nothing but this file and a known image sets variables.
    sees_environment: bool,
}

/// A word of a command line.
#[derive(Clone, Debug)]
struct Argument {
    /// Its text, as far as it is known.
    text: String,
    /// Whether that is all of it.
    is_whole: bool,
    span: Span,
}

/// A value that a server works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// Where it is written; `None` where it is what the server does by itself.
    pub span: Option<Span>,
}

/// Words on their way to a server.
struct Search<'a> {
    build: &'a Build,
    stage: &'a Stage,
    step: StepId,
    /// Package scripts that were read already: they may start each other in a ring.
    seen: HashSet<String>,
    found: Vec<StartedServer>,
}

impl Build {
    /// The servers that start with the containers of a stage.
    pub fn started_servers(&self, stage: &Stage) -> Vec<StartedServer> {
        let start = self.start(stage);
        let Some(first) = start.step() else { return Vec::new() };
        let mut search = Search { build: self, stage, step: first.id, seen: HashSet::new(), found: Vec::new() };
        let program = start.entrypoint.and_then(|step| self.commands_of(step).last());
        if let (Some(program), Some(elements)) = (program, start.command.and_then(|step| self.exec_words(step)))
            && program.form.exec
        {
            let mut words = self.words_of(first, program);
            words.extend(elements);
            search.words(&words, &[], 0);
        }
        // What an interpreter gets from CMD is its own; a script hands it on.
        let takes_arguments = program.is_some_and(|it| !it.form.exec || programs::is_interpreter(&it.program.value));
        for step in start.entrypoint.into_iter().chain(start.command.filter(|_| !takes_arguments)) {
            search.step = step.id;
            for command in self.commands_of(step) {
                let set = command.assignments.iter();
                let set: Vec<_> = set.map(|it| (it.name.clone(), self.argument(step, &it.value))).collect();
                search.words(&self.words_of(step, command), &set, 0);
            }
        }
        search.found.dedup_by_key(|found| found.span);
        search.found
    }

    /// Whether something else starts beside a server that may stand in front of it.
    pub fn has_server_beside(&self, stage: &Stage, server: &StartedServer) -> bool {
        let is_other = |span: Span| span.end <= server.span.start || span.start >= server.span.end;
        self.start_commands(stage).into_iter().any(|command| {
            let name = command.program.value.as_str();
            let is_own = command.span.start <= server.span.start && server.span.end <= command.span.end;
            // It serves what follows.
            if is_own && (command.placement.background || !command.placement.is_last && command.placement.depth == 0) {
                return true;
            }
            is_other(command.program.span)
                && (programs::is_server(name) || programs::SUPERVISORS.contains(&name) || command.placement.background)
        })
    }

    /// The ENV of that name that containers of a stage start with.
    pub fn variable_of_image(&self, stage: &Stage, name: &str) -> Option<&Binding> {
        let binding = self.scopes.lookup(stage.id, StepId(u32::MAX), name)?;
        (binding.kind == BindingKind::Env).then_some(binding)
    }

    /// Every ENV that containers of a stage start with, by name.
    pub fn variables_of_image<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = (&'a str, &'a Binding)> {
        let names = self.scopes.names(stage.id, StepId(u32::MAX)).into_iter();
        names.filter_map(|name| Some((name, self.variable_of_image(stage, name)?)))
    }

    /// The elements of a JSON array.
    fn exec_words(&self, step: &Step) -> Option<Vec<Argument>> {
        let (Kind::Cmd(line) | Kind::Entrypoint(line)) = &self.instruction(step)?.kind else { return None };
        let CommandLine::Exec(exec) = line else { return None };
        let words = exec.elements.iter();
        let inside = |span: Span| Span::new(span.start + 1, span.end.saturating_sub(1));
        Some(words.map(|it| Argument { text: it.value.clone(), is_whole: true, span: inside(it.span) }).collect())
    }

    fn words_of(&self, step: &Step, command: &Command) -> Vec<Argument> {
        let path = &command.program_path;
        let program = Argument { text: path.clone(), is_whole: !path.contains('$'), span: command.program.span };
        std::iter::once(program).chain(command.args.iter().map(|word| self.argument(step, word))).collect()
    }

    fn argument(&self, step: &Step, word: &Word) -> Argument {
        // A shell puts values into its words when the container runs; a JSON array has none to put in.
        let lookup = |name: &str| match self.binding(step, name) {
            Some(Binding { kind: BindingKind::Env, value, .. }) => value.clone(),
            Some(_) | None => Value::Unknown,
        };
        let (text, is_whole) = expand_prefix(word, &lookup);
        Argument { text, is_whole, span: word.span }
    }
}

impl Search<'_> {
    /// Looks for a server in the words of a command, program first.
    fn words(&mut self, words: &[Argument], set: &[(String, Argument)], depth: usize) {
        let mut words = words;
        for _ in 0..MOST_LAUNCHERS {
            let known: Vec<Option<&str>> =
                words.iter().map(|word| word.is_whole.then_some(word.text.as_str())).collect();
            if let Some(server) = self.web_application(&known) {
                self.report(server, words, 2, set, None);
                return;
            }
            if let Some((server, length)) = servers::find(&known) {
                let rest = if server.requires.is_empty() { length } else { 1 };
                self.report(server, words, rest, set, None);
                return;
            }
            if let Some((name, next)) = script_name(&known) {
                self.script(name, words, next, set, depth);
                return;
            }
            let Some(index) = launched(&known) else { return };
            words = words.get(index..).unwrap_or_default();
        }
    }

    fn report(
        &mut self,
        server: &'static Server,
        words: &[Argument],
        length: usize,
        set: &[(String, Argument)],
        script: Option<String>,
    ) {
        let Some(first) = words.first() else { return };
        let last = words.get(length - 1).map_or(first.span, |word| word.span);
        let span = if first.span.end <= last.end { first.span.to(last) } else { first.span };
        let arguments = words.get(1..).unwrap_or_default().iter().flat_map(|word| word.parts(server)).collect();
        let mut environment = set.to_vec();
        let of_address = server.port.variables.iter().chain(server.host.variables);
        for name in of_address.chain(server.bind_variables).chain(server.mode.variables) {
            if let Some(binding) = self.build.variable_of_image(self.stage, name) {
                let (text, is_whole) = match &binding.value {
                    Value::Known(text) => (text.clone(), true),
                    Value::Unset | Value::Unknown => (String::new(), false),
                };
                environment.push(((*name).to_owned(), Argument { text, is_whole, span: binding.span }));
            }
        }
        let sees_environment = self.build.base_image(self.stage).is_some();
        let step = self.step;
        self.found.push(StartedServer { server, step, span, script, arguments, environment, sees_environment });
    }

    /// `dotnet App.dll` in an image of ASP.NET Core, where something says that it answers: a worker starts the same
    /// way.
    fn web_application(&self, words: &[Option<&str>]) -> Option<&'static Server> {
        let [Some(program), Some(file), ..] = words else { return None };
        if servers::program_name(program) != "dotnet" || !file.ends_with(".dll") {
            return None;
        }
        let image =
            self.build.base_image(self.stage).filter(|it| it.repository == "mcr.microsoft.com/dotnet/aspnet")?;
        let server = servers::web_application(image.tag?)?;
        let step = self.build.step(self.step)?;
        if self.build.variables_before(step).into_iter().any(servers::tells_web_application) {
            return None;
        }
        let mut variables = server.bind_variables.iter().chain(server.port.variables);
        let is_told = variables.any(|name| self.build.variable_of_image(self.stage, name).is_some());
        let answers = is_told || self.build.exposed_ports(self.stage).is_none_or(|ports| !ports.is_empty());
        answers.then_some(server)
    }

    /// Looks for servers in a package script, with the words that are given to it.
    fn script(&mut self, name: &str, words: &[Argument], next: usize, set: &[(String, Argument)], depth: usize) {
        let Some(first) = words.first() else { return };
        let span = words.get(next - 1).map_or(first.span, |last| first.span.to(last.span));
        let scripts = &self.build.package_scripts;
        let own = scripts.iter().find(|script| script.stage == self.stage.id && script.name == name);
        let Some(script) = own.filter(|_| depth < MOST_LAUNCHERS) else {
            if let Some(server) = servers::find_script(name).filter(|_| scripts.is_empty()) {
                self.report(server, words, next, set, Some(name.to_owned()));
            } else if first.text != "npm" {
                // `yarn next start` runs a program of the project's.
                self.words(words.get(next - 1..).unwrap_or_default(), set, depth + 1);
            }
            return;
        };
        if !self.seen.insert(script.name.clone()) {
            return;
        }
        let Some(step) = self.build.step(self.step) else { return };
        let parsed = shell::parse(&Joined::collapsed(script.text.clone(), span), Dialect::Sh);
        let commands = parsed.commands();
        for (index, (simple, _)) in commands.iter().enumerate() {
            let mut inner: Vec<Argument> = simple.words.iter().map(|word| self.build.argument(step, word)).collect();
            // The words that are given to a script go to its end.
            if index + 1 == commands.len() {
                let given = words.get(next..).unwrap_or_default().iter().filter(|word| word.text != "--");
                inner.extend(given.cloned());
            }
            let before = self.found.len();
            let own = simple.assignments.iter().map(|it| (it.name.clone(), self.build.argument(step, &it.value)));
            let all: Vec<_> = own.chain(set.iter().cloned()).collect();
            self.words(&inner, &all, depth + 1);
            for found in self.found.iter_mut().skip(before) {
                found.span = span;
                found.script.get_or_insert_with(|| script.name.clone());
            }
        }
    }
}

impl Argument {
    /// Whether its text stands in the file as it is.
    fn is_exact(&self) -> bool {
        (self.span.end - self.span.start) as usize == self.text.len()
    }

    /// Flag and value as words of their own: `--port=80`, `-p80`.
    fn parts(&self, server: &Server) -> Vec<Self> {
        let short = || {
            let flags = server.port.flags.iter().chain(server.host.flags).chain(server.bind);
            let is_front = |flag: &&&str| flag.len() == 2 && self.text.len() > 2 && self.text.starts_with(**flag);
            (!self.text.starts_with("--")).then(|| flags.copied().find(|flag| is_front(&flag))).flatten()
        };
        let split = match self.text.split_once('=') {
            Some((flag, value)) if flag.starts_with('-') => Some((flag, value)),
            Some(_) | None => short().and_then(|flag| Some((flag, self.text.strip_prefix(flag)?))),
        };
        let Some((flag, value)) = split else { return vec![self.clone()] };
        let start = if self.is_whole && self.is_exact() { self.span.end - value.len() as u32 } else { self.span.start };
        vec![
            Self { text: flag.to_owned(), is_whole: true, span: self.span },
            Self { text: value.to_owned(), is_whole: self.is_whole, span: Span::new(start, self.span.end) },
        ]
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::servers::Host;
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// Name, address and port of the servers that start.
    fn started(lines: &str) -> Vec<(&'static str, Host, Option<u16>)> {
        let source = Source::new("Dockerfile", format!("FROM a\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let servers = build.started_servers(&build.stages[0]);
        servers.iter().map(|it| (it.server.name, it.host().value, it.port().map(|port| port.value))).collect()
    }

    #[test]
    fn servers_are_found_with_what_they_are_told() {
        let one = |lines: &str| match started(lines).as_slice() {
            [server] => *server,
            other => panic!("{lines}: {other:?}"),
        };
        assert_eq!(one("CMD [\"uvicorn\", \"a:a\"]"), ("uvicorn", Host::Loopback, Some(8000)));
        assert_eq!(one("CMD uvicorn a:a --host=:: --port $PORT"), ("uvicorn", Host::All, None));
        assert_eq!(one("CMD uvicorn a:a $FLAGS"), ("uvicorn", Host::Unknown, None));
        assert_eq!(one("ENV UVICORN_PORT=90\nCMD uvicorn a:a"), ("uvicorn", Host::Loopback, Some(90)));
        assert_eq!(one("CMD UVICORN_HOST=0.0.0.0 uvicorn a:a"), ("uvicorn", Host::All, Some(8000)));
        assert_eq!(one("CMD flask run -h 0.0.0.0 -p80"), ("flask run", Host::All, Some(80)));
        assert_eq!(one("CMD python manage.py runserver 90"), ("manage.py runserver", Host::Loopback, Some(90)));
        assert_eq!(one("CMD npx next start -H 127.0.0.1"), ("next start", Host::Loopback, Some(3000)));
        assert_eq!(one("ENTRYPOINT [\"/run.sh\"]\nCMD [\"puma\"]"), ("puma", Host::All, None));
        assert_eq!(started("ENTRYPOINT uvicorn a:a\nCMD [\"puma\"]").len(), 1);
        assert_eq!(started("CMD [\"./server\"]"), []);
    }
}
