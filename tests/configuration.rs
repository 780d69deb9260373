//! `plimsoll.toml` as users meet it: which one holds, what overrules it, what its mistakes look like.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/command_line.rs"]
mod command_line;

use command_line::{Folder, said};

/// Finds `latest-tag` (recommended) and `unpinned-system-package` (strict).
const LATEST: &[u8] =
    b"FROM debian:latest\nRUN apt-get update && apt-get install --yes vim && rm -rf /var/lib/apt/lists/*\nUSER nobody\n";

/// The names of the rules that found something, file by file.
fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let said = folder.run(&[&["check", "--format", "json"], arguments].concat());
    let report: serde_json::Value = serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{said:?}"));
    let findings = report["diagnostics"].as_array().unwrap();
    let told = |finding: &serde_json::Value| {
        format!("{} {}", finding["file"].as_str().unwrap(), finding["rule"].as_str().unwrap())
    };
    findings.iter().map(told).collect()
}

#[test]
fn the_nearest_one_upwards_holds_for_a_file() {
    let folder = Folder::new(&[
        ("plimsoll.toml", b"ignore = [\"latest-tag\"]\n"),
        ("a/b/Dockerfile", LATEST),
        ("c/plimsoll.toml", b"select = [\"DL3007\"]\n"),
        ("c/d/Dockerfile", LATEST),
    ]);
    assert_eq!(found(&folder, &[]), ["c/d/Dockerfile latest-tag"]);
    assert_eq!(found(&folder, &["a"]), Vec::<String>::new());
    assert_eq!(found(&folder, &["--isolated"]).len(), 2);
    assert_eq!(found(&folder, &["--config", "c/plimsoll.toml"]).len(), 2, "one for all");
}

#[test]
fn one_that_holds_for_no_file_is_not_read() {
    let folder = Folder::new(&[
        ("here/plimsoll.toml", b"no configuration"),
        ("there/plimsoll.toml", b"profile = \"strict\"\n"),
        ("there/Dockerfile", LATEST),
    ]);
    let mut command = folder.command(&["check", "../there"]);
    command.current_dir(folder.path("here"));
    let said = said(command);
    assert!(said.code == Some(1) && !said.stdout.contains("more in"), "{said:?}");
}

#[test]
fn arguments_overrule_it() {
    let toml = b"profile = \"strict\"\nselect = [\"DL3008\"]\nignore = [\"DL3007\"]\nfail-on = \"info\"\n";
    let folder = Folder::new(&[("plimsoll.toml", toml), ("Dockerfile", LATEST)]);
    assert_eq!(found(&folder, &[]), ["Dockerfile unpinned-system-package"]);
    assert_eq!(found(&folder, &["--profile", "recommended"]), Vec::<String>::new());
    assert_eq!(found(&folder, &["--select", "DL3007"]), ["Dockerfile latest-tag"]);
    assert_eq!(found(&folder, &["--ignore", "DL3008"]), Vec::<String>::new());
    assert_eq!(folder.run(&["check"]).code, Some(1));
    assert_eq!(folder.run(&["check", "--fail-on", "error"]).code, Some(0));
}

#[test]
fn rules_beyond_the_profile_can_be_added() {
    let folder = Folder::new(&[("plimsoll.toml", b"extend-select = [\"DL3008\"]\n"), ("Dockerfile", LATEST)]);
    assert_eq!(found(&folder, &[]), ["Dockerfile latest-tag", "Dockerfile unpinned-system-package"]);
    let bare = Folder::new(&[("Dockerfile", LATEST)]);
    assert_eq!(found(&bare, &["--extend-select", "DL3008"]).len(), 2);
}

#[test]
fn what_is_selected_can_be_added_to_and_shows_what_the_file_ignores() {
    let toml = b"select = [\"DL3007\"]\nextend-select = [\"DL3008\"]\n";
    let folder = Folder::new(&[("plimsoll.toml", toml), ("Dockerfile", LATEST)]);
    assert_eq!(found(&folder, &[]).len(), 2);
    assert_eq!(found(&folder, &["--select", "DL3007"]), ["Dockerfile latest-tag"]);
    assert_eq!(found(&folder, &["--select", "DL3007", "--extend-select", "DL3008"]).len(), 2);
    for ignored in ["all", "hadolint", "reproducibility", "latest-tag", "DL3007"] {
        let toml = format!("ignore = [\"{ignored}\"]\n");
        let folder = Folder::new(&[("plimsoll.toml", toml.as_bytes()), ("Dockerfile", LATEST)]);
        assert_eq!(found(&folder, &["--select", "DL3007"]), ["Dockerfile latest-tag"], "{ignored}");
    }
    let folder = Folder::new(&[("plimsoll.toml", b"ignore = [\"DL3007\"]\n"), ("Dockerfile", LATEST)]);
    assert_eq!(found(&folder, &["--select", "reproducibility"]), ["Dockerfile unpinned-system-package"]);
}

#[test]
fn files_are_excluded_or_have_exceptions() {
    let toml =
        b"exclude = [\"vendor/\"]\n[per-file-ignores]\n\"tests/\" = [\"latest-tag\"]\n\"*.dev\" = [\"DL3007\"]\n";
    let folder = Folder::new(&[
        ("plimsoll.toml", toml),
        ("Dockerfile", LATEST),
        ("Dockerfile.dev", LATEST),
        ("a/vendor/Dockerfile", LATEST),
        ("tests/a/Dockerfile", LATEST),
    ]);
    assert_eq!(found(&folder, &[]), ["Dockerfile latest-tag"]);
    insta::assert_snapshot!(folder.run(&["check", "a/vendor/Dockerfile"]).whole(), @r"
    exit code: 0
    --- stdout
    --- stderr
    note: `a/vendor/Dockerfile` is not checked: `plimsoll.toml` excludes it
    ");
}

#[test]
fn a_configuration_in_an_excluded_folder_does_not_count() {
    let folder = Folder::new(&[
        ("plimsoll.toml", b"exclude = [\"vendor/\"]\n"),
        ("Dockerfile", LATEST),
        ("vendor/x/plimsoll.toml", b"no configuration"),
        ("vendor/x/Dockerfile", LATEST),
        ("vendor/x/y/plimsoll.toml", b""),
        ("vendor/x/y/Dockerfile", LATEST),
    ]);
    assert_eq!(found(&folder, &[]), ["Dockerfile latest-tag"]);
    assert_eq!(found(&folder, &["vendor/x/y"]), ["vendor/x/y/Dockerfile latest-tag"], "searched itself");
    assert_eq!(found(&folder, &[".", "vendor/x/y/Dockerfile"]).len(), 2, "named");
    insta::assert_snapshot!(folder.run(&["check", "vendor"]).whole(), @r"
    exit code: 0
    --- stdout
    --- stderr
    note: 2 Dockerfiles are not checked: `plimsoll.toml` excludes them
    ");
}

#[test]
fn patterns_hold_for_files_elsewhere() {
    let toml = b"exclude = [\"vendor/\"]\n[per-file-ignores]\n\"*.dev\" = [\"all\"]\n\"/a/Dockerfile\" = [\"all\"]\n";
    let folder = Folder::new(&[
        ("ci/policy.toml", toml),
        ("Dockerfile", LATEST),
        ("b/Dockerfile.dev", LATEST),
        ("a/Dockerfile", LATEST),
        ("vendor/Dockerfile", LATEST),
    ]);
    assert_eq!(found(&folder, &["--config", "ci/policy.toml"]), ["Dockerfile latest-tag"]);
}

#[test]
fn a_finding_that_is_several_checks_of_another_tool_goes_with_the_last_of_them() {
    let compose: &[u8] = b"services:\n  web:\n    image: nginx:1.30.2\n    ports: [\"127.0.0.1:80:80\"]\n";
    let folder = Folder::new(&[("compose.yaml", compose)]);
    let found = |ignored: &str| found(&folder, &["--select", "compose-lint", "--ignore", ignored]);
    let unhardened = "compose.yaml unhardened-service".to_owned();
    assert!(found("CL-0007").contains(&unhardened));
    assert!(found("CL-0003,CL-0006").contains(&unhardened));
    assert!(!found("CL-0003,CL-0006,CL-0007").contains(&unhardened));
    assert!(!found("unhardened-service").contains(&unhardened));
    // Any name of a part will do, and a comment may name the rest.
    let dropped = "ce76b7d0-9e77-464d-b86f-c5c48e03e22d";
    let unset = "610e266e-6c12-4bca-9925-1ed0cd29742b";
    assert!(found(&format!("{dropped},{unset}")).contains(&unhardened));
    assert!(!found(&format!("{dropped},{unset},CL-0007")).contains(&unhardened));
    let unlimited = "compose.yaml missing-resource-limits".to_owned();
    let memory = "bb9ac4f7-e13b-423d-a010-c74a1bfbe492";
    assert!(found(memory).contains(&unlimited) && !found("CL-0026").contains(&unlimited));
}

#[test]
fn comments_and_the_command_line_share_the_parts_of_a_finding() {
    let compose: &[u8] =
        b"services:\n  # plimsoll ignore=CL-0003,CL-0006: it needs them\n  web:\n    image: nginx:1.30.2\n";
    let folder = Folder::new(&[("compose.yaml", compose)]);
    let unhardened = "compose.yaml unhardened-service".to_owned();
    assert!(found(&folder, &["--select", "unhardened-service"]).contains(&unhardened));
    assert_eq!(found(&folder, &["--select", "unhardened-service", "--ignore", "CL-0007"]), Vec::<String>::new());
}

#[test]
fn severities_and_options_are_set() {
    let toml = b"trusted-registries = [\"ghcr.io\"]\n[rules.DL3007]\nseverity = \"info\"\n";
    let folder = Folder::new(&[("plimsoll.toml", toml), ("Dockerfile", b"FROM debian:latest\nUSER nobody\n")]);
    assert_eq!(found(&folder, &[]), ["Dockerfile latest-tag", "Dockerfile untrusted-registry"]);
    let said = folder.run(&["check", "--select", "DL3007"]);
    assert!(said.code == Some(0) && said.stdout.contains("info: `debian:latest`"), "{said:?}");
}

#[test]
fn comments_can_be_overruled_from_the_centre() {
    let folder =
        Folder::new(&[("Dockerfile", b"# plimsoll ignore=latest-tag: ours\nFROM debian:latest\nUSER nobody\n")]);
    assert_eq!(found(&folder, &[]), Vec::<String>::new());
    assert_eq!(found(&folder, &["--no-inline-ignores"]), ["Dockerfile latest-tag"]);
    let central = Folder::new(&[
        ("plimsoll.toml", b"inline-ignores = false\n"),
        ("Dockerfile", b"# check=skip=all\n# plimsoll global ignore=all\nFROM debian:latest\nUSER nobody\n"),
    ]);
    assert_eq!(found(&central, &[]), ["Dockerfile latest-tag"]);
}

#[test]
fn its_mistakes_are_told_all_at_once() {
    let toml = b"profile = \"prod\"\n\n[rules.DL3OO8]\nseverity = \"error\"\n[rule]\n";
    let folder = Folder::new(&[("plimsoll.toml", toml), ("Dockerfile", LATEST)]);
    insta::assert_snapshot!(folder.run(&["check"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: plimsoll.toml:1:11: `profile` is one of "recommended", "production", "strict"
    error: plimsoll.toml:3:8: no rule is called `DL3OO8`; did you mean `DL3008` (`unpinned-system-package`)?
    error: plimsoll.toml:5:2: there is no key `rule`; did you mean `rules`?
    "#);
    insta::assert_snapshot!(folder.run(&["check", "--config", "none.toml"]).whole(), @r"
    exit code: 2
    --- stdout
    --- stderr
    error: `none.toml` does not exist; check the path
    ");
    assert_eq!(folder.run(&["check", "--isolated"]).code, Some(1));
}

#[test]
fn standard_input_has_the_one_of_its_place() {
    let folder = Folder::new(&[("api/plimsoll.toml", b"ignore = [\"latest-tag\"]\n")]);
    let said = |arguments: &[&str]| folder.run_on(LATEST, arguments).code;
    assert_eq!(said(&["check", "-"]), Some(1));
    assert_eq!(said(&["check", "--stdin-filename", "api/Dockerfile", "-"]), Some(0));
}

#[test]
fn the_schema_is_json_with_every_rule() {
    let said = Folder::new(&[]).run(&["schema"]);
    let schema: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let rules = schema["properties"]["rules"]["properties"].as_object().unwrap();
    for rule in plimsoll::rules::all() {
        assert!(rules.contains_key(rule.name), "{}", rule.name);
    }
    assert_eq!(schema["properties"]["trusted-registries"]["type"], "array");
}

/// The documentation of the configuration.
const DOCUMENT: &str = include_str!("../docs/configuration.md");

/// The blocks of a language in it.
fn blocks(language: &str) -> Vec<String> {
    let start = format!("```{language}\n");
    let parts = DOCUMENT.split(start.as_str()).skip(1);
    parts.map(|part| part.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_documentation_is_true() {
    let rules = plimsoll::rules::all();
    for block in blocks("toml") {
        let mistakes = plimsoll::config::Config::parse(&block, &rules).err();
        assert_eq!(mistakes, None, "{block}");
        let schema = plimsoll::config::schema(&rules);
        for key in schema["properties"].as_object().unwrap().keys() {
            assert!(
                block.contains(&format!("{key} =")) || block.contains(&format!("[{key}")),
                "`{key}` is not explained"
            );
        }
    }
    let folder = Folder::new(&[("Dockerfile", blocks("dockerfile").concat().as_bytes())]);
    assert_eq!(found(&folder, &[]), Vec::<String>::new());
    assert_ne!(found(&folder, &["--no-inline-ignores"]), Vec::<String>::new());
}
