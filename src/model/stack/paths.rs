//! Paths of Compose files: where they lead from, and how those of included and extended files are written in the whole.
//!
//! Works on texts alone; the disk is not asked. Start with [`anchor`].

use std::path::{Component, Path, PathBuf};

use crate::syntax::compose::{Data, Mapping, Value, ValueKind};

/// The folder of a file; empty where the path is only a name.
pub fn directory_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

/// A path without detours, as far as its text tells.
pub fn clean(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.into_iter().collect()
}

/// A path as it is shown in findings.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let mut rest: &str = &text;
    while let Some(stripped) = rest.strip_prefix("./") {
        rest = stripped.trim_start_matches('/');
    }
    if rest.is_empty() { text.into_owned() } else { rest.to_owned() }
}

/// Whether it is the address of something that is not on this disk.
pub fn is_remote(path: &str) -> bool {
    path.contains("://")
        || ["git@", "github.com/"].iter().any(|start| path.starts_with(start))
        || path.split_once('#').map_or(path, |(before, _)| before).ends_with(".git")
}

/// A path of a file in that folder, as it is written in a file outside of it.
pub fn rebase(path: &str, folder: &Path) -> String {
    let is_absolute = path.starts_with(['/', '~']) || path.starts_with("\\\\") || has_drive(path);
    if is_absolute {
        return path.to_owned();
    }
    let joined = clean(&folder.join(path));
    let text = joined.to_string_lossy();
    if text.is_empty() { ".".to_owned() } else { text.into_owned() }
}

/// Whether it starts with the letter of a Windows drive.
fn has_drive(path: &str) -> bool {
    let mut characters = path.chars();
    characters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && characters.next() == Some(':')
        && matches!(characters.next(), Some('/' | '\\'))
}

/// Rewrites every relative path of a document in its long form as one of a folder.
pub fn anchor(document: &mut Value, folder: &Path) {
    if clean(folder).as_os_str().is_empty() {
        return;
    }
    for (_, service) in members(document, "services") {
        anchor_service(service, folder);
    }
    for section in ["secrets", "configs"] {
        for (_, object) in members(document, section) {
            rewrite(object, "file", folder);
        }
    }
    for (_, volume) in members(document, "volumes") {
        let is_local = volume.get("driver").is_none_or(|driver| driver.as_text() == Some("local"));
        let Some(options) = volume.as_mapping_mut().and_then(|volume| volume.get_mut("driver_opts")) else { continue };
        if is_local && options.get("o").and_then(Value::as_text) == Some("bind") {
            rewrite(options, "device", folder);
        }
    }
}

/// Rewrites the relative paths of a service.
fn anchor_service(service: &mut Value, folder: &Path) {
    let Some(service) = service.as_mapping_mut() else { return };
    if let Some(build) = service.get_mut("build") {
        anchor_build(build, folder);
    }
    anchor_container(service, folder);
    let before = service.get_mut("pre_start").into_iter().flat_map(items);
    before.filter_map(Value::as_mapping_mut).for_each(|container| anchor_container(container, folder));
    if let Some(extended) = service.get_mut("extends") {
        rewrite(extended, "file", folder);
    }
    let watches =
        service.get_mut("develop").and_then(Value::as_mapping_mut).and_then(|develop| develop.get_mut("watch"));
    watches.into_iter().flat_map(items).for_each(|watch| rewrite(watch, "path", folder));
}

/// Rewrites the relative paths that a service and the containers before it have alike.
fn anchor_container(container: &mut Mapping, folder: &Path) {
    for key in ["env_file", "label_file"] {
        container.get_mut(key).into_iter().flat_map(items).for_each(|item| rewrite_item(item, "path", folder));
    }
    for volume in container.get_mut("volumes").into_iter().flat_map(items) {
        if volume.get("type").and_then(Value::as_text) == Some("bind") {
            rewrite(volume, "source", folder);
        }
    }
}

/// Rewrites the relative paths of a build.
fn anchor_build(build: &mut Value, folder: &Path) {
    let Some(mapping) = build.as_mapping_mut() else { return };
    if !mapping.has("context") {
        let place = mapping.iter().next().map(|(_, member)| member.key).unwrap_or_default();
        mapping.insert("context", place, Value::text(".", place));
    }
    rewrite(build, "context", folder);
    let contexts = build.as_mapping_mut().and_then(|build| build.get_mut("additional_contexts"));
    for (_, member) in contexts.and_then(Value::as_mapping_mut).into_iter().flat_map(Mapping::iter_mut) {
        rewrite_text(&mut member.value, folder);
    }
}

/// The items of a list.
fn items(value: &mut Value) -> &mut [Value] {
    match &mut value.kind {
        ValueKind::Sequence(items) => items,
        ValueKind::Scalar(_) | ValueKind::Mapping(_) => &mut [],
    }
}

/// The members of a section.
pub fn members<'a>(document: &'a mut Value, section: &str) -> impl Iterator<Item = (&'a str, &'a mut Value)> {
    let mapping =
        document.as_mapping_mut().and_then(|document| document.get_mut(section)).and_then(Value::as_mapping_mut);
    mapping.into_iter().flat_map(Mapping::iter_mut).map(|(name, member)| (name, &mut member.value))
}

/// Rewrites the path under a key.
fn rewrite(value: &mut Value, key: &str, folder: &Path) {
    if let Some(path) = value.as_mapping_mut().and_then(|mapping| mapping.get_mut(key)) {
        rewrite_text(path, folder);
    }
}

/// Rewrites an item that is a path or has one under a key.
fn rewrite_item(item: &mut Value, key: &str, folder: &Path) {
    match &item.kind {
        ValueKind::Mapping(_) => rewrite(item, key, folder),
        ValueKind::Scalar(_) => rewrite_text(item, folder),
        ValueKind::Sequence(_) => {}
    }
}

/// Rewrites a path; addresses and names of services stay.
fn rewrite_text(value: &mut Value, folder: &Path) {
    if let ValueKind::Scalar(scalar) = &mut value.kind
        && let Data::Text(text) = &mut scalar.data
        && !is_remote(text)
        && !text.starts_with("service:")
    {
        *text = rebase(text, folder).into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detours_are_left_out() {
        for (path, cleaned) in [("a/../b", "b"), ("./a/./b", "a/b"), ("../a", "../a"), ("/../a", "/a"), ("a/..", "")] {
            assert_eq!(clean(Path::new(path)), Path::new(cleaned), "{path}");
        }
    }

    #[test]
    fn containers_before_a_service_start_from_its_folder() {
        let text = "services: {a: {pre_start: [{env_file: [{path: e}], volumes: [{type: bind, source: ./v}]}]}}";
        let mut document = crate::syntax::compose::testing::value(text);
        anchor(&mut document, Path::new("sub"));
        let expected = r#"[{"env_file":[{"path":"sub/e"}],"volumes":[{"type":"bind","source":"sub/v"}]}]"#;
        let list = document.at(&["services", "a", "pre_start"]).unwrap();
        assert_eq!(crate::syntax::compose::testing::json(list), expected);
    }

    #[test]
    fn paths_are_told_from_addresses() {
        let folder = Path::new("sub");
        for (path, rebased) in [(".", "sub"), ("../w", "w"), ("./v", "sub/v"), ("/abs", "/abs"), ("~/q", "~/q")] {
            assert_eq!(rebase(path, folder), rebased, "{path}");
        }
        for address in ["https://a/b", "git@a:b", "docker-image://x", "oci://x/y", "x/y.git#main"] {
            assert!(is_remote(address), "{address}");
        }
        assert!(!is_remote("./compose.yaml"));
    }
}
