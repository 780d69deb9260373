//! What becomes of fixes: written to files, printed, or shown as a diff.

use std::io::IsTerminal;
use std::path::Path;

use similar::TextDiff;

use super::Single;
use crate::cli::discover::Kind;
use crate::cli::terminal::{complain, emit};
use crate::cli::{Failure, write};
use crate::lint::FixedFile;
use crate::report::{Gap, visible, visible_lines};

/// Says which fixes were not applied because they would have broken a file.
pub fn refused(single: &Single) {
    for refused in &single.refused {
        complain(&format!(
            "warning: this is a bug in plimsoll: the fix of `{}` for `{}` was left out, because {}; please report it with the file",
            refused.rule,
            visible(&single.unit.input.shown),
            visible(&refused.reason)
        ));
    }
}

/// Writes the fixed files; gives back those that could not be.
pub fn written(single: &Single) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for file in &single.files {
        let shown = file.before.name();
        let path = match single.unit.input.kind {
            Kind::Dockerfile | Kind::Ignore => single.unit.input.path.as_path(),
            Kind::Compose => Path::new(shown),
        };
        match write::replace(path, shown, file.before.bytes(), &file.after) {
            Ok(()) => complain(&told(file)),
            Err(reason) => gaps.push(Gap { path: shown.to_owned(), reason }),
        }
    }
    gaps
}

/// `fixed 3 in api/Dockerfile: legacy-env-form (2), add-instead-of-copy (1)`
fn told(file: &FixedFile) -> String {
    let total: usize = file.applied.iter().map(|(_, count)| count).sum();
    let rules: Vec<String> = file.applied.iter().map(|(rule, count)| format!("{rule} ({count})")).collect();
    format!("fixed {total} in {}: {}", visible(file.before.name()), rules.join(", "))
}

/// The text of the one file that was given, fixed or as it was.
pub fn text_of(single: &Single) -> Vec<u8> {
    let is_input = |name: &str| single.unit.input.shown == name;
    let fixed = single.files.iter().find(|file| is_input(file.before.name()));
    match (fixed, single.checked.project.files.iter().find(|file| is_input(file.source.name()))) {
        (Some(fixed), _) => fixed.after.clone(),
        (None, Some(file)) => file.source.bytes().to_vec(),
        (None, None) => Vec::new(),
    }
}

/// Prints the diff of each file that fixes change; gives back how many there are.
pub fn printed(single: &Single) -> Result<usize, Failure> {
    for file in &single.files {
        let diff = unified(file);
        if std::io::stdout().is_terminal() {
            emit(visible_lines(&String::from_utf8_lossy(&diff)).as_bytes())?;
        } else {
            emit(&diff)?;
        }
    }
    Ok(single.files.len())
}

/// A unified diff that `patch -p0` and `git apply -p0` take, whatever the bytes.
fn unified(file: &FixedFile) -> Vec<u8> {
    let name = visible(file.before.name());
    let diff = TextDiff::from_lines(file.before.bytes(), file.after.as_slice());
    let mut bytes = format!("--- {name}\n+++ {name}\n").into_bytes();
    for hunk in diff.unified_diff().iter_hunks() {
        bytes.extend_from_slice(format!("{}\n", hunk.header()).as_bytes());
        for change in hunk.iter_changes() {
            bytes.extend_from_slice(change.tag().to_string().as_bytes());
            bytes.extend_from_slice(change.value());
            if change.missing_newline() {
                bytes.extend_from_slice(b"\n\\ No newline at end of file\n");
            }
        }
    }
    bytes
}

/// Says how many files would change.
pub fn summary(changes: usize, files: usize) {
    let would = |count: usize| {
        if count == 1 { "1 file would change".to_owned() } else { format!("{count} files would change") }
    };
    let left = files - changes.min(files);
    match (changes, left) {
        (0, 0) => {}
        (0, _) => complain("nothing to fix"),
        (_, 0) => complain(&would(changes)),
        _ => complain(&format!("{}, {left} would not", would(changes))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileId;
    use crate::text::Source;

    fn file(before: &[u8], after: &[u8]) -> FixedFile {
        FixedFile {
            file: FileId(0),
            before: Source::new("api/Dockerfile", before.to_vec()),
            after: after.to_vec(),
            applied: vec![("a", 2), ("b", 1)],
        }
    }

    #[test]
    fn a_diff_keeps_every_byte() {
        let diff = unified(&file(b"FROM a\r\n# caf\xe9\r\nADD x y", b"FROM a\r\n# caf\xe9\r\nCOPY x y"));
        let expected: &[u8] = b"--- api/Dockerfile\n+++ api/Dockerfile\n@@ -1,3 +1,3 @@\n FROM a\r\n # caf\xe9\r\n-ADD x y\n\\ No newline at end of file\n+COPY x y\n\\ No newline at end of file\n";
        assert_eq!(String::from_utf8_lossy(&diff), String::from_utf8_lossy(expected));
        assert_eq!(diff, expected);
    }

    #[test]
    fn what_was_fixed_is_told() {
        assert_eq!(told(&file(b"", b"")), "fixed 3 in api/Dockerfile: a (2), b (1)");
    }
}
