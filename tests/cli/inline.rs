//! Dockerfiles that stand in Compose files: what is found in them, where it stands, and what hides it.

use super::command_line::Folder;

const DOCKERFILE: &str = "# syntax=docker/dockerfile:1
FROM node:latest AS base
RUN apt-get update && \\
    apt-get install curl

ADD app.js /app/
RUN cd /tmp && A=$A sh -c \"echo \\\"é $HOME\\\"\"
COPY missing.txt /x
RUN <<EOF
cd /tmp
\twget http://example.com/x.tar.gz
EOF
# hadolint ignore=DL3003
RUN cd /srv && make
MAINTAINER me
EXPOSE 70000
CMD npm start
";

/// A finding: its file, the first line and column, its rule and its message.
type Told = (String, u64, u64, String, String);

/// What is found, in the order of the report.
fn told(folder: &Folder, arguments: &[&str]) -> Vec<Told> {
    let json = folder.run(&[&["check", "--format", "json"], arguments].concat());
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap_or_else(|_| panic!("{json:?}"));
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let one = |found: &serde_json::Value| {
        let start = |key: &str| found["start"][key].as_u64().unwrap();
        (text(&found["file"]), start("line"), start("column"), text(&found["rule"]), text(&found["message"]))
    };
    report["diagnostics"].as_array().unwrap().iter().map(one).collect()
}

/// The rules of what is found, each with its line.
fn rules(folder: &Folder, arguments: &[&str]) -> Vec<(u64, String)> {
    told(folder, arguments).into_iter().map(|(_, line, _, rule, _)| (line, rule)).collect()
}

/// A Compose file whose service `web` has more keys, below a Dockerfile from line 5 and column 9 on.
fn compose(dockerfile: &str, keys: &str) -> String {
    let lines = dockerfile.lines().map(|line| format!("        {line}\n")).collect::<String>().replace('$', "$$");
    format!("services:\n  web:\n    build:\n      dockerfile_inline: |\n{lines}{keys}")
}

#[test]
fn what_is_found_is_what_is_found_in_a_file() {
    let inline = compose(DOCKERFILE, "");
    let files: &[(&str, &[u8])] = &[
        ("file/Dockerfile", DOCKERFILE.as_bytes()),
        ("file/compose.yaml", b"services:\n  web:\n    build: .\n"),
        ("file/app.js", b""),
        ("inline/compose.yaml", inline.as_bytes()),
        ("inline/app.js", b""),
        ("crlf/compose.yaml", &inline.replace('\n', "\r\n").into_bytes()),
        ("crlf/app.js", b""),
    ];
    let folder = Folder::new(files);
    let found = |name: &str, (lines, columns)| -> Vec<Told> {
        let all = told(&folder, &["--profile", "strict", name]).into_iter();
        let of_dockerfile = all.filter(|(file, line, ..)| file.ends_with("Dockerfile") || *line > lines && lines > 0);
        let moved = of_dockerfile.map(|(_, line, column, rule, message)| {
            (String::new(), line - lines, column - columns, rule, message.replace(name, "file"))
        });
        moved.collect()
    };
    let in_file = found("file", (0, 0));
    assert!(in_file.len() > 10, "{in_file:?}");
    assert_eq!(found("inline", (4, 8)), in_file);
    assert_eq!(found("crlf", (4, 8)), in_file);
}

#[test]
fn a_finding_stands_behind_variables_where_it_is_written() {
    let folder = Folder::new(&[
        (".env", b"IMAGE=node\nEMPTY=\n"),
        (
            "compose.yaml",
            b"services:
  web:
    build:
      args: {BASE: 'alpine:3.22'}
      dockerfile_inline: |
        FROM ${IMAGE}:${TAG:-latest}
        RUN echo $$HOME ${EMPTY} $IMAGE; cd /srv
        MAINTAINER ${IMAGE}
  api:
    build:
      dockerfile_inline: \"FROM scratch\\nMAINTAINER me\\n\"
  old:
    build:
      dockerfile_inline: \"FROM scratch\\x0aMAINTAINER me\\n\"
",
        ),
    ]);
    insta::assert_snapshot!(folder.run(&["check", "--select", "latest-tag,maintainer"]).whole(), @r#"
    exit code: 1
    --- stdout
    warning: `node:latest` is another image after every release             latest-tag (reproducibility)
       ,-[compose.yaml:6:14]
     6 |         FROM ${IMAGE}:${TAG:-latest}
       :              ^^^^^^^^^^^^^^^^^^^^^^
       `----
      help: name the version the image was tested with, such as `node:26`, or pin its digest

    info: `MAINTAINER` is deprecated                                                  maintainer (style)
       ,-[compose.yaml:8:9]
     8 |         MAINTAINER ${IMAGE}
       :         ^^^^^^^^^^
       `----
      help: write `LABEL org.opencontainers.image.authors="node"`
      also at compose.yaml:11:41
      also at compose.yaml:14:26

    1 Compose file: 1 warning, 3 infos
    --- stderr
    "#);
}

#[test]
fn comments_of_both_files_suppress() {
    let bad = "FROM node:latest\n# plimsoll ignore=maintainer: kept\nMAINTAINER me\n# hadolint ignore=DL3007\nRUN x\n";
    let inside = compose(bad, "");
    let above =
        inside.replace("      dockerfile_inline", "      # plimsoll ignore=latest-tag: ours\n      dockerfile_inline");
    let service = inside.replace("  web:", "  web: # plimsoll ignore=latest-tag");
    let folder = Folder::new(&[
        ("a/compose.yaml", inside.as_bytes()),
        ("b/compose.yaml", above.as_bytes()),
        ("c/compose.yaml", service.as_bytes()),
    ]);
    let select = ["--select", "latest-tag,maintainer,unused-suppression"];
    let found = |name: &str| rules(&folder, &[&select[..], &[name]].concat());
    let unused = |line| (line, "unused-suppression".to_owned());
    assert_eq!(found("a"), [(5, "latest-tag".to_owned()), unused(8)]);
    assert_eq!(found("b"), [unused(9)]);
    assert_eq!(found("c"), [unused(8)]);
    let all = rules(&folder, &[&select[..], &["--no-inline-ignores", "b"]].concat());
    assert_eq!(all, [(6, "latest-tag".to_owned()), (8, "maintainer".to_owned())]);
}

#[test]
fn settings_are_those_of_the_compose_file() {
    let inline = compose("FROM node:latest\nMAINTAINER me\n", "");
    let folder = Folder::new(&[
        (
            "plimsoll.toml",
            b"[per-file-ignores]\n\"a/*.yaml\" = [\"latest-tag\"]\n\"**/Dockerfile\" = [\"maintainer\"]\n",
        ),
        ("a/compose.yaml", inline.as_bytes()),
    ]);
    assert_eq!(rules(&folder, &["--select", "latest-tag,maintainer"]), [(6, "maintainer".to_owned())]);
}

#[test]
fn what_the_service_says_is_not_missed() {
    let bad = "FROM debian:12\nRUN make\nEXPOSE 8080\nCMD [\"serve\"]\n";
    let watched = "    healthcheck:\n      test: [CMD, check]\n    user: \"10001:10001\"\n";
    let folder = Folder::new(&[
        ("a/compose.yaml", compose(bad, "").as_bytes()),
        ("b/compose.yaml", compose(bad, watched).as_bytes()),
    ]);
    let select = ["--select", "missing-healthcheck,root-user"];
    let names = |name: &str| rules(&folder, &[&select[..], &[name]].concat());
    assert_eq!(names("a").len(), 2, "{:?}", names("a"));
    assert_eq!(names("b"), []);
}

#[test]
fn a_dockerfile_that_several_services_share_is_told_once() {
    let shared = b"x-build: &build
  dockerfile_inline: |
    FROM node:latest AS base
    FROM base AS one
    FROM base AS two
services:
  one:
    build: {<<: *build, target: one}
  two:
    build: {<<: *build, target: two}
  three:
    extends: {file: common/compose.yaml, service: base}
";
    let common = compose("FROM alpine:latest\n", "").replace("web", "base");
    let folder = Folder::new(&[("compose.yaml", shared), ("common/compose.yaml", common.as_bytes())]);
    let found = told(&folder, &["--select", "latest-tag,unused-stage"]);
    let places: Vec<_> =
        found.iter().map(|(file, line, column, rule, _)| (file.as_str(), *line, *column, rule)).collect();
    let rule = "latest-tag".to_owned();
    assert_eq!(places, [("common/compose.yaml", 5, 14, &rule), ("compose.yaml", 3, 10, &rule)]);
}

#[test]
fn a_dockerfile_that_hangs_on_what_nothing_sets_is_not_judged() {
    let folder = Folder::new(&[(
        "compose.yaml",
        b"services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM node:latest\n        RUN echo $NOBODY\n",
    )]);
    assert_eq!(rules(&folder, &["--select", "latest-tag"]), []);
}

#[test]
fn fixes_leave_it_as_it_is() {
    let inline = format!("version: '3'\n{}", compose("FROM node:24.1\nADD a.txt /a\nMAINTAINER me\n", ""));
    let folder = Folder::new(&[("compose.yaml", inline.as_bytes()), ("a.txt", b"")]);
    let said = folder.run(&["check", "--fix", "--unsafe-fixes"]);
    let after = String::from_utf8(folder.read("compose.yaml")).unwrap();
    assert_eq!(after, inline.replace("version: '3'\n", ""), "{said:?}");
    assert!(said.stdout.contains("help: write `COPY`"), "{said:?}");
}
