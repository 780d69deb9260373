//! What a JSON array leaves as it is and a shell would not: variables, operators, a whole line in one string.
//!
//! Knows which programs read such text by themselves. Start with [`Build::unread_syntax`].

use crate::knowledge::programs;
use crate::model::commands::interpreter::base_name;
use crate::model::{Build, Stage, Start, Step};
use crate::syntax::dockerfile::ast::{CommandLine, ExecForm, Healthcheck, Kind};
use crate::text::Spanned;

/// Text for a shell, in an array that no shell reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadSyntax<'a> {
    /// The string that holds it.
    pub element: &'a Spanned<String>,
    /// What it is.
    pub kind: UnreadKind<'a>,
    /// Whether the string is the name of the program that is to be started.
    pub is_program: bool,
    /// Whether what stands in front of the array could yet read it: an ENTRYPOINT that is not known to pass its
    /// arguments on as they are.
    pub may_be_read: bool,
}

/// What a shell would have read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnreadKind<'a> {
    /// `$PORT`, by its whole text.
    Variable(&'a str),
    /// `&&`, `|`, `>`
    Operator,
    /// Program and arguments in one string: its words.
    Line(Vec<String>),
    /// `CMD-SHELL` or `CMD` in front of a health check, as Compose wants it and a Dockerfile does not.
    OfCompose,
}

/// Programs that replace variables by themselves, or whose own language has dollars and pipes.
///
/// Java is here for Spring, which resolves placeholders in its arguments:
/// <https://docs.spring.io/spring-boot/reference/features/external-config.html>
const READERS: &[&str] = &[
    "awk",
    "cmd",
    "docker-gen",
    "dockerize",
    "envsubst",
    "execlineb",
    "expr",
    "filebeat",
    "fluent-bit",
    "fluentd",
    "gawk",
    "gradle",
    "heartbeat",
    "java",
    "jq",
    "logstash",
    "make",
    "mawk",
    "metricbeat",
    "mvn",
    "nginx",
    "perl",
    "powershell",
    "psql",
    "pwsh",
    "sed",
    "su",
    "supervisord",
    "telegraf",
    "test",
    "vector",
    "yq",
    "[",
];

/// Flags whose value is a program text of its own.
const CODE_FLAGS: &[&str] =
    &["-c", "-e", "-r", "-p", "-E", "-S", "-x", "--eval", "--exec", "--execute", "--command", "--print"];

/// What joins commands and files, where it is a word of its own.
const OPERATORS: &[&str] = &["&&", "||", "|", ">", ">>", "2>&1", "2>", "&>", "<"];

impl Build {
    /// What the arrays of a stage hold for a shell, though none reads it: step by step, in the order of the
    /// elements. CMD and ENTRYPOINT that others replace are left out.
    pub fn unread_syntax<'a>(&'a self, stage: &'a Stage) -> Vec<(&'a Step, Vec<UnreadSyntax<'a>>)> {
        let mut place = None;
        let mut found = Vec::new();
        for step in self.steps_of(stage) {
            let Some(exec) = self.exec_form_of(step) else { continue };
            if let Some(element) = self.word_of_compose(step) {
                let kind = UnreadKind::OfCompose;
                found.push((step, vec![UnreadSyntax { element, kind, is_program: true, may_be_read: false }]));
                continue;
            }
            if !has_mark(exec) || has_reader(exec) {
                continue;
            }
            let place = match self.instruction(step).map(|instruction| &instruction.kind) {
                Some(Kind::Cmd(_) | Kind::Entrypoint(_)) => {
                    let (start, of_command) = place.get_or_insert_with(|| {
                        let start = self.start(stage);
                        (start, self.place_of_command(stage, &start))
                    });
                    match step.id {
                        id if start.command.is_some_and(|command| command.id == id) => *of_command,
                        id if start.entrypoint.is_some_and(|entrypoint| entrypoint.id == id) => Place::Whole,
                        _ => continue,
                    }
                }
                _ => Place::Whole,
            };
            let unread = self.unread_in_array(step, exec, place);
            if !unread.is_empty() {
                found.push((step, unread));
            }
        }
        found
    }

    /// The word in front of a health check that Compose wants there: `CMD-SHELL` or `CMD`.
    pub fn word_of_compose(&self, step: &Step) -> Option<&Spanned<String>> {
        let is_check = matches!(self.instruction(step)?.kind, Kind::Healthcheck(_));
        let first = self.exec_form_of(step).filter(|_| is_check)?.elements.first()?;
        matches!(first.value.as_str(), "CMD" | "CMD-SHELL").then_some(first)
    }

    /// The words of a string that stands where a program is named and is a whole line: its first word is a path, is
    /// followed by a flag, or is a program that is well known or in the image.
    pub fn program_line(&self, stage: &Stage, text: &str) -> Option<Vec<String>> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let (first, rest) = words.split_first().filter(|(_, rest)| !rest.is_empty())?;
        // `C:\Program Files` is no program yet.
        if text.contains('\\') {
            return first.to_ascii_lowercase().ends_with(".exe").then_some(words);
        }
        let is_known = programs::is_server(first)
            || programs::is_interpreter(first)
            || programs::is_over_at_once(first)
            || matches!(first.as_str(), "npm" | "npx" | "yarn" | "pnpm" | "bun" | "bundle" | "dotnet" | "go" | "java");
        let is_flag = |word: &String| word.starts_with('-') && word.len() > 1;
        let is_program = is_known || first.contains('/') || rest.iter().any(is_flag);
        (is_program || self.has_program(stage, first) == Some(true)).then_some(words)
    }

    fn unread_in_array<'a>(&self, step: &Step, exec: &'a ExecForm, place: Place) -> Vec<UnreadSyntax<'a>> {
        let (names_program, may_be_read) = match place {
            Place::Whole => (true, false),
            Place::Argument { is_known } => (false, !is_known),
            Place::Unknown => (false, true),
            Place::Read => return Vec::new(),
        };
        let mut found = Vec::new();
        let mut follows_code_flag = false;
        for (index, element) in exec.elements.iter().enumerate() {
            let is_program = index == 0 && names_program;
            if let Some(kind) = self.unread_in(step, element, index, is_program).filter(|_| !follows_code_flag) {
                found.push(UnreadSyntax { element, kind, is_program, may_be_read });
            }
            follows_code_flag = CODE_FLAGS.contains(&element.value.as_str());
        }
        found
    }

    pub(super) fn exec_form_of(&self, step: &Step) -> Option<&ExecForm> {
        let line = match &self.instruction(step)?.kind {
            Kind::Run(run) => &run.command,
            Kind::Cmd(line) | Kind::Entrypoint(line) | Kind::Healthcheck(Healthcheck::Command(_, line)) => line,
            _ => return None,
        };
        match line {
            CommandLine::Exec(exec) => Some(exec),
            CommandLine::Shell(_) | CommandLine::Empty => None,
        }
    }

    fn unread_in<'a>(
        &self,
        step: &Step,
        element: &'a Spanned<String>,
        index: usize,
        is_program: bool,
    ) -> Option<UnreadKind<'a>> {
        let text = element.value.as_str();
        if index > 0 && OPERATORS.contains(&text) {
            return Some(UnreadKind::Operator);
        }
        if let Some(words) = whole_line(text).filter(|_| is_program) {
            return Some(UnreadKind::Line(words));
        }
        // Program text of another language.
        if text.contains(['\n', ';', '(', '`', '\'']) {
            return None;
        }
        let is_meant = |name: &str| {
            let is_loud = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
            is_loud || self.binding(step, name).is_some()
        };
        variables_in(text).into_iter().find(|(name, _)| is_meant(name)).map(|(_, whole)| UnreadKind::Variable(whole))
    }

    fn place_of_command(&self, stage: &Stage, start: &Start<'_>) -> Place {
        let Some(command) = start.command else { return Place::Whole };
        let Some(entrypoint) = start.entrypoint else {
            return match self.starts_alone(stage, command) || start.replaces_entrypoint {
                true => Place::Whole,
                // The scripts of known images end in `exec "$@"`.
                false if self.base_image(stage).is_some() => Place::Argument { is_known: true },
                false => Place::Unknown,
            };
        };
        if self.exec_form_of(entrypoint).is_none_or(has_reader) {
            return Place::Read;
        }
        let program = self.commands_of(entrypoint).first().map_or("", |command| command.program.value.as_str());
        let is_known = programs::MINIMAL_INITS.contains(&program) || programs::is_interpreter(program);
        Place::Argument { is_known }
    }
}

/// What the array of a step is to the program that starts.
#[derive(Clone, Copy)]
enum Place {
    /// Program and arguments.
    Whole,
    /// Arguments of a program, which is known to take them as they are or not.
    Argument { is_known: bool },
    /// An image that is not known may have an ENTRYPOINT of its own.
    Unknown,
    /// The text for a shell.
    Read,
}

/// Whether anything in the array could be meant for a shell.
fn has_mark(exec: &ExecForm) -> bool {
    exec.elements.iter().any(|element| element.value.contains(['$', '|', '&', '<', '>', ' ']))
}

/// Whether one of the elements is a shell, or another program that reads such text.
fn has_reader(exec: &ExecForm) -> bool {
    exec.elements.iter().any(|element| {
        let name = base_name(&element.value).to_ascii_lowercase();
        let name = name.trim_end_matches(".exe");
        programs::is_shell(name) || READERS.contains(&name)
    })
}

/// The words of a string that is a program with its arguments: a later one is a flag, or the first is no path.
fn whole_line(text: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (first, rest) = words.split_first()?;
    let is_path = first.contains(['/', '\\', ':']) && !rest.iter().any(|word| word.starts_with('-'));
    (!rest.is_empty() && !is_path && !text.contains('\\')).then(|| words.iter().map(|&word| word.to_owned()).collect())
}

/// The variables a shell would replace: the name, and the whole text.
fn variables_in(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('$') {
        let is_escaped = text.get(..at).is_some_and(|before| before.ends_with(['\\', '$']));
        let rest = text.get(at + 1..).unwrap_or_default();
        let (inside, has_brace) = rest.strip_prefix('{').map_or((rest, false), |inside| (inside, true));
        let length = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len());
        let (name, behind) = inside.split_at(length);
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if !is_name || is_escaped {
            continue;
        }
        let end =
            if has_brace { behind.find('}').map(|close| at + 2 + length + close + 1) } else { Some(at + 1 + length) };
        if let Some(whole) = end.and_then(|end| text.get(at..end)) {
            found.push((name, whole));
        }
    }
    found
}

/// A text for the shell that means what an array seems to: `exec` in front of its last program, values in quotes.
/// `None` where quoting it would be a guess.
pub fn as_shell_text(elements: &[Spanned<String>], with_exec: bool) -> Option<String> {
    let words: Option<Vec<String>> = elements.iter().map(|element| shell_word(&element.value)).collect();
    let mut words = words?;
    if with_exec && words.first().is_some_and(|first| first != "exec") {
        let joint = elements.iter().rposition(|element| matches!(element.value.as_str(), "&&" | "||" | "|"));
        match joint.and_then(|at| elements.get(at)).map(|element| element.value.as_str()) {
            None => words.insert(0, "exec".to_owned()),
            Some("&&") => words.insert(joint? + 1, "exec".to_owned()),
            Some(_) => {}
        }
    }
    Some(words.join(" "))
}

fn shell_word(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,@%+".contains(c);
    if OPERATORS.contains(&text) || !text.is_empty() && text.chars().all(is_plain) {
        return Some(text.to_owned());
    }
    let known: usize = variables_in(text).iter().map(|(_, whole)| whole.matches('$').count()).sum();
    let is_safe = !text.contains(['"', '`', '\\', '\n', '!']) && text.matches('$').count() == known;
    is_safe.then(|| format!("\"{text}\""))
}

#[cfg(test)]
mod tests {
    use super::{as_shell_text, variables_in, whole_line};
    use crate::text::{Span, Spanned};

    #[test]
    fn variables_are_found() {
        let names = |text| variables_in(text).into_iter().map(|(_, whole)| whole.to_owned()).collect::<Vec<_>>();
        assert_eq!(names("0.0.0.0:$PORT"), ["$PORT"]);
        assert_eq!(names("${A:-x}/$b"), ["${A:-x}", "$b"]);
        assert_eq!(names(r"\$A $$B $1 $(C) ^x$ ${"), Vec::<String>::new());
    }

    #[test]
    fn lines_in_one_string_are_told_from_paths() {
        assert_eq!(whole_line("npm start"), Some(vec!["npm".to_owned(), "start".to_owned()]));
        assert!(whole_line("/app/run --all").is_some());
        assert!(whole_line("/opt/my app/run").is_none() && whole_line("C:\\Program Files\\x.exe").is_none());
        assert!(whole_line("npm").is_none());
    }

    #[test]
    fn values_are_quoted() {
        let text = |words: &[&str]| {
            let elements: Vec<_> = words.iter().map(|word| Spanned::new((*word).to_owned(), Span::default())).collect();
            as_shell_text(&elements, true)
        };
        assert_eq!(text(&["a", "-b", "0:$PORT"]).as_deref(), Some("exec a -b \"0:$PORT\""));
        assert_eq!(text(&["a", "&&", "b c"]).as_deref(), Some("a && exec \"b c\""));
        assert_eq!(text(&["a", "x\"y"]), None);
    }
}
