//! The stage graph: what stages start from, copy from, and which of them reach the image.

use plimsoll::model::{Base, SourceOrigin};

use super::{build, project, support};

fn bases(text: &str) -> Vec<String> {
    let project = project(text);
    let told = |base: &Base| match base {
        Base::Image(image) => image.value.to_string(),
        Base::Stage(id) => format!("#{}", id.0),
        Base::Scratch => "scratch".to_owned(),
        Base::Dynamic(word) => format!("?{}", word.raw),
        Base::Missing => "missing".to_owned(),
    };
    build(&project).stages.iter().map(|stage| told(&stage.base)).collect()
}

fn origins(text: &str) -> Vec<String> {
    let project = project(text);
    let told = |origin: &SourceOrigin| match origin {
        SourceOrigin::Stage(id) => format!("#{}", id.0),
        SourceOrigin::NotYet(id) => format!("later #{}", id.0),
        SourceOrigin::NoSuchNumber => "no such number".to_owned(),
        SourceOrigin::Image(image) => image.to_string(),
        SourceOrigin::Variable => "variable".to_owned(),
        SourceOrigin::NoReference => "no reference".to_owned(),
    };
    build(&project).steps.iter().flat_map(|step| &step.sources).map(|source| told(&source.origin)).collect()
}

#[test]
fn a_stage_starts_from_an_image_a_stage_above_or_nothing() {
    assert_eq!(
        bases("FROM a AS Base\nFROM base\nFROM scratch\nFROM b:1 AS base\nFROM BASE\nFROM\n"),
        ["a", "#0", "scratch", "b:1", "#3", "missing"]
    );
    assert_eq!(bases("FROM later\nFROM x AS later\n"), ["later", "x"], "a stage below is no stage yet");
    assert_eq!(bases("FROM a AS a\n"), ["a"], "nor is the stage itself");
}

#[test]
fn global_arguments_are_expanded_in_from() {
    for (text, told) in [
        ("ARG V=1\nFROM a:$V\n", "a:1"),
        ("ARG V=1\nARG W=${V}.2\nFROM a:${W}-slim\n", "a:1.2-slim"),
        ("ARG V\nFROM a:$V\n", "?a:$V"),
        ("FROM a:${V:-3}\n", "a:3"),
        ("ARG V\nFROM a:${V:-3}\n", "?a:${V:-3}"),
        ("ARG V=\nFROM a:${V:-3}\n", "a:3"),
        ("ARG V=v1\nFROM a:${V#v}\n", "a:1"),
        ("ARG I=scratch\nFROM $I\n", "scratch"),
        ("FROM a-$TARGETARCH\n", "?a-$TARGETARCH"),
        ("FROM $NOTHING\n", "?$NOTHING"),
        ("FROM \"a:1\"\n", "a:1"),
        ("ARG V=\nFROM a:$V\n", "?a:$V"),
        ("ARG V=\nFROM team/$V\n", "?team/$V"),
        ("ARG R=\nFROM $R/a\n", "?$R/a"),
        ("ARG R=\nFROM ${R}a\n", "a"),
        ("ARG V=\nFROM a${V:+:$V}\n", "a"),
        ("FROM team/\n", "team/"),
    ] {
        assert_eq!(bases(text), [told], "{text}");
    }
    assert_eq!(bases("ARG S=one\nFROM a AS one\nFROM $S\n"), ["a", "#0"]);
    assert_eq!(bases("FROM a\nARG V=1\nFROM b:$V\n")[1], "?b:$V", "an ARG inside a stage is none of FROM's");
}

#[test]
fn copies_and_mounts_name_where_from() {
    let text = "FROM a AS one\nFROM b AS two\nCOPY --from=ONE x y\nCOPY --from=0 x y\nCOPY --from=1 x y\nCOPY --from=two x y\n\
                COPY --from=three x y\nCOPY --from=nginx:1 x y\nCOPY --from=$X x y\nRUN --mount=type=bind,from=one,target=/x z\nFROM c AS three\n";
    assert_eq!(origins(text), ["#0", "#0", "no such number", "later #1", "later #2", "nginx:1", "variable", "#0"]);
    assert_eq!(origins("FROM a\nADD --from=x y z\n"), Vec::<String>::new());
}

#[test]
fn layers_reach_the_image_through_from_alone() {
    let text = "FROM a AS base\nRUN 1\nFROM base AS build\nRUN 2\nFROM base AS final\nCOPY --from=build x y\nRUN 3\n";
    let project = project(text);
    let build = build(&project);
    let reaching: Vec<bool> = build.stages.iter().map(|stage| build.reaches_target(stage)).collect();
    assert_eq!(reaching, [true, false, true]);
    let target = build.target_stage().unwrap();
    assert_eq!(build.lineage(target).map(|stage| stage.id.0).collect::<Vec<_>>(), [2, 0]);
    assert!(matches!(build.root_base(target), Base::Image(image) if image.value.repository() == "a"));
    let keywords: Vec<&str> = build
        .image_steps(target)
        .iter()
        .filter_map(|step| build.instruction(step))
        .map(|one| one.arguments.text())
        .collect();
    assert_eq!(keywords, ["1", "x y", "3"]);
}

#[test]
fn steps_and_commands_know_their_places() {
    let project = project("FROM a\nRUN b && c\nUSER d\nFROM e\nRUN f\n");
    let build = build(&project);
    let of_stage: Vec<usize> = build.stages.iter().map(|stage| build.steps_of(stage).len()).collect();
    assert_eq!(of_stage, [2, 1]);
    let of_step: Vec<usize> = build.steps.iter().map(|step| build.commands_of(step).len()).collect();
    assert_eq!(of_step, [2, 0, 1]);
    assert!(build.commands.iter().all(|command| build.step(command.step).is_some()));
}

#[test]
fn scripts_that_start_the_container_are_read_from_the_context() {
    let scripts = |text: &str, files: &[&str]| {
        let context =
            support::Texts(files.iter().map(|file| ((*file).to_owned(), format!("#!/bin/sh\n# {file}\n"))).collect());
        let project = support::project(text.as_bytes(), &context);
        project.builds[0].entry_scripts.iter().map(|script| script.path.clone()).collect::<Vec<_>>()
    };
    let entry = "ENTRYPOINT [\"/entrypoint.sh\"]\n";
    assert_eq!(
        scripts(&format!("FROM a\nCOPY docker/entrypoint.sh /\n{entry}"), &["docker/entrypoint.sh"]),
        ["docker/entrypoint.sh"]
    );
    assert_eq!(scripts(&format!("FROM a\nCOPY start.sh /entrypoint.sh\n{entry}"), &["start.sh"]), ["start.sh"]);
    assert_eq!(scripts("FROM a\nWORKDIR /app\nCOPY . .\nENTRYPOINT [\"./run.sh\"]\n", &["run.sh"]), ["run.sh"]);
    assert_eq!(scripts("FROM a\nCOPY . /app/\nCMD [\"sh\", \"/app/bin/run.sh\"]\n", &["bin/run.sh"]), ["bin/run.sh"]);
    assert_eq!(
        scripts(&format!("FROM a AS b\nCOPY --chmod=755 entrypoint.sh /\nFROM b\n{entry}"), &["entrypoint.sh"]),
        ["entrypoint.sh"]
    );
    assert_eq!(
        scripts(&format!("FROM a\nCOPY --from=x entrypoint.sh /\n{entry}"), &["entrypoint.sh"]),
        Vec::<String>::new()
    );
    assert_eq!(scripts(&format!("FROM a\nCOPY entrypoint.sh /\n{entry}"), &[]), Vec::<String>::new());
    assert_eq!(
        scripts("FROM a\nCOPY . .\nRUN ./run.sh\n", &["run.sh"]),
        Vec::<String>::new(),
        "RUN starts no container"
    );
}
