//! The `--name=value` words between keyword and arguments.

use std::ops::Range;

use super::ast::{Flag, Keyword, MountOption};
use super::words::word;
use crate::syntax::{Joined, PartKind, Problem, Word};
use crate::text::Spanned;

/// Reads the flags at the start of a text, from `start` on; also gives where the arguments begin.
pub(super) fn read(line: &Joined, start: usize, escape: char) -> (Vec<Flag>, usize) {
    let text = line.text();
    let mut flags = Vec::new();
    let mut position = start;
    loop {
        let rest = text.get(position..).unwrap_or_default();
        position += rest.len() - rest.trim_start().len();
        let rest = text.get(position..).unwrap_or_default();
        if !rest.starts_with("--") {
            return (flags, position);
        }
        let end = position + flag_length(rest);
        if end - position == 2 {
            return (flags, end);
        }
        flags.push(flag(line, position..end, escape));
        position = end;
    }
}

/// The length of the flag at the start of a text: up to white space outside of quotes. The backslash
/// escapes here whatever the file's escape character is.
fn flag_length(text: &str) -> usize {
    let mut quote: Option<char> = None;
    let mut characters = text.char_indices();
    while let Some((offset, character)) = characters.next() {
        match quote {
            None if character.is_whitespace() => return offset,
            None if character == '\'' || character == '"' => quote = Some(character),
            Some(open) if character == open => quote = None,
            _ => {}
        }
        if character == '\\' {
            characters.next();
        }
    }
    text.len()
}

fn flag(line: &Joined, range: Range<usize>, escape: char) -> Flag {
    let text = line.text().get(range.clone()).unwrap_or_default();
    let name_end = text.find('=').map_or(range.end, |equals| range.start + equals);
    let name = line.text().get(range.start + 2..name_end).unwrap_or_default().to_owned();
    let value_range = (name_end < range.end).then(|| name_end + 1..range.end);
    let mount = match &value_range {
        Some(value) if name == "mount" => mount_options(line, value.clone(), escape),
        _ => Vec::new(),
    };
    Flag {
        name: Spanned::new(name, line.span(range.start + 2, name_end)),
        value: value_range.map(|value| word(line, value, escape)),
        mount,
        span: line.span(range.start, range.end),
    }
}

/// The fields of a mount, between commas. Quotes keep none together: they belong to the flag as a whole and
/// are gone when BuildKit looks for commas.
fn mount_options(line: &Joined, range: Range<usize>, escape: char) -> Vec<MountOption> {
    let text = line.text().get(range.clone()).unwrap_or_default();
    let mut start = range.start;
    let mut options = Vec::new();
    for field in text.split(',') {
        let (before, inside) = without_quotes_of_flag(field);
        if !inside.is_empty() {
            options.push(mount_option(line, start + before..start + before + inside.len(), escape));
        }
        start += field.len() + 1;
    }
    options
}

/// A field of a mount without the quotes that belong to the flag or to the field as a whole, and how many bytes they
/// take in front. Quotes around its value alone stay.
fn without_quotes_of_flag(field: &str) -> (usize, &str) {
    let mut inside = field;
    if let Some(quote) = field.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        let rest = field.strip_prefix(quote).unwrap_or(field);
        match rest.find(quote) {
            None => inside = rest,
            Some(end) if end + 1 == rest.len() => inside = rest.strip_suffix(quote).unwrap_or(rest),
            Some(_) => {}
        }
    }
    let before = if inside.len() < field.len() { 1 } else { 0 };
    for quote in ['"', '\''] {
        if inside.matches(quote).count() % 2 == 1 {
            inside = inside.strip_suffix(quote).unwrap_or(inside);
        }
    }
    (before, inside)
}

fn mount_option(line: &Joined, range: Range<usize>, escape: char) -> MountOption {
    let text = line.text().get(range.clone()).unwrap_or_default();
    let quotes: &[char] = &['"', '\''];
    let key_end = text.find('=').map_or(range.end, |equals| range.start + equals);
    let key = line.text().get(range.start..key_end).unwrap_or_default().trim_matches(quotes).to_ascii_lowercase();
    MountOption {
        key: Spanned::new(key, line.span(range.start, key_end)),
        value: (key_end < range.end).then(|| word(line, key_end + 1..range.end, escape)),
        span: line.span(range.start, range.end),
    }
}

/// What BuildKit refuses of an instruction's flags.
pub(super) fn check(keyword: Keyword, flags: &[Flag], problems: &mut Vec<Problem>) {
    let known = keyword.flags();
    let mut seen: Vec<&'static str> = Vec::new();
    for flag in flags {
        let name = flag.name.value.as_str();
        let Some(spec) = known.iter().find(|spec| spec.name == name) else {
            problems.push(unknown_flag(keyword, flag));
            continue;
        };
        if spec.takes_value && flag.value.is_none() {
            let message = format!("`--{name}` needs a value");
            problems.push(Problem::syntax(flag.span, message).help(format!("write `--{name}=VALUE`")));
        }
        if !spec.takes_value && !flag.value.as_ref().is_none_or(is_boolean) {
            let message = format!("`--{name}` is either on or off");
            problems.push(Problem::syntax(flag.span, message).help(format!("write `--{name}` or `--{name}=false`")));
        }
        if seen.contains(&spec.name) {
            let message = format!("`--{name}` is written twice");
            problems.push(Problem::syntax(flag.span, message).help("remove one of them"));
        } else if !spec.repeats {
            seen.push(spec.name);
        }
        match name {
            "mount" => check_mount(flag, problems),
            "network" => check_choice(flag, &["default", "none", "host"], problems),
            "security" => check_choice(flag, &["sandbox", "insecure"], problems),
            _ => {}
        }
    }
}

fn is_boolean(value: &Word) -> bool {
    value.known().is_none_or(|text| text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"))
}

fn unknown_flag(keyword: Keyword, flag: &Flag) -> Problem {
    let name = &flag.name.value;
    let instruction = keyword.name();
    let problem = Problem::syntax(flag.span, format!("`{instruction}` has no flag `--{name}`"));
    let near = keyword.flags().iter().filter(|spec| name.len().abs_diff(spec.name.len()) <= 2);
    let nearest = near.map(|spec| (strsim::osa_distance(name, spec.name), spec.name)).min();
    match nearest {
        Some((distance, near)) if distance <= 2 => problem.help(format!("did you mean `--{near}`?")),
        _ if keyword.flags().is_empty() => problem.help(format!("`{instruction}` takes no flags")),
        _ => {
            let names: Vec<String> = keyword.flags().iter().map(|spec| format!("`--{}`", spec.name)).collect();
            problem.help(format!("it takes {}", names.join(", ")))
        }
    }
}

/// A value that must be one of a few words.
fn check_choice(flag: &Flag, choices: &[&str], problems: &mut Vec<Problem>) {
    let Some(value) = &flag.value else { return };
    let Some(text) = value.known().filter(|text| !text.is_empty() && !choices.contains(&text.as_str())) else { return };
    let message = format!("`--{}` cannot be `{text}`", flag.name.value);
    problems.push(Problem::syntax(value.span, message).help(format!("it is one of {}", choices.join(", "))));
}

/// Mount types that BuildKit knows.
const MOUNT_TYPES: [&str; 5] = ["bind", "cache", "tmpfs", "secret", "ssh"];

fn check_mount(flag: &Flag, problems: &mut Vec<Problem>) {
    for option in &flag.mount {
        let is_literal = |word: &Word| word.parts.iter().all(|part| matches!(part.kind, PartKind::Literal(_)));
        if option.key.value != "type" || !option.value.as_ref().is_some_and(is_literal) {
            continue;
        }
        let named = option.value.as_ref().and_then(Word::known).unwrap_or_default();
        if !MOUNT_TYPES.iter().any(|known| known.eq_ignore_ascii_case(&named)) {
            let message = format!("there is no mount of type `{named}`");
            problems
                .push(Problem::syntax(option.span, message).help(format!("it is one of {}", MOUNT_TYPES.join(", "))));
        }
    }
}

impl Flag {
    /// The flag as BuildKit's parser hands it on: `--name=value`, quotes and escapes gone.
    pub fn cooked(&self) -> String {
        let mut text = format!("--{}", self.name.value);
        let Some(value) = &self.value else { return text };
        text.push('=');
        let mut quote: Option<char> = None;
        let mut characters = value.raw.chars();
        while let Some(character) = characters.next() {
            match quote {
                Some(open) if character == open => quote = None,
                None if character == '\'' || character == '"' => quote = Some(character),
                _ if character == '\\' => text.extend(characters.next()),
                _ => text.push(character),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::dockerfile;

    #[test]
    fn quotes_of_a_flag_belong_to_no_option() {
        for (flag, expected) in [
            ("--mount=type=cache,target=/a", &["type=cache", "target=/a"][..]),
            ("--mount='type=cache,target=/a'", &["type=cache", "target=/a"]),
            ("--mount=\"type=cache,target=/a,ro\"", &["type=cache", "target=/a", "ro"]),
            ("--mount=type=cache,\"target=/a\"", &["type=cache", "target=/a"]),
            ("--mount=type=cache,target='/a'", &["type=cache", "target='/a'"]),
            ("--mount='type=cache',target=/a,", &["type=cache", "target=/a"]),
        ] {
            let file = format!("FROM a\nRUN {flag} make\n");
            let parsed = dockerfile::parse(&file);
            let run = parsed.tree.instructions().nth(1).unwrap();
            let options: Vec<&str> = run.flags[0].mount.iter().map(|option| option.span.of(&file)).collect();
            assert_eq!(options, expected, "{flag}");
            let target = run.flags[0].mount_option("target").unwrap();
            assert_eq!(target.value.as_ref().unwrap().known().as_deref(), Some("/a"), "{flag}");
        }
    }
}
