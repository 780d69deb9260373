//! Which commands of a stage compare files with what they should be, and which files those may be.
//!
//! Knows programs by name. A check names its files in its own words, in what is piped into it, or in a list that
//! nobody can read here; such a list may name any. Keys that are imported check nothing. Start with [`Checks::add`].

use std::collections::{HashMap, HashSet};

use super::texts::Texts;
use crate::knowledge::programs::{is_download_tool, is_interpreter};
use crate::model::{Command, StepId};
use crate::syntax::Word;
use crate::syntax::shell::RedirectKind;

/// The checks of a stage.
#[derive(Default)]
pub(super) struct Checks {
    /// In order.
    all: Vec<Check>,
    /// The first and the last place where a name is checked.
    by_name: HashMap<String, (u32, u32)>,
    /// Names with a part that is not known.
    patterns: Vec<(String, u32)>,
    /// The first and the last check that may be one of any file.
    open: Option<(u32, u32)>,
}

/// A check.
struct Check {
    step: StepId,
    place: u32,
    /// The names of the files and of their signatures, lists of checksums left out.
    files: Vec<String>,
}

/// How many names and checks are held against a download.
const MOST: usize = 50;

/// Ends of the names of signatures and checksums of one file.
const BESIDE: &[&str] = &[
    ".asc",
    ".sig",
    ".sign",
    ".gpg",
    ".minisig",
    ".md5",
    ".md5sum",
    ".sha1",
    ".sha256",
    ".sha256sum",
    ".sha512",
    ".sha512sum",
];

impl Checks {
    /// Takes a command over, if it checks something. `all` are the commands of its step.
    pub fn add(&mut self, command: &Command, all: &[Command], texts: &Texts<'_>) {
        if !checks_content(command) {
            return;
        }
        let pipeline = command.placement.pipeline;
        let first = all.partition_point(|it| it.placement.pipeline < pipeline);
        let feeding = all.get(first..).unwrap_or_default().iter();
        let feeding =
            feeding.take(MOST).filter(|it| it.placement.pipeline == pipeline && it.span.start <= command.span.start);
        let reads_list = reads_list(command);
        let is_own = |it: &Command| std::ptr::eq(it, command);
        let (mut fed, mut lists, mut given) = (String::new(), String::new(), Vec::new());
        for it in feeding {
            let lists = if reads_list && is_own(it) { &mut lists } else { &mut fed };
            it.args.iter().for_each(|word| add_word(texts, word, lists));
            for redirect in &it.redirects {
                match redirect.kind {
                    RedirectKind::Input => add_word(texts, &redirect.target, lists),
                    RedirectKind::HereString => given.push(&redirect.target),
                    RedirectKind::Heredoc => given.extend(&redirect.body),
                    RedirectKind::Output | RedirectKind::Append | RedirectKind::Duplicate => {}
                }
            }
        }
        given.into_iter().for_each(|word| add_word(texts, word, &mut fed));
        // A list that is not called after one file may name any.
        let is_beside = |name: &str| BESIDE.iter().any(|end| name.ends_with(end)) || name.contains('*');
        let has_list = names_in(&lists).any(|name| !is_beside(name));
        fed.extend(names_in(&lists).filter(|name| is_beside(name)).flat_map(|name| [name, " "]));
        self.add_text(command.step, command.span.start, &fed, has_list);
    }

    /// Takes a check over whose words are these, and which may read a list besides.
    pub fn add_text(&mut self, step: StepId, place: u32, text: &str, mut has_list: bool) {
        let mut files = Vec::new();
        let mut has_variable = false;
        for name in names_in(text) {
            let stem = BESIDE.iter().find_map(|end| name.strip_suffix(end)).filter(|stem| !stem.is_empty());
            if is_list(name) {
                has_list = true;
            } else if is_variable(stem.unwrap_or(name)) {
                has_variable = true;
            } else {
                files.extend(stem.map(str::to_owned));
                files.push(name.to_owned());
            }
        }
        for file in &files {
            if file.contains(['$', '*']) && self.patterns.len() < MOST {
                self.patterns.push((file.clone(), place));
            }
            let known = self.by_name.entry(file.clone()).or_insert((place, place));
            *known = (known.0.min(place), known.1.max(place));
        }
        if has_list || files.is_empty() || (has_variable && files.iter().all(|file| file.starts_with('$'))) {
            let known = self.open.get_or_insert((place, place));
            *known = (known.0.min(place), known.1.max(place));
        }
        self.all.push(Check { step, place, files });
    }

    /// Whether a file that goes by one of these names is checked after a place: anywhere by its name or by a
    /// list, and in the same step by whatever does not name `others`.
    pub fn is_checked_after(&self, names: &[&str], step: StepId, place: u32, others: &HashSet<String>) -> bool {
        let is_named = names.iter().any(|name| self.by_name.get(*name).is_some_and(|(_, last)| *last > place));
        let is_listed = self.open.is_some_and(|(_, last)| last > place);
        let fits = |pattern: &str| names.iter().any(|name| may_be_same(pattern, name));
        let is_fitting = || self.patterns.iter().any(|(pattern, at)| *at > place && fits(pattern));
        is_named || is_listed || is_fitting() || self.follow(step, place, |file| !others.contains(file))
    }

    /// Whether a check follows in the same step that names no files, or one of these.
    pub fn follow(&self, step: StepId, place: u32, is_meant: impl Fn(&String) -> bool) -> bool {
        let first = self.all.partition_point(|check| check.place <= place);
        let rest = self.all.get(first..).unwrap_or_default().iter().take(MOST);
        rest.take_while(|check| check.step == step)
            .any(|check| check.files.is_empty() || check.files.iter().any(&is_meant))
    }

    /// Whether a file of that name is checked before a place.
    pub fn is_named_before(&self, name: &str, place: u32) -> bool {
        self.by_name.get(name).is_some_and(|(first, _)| *first < place)
    }

    /// Whether a check before a place may be one of any file.
    pub fn is_listed_before(&self, place: u32) -> bool {
        self.open.is_some_and(|(first, _)| first < place)
    }
}

fn add_word(texts: &Texts<'_>, word: &Word, text: &mut String) {
    text.push_str(&texts.text(word));
    text.push(' ');
}

/// The last part of a path, of Windows too.
pub(super) fn last_part(path: &str) -> &str {
    path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(path)
}

/// What may be names of files in a text: options, sums and numbers left out.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |letter: char| letter.is_whitespace() || "\"'`,;()<>|=[]".contains(letter);
    let is_sum = |name: &str| name.len() >= 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split(is_end)
        .filter(|name| !name.starts_with(['-', '+']))
        .map(|name| last_part(name.strip_prefix('*').filter(|rest| !rest.is_empty()).unwrap_or(name)))
        .map(|name| name.trim_end_matches("\\n"))
        .filter(move |name| !name.is_empty() && !is_sum(name) && !matches!(*name, "." | ".." | "stdin"))
}

/// Whether a name is that of a list of checksums, which may name any file.
fn is_list(name: &str) -> bool {
    let lower = name.split('$').next().unwrap_or_default().to_ascii_lowercase();
    (lower.contains("sum") && !lower.ends_with("sum")) || lower.ends_with("sums") || lower.ends_with(".txt")
}

/// Whether nothing of a name is known.
fn is_variable(name: &str) -> bool {
    let (start, end) = known_ends(name);
    start.is_empty() && end.is_empty() && name.contains('$')
}

/// What is known of the start and the end of a name.
fn known_ends(name: &str) -> (&str, &str) {
    let start = name.split(['$', '*']).next().unwrap_or_default();
    let end = name.rsplit(['}', ')', '*']).next().unwrap_or_default();
    (start, end)
}

/// Whether a name with unknown parts may be another one.
fn may_be_same(pattern: &str, name: &str) -> bool {
    let ((start, end), (other_start, other_end)) = (known_ends(pattern), known_ends(name));
    if name.contains(['$', '*']) {
        let starts = start.starts_with(other_start) || other_start.starts_with(start);
        return starts && (end.ends_with(other_end) || other_end.ends_with(end));
    }
    name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
}

/// Whether the files it names are lists of checksums: `sha256sum -c LIST`.
fn reads_list(command: &Command) -> bool {
    command.program.value.ends_with("sum") && command.has_flag(&["c", "check"])
}

/// Whether a command compares the content of files with what it should be, or asks whether they are signed.
pub(super) fn checks_content(command: &Command) -> bool {
    let program = command.program.value.as_str();
    let is = |texts: &[&str]| command.args.iter().any(|word| texts.iter().any(|text| word.is(text)));
    let says = |texts: &[&str]| command.args.iter().any(|word: &Word| texts.iter().any(|text| word.raw.contains(text)));
    match program {
        "gpg" | "gpg2" => is(&["--verify", "--decrypt", "-d", "--verify-files"]),
        "gpgv" | "gpgv2" | "rhash" | "minisign" | "signify" | "signify-openbsd" | "sha256" | "cmp" => true,
        "openssl" => says(&["dgst", "-verify", "sha1", "sha256", "sha512"]),
        "cosign" | "gh" | "rpm" | "rpmkeys" => says(&["verify", "-K", "--checksig"]),
        _ if program.ends_with("sum") => program != "sum",
        _ if program.contains("verify") || program.contains("checksum") => true,
        _ if is_download_tool(program) => false,
        _ => is_interpreter(program) && says(&["sha1", "sha256", "sha384", "sha512", "hash_file", "hashlib", "verify"]),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_list, may_be_same, names_in};

    #[test]
    fn names_are_taken_out_of_texts() {
        let names = |text: &'static str| names_in(text).collect::<Vec<_>>();
        assert_eq!(names("-c 0123456789abcdef0123456789abcdef  */tmp/a.tgz"), ["a.tgz"]);
        assert_eq!(names("if ((Get-FileHash C:\\a.zip).Hash)"), ["if", "Get-FileHash", "a.zip", ".Hash"]);
    }

    #[test]
    fn lists_may_name_any_file() {
        assert!(is_list("SHASUMS256.txt.asc") && is_list("checksums.txt") && is_list("sha256sums"));
        assert!(!is_list("a.tgz.sha256sum") && !is_list("a.tgz"));
    }

    #[test]
    fn unknown_parts_fit() {
        assert!(may_be_same("a-${V}.tgz", "a-1.tgz") && may_be_same("*.tgz", "a-${V}.tgz"));
        assert!(!may_be_same("a-${V}.tgz", "b-1.tgz") && !may_be_same("a-${V}.tgz", "a-${V}.zip"));
    }
}
