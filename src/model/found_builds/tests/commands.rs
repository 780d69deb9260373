//! What scripts run.

use super::{bake_line, lines, script};

#[test]
fn flags_are_read_in_every_form() {
    for (command, expected) in [
        ("docker build .", "Dockerfile in ."),
        ("docker build api", "api/Dockerfile in api"),
        ("docker build -t x:y --no-cache ./api/", "api/Dockerfile in api"),
        ("docker build -f docker/Dockerfile.prod .", "docker/Dockerfile.prod in ."),
        ("docker build --file=docker/Dockerfile.prod .", "docker/Dockerfile.prod in ."),
        ("docker build --file docker/Dockerfile.prod .", "docker/Dockerfile.prod in ."),
        ("docker build -f=a/Dockerfile .", "a/Dockerfile in ."),
        ("docker build -fa/Dockerfile .", "a/Dockerfile in ."),
        ("docker build -qf a/Dockerfile .", "a/Dockerfile in ."),
        ("docker build -qt x -f a/Dockerfile .", "a/Dockerfile in ."),
        ("docker build . -t x", "Dockerfile in ."),
        ("docker build -t x -- .", "Dockerfile in ."),
        ("docker build --target prod .", "Dockerfile in .; target: prod"),
        ("docker build --target '' .", "Dockerfile in ."),
        (
            "docker build --build-arg A=1 --build-arg=B='x y' --build-arg C .",
            "Dockerfile in .; args: A=1 B=x y C=<environment>",
        ),
        ("docker build --build-arg A=$(date) --build-arg \"B=$X\" .", "Dockerfile in .; args: A=? B=?"),
        ("docker build --build-arg \"$NAME=1\" .", "Dockerfile in .; args:  ..."),
        ("docker build --platform linux/amd64,linux/arm64 .", "Dockerfile in .; platforms: linux/amd64 linux/arm64"),
        ("docker build --platform \"$PLATFORMS\" .", "Dockerfile in .; platforms:  ..."),
        ("docker build --secret id=npm,src=.npmrc --secret type=env,id=t .", "Dockerfile in .; secrets: npm t"),
        ("docker build --secret \"id=npm,src=$HOME/.npmrc\" .", "Dockerfile in .; secrets: npm"),
        (
            "docker build --build-context lib=../x --build-context a=docker-image://alpine .",
            "Dockerfile in .; contexts: lib=elsewhere ../x a=elsewhere docker-image://alpine",
        ),
        ("docker build --build-context lib=lib/core .", "Dockerfile in .; contexts: lib=lib/core"),
        ("docker build '--build-arg' 'A=1' \"./my api\"", "my api/Dockerfile in my api; args: A=1"),
    ] {
        assert_eq!(lines(&script(command)), [expected], "{command}");
    }
}

#[test]
fn every_builder_counts() {
    for (command, expected) in [
        ("docker buildx build --push --platform linux/arm64 a", "a/Dockerfile in a; platforms: linux/arm64"),
        ("docker buildx b a", "a/Dockerfile in a"),
        ("docker image build a", "a/Dockerfile in a"),
        ("docker builder build a", "a/Dockerfile in a"),
        ("docker --context prod build a", "a/Dockerfile in a"),
        ("docker -H tcp://x --tls build a", "a/Dockerfile in a"),
        ("sudo -E docker build a", "a/Dockerfile in a"),
        ("DOCKER_BUILDKIT=1 docker build a", "a/Dockerfile in a"),
        ("env X=1 timeout 10m docker build a", "a/Dockerfile in a"),
        ("sh -c 'cd a && docker build .'", "a/Dockerfile in a"),
        ("bash -ec \"docker build a\"", "a/Dockerfile in a"),
        ("id=$(docker build -q a)", "a/Dockerfile in a"),
        ("podman build a", "a/Containerfile or a/Dockerfile in a"),
        ("podman build", "Containerfile or Dockerfile in ."),
        ("podman build -f a/Containerfile .", "a/Containerfile in ."),
        ("buildah bud -t x a", "a/Containerfile or a/Dockerfile in a"),
        ("buildah build --layers -f D a", "D in a"),
        ("nerdctl --namespace k8s.io build a", "a/Dockerfile in a"),
        ("/usr/bin/docker build a", "a/Dockerfile in a"),
        ("/kaniko/executor --context $CI_PROJECT_DIR/a --dockerfile $CI_PROJECT_DIR/a/D --destination x", "a/D in a"),
        (
            "/kaniko/executor --context=dir://$CI_PROJECT_DIR --build-arg A=1 --target=t",
            "Dockerfile in .; target: t; args: A=1",
        ),
        ("/kaniko/executor --context a --dockerfile D", "? in a"),
    ] {
        assert_eq!(lines(&script(command)), [expected], "{command}");
    }
}

#[test]
fn other_commands_do_not_count() {
    for command in [
        "docker run x build .",
        "docker compose build api",
        "docker-compose build",
        "docker push build",
        "docker",
        "make build",
        "echo docker build .",
        "docker build",
        "docker build $A",
        "docker build -f $A $B",
        "npm run build",
        "docker pull a:build",
        "# docker build .",
        "docker buildx create --use",
        "docker buildx",
        "docker image ls build",
    ] {
        assert_eq!(lines(&script(command)), Vec::<String>::new(), "{command}");
    }
}

#[test]
fn folders_are_followed() {
    for (text, expected) in [
        ("cd api && docker build .", &["api/Dockerfile in api"][..]),
        ("cd api\ndocker build -f ../D ..", &["D in ."]),
        ("cd api; cd ..; docker build .", &["Dockerfile in ."]),
        ("(cd api && docker build .); docker build web", &["api/Dockerfile in api", "web/Dockerfile in web"]),
        ("pushd api\ndocker build .\npopd\ndocker build .", &["api/Dockerfile in api", "Dockerfile in ."]),
        ("cd api\ncd -\ndocker build .", &["Dockerfile in ."]),
        ("cd \"$GITHUB_WORKSPACE/api\" && docker build .", &["api/Dockerfile in api"]),
        ("cd $DIR && docker build .", &[]),
        ("cd $DIR && docker build -f \"$GITHUB_WORKSPACE/D\" .", &["D in ?"]),
        ("cd $DIR\ncd $GITHUB_WORKSPACE\ndocker build .", &["Dockerfile in ."]),
        ("if [ -d x ]; then cd x; fi\ndocker build .", &[]),
        ("if true; then docker build a; else docker build b; fi", &["a/Dockerfile in a", "b/Dockerfile in b"]),
        ("cd api | true\ndocker build .", &["Dockerfile in ."]),
        ("docker build -f \"$(pwd)/D\" \"$PWD\"", &["D in ."]),
        ("cd $(git rev-parse --show-toplevel)/a && docker build .", &["a/Dockerfile in a"]),
        ("{ cd api; docker build .; }", &["api/Dockerfile in api"]),
        ("cd /tmp/x && docker build .", &["elsewhere in elsewhere ."]),
        ("cd api && docker build ../..", &["elsewhere in elsewhere ../.."]),
        ("for a in x y; do docker build -f D $a; done", &["D in ?"]),
        ("for a in x y; do (cd $a && docker build .); done; docker build .", &["Dockerfile in ."]),
        ("build() { docker build \"$1\" -f D; }\nbuild api", &["D in ?"]),
    ] {
        assert_eq!(lines(&script(text)), expected, "{text}");
    }
}

#[test]
fn variables_have_the_values_that_the_script_gives() {
    for (text, expected) in [
        ("D=api\ndocker build $D", &["api/Dockerfile in api"][..]),
        ("export D=api; docker build \"./$D\"", &["api/Dockerfile in api"]),
        ("OPTS='--target t --build-arg A=1'\ndocker build $OPTS .", &["Dockerfile in .; target: t; args: A=1"]),
        ("docker build ${OPTS} .", &["? in .; target: ?; args:  ...; platforms:  ...; secrets:  ...; contexts:  ..."]),
        (
            "docker build \"${OPTS[@]}\" -f D .",
            &["D in .; target: ?; args:  ...; platforms:  ...; secrets:  ...; contexts:  ..."],
        ),
        (
            "docker build \"$@\" --target=x -f D .",
            &["D in .; target: x; args:  ...; platforms:  ...; secrets:  ...; contexts:  ..."],
        ),
        ("if true; then D=a; fi\ndocker build -f D $D", &["D in ?"]),
        ("read -r D\ndocker build -f x/D $D", &["x/D in ?"]),
        ("docker build -t $REGISTRY/x:$TAG --target \"$T\" .", &["Dockerfile in .; target: ?"]),
        ("docker build -t$X --cache-from=$Y .", &["Dockerfile in ."]),
        ("D=x\ndocker build -f ${D:-y} .", &["x in ."]),
        ("docker build -f ${D:-y} .", &["? in ."]),
        ("docker build -f docker/$D.Dockerfile .", &["? in ."]),
    ] {
        assert_eq!(lines(&script(text)), expected, "{text}");
    }
}

#[test]
fn standard_input_and_addresses_are_contexts_too() {
    for (text, expected) in [
        ("docker build - < Dockerfile", &["Dockerfile in nothing"][..]),
        ("docker build -t x - < api/D", &["api/D in nothing"]),
        ("docker build - <<EOF\nFROM a\nEOF", &["inline in nothing"]),
        ("docker build -f - . <<'EOF'\nFROM a\nEOF", &["inline in ."]),
        ("cat api/D | docker build -f - api", &["api/D in api"]),
        ("sed s/a/b/ D | docker build -f - api", &["? in api"]),
        ("docker build - < context.tar.gz", &["? in nothing"]),
        ("tar c . | docker build -", &["? in nothing"]),
        (
            "docker build https://github.com/a/b.git#main:docker",
            &["elsewhere in elsewhere https://github.com/a/b.git#main:docker"],
        ),
        ("docker build -f D git@github.com:a/b.git", &["elsewhere in elsewhere git@github.com:a/b.git"]),
        ("docker build github.com/a/b", &["elsewhere in elsewhere github.com/a/b"]),
    ] {
        assert_eq!(lines(&script(text)), expected, "{text}");
    }
}

#[test]
fn commands_go_over_several_lines_and_keep_their_places() {
    let text = "set -e\ndocker build \\\n  --target prod \\\n  -f api/D \\\n  .\necho done\n";
    let found = script(text);
    assert_eq!(lines(&found), ["api/D in .; target: prod"]);
    let indented: String = text.lines().map(|line| format!("          {line}\n")).collect();
    let whole = format!("jobs:\n  a:\n    steps:\n      - run: |\n{indented}");
    let place = found.builds[0].said_by.span.of(&whole);
    assert!(place.starts_with("docker build") && place.ends_with("  ."), "{place}");
}

#[test]
fn bakes_are_told() {
    for (text, expected) in [
        ("docker buildx bake", "."),
        ("docker buildx bake --push web api", ".; targets: web api"),
        (
            "cd a && docker buildx bake -f ../x.hcl --file=y.json --set *.platform=linux/amd64",
            "a; files: x.hcl a/y.json",
        ),
        ("docker buildx bake -f $X all", ".; files:  ...; targets: all"),
    ] {
        assert_eq!(script(text).bakes.iter().map(bake_line).collect::<Vec<_>>(), [expected], "{text}");
    }
}
