//! Whether a place of a project is meant for production.

use super::checker::Checker;
use crate::text::Place;

impl Checker<'_> {
    /// Whether the Compose file of a place is there to develop or test with, by its name and folder. The override file,
    /// which is merged unasked where a project is worked on, is one too.
    pub fn is_for_development(&self, place: Place) -> bool {
        let main = self.file().is_for_development();
        main || self.compose_files().filter(|file| file.id == place.file).any(|file| {
            let name = file.source.name().rsplit(['/', '\\']).next().unwrap_or_default();
            file.is_for_development() || name.contains(".override.")
        })
    }
}
