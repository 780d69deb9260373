//! Pipelines of CircleCI, Azure and Bitbucket: steps wherever they stand.
//!
//! A step is known by the key its script stands under; which job it belongs to, by the nearest name above. Start with
//! [`builds`].

use super::super::arguments::Argument;
use super::super::command_line::{Options, Order};
use super::super::resolve::{Input, Invocation};
use super::super::scripts::{Setting, follow};
use super::super::{Found, Saying, SayingKind, root};
use super::document::Document;
use super::names::Names;
use crate::syntax::yaml::{Node, NodeKind};

/// How deep steps may stand, aliases included.
const MOST_LEVELS: usize = 128;

/// Adds the builds of a pipeline.
pub(super) fn builds(document: &Document<'_>, found: &mut Found) {
    let mut names = Names::new(document.expressions);
    names.push(document.texts(document.get(document.root, "variables")).into_iter());
    let place = Place { job: "", directory: Some(root::ROOT.to_owned()), levels: MOST_LEVELS };
    Walk { document, names, found }.visit(document.root, &place);
}

struct Walk<'d, 'a> {
    document: &'d Document<'a>,
    names: Names<'a>,
    found: &'d mut Found,
}

#[derive(Clone)]
struct Place<'a> {
    job: &'a str,
    directory: Option<String>,
    levels: usize,
}

impl<'a> Walk<'_, 'a> {
    fn visit(&mut self, node: &'a Node, place: &Place<'a>) {
        let node = self.document.resolve(node);
        let Some(levels) = place.levels.checked_sub(1).filter(|_| self.document.spend(8)) else { return };
        let place = Place { levels, ..place.clone() };
        match &node.kind {
            NodeKind::Sequence { items, .. } => items.iter().for_each(|item| self.visit(item, &place)),
            NodeKind::Mapping { entries, .. } => {
                let place = self.inside(node, place);
                if self.step(node, &place) {
                    return;
                }
                for entry in entries {
                    let key = entry.key.as_str().unwrap_or_default();
                    if key == "jobs" && entry.value.entries().is_some() {
                        self.jobs(&entry.value, &place);
                    } else {
                        self.visit(&entry.value, &place);
                    }
                }
            }
            NodeKind::Scalar { .. } | NodeKind::Alias { .. } => {}
        }
    }

    /// Jobs that are keys.
    fn jobs(&mut self, jobs: &'a Node, place: &Place<'a>) {
        for entry in jobs.entries().unwrap_or_default() {
            let place = Place { job: entry.key.as_str().unwrap_or(place.job), ..place.clone() };
            self.visit(&entry.value, &place);
        }
    }

    /// What a mapping says of all that is in it.
    fn inside(&self, node: &'a Node, place: Place<'a>) -> Place<'a> {
        let name = ["job", "deployment"].iter().find_map(|key| node.get(key)?.as_str());
        let has_steps = node.get("steps").is_some();
        let directory = node.get("working_directory").filter(|_| has_steps).and_then(Node::as_str);
        Place {
            job: name.unwrap_or(place.job),
            // CircleCI checks out to the directory of the job, whatever its name.
            directory: if directory.is_some() { Some(root::ROOT.to_owned()) } else { place.directory },
            levels: place.levels,
        }
    }

    /// Whether a mapping is a step; its builds are added.
    fn step(&mut self, node: &'a Node, place: &Place<'a>) -> bool {
        let get = |key: &str| self.document.get(node, key);
        if let Some(run) = get("run") {
            let command = self.document.get(run, "command").unwrap_or(run);
            self.script(run, command, place);
            return true;
        }
        let script = ["script", "bash", "pwsh", "powershell"].into_iter().find_map(get);
        if let Some(script) = script.filter(|script| script.as_str().is_some() || script.items().is_some()) {
            self.script(node, script, place);
            return true;
        }
        match get("task").and_then(Node::as_str) {
            Some(task) if task.starts_with("Docker@") => {
                self.docker_task(node, place);
                true
            }
            Some(_) | None => false,
        }
    }

    fn script(&mut self, step: &'a Node, script: &'a Node, place: &Place<'a>) {
        let directory = ["working_directory", "workingDirectory"].iter().find_map(|key| self.document.get(step, key));
        let directory = match directory.and_then(Node::as_str) {
            Some(text) => self.path(place, text),
            None => place.directory.clone(),
        };
        let environment = ["environment", "env"].iter().find_map(|key| self.document.get(step, key));
        self.names.push(self.document.texts(environment).into_iter());
        let scripts = self.document.scripts(script);
        let setting = Setting { file: self.document.file, kind: self.kind(step, place), directory, names: &self.names };
        follow(&scripts, &setting, self.found);
        self.names.pop();
    }

    fn kind(&self, step: &'a Node, place: &Place<'a>) -> SayingKind {
        let name = ["displayName", "name"].iter().find_map(|key| self.document.get(step, key));
        SayingKind::Workflow { job: place.job.to_owned(), step: self.document.name(name) }
    }

    /// A path outside of a script.
    fn path(&self, place: &Place<'a>, text: &str) -> Option<String> {
        let text = self.plain(text)?;
        let text = match text.strip_prefix("~/project") {
            Some(rest) => format!("{}{rest}", root::ROOT),
            None => text,
        };
        Some(root::resolve(place.directory.as_deref()?, &text))
    }

    /// A text outside of a script, `$(Build.SourcesDirectory)` and its kin replaced.
    fn plain(&self, text: &str) -> Option<String> {
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, from)) = rest.split_once("$(") {
            let (name, behind) = from.split_once(')')?;
            plain.push_str(before);
            plain.push_str(root::is_name(name).then_some(root::ROOT)?);
            rest = behind;
        }
        plain.push_str(rest);
        let filled = self.names.fill(&plain)?;
        (!filled.contains('$')).then_some(filled)
    }

    /// `task: Docker@2`
    fn docker_task(&mut self, step: &'a Node, place: &Place<'a>) {
        let inputs = self.document.get(step, "inputs");
        let input = |key: &str| {
            let entries = self.document.entries(inputs).iter();
            let mut found = entries.filter(|entry| entry.key.as_str().is_some_and(|it| it.eq_ignore_ascii_case(key)));
            found.next_back().and_then(|entry| self.document.resolve(&entry.value).as_str())
        };
        let command = input("command").unwrap_or("buildAndPush").to_ascii_lowercase();
        if !matches!(command.as_str(), "build" | "buildandpush") {
            return;
        }
        // A pattern takes the first file that it fits.
        let word = |text: &str| match self.plain(text).filter(|text| !text.contains('*')) {
            Some(text) => Argument::known(text),
            None => Argument::hidden(),
        };
        let file = word(input("Dockerfile").unwrap_or("**/Dockerfile"));
        let context = match input("buildContext").filter(|context| *context != "**") {
            Some(context) => word(context),
            None => match file.text() {
                Some(path) => Argument::known(path.rsplit_once('/').map_or(".", |(folder, _)| folder)),
                None => Argument::hidden(),
            },
        };
        let options = Options {
            file: Some(file),
            context: Some(context),
            // They are split by rules of their own.
            has_hidden: input("arguments").is_some(),
            ..Options::default()
        };
        let said_by = Saying { file: self.document.file.to_owned(), span: step.span, kind: self.kind(step, place) };
        let order = Order::Build(options);
        Invocation { order, directory: place.directory.clone(), input: Input::Unknown, said_by }.add_to(self.found);
    }
}
