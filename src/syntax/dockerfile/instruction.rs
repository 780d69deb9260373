//! From a joined line to a typed instruction, and what BuildKit refuses of it.

use std::ops::Range;

use super::ast::{
    Arg, CommandLine, Definition, Dockerfile, Escape, ExecForm, Flag, From, Healthcheck, Instruction, Keyword, Kind,
    Pair, Pairs, Paths, Run, ShellForm, Transfer,
};
use super::json::{self, Array, Element};
use super::words::{is_blank, split_blanks, split_quoted, word};
use super::{duration, flags, signal};
use crate::syntax::{Joined, Problem, ProblemKind, Word};
use crate::text::{Span, Spanned};

/// Reads one instruction from its joined line.
pub(super) fn read(line: &Joined, escape: Escape, problems: &mut Vec<Problem>) -> Instruction {
    let text = line.text();
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    let keyword_end =
        text.get(start..end).and_then(|rest| rest.bytes().position(is_blank)).map_or(end, |at| start + at);
    let keyword_text = text.get(start..keyword_end).unwrap_or_default().to_owned();
    let keyword = Spanned::new(Keyword::from_text(&keyword_text), line.span(start, keyword_end));
    let trimmed = line.slice(0, end);
    let (flags, arguments_start) = flags::read(&trimmed, keyword_end, escape.character());
    let arguments_start = arguments_start.min(end);
    let rest = trimmed.text().get(arguments_start..).unwrap_or_default();
    let arguments = trimmed.slice(arguments_start + rest.len() - rest.trim_start().len(), end);
    let mut reader = Reader {
        keyword: keyword.value,
        keyword_span: keyword.span,
        arguments: &arguments,
        escape: escape.character(),
        problems,
    };
    let kind = match keyword.value {
        Keyword::Unknown => reader.unknown(&keyword_text),
        Keyword::Onbuild => reader.onbuild(escape),
        _ => reader.kind(),
    };
    if looks_at_flags(&kind) {
        flags::check(keyword.value, &flags, problems);
        duration::check(keyword.value, &flags, problems);
    }
    if let Kind::StopSignal(word) = &kind {
        signal::check(word.as_ref(), problems);
    }
    if let Kind::Add(transfer) = &kind {
        check_checksum(&flags, transfer, problems);
    }
    Instruction {
        keyword,
        keyword_text,
        flags,
        kind,
        heredocs: Vec::new(),
        arguments,
        pieces: Vec::new(),
        span: line.span(start, end),
        lines: Span::default(),
        comments_above: 0,
    }
}

/// Whether BuildKit looks at the flags of an instruction; what it does not look at, it accepts.
fn looks_at_flags(kind: &Kind) -> bool {
    !matches!(kind, Kind::Unknown | Kind::Arg(_) | Kind::Healthcheck(Healthcheck::None(_)))
}

/// A checksum can only be that of one source.
fn check_checksum(flags: &[Flag], transfer: &Transfer, problems: &mut Vec<Problem>) {
    let checksum = flags.iter().find(|flag| flag.name.value == "checksum" && flag.value.is_some());
    if let Some(flag) = checksum.filter(|_| transfer.sources.len() > 1) {
        let problem = Problem::syntax(flag.span, "`--checksum` takes one source only");
        problems.push(problem.help("write an `ADD` for each source"));
    }
}

struct Reader<'a> {
    keyword: Keyword,
    keyword_span: Span,
    arguments: &'a Joined,
    escape: char,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::syntax(span, message).help(help));
    }

    /// Says that nothing follows the keyword.
    fn missing(&mut self, what: &str, example: &str) {
        let message = format!("`{}` names no {what}", self.keyword.name());
        self.problem(self.keyword_span, message, format!("write `{example}`"));
    }

    fn word(&self, range: Range<usize>) -> Word {
        word(self.arguments, range, self.escape)
    }

    fn spanned(&self, range: Range<usize>) -> Spanned<String> {
        let text = self.arguments.text().get(range.clone()).unwrap_or_default();
        Spanned::new(text.to_owned(), self.arguments.span(range.start, range.end))
    }

    /// The whole of the arguments as one word.
    fn single(&mut self, what: &str, example: &str) -> Option<Word> {
        if self.arguments.is_empty() {
            self.missing(what, example);
            return None;
        }
        Some(self.word(0..self.arguments.text().len()))
    }

    /// A JSON string as a word: variables in it are still expanded. One with JSON escapes is taken as it is.
    fn element_word(&self, element: Element) -> Word {
        let inside = element.range.start + 1..element.range.end - 1;
        if self.arguments.text().get(inside.clone()) == Some(element.value.as_str()) {
            return self.word(inside);
        }
        Word::literal(element.value, self.arguments.span(inside.start, inside.end))
    }

    fn blank_separated(&self) -> Vec<Word> {
        split_blanks(self.arguments.text()).into_iter().map(|range| self.word(range)).collect()
    }

    fn kind(&mut self) -> Kind {
        match self.keyword {
            Keyword::From => Kind::From(self.from()),
            Keyword::Arg => Kind::Arg(self.arg()),
            Keyword::Env => Kind::Env(self.pairs("variable", "ENV NAME=value")),
            Keyword::Label => Kind::Label(self.pairs("label", "LABEL name=value")),
            Keyword::Run => Kind::Run(Run { command: self.command_line(0) }),
            Keyword::Cmd => Kind::Cmd(self.command_line(0)),
            Keyword::Entrypoint => Kind::Entrypoint(self.command_line(0)),
            Keyword::Copy => Kind::Copy(self.transfer()),
            Keyword::Add => Kind::Add(self.transfer()),
            Keyword::Expose => Kind::Expose(self.expose()),
            Keyword::User => Kind::User(self.single("user", "USER name")),
            Keyword::Workdir => Kind::Workdir(self.single("directory", "WORKDIR /path")),
            Keyword::Volume => Kind::Volume(self.volume()),
            Keyword::StopSignal => Kind::StopSignal(self.single("signal", "STOPSIGNAL SIGTERM")),
            Keyword::Healthcheck => Kind::Healthcheck(self.healthcheck()),
            Keyword::Shell => Kind::Shell(self.shell()),
            Keyword::Maintainer => Kind::Maintainer(self.maintainer()),
            Keyword::Onbuild | Keyword::Unknown => Kind::Unknown,
        }
    }

    fn unknown(&mut self, keyword_text: &str) -> Kind {
        let nearest = Keyword::nearest(keyword_text);
        let problem = if keyword_text.is_empty() {
            Problem::syntax(self.keyword_span, "the line is continued, but nothing follows")
                .help("remove the backslash")
        } else {
            Problem {
                kind: ProblemKind::UnknownInstruction,
                span: self.keyword_span,
                message: format!("`{}` is no instruction", shortened(keyword_text)),
                help: nearest.map(|keyword| format!("did you mean `{}`?", keyword.name())),
                labels: Vec::new(),
                replacement: nearest.map(|keyword| keyword.name().to_owned()),
            }
        };
        self.problems.push(problem);
        Kind::Unknown
    }

    fn from(&mut self) -> From {
        let text = self.arguments.text();
        let words = split_blanks(text);
        let as_keyword = words.get(1).map(|range| self.spanned(range.clone()));
        let name = words.get(2).map(|range| self.spanned(range.clone()));
        let is_as = as_keyword.as_ref().is_some_and(|word| word.value.eq_ignore_ascii_case("as"));
        match (words.len(), is_as) {
            (0, _) => self.missing("image", "FROM image:tag"),
            (1, _) => {}
            (3, true) => self.check_stage_name(name.as_ref()),
            _ => {
                let rest = words.get(1).map_or(0, |range| range.start);
                let span = self.arguments.span(rest, text.len());
                let help = "write `FROM image` or `FROM image AS name`; a comment needs a line of its own";
                self.problem(span, "`FROM` takes an image, or an image, `AS` and a name", help);
            }
        }
        From {
            image: words.first().map(|range| self.word(range.clone())),
            as_keyword: as_keyword.filter(|_| is_as),
            name: name.filter(|_| is_as),
        }
    }

    fn check_stage_name(&mut self, name: Option<&Spanned<String>>) {
        let Some(name) = name else { return };
        let lower = name.value.to_lowercase();
        let starts_well = lower.starts_with(|c: char| c.is_ascii_lowercase());
        let continues_well = lower.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c));
        if !starts_well || !continues_well {
            let message = format!("`{}` cannot be the name of a stage", name.value);
            self.problem(name.span, message, "start with a letter; use letters, digits, `-`, `_` and `.`");
        }
    }

    fn arg(&mut self) -> Arg {
        let words = split_quoted(self.arguments.text(), self.escape);
        if words.is_empty() {
            self.missing("variable", "ARG NAME=default");
        }
        let definitions = words.into_iter().map(|range| self.definition(range)).collect();
        Arg { definitions }
    }

    fn definition(&mut self, range: Range<usize>) -> Definition {
        let text = self.arguments.text().get(range.clone()).unwrap_or_default();
        let name_end = text.find('=').map_or(range.end, |equals| range.start + equals);
        let span = self.arguments.span(range.start, range.end);
        if name_end == range.start {
            self.problem(span, "a name is missing before the `=`", "write `ARG NAME=default`");
        }
        Definition {
            name: self.spanned(range.start..name_end),
            value: (name_end < range.end).then(|| self.word(name_end + 1..range.end)),
            span,
        }
    }

    fn pairs(&mut self, what: &str, example: &str) -> Pairs {
        let text = self.arguments.text();
        let words = split_quoted(text, self.escape);
        let Some(first) = words.first() else {
            self.missing(what, example);
            return Pairs { legacy: false, pairs: Vec::new() };
        };
        if !text.get(first.clone()).unwrap_or_default().contains('=') {
            return Pairs { legacy: true, pairs: self.legacy_pair(what, example).into_iter().collect() };
        }
        let mut pairs = Vec::new();
        for range in words {
            let word = text.get(range.clone()).unwrap_or_default();
            let span = self.arguments.span(range.start, range.end);
            let Some(equals) = word.find('=') else {
                let message = format!("`{}` has no `=`", shortened(word));
                self.problem(span, message, format!("write `{example}`; quote values with blanks"));
                continue;
            };
            if equals == 0 {
                self.problem(span, "a name is missing before the `=`", format!("write `{example}`"));
            }
            let key = self.word(range.start..range.start + equals);
            let value = self.word(range.start + equals + 1..range.end);
            pairs.push(Pair { key, value, span });
        }
        Pairs { legacy: false, pairs }
    }

    /// `name value`: everything behind the first blank is the value.
    fn legacy_pair(&mut self, what: &str, example: &str) -> Option<Pair> {
        let text = self.arguments.text();
        let Some(blank) = text.bytes().position(is_blank) else {
            let message = format!("the {what} `{}` has no value", shortened(text));
            self.problem(self.arguments.full_span(), message, format!("write `{example}`"));
            return None;
        };
        let value_start = text.bytes().skip(blank).position(|byte| !is_blank(byte)).map_or(text.len(), |at| blank + at);
        Some(Pair {
            key: self.word(0..blank),
            value: self.word(value_start..text.len()),
            span: self.arguments.full_span(),
        })
    }

    /// What is run, from `start` of the arguments on.
    fn command_line(&mut self, start: usize) -> CommandLine {
        let script = self.arguments.slice(start, self.arguments.text().len());
        if script.text().trim().is_empty() {
            return CommandLine::Empty;
        }
        match json::read(&script) {
            Array::Strings(elements, span) => {
                let place =
                    |element: Element| Spanned::new(element.value, script.span(element.range.start, element.range.end));
                CommandLine::Exec(ExecForm { elements: elements.into_iter().map(place).collect(), span })
            }
            Array::Mixed(span) => {
                self.problem(
                    span,
                    "the JSON array holds something that is no string",
                    "put double quotes round every element",
                );
                CommandLine::Exec(ExecForm { elements: Vec::new(), span })
            }
            Array::No(broken_json) => CommandLine::Shell(ShellForm { script, broken_json }),
        }
    }

    /// Words of COPY, ADD and VOLUME, in either form, and whether it is an array; `None` where BuildKit
    /// refuses the array.
    fn list(&mut self) -> Option<(Vec<Word>, bool)> {
        match json::read(self.arguments) {
            Array::Strings(elements, _) => {
                Some((elements.into_iter().map(|element| self.element_word(element)).collect(), true))
            }
            Array::Mixed(span) => {
                self.problem(
                    span,
                    "the JSON array holds something that is no string",
                    "put double quotes round every element",
                );
                None
            }
            Array::No(_) => Some((self.blank_separated(), false)),
        }
    }

    fn transfer(&mut self) -> Transfer {
        let Some((mut words, json)) = self.list() else {
            return Transfer { sources: Vec::new(), destination: None, json: true };
        };
        if words.len() < 2 {
            let name = self.keyword.name();
            let message = match words.first() {
                None => format!("`{name}` names no source and no destination"),
                Some(word) => format!("`{name} {}` names no destination", shortened(&word.raw)),
            };
            let span = words.first().map_or(self.keyword_span, |word| word.span);
            self.problem(span, message, format!("write `{name} source destination`"));
        }
        let destination = if words.len() > 1 { words.pop() } else { None };
        Transfer { sources: words, destination, json }
    }

    fn expose(&mut self) -> Vec<Word> {
        let words = self.blank_separated();
        if words.is_empty() {
            self.missing("port", "EXPOSE 8080");
        }
        words
    }

    fn volume(&mut self) -> Paths {
        let Some((paths, json)) = self.list() else { return Paths { paths: Vec::new(), json: true } };
        if paths.is_empty() {
            self.missing("path", "VOLUME /path");
        }
        for path in &paths {
            if path.known().is_some_and(|text| text.trim().is_empty()) {
                let with_quotes = Span::new(path.span.start.saturating_sub(1), path.span.end + 1);
                let span = if json { with_quotes } else { path.span };
                self.problem(span, "a volume's path is empty", "write `VOLUME /path`");
            }
        }
        Paths { paths, json }
    }

    fn shell(&mut self) -> CommandLine {
        let line = self.command_line(0);
        let is_program = matches!(&line, CommandLine::Exec(exec) if !exec.elements.is_empty());
        if !is_program {
            let span = line.span().unwrap_or(self.keyword_span);
            self.problem(span, "`SHELL` takes a JSON array", "write `SHELL [\"/bin/bash\", \"-c\"]`");
        }
        line
    }

    fn maintainer(&mut self) -> Option<Spanned<String>> {
        if self.arguments.is_empty() {
            self.missing("one", "LABEL org.opencontainers.image.authors=name");
            return None;
        }
        Some(self.spanned(0..self.arguments.text().len()))
    }

    fn healthcheck(&mut self) -> Healthcheck {
        let text = self.arguments.text();
        let word_end = text.find(char::is_whitespace).unwrap_or(text.len());
        let kind = self.spanned(0..word_end);
        match kind.value.to_ascii_uppercase().as_str() {
            "" => {
                self.missing("check", "HEALTHCHECK CMD command");
                Healthcheck::Unknown(None)
            }
            "NONE" => {
                if word_end < text.len() {
                    let span = self.arguments.span(word_end + 1, text.len());
                    self.problem(span, "`HEALTHCHECK NONE` takes no arguments", "remove what follows `NONE`");
                }
                Healthcheck::None(kind.span)
            }
            "CMD" => {
                let rest = text.get(word_end..).unwrap_or_default();
                let command = self.command_line(text.len() - rest.trim_start().len());
                let is_empty = match &command {
                    CommandLine::Empty => true,
                    CommandLine::Exec(exec) => exec.elements.is_empty(),
                    CommandLine::Shell(_) => false,
                };
                if is_empty {
                    self.problem(kind.span, "`HEALTHCHECK CMD` names no command", "write `HEALTHCHECK CMD command`");
                }
                Healthcheck::Command(kind.span, command)
            }
            _ => {
                let message =
                    format!("`HEALTHCHECK` is followed by `CMD` or `NONE`, not by `{}`", shortened(&kind.value));
                self.problem(kind.span, message, "write `HEALTHCHECK CMD command`");
                Healthcheck::Unknown(Some(kind))
            }
        }
    }

    fn onbuild(&mut self, escape: Escape) -> Kind {
        if self.arguments.is_empty() {
            self.missing("instruction", "ONBUILD RUN command");
            return Kind::OnBuild(None);
        }
        let before = self.problems.len();
        let inner = read_trigger(self.arguments, escape, self.problems);
        let name = inner.keyword.value.name();
        if matches!(inner.keyword.value, Keyword::Onbuild | Keyword::From | Keyword::Maintainer) {
            self.problems.truncate(before);
            let message = format!("`{name}` cannot be a trigger");
            let problem = Problem::syntax(inner.keyword.span, message);
            let help = "use `ONBUILD` with any other instruction";
            self.problems.push(Problem { kind: ProblemKind::Trigger, ..problem.help(help) });
        }
        Kind::OnBuild(Some(Box::new(inner)))
    }
}

/// Reads the instruction inside an ONBUILD. One level deep: an ONBUILD inside keeps no inner instruction.
fn read_trigger(line: &Joined, escape: Escape, problems: &mut Vec<Problem>) -> Instruction {
    let text = line.text();
    let keyword_end = text.bytes().position(is_blank).unwrap_or(text.len());
    if text.get(..keyword_end).is_some_and(|first| first.eq_ignore_ascii_case(Keyword::Onbuild.name())) {
        let keyword = Spanned::new(Keyword::Onbuild, line.span(0, keyword_end));
        return Instruction {
            keyword_text: text.get(..keyword_end).unwrap_or_default().to_owned(),
            keyword,
            flags: Vec::new(),
            kind: Kind::OnBuild(None),
            heredocs: Vec::new(),
            arguments: line.slice(keyword_end, text.len()),
            pieces: Vec::new(),
            span: line.full_span(),
            lines: Span::default(),
            comments_above: 0,
        };
    }
    read(line, escape, problems)
}

/// A user's text short enough for a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// What BuildKit refuses of the order of instructions, and of their values.
pub(super) fn check_order(tree: &Dockerfile, text: &str, problems: &mut Vec<Problem>) {
    let mut in_stage = false;
    let mut any = false;
    for instruction in tree.instructions() {
        any = true;
        match instruction.keyword.value {
            Keyword::From => in_stage = true,
            // What was meant to be a FROM starts a stage too: one typing error, one problem.
            Keyword::Unknown if Keyword::nearest(&instruction.keyword_text) == Some(Keyword::From) => in_stage = true,
            Keyword::Arg | Keyword::Unknown => {}
            _ if !in_stage => {
                let message = format!("`{}` stands before the first `FROM`", instruction.keyword.value.name());
                let problem = Problem::syntax(instruction.keyword.span, message);
                problems.push(Problem {
                    kind: ProblemKind::BeforeFrom,
                    ..problem.help("start the file with `FROM image`")
                });
                return;
            }
            _ => {}
        }
    }
    if !any {
        let problem = Problem::syntax(Span::at(0), "the file has no instructions");
        problems.push(problem.help("start it with `FROM image`"));
    } else if !in_stage && problems.is_empty() {
        let end = text.trim_end().len() as u32;
        problems.push(Problem::syntax(Span::at(end), "the file has no `FROM`").help("add `FROM image`"));
    }
}
