//! Whole projects, from files that stand in memory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::load::load;
use super::{FileError, LoadOptions, ProjectFiles, Stack};
use crate::model::File;
use crate::syntax::compose::ComposeProblemKind;

/// Files by their paths.
struct Memory(HashMap<PathBuf, &'static str>);

impl ProjectFiles for Memory {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let path = super::paths::clean(path);
        if path.starts_with("unknown") {
            return Err(FileError::Unknown);
        }
        self.0.get(&path).map(|text| text.as_bytes().to_vec()).ok_or(FileError::Missing)
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        Some(self.0.contains_key(path))
    }
}

/// Loads the first file, or as many as are said, of those.
fn project(files: &[(&str, &'static str)], merged: usize, options: &LoadOptions) -> (Vec<File>, Stack) {
    let memory = Memory(files.iter().map(|(path, text)| (PathBuf::from(path), *text)).collect());
    let paths: Vec<PathBuf> = files.iter().take(merged).map(|(path, _)| PathBuf::from(path)).collect();
    load(&paths, &memory, options)
}

fn options() -> LoadOptions {
    LoadOptions { name: Some("shop".to_owned()), reads_environment_file: true, ..LoadOptions::default() }
}

/// The problems with their kinds and the texts they stand on.
fn problems(files: &[(&str, &'static str)]) -> Vec<(ComposeProblemKind, String)> {
    let (read, stack) = project(files, 1, &options());
    let text = |place: crate::text::Place| read[place.file.0 as usize].source.slice(place.span).to_owned();
    stack.problems.iter().map(|problem| (problem.kind, text(problem.place))).collect()
}

fn text(stack: &Stack, path: &[&str]) -> String {
    stack.value.at(path).and_then(|value| value.to_text()).unwrap_or_default()
}

#[test]
fn later_files_win_and_resources_are_named_after_the_project() {
    let base = "services:\n  a:\n    image: one\n    environment: {A: 1}\n    volumes: [data:/d]\nvolumes: {data: }\n";
    let over = "services:\n  a:\n    image: two\n    environment: [B=2]\n";
    let (files, stack) = project(&[("compose.yaml", base), ("compose.override.yaml", over)], 2, &options());
    assert_eq!(stack.problems, []);
    assert_eq!(files.len(), 2);
    assert_eq!(text(&stack, &["services", "a", "image"]), "two");
    assert_eq!(text(&stack, &["services", "a", "environment", "A"]), "1");
    assert_eq!(text(&stack, &["volumes", "data", "name"]), "shop_data");
    assert_eq!(text(&stack, &["networks", "default", "name"]), "shop_default");
    assert_eq!(stack.value.at(&["services", "a", "image"]).unwrap().place.file, files[1].id);
}

#[test]
fn included_files_lie_beneath_and_have_their_own_variables_and_folder() {
    let main = "include: [sub/compose.yaml]\nservices:\n  a: {image: mine}\n";
    let sub = "services:\n  a: {image: theirs, command: x}\n  b: {build: ., image: \"i:$TAG\"}\n";
    let files = [("compose.yaml", main), ("sub/compose.yaml", sub), ("sub/.env", "TAG=7\nX=$OUTER"), (".env", "X=1")];
    let (_, stack) = project(&files, 1, &options());
    assert_eq!(stack.problems, []);
    assert_eq!(text(&stack, &["services", "a", "image"]), "mine");
    assert_eq!(text(&stack, &["services", "a", "command"]), "");
    assert!(stack.value.at(&["services", "a", "command"]).is_some());
    assert_eq!(text(&stack, &["services", "b", "image"]), "i:7");
    assert_eq!(text(&stack, &["services", "b", "build", "context"]), "sub");
}

#[test]
fn extended_services_bring_their_paths_along() {
    let main = "services:\n  a:\n    extends: {file: ../base/c.yaml, service: b}\n    labels: [x=1]\n";
    let base = "services:\n  b: {build: ./app, env_file: a.env, profiles: [p], extends: c}\n  c: {labels: {y: 2}}\n";
    let files = [("main/compose.yaml", main), ("base/c.yaml", base), ("base/a.env", "")];
    let (_, stack) = project(&files, 1, &options());
    assert_eq!(stack.problems, []);
    assert_eq!(text(&stack, &["services", "a", "build", "context"]), "../base/app");
    assert_eq!(text(&stack, &["services", "a", "labels", "y"]), "2");
    assert!(stack.value.at(&["services", "a", "extends"]).is_none());
}

#[test]
fn cycles_end_and_are_told_where_they_close() {
    use ComposeProblemKind::Cycle;
    let itself = [("c.yaml", "services:\n  a: {image: x, extends: a}\n")];
    assert_eq!(problems(&itself), [(Cycle, "a".to_owned())]);
    let around = [("c.yaml", "services:\n  a: {extends: b, image: x}\n  b: {extends: c}\n  c: {extends: b}\n")];
    assert_eq!(problems(&around).first(), Some(&(Cycle, "b".to_owned())));
    let waits = [("c.yaml", "services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, links: [a:db]}\n")];
    assert_eq!(problems(&waits), [(Cycle, "a".to_owned())]);
    let included = [
        ("c.yaml", "include: [d.yaml]\nservices:\n  a: {image: x}\n"),
        ("d.yaml", "include: [./c.yaml]\nservices:\n  b: {image: x}\n"),
    ];
    assert_eq!(problems(&included), [(Cycle, "./c.yaml".to_owned())]);
}

#[test]
fn missing_files_are_problems_and_unknown_ones_gaps() {
    let missing = [("c.yaml", "include: [no.yaml]\nservices:\n  a: {image: x, extends: {file: f.yaml, service: b}}\n")];
    let kinds = problems(&missing);
    let kind = ComposeProblemKind::MissingFile;
    assert_eq!(kinds, [(kind, "no.yaml".to_owned()), (kind, "f.yaml".to_owned())]);
    let text = "include: [unknown/a.yaml, oci://x/y]\nservices:\n  a: {image: x, networks: [n], depends_on: [z]}\n";
    let (_, stack) = project(&[("c.yaml", text)], 1, &options());
    assert_eq!(stack.problems, [], "what is included may declare it");
    assert_eq!(stack.gaps.len(), 2);
}

#[test]
fn every_problem_stands_on_its_culprit() {
    use ComposeProblemKind as Kind;
    let cases: &[(&str, Kind, &str)] = &[
        ("{services: {a: {command: x}}}", Kind::NotAProject, "a"),
        ("{services: {a: {image: x, networks: [frond]}}, networks: {front: }}", Kind::UndefinedReference, "frond"),
        ("{services: {a: {image: x, volumes: ['data:/x']}}}", Kind::UndefinedReference, "data"),
        ("{services: {a: {image: x, links: ['db:q']}}}", Kind::UndefinedReference, "db"),
        ("{services: {a: {image: x, pid: 'service:db'}}}", Kind::UndefinedReference, "db"),
        ("{services: {a: {image: x, secrets: [s]}}}", Kind::UndefinedReference, "s"),
        ("{services: {a: {build: {secrets: [s]}}}}", Kind::UndefinedReference, "s"),
        ("{services: {a: {image: x, network_mode: host, networks: [n]}}, networks: {n: }}", Kind::Conflict, "networks"),
        (
            "{services: {a: {image: x, cpus: 0.5, deploy: {resources: {limits: {memory: 50M}}}}}}",
            Kind::Conflict,
            "cpus",
        ),
        ("{services: {a: {image: x, container_name: abc, scale: 2}}}", Kind::ContainerName, "container_name"),
        (
            "{services: {a: {image: x, container_name: abc}, b: {image: x, container_name: abc}}}",
            Kind::ContainerName,
            "abc",
        ),
        ("{services: {a: {image: x, healthcheck: {test: [curl, x]}}}}", Kind::InvalidValue, "curl"),
        ("{services: {a: {image: x, tmpfs: [/a], volumes: ['/a']}}}", Kind::MountTarget, "/a"),
        ("{services: {a: {image: x}}, volumes: {v: {external: true, driver: x}}}", Kind::Conflict, "driver"),
        ("{services: {a: {image: x}}, secrets: {s: {file: a, environment: B}}}", Kind::Conflict, "environment"),
        ("{services: {a: {image: x}}, configs: {c: {}}}", Kind::Conflict, "c"),
        ("{services: {a: {image: x, depends_on: [b]}, b: {image: x, profiles: [p]}}}", Kind::Profile, "b"),
    ];
    for (text, kind, culprit) in cases {
        let found = problems(&[("c.yaml", text)]);
        assert_eq!(found, [(*kind, (*culprit).to_owned())], "{text}");
    }
}

#[test]
fn what_is_no_yaml_does_not_hide_behind_what_follows_from_it() {
    let found = problems(&[("c.yaml", "services:\n  a:\n    image: [x\n    networks: [n]\n")]);
    assert!(found.iter().all(|(kind, _)| *kind == ComposeProblemKind::Yaml) && !found.is_empty(), "{found:?}");
}

#[test]
fn profiles_choose_services() {
    let text =
        "services:\n  a: {image: x}\n  b: {image: x, profiles: [p]}\n  c: {image: x, profiles: [q], networks: [n]}\n";
    for (active, count) in
        [(None, 3), (Some(vec![]), 1), (Some(vec!["p".to_owned()]), 2), (Some(vec!["*".to_owned()]), 3)]
    {
        let (_, stack) = project(&[("c.yaml", text)], 1, &LoadOptions { profiles: active.clone(), ..options() });
        assert_eq!(stack.value.at(&["services"]).unwrap().as_mapping().unwrap().len(), count, "{active:?}");
    }
}

#[test]
fn environment_files_are_read_where_asked_for() {
    let text = "services:\n  a: {image: x, env_file: [a.env, {path: no.env, required: false}, gone.env], environment: {B: own}}\n";
    let files = [("c.yaml", text), ("a.env", "A=1\nB=2\n")];
    let (_, stack) = project(&files, 1, &LoadOptions { resolves_environment: true, ..options() });
    assert_eq!(text_of(&stack, "A"), "1");
    assert_eq!(text_of(&stack, "B"), "own");
    let kinds: Vec<_> = stack.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ComposeProblemKind::MissingFile]);
}

fn text_of(stack: &Stack, name: &str) -> String {
    text(stack, &["services", "a", "environment", name])
}

#[test]
fn a_directive_takes_away_what_files_before_say() {
    let base = "services:\n  a: {image: x, ports: [\"80:80\"], labels: {a: 1, b: 2}}\n";
    let over = "services:\n  a:\n    ports: !reset []\n    labels: !override {c: 3}\n";
    let (_, stack) = project(&[("c.yaml", base), ("d.yaml", over)], 2, &options());
    assert!(stack.value.at(&["services", "a", "ports"]).is_none());
    assert_eq!(stack.value.at(&["services", "a", "labels"]).unwrap().as_mapping().unwrap().len(), 1);
}

#[test]
fn paths_that_were_taken_for_volumes_are_told_from_names() {
    let help = |volume: &str, declared: &str| {
        let text = format!("services: {{a: {{image: x, volumes: [{volume}]}}}}\nvolumes: {{{declared}}}\n");
        let (_, stack) = project(&[("c.yaml", text.leak())], 1, &options());
        let problem = stack.problems.first().cloned().unwrap();
        (problem.replacement.unwrap_or_default(), problem.help.unwrap_or_default())
    };
    for (volume, declared, replacement) in [
        ("'conf/nginx.conf:/x'", "", "./conf/nginx.conf"),
        ("'conf/data:/x'", "conf-data: ", "./conf/data"),
        ("'nginx.conf:/x'", "", "./nginx.conf"),
        ("'date:/x'", "data: ", "data"),
        ("'data:/x'", "", ""),
    ] {
        assert_eq!(help(volume, declared).0, replacement, "{volume}");
    }
    assert!(help("'data:/x'", "").1.contains("`./data`"));
}

#[test]
fn what_is_dropped_and_what_is_missing_is_known_once_it_is_loaded() {
    let base = "services:\n  a: {image: x, volumes: ['./one:/x', './two:/x/', './e.conf:/e']}\n";
    let text = "services:\n  b: {extends: {file: base.yaml, service: a}}\n  c: {extends: {file: base.yaml, service: a}, volumes: ['./t:/x']}\n";
    let (files, stack) = project(&[("c.yaml", text), ("base.yaml", base), ("e.conf", "")], 1, &options());
    let dropped: Vec<&str> =
        stack.dropped.iter().map(|one| files[one.place.file.0 as usize].source.slice(one.place.span)).collect();
    assert_eq!(dropped, ["'./one:/x'"], "what a service puts over one that it extends is meant");
    let service = stack.service("b").unwrap();
    let missing: Vec<bool> = service.volumes.iter().map(|mount| stack.is_missing(mount)).collect();
    assert_eq!(missing, [true, false]);
}

#[test]
fn one_mistake_is_told_once() {
    use ComposeProblemKind as Kind;
    let cases: &[(&str, &[(Kind, &str)])] = &[
        ("{services: {a: {imagee: x}}}", &[(Kind::UnknownKey, "imagee")]),
        ("{services: {a: {image: [x]}}}", &[(Kind::WrongType, "[x]")]),
        ("{services: {a: {image: x, networks: [n]}}, network: {n: }}", &[(Kind::UnknownKey, "network")]),
        ("{services: {a: {image: x, volumes: ['d:/x', 'dd:/d']}}, volumes: [dd]}", &[(Kind::WrongType, "[dd]")]),
        ("{services: {a: {image: x}}, secrets: {s: {files: x}}}", &[(Kind::UnknownKey, "files")]),
        ("{services: {a: {image: x}}, secrets: {s: {external: s}}}", &[(Kind::InvalidValue, "s")]),
        ("{services: {a: {}, b: {}, c: {}}}", &[(Kind::NotAProject, "a")]),
        (
            "{services: {a: {image: x, networks: [n]}, b: {image: x, networks: [n]}}}",
            &[(Kind::UndefinedReference, "n")],
        ),
        (
            "{services: {a: {image: x, networks: [frond]}, b: {image: x, networks: [frond]}}, networks: {front: }}",
            &[(Kind::UndefinedReference, "frond"), (Kind::UndefinedReference, "frond")],
        ),
        ("{services: {a: {image: $I}, b: {image: $I}}}", &[(Kind::Unset, "$I")]),
        ("{services: {a: {image: '${I:?set it}'}}}", &[(Kind::Required, "${I:?set it}")]),
        ("{services: {a: {image: x, ports: ['$P:99999']}}}", &[(Kind::InvalidValue, "99999")]),
        ("[a]", &[(Kind::NotAProject, "[a]")]),
        (
            "{services: {a: {image: x, image: y, networks: [n]}}}",
            &[(Kind::Yaml, "image"), (Kind::UndefinedReference, "n")],
        ),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(kind, culprit)| (*kind, (*culprit).to_owned())).collect();
        assert_eq!(problems(&[("c.yaml", text)]), expected, "{text}");
    }
}

#[test]
fn a_template_is_told_once() {
    let text = "services:\n  a:\n    {% if x %}\n    image: y\n    {% endif %}\n  b: {{ z }}\n";
    assert_eq!(problems(&[("c.yaml", text)]), [(ComposeProblemKind::Template, "{%".to_owned())]);
}
