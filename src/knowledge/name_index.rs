//! Rows of a table by the repositories that they name.
//!
//! Every build and every service asks, and there are a thousand names: whole ones are hashed, and patterns with a `*` at
//! their end lie by their first letter. Start with [`NameIndex::first`].

use std::collections::HashMap;

/// A row with how many stand before it in its table.
type Numbered<T> = (usize, &'static T);

/// The names of all rows.
#[derive(Debug)]
pub(super) struct NameIndex<T: 'static> {
    whole: HashMap<&'static str, Numbered<T>>,
    /// What stands before the `*` of a pattern, by its first byte, in the order of the table.
    starts: HashMap<Option<u8>, Vec<(&'static str, Numbered<T>)>>,
}

impl<T> NameIndex<T> {
    /// Of rows in the order of their table.
    pub(super) fn of(
        rows: impl Iterator<Item = &'static T>,
        names: impl Fn(&'static T) -> &'static [&'static str],
    ) -> Self {
        let mut index = Self { whole: HashMap::new(), starts: HashMap::new() };
        for (at, row) in rows.enumerate() {
            for name in names(row) {
                match name.strip_suffix('*') {
                    Some(start) => {
                        index.starts.entry(start.bytes().next()).or_default().push((start, (at, row)));
                    }
                    None => _ = index.whole.entry(name).or_insert((at, row)),
                }
            }
        }
        index
    }

    /// The first row of the table that has a repository.
    pub(super) fn first(&self, repository: &str) -> Option<&'static T> {
        let whole = self.whole.get(repository);
        let same_letter = self.starts.get(&repository.bytes().next()).into_iter();
        let any_letter = self.starts.get(&None).into_iter();
        let lists = same_letter.chain(any_letter);
        let started = lists.filter_map(|list| list.iter().find(|(start, _)| repository.starts_with(start)));
        let found = whole.into_iter().chain(started.map(|(_, row)| row));
        found.min_by_key(|(at, _)| *at).map(|(_, row)| *row)
    }
}

#[cfg(test)]
mod tests {
    use super::NameIndex;

    #[test]
    fn the_first_row_of_the_table_counts() {
        static ROWS: [&[&str]; 4] = [&["acme/a*"], &["acme/app", "b"], &["acme/app", "acme*"], &["*"]];
        let index = NameIndex::of(ROWS.iter(), |names| names);
        let first = |name: &str| index.first(name).and_then(|row| ROWS.iter().position(|other| other == row));
        assert_eq!(first("acme/app"), Some(0));
        assert_eq!(first("b"), Some(1));
        assert_eq!(first("acme/x"), Some(2));
        assert_eq!(first("elsewhere"), Some(3));
        assert_eq!(first(""), Some(3));
    }
}
