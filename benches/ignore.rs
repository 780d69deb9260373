//! What an ignore file costs: the time of many paths, which must grow with their number alone.
//!
//! `cargo bench --bench ignore`
#![allow(missing_docs, reason = "the names say what is timed")]

use divan::Bencher;
use divan::counter::ItemsCount;
use plimsoll::syntax::dockerignore::{self, Matcher, Trail};

const PATTERNS: &str = "\
.git
**/node_modules
**/*.log
**/__pycache__
**/*.py[cod]
dist
build/**
.env*
!.env.example
docs/**/*.md
!docs/keep/*.md
*.tmp
";

const NAMES: [&str; 8] = ["src", "docs", "web", "index.js", "node_modules", "app.log", "keep", "a.md"];

fn main() {
    divan::main();
}

fn matcher() -> Matcher {
    Matcher::new(&dockerignore::parse(PATTERNS).tree)
}

/// Paths of one to five parts.
fn paths(count: usize) -> Vec<String> {
    let part =
        |number: usize, depth: usize| NAMES.get((number >> (3 * depth)) % NAMES.len()).copied().unwrap_or_default();
    let path = |number: usize| (0..=number % 5).map(|depth| part(number / 5, depth)).collect::<Vec<_>>().join("/");
    (0..count).map(path).collect()
}

const COUNTS: [usize; 4] = [100_000, 200_000, 400_000, 1_000_000];

#[divan::bench(args = COUNTS, sample_count = 5, sample_size = 1)]
fn single_verdicts(bencher: Bencher<'_, '_>, count: usize) {
    let (matcher, paths) = (matcher(), paths(count));
    let excluded = || paths.iter().filter(|path| matcher.verdict(path).is_excluded).count();
    bencher.counter(ItemsCount::new(count)).bench(excluded);
}

/// As in a walk: the directory's trail is known.
#[divan::bench(args = COUNTS, sample_count = 5, sample_size = 1)]
fn verdicts_below(bencher: Bencher<'_, '_>, count: usize) {
    let (matcher, paths) = (matcher(), paths(count));
    let trail = matcher.enter(&Trail::default(), "src");
    let excluded = || paths.iter().filter(|path| matcher.verdict_below(&trail, path).is_excluded).count();
    bencher.counter(ItemsCount::new(count)).bench(excluded);
}
