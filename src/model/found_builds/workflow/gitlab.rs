//! Pipelines of GitLab: `.gitlab-ci.yml`.
//!
//! A job takes what it does not say from the jobs it extends, and its variables from all of them. Source:
//! <https://docs.gitlab.com/ci/yaml/>. Start with [`builds`].

use std::collections::HashSet;

use super::super::scripts::{Setting, follow};
use super::super::{Found, SayingKind, root};
use super::document::Document;
use super::names::Names;
use crate::syntax::yaml::{Entry, Node};

/// Keys of the whole that are no jobs.
const NO_JOBS: &[&str] =
    &["default", "include", "stages", "variables", "workflow", "image", "services", "cache", "spec"];
/// How many jobs may extend each other in a chain.
const MOST_LINKS: usize = 12;
/// How many combinations of a matrix are looked at.
const MOST_COMBINATIONS: usize = 64;

type Variables = Vec<(String, Option<String>)>;

/// Adds the builds of a pipeline.
pub(super) fn builds(document: &Document<'_>, found: &mut Found) {
    let mut names = Names::new(document.expressions);
    names.push(document.texts(document.get(document.root, "variables")).into_iter());
    let jobs: Vec<&Entry> = document.entries(Some(document.root)).iter().collect();
    let extended: HashSet<&str> = jobs.iter().flat_map(|entry| extended_by(document, &entry.value)).collect();
    for entry in jobs {
        let Some(name) = entry.key.as_str().filter(|name| !NO_JOBS.contains(name)) else { continue };
        // A template is looked at as part of what extends it.
        if entry.value.entries().is_none() || (name.starts_with('.') && extended.contains(name)) {
            continue;
        }
        job(document, name, &entry.value, &mut names, found);
    }
}

fn job<'a>(document: &Document<'a>, name: &str, job: &'a Node, names: &mut Names<'a>, found: &mut Found) {
    let chain = chain(document, job);
    let said = |key: &str| chain.iter().find_map(|part| document.get(part, key));
    let variables: Variables =
        chain.iter().rev().flat_map(|part| document.texts(document.get(part, "variables"))).collect();
    let of_all = |key: &str| {
        let default = document.get(document.root, "default").and_then(|default| document.get(default, key));
        default.or_else(|| document.get(document.root, key))
    };
    let before = said("before_script").or_else(|| of_all("before_script"));
    let (script, after) = (said("script"), said("after_script").or_else(|| of_all("after_script")));
    for combination in combinations(document, said("parallel")) {
        names.push(variables.iter().cloned());
        names.push(combination.into_iter());
        // What comes after runs in a shell of its own.
        for parts in [[before, script], [None, after]] {
            let scripts: Vec<_> = parts.into_iter().flatten().flat_map(|part| document.scripts(part)).collect();
            let kind = SayingKind::Workflow { job: name.to_owned(), step: None };
            let directory = Some(root::ROOT.to_owned());
            follow(&scripts, &Setting { file: document.file, kind, directory, names }, found);
        }
        names.pop();
        names.pop();
    }
}

/// The names of the jobs that a job extends, the strongest last.
fn extended_by<'a>(document: &Document<'a>, job: &'a Node) -> Vec<&'a str> {
    let Some(extended) = document.get(job, "extends") else { return Vec::new() };
    extended.items().unwrap_or(std::slice::from_ref(extended)).iter().filter_map(Node::as_str).collect()
}

/// A job and what it extends, the strongest first.
fn chain<'a>(document: &Document<'a>, job: &'a Node) -> Vec<&'a Node> {
    let mut chain = Vec::new();
    let mut open = vec![job];
    while let Some(part) = open.pop() {
        if chain.len() >= MOST_LINKS || !document.spend(part.span.len() as usize) {
            break;
        }
        chain.push(part);
        let extended = extended_by(document, part);
        open.extend(extended.iter().take(MOST_LINKS).filter_map(|name| document.get(document.root, name)));
    }
    chain
}

/// The variables of each combination: `parallel: { matrix: [{ APP: [a, b] }] }`.
fn combinations<'a>(document: &Document<'a>, parallel: Option<&'a Node>) -> Vec<Variables> {
    let matrix = parallel.and_then(|parallel| document.get(parallel, "matrix"));
    let Some(items) = matrix.and_then(Node::items) else { return vec![Vec::new()] };
    let mut all = Vec::new();
    for item in items.iter().take(MOST_COMBINATIONS) {
        let mut of_item: Vec<Variables> = vec![Vec::new()];
        for entry in document.entries(Some(item)) {
            let Some(name) = entry.key.as_str() else { continue };
            let value = document.resolve(&entry.value);
            let values = value.items().unwrap_or(std::slice::from_ref(value));
            let is_few = of_item.len() * values.len() <= MOST_COMBINATIONS;
            let texts: Vec<Option<String>> = match is_few {
                true => values.iter().map(|value| value.as_str().map(str::to_owned)).collect(),
                false => vec![None],
            };
            let with = |one: &Variables, text: &Option<String>| {
                one.iter().cloned().chain([(name.to_owned(), text.clone())]).collect()
            };
            of_item = of_item.iter().flat_map(|one| texts.iter().map(move |text| with(one, text))).collect();
        }
        all.extend(of_item);
        if all.len() > MOST_COMBINATIONS {
            // Too many: variables of the matrix have values that nobody knows.
            let names = items.iter().flat_map(|item| document.entries(Some(item))).filter_map(|it| it.key.as_str());
            return vec![names.map(|name| (name.to_owned(), None)).collect()];
        }
    }
    all
}
