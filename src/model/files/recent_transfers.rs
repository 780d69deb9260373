//! What COPY and ADD have brought since the last RUN, by where it went.
//!
//! Tells whether a place is as a COPY left it, and which of them a later one does again. Destinations are kept in
//! order, so that each question looks at few of them. Start with [`RecentTransfers`].

use std::collections::BTreeMap;

use crate::model::commands::directories::{below, joined};
use crate::model::{Build, Copied, Shape, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Instruction;

/// So many destinations below one are looked at; what is not looked at counts as touched.
const MOST_BELOW: usize = 256;

/// What was copied since the last RUN.
#[derive(Debug, Default)]
pub struct RecentTransfers<'a> {
    by_destination: BTreeMap<String, Place<'a>>,
}

/// A destination.
#[derive(Debug, Default)]
struct Place<'a> {
    /// Where the last instruction stands that brought something here.
    last: u32,
    /// What else was brought here, and with which flags.
    transfers: Vec<(Copied<'a>, String)>,
}

impl<'a> RecentTransfers<'a> {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.by_destination.clear();
    }

    /// Adds a COPY or ADD below those before.
    pub fn add(&mut self, build: &Build, step: &Step, copied: Copied<'a>) {
        let flags = build.transfer_flags(step, copied.instruction);
        let place = self.by_destination.entry(copied.destination.clone()).or_default();
        place.last = copied.instruction.span.start;
        if place.transfers.len() < MOST_BELOW {
            place.transfers.push((copied, flags));
        }
    }

    /// Adds one of which is only known where it goes.
    pub fn lie_on_top(&mut self, copied: &Copied<'_>) {
        self.by_destination.entry(copied.destination.clone()).or_default().last = copied.instruction.span.start;
    }

    /// Whether an instruction that brought something to a destination is remembered.
    pub fn has(&self, first: &Instruction, destination: &str) -> bool {
        let place = self.by_destination.get(destination);
        place.is_some_and(|place| place.transfers.iter().any(|(known, _)| known.instruction.span == first.span))
    }

    /// Whether a destination is as an instruction left it: that was after the last RUN, and nothing was brought to it,
    /// above or below it since.
    pub fn is_untouched(&self, first: &Instruction, destination: &str) -> bool {
        let is_quiet = |place: &Place<'_>| place.last <= first.span.start;
        let mut above = parents(destination).filter_map(|parent| self.by_destination.get(parent));
        let below: Vec<&Place<'_>> = self.below(destination).map(|(_, place)| place).take(MOST_BELOW).collect();
        self.has(first, destination)
            && above.all(is_quiet)
            && below.len() < MOST_BELOW
            && below.into_iter().all(is_quiet)
    }

    /// Takes out what a COPY of a whole directory brings again, to the same place and with the same flags.
    pub fn take_replaced(&mut self, build: &Build, step: &Step, later: &Copied<'_>) -> Vec<Copied<'a>> {
        let whole = match later.items.as_slice() {
            [item] if item.shape == Shape::Directory => item.text.as_ref(),
            _ => None,
        };
        let Some(whole) = whole.map(|text| joined("/", text)) else { return Vec::new() };
        let later_flags = build.transfer_flags(step, later.instruction);
        let places: Vec<String> =
            self.below(&later.destination).take(MOST_BELOW).map(|(destination, _)| destination.clone()).collect();
        let mut replaced = Vec::new();
        for destination in places {
            let Some(place) = self.by_destination.get_mut(&destination) else { continue };
            let is_replaced = |(earlier, flags): &mut (Copied<'a>, String)| {
                *flags == later_flags
                    && earlier.is_from_context() == later.is_from_context()
                    && !earlier.items.is_empty()
                    && earlier.instruction.keyword.value == later.instruction.keyword.value
                    && brings_again(earlier, later, &whole)
            };
            replaced.extend(place.transfers.extract_if(.., is_replaced).map(|(earlier, _)| earlier));
        }
        replaced
    }

    /// The destinations at and below a path.
    fn below<'s>(&'s self, path: &str) -> impl Iterator<Item = (&'s String, &'s Place<'a>)> {
        let start = path.trim_end_matches('/');
        // `0` follows the slash.
        let inside = self.by_destination.range(format!("{start}/")..format!("{start}0"));
        let own = if start.is_empty() { None } else { self.by_destination.get_key_value(path) };
        own.into_iter().chain(inside)
    }
}

impl Build {
    /// What tells one COPY of a stage from another: two with the same key do the same.
    pub fn transfer_key(&self, step: &Step, copied: &Copied<'_>) -> String {
        let sources = copied.items.iter().map(|item| item.text.as_deref().unwrap_or(item.source.raw.as_str()));
        let sources: Vec<&str> = sources.map(|source| source.trim_start_matches("./").trim_end_matches('/')).collect();
        let values = self.places_of_values(step, &copied.transfer.sources.iter().collect::<Vec<_>>());
        let keyword = copied.instruction.keyword.value;
        let flags = self.transfer_flags(step, copied.instruction);
        format!("{keyword:?} {sources:?} {values:?} {} {flags}", copied.destination)
    }

    /// The flags of a COPY or ADD that matter to what it does, and the values of their variables.
    fn transfer_flags(&self, step: &Step, instruction: &Instruction) -> String {
        let flags: Vec<_> = instruction.flags.iter().filter(|flag| flag.name.value != "link").collect();
        let words: Vec<&Word> = flags.iter().filter_map(|flag| flag.value.as_ref()).collect();
        let texts: Vec<String> = flags.iter().map(|flag| flag.cooked()).collect();
        format!("{texts:?} {:?}", self.places_of_values(step, &words))
    }

    /// Where the variables of words are defined: the same variable may have another value further down.
    fn places_of_values(&self, step: &Step, words: &[&Word]) -> Vec<Option<u32>> {
        let variables = words.iter().flat_map(|word| word.all_variables());
        variables.map(|(variable, _)| self.binding(step, &variable.name).map(|binding| binding.span.start)).collect()
    }
}

/// Whether each source is below the later one's, and goes to the place that the later one gives it.
fn brings_again(earlier: &Copied<'_>, later: &Copied<'_>, whole: &str) -> bool {
    earlier.items.iter().all(|item| {
        let Some(text) = item.text.as_deref().filter(|text| !text.contains(['*', '?', '['])) else { return false };
        let source = joined("/", text);
        let Some(rest) = below(&source, whole) else { return false };
        let place = joined(&later.destination, rest);
        match &item.path {
            Some(path) => *path == place,
            None => !earlier.is_directory && earlier.destination == place,
        }
    })
}

/// The directories above a path, `/` included.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    let inner = path.match_indices('/').filter_map(|(at, _)| path.get(..at)).filter(|parent| !parent.is_empty());
    std::iter::once("/").filter(move |root| *root != path).chain(inner)
}
