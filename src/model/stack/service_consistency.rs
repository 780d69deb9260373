//! What a service must not say at once.
//!
//! Keys that exclude each other, limits that are set twice, a name for several containers, one place for two mounts.
//! Start with [`problems`].

use std::collections::HashMap;

use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Value, byte_sizes};
use crate::text::{Place, clean_path};

/// Everything that is wrong in one service of a completed project.
pub fn problems(name: &str, service: &Value) -> Vec<ComposeProblem> {
    let Some(mapping) = service.as_mapping() else { return Vec::new() };
    let mut checked = Checked { name, service, mapping, found: Vec::new() };
    checked.build();
    checked.networks();
    checked.health();
    checked.limits();
    checked.scale();
    checked.watch();
    checked.mounts();
    checked.found
}

struct Checked<'a> {
    name: &'a str,
    service: &'a Value,
    mapping: &'a Mapping,
    found: Vec<ComposeProblem>,
}

impl Checked<'_> {
    fn report(&mut self, kind: ComposeProblemKind, place: Place, message: String, help: &str) {
        self.found.push(ComposeProblem::new(kind, place, message).help(help));
    }

    /// Two keys that exclude each other; the place is that of the second.
    fn exclude(&mut self, first: (&str, Place), second: (&str, Place), help: &str) {
        let message = format!("`{}` and `{}` exclude each other", first.0, second.0);
        let problem = ComposeProblem::new(ComposeProblemKind::Conflict, second.1, message);
        self.found.push(problem.label(first.1, "set here").help(help));
    }

    /// Where a Dockerfile comes from, and for which platforms it is built.
    fn build(&mut self) {
        let Some(build) = self.mapping.get("build").and_then(Value::as_mapping) else { return };
        let inline = build.member("dockerfile_inline").filter(|inline| is_said(&inline.value));
        let file = build.member("dockerfile").filter(|file| is_said(&file.value));
        if let (Some(file), Some(inline)) = (file, inline) {
            let (file, inline) = (("dockerfile", file.key), ("dockerfile_inline", inline.key));
            self.exclude(file, inline, "keep the one that is to be built");
        }
        let platforms = build.get("platforms").map(Value::items).unwrap_or_default();
        let Some(own) = self.mapping.get("platform") else { return };
        let Some(platform) = own.as_text().filter(|text| !text.is_empty() && !platforms.is_empty()) else { return };
        if !platforms.iter().any(|one| one.as_text() == Some(platform)) {
            let message = format!("`{platform}` is not among the platforms that `{}` is built for", self.name);
            let help = "add it to `build.platforms`";
            self.report(ComposeProblemKind::Conflict, own.place, message, help);
        }
    }

    /// Networks, or the network of something else.
    fn networks(&mut self) {
        let mode = self.mapping.member("network_mode").filter(|mode| is_said(&mode.value));
        let networks = self.mapping.member("networks");
        let has_networks = networks.is_some_and(|networks| !networks.value.as_mapping().is_none_or(Mapping::is_empty));
        if let (Some(mode), Some(networks), true) = (mode, networks, has_networks) {
            let (mode, networks) = (("network_mode", mode.key), ("networks", networks.key));
            self.exclude(mode, networks, "keep one of them");
        }
    }

    /// How the command of a health check starts.
    fn health(&mut self) {
        let test = self.service.at(&["healthcheck", "test"]).map(Value::items).unwrap_or_default();
        let Some(first) = test.first() else { return };
        let word = first.to_text().unwrap_or_default();
        if !matches!(word.as_str(), "CMD" | "CMD-SHELL" | "NONE") {
            let message = format!("a health check starts with `CMD`, `CMD-SHELL` or `NONE`, not with `{word}`");
            let help = "put `CMD` in front, or write the command as one text";
            self.report(ComposeProblemKind::InvalidValue, first.place, message, help);
        }
    }

    /// Limits that stand both at the service and under `deploy`.
    fn limits(&mut self) {
        self.limit("cpus", "limits", "cpus", false);
        self.limit("mem_limit", "limits", "memory", true);
        self.limit("mem_reservation", "reservations", "memory", true);
        self.limit("pids_limit", "limits", "pids", false);
    }

    /// One limit; absent under `deploy` counts as another value once its block is there.
    fn limit(&mut self, key: &str, block: &str, inner: &str, is_bytes: bool) {
        let Some(own) = self.mapping.member(key) else { return };
        let Some(resources) = self.service.at(&["deploy", "resources"]).and_then(Value::as_mapping) else { return };
        let Some(block_member) = resources.member(block).filter(|member| member.value.as_mapping().is_some()) else {
            return;
        };
        let amount = |value: &Value| if is_bytes { bytes(value) } else { value.as_number() };
        let Some(first) = amount(&own.value).filter(|amount| *amount != 0.0) else { return };
        let other = block_member.value.as_mapping().and_then(|block| block.member(inner));
        let second = match other {
            Some(other) => amount(&other.value),
            None => Some(0.0),
        };
        if second.is_some_and(|second| (second - first).abs() > 1e-6) {
            let path = format!("deploy.resources.{block}.{inner}");
            let message = match other {
                Some(_) => format!("`{key}` and `{path}` have different values"),
                None => format!("`{key}` is set, but `{path}` beside it is not"),
            };
            let place = other.map_or(block_member.key, |other| other.value.place);
            self.found.push(
                ComposeProblem::new(ComposeProblemKind::Conflict, own.key, message)
                    .label(place, "the limits that count")
                    .help(format!(
                        "remove `{key}`, and set `{inner}: {}` under `deploy.resources.{block}`",
                        written(&own.value)
                    )),
            );
        }
    }

    /// How many containers there are, and whether they can share a name.
    fn scale(&mut self) {
        let scale = self.mapping.member("scale").and_then(|member| Some((member.key, member.value.as_integer()?)));
        if let Some((_, count)) = scale.filter(|(_, count)| *count < 0)
            && let Some(place) = self.mapping.get("scale").map(|scale| scale.place)
        {
            let message = format!("there cannot be {count} containers");
            self.report(ComposeProblemKind::InvalidValue, place, message, "`scale` takes 0 or more");
        }
        let deploy = self.mapping.get("deploy").and_then(Value::as_mapping);
        let replicas = deploy.and_then(|deploy| deploy.member("replicas"));
        let replicas = replicas.and_then(|member| Some((member.key, member.value.as_integer()?)));
        if let (Some((key, scale)), Some((other, replicas))) = (scale, replicas)
            && scale != replicas
        {
            let message = format!("`scale` says {scale} and `deploy.replicas` {replicas}");
            let problem = ComposeProblem::new(ComposeProblemKind::Conflict, key, message);
            self.found.push(problem.label(other, "the other number").help("keep one of them"));
        }
        let Some(name) = self.mapping.member("container_name").filter(|name| is_said(&name.value)) else { return };
        if let Some((place, count)) = scale.or(replicas).filter(|(_, count)| *count > 1) {
            let message =
                format!("{count} containers cannot share the name `{}`", name.value.to_text().unwrap_or_default());
            let problem = ComposeProblem::new(ComposeProblemKind::ContainerName, name.key, message);
            self.found.push(problem.label(place, "how many there are").help("leave `container_name` out"));
        }
    }

    /// Where watched files are copied to.
    fn watch(&mut self) {
        for watch in self.service.at(&["develop", "watch"]).map(Value::items).unwrap_or_default() {
            let Some(action) = watch.get("action") else { continue };
            let text = action.as_text().unwrap_or_default();
            if !matches!(text, "rebuild" | "restart") && !watch.get("target").is_some_and(is_said) {
                let message = format!("`{text}` needs a `target` to copy files to");
                let help = "set `target:` to a path in the container";
                self.found.push(ComposeProblem::new(ComposeProblemKind::Conflict, action.place, message).help(help));
            }
        }
    }

    /// Places that two mounts ask for.
    fn mounts(&mut self) {
        let mut taken: HashMap<String, Place> = HashMap::new();
        let list = |key: &str| self.mapping.get(key).map(Value::items).unwrap_or_default();
        let temporary = list("tmpfs").iter().filter_map(|item| {
            let text = item.as_text()?;
            let path = text.split(':').next().unwrap_or(text);
            Some((path.to_owned(), item.part(0..path.len())))
        });
        let volumes = list("volumes").iter().filter_map(|volume| {
            let target = volume.get("target")?;
            Some((clean_path(target.as_text()?), target.place))
        });
        let mut found = Vec::new();
        for (path, place) in temporary.chain(volumes) {
            match taken.get(&path) {
                Some(first) => {
                    let message = format!("something else is mounted at `{path}` already");
                    let problem = ComposeProblem::new(ComposeProblemKind::MountTarget, place, message);
                    found.push(problem.label(*first, "mounted here").help("give each mount its own path"));
                }
                None => {
                    taken.insert(path, place);
                }
            }
        }
        self.found.extend(found);
    }
}

/// A value as it is written.
fn written(value: &Value) -> &str {
    value.as_scalar().map_or("...", |scalar| &scalar.written)
}

/// Whether a value says anything.
fn is_said(value: &Value) -> bool {
    !value.is_null() && value.as_text() != Some("")
}

/// A number of bytes.
fn bytes(value: &Value) -> Option<f64> {
    value.as_number().or_else(|| byte_sizes::parse(value.as_text()?).map(|bytes| bytes as f64))
}
