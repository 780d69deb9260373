//! USER, WORKDIR, SHELL, ENV and ARG as they hold before each step.

use plimsoll::model::{BindingKind, Interpreter};
use plimsoll::syntax::expand::Value;
use plimsoll::syntax::shell::Dialect;

use super::{build, project};

/// What holds at the end of the last stage: user, directory, shell.
fn after(text: &str) -> (Option<String>, Option<String>, Vec<String>) {
    let project = project(text);
    let state = &build(&project).stages.last().unwrap().after;
    (
        state.user.as_ref().and_then(|user| user.name.clone()),
        state.workdir.as_ref().and_then(|workdir| workdir.path.clone()),
        state.shell.as_ref().map(|shell| shell.words.clone()).unwrap_or_default(),
    )
}

/// The value of `$name` before the last step.
fn value(text: &str, name: &str) -> Option<(BindingKind, Value)> {
    let project = project(text);
    let build = build(&project);
    build.binding(build.steps.last().unwrap(), name).map(|binding| (binding.kind, binding.value.clone()))
}

fn known(kind: BindingKind, text: &str) -> Option<(BindingKind, Value)> {
    Some((kind, Value::Known(text.to_owned())))
}

#[test]
fn state_is_inherited_by_stages_that_start_from_a_stage_and_by_no_other() {
    let base = "FROM a AS b\nUSER u\nWORKDIR /w\nSHELL [\"bash\", \"-c\"]\n";
    assert_eq!(
        after(&format!("{base}FROM b\n")),
        (Some("u".into()), Some("/w".into()), vec!["bash".into(), "-c".into()])
    );
    assert_eq!(after(&format!("{base}FROM c\n")), (None, None, vec![]));
    assert_eq!(after(&format!("{base}FROM b\nUSER v\nWORKDIR x\n")).1.as_deref(), Some("/w/x"));
}

#[test]
fn a_step_sees_what_holds_before_it() {
    let project = project("FROM a\nUSER u\nRUN x\nUSER v\n");
    let users: Vec<Option<String>> =
        build(&project).steps.iter().map(|step| step.before.user.as_ref()?.name.clone()).collect();
    assert_eq!(users, [None, Some("u".to_owned()), Some("u".to_owned())]);
}

#[test]
fn users_come_apart() {
    let user = |text: &str| {
        let project = project(&format!("FROM a\n{text}\n"));
        let user = build(&project).stages[0].after.user.clone().unwrap();
        (user.name.clone(), user.group.clone(), user.is_root())
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(user("USER app:web"), (some("app"), some("web"), false));
    assert_eq!(user("USER 0:0"), (some("0"), some("0"), true));
    assert_eq!(user("USER root"), (some("root"), None, true));
    assert_eq!(user("USER 000"), (some("000"), None, true));
    assert_eq!(user("USER $U"), (None, None, false));
    assert_eq!(user("ARG U=app\nUSER $U"), (some("app"), None, false));
    assert_eq!(user("ARG U\nUSER ${U:-root}"), (None, None, false), "the build may say otherwise");
}

#[test]
fn directories_are_joined() {
    let dir = |text: &str| after(&format!("FROM a\n{text}\n")).1;
    assert_eq!(dir("WORKDIR /a\nWORKDIR b/").as_deref(), Some("/a/b"));
    assert_eq!(dir("WORKDIR /a/b\nWORKDIR ../c/.").as_deref(), Some("/a/c"));
    assert_eq!(dir("WORKDIR b"), None, "the base image decides");
    assert_eq!(dir("ENV H=/h\nWORKDIR $H/x").as_deref(), Some("/h/x"));
    assert_eq!(dir("WORKDIR /a\nWORKDIR $UNKNOWN\nWORKDIR b"), None);
    assert_eq!(dir("WORKDIR C:\\x").as_deref(), Some("C:x"), "the escape character is cooked, as BuildKit does");
    let windows = project("# escape=`\nFROM a\nWORKDIR C:\\x\n");
    assert_eq!(
        build(&windows).stages[0].after.workdir.as_ref().and_then(|dir| dir.path.clone()).as_deref(),
        Some("C:\\x")
    );
}

#[test]
fn an_env_hides_an_argument_of_its_name() {
    assert_eq!(value("FROM a\nARG A=1\nRUN x\n", "A"), known(BindingKind::Arg, "1"));
    assert_eq!(value("FROM a\nARG A=1\nENV A=2\nRUN x\n", "A"), known(BindingKind::Env, "2"));
    assert_eq!(value("FROM a\nENV A=2\nARG A=1\nRUN x\n", "A"), known(BindingKind::Env, "2"));
    assert_eq!(value("FROM a AS b\nENV A=2\nFROM b\nARG A=1\nRUN x\n", "A"), known(BindingKind::Env, "2"));
    assert_eq!(
        value("FROM a\nENV A=1 B=$A\nRUN x\n", "B"),
        Some((BindingKind::Env, Value::Unknown)),
        "pairs of one line do not see each other"
    );
    assert_eq!(value("FROM a\nENV A=1\nENV A=2 B=$A\nRUN x\n", "B"), known(BindingKind::Env, "1"));
}

#[test]
fn a_global_argument_reaches_a_stage_through_an_argument_of_its_own() {
    assert_eq!(value("ARG A=1\nFROM a\nRUN x\n", "A"), None);
    assert_eq!(value("ARG A=1\nFROM a\nARG A\nRUN x\n", "A"), known(BindingKind::Arg, "1"));
    assert_eq!(value("ARG A=1\nFROM a\nARG A=2\nRUN x\n", "A"), known(BindingKind::Arg, "2"));
    assert_eq!(value("ARG A\nFROM a\nARG A\nRUN x\n", "A"), Some((BindingKind::Arg, Value::Unknown)));
    assert_eq!(value("FROM a\nRUN x\nARG A=1\n", "A"), None, "not before it is declared");
    let two = project("ARG A=1\nARG B\nFROM a\n");
    assert_eq!(build(&two).global_arguments.iter().map(|one| one.has_default).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn variables_are_inherited_with_the_stage() {
    assert_eq!(value("FROM a AS b\nENV A=1\nARG C=3\nFROM b\nRUN x\n", "A"), known(BindingKind::Env, "1"));
    assert_eq!(value("FROM a AS b\nENV A=1\nFROM c\nRUN x\n", "A"), None);
    assert_eq!(value("FROM a AS b\nARG C=3\nFROM b\nRUN x\n", "C"), known(BindingKind::Arg, "3"));
}

#[test]
fn words_are_expanded_where_they_stand() {
    let project = project("FROM a\nARG V=1\nENV P=/opt\nCOPY x ${P}/$V\nCOPY y $NOT\n");
    let build = build(&project);
    let destination = |step: usize| match &build.instruction(&build.steps[step]).unwrap().kind {
        plimsoll::syntax::dockerfile::ast::Kind::Copy(copy) => {
            build.expanded(&build.steps[step], copy.destination.as_ref().unwrap())
        }
        other => panic!("{other:?}"),
    };
    assert_eq!((destination(2).as_deref(), destination(3)), (Some("/opt/1"), None));
}

#[test]
fn the_interpreter_follows_shell_base_and_escape() {
    let last = |text: &str| build(&project(text)).steps.last().unwrap().interpreter;
    assert_eq!(last("FROM debian:12\nRUN x\n"), Interpreter::Posix(Dialect::Sh));
    assert_eq!(
        last("FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN x\n"),
        Interpreter::Posix(Dialect::Bash)
    );
    assert_eq!(last("FROM a\nSHELL [\"pwsh\", \"-Command\"]\nRUN x\n"), Interpreter::PowerShell);
    assert_eq!(last("FROM a\nSHELL [\"/usr/bin/python3\", \"-c\"]\nRUN x\n"), Interpreter::Other);
    assert_eq!(last("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN x\n"), Interpreter::Cmd);
    assert_eq!(last("FROM x/y:nanoserver-1809\nRUN x\n"), Interpreter::Cmd);
    assert_eq!(last("# escape=`\nFROM x/unknown\nRUN x\n"), Interpreter::Cmd);
    assert_eq!(last("# escape=`\nFROM debian:12\nRUN x\n"), Interpreter::Posix(Dialect::Sh));
    assert_eq!(last("FROM a AS b\nSHELL [\"pwsh\"]\nFROM b\nRUN x\n"), Interpreter::PowerShell);
    assert_eq!(last("FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS w\nFROM w\nRUN x\n"), Interpreter::Cmd);
}
