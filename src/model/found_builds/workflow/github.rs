//! Workflows of GitHub Actions, and of Gitea and Forgejo, which read the same.
//!
//! Knows jobs, matrices, steps and in which folder each step works. Start with [`builds`].

use super::super::scripts::{Setting, follow};
use super::super::{Found, Saying, SayingKind, Told, root};
use super::actions;
use super::checkouts::Checkouts;
use super::document::Document;
use super::matrix::{self, Combination};
use super::names::Names;
use crate::syntax::Joined;
use crate::syntax::yaml::{Entry, Node};

/// Adds the builds of a workflow.
pub(super) fn builds(document: &Document<'_>, found: &mut Found) {
    let mut names = Names::new(document.expressions);
    names.push(document.texts(document.get(document.root, "env")).into_iter());
    for entry in document.entries(document.get(document.root, "jobs")) {
        job(document, entry, &mut names, found);
    }
}

fn job<'a>(document: &Document<'a>, entry: &'a Entry, names: &mut Names<'a>, found: &mut Found) {
    let job = document.resolve(&entry.value);
    for combination in combinations(document, job) {
        if !document.spend(job.span.len() as usize) {
            return;
        }
        names.matrix = combination;
        names.push(document.texts(document.get(job, "env")).into_iter());
        let mut own = Found::default();
        let mut checkouts = Checkouts::default();
        let name = entry.key.as_str().unwrap_or_default();
        for step in document.get(job, "steps").and_then(Node::items).unwrap_or_default() {
            let step = Step { document, job, name, step: document.resolve(step) };
            step.add(names, &mut checkouts, &mut own);
        }
        names.pop();
        checkouts.move_all(&mut own.builds);
        for bake in &mut own.bakes {
            let directory = std::mem::replace(&mut bake.directory, Told::Unknown);
            bake.directory = directory.map(|context| checkouts.moved(context));
            bake.files.items = bake.files.items.iter().filter_map(|path| checkouts.path(path)).collect();
        }
        found.extend(own);
    }
}

/// The combinations of the matrix of a job, where the job asks for its values; `None`: they are not known.
fn combinations<'a>(document: &Document<'a>, job: &'a Node) -> Vec<Option<Combination>> {
    let (start, end) = (job.span.start as usize, job.span.end as usize);
    let matrix = document.get(job, "strategy").and_then(|strategy| document.get(strategy, "matrix"));
    match matrix.filter(|_| document.expressions.say(start, end, "matrix")) {
        Some(matrix) => match matrix::combinations(document, matrix) {
            Some(all) => all.into_iter().map(Some).collect(),
            None => vec![None],
        },
        None => vec![None],
    }
}

/// A step of a job.
pub(super) struct Step<'d, 'a> {
    pub document: &'d Document<'a>,
    pub job: &'a Node,
    pub name: &'a str,
    pub step: &'a Node,
}

impl<'a> Step<'_, 'a> {
    fn add(&self, names: &mut Names<'a>, checkouts: &mut Checkouts, found: &mut Found) {
        let inputs = self.get("with");
        if let Some(action) = self.get("uses").and_then(Node::as_str) {
            match action.split_once('@').map_or(action, |(action, _)| action) {
                "actions/checkout" => checkouts.add(self.document, inputs, names),
                _ => actions::add(self, action, names, found),
            }
            return;
        }
        let Some(run) = self.get("run") else { return };
        names.push(self.document.texts(self.get("env")).into_iter());
        let directory = self.directory(names);
        let setting = Setting { file: self.document.file, kind: self.kind(), directory, names };
        if let Some(scripts) = self.scripts(run) {
            follow(&scripts, &setting, found);
        }
        names.pop();
    }

    /// The value of a key of the step.
    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.document.get(self.step, key)
    }

    pub(super) fn said_by(&self) -> Saying {
        Saying { file: self.document.file.to_owned(), span: self.step.span, kind: self.kind() }
    }

    fn kind(&self) -> SayingKind {
        SayingKind::Workflow { job: self.name.to_owned(), step: self.document.name(self.get("name")) }
    }

    /// What a step, its job or the workflow says of how scripts run.
    fn setting(&self, key: &str) -> Option<&'a Node> {
        let of_defaults = |node: &'a Node| {
            let defaults = self.document.get(node, "defaults")?;
            self.document.get(self.document.get(defaults, "run")?, key)
        };
        self.get(key).or_else(|| of_defaults(self.job)).or_else(|| of_defaults(self.document.root))
    }

    fn directory(&self, names: &Names<'_>) -> Option<String> {
        match self.setting("working-directory").and_then(Node::as_str) {
            Some(text) => Some(root::resolve(root::ROOT, &names.fill(text)?)),
            None => Some(root::ROOT.to_owned()),
        }
    }

    /// The scripts of a step, where a shell reads them. PowerShell and cmd go on with the next line in other ways.
    fn scripts(&self, run: &'a Node) -> Option<Vec<Joined>> {
        let shell = self.setting("shell").and_then(Node::as_str).unwrap_or("bash");
        let scripts = self.document.scripts(run);
        let joint = match shell.split_whitespace().next().unwrap_or_default() {
            "pwsh" | "powershell" => "`",
            "cmd" => "^",
            "python" | "node" | "perl" | "ruby" => return None,
            _ => return Some(scripts),
        };
        let bent = |script: Joined| {
            let text = script.text().replace(&format!("{joint}\r\n"), "\\\n").replace(&format!("{joint}\n"), "\\\n");
            Joined::collapsed(text, script.full_span())
        };
        Some(scripts.into_iter().map(bent).collect())
    }
}
