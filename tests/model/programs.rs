//! The programs that instructions run, seen through whatever wraps them.

use super::{build, commands, line, project};

/// Each shell command with the program it comes to.
const SEEN: &[(&str, &[&str])] = &[
    ("a b && c | d; e &", &["a b", "c", "d", "e"]),
    ("sudo apt-get install x", &["apt-get install x"]),
    ("sudo -u me -E A=b apt-get update", &["apt-get update"]),
    ("sudo --user=me -- x", &["x"]),
    ("sudo --user me x", &["x"]),
    ("env A=b C=d cmd e", &["cmd e"]),
    ("env -i -u X cmd", &["cmd"]),
    ("/usr/bin/env cmd", &["cmd"]),
    ("timeout 5 cmd", &["cmd"]),
    ("timeout -k 1 --signal=TERM 5m cmd x", &["cmd x"]),
    ("nice -n 5 cmd", &["cmd"]),
    ("nice -n5 cmd", &["cmd"]),
    ("time -p cmd", &["cmd"]),
    ("nohup cmd", &["cmd"]),
    ("exec cmd x", &["cmd x"]),
    ("exec -a name cmd", &["cmd"]),
    ("command cmd", &["cmd"]),
    ("command -v cmd", &["command -v cmd"]),
    ("xargs -r -n 1 rm -f", &["rm -f"]),
    ("find . | xargs -0 -I {} cp {} /x", &["find .", "cp {} /x"]),
    ("gosu app cmd", &["cmd"]),
    ("chroot /mnt cmd x", &["cmd x"]),
    ("sudo env A=b timeout 5 nice cmd", &["cmd"]),
    ("/usr/local/bin/cmd x", &["cmd x"]),
    ("sh -c 'a b && c'", &["sh -c 'a b && c'", "a b", "c"]),
    ("bash -euxo pipefail -c \"a | b\"", &["bash -euxo pipefail -c \"a | b\"", "a", "b"]),
    ("bash -lc 'a'", &["bash -lc 'a'", "a"]),
    ("sudo sh -c 'a'", &["sh -c 'a'", "a"]),
    ("su -c 'a b' me", &["su -c 'a b' me", "a b"]),
    ("su - me -c 'a b'", &["su - me -c 'a b'", "a b"]),
    ("runuser -u me -- a b", &["a b"]),
    ("sh script.sh", &["sh script.sh"]),
    ("sh -e script.sh", &["sh -e script.sh"]),
    ("if a; then b; else c; fi", &["a", "b", "c"]),
    ("for x in 1 2; do a $x; done", &["a $x"]),
    ("x=$(a b) c \"$(d)\"", &["c \"$(d)\"", "a b", "d"]),
    ("(a; b) && { c; }", &["a", "b", "c"]),
    ("A=b", &[]),
];

#[test]
fn commands_are_seen_through_their_wrappers() {
    let mut wrong = Vec::new();
    for (script, seen) in SEEN {
        let mut found = commands(&format!("RUN {script}"));
        let mut seen: Vec<String> = seen.iter().map(|one| (*one).to_owned()).collect();
        if script.contains("$(") {
            // A substitution may come before or after the command it is part of.
            found.sort();
            seen.sort();
        }
        if found != seen {
            wrong.push(format!("{script}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn wrappers_are_kept_in_their_order() {
    let project = project("FROM a\nRUN sudo -u x env A=b timeout 5 cmd y\n");
    let command = &build(&project).commands[0];
    assert_eq!(command.wrappers, ["sudo", "env", "timeout"]);
    assert_eq!(command.span.of(project.files[0].source.text()), "sudo -u x env A=b timeout 5 cmd y");
}

/// Programs inside `sh -c`, at any depth and over joined lines, point into the file.
#[test]
fn programs_in_scripts_point_into_the_file() {
    for (text, program) in [
        ("RUN sh -c 'apt-get update'", "apt-get"),
        ("RUN sh -c \"apt-get update\"", "apt-get"),
        ("RUN x && \\\n  sh -c 'y; \\\n apt-get update'", "apt-get"),
        ("CMD [\"sh\", \"-c\", \"exec apt-get update\"]", "apt-get"),
        ("RUN sudo sh -c \"bash -c 'apt-get update'\"", "apt-get"),
        ("RUN <<EOF\nsh -c 'apt-get update'\nEOF", "apt-get"),
        ("HEALTHCHECK CMD sh -c 'apt-get update'", "apt-get"),
    ] {
        let project = project(&format!("FROM a\n{text}\n"));
        let file = project.files[0].source.text();
        let found = build(&project).commands.iter().find(|command| command.program.value == program);
        let command = found
            .unwrap_or_else(|| panic!("{text}: {:?}", build(&project).commands.iter().map(line).collect::<Vec<_>>()));
        assert_eq!(command.program.span.of(file), program, "{text}");
        assert_eq!(command.args[0].span.of(file), "update", "{text}");
    }
}

#[test]
fn both_forms_and_all_instructions_are_read() {
    assert_eq!(commands("RUN [\"a\", \"b c\"]"), ["a b c"]);
    assert_eq!(commands("CMD a b\nENTRYPOINT [\"/x/c\"]\nHEALTHCHECK CMD d || exit 1"), ["a b", "c", "d", "exit 1"]);
    assert_eq!(commands("CMD [\"sudo\", \"a\"]"), ["a"]);
    assert_eq!(commands("ONBUILD RUN a"), Vec::<String>::new(), "a trigger runs elsewhere");
    assert_eq!(commands("HEALTHCHECK NONE\nUSER a\nRUN\nCMD []"), Vec::<String>::new());
}

#[test]
fn heredocs_are_scripts_or_input() {
    assert_eq!(commands("RUN <<EOF\na\nb c\nEOF"), ["a", "b c"]);
    assert_eq!(commands("RUN <<EOF\n#!/bin/bash -e\na {1,2}\nEOF").len(), 1);
    assert_eq!(commands("RUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF"), Vec::<String>::new());
    assert_eq!(commands("RUN python3 <<EOF && b\nimport os\nEOF").len(), 2);
    assert_eq!(commands("RUN cat <<EOF > x\nrm -rf /\nEOF").len(), 1, "what cat reads is no script");
    assert_eq!(commands("RUN <<EOF\r\na\r\nb c\r\nEOF\r"), ["a", "b c"], "line ends of Windows are no part of words");
    assert_eq!(commands("COPY <<EOF /x\na b\nEOF"), Vec::<String>::new());
}

#[test]
fn what_is_no_shell_of_ours_is_left_alone() {
    assert_eq!(commands("SHELL [\"powershell\", \"-Command\"]\nRUN Get-Item x; y"), Vec::<String>::new());
    assert_eq!(commands("SHELL [\"python3\", \"-c\"]\nRUN import os"), Vec::<String>::new());
    assert_eq!(commands("SHELL [\"cmd\", \"/S\", \"/C\"]\nRUN dir"), Vec::<String>::new());
    assert_eq!(commands("SHELL [\"pwsh\"]\nRUN [\"a\", \"b\"]"), ["a b"], "an array needs no shell");
}

#[test]
fn placement_tells_how_a_command_is_joined() {
    let project = project("FROM a\nRUN a | b && c; d\n");
    let commands = &build(&project).commands;
    let pipelines: Vec<(u32, u32, u32)> = commands
        .iter()
        .map(|one| (one.placement.pipeline, one.placement.index, one.placement.pipeline_length))
        .collect();
    assert_eq!(pipelines, [(0, 0, 2), (0, 1, 2), (1, 0, 1), (2, 0, 1)]);
    assert_eq!(commands.iter().map(|one| one.placement.is_last).collect::<Vec<_>>(), [false, false, false, true]);
}
