//! Broken and hostile texts: nothing panics, spans stay inside, and time grows with the text.

use std::time::{Duration, Instant};

use super::workflow;
use crate::model::found_builds::{Found, of_bake};
use crate::text::Source;

const HCL: &str = "variable \"V\" { default = \"é${W}\" }\nW = [1, { a = V }]\ngroup \"default\" { targets = [\"a\"] }\ntarget \"a\" {\n  name = \"a-${x.n}\"\n  matrix = { x = [{ n = \"1\" }, { n = \"2\" }] }\n  inherits = [\"b\", \"a\"]\n  args = { A = V, B = f(x...), \"C\" = <<-EOT\n    x\n    EOT\n  }\n  secret = [\"id=x\"]\n}\ntarget \"b\" { context = \"../x\" }\n";

const JSON: &str = "{\"target\": {\"a\": {\"context\": \"é${V}\", \"args\": {\"A\": null}, \"inherits\": [\"b\"]}, \"b\": [{}]}, \"variable\": {\"V\": {\"default\": \"1\"}}}";

const WORKFLOW: &str = "env: {D: é}\njobs:\n  a:\n    strategy:\n      matrix: {x: [1, é], include: [{x: 3, y: ${{ z }}}]}\n    steps:\n      - uses: actions/checkout@v4\n        with: {path: src}\n      - &s\n        name: \"x ${{ matrix.x }}\"\n        run: |\n          cd src/${{ matrix.x }}é && docker build --build-arg A=${{ github.sha }}${{ é }} \\\n            -f \"$D\" . <<EOF\n          x\n          EOF\n      - <<: *s\n        working-directory: ../é\n      - uses: docker/build-push-action@v6\n        with:\n          build-args: |\n            A=${{ matrix.y }}é\n      - uses: docker/bake-action@v6\n        with: {files: é}\n";

const PIPELINE: &str = ".t: &t\n  script: [cd é, 'docker build << x >> $(Build.SourcesDirectory)']\na:\n  extends: [.t, a]\n  parallel: {matrix: [{X: [é, 2]}]}\n  variables: {<<: *t, Y: é}\n  steps:\n    - run: {command: docker build é, working_directory: ~/project/é}\n    - task: Docker@2\n      inputs: {Dockerfile: é/D, buildContext: $(x)}\n  after_script:\n    - !reference [.t, script]\n    - /kaniko/executor -c é\n";

fn check(found: &Found, text: &str) {
    let spans = found.builds.iter().map(|build| build.said_by.span);
    let spans =
        spans.chain(found.bakes.iter().map(|bake| bake.said_by.span)).chain(found.gaps.iter().map(|gap| gap.span));
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{span:?} of {}", text.len());
    }
}

fn read_all(text: &str) {
    for name in ["docker-bake.hcl", "docker-bake.json"] {
        check(&of_bake(&[Source::new(name, text.as_bytes().to_vec())], "."), text);
    }
    for name in [".github/workflows/a.yml", ".gitlab-ci.yml", ".circleci/config.yml", "azure-pipelines.yml"] {
        check(&workflow(name, text), text);
    }
}

#[test]
fn texts_cut_and_changed_anywhere_are_read() {
    for text in [HCL, JSON, WORKFLOW, PIPELINE] {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for at in ends.iter().copied().step_by(3) {
            read_all(&text[..at]);
        }
        for (index, at) in ends.iter().copied().enumerate().step_by(7) {
            let other = ["\"", "${{", "}}", "$_Q0000_", "\n", "<<", "&s ", "é"][index % 8];
            read_all(&format!("{}{other}{}", &text[..at], &text[at..]));
            let behind = ends.get(index + 5).copied().unwrap_or(text.len());
            read_all(&format!("{}{}", &text[..at], &text[behind..]));
        }
    }
}

fn time(read: impl Fn()) -> Duration {
    let start = Instant::now();
    read();
    start.elapsed()
}

#[test]
fn time_is_bounded() {
    let step = "      - run: |\n          cd a && docker build -f ${{ env.D }} --build-arg A=$B .\n          cd ..\n";
    let steps = format!("env: {{D: x}}\njobs:\n  a:\n    steps:\n{}", step.repeat(300));
    let commands = format!(
        "jobs:\n  a:\n    strategy: {{matrix: {{x: [1, 2, 3, 4, 5, 6, 7, 8]}}}}\n    steps:\n      - run: |\n{}",
        "          A=$A; docker build ${{ matrix.x }}\n".repeat(300)
    );
    let mut laughs = "a0: &a0 [docker build .]\n".to_owned();
    for n in 1..40 {
        laughs += &format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1);
    }
    laughs += "job:\n  script: *a39\n";
    let mut doubled = "variable \"v0\" { default = \"docker\" }\n".to_owned();
    for n in 1..2000 {
        doubled += &format!("v{n} = \"${{v{}}}${{v{}}}\"\n", n - 1, n - 1);
    }
    doubled += "target \"a\" { args = { A = v1999, B = v20, C = v30 } }\n";
    let keys: String = (0..2_000).map(|n| format!("A{n}=1\n")).collect();
    let targets: String = (0..3000).map(|n| format!("target \"t{n}\" {{ inherits = [\"t{}\"] }}\n", n + 1)).collect();
    let braces = "${{".repeat(100_000);
    for (name, text) in [
        ("steps", steps),
        ("commands", commands),
        ("laughs", laughs),
        ("doubled", doubled),
        ("keys", format!("target \"a\" {{\n args = {{\n{keys}}}\n}}\n")),
        ("targets", targets),
        ("braces", braces),
    ] {
        let spent = time(|| read_all(&text));
        assert!(spent < Duration::from_secs(20), "{name}: {spent:?}");
    }
}

#[test]
fn what_is_cut_off_is_said() {
    let mut text = "a0: &a0 [docker build .]\n".to_owned();
    for n in 1..30 {
        text += &format!("a{n}: &a{n} [*a{}, *a{}, *a{}]\n", n - 1, n - 1, n - 1);
    }
    text += "jobs: {a: {steps: *a29}}\n";
    assert_eq!(workflow("azure-pipelines.yml", &text).gaps.len(), 1);
}
