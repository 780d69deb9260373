//! Volumes, secrets, configs and devices that no container sees, since another of the same service has their place.
//!
//! Docker Compose keeps the last of them and says nothing. An override file or a service that extends another replaces
//! on purpose; only what one service of one file says twice is here. Start with [`dropped`].

use crate::syntax::compose::merge::{self, Replaced};
use crate::syntax::compose::{Value, volumes};
use crate::text::Place;

/// An item of a service that is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// What kind of item it is.
    pub kind: DroppedKind,
    /// What would have been there: a path, the name of a volume or secret; none of memory and volumes without a name.
    pub source: Option<String>,
    /// Where it would have been.
    pub target: String,
    /// Where it is written.
    pub place: Place,
    /// Where the one that is there instead is written.
    pub by: Place,
}

/// What kind of item it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DroppedKind {
    /// An item of `volumes:`.
    Volume,
    /// An item of `secrets:`.
    Secret,
    /// An item of `configs:`.
    Config,
    /// An item of `devices:`.
    Device,
}

/// What the services of a document that is not merged yet drop by themselves.
pub(super) fn dropped(document: &Value) -> Vec<Dropped> {
    merge::replaced(document).iter().filter_map(read).collect()
}

fn read(replaced: &Replaced<'_>) -> Option<Dropped> {
    let kind = match replaced.list {
        "volumes" => DroppedKind::Volume,
        "secrets" => DroppedKind::Secret,
        "configs" => DroppedKind::Config,
        "devices" => DroppedKind::Device,
        _ => return None,
    };
    let (source, target) = ends(kind, replaced.item)?;
    Some(Dropped { kind, source, target, place: place_of(replaced.item), by: place_of(replaced.by) })
}

/// What is put into the container, and where.
fn ends(kind: DroppedKind, item: &Value) -> Option<(Option<String>, String)> {
    let long = |key: &str| item.get(key).and_then(Value::to_text);
    let Some(text) = item.as_text() else {
        let source = long("source");
        let target = long("target").or_else(|| source.clone())?;
        return Some((source, shown_target(kind, &target)));
    };
    match kind {
        DroppedKind::Volume => {
            let volume = volumes::parse(text).ok()?;
            Some((volume.source.map(|source| source.value), volumes::clean(&volume.target.value)))
        }
        DroppedKind::Secret | DroppedKind::Config => Some((Some(text.to_owned()), shown_target(kind, text))),
        DroppedKind::Device => {
            let mut parts = text.split(':');
            let source = parts.next()?;
            Some((Some(source.to_owned()), parts.next().unwrap_or(source).to_owned()))
        }
    }
}

/// The whole path of a secret or config that is given by its name alone.
fn shown_target(kind: DroppedKind, target: &str) -> String {
    match kind {
        DroppedKind::Secret if !target.starts_with('/') => format!("/run/secrets/{target}"),
        DroppedKind::Config if !target.starts_with('/') => format!("/{target}"),
        DroppedKind::Volume => volumes::clean(target),
        DroppedKind::Secret | DroppedKind::Config | DroppedKind::Device => target.to_owned(),
    }
}

/// The line that names it: of a mapping its target.
fn place_of(item: &Value) -> Place {
    item.get("target").or_else(|| item.get("source")).map_or(item.place, |part| part.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::compose::testing;

    fn shown(service: &str) -> Vec<String> {
        let document = testing::value(&format!("services: {{a: {service}}}"));
        dropped(&document).iter().map(|one| format!("{:?} {}", one.source, one.target)).collect()
    }

    #[test]
    fn the_last_of_several_stays() {
        assert_eq!(shown("{volumes: ['./a:/x', './b:/x/', './c:/x', './d:/y']}").len(), 2);
        assert_eq!(shown("{volumes: ['./a:/x', {type: tmpfs, target: /x}]}"), ["Some(\"./a\") /x"]);
        assert_eq!(shown("{secrets: [s, {source: t, target: /run/secrets/s}]}"), ["Some(\"s\") /run/secrets/s"]);
        assert_eq!(shown("{configs: [{source: c, target: /etc/c}, {source: d, target: /etc/c}]}").len(), 1);
        assert_eq!(shown("{devices: ['/dev/a:/dev/x', '/dev/b:/dev/x:r']}"), ["Some(\"/dev/a\") /dev/x"]);
    }

    #[test]
    fn the_same_item_twice_is_not_dropped() {
        assert!(shown("{volumes: ['./a:/x', './a:/x'], devices: [/dev/a, /dev/b]}").is_empty());
    }
}
