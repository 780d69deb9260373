//! The inside of a mapping: keys with values in their order.
//!
//! Nearly all mappings of a project are small: a look through their few keys, which lie side by side, is quicker than a
//! hash, and takes no table. Larger ones have an index. Start with [`Members`].

use std::collections::HashMap;
use std::sync::Arc;

use super::Member;

/// How many keys are looked through one by one.
const FEW: usize = 16;

/// Keys with values, in order; no key is there twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    names: Vec<Arc<str>>,
    /// One for each name.
    members: Vec<Member>,
    /// Where each name is, once they are more than a few. Seeded anew by each run, as the standard library's, and
    /// quicker for short keys.
    places: Option<HashMap<Arc<str>, usize, foldhash::fast::RandomState>>,
}

impl Members {
    /// Without keys, with room for some.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self { names: Vec::with_capacity(count), members: Vec::with_capacity(count), places: None }
    }

    /// Where a key is.
    fn position(&self, key: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(key).copied(),
            None => self.names.iter().position(|name| **name == *key),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Member> {
        self.members.get(self.position(key)?)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Member> {
        let position = self.position(key)?;
        self.members.get_mut(position)
    }

    /// Sets a key; one that is there keeps its turn. Gives back what was there.
    pub(super) fn insert(&mut self, key: Arc<str>, member: Member) -> Option<Member> {
        if let Some(before) = self.get_mut(&key) {
            return Some(std::mem::replace(before, member));
        }
        if let Some(places) = &mut self.places {
            places.insert(key.clone(), self.names.len());
        }
        self.names.push(key);
        self.members.push(member);
        if self.places.is_none() && self.names.len() > FEW {
            self.index();
        }
        None
    }

    /// Takes a key away; the others keep their order.
    pub(super) fn remove(&mut self, key: &str) -> Option<Member> {
        let position = self.position(key)?;
        self.names.remove(position);
        let member = self.members.remove(position);
        self.index();
        Some(member)
    }

    /// Keeps only the keys that fit; linear.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&str, &mut Member) -> bool) {
        let kept: Vec<bool> = self.iter_mut().map(|(name, member)| keep(name, member)).collect();
        if kept.iter().all(|is_kept| *is_kept) {
            return;
        }
        let (mut of_names, mut of_members) = (kept.iter(), kept.iter());
        self.names.retain(|_| of_names.next().is_some_and(|is_kept| *is_kept));
        self.members.retain(|_| of_members.next().is_some_and(|is_kept| *is_kept));
        self.index();
    }

    /// Notes anew where each name is, where they are more than a few.
    fn index(&mut self) {
        let is_large = self.names.len() > FEW;
        let places = || self.names.iter().enumerate().map(|(place, name)| (name.clone(), place)).collect();
        self.places = is_large.then(places);
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Member)> + ExactSizeIterator {
        self.names.iter().map(|name| &**name).zip(&self.members)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Member)> {
        self.names.iter().map(|name| &**name).zip(&mut self.members)
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }
}

/// In whatever order.
impl PartialEq for Members {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, member)| other.get(name) == Some(member))
    }
}

impl IntoIterator for Members {
    type Item = (Arc<str>, Member);
    type IntoIter = std::iter::Zip<std::vec::IntoIter<Arc<str>>, std::vec::IntoIter<Member>>;

    fn into_iter(self) -> Self::IntoIter {
        self.names.into_iter().zip(self.members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::compose::Value;
    use crate::text::Place;

    fn member(text: &str) -> Member {
        Member { key: Place::default(), value: Value::text(text, Place::default()) }
    }

    #[test]
    fn small_and_large_ones_do_the_same() {
        for count in [3, FEW, FEW + 1, 3 * FEW] {
            let mut members = Members::default();
            for number in 0..count {
                assert_eq!(members.insert(format!("k{number}").into(), member("a")), None);
            }
            assert_eq!(members.insert("k1".into(), member("b")), Some(member("a")));
            assert_eq!(members.get("k1"), Some(&member("b")));
            assert_eq!(members.remove("k0"), Some(member("a")));
            assert_eq!(members.remove("k0"), None);
            members.retain(|name, _| name != "k2");
            let names: Vec<&str> = members.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), count - 2);
            assert_eq!(names.first(), Some(&"k1"));
            assert!(names.iter().all(|name| members.get(name).is_some()) && members.get("k2").is_none());
            let mut turned = Members::default();
            members.clone().into_iter().collect::<Vec<_>>().into_iter().rev().for_each(|(name, member)| {
                turned.insert(name, member);
            });
            assert_eq!(members, turned);
        }
    }
}
