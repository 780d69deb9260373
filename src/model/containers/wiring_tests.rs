//! Tests of what services hand to their builds, on projects in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Absence, Container, InputKind, MountKind};
use crate::model::Project;
use crate::model::stack::{FileError, LoadOptions, ProjectFiles, clean};

/// Files with their texts; there are no others.
struct Memory(BTreeMap<PathBuf, &'static str>);

impl ProjectFiles for Memory {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        self.0.get(&clean(path)).map(|text| text.as_bytes().to_vec()).ok_or(FileError::Missing)
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        Some(self.0.keys().any(|known| known.starts_with(clean(path))))
    }
}

/// The project of the first file.
fn project(files: &[(&'static str, &'static str)]) -> Project {
    let memory = Memory(files.iter().map(|(path, text)| (PathBuf::from(path), *text)).collect());
    let main: Vec<PathBuf> = files.iter().take(1).map(|(path, _)| PathBuf::from(path)).collect();
    let options = LoadOptions { name: Some("shop".to_owned()), ..LoadOptions::default() };
    Project::of_compose(&main, &memory, &options)
}

/// A service that hands this to the build of that Dockerfile.
fn built(build: &str, dockerfile: &'static str) -> Project {
    let text = format!("services: {{a: {{build: {{context: ., {build}}}}}}}\nsecrets: {{s: {{file: f}}}}\n");
    project(&[("compose.yaml", Box::leak(text.into_boxed_str())), ("Dockerfile", dockerfile)])
}

fn absence(files: &[(&'static str, &'static str)]) -> Option<Absence> {
    project(files).service_builds[0].absence.clone()
}

#[test]
fn absences_are_explained() {
    let unexplained = |instead: Option<&str>| Some(Absence::Unexplained { instead: instead.map(str::to_owned) });
    let compose = |build| ("compose.yaml", build);
    assert_eq!(absence(&[compose("services: {a: {build: x}}"), ("x/Dockerfile", "FROM a")]), None);
    assert_eq!(absence(&[compose("services: {a: {build: x}}"), ("x/dockerfile", "FROM a")]), None);
    assert_eq!(absence(&[compose("services: {a: {build: y}}"), ("x/Dockerfile", "FROM a")]), unexplained(None));
    let twice = "services: {a: {build: {context: x, dockerfile: x/Dockerfile}}}";
    assert_eq!(absence(&[compose(twice), ("x/Dockerfile", "FROM a")]), unexplained(Some("x/Dockerfile")));
    let below = [("d/compose.yaml", "services: {a: {build: .}}"), ("Dockerfile", "FROM a")];
    assert_eq!(absence(&below), unexplained(Some("Dockerfile")));
    let merged = [("e/x/compose.yaml", "services: {a: {build: e/x}}"), ("e/x/Dockerfile", "FROM a")];
    assert_eq!(absence(&merged), Some(Absence::Merged));
    let module = [compose("services: {a: {build: v/x}}"), (".gitmodules", "[submodule \"x\"]\n\tpath = v/x\n")];
    assert_eq!(absence(&module), Some(Absence::Submodule));
    assert_eq!(absence(&[compose("services: {a: {build: dist}}")]), Some(Absence::Generated));
    assert_eq!(absence(&[compose("services: {a: {build: 'https://a.io/b.git'}}")]), None);
    assert_eq!(absence(&[compose("services: {a: {build: '${X}'}}")]), None);
}

/// What nothing takes, with its kind.
fn untaken(build: &str, dockerfile: &'static str) -> Vec<(InputKind, String)> {
    built(build, dockerfile).untaken_inputs().into_iter().map(|input| (input.kind, input.name)).collect()
}

#[test]
fn what_nothing_takes_is_told() {
    for (build, dockerfile, kind, name) in [
        ("args: {X: 1}", "FROM alpine\nARG Y", InputKind::Argument, "X"),
        ("secrets: [s]", "FROM alpine\nRUN --mount=type=secret,id=t x", InputKind::Secret, "s"),
        ("ssh: [default]", "FROM alpine\nRUN --mount=type=ssh,id=k x", InputKind::Key, "default"),
        ("additional_contexts: {c: ./d}", "FROM alpine\nCOPY --from=e / /", InputKind::Context, "c"),
    ] {
        assert_eq!(untaken(build, dockerfile), [(kind, name.to_owned())], "{build}: {dockerfile}");
    }
}

#[test]
fn what_something_may_take_is_not() {
    for (build, dockerfile) in [
        ("args: {X: 1}", "ARG X\nFROM alpine"),
        ("args: {X: 1}", "FROM alpine\nONBUILD ARG X"),
        ("args: {X: 1}", "FROM alpine:$X"),
        ("args: {X: 1}", "# syntax=a/b\nFROM alpine"),
        ("args: {X: 1}", "FROM example.com/a"),
        ("args: {https_proxy: 1, BUILDKIT_X: 1, TARGETOS: a}", "FROM alpine"),
        ("secrets: [s]", "FROM alpine\nRUN --mount=type=secret,target=/run/s x"),
        ("secrets: [{source: s, target: t}]", "FROM alpine\nRUN --mount=type=secret,id=t x"),
        ("secrets: [s]", "FROM alpine\nARG N\nRUN --mount=type=secret,id=$N x"),
        ("ssh: [default]", "FROM alpine\nADD git@a.io:b/c.git /c"),
        ("additional_contexts: {alpine: ./d}", "FROM docker.io/library/alpine:latest"),
        ("additional_contexts: {C: ./d}", "FROM alpine\nRUN --mount=from=c,target=/c x"),
        ("additional_contexts: {c: ./d}", "ARG B\nFROM $B"),
        ("additional_contexts: {c: ./d}", "FROM alpine AS c\nFROM c"),
    ] {
        assert_eq!(untaken(build, dockerfile), [], "{build}: {dockerfile}");
    }
}

#[test]
fn mounts_that_get_nothing_are_told() {
    let missing = |build: &str, dockerfile: &'static str| {
        let project = built(build, dockerfile);
        let container = Container::all(&project).next().unwrap();
        let found = container.missing_mounts().into_iter();
        found.map(|mount| (mount.kind, mount.id, mount.is_required)).collect::<Vec<_>>()
    };
    let secret = |id: &str, is_required| (MountKind::Secret, id.to_owned(), is_required);
    let both = "FROM a\nRUN --mount=type=secret,id=t x\nRUN --mount=type=secret,id=t,required=true x";
    assert_eq!(missing("target: ''", both), [secret("t", true)]);
    assert_eq!(
        missing("secrets: [s]", "FROM a\nRUN --mount=type=secret,source=t,id=s,required x"),
        [secret("t", true)]
    );
    assert_eq!(missing("secrets: [s]", "FROM a\nRUN --mount=type=secret,target=/x/s,required x"), []);
    assert_eq!(missing("target: ''", "FROM a\nRUN --mount=type=secret,id=t,required=false x"), []);
    assert_eq!(missing("target: b", "FROM a\nRUN --mount=type=secret,id=t x\nFROM a AS b"), []);
    let key = (MountKind::Key, "default".to_owned(), false);
    assert_eq!(missing("target: ''", "FROM a\nRUN --mount=type=ssh x"), [key]);
    assert_eq!(missing("ssh: [default]", "FROM a\nRUN --mount=type=ssh x"), []);
}

#[test]
fn arguments_that_a_base_needs_are_told() {
    let missing = |build: &str, dockerfile: &'static str| {
        let project = built(build, dockerfile);
        let container = Container::all(&project).next().unwrap();
        container.missing_arguments().into_iter().map(|argument| argument.name).collect::<Vec<_>>()
    };
    assert_eq!(missing("args: {Y: 1}", "ARG X\nFROM a:$X"), ["X"]);
    assert_eq!(missing("args: {Y: 1}", "ARG X\nARG Y\nFROM $X/a:$Y"), ["X"]);
    for dockerfile in ["ARG X=1\nFROM a:$X", "ARG X\nFROM a:${X:-1}", "ARG X\nFROM a:1$X", "FROM a:$TARGETARCH"] {
        assert_eq!(missing("args: {Y: 1}", dockerfile), [""; 0], "{dockerfile}");
    }
    assert_eq!(missing("args: [X]", "ARG X\nFROM a:$X"), [""; 0]);
    assert_eq!(missing("args: ['X=$Y']", "ARG X\nFROM a:$X"), [""; 0]);
}

#[test]
fn contexts_stand_for_images() {
    let base = |contexts: &str, dockerfile: &'static str| {
        let project = built(contexts, dockerfile);
        let (build, stage) = Container::all(&project).next().unwrap().stage().unwrap();
        build.base_image(stage).is_some()
    };
    assert!(base("additional_contexts: {b: 'docker-image://alpine:3.22'}", "FROM b"));
    assert!(!base("additional_contexts: {alpine: ./d}", "FROM alpine"));
}

#[test]
fn images_of_siblings_have_to_be_named() {
    let missing = |services: &'static str| {
        let project =
            project(&[("compose.yaml", services), ("b/Dockerfile", "FROM alpine"), ("a/Dockerfile", "FROM b")]);
        let container = Container::all(&project).next().unwrap();
        container.missing_contexts().len()
    };
    assert_eq!(missing("services: {a: {build: a}, b: {build: b}}"), 1);
    for services in [
        "services: {a: {build: a}, b: {build: b, image: b}}",
        "services: {a: {build: a}, b: {build: b, image: '${B}'}}",
        "services: {a: {build: a}, b: {image: c}}",
        "services: {a: {build: {context: a, additional_contexts: {b: 'service:b'}}}, b: {build: b}}",
    ] {
        assert_eq!(missing(services), 0, "{services}");
    }
}

#[test]
fn arguments_choose_versions() {
    let chosen = |dockerfile: &'static str| {
        let project = built("args: {R: r.io, V: 1, S: slim, I: 'node:1'}", dockerfile);
        let container = Container::all(&project).next().unwrap();
        container.chosen_bases().first().map(|chosen| chosen.argument.name.value.clone())
    };
    for (from, name) in [
        ("node:$V", Some("V")),
        ("node:${V}-$S", Some("V")),
        ("$R/node:${V:-2}", Some("V")),
        ("$I", Some("I")),
        ("$I-slim", Some("I")),
        ("node:1-$S", None),
        ("$R/node:1", None),
        ("$R/node", None),
        ("node", None),
    ] {
        let text = format!("ARG R\nARG V\nARG S\nARG I\nFROM {from}\n");
        assert_eq!(chosen(Box::leak(text.into_boxed_str())).as_deref(), name, "{from}");
    }
}
