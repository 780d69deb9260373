//! What the tables say about a path, for those who ask about one key.

use super::project::PROJECT;
use super::shape::{Key, Keys, Shape};

/// What the key at the end of a path is: `services`, `web`, `ports`. Names that the user chooses stand in it as they
/// are; items of lists take no turn. `None` where the specification knows no such key.
pub fn shape_at(path: &[&str]) -> Option<&'static Shape> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(&PROJECT.key(first)?.shape, |shape, name| child(shape, name))
}

/// The keys that the mapping at the end of a path has; those of a file for an empty path.
pub fn keys_at(path: &[&str]) -> Option<&'static Keys> {
    if path.is_empty() {
        return Some(&PROJECT);
    }
    object(shape_at(path)?)
}

/// What a key or a chosen name of a value of a shape is.
fn child(shape: &'static Shape, name: &str) -> Option<&'static Shape> {
    match shape {
        Shape::Object(keys) => keys.key(name).map(|key: &'static Key| &key.shape),
        Shape::Map(map) => map.names.asks_for_shape(name).then_some(&map.value),
        Shape::List(item, _) => child(item, name),
        Shape::OneOf(shapes) => shapes.iter().find_map(|shape| child(shape, name)),
        _ => None,
    }
}

/// The keys of a shape, where it can be a mapping with known ones.
fn object(shape: &'static Shape) -> Option<&'static Keys> {
    match shape {
        Shape::Object(keys) => Some(keys),
        Shape::List(item, _) => object(item),
        Shape::OneOf(shapes) => shapes.iter().find_map(object),
        _ => None,
    }
}
