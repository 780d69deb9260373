//! What several rules say of the places that name an image.

use super::checker::Checker;
use super::rule::{Profile, Severity};
use crate::model::{ImageUse, NamedImage, VersionExcuse};

/// What other tools call a finding at a place that names an image.
type Aliases<'f> = &'f dyn Fn(&ImageUse<'_>) -> &'static [&'static str];

impl Checker<'_> {
    /// Reports, for the strict profile, an image of which a version would say little more. Only in FROM: any
    /// other name may be that of a build context.
    pub fn report_excused_image(&mut self, named: &NamedImage<'_>, excuse: VersionExcuse, aliases: Aliases<'_>) {
        let image = named.image;
        let (message, help) = match excuse {
            VersionExcuse::BuiltHere => (
                format!("`{image}` is whatever was built last under that name on the same machine"),
                "give it a version where it is built, and name that",
            ),
            VersionExcuse::Abandoned => (
                format!("`{image}` names no version, and nobody looks after any of them"),
                "start from an image that is looked after, and name its version",
            ),
            VersionExcuse::VersionInName => (
                format!("`{image}` has its version in the name, but is another image after every release of that"),
                "pin its digest where every build must start from the same image",
            ),
        };
        for place in named.uses.iter().filter(|place| place.base_of.is_some()) {
            self.report(place.span, message.clone())
                .aliases(aliases(place))
                .severity(Severity::Info)
                .from_profile(Profile::Strict)
                .help(help);
        }
    }

    /// Reports, for the strict profile, every FROM with the image but the first place that names it.
    pub fn report_image_again(&mut self, named: &NamedImage<'_>, message: &str, aliases: Aliases<'_>) {
        let Some((first, others)) = named.uses.split_first() else { return };
        for other in others.iter().filter(|other| other.base_of.is_some()) {
            self.report(other.span, message)
                .aliases(aliases(other))
                .severity(Severity::Info)
                .from_profile(Profile::Strict)
                .label(first.span, "named here first");
        }
    }
}
