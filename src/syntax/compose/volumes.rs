//! Volumes of services in their short form: `./data:/data:ro`, `name:/data`, `/data`.
//!
//! Reads the text into parts with their bytes. A single letter in front of a colon is a Windows drive wherever it stands,
//! so that `d:/data` is one path and not the volume `d`. Start with [`parse`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/05-services.md#volumes>

use std::ops::Range;

use super::parts::{Flaw, Part};
use crate::text::clean_path;

/// A volume in its short form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VolumeText {
    /// The path on the host or the name of a volume; `None` for a volume without a name.
    pub source: Option<Part<String>>,
    /// The path in the container, as it is written.
    pub target: Part<String>,
    /// The options, in order.
    pub options: Vec<Part<VolumeOption>>,
}

/// An option behind the second colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VolumeOption {
    /// `ro`
    ReadOnly,
    /// `rw`
    ReadWrite,
    /// `nocopy`
    NoCopy,
    /// `z` or `Z`
    Selinux(String),
    /// `rshared` and its like.
    Propagation(String),
    /// `cached`, `delegated` or `consistent`: once for macOS, now without effect.
    Consistency(String),
    /// Anything else: Compose drops it without a message.
    Unknown(String),
}

impl VolumeText {
    /// Whether the source is a path on the host.
    pub fn is_bind(&self) -> bool {
        self.source.as_ref().is_some_and(|source| is_path(&source.value))
    }

    /// Whether Compose makes it read-only: the last of `ro` and `rw` decides.
    pub fn is_read_only(&self) -> bool {
        let options = self.options.iter().rev().map(|option| &option.value);
        let mut deciding = options.filter(|option| matches!(option, VolumeOption::ReadOnly | VolumeOption::ReadWrite));
        deciding.next() == Some(&VolumeOption::ReadOnly)
    }
}

/// Reads a volume in its short form; a flaw where Compose refuses it.
pub fn parse(text: &str) -> Result<VolumeText, Flaw> {
    if text.is_empty() {
        return Err(Flaw::new(0..0, "a volume cannot be empty", HELP));
    }
    let whole = |range: Range<usize>| Part::new(text.get(range.clone()).unwrap_or_default().to_owned(), range);
    if text.len() <= 2 {
        return Ok(VolumeText { source: None, target: whole(0..text.len()), options: Vec::new() });
    }
    let sections = sections(text);
    if let Some(empty) = sections.iter().find(|section| section.is_empty()) {
        let colon = empty.start.saturating_sub(1)..empty.start.max(1);
        return Err(Flaw::new(colon, format!("`{text}` has nothing between its colons"), HELP));
    }
    match sections.as_slice() {
        [target] => Ok(VolumeText { source: None, target: whole(target.clone()), options: Vec::new() }),
        [source, target, rest @ ..] if rest.len() < 2 => Ok(VolumeText {
            source: Some(whole(source.clone())),
            target: whole(target.clone()),
            options: rest.first().map(|section| options(text, section)).unwrap_or_default(),
        }),
        _ => {
            Err(Flaw::new(0..text.len(), format!("`{text}` has too many colons"), "separate options by commas: `ro,z`"))
        }
    }
}

const HELP: &str = "write `source:target`, such as `./data:/data` or `data:/data`";

/// The bytes between the colons that separate; one behind a single letter does not.
fn sections(text: &str) -> Vec<Range<usize>> {
    let mut sections = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(':') {
        let section = text.get(start..at).unwrap_or_default();
        if !is_drive(section) {
            sections.push(start..at);
            start = at + 1;
        }
    }
    sections.push(start..text.len());
    sections
}

/// Whether it is a single letter, which makes a drive of what follows.
fn is_drive(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Whether a source is a path on the host and no name of a volume.
pub fn is_path(source: &str) -> bool {
    let drive = source.split_once(':').is_some_and(|(first, _)| is_drive(first));
    drive || source.starts_with(['.', '/', '~']) || source.starts_with("\\\\")
}

fn options(text: &str, section: &Range<usize>) -> Vec<Part<VolumeOption>> {
    let mut start = section.start;
    let mut options = Vec::new();
    for name in text.get(section.clone()).unwrap_or_default().split(',') {
        let range = start..start + name.len();
        start = range.end + 1;
        if !name.is_empty() {
            options.push(Part::new(option(name), range));
        }
    }
    options
}

fn option(name: &str) -> VolumeOption {
    match name {
        "ro" => VolumeOption::ReadOnly,
        "rw" => VolumeOption::ReadWrite,
        "nocopy" => VolumeOption::NoCopy,
        "z" | "Z" => VolumeOption::Selinux(name.to_owned()),
        "rprivate" | "private" | "rshared" | "shared" | "rslave" | "slave" => {
            VolumeOption::Propagation(name.to_owned())
        }
        "cached" | "delegated" | "consistent" => VolumeOption::Consistency(name.to_owned()),
        _ => VolumeOption::Unknown(name.to_owned()),
    }
}

/// A path in a container without `.`, `..` and slashes too many, as Compose writes it; one that is empty stays so.
pub fn clean(path: &str) -> String {
    if path.is_empty() { String::new() } else { clean_path(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Ok(volume) = parse(text) else { return "refused".to_owned() };
        let kind = if volume.is_bind() { "bind" } else { "volume" };
        let source = volume.source.as_ref().map_or("-", |source| &source.value);
        let mode = if volume.is_read_only() { " ro" } else { "" };
        format!("{kind} {source} {}{mode}", volume.target.value)
    }

    #[test]
    fn volumes_are_those_of_compose() {
        let cases = [
            ("./a:/b", "bind ./a /b"),
            ("/a:/b:ro", "bind /a /b ro"),
            ("~/a:/b", "bind ~/a /b"),
            ("vol:/b", "volume vol /b"),
            ("v:/b", "volume - v:/b"),
            ("v:/b:nocopy", "bind v:/b nocopy"),
            ("/b", "volume - /b"),
            ("d:/data", "volume - d:/data"),
            ("c:\\a:/b", "bind c:\\a /b"),
            ("c:\\a:d:\\b", "bind c:\\a d:\\b"),
            ("x", "volume - x"),
            ("a:", "volume - a:"),
            ("a::/b", "bind a: /b"),
            ("./a:/b:rw,ro", "bind ./a /b ro"),
            ("./a:/b:ro,rw", "bind ./a /b"),
            ("./a:/b:readonly", "bind ./a /b"),
            ("\\\\.\\pipe\\x:\\\\.\\pipe\\x", "bind \\\\.\\pipe\\x \\\\.\\pipe\\x"),
            ("é:/b", "volume - é:/b"),
            ("1:/b", "volume 1 /b"),
            ("/b:ro", "bind /b ro"),
            ("./a:/b:ro,", "bind ./a /b ro"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_compose_refuses_is_a_flaw() {
        for (text, range) in [(":/b", 0..1), ("", 0..0), ("./a:/b:", 6..7), ("./a:/b:ro:z", 0..11), ("vol::/b", 4..5)] {
            assert_eq!(parse(text).unwrap_err().range.len().min(1), range.len().min(1), "{text}");
        }
    }

    #[test]
    fn unknown_options_are_kept_with_their_bytes() {
        let volume = parse("./a:/b:ro,readonly").unwrap();
        assert_eq!(volume.options.last(), Some(&Part::new(VolumeOption::Unknown("readonly".to_owned()), 10..18)));
    }

    #[test]
    fn paths_are_cleaned() {
        for (path, expected) in [
            ("/b/", "/b"),
            ("b/../c/", "c"),
            ("/../a", "/a"),
            ("./", "."),
            ("../a", "../a"),
            ("v:/b", "v:/b"),
            ("/", "/"),
        ] {
            assert_eq!(clean(path), expected, "{path}");
        }
    }
}
