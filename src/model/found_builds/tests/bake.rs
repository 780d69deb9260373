//! Bake files.

use super::{lines, names};
use crate::model::found_builds::{Found, of_bake};
use crate::text::Source;

fn bake_in(folder: &str, files: &[(&str, &str)]) -> Found {
    let sources: Vec<Source> = files.iter().map(|(name, text)| Source::new(*name, text.as_bytes().to_vec())).collect();
    of_bake(&sources, folder)
}

fn bake(text: &str) -> Vec<String> {
    lines(&bake_in(".", &[("docker-bake.hcl", text)]))
}

fn json(text: &str) -> Vec<String> {
    lines(&bake_in(".", &[("docker-bake.json", text)]))
}

#[test]
fn targets_are_builds() {
    for (text, expected) in [
        ("target \"a\" {}", &["Dockerfile in ."][..]),
        ("target \"a\" { context = \"./api\" }", &["api/Dockerfile in api"]),
        ("target \"a\" {\n context = \"api\"\n dockerfile = \"../D\"\n target = \"t\"\n}", &["D in api; target: t"]),
        (
            "target \"a\" {\n args = { A = \"1\", B = 2, C = null, \"D\" = true }\n}",
            &["Dockerfile in .; args: A=1 B=2 C=<environment> D=true"],
        ),
        (
            "target \"a\" { platforms = [\"linux/amd64\", \"linux/arm64\"] }",
            &["Dockerfile in .; platforms: linux/amd64 linux/arm64"],
        ),
        (
            "target \"a\" {\n secret = [\"id=npm,src=x\", \"type=env,id=t\", { id = \"o\" }]\n}",
            &["Dockerfile in .; secrets: npm t o"],
        ),
        (
            "target \"a\" {\n contexts = { b = \"target:b\", src = \"../src\", i = \"docker-image://x\", l = \"lib\" }\n}",
            &[
                "Dockerfile in .; contexts: b=elsewhere target:b src=elsewhere ../src i=elsewhere docker-image://x l=lib",
            ],
        ),
        ("target \"a\" {\n dockerfile-inline = <<EOT\nFROM x\nEOT\n}", &["inline in ."]),
        (
            "target \"a\" { context = \"https://github.com/a/b.git\" }",
            &["elsewhere in elsewhere https://github.com/a/b.git"],
        ),
        ("target \"a\" { context = \"/tmp\" }", &["elsewhere in elsewhere /tmp"]),
        ("target \"a\" { context = null }", &["Dockerfile in ."]),
        ("target \"a\" {\n context = \"x\"\n dockerfile = \"cwd://D\"\n}", &["D in x"]),
        ("group \"default\" { targets = [\"a\"] }\nfunction \"f\" {\n params = [x]\n result = x\n}", &[]),
    ] {
        assert_eq!(bake(text), expected, "{text}");
    }
}

#[test]
fn folders_lead_from_the_file() {
    let found = bake_in("deploy", &[("deploy/docker-bake.hcl", "target \"a\" { context = \"..\" }\ntarget \"b\" {}")]);
    assert_eq!(lines(&found), ["Dockerfile in .", "deploy/Dockerfile in deploy"]);
    assert_eq!(found.builds[0].said_by.file, "deploy/docker-bake.hcl");
    assert_eq!(names(&found.builds[1]).0, "b");
}

#[test]
fn variables_have_their_defaults() {
    for (text, expected) in [
        (
            "variable \"V\" { default = \"1\" }\ntarget \"a\" { args = { V = \"${V}-x\" } }",
            "Dockerfile in .; args: V=1-x by default",
        ),
        (
            "variable \"V\" { default = \"1\" }\ntarget \"a\" { args = { V = V } }",
            "Dockerfile in .; args: V=1 by default",
        ),
        (
            "variable \"D\" { default = \"api\" }\ntarget \"a\" { context = \"./${D}\" }",
            "api/Dockerfile by default in api by default",
        ),
        ("X = \"1\"\nY = \"${X}${X}\"\ntarget \"a\" { args = { V = Y } }", "Dockerfile in .; args: V=11"),
        ("variable \"V\" {}\ntarget \"a\" { target = V }", "Dockerfile in .; target:  by default"),
        ("target \"a\" { args = { V = \"${V}\" } }", "Dockerfile in .; args: V=?"),
        ("target \"a\" { args = { V = upper(\"x\") } }", "Dockerfile in .; args: V=?"),
        ("target \"a\" { target = X == \"1\" ? \"b\" : \"c\" }", "Dockerfile in .; target: ?"),
        ("target \"a\" { dockerfile = \"${f(1)}/D\" }", "? in ."),
        ("target \"a\" { platforms = X ? [\"l\"] : [] }", "Dockerfile in .; platforms:  ..."),
        ("target \"a\" { platforms = [\"linux/amd64\", f()] }", "Dockerfile in .; platforms: linux/amd64 ..."),
        (
            "variable \"P\" { default = [\"linux/amd64\"] }\ntarget \"a\" { platforms = P }",
            "Dockerfile in .; platforms: linux/amd64 ...",
        ),
        (
            "variable \"A\" { default = B }\nvariable \"B\" { default = A }\ntarget \"a\" { args = { A = A } }",
            "Dockerfile in .; args: A=?",
        ),
        (
            "O = { k = \"v\" }\nL = [\"p\", \"q\"]\ntarget \"a\" { args = { A = O.k, B = L[1], C = O[\"k\"] } }",
            "Dockerfile in .; args: A=v B=q C=v",
        ),
        ("target \"a\" { args = f() }", "Dockerfile in .; args:  ..."),
        ("target \"a\" { args = { (f()) = 1 } }", "Dockerfile in .; args:  ..."),
    ] {
        assert_eq!(bake(text), [expected], "{text}");
    }
    assert_eq!(bake("target \"a\" { context = f() }"), Vec::<String>::new());
}

#[test]
fn targets_inherit_in_order() {
    let base =
        "target \"_base\" {\n args = { A = 1, B = 1 }\n platforms = [\"linux/amd64\"]\n secret = [\"id=x\"]\n}\n";
    assert_eq!(
        bake(&format!("{base}target \"a\" {{\n inherits = [\"_base\"]\n args = {{ B = 2 }}\n secret = [\"id=y\"]\n}}")),
        ["Dockerfile in .; args: A=1 B=2; platforms: linux/amd64; secrets: x y"]
    );
    let chain = "target \"x\" { target = \"1\" }\ntarget \"y\" {\n inherits = [\"x\"]\n context = \"y\"\n}\ntarget \"z\" {\n inherits = [\"y\"]\n dockerfile = \"D\"\n}";
    assert_eq!(bake(chain), ["Dockerfile in .; target: 1", "y/Dockerfile in y; target: 1", "y/D in y; target: 1"]);
    let both = "target \"x\" {\n target = \"1\"\n context = \"x\"\n}\ntarget \"y\" { target = \"2\" }\ntarget \"z\" { inherits = [\"x\", \"y\"] }";
    assert_eq!(bake(both).last().map(String::as_str), Some("x/Dockerfile in x; target: 2"));
    assert_eq!(
        bake("target \"docker-metadata-action\" {}\ntarget \"a\" { inherits = [\"docker-metadata-action\"] }"),
        ["Dockerfile in ."]
    );
    assert_eq!(
        bake("target \"b\" {}\ntarget \"a\" { inherits = [\"b\"] }\ngroup \"default\" { targets = [\"a\", \"b\"] }"),
        ["Dockerfile in .", "Dockerfile in ."]
    );
}

#[test]
fn what_inherits_itself_or_nothing_ends() {
    assert_eq!(bake("target \"a\" {\n inherits = [\"a\"]\n context = \"x\"\n}"), ["x/Dockerfile in x"]);
    assert_eq!(
        bake("target \"a\" {\n inherits = [\"b\"]\n context = \"x\"\n}\ntarget \"b\" {\n inherits = [\"a\"]\n target = \"t\"\n}").len(),
        2
    );
    let unknown = "? in x; target: ?; args:  ...; platforms:  ...; secrets:  ...; contexts:  ...";
    assert_eq!(bake("target \"a\" {\n inherits = [\"gone\"]\n context = \"x\"\n}"), [unknown]);
    assert_eq!(bake("target \"a\" {\n inherits = f()\n context = \"x\"\n}"), [unknown]);
    let chain: String = (0..5000).map(|n| format!("target \"t{n}\" {{ inherits = [\"t{}\"] }}\n", n + 1)).collect();
    assert!(bake(&chain[..60_000]).len() <= 5000);
}

#[test]
fn a_matrix_is_many_targets() {
    let plain = "target \"app\" {\n name = \"app-${tgt}\"\n matrix = { tgt = [\"a\", \"b\"] }\n context = tgt\n}";
    assert_eq!(bake(plain), ["a/Dockerfile in a", "b/Dockerfile in b"]);
    let found = bake_in(".", &[("docker-bake.hcl", plain)]);
    assert_eq!(found.builds.iter().map(|build| names(build).0).collect::<Vec<_>>(), ["app-a", "app-b"]);
    let axes = "target \"app\" {\n name = f(tgt)\n matrix = {\n tgt = [\"a\", \"b\"]\n v = [\"1\", \"2\"]\n }\n target = tgt\n args = { V = v }\n}";
    assert_eq!(bake(axes).len(), 4);
    let items = "target \"app\" {\n name = \"app-${item.n}\"\n matrix = { item = [{ n = \"a\", v = \"1\" }, { n = \"b\", v = \"2\" }] }\n context = item.n\n args = { V = item.v }\n}";
    assert_eq!(bake(items), ["a/Dockerfile in a; args: V=1", "b/Dockerfile in b; args: V=2"]);
    let unknown = "target \"app\" {\n name = \"app-${t}\"\n matrix = { t = f() }\n context = \"x\"\n target = t\n}";
    assert_eq!(bake(unknown), ["x/Dockerfile in x; target: ?"]);
    let numbers: Vec<String> = (0..100).map(|n| format!("\"{n}\"")).collect();
    let large =
        format!("target \"a\" {{\n matrix = {{ t = [{}] }}\n context = \"x\"\n target = t\n}}", numbers.join(","));
    assert_eq!(bake(&large), ["x/Dockerfile in x; target: ?"]);
}

#[test]
fn json_is_read_like_hcl() {
    assert_eq!(
        json(
            "{\"variable\": {\"V\": {\"default\": \"1\"}}, \"group\": {\"default\": {\"targets\": [\"a\"]}},\n \"target\": {\"a\": {\"context\": \"api\", \"dockerfile\": \"D\", \"args\": {\"V\": \"${V}\", \"N\": 1}, \"platforms\": [\"linux/amd64\"], \"inherits\": [\"b\"]}, \"b\": {\"target\": \"t\"}}}"
        ),
        ["api/D in api; target: t; args: V=1 by default N=1; platforms: linux/amd64", "Dockerfile in .; target: t"]
    );
    assert_eq!(
        json("{\"target\": [{\"a\": {\"context\": \"x\"}}, {\"b\": [{}]}]}"),
        ["x/Dockerfile in x", "Dockerfile in ."]
    );
    assert_eq!(json("{}"), Vec::<String>::new());
    assert_eq!(json("[]"), Vec::<String>::new());
}

#[test]
fn later_files_go_over_earlier_ones() {
    let found = bake_in(
        ".",
        &[
            ("docker-bake.json", "{\"target\": {\"a\": {\"target\": \"dev\", \"args\": {\"A\": \"1\"}}}}"),
            ("docker-bake.hcl", "variable \"V\" { default = \"1\" }\ntarget \"a\" { dockerfile = \"D\" }"),
            (
                "docker-bake.override.hcl",
                "variable \"V\" { default = \"2\" }\ntarget \"a\" {\n target = \"prod\"\n args = { V = V }\n}",
            ),
        ],
    );
    assert_eq!(lines(&found), ["D in .; target: prod; args: A=1 V=2 by default"]);
    assert_eq!(found.builds[0].said_by.file, "docker-bake.json");
}

#[test]
fn a_file_that_cannot_be_read_is_a_gap() {
    let text = "target \"a\" {\n  context = \n}\n";
    let found = bake_in(".", &[("docker-bake.hcl", text), ("x.hcl", "target \"b\" {}")]);
    assert_eq!(lines(&found), ["Dockerfile in ."]);
    assert_eq!((found.gaps.len(), found.gaps[0].file.as_str()), (1, "docker-bake.hcl"));
    let found = bake_in(".", &[("docker-bake.json", "{\"target\": {\"a\": {\"context\": \"x\"")]);
    assert_eq!(found.gaps.len(), 1);
}
