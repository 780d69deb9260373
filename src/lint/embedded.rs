//! Findings in a file that stands in another one are told where it is written.

use super::diagnostic::{Diagnostic, Fix};
use crate::model::File;
use crate::text::{FileId, Place, Span};

/// Moves what a finding points at to the files that are there; whether it is in another file now.
///
/// An edit would have to know how the text around it is written: what the fix does becomes the help.
pub(super) fn brought_out(diagnostic: &mut Diagnostic, files: &[File]) -> bool {
    for label in &mut diagnostic.labels {
        if let Some(place) = place_of(files, label.file, label.span) {
            (label.file, label.span) = (place.file, place.span);
        }
    }
    let Some(place) = place_of(files, diagnostic.file, diagnostic.span) else { return false };
    (diagnostic.file, diagnostic.span) = (place.file, place.span);
    if let Some(Fix { title, .. }) = diagnostic.fix.take() {
        diagnostic.help.get_or_insert(title);
    }
    true
}

/// Where some bytes of a file are written that stands in another one.
fn place_of(files: &[File], file: FileId, span: Span) -> Option<Place> {
    let embedding = files.get(file.0 as usize)?.embedding.as_ref()?;
    Some(embedding.place_of(span))
}
