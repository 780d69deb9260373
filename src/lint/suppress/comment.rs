//! What a comment that suppresses findings says, in each of the languages it may be written in.
//!
//! Knows the text of one comment and nothing of where it stands. Start with [`read`].

use super::{Language, Reach};
use crate::knowledge::images::Date;
use crate::text::{Span, Spanned};

/// A comment, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub language: Language,
    pub reach: Reach,
    /// As they are written; `all` in BuildKit's language means its own checks.
    pub names: Vec<Spanned<String>>,
    pub reason: Option<String>,
    /// The day after which it counts as absent; an `Err` holds what is no day.
    pub until: Option<Spanned<Result<Date, String>>>,
    /// From the first name to the last.
    pub list: Span,
}

/// Reads a comment: the text behind its `#`, which starts at `offset` of the file. One that was meant for
/// plimsoll and is not understood has no names.
pub(super) fn read(text: &str, offset: u32) -> Option<Read> {
    understood(text, offset).or_else(|| slip(text, offset))
}

/// What people write when they do not remember `ignore=`.
const ALMOST: &[&str] = &["ignore", "disable", "skip", "allow", "suppress"];

/// A comment that begins like one for plimsoll.
fn slip(text: &str, offset: u32) -> Option<Read> {
    let mut cursor = Cursor { text, at: 0, offset };
    cursor.skip_blanks();
    if !cursor.eat("plimsoll") {
        return None;
    }
    let has_colon = cursor.eat(":");
    if cursor.skip_blanks() == 0 && !has_colon {
        return None;
    }
    let reach = reach(&mut cursor);
    let is_word = |word: &&&str| {
        let rest = cursor.rest();
        rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !rest.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    ALMOST.iter().find(is_word)?;
    let list = cursor.span(cursor.at, text.len());
    Some(Read { language: Language::Plimsoll, reach, names: Vec::new(), reason: None, until: None, list })
}

/// A comment that says what it suppresses.
fn understood(text: &str, offset: u32) -> Option<Read> {
    let mut cursor = Cursor { text, at: 0, offset };
    cursor.skip_blanks();
    if cursor.eat("check") {
        cursor.skip_blanks();
        return cursor.eat("=").then(|| buildkit(cursor, Reach::Instruction))?;
    }
    let language = if cursor.eat("plimsoll") {
        Language::Plimsoll
    } else if cursor.eat("hadolint") {
        Language::Hadolint
    } else if cursor.eat("tally") {
        Language::Tally
    } else if cursor.eat("shellcheck") {
        Language::ShellCheck
    } else {
        return None;
    };
    if cursor.skip_blanks() == 0 {
        return None;
    }
    let reach = if language == Language::ShellCheck { Reach::Instruction } else { reach(&mut cursor) };
    let key = if language == Language::ShellCheck { "disable" } else { "ignore" };
    if !cursor.eat(key) {
        return None;
    }
    cursor.skip_blanks();
    if !cursor.eat("=") {
        return None;
    }
    let (names, list) = cursor.list();
    let until = if language == Language::Plimsoll { cursor.until() } else { None };
    let reason = cursor.reason();
    (!names.is_empty()).then_some(Read { language, reach, names, reason, until, list })
}

/// Reads a comment of a Compose file: ours, or dclint's, `disable-line` and its kin with names between blanks.
pub(super) fn read_in_yaml(text: &str, offset: u32) -> Option<Read> {
    let mut cursor = Cursor { text, at: 0, offset };
    cursor.skip_blanks();
    if cursor.eat("dclint") {
        return (cursor.skip_blanks() > 0).then(|| dclint(cursor))?;
    }
    read(text, offset).filter(|read| read.language == Language::Plimsoll)
}

/// The part `disable-line A B` of a comment for dclint. One without names means all that dclint has.
fn dclint(mut cursor: Cursor<'_>) -> Option<Read> {
    let order = cursor.word()?;
    let reach = match order.value.as_str() {
        "disable-file" | "disable" => Reach::File,
        "disable-line" | "disable-next-line" => Reach::Instruction,
        _ => return None,
    };
    let mut names: Vec<Spanned<String>> = Vec::new();
    loop {
        cursor.skip_blanks();
        cursor.eat(",");
        cursor.skip_blanks();
        let Some(name) = cursor.word() else { break };
        names.push(name);
    }
    if names.is_empty() || order.value == "disable-file" {
        names = vec![Spanned::new("all".to_owned(), order.span)];
    }
    let list = names.first().zip(names.last()).map_or(order.span, |(first, last)| first.span.to(last.span));
    Some(Read { language: Language::Dclint, reach, names, reason: cursor.reason(), until: None, list })
}

/// Reads the value of BuildKit's directive, `skip=A,B;error=true`, which starts at `offset` of the file.
pub(super) fn read_directive(value: &str, offset: u32) -> Option<Read> {
    buildkit(Cursor { text: value, at: 0, offset }, Reach::File)
}

/// Whether BuildKit's directive makes its findings errors.
pub(super) fn fails_build(value: &str) -> bool {
    let settings = value.split(';').filter_map(|part| part.split_once('='));
    let mut errors = settings.filter(|(key, _)| key.trim().eq_ignore_ascii_case("error"));
    errors.any(|(_, value)| matches!(value.trim(), "1" | "t" | "T" | "true" | "TRUE" | "True"))
}

/// The part `skip=A,B` of BuildKit's settings.
fn buildkit(mut cursor: Cursor<'_>, reach: Reach) -> Option<Read> {
    loop {
        cursor.skip_blanks();
        if cursor.eat("skip") {
            cursor.skip_blanks();
            if cursor.eat("=") {
                break;
            }
        }
        let next = cursor.rest().find(';')?;
        cursor.at += next + 1;
    }
    let (names, list) = cursor.list();
    let reason = if reach == Reach::File { None } else { cursor.reason() };
    let language = Language::BuildKit;
    (!names.is_empty()).then_some(Read { language, reach, names, reason, until: None, list })
}

fn reach(cursor: &mut Cursor<'_>) -> Reach {
    for (word, reach) in [("global", Reach::File), ("stage", Reach::Stage)] {
        if cursor.eat(word) {
            cursor.skip_blanks();
            return reach;
        }
    }
    Reach::Instruction
}

/// A place in a comment.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    offset: u32,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// How many blanks were skipped.
    fn skip_blanks(&mut self) -> usize {
        let blanks = self.rest().len() - self.rest().trim_start().len();
        self.at += blanks;
        blanks
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if found {
            self.at += word.len();
        }
        found
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.offset + start as u32, self.offset + end as u32)
    }

    /// A word, up to what separates names, settings and reasons.
    fn word(&mut self) -> Option<Spanned<String>> {
        let end = self.rest().find(|c: char| c.is_whitespace() || ",:;#".contains(c)).unwrap_or(self.rest().len());
        let word = self.rest().get(..end).unwrap_or_default();
        let start = self.at;
        self.at += end;
        (!word.is_empty()).then(|| Spanned::new(word.to_owned(), self.span(start, start + end)))
    }

    /// Names between commas, and the place of them all.
    fn list(&mut self) -> (Vec<Spanned<String>>, Span) {
        let mut names: Vec<Spanned<String>> = Vec::new();
        loop {
            self.skip_blanks();
            names.extend(self.word());
            let blanks = self.skip_blanks();
            if !self.eat(",") {
                self.at -= blanks;
                break;
            }
        }
        let span = match (names.first(), names.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => self.span(self.at, self.at),
        };
        (names, span)
    }

    /// `until=2026-12-31`
    fn until(&mut self) -> Option<Spanned<Result<Date, String>>> {
        let start = self.at;
        self.skip_blanks();
        self.eat(";");
        self.skip_blanks();
        let place = self.at;
        let is_set = self.eat("until") && {
            self.skip_blanks();
            self.eat("=")
        };
        if !is_set {
            self.at = start;
            return None;
        }
        self.skip_blanks();
        let day = self.word().map_or_else(String::new, |word| word.value);
        Some(Spanned::new(Date::parse(&day).ok_or(day), self.span(place, self.at)))
    }

    /// What stands behind the names: `: why`, `# why`, `-- why`, `;reason=why`, `why`.
    fn reason(&self) -> Option<String> {
        let text = self.rest().trim_start().trim_start_matches([':', '#', ';', '-']).trim();
        let text = text.strip_prefix("reason=").unwrap_or(text).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(Language, Reach, Vec<String>, Option<String>)> {
        let read = read(text, 0)?;
        Some((read.language, read.reach, read.names.into_iter().map(|name| name.value).collect(), read.reason))
    }

    fn some(
        language: Language,
        reach: Reach,
        names: &[&str],
        reason: &str,
    ) -> Option<(Language, Reach, Vec<String>, Option<String>)> {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Some((language, reach, names, Some(reason.to_owned()).filter(|reason| !reason.is_empty())))
    }

    #[test]
    fn every_language_is_read() {
        use Language::{BuildKit, Hadolint, Plimsoll, ShellCheck, Tally};
        use Reach::{File, Instruction, Stage};
        let ours = " plimsoll ignore=latest-tag: the base is ours";
        assert_eq!(told(ours), some(Plimsoll, Instruction, &["latest-tag"], "the base is ours"));
        let stacked = "hadolint ignore=DL3008, SC2086 # why";
        assert_eq!(told(stacked), some(Hadolint, Instruction, &["DL3008", "SC2086"], "why"));
        assert_eq!(told(" hadolint global ignore = dl3008"), some(Hadolint, File, &["dl3008"], ""));
        assert_eq!(told(" hadolint stage ignore=DL3008 ,DL3009"), some(Hadolint, Stage, &["DL3008", "DL3009"], ""));
        let tally = " tally global ignore=max-lines,hadolint/DL3008;reason=generated";
        assert_eq!(told(tally), some(Tally, File, &["max-lines", "hadolint/DL3008"], "generated"));
        let shell = " shellcheck disable=SC2086,SC2046 # split on purpose";
        assert_eq!(told(shell), some(ShellCheck, Instruction, &["SC2086", "SC2046"], "split on purpose"));
        let check = " check=skip=UndefinedVar,StageNameCasing base sets it";
        assert_eq!(told(check), some(BuildKit, Instruction, &["UndefinedVar", "StageNameCasing"], "base sets it"));
    }

    #[test]
    fn what_is_no_suppression_is_none() {
        for text in [
            " hadolint shell=bash",
            " plimsollignore=x",
            " plimsoll ignores this",
            " we let plimsoll ignore=x",
            " check=error=true",
            " shellcheck source=x",
            " shellcheck global disable=SC2086",
            " checkout=skip=x",
            "",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_meant_for_plimsoll_has_no_names() {
        for text in [" plimsoll ignore=", " plimsoll ignore latest-tag", " plimsoll: ignore=x", "plimsoll disable=x"] {
            assert_eq!(told(text), some(Language::Plimsoll, Reach::Instruction, &[], ""), "{text}");
        }
        assert_eq!(told(" plimsoll global skip x"), some(Language::Plimsoll, Reach::File, &[], ""));
    }

    #[test]
    fn a_day_is_read_or_told() {
        let until = |text: &str| read(text, 0).and_then(|read| read.until).map(|until| until.value);
        assert_eq!(until(" plimsoll ignore=x until=2026-12-31: why"), Some(Ok(Date::new(2026, 12, 31))));
        assert_eq!(until(" plimsoll ignore=x; until=2026-12-31"), Some(Ok(Date::new(2026, 12, 31))));
        assert_eq!(until(" plimsoll ignore=x until=2026-02-30"), Some(Err("2026-02-30".to_owned())));
        assert_eq!(until(" plimsoll ignore=x until=soon"), Some(Err("soon".to_owned())));
        assert_eq!(until(" plimsoll ignore=x until = 2026-12-31: why"), Some(Ok(Date::new(2026, 12, 31))));
        assert_eq!(until(" plimsoll ignore=x until the end"), None);
        assert_eq!(until(" plimsoll ignore=x: until=2026-12-31"), None);
        let read = read(" plimsoll ignore=x until=2026-12-31: why", 10).unwrap();
        assert_eq!((read.reason.as_deref(), read.list), (Some("why"), Span::new(27, 28)));
        assert_eq!(read.until.unwrap().span, Span::new(29, 45));
    }

    #[test]
    fn comments_of_compose_files_are_read() {
        let told = |text: &str| {
            let read = read_in_yaml(text, 0)?;
            Some((read.language, read.reach, read.names.into_iter().map(|name| name.value).collect(), read.reason))
        };
        use Language::{Dclint, Plimsoll};
        use Reach::{File, Instruction};
        assert_eq!(told(" dclint disable-file"), some(Dclint, File, &["all"], ""));
        assert_eq!(told(" dclint disable no-version-field"), some(Dclint, File, &["no-version-field"], ""));
        assert_eq!(told(" dclint disable-line a b # why"), some(Dclint, Instruction, &["a", "b"], "why"));
        assert_eq!(told(" dclint disable-next-line"), some(Dclint, Instruction, &["all"], ""));
        assert_eq!(told(" plimsoll ignore=a: why"), some(Plimsoll, Instruction, &["a"], "why"));
        for text in [" dclint", " dclint enable", " dclint-disable", " hadolint ignore=DL3008", " check=skip=x"] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn the_directive_is_read() {
        let names = |text: &str| {
            read_directive(text, 8).map(|read| read.names.into_iter().map(|name| name.value).collect::<Vec<_>>())
        };
        assert_eq!(names("skip=A, B;error=true"), Some(vec!["A".to_owned(), "B".to_owned()]));
        assert_eq!(names("error=true; skip=all"), Some(vec!["all".to_owned()]));
        assert_eq!(names("error=true"), None);
        assert!(fails_build("skip=A;error=true") && fails_build("Error = 1") && !fails_build("skip=error;error=no"));
    }
}
