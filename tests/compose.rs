//! Loading from end to end: several files come to what Docker Compose makes of them.
//!
//! The expected pieces are those that `docker compose config --format json --no-path-resolution` prints.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use plimsoll::lint::{Policy, Profile, Settings, engine};
use plimsoll::model::Project;
use plimsoll::model::stack::{FileError, LoadOptions, ProjectFiles, Stack};
use plimsoll::report::resolved;
use plimsoll::syntax::compose::ComposeProblemKind;
use serde_json::{Value as Json, json};

/// A shop in several files.
const SHOP: &[(&str, &str)] = &[
    (
        "compose.yaml",
        r#"include: [shop/services.yaml]
x-labels: &labels
  team: web
services:
  web:
    extends: {file: base/common.yaml, service: base}
    image: "nginx:${TAG}"
    labels:
      <<: *labels
      tier: front
    ports: ["8080:80"]
    environment: [A=1, B=2]
    command: nginx -g "daemon off;"
    volumes: [./site:/site:ro, cache:/cache]
    depends_on: [db]
  debug:
    image: alpine:3.22
    profiles: [debug]
    depends_on: [web]
volumes:
  cache:
"#,
    ),
    (
        "compose.override.yaml",
        r#"services:
  web:
    environment:
      B: "3"
      C: ${MISSING:-none}
    ports: ["8081:80/udp"]
    volumes: [./other:/site]
    command: !reset null
    labels: !override
      tier: back
    mem_limit: 512m
"#,
    ),
    (
        "shop/services.yaml",
        r#"services:
  db:
    image: postgres:${VERSION}
    volumes: [./data:/var/lib/postgresql]
"#,
    ),
    (
        "shop/.env",
        r#"VERSION=18
"#,
    ),
    (
        "base/common.yaml",
        r#"services:
  base:
    restart: always
    environment:
      A: base
      BASE: "yes"
    volumes: [./shared:/shared]
"#,
    ),
    (
        ".env",
        r#"TAG=1.29.3
"#,
    ),
];

/// Files by their paths, and no others.
struct Files(&'static [(&'static str, &'static str)]);

impl ProjectFiles for Files {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let path: PathBuf = path.components().collect();
        let found = self.0.iter().find(|(name, _)| Path::new(name) == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or(FileError::Missing)
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        Some(self.read(path).is_ok())
    }
}

/// The shop, of these files, with these profiles.
fn load(files: &'static [(&'static str, &'static str)], paths: &[&str], profiles: &[&str]) -> Stack {
    let options = LoadOptions {
        name: Some("shop".to_owned()),
        profiles: Some(profiles.iter().map(|profile| (*profile).to_owned()).collect()),
        reads_environment_file: true,
        ..LoadOptions::default()
    };
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    Project::of_compose(&paths, &Files(files), &options).stack.unwrap()
}

/// What stands at a path of the resolved project.
fn piece(stack: &Stack, pointer: &str) -> Json {
    let whole: Json = serde_json::from_str(&resolved::render(stack)).unwrap();
    whole.pointer(pointer).cloned().unwrap_or_else(|| panic!("nothing at {pointer}"))
}

fn whole() -> Stack {
    load(SHOP, &["compose.yaml", "compose.override.yaml"], &[])
}

#[test]
fn a_project_of_many_files_loads() {
    let stack = whole();
    assert_eq!(stack.problems, []);
    assert_eq!(stack.gaps, []);
    assert_eq!(stack.files.len(), 6);
}

#[test]
fn variables_come_from_the_file_beside_the_project() {
    assert_eq!(piece(&whole(), "/services/web/image"), json!("nginx:1.29.3"));
}

#[test]
fn what_is_included_has_its_own_folder_and_variables() {
    let database = piece(&whole(), "/services/db");
    assert_eq!(database["image"], json!("postgres:18"));
    let mount = json!({"type": "bind", "source": "shop/data", "target": "/var/lib/postgresql", "bind": {}});
    assert_eq!(database["volumes"], json!([mount]));
}

#[test]
fn variables_of_a_service_come_together_from_all_files() {
    let expected = json!({"A": "1", "B": "3", "BASE": "yes", "C": "none"});
    assert_eq!(piece(&whole(), "/services/web/environment"), expected);
    assert_eq!(piece(&whole(), "/services/web/restart"), json!("always"));
}

#[test]
fn the_override_file_replaces_mounts_by_their_paths() {
    let expected = json!([
        {"type": "bind", "source": "base/shared", "target": "/shared", "bind": {}},
        {"type": "bind", "source": "./other", "target": "/site", "bind": {}},
        {"type": "volume", "source": "cache", "target": "/cache", "volume": {}},
    ]);
    assert_eq!(piece(&whole(), "/services/web/volumes"), expected);
}

#[test]
fn the_override_file_adds_ports() {
    let expected = json!([
        {"mode": "ingress", "target": 80, "published": "8080", "protocol": "tcp"},
        {"mode": "ingress", "target": 80, "published": "8081", "protocol": "udp"},
    ]);
    assert_eq!(piece(&whole(), "/services/web/ports"), expected);
}

#[test]
fn tags_take_away_and_replace() {
    assert_eq!(piece(&whole(), "/services/web/command"), Json::Null);
    assert_eq!(piece(&whole(), "/services/web/labels"), json!({"tier": "back"}));
}

#[test]
fn short_forms_become_long_ones() {
    assert_eq!(piece(&whole(), "/services/web/mem_limit"), json!("536870912"));
    let expected = json!({"db": {"condition": "service_started", "required": true}});
    assert_eq!(piece(&whole(), "/services/web/depends_on"), expected);
    assert_eq!(piece(&whole(), "/volumes/cache/name"), json!("shop_cache"));
    assert_eq!(piece(&whole(), "/networks/default/name"), json!("shop_default"));
}

#[test]
fn profiles_choose_the_services() {
    let names = |profiles: &[&str]| -> Vec<String> {
        let stack = load(SHOP, &["compose.yaml"], profiles);
        assert_eq!(stack.problems, []);
        let mut names: Vec<String> = stack.services().map(|service| service.name.value.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&[]), ["db", "web"]);
    assert_eq!(names(&["debug"]), ["db", "debug", "web"]);
    assert_eq!(names(&["*"]), ["db", "debug", "web"]);
}

#[test]
fn without_the_first_file_the_override_is_no_project() {
    let stack = load(SHOP, &["compose.override.yaml"], &[]);
    let kinds: Vec<_> = stack.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ComposeProblemKind::NotAProject]);
}

/// A single file.
struct One(String);

impl ProjectFiles for One {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        (path == Path::new("compose.yaml")).then(|| self.0.clone().into_bytes()).ok_or(FileError::Unknown)
    }

    fn exists(&self, _: &Path) -> Option<bool> {
        None
    }
}

/// Time grows with the length of a file: four times as many services take far less than sixteen times as long.
#[test]
fn every_rule_is_linear_in_the_number_of_services() {
    let seconds = |count: usize| {
        let service = |at: usize| {
            format!(
                "  service{at}:\n    image: example/app{at}:1.{at}\n    environment:\n      NAME: ${{NAME_{at}:-value}}\n      \
                 URL: http://service{}:8080/$PATH_{at}\n    ports: [\"127.0.0.1:{}:8080\"]\n    volumes: [\"data{}:/data\", \
                 \"./conf/{at}.yaml:/etc/app.yaml:ro\"]\n    depends_on: [service{}]\n    healthcheck: {{test: [CMD, wget, -q, \
                 \"http://localhost:8080/\"]}}\n",
                at.saturating_sub(1),
                10_000 + at,
                at % 50,
                at.saturating_sub(1).max(1),
            )
        };
        let services: String = (2..count).map(service).collect();
        let volumes: String = (0..50).map(|at| format!("  data{at}:\n")).collect();
        let text = format!("services:\n  service1: {{image: \"a:1\"}}\n{services}volumes:\n{volumes}");
        let settings = Settings::of(&plimsoll::rules::all(), Policy { profile: Profile::Strict, ..Policy::default() });
        let start = Instant::now();
        let files = One(text);
        let project = Project::of_compose(&[PathBuf::from("compose.yaml")], &files, &LoadOptions::default());
        let checked = engine::run(project, &settings);
        assert_eq!(checked.failures, []);
        assert!(checked.diagnostics.len() > count, "each service has something to say about it");
        start.elapsed().as_secs_f64()
    };
    let (short, long) = (seconds(250), seconds(1000));
    assert!(long < short * 10.0, "{short:.2} s for 250 services, {long:.2} s for 1,000");
}
