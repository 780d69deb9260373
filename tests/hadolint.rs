//! `plimsoll hadolint` in the place of hadolint: the real binary, with files, environments and exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/command_line.rs"]
mod command_line;

use std::process::Command;

use command_line::{Folder, Said, said};

/// A warning, an error, a style; the pragmas are stacked and hide one more warning each.
const DOCKERFILE: &[u8] = b"FROM debian:12\nMAINTAINER me\nLABEL Foo-=x\n# hadolint ignore=DL3003\n# hadolint ignore=DL3004 # sudo is fine\nRUN cd /x && sudo ls\nEXPOSE 80\nRUN apt-get install -y --no-install-recommends \\\n    curl\nUSER 10001\n";
const STYLE: &[u8] = b"FROM alpine:3.20\nLABEL Foo-=x\nUSER 10001\n";
const CLEAN: &[u8] = b"FROM alpine:3.20\nUSER 10001\n";
const SERVICE: &[u8] = b"FROM alpine:3.20\nUSER 10001\nEXPOSE 80\nCMD [\"serve\"]\n";
const BROKEN: &[u8] = b"FROM alpine:3.20\nENV a\nUSER 10001\n";

fn folder() -> Folder {
    Folder::new(&[
        ("Dockerfile", DOCKERFILE),
        ("style", STYLE),
        ("clean", CLEAN),
        ("broken", BROKEN),
        ("service", SERVICE),
    ])
}

impl Folder {
    /// Runs `plimsoll hadolint` with these arguments.
    fn hadolint(&self, arguments: &[&str]) -> Said {
        self.hadolint_with(&[], arguments)
    }

    /// The same with these variables.
    fn hadolint_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Said {
        let mut command = self.command(&["hadolint"]);
        command.args(arguments).envs(variables.iter().copied()).env("SOURCE_DATE_EPOCH", "951782399");
        said(command)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// The codes that lines for people name.
fn codes(said: &Said) -> Vec<&str> {
    said.stdout.lines().filter_map(|line| line.split(' ').nth(1)).collect()
}

#[test]
fn lines_for_people_and_for_editors() {
    let folder = folder();
    insta::assert_snapshot!(folder.hadolint(&["Dockerfile", "clean", "broken"]).whole(), @r#"
    exit code: 1
    --- stdout
    Dockerfile:2 DL4000 error: `MAINTAINER` is deprecated
    Dockerfile:3 DL3048 style: the key `Foo-` has capital letters, which many tools do not find
    Dockerfile:8 DL3008 warning: `curl` comes in the version of the day
    broken:2:5 the variable `a` has no value
    --- stderr
    "#);
    insta::assert_snapshot!(folder.hadolint(&["-f", "gnu", "Dockerfile", "clean", "broken"]).whole(), @r#"
    exit code: 1
    --- stdout
    hadolint:Dockerfile:2: DL4000 error: `MAINTAINER` is deprecated
    hadolint:Dockerfile:3: DL3048 style: the key `Foo-` has capital letters, which many tools do not find
    hadolint:Dockerfile:8: DL3008 warning: `curl` comes in the version of the day
    hadolint:broken:2:5: the variable `a` has no value
    --- stderr
    "#);
}

#[test]
fn formats_for_programs() {
    let folder = folder();
    for format in ["json", "gitlab_codeclimate", "sonarqube", "sarif"] {
        let said = folder.hadolint(&["-f", format, "Dockerfile", "clean", "broken"]);
        assert_eq!((said.code, said.stderr.as_str()), (Some(1), ""), "{format}");
        let value: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        assert!(value.to_string().contains("DL3008"), "{format}");
        assert!(!said.stdout.ends_with('\n'), "{format}");
    }
    insta::assert_snapshot!(folder.hadolint(&["-f", "json", "style"]).stdout, @r#"[{"code":"DL3048","column":1,"file":"style","level":"style","line":2,"message":"the key `Foo-` has capital letters, which many tools do not find"}]"#);
    insta::assert_snapshot!(folder.hadolint(&["-f", "checkstyle", "style", "clean", "broken"]).stdout, @r#"<?xml version="1.0" encoding="UTF-8"?><checkstyle version="4.3"><file name="style"><error column="1" line="2" message="the key `Foo-` has capital letters, which many tools do not find" severity="style" source="DL3048"/></file><file name="clean"/><file name="broken"><error column="5" line="2" message="the variable `a` has no value" severity="error"/></file></checkstyle>"#);
    insta::assert_snapshot!(folder.hadolint(&["-f", "junit", "style", "clean"]).stdout, @r#"
    <?xml version="1.0" encoding="UTF-8"?><testsuites id="20000228_235959" name="Hadolint run at 2000-02-28 23:59:59" time="0.001"><testsuite errors="0" failures="1" id="hadolint" name="Hadolint 2.15.1" time="0.001"><testcase id="hadolint.rule.DL3048" time="0.001"><failure id="DL3048" message="the key `Foo-` has capital letters, which many tools do not find" type="style">File: style
    Line: 2
    Category: Dockerfile
    style: the key `Foo-` has capital letters, which many tools do not find
    </failure></testcase></testsuite><testsuite errors="0" failures="0" id="hadolint" name="Hadolint 2.15.1" time="0.001"/></testsuites>
    "#);
    insta::assert_snapshot!(folder.hadolint(&["-f", "sarif", "style"]).stdout, @r#"{"$schema":"http://json.schemastore.org/sarif-2.1.0","runs":[{"defaultSourceLanguage":"dockerfile","results":[{"level":"note","locations":[{"physicalLocation":{"artifactLocation":{"uri":"style"},"region":{"endColumn":1,"endLine":2,"sourceLanguage":"dockerfile","startColumn":1,"startLine":2}}}],"message":{"text":"the key `Foo-` has capital letters, which many tools do not find"},"ruleId":"DL3048"}],"tool":{"driver":{"downloadUri":"https://crates.io/crates/plimsoll","fullName":"plimsoll 0.1.0 in place of Hadolint","name":"Hadolint","shortDescription":{"text":"A linter and production-readiness auditor for Dockerfiles, Compose files and .dockerignore"},"version":"2.15.1"}}}],"version":"2.1.0"}"#);
}

#[test]
fn two_formats_never_fail_and_one_has_nul_between_findings() {
    let folder = folder();
    let climate = folder.hadolint(&["-f", "codeclimate", "Dockerfile", "style"]);
    assert_eq!(climate.code, Some(0));
    let findings: Vec<&str> = climate.stdout.split_terminator('\0').collect();
    assert_eq!(findings.len(), 4);
    for finding in findings {
        let value: serde_json::Value = serde_json::from_str(finding).unwrap();
        assert_eq!(value["type"], "issue");
    }
    let codacy = folder.hadolint(&["-f", "codacy", "broken"]);
    assert_eq!(codacy.code, Some(0));
    insta::assert_snapshot!(codacy.stdout, @r#"{"filename":"broken","line":2,"message":"the variable `a` has no value","patternId":"DL1000"}"#);
    assert_eq!(folder.hadolint(&["-f", "json", "-f", "codacy", "Dockerfile"]).code, Some(0));
    assert_eq!(folder.hadolint(&["-f", "codacy", "missing"]).code, Some(1));
}

#[test]
fn exit_codes_follow_the_threshold() {
    let folder = folder();
    for (arguments, code) in [
        (&["clean"][..], 0),
        (&["Dockerfile"], 1),
        (&["style"], 0),
        (&["-t", "style", "style"], 1),
        (&["-t", "ignore", "style"], 1),
        (&["--failure-threshold", "none", "style"], 1),
        (&["-t", "none", "clean"], 0),
        (&["-t", "error", "--info", "DL4000", "Dockerfile"], 0),
        (&["-t", "error", "Dockerfile"], 1),
        (&["-t", "error", "broken"], 1),
        (&["--ignore", "DL1000", "broken"], 1),
        (&["--no-fail", "Dockerfile", "broken"], 0),
        (&["--no-fail", "missing"], 1),
        (&["missing", "clean"], 1),
        (&["."], 1),
        (&[], 1),
        (&["--nonsense"], 1),
        (&["-f", "xml", "clean"], 1),
        (&["-t", "WARNING", "clean"], 1),
        (&["--require-label", "a:nonsense", "clean"], 1),
        (&["--help"], 0),
        (&["--version"], 0),
        (&["-v"], 0),
    ] {
        let said = folder.hadolint(arguments);
        assert_eq!(said.code, Some(code), "{arguments:?}: {said:?}");
    }
}

#[test]
fn what_cannot_be_read_costs_no_other_findings() {
    insta::assert_snapshot!(folder().hadolint(&["missing", ".", "style"]).whole(), @r#"
    exit code: 1
    --- stdout
    style:2 DL3048 style: the key `Foo-` has capital letters, which many tools do not find
    --- stderr
    error: `missing` does not exist; check the path
    error: `.` is a directory; name a file in it
    "#);
    insta::assert_snapshot!(folder().hadolint(&[]).whole(), @r#"
    exit code: 1
    --- stdout
    --- stderr
    error: name a Dockerfile, or `-` for standard input
    "#);
}

#[test]
fn levels_change_and_the_worst_wins() {
    let folder = folder();
    let levels = |arguments: &[&str]| {
        let said = folder.hadolint(&[arguments, &["style"]].concat());
        said.stdout.split(' ').nth(2).unwrap_or_default().trim_end_matches(':').to_owned()
    };
    assert_eq!(levels(&[]), "style");
    assert_eq!(levels(&["--error", "DL3048"]), "error");
    assert_eq!(levels(&["--info", "DL3048", "--warning", "DL3048", "--style", "DL3048"]), "warning");
    assert_eq!(levels(&["--info", "dl3048"]), "info");
    assert_eq!(levels(&["--ignore", "DL3048", "--error", "DL3048"]), "");
    assert_eq!(levels(&["--ignore", "DL3000,DL3048"]), "");
    assert_eq!(levels(&["--ignore", "DL3000"]), "style");
    // Off unless somebody raises it.
    assert_eq!(codes(&folder.hadolint(&["service"])), Vec::<&str>::new());
    assert_eq!(codes(&folder.hadolint(&["--warning", "DL3057", "service"])), ["DL3057"]);
}

#[test]
fn a_code_that_is_none_is_doubted() {
    let said = folder().hadolint(&["--ignore", "latest", "clean"]);
    assert_eq!(said.code, Some(0));
    assert_eq!(said.stderr, "warning: `latest` is no code; codes are `DL` or `SC` and four digits\n");
}

#[test]
fn pragmas_add_up_and_can_be_disabled() {
    let folder = folder();
    assert_eq!(codes(&folder.hadolint(&["Dockerfile"])), ["DL4000", "DL3048", "DL3008"]);
    let all = ["DL4000", "DL3048", "DL3003", "DL3004", "DL3008"];
    assert_eq!(codes(&folder.hadolint(&["--disable-ignore-pragma", "Dockerfile"])), all);
    let variable = [("HADOLINT_DISABLE_IGNORE_PRAGMA", "1")];
    assert_eq!(codes(&folder.hadolint_with(&variable, &["Dockerfile"])), all);
}

#[test]
fn later_places_win_and_lists_add_up() {
    let folder = folder();
    let threshold = |variables: &[(&str, &str)], arguments: &[&str]| {
        folder.hadolint_with(variables, &[arguments, &["style"]].concat()).code
    };
    let strict = [("HADOLINT_FAILURE_THRESHOLD", "style")];
    assert_eq!(threshold(&strict, &[]), Some(1));
    assert_eq!(threshold(&strict, &["-t", "info"]), Some(0));
    folder.write(".hadolint.yaml", "failure-threshold: info\nignored: [DL4000]\n");
    assert_eq!(threshold(&strict, &[]), Some(0));
    assert_eq!(threshold(&strict, &["-t", "style"]), Some(1));
    let ignoring = [("HADOLINT_IGNORE", "DL3008")];
    assert_eq!(codes(&folder.hadolint_with(&ignoring, &["--ignore", "DL3048", "Dockerfile"])), Vec::<&str>::new());
    folder.write(".hadolint.yaml", "no-fail: false\n");
    assert_eq!(folder.hadolint_with(&[("HADOLINT_NOFAIL", "1")], &["Dockerfile"]).code, Some(1));
    folder.write(".hadolint.yaml", "no-fail: true\n");
    assert_eq!(folder.hadolint(&["Dockerfile"]).code, Some(0));
}

#[test]
fn a_configuration_is_looked_for_in_order() {
    let folder = folder();
    let (home, settings) = (folder.path("home"), folder.path("settings"));
    let variables = [("HOME", home.to_str().unwrap()), ("XDG_CONFIG_HOME", settings.to_str().unwrap())];
    let places = [
        "home/.hadolint.yml",
        "home/.hadolint.yaml",
        "home/.hadolint/config.yaml",
        "home/.hadolint/hadolint.yml",
        "home/.hadolint/hadolint.yaml",
        "settings/hadolint.yaml",
        ".hadolint.yml",
        ".hadolint.yaml",
        "given",
    ];
    for (at, place) in places.iter().enumerate() {
        folder.write(place, &format!("override:\n  info: [DL300{at}]\n"));
        let mut arguments = vec!["-V", "clean"];
        if *place == "given" {
            arguments.extend(["-c", "given"]);
        }
        let said = folder.hadolint_with(&variables, &arguments);
        assert!(said.stderr.lines().any(|line| line == format!("overridden: DL300{at} (info)")), "{place}: {said:?}");
    }
    let home_alone = [("HOME", home.to_str().unwrap())];
    std::fs::remove_file(folder.path(".hadolint.yaml")).unwrap();
    std::fs::remove_file(folder.path(".hadolint.yml")).unwrap();
    folder.write("home/.config/hadolint.yml", "failure-threshold: style\n");
    assert!(folder.hadolint_with(&home_alone, &["-V", "clean"]).stderr.contains("failure threshold: style"));
}

#[test]
fn a_broken_configuration_is_an_error() {
    let folder = folder();
    folder.write(".hadolint.yaml", "ignored:\n  - DL3008\ntrustedRegistry:\n  - docker.io\nno-fail: maybe\n");
    insta::assert_snapshot!(folder.hadolint(&["style"]).whole(), @r#"
    exit code: 1
    --- stdout
    --- stderr
    error: .hadolint.yaml:3: no key is called `trustedRegistry`; did you mean `trustedRegistries`?
    error: .hadolint.yaml:5: `no-fail` is `true` or `false`
    "#);
    folder.write(".hadolint.yaml", "ignored: [DL3008\n");
    insta::assert_snapshot!(folder.hadolint(&["style"]).whole(), @r#"
    exit code: 1
    --- stdout
    --- stderr
    error: .hadolint.yaml:1: the bracket that opens here is never closed; close it
    "#);
    insta::assert_snapshot!(folder.hadolint(&["-c", "missing.yaml", "style"]).whole(), @r#"
    exit code: 1
    --- stdout
    --- stderr
    error: `missing.yaml` does not exist; check the path
    "#);
    std::fs::remove_file(folder.path(".hadolint.yaml")).unwrap();
    let variables = [("HADOLINT_FORMAT", "jsn"), ("HADOLINT_FAILURE_THRESHOLD", "warn")];
    insta::assert_snapshot!(folder.hadolint_with(&variables, &["style"]).whole(), @r#"
    exit code: 1
    --- stdout
    --- stderr
    error: HADOLINT_FAILURE_THRESHOLD: no level is called `warn`; there are `ignore`, `style`, `info`, `warning`, `error`, `none`
    error: HADOLINT_FORMAT: no format is called `jsn`; did you mean `json`?
    "#);
}

#[test]
fn outputs_belong_to_formats() {
    let folder = folder();
    let said = folder.hadolint(&["-f", "json", "-o", "report.json", "-f", "gnu", "style"]);
    assert!(said.stdout.starts_with("hadolint:style:2: DL3048 style: "), "{said:?}");
    assert!(folder.read("report.json").starts_with(b"[{\"code\":\"DL3048\""));
    folder.write(".hadolint.yaml", "format: checkstyle\n");
    let said = folder.hadolint(&["-o", "report.xml", "style"]);
    assert_eq!(said.stdout, "");
    assert!(folder.read("report.xml").starts_with(b"<?xml"));
    let both = folder.hadolint(&["-f", "tty", "style"]);
    assert!(both.stdout.starts_with("<?xml") && both.stdout.contains("style:2 DL3048 style: "), "{both:?}");
    let said = folder.hadolint(&["-o", "no/such/folder", "clean"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(said.stderr, "error: `no/such/folder` cannot be written: no such file or directory\n");
}

#[test]
fn standard_input_and_paths_are_shown_as_they_are_given() {
    let folder = folder();
    let input = folder.run_on(STYLE, &["hadolint", "-"]);
    assert_eq!(input.code, Some(0));
    assert!(input.stdout.starts_with("-:2 DL3048 style: "), "{input:?}");
    let both = folder.run_on(STYLE, &["hadolint", "./style", "-", "./style"]);
    let paths: Vec<&str> = both.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(paths, ["./style", "-", "./style"]);
    let renamed = |format: &str| {
        let arguments = ["-f", format, "--file-path-in-report", "app/Dockerfile", "style"];
        folder.hadolint(&arguments).stdout.contains("app/Dockerfile")
    };
    assert!(["checkstyle", "codeclimate", "gitlab_codeclimate", "sonarqube", "junit"].into_iter().all(renamed));
    assert!(!["tty", "json", "gnu", "codacy", "sarif"].into_iter().any(renamed));
}

#[test]
fn pipes_get_no_colours() {
    let folder = folder();
    for said in [folder.run(&["hadolint", "style"]), folder.run_with(("FORCE_COLOR", "1"), &["hadolint", "style"])] {
        assert!(said.stdout.contains("style") && !said.stdout.contains('\u{1b}'), "{said:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_program_called_hadolint_is_hadolint() {
    let folder = folder();
    let link = folder.path("hadolint");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_plimsoll"), &link).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&link);
        command.args(arguments).current_dir(folder.path("")).env_clear();
        said(command)
    };
    assert_eq!(codes(&run(&["--ignore", "DL4000", "Dockerfile"])), ["DL3048", "DL3008"]);
    assert_eq!(run(&["--nonsense"]).code, Some(1));
    assert_eq!(run(&["--version"]).stdout, folder.hadolint(&["--version"]).stdout);
}

#[test]
fn registries_and_labels_are_judged_where_somebody_asks() {
    let folder = Folder::new(&[("Dockerfile", b"FROM gcr.io/a/b:1\nLABEL a=\"\" b=nowhere extra=1\nUSER 10001\n")]);
    assert_eq!(codes(&folder.hadolint(&["Dockerfile"])), Vec::<&str>::new());
    let labels = ["--require-label", "a:text", "--require-label", "b:url", "--require-label", "c", "--strict-labels"];
    let registry = ["--trusted-registry", "docker.io", "Dockerfile"];
    let all = ["DL3026", "DL3049", "DL3050", "DL3051", "DL3052"];
    assert_eq!(codes(&folder.hadolint(&[&labels[..], &registry].concat())), all);
    folder.write(
        ".hadolint.yaml",
        "trustedRegistries:\n  - docker.io\nlabel-schema:\n  a: text\n  b: url\n  c: text\nstrict-labels: true\n",
    );
    assert_eq!(codes(&folder.hadolint(&["Dockerfile"])), all);
    std::fs::remove_file(folder.path(".hadolint.yaml")).unwrap();
    let variables = [
        ("HADOLINT_TRUSTED_REGISTRIES", "docker.io"),
        ("HADOLINT_REQUIRE_LABELS", "a:text,b:url,c"),
        ("HADOLINT_STRICT_LABELS", "true"),
    ];
    assert_eq!(codes(&folder.hadolint_with(&variables, &["Dockerfile"])), all);
}

/// What hadolint refuses or drops is checked.
#[test]
fn more_is_read_than_hadolint_reads() {
    let folder = Folder::new(&[
        ("duration", b"FROM alpine:3.20\nHEALTHCHECK --timeout=500ms CMD [\"x\"]\nRUN sudo ls\n"),
        ("workdir", b"FROM alpine:3.20\nWORKDIR a\nUSER 10001\n"),
        ("unknown", b"FROM alpine:3.20\nRUNS x\nRUN sudo ls\n"),
        ("template", b"{{ base }}\nFROM x\n"),
    ]);
    insta::assert_snapshot!(folder.hadolint(&["duration", "workdir", "unknown", "template"]).whole(), @r#"
    exit code: 1
    --- stdout
    duration:3 DL3004 error: `sudo` is not in the image, so this `RUN` fails
    workdir:2 DL3000 error: `a` is relative, and no `WORKDIR` before it says to what
    unknown:2:1 `RUNS` is no instruction
    unknown:3 DL3004 error: `sudo` is not in the image, so this `RUN` fails
    template:1:1 this is a template (`{{ }}`), not yet a Dockerfile
    --- stderr
    "#);
}
