//! Compose files that a template engine has still to render.

use crate::syntax::Problem;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind};
use crate::text::{FileId, Place, Span};

/// What opens a tag of the usual engines.
const MARKS: &[&str] = &["{%", "{{", "<%"];

/// The one problem of a text that is no YAML because it is a template.
pub(super) fn problem(text: &str, problems: &[Problem], file: FileId) -> Option<ComposeProblem> {
    let first = problems.first()?.span.start as usize;
    let start = text.get(..first)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    let (at, mark) = MARKS.iter().filter_map(|mark| Some((line.find(mark)?, *mark))).min()?;
    let at = (start + at) as u32;
    let place = Place::new(file, Span::new(at, at + mark.len() as u32));
    let message = format!("not checked: a template, as `{mark}` shows");
    let help = "render it first and check what comes out, or leave it out with `exclude` in `plimsoll.toml`";
    Some(ComposeProblem::new(ComposeProblemKind::Template, place, message).help(help))
}
