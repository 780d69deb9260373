//! `plimsoll context` as users meet it.

use crate::command_line::Folder;

const DOCKERFILE: &[u8] = b"FROM node:24
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
COPY .env /app/
COPY *.toml $X ./
";

const IGNORE_FILE: &[u8] = b"# what the image does not need
node_modules
.env*
**/*.log
docs
!docs/keep
";

fn folder() -> Folder {
    let (data, app, lock) = ([b'0'; 60_000], [b'1'; 300], [b'2'; 1200]);
    let mut files: Vec<(String, Vec<u8>)> = [
        ("shop/Dockerfile", DOCKERFILE),
        ("shop/.dockerignore", IGNORE_FILE),
        ("shop/src/data.json", &data),
        ("shop/src/app.js", &app),
        ("shop/package-lock.json", &lock),
        ("shop/package.json", b"{}"),
        ("shop/.env", b"A=1"),
        ("shop/docs/a.md", b"a"),
        ("shop/docs/keep/b.md", b"b"),
        ("shop/node_modules/a/i.js", b"i"),
        ("broken/.dockerignore", b"a\n\n[z-a]\n"),
        ("own/Dockerfile", b"FROM scratch\n"),
        ("own/Dockerfile.dockerignore", b"a\n"),
        ("own/.dockerignore", b"b\n"),
    ]
    .map(|(path, bytes): (&str, &[u8])| (path.to_owned(), bytes.to_vec()))
    .into();
    files.extend((10..24).map(|n| (format!("shop/notes/{n}.txt"), vec![b'n'; n])));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    Folder::new(&files)
}

#[test]
fn what_the_builder_receives_is_shown_by_size() {
    let folder = folder();
    insta::assert_snapshot!(folder.run(&["context", "shop"]).whole(), @r#"
    exit code: 0
    --- stdout
    shop: the builder receives 21 files, 61.9 kB
    shop/.dockerignore (5 patterns) leaves out 2 files, 4 B and 1 folder that was not looked into

      60.3 kB       2 files  src/
      60.0 kB                  data.json
        300 B                  app.js
       1.2 kB                package-lock.json
        231 B      14 files  notes/
         23 B                  23.txt
         22 B                  22.txt
         21 B                  21.txt
        165 B      11 files    ... 11 more
        102 B                Dockerfile
         75 B                .dockerignore
          2 B                package.json
          1 B        1 file  docs/
          1 B        1 file    keep/

    shop/Dockerfile takes
      line 3  COPY package*.json  2 files, 1.2 kB
      line 5  COPY .              21 files, 61.9 kB
      line 6  COPY .env           nothing: left out by `.env*` (shop/.dockerignore:3)
      line 7  COPY *.toml         nothing matches
      line 7  COPY $X             only the build knows

    largest files
      60.0 kB  src/data.json
       1.2 kB  package-lock.json
        300 B  src/app.js
        102 B  Dockerfile
         75 B  .dockerignore
    --- stderr
    "#);
}

#[test]
fn why_a_path_is_sent_or_not() {
    let folder = folder();
    insta::assert_snapshot!(folder.run(&["context", "shop", "--why", "docs/keep/b.md", "--why", "./node_modules/a/i.js", "--why", "docs", "--why", "src", "--why", "nope", "--why", "node_modules/none"]).whole(), @r#"
    exit code: 0
    --- stdout
    `docs/keep/b.md` is sent: `!docs/keep` (shop/.dockerignore:6) matches `docs/keep` and takes it back
    `node_modules/a/i.js` is left out by `node_modules` (shop/.dockerignore:2), which matches `node_modules`
    `docs` is left out by `docs` (shop/.dockerignore:5); an exception takes back 1 file in it
    `src` is sent: no pattern matches it
    `nope` is sent: no pattern matches it (there is no such path)
    `node_modules/none` is left out by `node_modules` (shop/.dockerignore:2), which matches `node_modules`
    --- stderr
    "#);
}

#[test]
fn paths_are_printed_for_scripts() {
    let folder = folder();
    insta::assert_snapshot!(folder.run(&["context", "-f", "shop/Dockerfile", "--paths"]).whole(), @r#"
    exit code: 0
    --- stdout
    .dockerignore
    Dockerfile
    docs/keep/b.md
    notes/10.txt
    notes/11.txt
    notes/12.txt
    notes/13.txt
    notes/14.txt
    notes/15.txt
    notes/16.txt
    notes/17.txt
    notes/18.txt
    notes/19.txt
    notes/20.txt
    notes/21.txt
    notes/22.txt
    notes/23.txt
    package-lock.json
    package.json
    src/app.js
    src/data.json
    --- stderr
    "#);
}

#[test]
fn a_list_stands_in_for_the_disk() {
    let folder = folder();
    insta::assert_snapshot!(folder.run_on(b"Dockerfile\t10\nsrc/a.js\t2500\nnode_modules/b\t9\nb.toml\t7\n", &["context", "shop", "--context-list", "-"]).whole(), @r#"
    exit code: 0
    --- stdout
    shop: the builder receives 3 files, 2.5 kB
    shop/.dockerignore (5 patterns) leaves out 1 folder that was not looked into

       2.5 kB        1 file  src/
       2.5 kB                  a.js
         10 B                Dockerfile
          7 B                b.toml

    shop/Dockerfile takes
      line 3  COPY package*.json  nothing matches
      line 5  COPY .              3 files, 2.5 kB
      line 6  COPY .env           nothing matches
      line 7  COPY *.toml         1 file, 7 B
      line 7  COPY $X             only the build knows
    --- stderr
    "#);
    insta::assert_snapshot!(folder.run_on(b"src/a.js\nsrc/b.log\nx/\n", &["context", "shop", "--context-list", "-"]).whole(), @r#"
    exit code: 0
    --- stdout
    shop: the builder receives 1 file
    shop/.dockerignore (5 patterns) leaves out 1 file

          1 file  src/
                    a.js
         0 files  x/

    shop/Dockerfile takes
      line 3  COPY package*.json  nothing matches
      line 5  COPY .              1 file
      line 6  COPY .env           nothing matches
      line 7  COPY *.toml         nothing matches
      line 7  COPY $X             only the build knows
    --- stderr
    "#);
}

#[test]
fn what_cannot_be_answered_is_an_error() {
    let folder = folder();
    insta::assert_snapshot!(folder.run(&["context", "missing"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: `missing` does not exist; check the path
    "#);
    insta::assert_snapshot!(folder.run(&["context", "shop/Dockerfile"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: `shop/Dockerfile` is no folder; name its folder
    "#);
    insta::assert_snapshot!(folder.run(&["context", "-f", "shop/missing"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: `shop/missing` does not exist; check the path
    "#);
    insta::assert_snapshot!(folder.run(&["context", "broken"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: broken/.dockerignore:3: the range `z-a` ends before it starts
    "#);
    insta::assert_snapshot!(folder.run(&["context", "--paths-from", "-"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: the following required arguments were not provided:
      --ignore-file <FILE>

    Usage: plimsoll context --ignore-file <FILE> --paths-from <FILE> [DIR]

    For more information, try '--help'.
    "#);
    insta::assert_snapshot!(folder.run_on(b"a\n", &["context", "--ignore-file", "broken/.dockerignore", "--paths-from", "-"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: broken/.dockerignore:3: the range `z-a` ends before it starts
    "#);
}

#[test]
fn the_ignore_file_of_a_dockerfile_replaces_the_general_one() {
    let folder = folder();
    insta::assert_snapshot!(folder.run(&["context", "own", "--why", "a", "--why", "b"]).whole(), @r#"
    exit code: 0
    --- stdout
    `a` is left out by `a` (own/Dockerfile.dockerignore:1) (there is no such path)
    `b` is sent: no pattern matches it (there is no such path)
    --- stderr
    "#);
    insta::assert_snapshot!(folder.run(&["context", "-f", "own/Dockerfile", "shop", "--why", "a"]).whole(), @r#"
    exit code: 0
    --- stdout
    `a` is left out by `a` (own/Dockerfile.dockerignore:1) (there is no such path)
    --- stderr
    "#);
    insta::assert_snapshot!(folder.run(&["context", "shop", "--ignore-file", "own/.dockerignore", "--why", "a"]).whole(), @r#"
    exit code: 0
    --- stdout
    `a` is sent: no pattern matches it (there is no such path)
    --- stderr
    "#);
}

#[test]
fn a_filter_keeps_the_order_and_the_words() {
    let folder = folder();
    insta::assert_snapshot!(folder.run_on(b"./src/b\nx.log\n\nnode_modules/a\ndocs/keep/z\r\na//b\n", &["context", "--ignore-file", "shop/.dockerignore", "--paths-from", "-"]).whole(), @r#"
    exit code: 0
    --- stdout
    ./src/b
    docs/keep/z
    a//b
    --- stderr
    "#);
}

#[test]
fn the_documented_answer_is_the_real_one() {
    let page = include_str!("../../docs/context.md");
    let answer = folder().run(&["context", "shop"]).stdout;
    assert!(page.contains(&format!("$ plimsoll context shop\n{answer}```\n")), "{answer}");
}

#[test]
fn json_has_every_path() {
    let folder = folder();
    let said = folder.run(&["context", "shop", "--format", "json", "--why", "docs/a.md"]);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(json["ignore_file"]["kind"], "general");
    assert_eq!(json["received"]["files"], 21);
    assert_eq!(json["excluded"]["folders"], 1);
    assert_eq!(json["why"][0]["pattern"]["text"], "docs");
    assert_eq!(json["sources"][2]["excluded_by"]["line"], 3);
    let entries = json["entries"].as_array().unwrap();
    let modules = entries.iter().find(|entry| entry["path"] == "node_modules").unwrap();
    assert_eq!((&modules["sent"], &modules["kind"]), (&false.into(), &"folder".into()));
    assert!(!entries.iter().any(|entry| entry["path"] == "node_modules/a"));
}

#[test]
fn colours_come_only_when_asked_for() {
    let folder = folder();
    assert!(!folder.run(&["context", "shop"]).stdout.contains('\u{1b}'));
    assert!(folder.run(&["context", "shop", "--color", "always"]).stdout.starts_with("\u{1b}[1mshop: "));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_told() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&[("secret/a", b"a"), ("b", b"b")]);
    symlink("..", folder.path("secret/up")).unwrap();
    symlink(".", folder.path("here")).unwrap();
    let secret = folder.path("secret");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything.
    let is_readable = std::fs::read_dir(&secret).is_ok();
    let said = folder.run(&["context", "--paths"]);
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o755)).unwrap();
    if !is_readable {
        assert_eq!(said.stderr, "error: `secret` cannot be read: permission denied\n");
        assert_eq!((said.code, said.stdout.as_str()), (Some(2), "b\nhere\n"));
    }
}

#[test]
fn a_change_that_is_left_out_builds_nothing_again() {
    let folder = folder();
    let said = folder.run(&["cache", "shop/Dockerfile", "--changed", "docs/a.md"]);
    insta::assert_snapshot!(said.whole(), @r#"
    exit code: 0
    --- stdout
    shop/Dockerfile: target stage 0 (line 1)

    `docs/a.md` changed: nothing is rebuilt, 6 cached
      `docs/a.md` never reaches the builder: `docs` (.dockerignore:5) leaves it out
    --- stderr
    "#);
}

#[test]
fn checks_may_take_the_files_of_contexts_from_a_list() {
    let folder = Folder::new(&[
        ("shop/Dockerfile", b"FROM alpine:3.22\nCOPY src /src\nCOPY lib /lib/shop\nUSER 10001\nCMD [\"/src/run\"]\n"),
        ("list.txt", b"Dockerfile\nsrc/run\n"),
    ]);
    let rules = ["--select", "missing-copy-source"];
    let with = |arguments: &[&str]| folder.run(&[&["check"][..], &rules[..], arguments].concat()).whole();
    let listed = with(&["--context-list", "list.txt", "shop"]);
    assert!(listed.contains("there is no `lib` in the build context `shop`") && listed.contains("1 error"), "{listed}");
    let whole = with(&["shop"]);
    assert!(
        !whole.contains("there is no"),
        "nothing says that this is the context, and nothing of it is there: {whole}"
    );
    let two = with(&["--context-list", "list.txt", "shop", "list.txt"]);
    assert!(two.contains("`--context-list` is about one folder"), "{two}");
    let file = with(&["--context-list", "list.txt", "shop/Dockerfile"]);
    assert!(file.contains("`shop/Dockerfile` is none"), "{file}");
}

#[cfg(unix)]
#[test]
fn scripts_that_nothing_makes_executable_are_reported() {
    let dockerfile = b"FROM alpine:3.22\nCOPY run.sh old.sh /\nUSER 10001\nENTRYPOINT [\"/run.sh\"]\nCMD [\"a\"]\n";
    let old = b"FROM alpine:3.22\nCOPY run.sh old.sh /\nRUN chmod +x /*.sh\nUSER 10001\nENTRYPOINT [\"/old.sh\"]\n";
    let folder = Folder::new(&[
        ("Dockerfile", dockerfile),
        ("old.Dockerfile", old),
        ("run.sh", b"#!/bin/sh\nexit\n"),
        ("old.sh", b"#!/bin/sh\r\nexit\r\n"),
    ]);
    let rules = ["check", "--select", "unstartable-script"];
    let told = folder.run(&rules).whole();
    assert!(told.contains("`run.sh` may not be started: nothing makes it executable"), "{told}");
    assert!(told.contains("the lines of `old.sh` end as on Windows") && told.contains("2 errors"), "{told}");
}

#[test]
fn the_ignore_file_that_a_folder_needs_is_printed() {
    let folder = Folder::new(&[
        ("Dockerfile", b"FROM node:24\nWORKDIR /srv\nCOPY . .\nRUN npm ci\n"),
        ("package.json", b"{}"),
        (".env.example", b"A=\n"),
        (".git/HEAD", b"x"),
    ]);
    let out = folder.run(&["context", "--suggest"]);
    let expected = "# secrets\n**/.env\n\n# version control\n.git\n\n# dependencies\n**/node_modules\n\n\
                    # pipelines and builds\nDockerfile\n";
    assert_eq!(out.stdout, expected);
    std::fs::write(folder.path(".dockerignore"), expected).unwrap();
    assert_eq!(folder.run(&["context", "--suggest"]).stdout, "");
}
