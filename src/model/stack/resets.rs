//! What `!reset` and `!override` take away from files before.
//!
//! Start with [`paths`], which has to be asked before a document is merged with anything.

use crate::syntax::compose::{Value, ValueKind};

/// The keys that lead to every value with such a tag.
pub fn paths(document: &Value) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    collect(document, &mut Vec::new(), &mut found);
    found
}

/// Goes down mappings; lists are kept whole, as Compose keeps them.
fn collect<'v>(value: &'v Value, path: &mut Vec<&'v str>, found: &mut Vec<Vec<String>>) {
    let ValueKind::Mapping(mapping) = &value.kind else { return };
    for (name, member) in mapping.iter() {
        path.push(name);
        if member.value.directive.is_some() {
            found.push(path.iter().map(|&name| name.to_owned()).collect());
        } else {
            collect(&member.value, path, found);
        }
        path.pop();
    }
}

/// Takes what the paths lead to out of a document.
pub fn apply(document: &mut Value, paths: &[Vec<String>]) {
    for path in paths {
        let Some((last, before)) = path.split_last() else { continue };
        let parent = before.iter().try_fold(&mut *document, |value, name| value.as_mapping_mut()?.get_mut(name));
        if let Some(mapping) = parent.and_then(Value::as_mapping_mut) {
            mapping.remove(last);
        }
    }
}
