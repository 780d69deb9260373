//! Builds found in a repository on the disk: which files are looked at, and what leads from where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::fs;
use std::path::Path;

use plimsoll::cli::found_builds::of_repository;

const TARGET: &str = "target \"app\" { context = \".\" }\n";

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Dockerfile and teller of each build.
fn told(folder: &Path, dockerfiles: &[&str]) -> Vec<String> {
    let dockerfiles: Vec<_> = dockerfiles.iter().map(|path| folder.join(path)).collect();
    let found = of_repository(folder, &dockerfiles).found;
    let line = |build: &plimsoll::model::found_builds::FoundBuild| {
        format!("{} says {}", build.said_by.file, build.dockerfile_path().unwrap_or("?"))
    };
    found.builds.iter().map(line).collect()
}

#[test]
fn files_are_found_in_their_usual_places() {
    let folder = tempfile::tempdir().unwrap();
    let run = "jobs: {a: {steps: [{run: docker build api}]}}\n";
    write(
        folder.path(),
        &[
            (".git/HEAD", ""),
            (".github/workflows/b.yaml", run),
            (".github/workflows/a.yml", run),
            (".github/workflows/a.txt", run),
            (".github/other.yml", run),
            (".gitlab-ci.yml", "a: {script: docker build .}\n"),
            ("docker-bake.hcl", TARGET),
            ("web/docker-bake.hcl", TARGET),
            ("web/docker-bake.override.hcl", "target \"app\" { dockerfile = \"D\" }\n"),
            ("unseen/docker-bake.hcl", TARGET),
            ("web/src/x", ""),
        ],
    );
    let expected = [
        ".github/workflows/a.yml says api/Dockerfile",
        ".github/workflows/b.yaml says api/Dockerfile",
        ".gitlab-ci.yml says Dockerfile",
        "docker-bake.hcl says Dockerfile",
        "web/docker-bake.hcl says web/D",
    ];
    assert_eq!(told(folder.path(), &["web/Dockerfile"]), expected);
    // Whatever folder of the repository is searched.
    let found = of_repository(&folder.path().join("web/src"), &[folder.path().join("web/Dockerfile")]);
    assert_eq!(found.root, folder.path());
    assert_eq!(found.found.builds.len(), expected.len());
}

#[test]
fn what_pipelines_bake_is_read_as_they_bake_it() {
    let folder = tempfile::tempdir().unwrap();
    let workflow = "jobs:\n  a:\n    steps:\n      - run: docker buildx bake -f deploy/docker-bake.hcl app\n      - run: cd sub && docker buildx bake\n      - run: docker buildx bake -f gone.hcl\n";
    write(
        folder.path(),
        &[
            (".git/HEAD", ""),
            (".github/workflows/a.yml", workflow),
            ("deploy/docker-bake.hcl", TARGET),
            ("sub/docker-bake.json", "{\"target\": {\"x\": {}}}"),
        ],
    );
    assert_eq!(
        told(folder.path(), &["deploy/Dockerfile"]),
        ["deploy/docker-bake.hcl says Dockerfile", "sub/docker-bake.json says sub/Dockerfile"]
    );
}

#[test]
fn a_folder_without_a_repository_is_its_own_root() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("docker-bake.hcl", TARGET), ("x/docker-bake.json", "{\"target\": [")]);
    let found = of_repository(folder.path(), &[folder.path().join("x/Dockerfile")]).found;
    assert_eq!(found.builds.len(), 1);
    assert_eq!((found.gaps.len(), found.gaps[0].file.as_str()), (1, "x/docker-bake.json"));
}
