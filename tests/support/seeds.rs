//! The texts that tests run everything on: fixtures, the examples of all pages, and files of a corpus.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files fails")]

use std::fs;
use std::path::PathBuf;

use super::page::Page;
use super::{files_below, root};

/// A text with the place it comes from.
#[derive(Clone, Debug)]
pub struct Seed {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Seed {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// Every Dockerfile among the fixtures.
pub fn fixtures() -> Vec<Seed> {
    let files = files_below("fixtures", "").into_iter().filter(|path| is_dockerfile(&path.to_string_lossy()));
    files.map(|path| seed(&path)).collect()
}

/// Every example of every page.
pub fn page_blocks() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for path in files_below("rules", ".md") {
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        let page = Page::parse(&fs::read_to_string(&path).unwrap());
        for block in page.blocks.iter().filter(|block| block.is("dockerfile") && !block.is("fixed")) {
            let name = format!("{name}:{}", block.first_line + 1);
            seeds.push(Seed { name, bytes: block.body.clone().into_bytes() });
        }
    }
    seeds
}

/// Every Compose file among the examples of the pages, with the files beside it.
pub fn compose_blocks() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for path in files_below("rules", ".md") {
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        let page = Page::parse(&fs::read_to_string(&path).unwrap());
        for block in page.blocks.iter().filter(|block| block.is_compose() && !block.is("fixed")) {
            let name = format!("{name}:{}", block.first_line + 1);
            seeds.push(Seed { name, bytes: block.body.clone().into_bytes() });
        }
    }
    seeds
}

/// Fixtures and page examples.
pub fn all() -> Vec<Seed> {
    let mut seeds = fixtures();
    seeds.extend(page_blocks());
    seeds
}

/// The folder of a corpus: what `PLIMSOLL_CORPUS` names, else `../shared/corpus` beside the repository.
pub fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("PLIMSOLL_CORPUS").map(PathBuf::from);
    let beside = root().parent().map(|parent| parent.join("shared/corpus"));
    named.or(beside).filter(|folder| folder.is_dir())
}

/// The Dockerfiles of a corpus, sorted, with names relative to its folder: those its `MANIFEST.tsv` calls
/// Dockerfiles, or without one those that are named like one.
pub fn corpus_files(folder: &std::path::Path) -> Vec<Seed> {
    let mut names = match fs::read_to_string(folder.join("MANIFEST.tsv")) {
        Ok(manifest) => manifest.lines().filter_map(dockerfile_of_row).collect(),
        Err(_) => names_below(folder),
    };
    names.sort();
    let read = |name: String| Some(Seed { bytes: fs::read(folder.join(&name)).ok()?, name });
    names.into_iter().filter_map(read).collect()
}

/// The path of a manifest's row, where its kind is `dockerfile`.
fn dockerfile_of_row(row: &str) -> Option<String> {
    let columns: Vec<&str> = row.split('\t').collect();
    columns.get(5).is_some_and(|kind| *kind == "dockerfile").then(|| columns.first().map(|path| (*path).to_owned()))?
}

fn names_below(folder: &std::path::Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let paths = files.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    let names = paths.filter_map(|path| Some(path.strip_prefix(folder).ok()?.display().to_string()));
    names.filter(|name| is_dockerfile(name)).collect()
}

/// Whether a path is a Dockerfile's by its name.
pub fn is_dockerfile(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    let stem =
        |word: &str| lower == word || lower.starts_with(&format!("{word}.")) || lower.ends_with(&format!(".{word}"));
    (stem("dockerfile")
        || stem("containerfile")
        || lower.starts_with("dockerfile_")
        || lower.starts_with("dockerfile-"))
        && !lower.ends_with(".dockerignore")
        && !lower.ends_with(".md")
}

fn seed(path: &std::path::Path) -> Seed {
    let name = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    Seed { name, bytes: fs::read(path).unwrap() }
}
