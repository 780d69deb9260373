//! Compose files that dclint 3.1.0, compose-lint 0.36.2 or compose-harden 0.2.0 misread. What Compose itself makes of
//! them was asked of `docker compose config`, release 5.6.1.

use super::{folder, found, is_quiet, says};

const PRIVILEGED: &str = "privileged-container";

/// dclint: invalid YAML. compose-lint: not covered, exit code 2. compose-harden: a traceback. Compose merges them in order.
#[test]
fn dclint_and_compose_lint_refuse_several_documents() {
    let text = "services:\n  web:\n    image: nginx:1.30.2\n---\nservices:\n  web:\n    privileged: true\n";
    says(&[("compose.yaml", text)], &["compose.yaml:7 privileged-container"]);
    let taken_back = format!("{text}---\nservices:\n  web:\n    privileged: false\n");
    is_quiet(&[("compose.yaml", &taken_back)], &[PRIVILEGED, "invalid-yaml"]);
}

/// dclint: `invalid-schema` at `!reset null`. compose-harden: a traceback.
#[test]
fn dclint_refuses_reset() {
    let base = "services:\n  web:\n    image: nginx:1.30.2\n    ports: [\"8080:80\"]\n    privileged: true\n";
    let over = "services:\n  web:\n    ports: !reset null\n    privileged: !override false\n";
    let rules = [PRIVILEGED, "port-on-all-interfaces", "wrong-type", "invalid-yaml", "appended-port"];
    is_quiet(&[("compose.yaml", base), ("compose.override.yaml", over)], &rules);
}

/// dclint: one `invalid-schema` on line 1, for `restrat`; Compose too stops at one of them.
#[test]
fn dclint_names_one_mistake_of_the_schema_and_no_place() {
    let text = "services:\n  web:\n    image: 1\n    restrat: always\n  db:\n    volumes: x\n";
    let expected = ["compose.yaml:3 wrong-type", "compose.yaml:4 unknown-key", "compose.yaml:6 wrong-type"];
    says(&[("compose.yaml", text)], &expected);
}

/// dclint finds nothing but questions of order here, compose-lint nothing at all.
#[test]
fn dclint_and_compose_lint_follow_no_references() {
    let text = "services:
  web:
    image: nginx:1.30.2
    networks: [front]
    depends_on: [db]
    stop_grace_period: 5 minutes
  db:
    image: nginx:1.30.2
    depends_on: [web]
";
    let expected =
        ["compose.yaml:4 undefined-reference", "compose.yaml:6 invalid-value", "compose.yaml:9 dependency-cycle"];
    says(&[("compose.yaml", text)], &expected);
}

/// dclint: `no-build-and-image`. The name is that of the image that is built, and `docker compose push` needs it.
#[test]
fn dclint_takes_the_name_of_a_built_image_for_a_second_image() {
    let compose = "name: shop\nservices:\n  web:\n    build: .\n    image: registry.example.com/shop:1.4\n";
    let dockerfile = "FROM scratch\nCOPY app /app\nUSER 10001\nENTRYPOINT [\"/app\"]\n";
    let found = found(&[("compose.yaml", compose), ("Dockerfile", dockerfile), ("app", "")]);
    assert!(
        found.iter().all(|one| !one.starts_with("compose.yaml:4") && !one.starts_with("compose.yaml:5")),
        "{found:?}"
    );
}

/// dclint reads each file alone: it asks the second for a `name` and misses that both services have one `container_name`.
#[test]
fn dclint_reads_each_file_alone() {
    let base =
        "name: shop\ninclude: [other.yaml]\nservices:\n  web:\n    image: nginx:1.30.2\n    container_name: shop\n";
    let other = "services:\n  admin:\n    image: httpd:2.4.65\n    container_name: shop\n";
    let over = "services:\n  web:\n    restart: always\n";
    let files = [("compose.yaml", base), ("compose.override.yaml", over), ("other.yaml", other)];
    let found = found(&files);
    assert!(found.iter().any(|one| one.ends_with(" shared-container-name")), "{found:?}");
    is_quiet(&files, &["missing-project-name"]);
}

/// `dclint --fix` takes `models` away, moves keys, and writes `[chat]` anew.
#[test]
fn dclint_takes_away_keys_that_it_does_not_know() {
    let rest = "# Ours.\nmodels:\n  chat: {model: ai/smollm2}\nservices:\n  web:\n    models: [chat]\n    image: 'nginx:1.30.2'\n";
    let folder = folder(&[("compose.yaml", &format!("{rest}version: \"3\"\n"))]);
    folder.run(&["check", "--isolated", "--fix", "compose.yaml"]);
    assert_eq!(String::from_utf8(folder.read("compose.yaml")).unwrap(), rest);
}

/// compose-lint: nothing of the first four, though each leads to the engine or to root of the machine; of the last
/// services neither the address that is empty nor the open `/proc`.
#[test]
fn compose_lint_sees_half_of_the_doors_to_the_machine() {
    let text = "services:
  a:
    image: example/a:1.4
    use_api_socket: true
  b:
    image: example/a:1.4
    environment: {DOCKER_HOST: \"tcp://engine:2375\"}
  c:
    image: example/a:1.4
    build: {context: ., privileged: true}
  d:
    image: example/a:1.4
    post_start: [{command: ./x, privileged: true}]
  e:
    image: example/a:1.4
    volumes_from: [f]
  f:
    image: example/a:1.4
    volumes: [\"/var/run/docker.sock:/s\"]
  g:
    image: example/a:1.4
    ports: [\"${ADDRESS}:8080:80\"]
  h:
    image: example/a:1.4
    security_opt: [systempaths=unconfined]
    uts: host
    userns_mode: host
    cgroup: host
";
    let expected = [
        "compose.yaml:4 control-socket",
        "compose.yaml:7 control-socket",
        "compose.yaml:10 privileged-container",
        "compose.yaml:13 privileged-container",
        "compose.yaml:16 control-socket",
        "compose.yaml:19 control-socket",
        "compose.yaml:22 unset-variable",
        "compose.yaml:25 disabled-confinement",
        "compose.yaml:26 host-namespace",
        "compose.yaml:27 host-namespace",
        "compose.yaml:28 host-namespace",
    ];
    says(&[("compose.yaml", text)], &expected);
}

/// compose-lint looks for secrets in variables and commands alone.
#[test]
fn compose_lint_looks_for_secrets_in_no_argument_label_or_config() {
    // Put together here, so that no scanner takes this file for a leak.
    let token = format!("ghp{}", "_16C7e42F292c6912E7710c838347Ae178B4a");
    let build = format!("services:\n  a:\n    build:\n      context: .\n      args:\n        ACCESS: {token}\n");
    says(&[("compose.yaml", &build)], &["compose.yaml:6 secret-in-environment"]);
    let label = format!("services:\n  a:\n    image: example/a:1.4\n    labels:\n      api: {token}\n");
    says(&[("compose.yaml", &label)], &["compose.yaml:5 secret-in-environment"]);
    let config = format!(
        "services:\n  a:\n    image: example/a:1.4\n    configs: [c]\nconfigs:\n  c:\n    content: |\n      password={token}\n"
    );
    let found = found(&[("compose.yaml", &config)]);
    assert!(found.iter().any(|one| one.ends_with(" secret-in-environment")), "{found:?}");
}

/// compose-lint checks `docker-compose.yml` like any other and says nothing of the file beside it.
#[test]
fn compose_lint_does_not_say_which_file_compose_reads() {
    let text = "services:\n  web:\n    image: nginx:1.30.2\n";
    says(&[("compose.yaml", text), ("docker-compose.yml", text)], &["docker-compose.yml:1 legacy-file-name"]);
    is_quiet(&[("compose.yaml", text)], &["legacy-file-name"]);
}

/// compose-lint: nothing, exit code 0. compose-harden: 100 of 100. Compose refuses the file.
#[test]
fn compose_lint_and_compose_harden_pass_a_file_without_services() {
    let files = [("compose.yaml", "web:\n  image: nginx:1.30.2\n  ports: [\"80:80\"]\n")];
    says(&files, &["compose.yaml:1 not-a-project"]);
    assert_eq!(folder(&files).run(&["check", "--isolated", "."]).code, Some(1));
}

/// compose-harden: 100 of 100 for each of these but the last, a traceback there; compose-lint does not cover the last.
#[test]
fn compose_harden_finds_no_services_in_other_spellings() {
    let flow = "services: {web: {image: \"nginx:1.30.2\", privileged: true}}\n";
    says(&[("compose.yaml", flow)], &["compose.yaml:1 privileged-container"]);
    let anchor = "services:\n  web: &web\n    image: nginx:1.30.2\n    privileged: true\n";
    says(&[("compose.yaml", anchor)], &["compose.yaml:4 privileged-container"]);
    let alias = "x-web: &web\n  image: nginx:1.30.2\n  privileged: true\nservices:\n  web: *web\n";
    says(&[("compose.yaml", alias)], &["compose.yaml:3 privileged-container"]);
    let mark = "\u{feff}services:\r\n  web:\r\n    image: nginx:1.30.2\r\n    privileged: true\r\n";
    says(&[("compose.yaml", mark)], &["compose.yaml:4 privileged-container"]);
    let tab = "services:\n  web:\n    image: nginx:1.30.2\t# as tested\n    privileged:\ttrue\n";
    says(&[("compose.yaml", tab)], &["compose.yaml:4 privileged-container"]);
}

/// Compose takes what an override file repeats, and refuses what one list repeats. compose-lint: nothing. dclint:
/// `invalid-schema` on line 1.
#[test]
fn compose_lint_takes_what_compose_refuses_in_one_list() {
    let base = "services:\n  a:\n    image: nginx:1.30.2\n    security_opt: [\"no-new-privileges:true\"]\n";
    let over = "services:\n  a:\n    security_opt: [\"no-new-privileges:true\"]\n";
    is_quiet(&[("compose.yaml", base), ("compose.override.yaml", over)], &["repeated-item"]);
    let twice = base.replace("true\"]", "true\", \"no-new-privileges:true\"]");
    says(&[("compose.yaml", &twice)], &["compose.yaml:4 repeated-item"]);
}

/// Compose refuses the project; dclint and compose-lint say nothing.
#[test]
fn nobody_says_that_a_profile_comes_along_with_what_is_extended() {
    let text = "services:
  a:
    image: nginx:1.30.2
    profiles: [p]
  b:
    extends: a
  c:
    image: nginx:1.30.2
    depends_on: [b]
";
    says(&[("compose.yaml", text)], &["compose.yaml:9 inactive-dependency"]);
}

/// Compose loads each of these as something else than it says; dclint and compose-lint say nothing of it.
#[test]
fn nobody_says_what_compose_makes_of_values() {
    let text = "services:
  a:
    image: postgres:18.1
    command: npm ci && npm start
    environment:
      PHONE: 0123456789
      DATE: 2024-01-01
    volumes:
      - d:/data
      - ./x:/x:readonly
      - data:/var/lib/postgresql/data
    restart: allways
    cap_add: [FOO]
volumes:
  d:
  data:
";
    let expected = [
        "compose.yaml:4 truncated-command",
        "compose.yaml:6 coerced-scalar",
        "compose.yaml:7 coerced-scalar",
        "compose.yaml:9 drive-letter-volume",
        "compose.yaml:10 ignored-mount-option",
        "compose.yaml:11 unpersisted-data",
        "compose.yaml:12 misspelt-value",
        "compose.yaml:13 misspelt-value",
    ];
    says(&[("compose.yaml", text)], &expected);
}
