//! `ADD` where `COPY` does the same.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "add-instead-of-copy",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["DL3020", "CKV_DOCKER_4", "DS-0005"],
    options: &[],
    since: "0.1.0",
    page: include_str!("add_instead_of_copy.md"),
    check: Check::Step(check),
};

/// Flags that `COPY` does not know.
const OWN_FLAGS: [&str; 3] = ["checksum", "keep-git-dir", "unpack"];

/// Endings of tar archives and of what tar archives are compressed with: `ADD` unpacks them by content.
const ARCHIVES: [&str; 26] = [
    "tar", "tgz", "tbz", "tbz2", "tb2", "txz", "tlz", "tzst", "tz", "taz", "tpz", "gz", "bz2", "xz", "lzma", "zst",
    "lz", "lz4", "z", "br", "apk", "gem", "crate", "ova", "cpio", "layer",
];

/// Endings that say nothing of what is inside.
const UNCERTAIN: [&str; 12] =
    ["backup", "bak", "bin", "blob", "box", "dat", "data", "image", "img", "pkg", "rootfs", "snapshot"];

/// Names without an ending whose files are text.
const TEXTS: [&str; 11] = [
    "dockerfile",
    "gemfile",
    "license",
    "makefile",
    "notice",
    "pipfile",
    "procfile",
    "rakefile",
    "readme",
    "requirements",
    "version",
];

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step).map(|instruction| instruction.put_off()) else { return };
    let Kind::Add(transfer) = &instruction.kind else { return };
    let paths: Option<Vec<String>> = transfer.sources.iter().map(|source| build.expanded(step, source)).collect();
    let Some(paths) = paths.filter(|paths| !paths.is_empty()) else { return };
    let is_plain = paths.iter().all(|path| is_plain_file(path));
    let has_own_flag = instruction.flags.iter().any(|flag| OWN_FLAGS.contains(&flag.name.value.as_str()));
    if !is_plain || has_own_flag || checker.file().has_broken_flag(instruction) {
        return;
    }
    let edits = checker.edits();
    // What a variable holds may be an archive or an address in another build.
    let has_variable = transfer.sources.iter().any(|source| source.known().is_none());
    let unsure = transfer.sources.iter().zip(&paths).find(|(_, path)| has_variable || !is_surely_no_archive(path));
    let (message, safety) = match unsure {
        None => ("`ADD` does nothing here that `COPY` would not do".to_owned(), Safety::Safe),
        Some((source, _)) if has_variable => {
            let variable = transfer.sources.iter().find(|source| source.known().is_none()).unwrap_or(source);
            (
                format!(
                    "`ADD` does nothing here that `COPY` would not do, as long as `{}` is no archive",
                    variable.raw
                ),
                Safety::Unsafe,
            )
        }
        Some((source, _)) => (
            format!("`ADD` does nothing here that `COPY` would not do, unless `{}` is a tar archive", source.raw),
            Safety::Unsafe,
        ),
    };
    let edit = edits.replace_keyword(instruction.keyword.span, "COPY");
    let profile = if has_variable { Profile::Strict } else { RULE.profile };
    checker.report(instruction.keyword.span, message).from_profile(profile).fix(safety, "write `COPY`", [edit]);
}

/// Whether a source is surely a file or directory of the context that `ADD` copies as it is.
fn is_plain_file(path: &str) -> bool {
    let is_address = path.contains("://") || path.contains('@') || path.trim_end_matches('/').ends_with(".git");
    let is_heredoc = path.starts_with("<<");
    let name = path.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
    !is_address && !is_heredoc && !may_be_archive(&name.to_ascii_lowercase())
}

/// Whether a source is written as a directory, or its name ends like that of a file that is no archive. `ADD`
/// looks at what is inside: any other name may be that of an archive.
fn is_surely_no_archive(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    if matches!(name, "" | "." | "..") || TEXTS.contains(&name) {
        return true;
    }
    name.rsplit_once('.').is_some_and(|(_, ending)| {
        // `app-1.2` ends in a version.
        ending.starts_with(|letter: char| letter.is_ascii_alphabetic()) && !UNCERTAIN.contains(&ending)
    })
}

/// Whether a name, or one that a pattern matches, may be that of a tar archive.
fn may_be_archive(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or(name, |(_, ending)| ending);
    // `app*` matches `app.tar.gz` too, `*.jar` does not.
    ARCHIVES.contains(&ending) || ending.contains(['*', '?', '['])
}
