//! The report for programs: every path, excluded ones too.

use serde::Serialize;

use super::ContextReport;
use crate::model::{EntryId, EntryKind, IgnoreKind, Totals};
use crate::report::to_json;

/// The version of the JSON.
const VERSION: u32 = 1;
/// How many of the largest files are listed.
const MOST_FILES: usize = 20;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    context: &'a str,
    dockerfile: Option<&'a str>,
    ignore_file: Option<Ignore<'a>>,
    received: Amount,
    excluded: Excluded,
    sources: Vec<Source>,
    largest: Vec<String>,
    why: Vec<Why<'a>>,
    entries: Vec<Row>,
    unread: Vec<Unread<'a>>,
}

#[derive(Serialize)]
struct Ignore<'a> {
    path: &'a str,
    /// `specific`, `general` or `given`.
    kind: &'static str,
    patterns: usize,
}

#[derive(Serialize)]
struct Amount {
    files: u32,
    /// `null` where the size of a file is not known.
    bytes: Option<u64>,
}

#[derive(Serialize)]
struct Excluded {
    files: u32,
    bytes: Option<u64>,
    /// Folders that were not looked into.
    folders: u32,
}

#[derive(Serialize)]
struct Source {
    line: u32,
    instruction: String,
    source: String,
    /// `null` where only the build knows.
    takes: Option<Amount>,
    excluded_by: Option<Pattern>,
}

#[derive(Serialize)]
struct Pattern {
    line: u32,
    text: String,
}

#[derive(Serialize)]
struct Why<'a> {
    path: &'a str,
    sent: bool,
    exists: bool,
    pattern: Option<Pattern>,
    /// The path or the folder above it that the pattern matches.
    matches: Option<String>,
}

#[derive(Serialize)]
struct Row {
    path: String,
    /// `file`, `folder` or `link`.
    kind: &'static str,
    bytes: Option<u64>,
    sent: bool,
    pattern: Option<Pattern>,
}

#[derive(Serialize)]
struct Unread<'a> {
    path: &'a str,
    reason: &'a str,
}

impl ContextReport<'_> {
    /// The report for programs.
    pub fn json(&self) -> String {
        let tree = self.tree;
        let excluded = self.amount_of(tree.excluded());
        let ignore_file = self.ignore_name.as_deref().zip(tree.ignore_file()).map(|(path, file)| Ignore {
            path,
            kind: match file.kind {
                IgnoreKind::Specific => "specific",
                IgnoreKind::General => "general",
                IgnoreKind::Given => "given",
            },
            patterns: file.tree.patterns().count(),
        });
        let document = Document {
            version: VERSION,
            context: &self.root,
            dockerfile: self.build.map(|(source, _)| source.name()),
            ignore_file,
            received: self.amount_of(tree.totals()),
            excluded: Excluded { files: excluded.files, bytes: excluded.bytes, folders: tree.unlisted() },
            sources: self.json_sources(),
            largest: tree.largest(MOST_FILES).into_iter().map(|id| tree.path(id)).collect(),
            why: self.why.iter().map(|path| self.json_why(path)).collect(),
            entries: tree.entries().filter_map(|id| self.row(id)).collect(),
            unread: tree.unread().iter().map(|it| Unread { path: &it.path, reason: &it.reason }).collect(),
        };
        format!("{}\n", to_json(&document))
    }

    fn amount_of(&self, totals: Totals) -> Amount {
        Amount { files: totals.files, bytes: self.tree.has_sizes().then_some(totals.bytes) }
    }

    fn json_sources(&self) -> Vec<Source> {
        let source = |it: super::TakenSource<'_>| Source {
            line: it.line,
            instruction: it.keyword.to_ascii_uppercase(),
            excluded_by: it.excluded_by.and_then(|index| self.json_pattern(index)),
            takes: it.taken.map(|taken| self.amount_of(taken.totals)),
            source: it.written,
        };
        self.sources().into_iter().map(source).collect()
    }

    fn json_why<'s>(&'s self, path: &'s str) -> Why<'s> {
        let decision = self.decided(path);
        Why {
            path,
            sent: !decision.is_excluded,
            exists: decision.is_there,
            pattern: decision.by.and_then(|index| self.json_pattern(index)),
            matches: decision.matched,
        }
    }

    fn json_pattern(&self, index: usize) -> Option<Pattern> {
        let (line, text) = self.tree.ignore_file()?.pattern(index)?;
        Some(Pattern { line, text: text.to_owned() })
    }

    fn row(&self, id: EntryId) -> Option<Row> {
        let entry = self.tree.entry(id)?;
        let (kind, bytes) = match entry.kind {
            EntryKind::File(bytes) => ("file", bytes),
            EntryKind::Directory => ("folder", None),
            EntryKind::Link => ("link", None),
        };
        Some(Row {
            path: self.tree.path(id),
            kind,
            bytes,
            sent: !entry.verdict.is_excluded,
            pattern: entry.verdict.by.and_then(|index| self.json_pattern(index)),
        })
    }
}
