//! The combinations of a matrix, where its values are plain.
//!
//! Source: <https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations>.
//! Start with [`combinations`].

use std::collections::HashMap;

use super::document::Document;
use crate::syntax::yaml::{Node, NodeKind};

/// More combinations than this are unknown; GitHub itself takes no more than four times as many.
const MOST: usize = 64;

/// The values of a combination, by what follows `matrix.` in an expression.
pub(super) type Combination = HashMap<String, String>;

/// Every combination of the matrix of a job; `None` where it is not plain.
pub(super) fn combinations<'a>(document: &Document<'a>, matrix: &'a Node) -> Option<Vec<Combination>> {
    // An expression makes one of which nothing is known.
    document.resolve(matrix).entries()?;
    let mut all = vec![Combination::new()];
    let mut has_axes = false;
    for entry in document.entries(Some(matrix)) {
        let name = entry.key.as_str()?;
        if matches!(name, "include" | "exclude") {
            continue;
        }
        has_axes = true;
        let values = document.resolve(&entry.value).items()?;
        if all.len() * values.len() > MOST {
            return None;
        }
        let values: Vec<Combination> = values.iter().map(|value| flat(document, name, value)).collect::<Option<_>>()?;
        all = all.iter().flat_map(|one| values.iter().map(|value| joined(one, value))).collect();
    }
    exclude(document, matrix, &mut all)?;
    if !has_axes {
        all.clear();
    }
    include(document, matrix, &mut all)?;
    Some(all)
}

fn joined(one: &Combination, other: &Combination) -> Combination {
    one.iter().chain(other).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// A value with all its members, each by its whole name.
fn flat<'a>(document: &Document<'a>, name: &str, value: &'a Node) -> Option<Combination> {
    let value = document.resolve(value);
    match &value.kind {
        NodeKind::Scalar { value, .. } => {
            // An expression in a value may be anything, a list of values included.
            let is_plain = !value.contains("$_Q");
            is_plain.then(|| Combination::from([(name.to_owned(), value.to_string())]))
        }
        NodeKind::Mapping { entries, .. } => {
            let mut found = Combination::new();
            for entry in entries {
                let key = format!("{name}.{}", entry.key.as_str()?);
                match document.resolve(&entry.value).as_str() {
                    Some(text) => drop(found.insert(key, text.to_owned())),
                    // Deeper members are asked for by nobody who names a Dockerfile.
                    None => continue,
                }
            }
            Some(found)
        }
        NodeKind::Sequence { .. } => Some(Combination::new()),
        NodeKind::Alias { .. } => None,
    }
}

/// The items of a list of mappings, each flat.
fn listed<'a>(document: &Document<'a>, matrix: &'a Node, key: &str) -> Option<Vec<Combination>> {
    let Some(list) = document.get(matrix, key) else { return Some(Vec::new()) };
    let items = list.items().filter(|items| items.len() <= MOST)?;
    let item = |item: &'a Node| {
        let mut found = Combination::new();
        for entry in document.entries(Some(item)) {
            found.extend(flat(document, entry.key.as_str()?, &entry.value)?);
        }
        Some(found)
    };
    items.iter().map(item).collect()
}

fn exclude<'a>(document: &Document<'a>, matrix: &'a Node, all: &mut Vec<Combination>) -> Option<()> {
    for excluded in listed(document, matrix, "exclude")? {
        all.retain(|one| !excluded.iter().all(|(name, value)| one.get(name) == Some(value)));
    }
    Some(())
}

/// Adds what is included to the combinations whose own values it does not change, or as one of its own.
fn include<'a>(document: &Document<'a>, matrix: &'a Node, all: &mut Vec<Combination>) -> Option<()> {
    let own = all.clone();
    for included in listed(document, matrix, "include")? {
        let fits = |one: &Combination| included.iter().all(|(name, value)| one.get(name).is_none_or(|it| it == value));
        let mut is_added = false;
        for (one, before) in all.iter_mut().zip(&own) {
            if fits(before) {
                one.extend(included.iter().map(|(name, value)| (name.clone(), value.clone())));
                is_added = true;
            }
        }
        if !is_added {
            all.push(included);
        }
        if all.len() > MOST {
            return None;
        }
    }
    Some(())
}
