//! Services of which one is meant to run in place of the other, each with what belongs to it.
//!
//! Profiles choose between such services. What needs a service has to be in its profile as well, and what only these
//! need may be. Start with [`Stack::alternatives`].

use std::collections::BTreeSet;

use super::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Build, Service};

/// With more services than these on one side, they are not told apart.
const MOST_SERVICES: usize = 50;

/// Two sides of which only one runs: the services of each, in the order they are written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alternatives<'a> {
    /// The side of the first service.
    pub one: Vec<&'a str>,
    /// That of the other.
    pub other: Vec<&'a str>,
}

impl Stack {
    /// Two services that are likely meant to run one in place of the other: they are made of the same, such as versions
    /// of one database, and nothing needs both. `None` where they are not.
    pub fn alternatives(&self, one: &Service, other: &Service) -> Option<Alternatives<'_>> {
        if one.name.value == other.name.value || !self.are_alike(one, other) {
            return None;
        }
        let (mut left, mut right) = (self.users_of(one)?, self.users_of(other)?);
        if !left.is_disjoint(&right) {
            return None;
        }
        self.add_own_needs(&mut left);
        self.add_own_needs(&mut right);
        Some(Alternatives { one: self.names_of(&left), other: self.names_of(&right) })
    }

    fn are_alike(&self, one: &Service, other: &Service) -> bool {
        let repository = self.written_repository_of(one);
        repository.is_some() && repository == self.written_repository_of(other)
            || one.build.as_ref().zip(other.build.as_ref()).is_some_and(|(one, other)| are_built_alike(one, other))
    }

    fn names_of(&self, numbers: &BTreeSet<usize>) -> Vec<&str> {
        numbers.iter().filter_map(|number| Some(self.project.services.get_index(*number)?.0.as_str())).collect()
    }

    /// A service and everything that needs it, at once or through others.
    fn users_of(&self, service: &Service) -> Option<BTreeSet<usize>> {
        let start = service.number;
        let (mut users, mut open) = (BTreeSet::from([start]), vec![start]);
        while let Some(number) = open.pop() {
            let (_, service) = self.project.services.get_index(number)?;
            for edge in self.dependents_of(service) {
                let user = edge.from.number;
                if users.insert(user) {
                    open.push(user);
                }
            }
            if users.len() > MOST_SERVICES {
                return None;
            }
        }
        Some(users)
    }

    /// Adds what only services of a side need.
    fn add_own_needs(&self, side: &mut BTreeSet<usize>) {
        let mut open: Vec<usize> = side.iter().copied().collect();
        while let Some((_, service)) = open.pop().and_then(|number| self.project.services.get_index(number)) {
            for edge in self.dependencies_of(service) {
                let is_own = |user: &Service| side.contains(&user.number);
                let has_others = self.dependents_of(edge.to).take(MOST_SERVICES).any(|edge| !is_own(edge.from));
                let needed = edge.to.number;
                if !has_others && side.len() < MOST_SERVICES && side.insert(needed) {
                    open.push(needed);
                }
            }
        }
    }
}

fn are_built_alike(one: &Build, other: &Build) -> bool {
    let text = |value: &Option<Located<String>>| value.as_ref().map(|value| value.value.clone());
    let parts = |build: &Build| [&build.context, &build.dockerfile, &build.dockerfile_inline, &build.target].map(text);
    let is_known = |build: &Build| build.context.as_ref().is_none_or(Located::is_known);
    is_known(one) && is_known(other) && parts(one) == parts(other)
}
