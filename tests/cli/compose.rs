//! Compose projects on the command line: which files are one, what is told once, what is mended.

use super::command_line::Folder;

const VERSION: &str = "`version` is obsolete and changes nothing";
const WEB: &[u8] = b"services:\n  web:\n    image: nginx:1.29.3\n";
const OLD_WEB: &[u8] = b"version: '3'\nservices:\n  web:\n    image: nginx:1.29.3\n";
const OLD_OVERLAY: &[u8] = b"version: '3'\nservices:\n  web:\n    restart: always\n";
const DOCKERFILE: &[u8] = b"FROM scratch\nCOPY app /app\nUSER 10001:10001\nENTRYPOINT [\"/app\"]\n";

/// How often `version` is told of each file, in the order of the report.
fn told(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let json = folder.run(&[&["check", "--select", "obsolete-version", "--format", "json"], arguments].concat());
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap_or_else(|_| panic!("{json:?}"));
    let found = report["diagnostics"].as_array().unwrap().iter();
    found.map(|one| one["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn files_are_counted_by_their_kind() {
    let folder = Folder::new(&[("Dockerfile", DOCKERFILE), ("compose.yaml", WEB), ("shop/docker-compose.yml", WEB)]);
    let select = ["check", "--select", "obsolete-version"];
    assert_eq!(folder.run(&select).stdout, "1 Dockerfile, 2 Compose files: no findings\n");
    assert_eq!(folder.run(&[&select[..], &["shop"]].concat()).stdout, "1 Compose file: no findings\n");
    assert_eq!(folder.run(&[&select[..], &["Dockerfile"]].concat()).stdout, "1 Dockerfile: no findings\n");
}

#[test]
fn a_folder_is_searched_for_compose_files() {
    let folder = Folder::new(&[
        ("compose.yaml", OLD_WEB),
        ("a/docker-compose.yml", OLD_WEB),
        ("b/test.compose.yml", OLD_WEB),
        ("c/compose-values.yaml", b"version: 1\n"),
        ("d/stack.yaml", OLD_WEB),
        ("e/compose.yaml.bak", OLD_WEB),
    ]);
    assert_eq!(told(&folder, &[]), ["a/docker-compose.yml", "b/test.compose.yml", "compose.yaml"]);
    assert_eq!(told(&folder, &["d/stack.yaml"]), ["d/stack.yaml"]);
}

#[test]
fn what_projects_share_is_told_once() {
    let folder = Folder::new(&[
        ("compose.yaml", OLD_WEB),
        ("compose.override.yaml", OLD_OVERLAY),
        ("compose.prod.yaml", OLD_OVERLAY),
        ("compose.test.yaml", OLD_OVERLAY),
    ]);
    let all = ["compose.override.yaml", "compose.prod.yaml", "compose.test.yaml", "compose.yaml"];
    let mut found = told(&folder, &[]);
    found.sort();
    assert_eq!(found, all);
    let mut found = told(&folder, &["compose.yaml"]);
    found.sort();
    assert_eq!(found, ["compose.override.yaml", "compose.yaml"]);
    assert_eq!(told(&folder, &["compose.prod.yaml"]), ["compose.prod.yaml"]);
    assert_eq!(told(&folder, &["compose.override.yaml"]), ["compose.override.yaml"]);
    let summary = folder.run(&["check", "--select", "obsolete-version"]).stdout;
    assert!(summary.ends_with("4 Compose files: 4 infos; 4 fixable with --fix\n"), "{summary}");
}

#[test]
fn a_file_that_is_reached_in_several_ways_is_one() {
    let folder = Folder::new(&[
        ("common.compose.yaml", OLD_WEB),
        ("a/compose.yaml", b"services:\n  a:\n    extends: {file: ../b/../common.compose.yaml, service: web}\n"),
        ("b/compose.yaml", b"include: [../a/../common.compose.yaml]\n"),
        ("compose.yaml", b"include: [a/../common.compose.yaml]\n"),
    ]);
    assert_eq!(told(&folder, &[]), ["common.compose.yaml"]);
    assert_eq!(told(&folder, &["b/compose.yaml"]), ["common.compose.yaml"]);
    assert_eq!(told(&folder, &["b/../a/../common.compose.yaml"]).len(), 1);
}

#[test]
fn findings_are_shown_in_their_files() {
    let folder = Folder::new(&[("compose.yaml", OLD_WEB)]);
    insta::assert_snapshot!(folder.run(&["check", "--select", "obsolete-version"]).whole(), @r#"
    exit code: 0
    --- stdout
    info: `version` is obsolete and changes nothing                             obsolete-version (style)
       ,-[compose.yaml:1:1]
     1 | version: '3'
       : ^^^^^^^
       `----
      fix: remove it (with --fix)
            - version: '3'

    1 Compose file: 1 info; 1 fixable with --fix
    --- stderr
    "#);
    let sarif = folder.run(&["check", "--select", "obsolete-version", "--format", "sarif"]).stdout;
    assert!(sarif.contains("\"uri\": \"compose.yaml\"") && sarif.contains(VERSION), "{sarif}");
}

#[test]
fn comments_are_obeyed_and_judged() {
    let file = |text: &str| Folder::new(&[("compose.yaml", text.as_bytes())]);
    let select = ["check", "--select", "obsolete-version,unused-suppression"];
    let services = "services:\n  web:\n    image: nginx:1.29.3\n";
    for comment in ["# plimsoll ignore=obsolete-version: why\nversion: '3'\n", "version: '3' # dclint disable-line\n"] {
        assert_eq!(file(&format!("{comment}{services}")).run(&select).code, Some(0), "{comment}");
    }
    let folder = file(&format!("{services}# plimsoll ignore=obsolete-version: why\nvolumes: {{}}\n"));
    insta::assert_snapshot!(folder.run(&select).whole(), @r#"
    exit code: 0
    --- stdout
    info: this comment suppresses nothing                                     unused-suppression (style)
       ,-[compose.yaml:4:1]
     4 | # plimsoll ignore=obsolete-version: why
       : ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       `----
      fix: remove it (with --fix)
            - # plimsoll ignore=obsolete-version: why

    1 Compose file: 1 info; 1 fixable with --fix
    --- stderr
    "#);
    folder.run(&[&select[..], &["--fix"]].concat());
    assert_eq!(String::from_utf8_lossy(&folder.read("compose.yaml")), format!("{services}volumes: {{}}\n"));
}

#[test]
fn a_comment_that_does_something_for_one_project_is_not_unused() {
    let base = b"services:\n  web: # plimsoll ignore=obsolete-version: why\n    image: nginx:1.29.3\n";
    let folder = Folder::new(&[("compose.yaml", base), ("compose.prod.yaml", OLD_OVERLAY)]);
    let found = folder.run(&["check", "--select", "unused-suppression"]).stdout;
    assert_eq!(found.matches("this comment suppresses nothing").count(), 1, "{found}");
}

#[test]
fn fixes_are_written_to_every_file() {
    let folder = Folder::new(&[
        ("Dockerfile", DOCKERFILE),
        ("compose.yaml", OLD_WEB),
        ("compose.override.yaml", OLD_OVERLAY),
        ("compose.prod.yaml", b"version: '3'\r\nservices:\r\n  web:\r\n    restart: always\r\n"),
    ]);
    let said = folder.run(&["check", "--select", "obsolete-version", "--fix"]);
    assert_eq!(
        (said.code, said.stdout.as_str()),
        (Some(0), "1 Dockerfile, 3 Compose files: no findings\n"),
        "{said:?}"
    );
    assert_eq!(folder.read("compose.yaml"), WEB);
    assert_eq!(folder.read("compose.override.yaml"), b"services:\n  web:\n    restart: always\n");
    assert_eq!(folder.read("compose.prod.yaml"), b"services:\r\n  web:\r\n    restart: always\r\n");
    assert_eq!(folder.run(&["check", "--select", "obsolete-version", "--diff"]).code, Some(0));
}

#[test]
fn only_the_named_file_is_mended() {
    let folder = Folder::new(&[("compose.yaml", OLD_WEB), ("compose.prod.yaml", OLD_OVERLAY)]);
    folder.run(&["check", "--select", "obsolete-version", "--fix", "compose.prod.yaml"]);
    assert_eq!(folder.read("compose.yaml"), OLD_WEB);
    assert!(!folder.read("compose.prod.yaml").starts_with(b"version"));
}

#[test]
fn standard_input_takes_the_place_of_a_file() {
    let folder = Folder::new(&[("compose.yaml", WEB), ("compose.override.yaml", OLD_OVERLAY)]);
    let arguments =
        ["check", "--select", "obsolete-version", "--format", "json", "--stdin-filename", "compose.yaml", "-"];
    let said = folder.run_on(OLD_WEB, &arguments);
    assert_eq!(said.stdout.matches(VERSION).count(), 1, "{}", said.stdout);
    let fixed = folder.run_on(OLD_WEB, &["check", "--fix", "--stdin-filename", "compose.yaml", "-"]);
    assert_eq!(fixed.stdout.as_bytes(), WEB, "{}", fixed.stderr);
    assert_eq!(folder.read("compose.yaml"), WEB);
}

#[test]
fn a_compose_file_that_cannot_be_read_is_told() {
    let folder = Folder::new(&[("compose.yaml", b"\0\0"), ("a/compose.yaml", WEB)]);
    insta::assert_snapshot!(folder.run(&["check", "--select", "obsolete-version", ".", "b.yaml"]).whole(), @r#"
    exit code: 2
    --- stdout
    1 Compose file: no findings; 2 paths could not be checked
    --- stderr
    error: `b.yaml` does not exist; check the path
    error: `compose.yaml` is a binary file; leave it out, or save it as UTF-8 text
    "#);
}

#[test]
fn a_project_of_very_many_services_reads_the_same_whoever_reads_it() {
    let service = |number: usize| {
        let web = format!(
            "  web{number}:\n    image: nginx\n    environment: {{DB_HOST: db, DB_PASSWORD: hunter{number}x9}}\n"
        );
        web + &format!("    depends_on: [web{}]\n", number.saturating_sub(1))
    };
    let services: String = (0..700).map(service).collect();
    let text = format!("services:\n{services}  db:\n    image: postgres:18.1\n    ports: ['5432:5432']\n");
    let folder = Folder::new(&[("compose.yaml", text.as_bytes())]);
    let arguments = ["check", "--profile", "strict", "--format", "json"];
    let one = folder.run_with(("RAYON_NUM_THREADS", "1"), &arguments);
    assert!(
        one.stdout.contains("undeclared-dependency") && one.stdout.contains("dependency-cycle"),
        "{}",
        one.stdout.len()
    );
    assert_eq!(folder.run_with(("RAYON_NUM_THREADS", "4"), &arguments).stdout, one.stdout);
}
