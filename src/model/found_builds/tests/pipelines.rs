//! The systems that run pipelines.

use super::{bake_line, lines, names, workflow};

const GITHUB: &str = ".github/workflows/build.yml";

fn steps(text: &str) -> Vec<String> {
    let indented: String = text.lines().map(|line| format!("      {line}\n")).collect();
    lines(&workflow(GITHUB, &format!("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n{indented}")))
}

#[test]
fn the_action_of_docker_builds() {
    for (with, expected) in [
        ("push: true", "Dockerfile in git ."),
        ("context: .", "Dockerfile in ."),
        ("context: ./api", "api/Dockerfile in api"),
        ("file: docker/D", "docker/D in git ."),
        ("{context: api, file: docker/D}", "docker/D in api"),
        ("context: \"{{defaultContext}}:api\"", "api/Dockerfile in git api"),
        ("{context: '{{defaultContext}}:api', file: D}", "api/D in git api"),
        ("context: \"\"", "Dockerfile in git ."),
        ("context: https://github.com/a/b.git#main", "elsewhere in elsewhere https://github.com/a/b.git#main"),
        ("context: ${{ github.workspace }}/api", "api/Dockerfile in api"),
        ("context: ${{ inputs.folder }}\n    file: D", "D in ?"),
        ("file: ${{ inputs.file }}", "? in git ."),
        ("target: prod", "Dockerfile in git .; target: prod"),
        ("target: ${{ inputs.target }}", "Dockerfile in git .; target: ?"),
        ("build-args: A=1", "Dockerfile in git .; args: A=1"),
        (
            "build-args: |\n      A=1\n      B=${{ github.sha }}\n      C\n\n      ${{ inputs.more }}",
            "Dockerfile in git .; args: A=1 B=? C=<environment> ...",
        ),
        ("platforms: linux/amd64,linux/arm64", "Dockerfile in git .; platforms: linux/amd64 linux/arm64"),
        ("platforms: ${{ inputs.platforms }}", "Dockerfile in git .; platforms:  ..."),
        (
            "secrets: |\n      \"token=${{ secrets.TOKEN }}\"\n      npm=x\n    secret-files: f=./x\n    secret-envs: e=X",
            "Dockerfile in git .; secrets: token npm f e",
        ),
        (
            "build-contexts: |\n      a=docker-image://alpine\n      b=./lib\n      c=${{ inputs.c }}",
            "Dockerfile in git .; contexts: a=elsewhere docker-image://alpine b=lib c=?",
        ),
    ] {
        let with =
            if with.starts_with('{') || !with.contains(':') { format!(" {with}") } else { format!("\n    {with}") };
        let step = format!("- uses: docker/build-push-action@v6\n  with:{with}");
        assert_eq!(steps(&step), [expected], "{step}");
    }
    assert_eq!(steps("- uses: docker/build-push-action@v6"), ["Dockerfile in git ."]);
    assert_eq!(steps("- uses: depot/build-push-action@v1"), ["Dockerfile in ."]);
    assert_eq!(
        steps("- uses: docker/build-push-action@v1\n  with: {path: api, build_args: 'A=1,B=2'}"),
        ["api/Dockerfile in api; args: A=1 B=2"]
    );
    assert_eq!(steps("- uses: docker/build-push-action@v1\n  with: {dockerfile: api/D}"), ["api/D in ."]);
    assert_eq!(steps("- uses: docker/setup-buildx-action@v3"), Vec::<String>::new());
}

#[test]
fn steps_work_where_they_are_told_to() {
    assert_eq!(steps("- run: docker build .\n  working-directory: api"), ["api/Dockerfile in api"]);
    assert_eq!(steps("- run: docker build .\n  working-directory: ${{ inputs.x }}"), Vec::<String>::new());
    let text = "defaults:\n  run:\n    working-directory: api\njobs:\n  a:\n    steps:\n      - run: docker build .\n  b:\n    defaults: {run: {working-directory: web}}\n    steps:\n      - run: docker build .\n      - uses: docker/build-push-action@v5\n        with: {context: .}\n";
    assert_eq!(lines(&workflow(GITHUB, text)), ["api/Dockerfile in api", "web/Dockerfile in web", "Dockerfile in ."]);
}

#[test]
fn jobs_and_steps_are_named() {
    let text = "jobs:\n  image:\n    steps:\n      - name: Build ${{ matrix.x }}\n        run: docker build .\n      - run: docker build a\n";
    let found = workflow(GITHUB, text);
    assert_eq!(names(&found.builds[0]), ("image".to_owned(), Some("Build ${{ matrix.x }}".to_owned())));
    assert_eq!(names(&found.builds[1]), ("image".to_owned(), None));
    assert_eq!(found.builds[1].said_by.span.of(text), "docker build a");
    assert_eq!(found.builds[1].said_by.file, GITHUB);
    let text =
        "jobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: é\n";
    assert!(workflow(GITHUB, text).builds[0].said_by.span.of(text).starts_with("uses: docker"));
}

#[test]
fn variables_of_the_environment_are_known() {
    let text = "env:\n  D: docker/D\n  X: a\njobs:\n  a:\n    env: {X: b}\n    steps:\n      - run: docker build -f $D $X\n        env: {X: \"${{ env.X }}c\"}\n      - uses: docker/build-push-action@v6\n        with:\n          file: ${{ env.D }}\n      - run: docker build -f ${{ env.D }}.x \"${{ env.X || 'z' }}\"\n      - run: docker build -f '${{ env.D }}' ${{ env.NO }}\n";
    assert_eq!(
        lines(&workflow(GITHUB, text)),
        ["docker/D in bc", "docker/D in git .", "docker/D.x in b", "docker/D in ?"]
    );
}

#[test]
fn a_plain_matrix_is_many_builds() {
    let matrix = |matrix: &str, step: &str| {
        lines(&workflow(
            GITHUB,
            &format!("jobs:\n  a:\n    strategy:\n      matrix: {matrix}\n    steps:\n      {step}\n"),
        ))
    };
    let run = "- run: docker build services/${{ matrix.app }}";
    assert_eq!(
        matrix("{app: [api, web]}", run),
        ["services/api/Dockerfile in services/api", "services/web/Dockerfile in services/web"]
    );
    let action = "- uses: docker/build-push-action@v6\n        with:\n          context: ${{ matrix.app.path }}\n          target: ${{ matrix.target }}";
    assert_eq!(
        matrix("{app: [{path: a, name: x}, {path: b}], target: [t]}", action),
        ["a/Dockerfile in a; target: t", "b/Dockerfile in b; target: t"]
    );
    let action = action.replace("matrix.app.path", "matrix.app");
    assert_eq!(
        matrix("{include: [{app: a, target: t}, {app: b}]}", &action),
        ["a/Dockerfile in a; target: t", "b/Dockerfile in b"]
    );
    assert_eq!(
        matrix("{app: [a, b, c], exclude: [{app: b}], include: [{app: a, target: t}, {app: d}]}", &action),
        ["a/Dockerfile in a; target: t", "c/Dockerfile in c", "d/Dockerfile in d"]
    );
    assert_eq!(
        matrix("${{ fromJSON(needs.x.outputs.y) }}", &format!("{action}\n          file: D")),
        ["D in ?; target: ?"]
    );
    assert_eq!(matrix("{app: \"${{ fromJSON(x) }}\"}", &format!("{action}\n          file: D")), ["D in ?; target: ?"]);
    let many: Vec<String> = (0..100).map(|n| n.to_string()).collect();
    assert_eq!(matrix(&format!("{{app: [{}]}}", many.join(", ")), run), Vec::<String>::new());
    assert_eq!(matrix("{os: [a, b, c]}", "- run: docker build ."), ["Dockerfile in ."]);
}

#[test]
fn checkouts_move_paths() {
    let build = "\n- run: docker build src/api\n- run: docker build other";
    assert_eq!(
        steps(&format!("- uses: actions/checkout@v4\n  with: {{path: src}}{build}")),
        ["api/Dockerfile in api", "elsewhere in elsewhere other"]
    );
    assert_eq!(
        steps(&format!(
            "- uses: actions/checkout@v4\n- uses: actions/checkout@v4\n  with: {{repository: x/y, path: other}}{build}"
        )),
        ["src/api/Dockerfile in src/api", "elsewhere in elsewhere other"]
    );
    assert_eq!(
        steps(
            "- uses: actions/checkout@v4\n  with:\n    repository: ${{ github.event.pull_request.head.repo.full_name }}\n- run: docker build ."
        ),
        ["Dockerfile in ."]
    );
    assert_eq!(
        steps("- uses: actions/checkout@v4\n  with: {path: src}\n- uses: docker/build-push-action@v6"),
        ["Dockerfile in git ."]
    );
}

#[test]
fn other_shells_join_lines_in_their_own_ways() {
    assert_eq!(steps("- shell: pwsh\n  run: |\n    docker build `\n      -f D `\n      ."), ["D in ."]);
    assert_eq!(steps("- shell: cmd\n  run: |\n    docker build ^\n      -f D ."), ["D in ."]);
    assert_eq!(steps("- shell: python\n  run: |\n    docker build ."), Vec::<String>::new());
    assert_eq!(steps("- run: >-\n    docker build\n    -f D\n    ."), ["D in ."]);
    assert_eq!(steps("- run: \"docker build -f \\\"D\\\" .\""), ["D in ."]);
}

#[test]
fn the_bake_action_tells_files_and_targets() {
    let text = "jobs:\n  a:\n    steps:\n      - uses: docker/bake-action@v5\n        with:\n          files: |\n            ./docker-bake.hcl\n            cwd://${{ steps.meta.outputs.bake-file }}\n          targets: web,api\n      - uses: docker/bake-action@v5\n        with: {workdir: deploy, files: x.json}\n";
    let found = workflow(GITHUB, text);
    assert_eq!(
        found.bakes.iter().map(bake_line).collect::<Vec<_>>(),
        [".; files: docker-bake.hcl ...; targets: web api", "deploy; files: deploy/x.json"]
    );
}

#[test]
fn anchors_and_expressions_over_lines_do_no_harm() {
    let text = "x: &build\n  run: docker build ${{ a\n    }} .\njobs:\n  a:\n    steps:\n      - *build\n      - <<: *build\n        working-directory: api\n      - run: docker build -f D ${{\n";
    workflow(GITHUB, text);
    let text =
        "x: &build {run: docker build .}\njobs:\n  a:\n    steps: [*build, {<<: *build, working-directory: api}]\n";
    assert_eq!(lines(&workflow(GITHUB, text)), ["Dockerfile in .", "api/Dockerfile in api"]);
}

fn gitlab(text: &str) -> Vec<String> {
    lines(&workflow(".gitlab-ci.yml", text))
}

#[test]
fn pipelines_of_gitlab_are_read() {
    assert_eq!(
        gitlab(
            "build:\n  stage: build\n  script:\n    - cd api\n    - docker build -t $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA .\n"
        ),
        ["api/Dockerfile in api"]
    );
    assert_eq!(
        gitlab(
            "before_script:\n  - cd api\nbuild:\n  script: docker build .\nother:\n  before_script: []\n  script: docker build .\n"
        ),
        ["api/Dockerfile in api", "Dockerfile in ."]
    );
    assert_eq!(
        gitlab(
            "default:\n  before_script: [cd api]\nbuild:\n  script: [docker build .]\n  after_script: [docker build .]\n"
        ),
        ["api/Dockerfile in api", "Dockerfile in ."]
    );
    assert_eq!(gitlab("stages: [docker build a]\nvariables: {script: docker build b}\n"), Vec::<String>::new());
    let text = "variables: {T: dev}\n.docker:\n  variables: {F: Dockerfile}\n  script:\n    - docker build --target \"$T\" -f \"$D/$F\" \"$D\"\napi:\n  extends: .docker\n  variables: {D: api}\nweb:\n  extends: [.docker]\n  variables: {D: web, F: D, T: {value: prod}}\n";
    assert_eq!(gitlab(text), ["api/Dockerfile in api; target: dev", "web/D in web; target: prod"]);
    let text = ".x: &x\n  - docker build a\n.y:\n  script:\n    - docker build b\nz:\n  script:\n    - *x\n    - !reference [.y, script]\n";
    assert_eq!(gitlab(text), ["b/Dockerfile in b", "a/Dockerfile in a", "b/Dockerfile in b"]);
    let text = "build:\n  parallel:\n    matrix:\n      - APP: [api, web]\n        T: t\n      - APP: x\n  script: docker build --target=$T apps/$APP\n";
    assert_eq!(
        gitlab(text),
        [
            "apps/api/Dockerfile in apps/api; target: t",
            "apps/web/Dockerfile in apps/web; target: t",
            "apps/x/Dockerfile in apps/x; target: ?"
        ]
    );
    assert_eq!(gitlab("a:\n  extends: b\n  script: docker build .\nb:\n  extends: a\n").len(), 2);
    assert_eq!(gitlab("spec:\n  inputs: {x: {}}\n---\na:\n  script: docker build .\n"), ["Dockerfile in ."]);
}

#[test]
fn pipelines_of_circle_are_read() {
    let text = "version: 2.1\ncommands:\n  image:\n    steps:\n      - run: docker build << parameters.folder >> -f D\njobs:\n  build:\n    working_directory: ~/repo\n    steps:\n      - checkout\n      - run: docker build .\n      - run:\n          name: API\n          command: |\n            docker build \\\n              -t x:<< pipeline.number >> .\n          working_directory: api\n      - run: {command: docker build $X, environment: {X: web}}\n";
    let found = workflow(".circleci/config.yml", text);
    assert_eq!(lines(&found), ["D in ?", "Dockerfile in .", "api/Dockerfile in api", "web/Dockerfile in web"]);
    assert_eq!(names(&found.builds[2]), ("build".to_owned(), Some("API".to_owned())));
}

#[test]
fn pipelines_of_azure_are_read() {
    let text = "variables: {D: api}\nstages:\n  - stage: a\n    jobs:\n      - job: image\n        steps:\n          - script: docker build $(Build.SourcesDirectory)/$D\n          - bash: docker build .\n            workingDirectory: $(System.DefaultWorkingDirectory)/web\n          - bash: docker build $(X) -f D\n          - task: Docker@2\n            displayName: Image\n            inputs:\n              command: buildAndPush\n              Dockerfile: db/Dockerfile\n          - task: Docker@2\n            inputs: {command: build, dockerfile: $(Build.SourcesDirectory)/D, buildContext: ., arguments: --target x}\n          - task: Docker@2\n            inputs: {command: login}\n          - task: Docker@2\n";
    let found = workflow("azure-pipelines.yml", text);
    assert_eq!(
        lines(&found),
        [
            "api/Dockerfile in api",
            "web/Dockerfile in web",
            "D in ?",
            "db/Dockerfile in db",
            "D in .; target: ?; args:  ...; platforms:  ...; secrets:  ...; contexts:  ..."
        ]
    );
    assert_eq!(names(&found.builds[3]), ("image".to_owned(), Some("Image".to_owned())));
}

#[test]
fn pipelines_of_bitbucket_are_read() {
    let text = "image: x\ndefinitions:\n  steps:\n    - step: &build\n        name: Build\n        script:\n          - cd api\n          - docker build .\n          - pipe: a/b:1\n            variables: {X: y}\npipelines:\n  default:\n    - step: *build\n    - parallel:\n        - step: {script: [docker build $BITBUCKET_CLONE_DIR/web]}\n  branches:\n    main:\n      - step: {<<: *build, name: Main}\n";
    let found = workflow("bitbucket-pipelines.yml", text);
    assert_eq!(lines(&found), ["api/Dockerfile in api", "web/Dockerfile in web", "api/Dockerfile in api"]);
    assert_eq!(names(&found.builds[0]).1.as_deref(), Some("Build"));
}

#[test]
fn what_is_no_yaml_is_a_gap() {
    let found = workflow(GITHUB, "jobs:\n  a:\n    steps:\n      - run: \"docker build .\n");
    assert_eq!(found.gaps.len(), 1);
    assert_eq!(found.gaps[0].file, GITHUB);
}
