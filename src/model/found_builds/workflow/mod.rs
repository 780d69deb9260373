//! Builds in the files that describe pipelines: GitHub Actions, GitLab, CircleCI, Azure, Bitbucket.
//!
//! Which system a file belongs to is told by its path. Start with [`builds`].

mod actions;
mod checkouts;
mod document;
mod github;
mod gitlab;
mod matrix;
pub(super) mod names;
mod steps;

use std::cell::Cell;
use std::collections::BTreeSet;

use self::document::Document;
use super::{Found, FoundGap};
use crate::syntax::{ProblemKind, yaml};
use crate::text::{Source, Span};

/// How much of a file without size is looked at, aliases and matrices included.
const LEAST_FUEL: usize = 1 << 20;

/// The builds that a pipeline runs.
pub(super) fn builds(source: &Source) -> Found {
    let path = source.name();
    let marks = if path.contains(".circleci/") { ("<<", ">>") } else { ("${{", "}}") };
    let (text, expressions) = names::mask(source.text(), marks);
    let parsed = yaml::parse(&text);
    let mut found = Found::default();
    let is_error = |problem: &&crate::syntax::Problem| problem.kind == ProblemKind::Syntax;
    found.gaps.extend(parsed.problems.iter().find(is_error).map(|problem| FoundGap {
        file: path.to_owned(),
        span: problem.span,
        reason: problem.message.clone(),
    }));
    // GitLab puts a heading with inputs into a document of its own.
    let Some(root) = parsed.tree.documents.last() else { return found };
    let document = Document {
        file: path,
        text: &text,
        written: source.text(),
        root,
        expressions: &expressions,
        anchors: parsed.tree.anchors(),
        fuel: Cell::new(LEAST_FUEL + text.len().saturating_mul(8)),
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        _ if name.contains("gitlab-ci") => gitlab::builds(&document, &mut found),
        _ if path.contains(".circleci/") => steps::builds(&document, &mut found),
        _ if name.starts_with("azure-pipelines") || name.starts_with("bitbucket-pipelines") => {
            steps::builds(&document, &mut found);
        }
        _ => github::builds(&document, &mut found),
    }
    if document.fuel.get() == 0 {
        let reason = "aliases and matrices make too much of it to be read whole".to_owned();
        found.gaps.push(FoundGap { file: path.to_owned(), span: Span::at(0), reason });
    }
    let (mut builds, mut bakes) = (BTreeSet::new(), BTreeSet::new());
    found.builds.retain(|build| builds.insert(build.clone()));
    found.bakes.retain(|bake| bakes.insert(bake.clone()));
    found
}
