//! Volumes, devices, secrets and configs of services.

use crate::syntax::compose::parts::{part_text, set_data};
use crate::syntax::compose::volumes::{VolumeOption, VolumeText, clean, parse};
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Data, Mapping, Value, ValueKind};

use super::{items, member, put, resources, texts};

/// Where the options of a volume in short form that Compose drops are kept, as a list of texts.
pub const UNKNOWN_OPTIONS: &str = "x-unknown-options";

/// Brings volumes of a service into their long form.
///
/// `bind` of a short form is empty: Compose makes a folder that is missing unless `create_host_path` says no.
pub(super) fn volumes(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    for item in items(value) {
        match item.as_text().map(parse) {
            Some(Ok(volume)) => {
                let mapping = volume_mapping(item, &volume);
                item.kind = ValueKind::Mapping(mapping);
            }
            Some(Err(flaw)) => problems.push(flaw.problem(item)),
            None => long_volume(item, problems),
        }
    }
}

fn long_volume(item: &mut Value, problems: &mut Vec<ComposeProblem>) {
    if let Some(target) = member(item, "target") {
        let cleaned = target.as_text().filter(|text| !text.is_empty()).map(clean);
        cleaned.into_iter().for_each(|text| set_data(target, Data::Text(text.into())));
    }
    if let Some(labels) = member(item, "volume").and_then(|volume| member(volume, "labels")) {
        texts::labels(labels);
    }
    if let Some(size) = member(item, "tmpfs").and_then(|tmpfs| member(tmpfs, "size")) {
        resources::bytes(size, problems);
    }
}

fn volume_mapping(item: &Value, volume: &VolumeText) -> Mapping {
    let mut made = Mapping::with_capacity(4);
    let is_bind = volume.is_bind();
    put(&mut made, "type", Value::text(if is_bind { "bind" } else { "volume" }, item.place));
    if let Some(source) = &volume.source {
        put(&mut made, "source", part_text(item, source.range.clone(), source.value.clone()));
    }
    put(&mut made, "target", part_text(item, volume.target.range.clone(), clean(&volume.target.value)));
    let (mut bind, mut named, mut unknown) = (Mapping::new(), Mapping::new(), Vec::new());
    for option in &volume.options {
        let text = |text: &str| part_text(item, option.range.clone(), text);
        let yes = || Value::scalar(Data::Boolean(true), item.part(option.range.clone()));
        match &option.value {
            VolumeOption::ReadOnly if volume.is_read_only() => put(&mut made, "read_only", yes()),
            VolumeOption::NoCopy => put(&mut named, "nocopy", yes()),
            VolumeOption::Selinux(value) => put(&mut bind, "selinux", text(value)),
            VolumeOption::Propagation(value) => put(&mut bind, "propagation", text(value)),
            VolumeOption::Unknown(value) => unknown.push(text(value)),
            VolumeOption::ReadOnly | VolumeOption::ReadWrite | VolumeOption::Consistency(_) => {}
        }
    }
    let is_tiny = item.as_text().is_some_and(|text| text.len() <= 2);
    if is_bind || !bind.is_empty() {
        put(&mut made, "bind", Value::new(ValueKind::Mapping(bind), item.place));
    }
    if !is_bind && !is_tiny || !named.is_empty() {
        put(&mut made, "volume", Value::new(ValueKind::Mapping(named), item.place));
    }
    if !unknown.is_empty() {
        put(&mut made, UNKNOWN_OPTIONS, Value::new(ValueKind::Sequence(unknown), item.place));
    }
    made
}

/// Brings devices into their long form.
pub(super) fn devices(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    for item in items(value) {
        let Some(text) = item.as_text() else { continue };
        let mut parts = Vec::new();
        let mut start = 0;
        for part in text.split(':') {
            parts.push(start..start + part.len());
            start += part.len() + 1;
        }
        let (source, target, permissions) = match parts.as_slice() {
            [source] => (source, source, None),
            [source, target] => (source, target, None),
            [source, target, permissions] => (source, target, Some(permissions)),
            _ => {
                let message = format!("`{text}` has too many colons for a device");
                let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, item.place, message);
                problems.push(problem.help("write it with the keys `source`, `target` and `permissions`"));
                continue;
            }
        };
        let target = if target.is_empty() { source } else { target };
        let part = |range: &std::ops::Range<usize>| {
            part_text(item, range.clone(), text.get(range.clone()).unwrap_or_default())
        };
        let mut made = Mapping::new();
        put(&mut made, "source", part(source));
        put(&mut made, "target", part(target));
        put(&mut made, "permissions", permissions.map_or_else(|| Value::text("rwm", item.place), part));
        item.kind = ValueKind::Mapping(made);
    }
}

/// Brings secrets and configs of a service or a build into their long form.
pub(super) fn files(value: &mut Value) {
    for item in items(value) {
        if item.as_text().is_some() {
            let mut source = item.clone();
            source.directive = None;
            let mut made = Mapping::new();
            put(&mut made, "source", source);
            item.kind = ValueKind::Mapping(made);
        }
        if let Some(mode) = member(item, "mode") {
            octal(mode);
        }
    }
}

/// Permissions as four octal digits.
fn octal(mode: &mut Value) {
    let number = match mode.data() {
        Some(Data::Integer(number)) => Some(*number),
        Some(Data::Text(text)) => i64::from_str_radix(text.strip_prefix("0o").unwrap_or(text), 8).ok(),
        _ => None,
    };
    if let Some(number) = number.filter(|number| *number >= 0) {
        set_data(mode, Data::Text(format!("{number:04o}").into()));
    }
}
