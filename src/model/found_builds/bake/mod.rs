//! `docker-bake.hcl` and `docker-bake.json`: which targets there are and what each of them builds.
//!
//! Files are merged as bake does it: a later block of a name goes over an earlier one. Targets that exist only to be
//! inherited are no builds. Source: <https://docs.docker.com/build/bake/reference/>. Start with [`builds`].

mod layers;
mod matrix;
mod targets;
mod values;

use std::collections::{HashMap, HashSet};

use self::targets::Targets;
use self::values::Scope;
use super::{Found, FoundGap};
use crate::syntax::hcl::{self, Body};
use crate::text::Source;

const BLOCKS: &[&str] = &["target", "group", "variable", "function"];

/// The builds of files that are read together.
pub(super) fn builds(files: &[Source], folder: &str) -> Found {
    let mut found = Found::default();
    let mut bodies: Vec<(&str, Body)> = Vec::new();
    for file in files {
        let parsed = match file.name().ends_with(".json") {
            true => hcl::parse_json(file.text(), BLOCKS),
            false => hcl::parse(file.text()),
        };
        found.gaps.extend(parsed.problems.into_iter().next().map(|problem| FoundGap {
            file: file.name().to_owned(),
            span: problem.span,
            reason: problem.message,
        }));
        bodies.push((file.name(), parsed.tree));
    }
    let size: usize = files.iter().map(|file| file.text().len()).sum();
    let scope = Scope::new(bodies.iter().map(|(_, body)| body), size);
    let mut targets = Targets::new(&bodies, &scope);
    let groups = grouped(&bodies, &scope);
    targets.builds(&groups, folder).into_iter().for_each(|build| found.add(build));
    found
}

/// The names of what groups hold.
fn grouped(bodies: &[(&str, Body)], scope: &Scope<'_>) -> HashSet<String> {
    let blocks = bodies.iter().flat_map(|(_, body)| &body.blocks).filter(|block| block.kind.value == "group");
    let lists = blocks.filter_map(|block| block.body.get("targets"));
    lists.flat_map(|list| scope.answer(list, &HashMap::new()).into_texts().items).collect()
}
