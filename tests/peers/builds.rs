//! Dockerfiles with their Compose and ignore files, of which tally 0.45.0 or `docker build --check` says the wrong thing.
//! The checks of BuildKit are those that tally carries over, run in it without a network.

use super::{is_quiet, says};

const DOCKERFILE: &str = "FROM alpine:3.23\nCOPY app.conf /etc/app.conf\nUSER 10001\nCMD [\"httpd\", \"-f\"]\n";
const COMPOSE: &str = "services:\n  a:\n    build: .\n";

/// tally: DL3057 at the Dockerfile, whether it is asked about the Compose file or not.
#[test]
fn tally_misses_a_health_check_that_the_service_has() {
    let dockerfile = "FROM alpine:3.23\nUSER 10001\nEXPOSE 8080\nCMD [\"httpd\", \"-f\", \"-p\", \"8080\"]\n";
    says(&[("Dockerfile", dockerfile)], &["Dockerfile:4 missing-healthcheck"]);
    let check = "    healthcheck:\n      test: [CMD, wget, -q, -O, /dev/null, \"http://127.0.0.1:8080/\"]\n";
    let compose = format!("{COMPOSE}{check}");
    is_quiet(&[("compose.yaml", &compose), ("Dockerfile", dockerfile)], &["missing-healthcheck"]);
}

/// tally reads the project and says nothing of any of it.
#[test]
fn tally_says_nothing_of_what_a_service_asks_of_its_build() {
    let compose = "services:
  a:
    build: .
    ports: [\"127.0.0.1:8080:9000\"]
    healthcheck:
      test: [CMD, curl, -f, \"http://127.0.0.1:8000/\"]
  b:
    build:
      context: .
      target: relase
      args: {NOPE: 1}
";
    let dockerfile = "FROM python:3.13-slim AS release\nEXPOSE 8000\nUSER 10001\nCMD [\"gunicorn\", \"--bind\", \"0.0.0.0:8000\", \"app:app\"]\n";
    let expected = [
        "compose.yaml:4 unanswered-port",
        "compose.yaml:6 missing-service-healthcheck-tool",
        "compose.yaml:10 unknown-build-target",
        "compose.yaml:11 unused-build-input",
    ];
    says(&[("compose.yaml", compose), ("Dockerfile", dockerfile)], &expected);
}

/// tally knows `.dockerignore` alone: nothing for the first project, `CopyIgnoredFile` for the second.
#[test]
fn tally_obeys_the_ignore_file_that_docker_does_not() {
    let files = [("compose.yaml", COMPOSE), ("Dockerfile", DOCKERFILE), ("app.conf", "x\n")];
    let own = [&files[..], &[("Dockerfile.dockerignore", "*.conf\n")]].concat();
    says(&own, &["Dockerfile:2 missing-copy-source"]);
    let both = [&files[..], &[("Dockerfile.dockerignore", "*.md\n"), (".dockerignore", "*.conf\n")]].concat();
    is_quiet(&both, &["missing-copy-source"]);
}

/// BuildKit's own check is off as soon as a line begins with `!` (read in its source; tally looks on, but says nothing here).
#[test]
fn buildkit_looks_for_no_ignored_file_beside_an_exception() {
    let ignore = (".dockerignore", "*.conf\n!other.conf\n");
    let files = [("Dockerfile", DOCKERFILE), ignore, ("app.conf", "x\n"), ("other.conf", "x\n")];
    says(&files, &["Dockerfile:2 missing-copy-source"]);
    let other = DOCKERFILE.replace("COPY app.conf", "COPY other.conf");
    is_quiet(&[("Dockerfile", &other), ignore, ("app.conf", "x\n"), ("other.conf", "x\n")], &["missing-copy-source"]);
}

/// tally: exit code 2, since the service has a profile.
#[test]
fn tally_stops_at_a_service_with_a_profile() {
    let compose = format!("{COMPOSE}    profiles: [tools]\n");
    let dockerfile = "FROM alpine\nUSER 10001\nCMD [\"x\"]\n";
    says(&[("compose.yaml", &compose), ("Dockerfile", dockerfile)], &["Dockerfile:1 untagged-image"]);
}

/// UndefinedVar, where the registry cannot be asked.
#[test]
fn tally_knows_no_variables_of_base_images() {
    for text in [
        "FROM python:3.13-slim\nENV A=$PYTHON_VERSION\nUSER 10001\n",
        "FROM node:24.11-slim\nENV A=$NODE_VERSION\nUSER node\n",
    ] {
        is_quiet(&[("Dockerfile", text)], &["undefined-variable"]);
    }
}

/// InvalidDefaultArgInFrom, as images have no capital letters.
#[test]
fn buildkit_takes_a_stage_in_capitals_for_a_broken_image_name() {
    let text = "FROM alpine:3.23 AS Base\nRUN true\nFROM Base\nUSER 10001\n";
    is_quiet(&[("Dockerfile", text)], &["invalid-default-argument-in-from", "untagged-image"]);
}

/// WorkdirRelativePath, though the image says what the path is relative to.
#[test]
fn buildkit_knows_no_working_directory_of_a_base_image() {
    let said = super::folder(&[("Dockerfile", "FROM golang:1.27\nWORKDIR app\nUSER 10001\n")]);
    let said = said.run(&["check", "--isolated", "--select", "relative-workdir", "--profile", "recommended"]);
    assert_eq!(said.code, Some(0), "{said:?}");
}

/// Refused by builds; no linter looks into the file.
#[test]
fn nobody_reads_the_patterns_of_ignore_files() {
    for (pattern, rule) in [
        ("!", "refused-pattern"),
        ("[", "refused-pattern"),
        ("a\\", "refused-pattern"),
        ("[!a].txt", "exclamation-mark-in-class"),
        ("**foo", "double-star-without-slash"),
    ] {
        let files = [(".dockerignore", pattern), ("Dockerfile", "FROM alpine:3.23\nCOPY . /x\nUSER 10001\n")];
        says(&files, &[&format!(".dockerignore:1 {rule}")]);
    }
}

/// The ignore file of one Dockerfile takes the place of the general one.
#[test]
fn nobody_says_that_an_ignore_file_takes_the_place_of_another() {
    let files = [
        (".dockerignore", ".env\n"),
        ("Dockerfile.dockerignore", "*.md\n"),
        ("Dockerfile", "FROM alpine:3.23\nCOPY . /x\nUSER 10001\n"),
        (".env", "A=1\n"),
    ];
    says(&files, &["Dockerfile.dockerignore:1 shadowed-ignore-file"]);
}
