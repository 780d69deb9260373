//! Reads files, and says clearly why one cannot be read.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::terminal::plain;
use crate::report::visible;

/// Files larger than this are refused.
const MOST_BYTES: u64 = 64 << 20;
/// How far a file is looked through for signs of not being text.
const SAMPLE: usize = 8 << 10;

/// Reads a file. The reason, where it cannot, is a sentence that names `shown`.
pub fn file(path: &Path, shown: &str) -> Result<Vec<u8>, String> {
    let shown = visible(shown);
    let bytes = File::open(path).and_then(limited).map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("`{shown}` does not exist; check the path"),
        ErrorKind::PermissionDenied => format!("`{shown}` cannot be read: permission denied; check its permissions"),
        ErrorKind::IsADirectory => format!("`{shown}` is a directory; name a file in it"),
        _ => format!("`{shown}` cannot be read: {}", plain(&error)),
    })?;
    judged(bytes, &shown)
}

/// Reads a file that a Compose file asks for. The reason, where it cannot, is a clause.
pub fn part_of_project(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = File::open(path).and_then(limited).map_err(|error| plain(&error))?;
    match bytes.len() as u64 > MOST_BYTES {
        true => Err(format!("it is larger than {} MB", MOST_BYTES >> 20)),
        false => Ok(bytes),
    }
}

/// Reads standard input.
pub fn stdin(shown: &str) -> Result<Vec<u8>, String> {
    let shown = visible(shown);
    let bytes = limited(io::stdin().lock()).map_err(|error| format!("`{shown}` cannot be read: {}", plain(&error)))?;
    judged(bytes, &shown)
}

/// Reads at most one byte more than is allowed.
fn limited(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Refuses what nobody wrote: Dockerfiles and configurations are short texts.
fn judged(bytes: Vec<u8>, shown: &str) -> Result<Vec<u8>, String> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!(
            "`{shown}` is larger than {} MB, too large to be written by hand; leave it out",
            MOST_BYTES >> 20
        ));
    }
    if bytes.get(..SAMPLE.min(bytes.len())).is_some_and(|sample| sample.contains(&0)) {
        return Err(format!("`{shown}` is a binary file; leave it out, or save it as UTF-8 text"));
    }
    Ok(bytes)
}
