//! `plimsoll cache` as users meet it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/command_line.rs"]
mod command_line;

use std::fmt::Write;
use std::time::{Duration, Instant};

use command_line::Folder;

const WEB: &[u8] = b"FROM node:24 AS build
ARG VERSION=1
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build \\
    && rm -rf node_modules
FROM nginx:1.29
COPY nginx.conf /etc/nginx/
COPY --from=build /app/dist /srv
RUN nginx -t
COPY --link robots.txt /srv/
";

#[test]
fn without_a_change_two_pictures_are_shown() {
    let folder = Folder::new(&[("Dockerfile", WEB)]);
    insta::assert_snapshot!(folder.run(&["cache"]).whole(), @r##"
    exit code: 0
    --- stdout
    Dockerfile: target stage 1 (line 9)

    a source file changed: 2 rebuilt, 2 perhaps, 5 cached
      rebuilt  line  7  RUN npm run build && rm -rf node_modules  follows line 6
      rebuilt  line  6  COPY . .                                  `.` holds it
      perhaps  line 12  RUN nginx -t                              follows line 11
      perhaps  line 11  COPY --from=build /app/dist /srv          takes files from `build`, rebuilt from line 6 on

    a dependency (`package-lock.json`, `package.json`) changed: 4 rebuilt, 2 perhaps, 3 cached
      rebuilt  line  5  RUN npm ci                                follows line 4
      rebuilt  line  7  RUN npm run build && rm -rf node_modules  follows line 4
      rebuilt  line  4  COPY package.json package-lock.json ./    names `package.json`
      rebuilt  line  6  COPY . .                                  follows line 4
      perhaps  line 12  RUN nginx -t                              follows line 11
      perhaps  line 11  COPY --from=build /app/dist /srv          takes files from `build`, rebuilt from line 4 on

    "perhaps": files from another stage count by their content; where they come out the same, the
    step is found in the cache
    --- stderr
    "##);
}

#[test]
fn changed_files_are_followed_through_the_stages() {
    let folder = Folder::new(&[("Dockerfile", WEB)]);
    insta::assert_snapshot!(folder.run(&["cache", "--changed", "src/app.js", "robots.txt"]).whole(), @r##"
    exit code: 0
    --- stdout
    Dockerfile: target stage 1 (line 9)

    `src/app.js`, `robots.txt` changed: 3 rebuilt, 2 perhaps, 4 cached
      rebuilt  line  7  RUN npm run build && rm -rf node_modules  follows line 6
      rebuilt  line  6  COPY . .                                  `.` holds `src/app.js`
      rebuilt  line 13  COPY --link robots.txt /srv/              names `robots.txt`
      perhaps  line 12  RUN nginx -t                              follows line 11
      perhaps  line 11  COPY --from=build /app/dist /srv          takes files from `build`, rebuilt from line 6 on

    "perhaps": files from another stage count by their content; where they come out the same, the
    step is found in the cache
    --- stderr
    "##);
    insta::assert_snapshot!(folder.run(&["cache", "Dockerfile", "--target", "BUILD", "--changed", "x"]).whole(), @r##"
    exit code: 0
    --- stdout
    Dockerfile: target `build`

    `x` changed: 2 rebuilt, 3 cached
      rebuilt  line 7  RUN npm run build && rm -rf node_modules  follows line 6
      rebuilt  line 6  COPY . .                                  `.` holds `x`
    --- stderr
    "##);
    insta::assert_snapshot!(folder.run(&["cache", "--target", "1", "--changed-arg", "OTHER"]).whole(), @r##"
    exit code: 0
    --- stdout
    Dockerfile: target stage 1 (line 9)

    --build-arg OTHER changed: nothing is rebuilt, 9 cached
      `OTHER` is declared by no ARG
      no step that the target needs depends on it
    --- stderr
    "##);
}

#[test]
fn changed_arguments_break_the_cache_where_they_are_used() {
    let text = b"ARG NODE=24\nFROM node:$NODE\nRUN npm ci\nARG VERSION\nCOPY a b\nRUN make\n";
    let folder = Folder::new(&[("Dockerfile", text)]);
    insta::assert_snapshot!(folder.run(&["cache", "--changed-arg", "VERSION"]).whole(), @r##"
    exit code: 0
    --- stdout
    Dockerfile: target stage 0 (line 2)

    --build-arg VERSION changed: 1 rebuilt, 2 cached
      rebuilt  line 6  RUN make  `VERSION` (line 4) is in its environment
    --- stderr
    "##);
    insta::assert_snapshot!(folder.run(&["cache", "--changed-arg", "NODE"]).whole(), @r##"
    exit code: 0
    --- stdout
    Dockerfile: target stage 0 (line 2)

    --build-arg NODE changed: 3 rebuilt, 0 cached
      rebuilt  line 3  RUN npm ci  `NODE` changes FROM on line 2
      rebuilt  line 6  RUN make    `NODE` changes FROM on line 2
      rebuilt  line 5  COPY a b    `NODE` changes FROM on line 2
    --- stderr
    "##);
}

#[test]
fn programs_get_every_step() {
    let folder = Folder::new(&[("web.Dockerfile", b"FROM a AS x\nCOPY src/ /src\nFROM b\nCOPY --from=x /src /src\n")]);
    let said = folder.run(&["cache", "web.Dockerfile", "--changed", "src/a", "--format", "json"]);
    insta::assert_snapshot!(said.whole(), @r##"
    exit code: 0
    --- stdout
    {
      "version": 1,
      "file": "web.Dockerfile",
      "target": {
        "index": 1,
        "name": null,
        "line": 3
      },
      "changes": [
        {
          "kind": "given",
          "paths": [
            "src/a"
          ],
          "arguments": [],
          "rebuilt": 1,
          "perhaps": 1,
          "cached": 0,
          "left_out": [],
          "steps": [
            {
              "line": 2,
              "stage": {
                "index": 0,
                "name": "x",
                "line": 1
              },
              "instruction": "COPY src/ /src",
              "work": "copy",
              "fate": "rebuilt",
              "reason": {
                "kind": "reads",
                "text": "`src/` holds `src/a`",
                "line": 2
              }
            },
            {
              "line": 4,
              "stage": {
                "index": 1,
                "name": null,
                "line": 3
              },
              "instruction": "COPY --from=x /src /src",
              "work": "copy",
              "fate": "perhaps",
              "reason": {
                "kind": "takes",
                "text": "takes files from `x`, rebuilt from line 2 on",
                "line": 2
              }
            }
          ]
        }
      ]
    }
    --- stderr
    "##);
}

#[test]
fn a_build_that_reads_no_files_has_no_pictures() {
    let folder = Folder::new(&[("Dockerfile", b"FROM a\nRUN make\n")]);
    insta::assert_snapshot!(folder.run(&["cache"]).whole(), @r##"
    exit code: 0
    --- stdout
    Dockerfile: target stage 0 (line 1)

    no step that the target needs reads files of the build context
    --- stderr
    "##);
}

#[test]
fn what_cannot_be_answered_is_trouble() {
    let folder = Folder::new(&[("Dockerfile", WEB), ("empty", b""), ("template", b"FROM {{ image }}\n")]);
    let whole = |arguments: &[&str]| {
        let said = folder.run(&[&["cache"], arguments].concat());
        assert!(said.code == Some(2) && said.stdout.is_empty(), "{said:?}");
        said.stderr
    };
    assert_eq!(whole(&["missing"]), "error: `missing` does not exist; check the path\n");
    assert_eq!(
        whole(&["--target", "tset"]),
        "error: no stage of `Dockerfile` is called `tset`: the stages are `build`\n"
    );
    assert_eq!(whole(&["empty"]), "error: `empty` has no stage: no FROM begins one\n");
    assert_eq!(whole(&["template"]), "error: `template` is a template; render it first\n");
    assert_eq!(
        whole(&["--changed", "../x"]),
        "error: `../x` is not in the build context; write it relative to the folder that is built\n"
    );
}

/// The first fenced block of a language in `docs/cache.md`.
fn documented(language: &str) -> String {
    let page = include_str!("../docs/cache.md");
    let (_, rest) = page.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_documented_answer_is_the_real_one() {
    let folder = Folder::new(&[("Dockerfile", documented("dockerfile").as_bytes())]);
    let example = documented("console");
    let (command, answer) = example.split_once('\n').unwrap();
    let arguments: Vec<&str> = command.split(' ').skip(2).collect();
    assert_eq!(folder.run(&arguments).stdout, answer);
}

#[test]
fn long_files_are_answered_at_once() {
    let mut text = String::from("ARG V\n");
    for stage in 0..300 {
        let base = if stage == 0 { "base".to_owned() } else { format!("s{}", stage - 1) };
        writeln!(text, "FROM {base} AS s{stage}\nARG V\nARG A{stage}=$V\nENV E{stage}=$V").unwrap();
        for step in 0..14 {
            writeln!(text, "COPY --from=s{} --exclude=*.md src/{step} /a/$E{stage}", stage / 2).unwrap();
        }
    }
    let folder = Folder::new(&[("Dockerfile", text.as_bytes())]);
    let start = Instant::now();
    let said = folder.run(&["cache", "--changed", "src/1", "--changed-arg", "V"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    // Ten times what it takes, since tests are built to be debugged and run beside others.
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
