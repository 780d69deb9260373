//! The command line as users meet it: the real binary, real files, exit codes and words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/command_line.rs"]
mod command_line;

#[path = "cli/compose.rs"]
mod compose;
#[path = "cli/context.rs"]
mod context;
#[path = "cli/inline.rs"]
mod inline;
#[path = "cli/projects.rs"]
mod projects;

use command_line::{Folder, said};

const GOOD: &[u8] = b"FROM scratch\nCOPY app /app\nUSER 10001:10001\nENTRYPOINT [\"/app\"]\n";

#[test]
fn paths_that_cannot_be_checked_are_told_and_cost_nothing_else() {
    let folder = Folder::new(&[("Dockerfile", GOOD), ("binary", b"\x7fELF\0\0"), ("empty/README", b"")]);
    insta::assert_snapshot!(folder.run(&["check", "missing", "Dockerfile", "binary", "empty"]).whole(), @r#"
    exit code: 2
    --- stdout
    1 Dockerfile: no findings; 3 paths could not be checked
    --- stderr
    error: `binary` is a binary file; leave it out, or save it as UTF-8 text
    error: no Dockerfile and no Compose file is in `empty`; name the file itself if it has another name (`plimsoll check --help` says which count)
    error: `missing` does not exist; check the path
    "#);
    insta::assert_snapshot!(folder.run(&["check", "missing"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: `missing` does not exist; check the path
    "#);
    insta::assert_snapshot!(folder.run(&["check", "missing\u{1b}[31m"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: `missing\x1b[31m` does not exist; check the path
    "#);
}

#[test]
fn a_directory_without_dockerfiles_is_an_error_only_where_it_is_named() {
    let folder = Folder::new(&[("README", b"")]);
    insta::assert_snapshot!(folder.run(&["check"]).whole(), @r#"
    exit code: 0
    --- stdout
    --- stderr
    warning: no Dockerfile and no Compose file is in `.`; name the file itself if it has another name (`plimsoll check --help` says which count)
    "#);
    insta::assert_snapshot!(folder.run(&["check", "."]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: no Dockerfile and no Compose file is in `.`; name the file itself if it has another name (`plimsoll check --help` says which count)
    "#);
    let json = folder.run(&["check", "--format", "json"]);
    assert!(json.code == Some(0) && json.stdout.contains("\"diagnostics\": []"), "{json:?}");
}

#[test]
fn directories_are_searched_and_ignore_files_respected() {
    let folder = Folder::new(&[
        (".gitignore", b"built/\n"),
        ("Dockerfile", GOOD),
        ("Dockerfile.j2", b"FROM {{ x }}"),
        ("Dockerfile.dockerignore", b"x"),
        ("built/Dockerfile", GOOD),
        (".git/Dockerfile", GOOD),
        (".hidden/Dockerfile", GOOD),
        (".devcontainer/Dockerfile", GOOD),
        ("Dockerfile.d/api.dockerfile", GOOD),
        ("node_modules/x/Containerfile-prod", GOOD),
    ]);
    let all = "4 Dockerfiles, 1 ignore file: no findings\n";
    assert_eq!(folder.run(&["check"]).stdout, all);
    assert_eq!(folder.run(&["check", ".", "./Dockerfile", "Dockerfile.d"]).stdout, all);
    assert_eq!(folder.run(&["check", "built/Dockerfile"]).stdout, "1 Dockerfile: no findings\n");
}

#[test]
fn a_named_file_is_read_whatever_its_name() {
    let folder = Folder::new(&[("build.txt", GOOD)]);
    assert_eq!(folder.run(&["check", "build.txt"]).code, Some(0));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("a/Dockerfile", GOOD), ("b/Dockerfile", GOOD)]);
    let locked = folder.path("a/Dockerfile");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&locked).is_ok() {
        return; // The superuser reads everything.
    }
    insta::assert_snapshot!(folder.run(&["check"]).whole(), @r"
    exit code: 2
    --- stdout
    1 Dockerfile: no findings; 1 path could not be checked
    --- stderr
    error: `a/Dockerfile` cannot be read: permission denied; check its permissions
    ");
}

#[test]
fn a_file_too_large_is_refused() {
    let folder = Folder::new(&[]);
    let file = std::fs::File::create(folder.path("Dockerfile")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    insta::assert_snapshot!(folder.run(&["check"]).whole(), @r#"
    exit code: 2
    --- stdout
    --- stderr
    error: `Dockerfile` is larger than 64 MB, too large to be written by hand; leave it out
    "#);
}

#[test]
fn contradictions_and_slips_get_one_message() {
    let folder = Folder::new(&[("Dockerfile", GOOD)]);
    for (arguments, message) in [
        (
            &["check", "--unsafe-fixes"][..],
            "error: `--unsafe-fixes` does nothing by itself; add `--fix` to apply the fixes or `--diff` to see them\n",
        ),
        (&["check", "-", "Dockerfile"], "error: `-` reads standard input and cannot stand beside other paths\n"),
        (
            &["check", "--stdin-filename", "x", "Dockerfile"],
            "error: `--stdin-filename` names what `-` reads; add `-`, or leave it out\n",
        ),
        (
            &["check", "--ignore", "no-such-rule-at-all"],
            "error: no rule is called `no-such-rule-at-all`; `plimsoll rules` lists them\n",
        ),
        (
            &["explain", "no-such-rule-at-all"],
            "error: no rule is called `no-such-rule-at-all`; `plimsoll rules` lists them\n",
        ),
    ] {
        let said = folder.run(arguments);
        assert_eq!((said.code, said.stderr.as_str(), said.stdout.as_str()), (Some(2), message, ""), "{arguments:?}");
    }
    for (arguments, words) in [
        (&["check", "--fix", "--diff"][..], "'--fix' cannot be used with '--diff'"),
        (&["check", "--diff", "--format", "json"], "cannot be used with '--format <FORMAT>'"),
        (&["check", "--diff", "--output", "x"], "cannot be used with '--output <FILE>'"),
        (&["check", "--format", "xml"], "[possible values: human, json, sarif]"),
        (&["check", "--fail-on", "none"], "[possible values: info, warning, error, never]"),
        (&["check", "--profle", "strict"], "a similar argument exists: '--profile'"),
        (&["chekc"], "some similar subcommands exist: 'schema', 'check'"),
        (&[], "Usage: plimsoll <COMMAND>"),
    ] {
        let said = folder.run(arguments);
        assert_eq!((said.code, said.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(said.stderr.contains(words), "{arguments:?}: {}", said.stderr);
    }
}

#[test]
fn odd_files_do_not_stop_the_run() {
    let long = format!("FROM a\nRUN echo {} {}\n", "x".repeat(9_900_000), "x y ".repeat(25_000)).into_bytes();
    let deep = format!("FROM a\nRUN {}x{}\n", "$(".repeat(20_000), ")".repeat(20_000)).into_bytes();
    let folder = Folder::new(&[
        ("bom.Dockerfile", b"\xef\xbb\xbfFROM scratch\r\n"),
        ("deep.Dockerfile", &deep),
        ("empty.Dockerfile", b""),
        ("end.Dockerfile", b"FROM a\nRUN x \\"),
        ("heredoc.Dockerfile", b"FROM a\nRUN <<EOF\nx\n"),
        ("latin.Dockerfile", b"# caf\xe9\nFROM scratch\n"),
        ("long.Dockerfile", &long),
        ("quote.Dockerfile", b"FROM a\nRUN echo 'x\n"),
    ]);
    let said = folder.run(&["check", "--format", "json"]);
    assert!(said.stderr.is_empty(), "{}", said.stderr);
    assert!(said.stdout.contains("\"files\": 8"), "{}", &said.stdout[..300]);
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new(&[]);
    assert_eq!(
        folder.run_on(GOOD, &["check", "-"]).whole(),
        "exit code: 0\n--- stdout\n1 Dockerfile: no findings\n--- stderr\n"
    );
    let fixed = folder.run_on(GOOD, &["check", "--fix", "-"]);
    assert_eq!(fixed.stdout.as_bytes(), GOOD);
    assert_eq!(fixed.stderr, "1 Dockerfile: no findings\n");
    let binary = folder.run_on(b"\0", &["check", "--stdin-filename", "api/Dockerfile", "-"]);
    assert_eq!(binary.code, Some(2));
    assert!(binary.stderr.starts_with("error: `api/Dockerfile` is a binary file"), "{}", binary.stderr);
}

#[test]
fn a_report_goes_to_a_file() {
    let folder = Folder::new(&[("Dockerfile", GOOD)]);
    let said = folder.run(&["check", "--format", "sarif", "--output", "report.sarif", "--color", "always"]);
    assert_eq!(said.whole(), "exit code: 0\n--- stdout\n--- stderr\n");
    let report = String::from_utf8(folder.read("report.sarif")).unwrap();
    assert!(report.contains("\"executionSuccessful\": true") && !report.contains('\u{1b}'), "{report}");
    let said = folder.run(&["check", "--output", "no/such/folder"]);
    assert_eq!(
        (said.code, said.stderr.as_str()),
        (Some(2), "error: `no/such/folder` cannot be written: no such file or directory\n")
    );
}

#[test]
fn sarif_is_written_when_something_cannot_be_checked() {
    let folder = Folder::new(&[("Dockerfile", GOOD)]);
    let said = folder.run(&["check", "--format", "sarif", "missing", "Dockerfile"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stdout.contains("\"executionSuccessful\": false"), "{}", said.stdout);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::new(&[("Dockerfile", GOOD)]);
    for arguments in [&["check", "--format", "json"][..], &["rules"], &["completions", "bash"], &["--help"]] {
        let mut command = folder.command(arguments);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        command.stdout(writer);
        let said = said(command);
        assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::new(&[("Dockerfile", GOOD)]);
    let mut command = folder.command(&["check"]);
    command.stdout(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    let said = said(command);
    assert_eq!(
        (said.code, said.stderr.as_str()),
        (Some(2), "error: standard output cannot be written: no space left on device\n")
    );
}

#[test]
fn help_names_defaults_files_exit_codes_and_examples() {
    let folder = Folder::new(&[]);
    let help = folder.run(&["check", "--help"]);
    assert_eq!(help.code, Some(0));
    for words in [
        "[default: recommended]",
        "Which files:",
        "Exit codes:",
        "Examples:",
        ".devcontainer",
        "Containerfile",
        "NO_COLOR",
    ] {
        assert!(help.stdout.contains(words), "{words}");
    }
    assert!(!help.stdout.contains('\u{1b}'));
    let longest = help.stdout.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(100), "{longest:?}");
    assert!(folder.run(&["--version"]).stdout.starts_with("plimsoll "));
}

#[test]
fn completions_are_printed() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = folder.run(&["completions", shell]);
        assert!(said.code == Some(0) && said.stdout.contains("stdin-filename"), "{shell}");
    }
}

#[test]
fn trees_are_printed_even_of_broken_files() {
    let folder = Folder::new(&[("Dockerfile", b"FROM a\nRUNN x\n")]);
    let said = folder.run(&["ast", "--format", "json", "Dockerfile"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stdout.contains("\"file\": \"Dockerfile\""), "{}", said.stdout);
    let said = folder.run(&["ast", "Dockerfile", "missing"]);
    assert_eq!((said.code, said.stderr.as_str()), (Some(2), "error: `missing` does not exist; check the path\n"));
}

#[test]
fn a_second_run_says_the_same() {
    let files: Vec<(String, &[u8])> = (0..40).map(|index| (format!("{index}/Dockerfile"), GOOD)).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let folder = Folder::new(&files);
    let first = folder.run(&["check", "--format", "json"]).stdout;
    assert_eq!(first, folder.run_with(("RAYON_NUM_THREADS", "1"), &["check", "--format", "json"]).stdout);
}

// ------------------------------------------------------------------------------------------------------------------
// These need the engine, the parser and the rules: they are ignored until findings come.
// ------------------------------------------------------------------------------------------------------------------

/// A file with an error.
const BAD: &[u8] = b"FROM alpine:3.20\nRUNN echo\n";

#[test]
fn findings_decide_the_exit_code() {
    let folder = Folder::new(&[("Dockerfile", BAD)]);
    assert_eq!(folder.run(&["check"]).code, Some(1));
    assert_eq!(folder.run(&["check", "--fail-on", "never"]).code, Some(0));
    assert_eq!(folder.run(&["check", "--ignore", "all"]).code, Some(0));
    let both = folder.run(&["check", "Dockerfile", "missing"]);
    assert_eq!(both.code, Some(2), "trouble weighs more");
    assert!(both.stdout.contains("RUNN"), "the findings still come: {}", both.stdout);
}

#[test]
fn colours_come_only_when_asked_for() {
    let folder = Folder::new(&[("Dockerfile", BAD)]);
    let colored = |said: &command_line::Said| said.stdout.contains('\u{1b}');
    assert!(!colored(&folder.run(&["check"])));
    assert!(colored(&folder.run(&["check", "--color", "always"])));
    assert!(colored(&folder.run_with(("FORCE_COLOR", "1"), &["check"])));
    assert!(colored(&folder.run_with(("CLICOLOR_FORCE", "1"), &["check"])));
    assert!(!colored(&folder.run_with(("FORCE_COLOR", "1"), &["check", "--isolated"])));
    assert!(!colored(&folder.run_with(("FORCE_COLOR", "1"), &["check", "--color", "never"])));
    assert!(colored(&folder.run_with(("NO_COLOR", "1"), &["check", "--color", "always"])));
}

#[test]
fn every_bad_file_is_a_finding() {
    let folder = Folder::new(&[
        ("empty.Dockerfile", b""),
        ("heredoc.Dockerfile", b"FROM a\nRUN <<EOF\nx\n"),
        ("instruction.Dockerfile", BAD),
    ]);
    let said = folder.run(&["check", "--isolated"]);
    assert_eq!(said.code, Some(1));
    for name in ["empty.Dockerfile", "heredoc.Dockerfile", "instruction.Dockerfile:2:1"] {
        assert!(said.stdout.contains(name), "{name}: {}", said.stdout);
    }
    assert!(said.stdout.contains("RUN"), "did you mean: {}", said.stdout);
}

#[test]
fn a_slip_in_an_alias_gets_a_suggestion() {
    let folder = Folder::new(&[("Dockerfile", GOOD)]);
    let said = folder.run(&["check", "--select", "DL3OO7"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.starts_with("error: no rule is called `DL3OO7`; did you mean `DL3007` (`"), "{}", said.stderr);
    assert!(folder.run(&["explain", "dl3007"]).stdout.starts_with("# "));
}

#[test]
fn fixes_are_shown_then_written_once() {
    let before: &[u8] = b"FROM alpine:3.20\r\nADD app.py /app/\r\nUSER 10001:10001\r\nENTRYPOINT [\"/app/app.py\"]\r\n";
    let folder = Folder::new(&[("Dockerfile", before)]);
    let diff = folder.run(&["check", "--diff"]);
    assert_eq!(diff.code, Some(1), "{diff:?}");
    assert!(diff.stdout.starts_with("--- Dockerfile\n+++ Dockerfile\n@@"), "{}", diff.stdout);
    assert_eq!(folder.read("Dockerfile"), before, "a diff writes nothing");
    let fixed = folder.run(&["check", "--fix"]);
    assert!(fixed.stderr.starts_with("fixed 1 in Dockerfile: "), "{}", fixed.stderr);
    assert_eq!(folder.read("Dockerfile"), String::from_utf8_lossy(before).replace("ADD", "COPY").into_bytes());
    let again = folder.run(&["check", "--diff"]);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), "nothing to fix\n"));
    let piped = folder.run_on(before, &["check", "--fix", "-"]);
    assert_eq!(piped.stdout.as_bytes(), folder.read("Dockerfile"));
}
