//! Dockerfiles, Compose files and ignore files as one project on the command line.

use std::process::Command;

use super::command_line::{Folder, said};

const API: &[u8] = b"FROM python:3.13-slim\nEXPOSE 8000\nCMD [\"gunicorn\", \"app:app\"]\n";
const COMPOSE: &[u8] = b"services:
  api:
    build: api
    user: \"10001:10001\"
    healthcheck:
      test: [CMD, python, -c, \"import urllib.request as r; r.urlopen('http://127.0.0.1:8000/')\"]
";

/// The rules that find something, each with its file, in the order of the report.
fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let said = folder.run(&[&["check", "--format", "json"], arguments].concat());
    let report: serde_json::Value = serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{said:?}"));
    let found = report["diagnostics"].as_array().unwrap().iter();
    found.map(|one| format!("{}: {}", one["file"].as_str().unwrap(), one["rule"].as_str().unwrap())).collect()
}

const JOINT: &[&str] = &["--select", "root-user,missing-healthcheck,unknown-build-target"];

#[test]
fn what_every_service_says_is_missed_in_no_dockerfile() {
    let folder = Folder::new(&[("api/Dockerfile", API), ("compose.yaml", COMPOSE), (".git/HEAD", b"")]);
    assert_eq!(found(&folder, JOINT), Vec::<String>::new());
    // However it is asked: the folder above says it.
    assert_eq!(found(&folder, &[JOINT, &["api/Dockerfile"]].concat()), Vec::<String>::new());
    assert_eq!(found(&folder, &[JOINT, &["api"]].concat()), Vec::<String>::new());
    let alone = Folder::new(&[("api/Dockerfile", API)]);
    assert_eq!(found(&alone, JOINT), ["api/Dockerfile: missing-healthcheck", "api/Dockerfile: root-user"]);
}

#[test]
fn a_service_that_does_not_say_it_counts() {
    let with = |service: &str| {
        let second = [COMPOSE, service.as_bytes()].concat();
        found(&Folder::new(&[("api/Dockerfile", API), ("compose.yaml", &second)]), JOINT)
    };
    let both = ["api/Dockerfile: missing-healthcheck", "api/Dockerfile: root-user"];
    assert_eq!(with("  copy:\n    build: api\n"), both);
    // A check of the image would not fit what this one starts, and the other service has its own.
    assert_eq!(with("  worker:\n    build: api\n    command: [celery, worker]\n"), both[1..]);
}

#[test]
fn a_joint_finding_stands_where_its_fix_belongs_and_is_told_once() {
    let stages = b"FROM alpine:3.23 AS build\nFROM scratch AS release\nCOPY --from=build /bin/true /true\n";
    let compose = b"services:\n  api:\n    build: {context: ., target: relase}\n";
    let overlay = b"services:\n  api:\n    restart: always\n";
    let folder = Folder::new(&[("Dockerfile", stages), ("compose.yaml", compose), ("compose.prod.yaml", overlay)]);
    let select = ["--select", "unknown-build-target"];
    assert_eq!(found(&folder, &select), ["compose.yaml: unknown-build-target"]);
    // Asked about the Dockerfile alone, nothing is said of other files.
    assert_eq!(found(&folder, &[&select[..], &["Dockerfile"]].concat()), Vec::<String>::new());
}

#[test]
fn comments_in_a_dockerfile_hold_for_what_services_find_in_it() {
    let comment = "# plimsoll ignore=root-user -- the platform sets the user\nCMD";
    let ignored = String::from_utf8_lossy(API).replace("CMD", comment);
    let compose = b"services:\n  api:\n    build: .\n";
    let folder = Folder::new(&[("Dockerfile", ignored.as_bytes()), ("compose.yaml", compose)]);
    let rules = ["--select", "root-user,unused-suppression"];
    assert_eq!(found(&folder, &rules), Vec::<String>::new());
    assert_eq!(found(&folder, &[&rules[..], &["compose.yaml"]].concat()), Vec::<String>::new());
}

#[test]
fn ignore_files_are_checked_and_mended() {
    let folder = Folder::new(&[
        ("Dockerfile", b"FROM scratch\nCOPY . /app\n"),
        (".dockerignore", b"node_modules # installed in the image\n"),
    ]);
    let select = ["check", "--select", "trailing-comment-in-ignore-file"];
    assert_eq!(found(&folder, &select[1..]), [".dockerignore: trailing-comment-in-ignore-file"]);
    let fixed = folder.run(&[&select[..], &["--fix"]].concat());
    assert_eq!(fixed.code, Some(0), "{fixed:?}");
    assert_eq!(folder.read(".dockerignore"), b"# installed in the image\nnode_modules\n");
}

/// Runs `git` in a folder, as somebody.
fn git(folder: &Folder, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]).args(arguments);
    let said = said_of(command, folder);
    assert_eq!(said.code, Some(0), "{said:?}");
}

fn said_of(mut command: Command, folder: &Folder) -> super::command_line::Said {
    command.current_dir(folder.path("."));
    said(command)
}

#[test]
fn only_what_changes_concern_is_checked() {
    let version = b"version: '3'\nservices:\n  web:\n    image: nginx:1.30.2\n";
    let folder = Folder::new(&[
        ("api/Dockerfile", b"FROM alpine\n"),
        ("api/app.py", b""),
        ("web/Dockerfile", b"FROM alpine\n"),
        ("compose.yaml", b"version: '3'\nservices:\n  api:\n    build: api\n"),
        ("other/compose.yaml", version),
    ]);
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "first"]);
    let select = ["--select", "untagged-image,obsolete-version", "--changed-since", "HEAD"];
    assert_eq!(found(&folder, &select), Vec::<String>::new());
    std::fs::write(folder.path("api/Dockerfile"), "FROM alpine\nRUN true\n").unwrap();
    // The project that builds it is concerned too.
    assert_eq!(found(&folder, &select), ["api/Dockerfile: untagged-image", "compose.yaml: obsolete-version"]);
    git(&folder, &["commit", "-qam", "second"]);
    assert_eq!(found(&folder, &select), Vec::<String>::new());
    // What comes into a build's context concerns the build.
    std::fs::write(folder.path("web/.env"), "A=b\n").unwrap();
    assert_eq!(found(&folder, &select), ["web/Dockerfile: untagged-image"]);
    let unknown = folder.run(&["check", "--changed-since", "nowhere"]);
    assert_eq!(
        (unknown.code, unknown.stderr.as_str()),
        (Some(2), "error: `nowhere` is no revision of this repository\n")
    );
    let outside = Folder::new(&[("Dockerfile", b"FROM alpine\n")]);
    assert_eq!(outside.run(&["check", "--changed-since", "HEAD"]).code, Some(2));
}

#[test]
fn comments_of_a_dockerfile_stay_where_a_service_builds_it() {
    let dockerfile: &[u8] =
        b"FROM debian:12.11\n# hadolint ignore=DL3008\nRUN apt-get install -y --no-install-recommends git\n";
    let folder = Folder::new(&[("api/Dockerfile", dockerfile), ("compose.yaml", COMPOSE)]);
    let rules = "unused-suppression,unpinned-apt-package";
    let said = folder.run(&["check", "--profile", "strict", "--select", rules, "--fix", "--unsafe-fixes"]);
    assert_eq!(folder.read("api/Dockerfile"), dockerfile, "{said:?}");
}

#[test]
fn an_ignore_file_that_no_build_obeys_is_found() {
    const RULE: &[&str] = &["--select", "orphan-ignore-file"];
    let ignored: &[u8] = b"**/node_modules\n";
    let files = [("api/Dockerfile", API), ("compose.yaml", COMPOSE), (".dockerignore", ignored), (".git/HEAD", b"")];
    assert_eq!(found(&Folder::new(&files), RULE), [".dockerignore: orphan-ignore-file"]);
    let script: (&str, &[u8]) = ("build.sh", b"docker build -f api/Dockerfile .\n");
    assert_eq!(found(&Folder::new(&[&files[..], &[script]].concat()), RULE), Vec::<String>::new());
}

#[test]
fn what_is_here_says_nothing_of_a_repository_elsewhere() {
    // The ignore file excludes all that the Dockerfile in the Compose file copies, and nothing of it is here.
    let compose: &[u8] = b"services:
  api:
    build:
      context: https://github.com/example/api.git#v1.4.0
      dockerfile_inline: |
        FROM scratch
        COPY missing.txt uv.lock /
        COPY . /srv
  web:
    build:
      context: https://github.com/example/web.git#v1.4.0
      dockerfile: docker/web.Dockerfile
";
    let files = [("compose.yaml", compose), (".dockerignore", b"*\n" as &[u8]), (".env", b"TOKEN=aGVsbG8gd29ybGQ\n")];
    let folder = Folder::new(&files);
    let rules = [
        "missing-copy-source",
        "needed-file-ignored",
        "unfiltered-copy",
        "secret-file-in-context",
        "missing-dockerfile",
        "orphan-ignore-file",
    ];
    assert_eq!(found(&folder, &["--profile", "strict", "--select", &rules.join(",")]), Vec::<String>::new());
}
