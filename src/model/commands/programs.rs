//! From an instruction to the programs it runs.
//!
//! Shell forms are read with [`shell::parse`]; wrappers such as `sudo` and `sh -c` are looked through. What
//! PowerShell, cmd or another interpreter reads is left alone.

use crate::model::commands::command::{Command, Form, Origin, Placement};
use std::collections::HashMap;
use std::sync::Arc;

use crate::model::commands::interpreter::{Interpreter, Reader, base_name, shebang_words};
use crate::model::commands::wrappers::{Inner, takes_assignments, unwrap};
use crate::model::known::Known;
use crate::model::{ScriptSource, StepId, StepScript};
use crate::syntax::dockerfile::ast::{CommandLine, ExecForm, Healthcheck, Heredoc, Instruction, Kind};
use crate::syntax::shell::lint::{Runner, Target};
use crate::syntax::shell::{self, Assignment, Connector, Dialect, Nesting, Place, SimpleCommand};
use crate::syntax::{Joined, Quoting, Word};
use crate::text::{Span, Spanned};

/// How many wrappers are taken off one command, and how deep `sh -c` may nest.
const MOST_WRAPPERS: usize = 8;

/// The programs of one instruction.
#[derive(Default)]
pub(in crate::model) struct Programs {
    pub commands: Vec<Command>,
    pub scripts: Vec<StepScript>,
}

/// Finds the programs that an instruction runs.
pub(in crate::model) fn of_instruction(
    text: &str,
    instruction: &Instruction,
    step: StepId,
    reader: Reader,
) -> Programs {
    let (origin, line) = match &instruction.kind {
        Kind::Run(run) => (Origin::Run, &run.command),
        Kind::Cmd(line) => (Origin::Cmd, line),
        Kind::Entrypoint(line) => (Origin::Entrypoint, line),
        Kind::Healthcheck(Healthcheck::Command(_, line)) => (Origin::Healthcheck, line),
        _ => return Programs::default(),
    };
    let mut finder = Finder { text, step, origin, reader, pipelines: 0, depth: 0, found: Programs::default() };
    match line {
        CommandLine::Exec(exec) => finder.exec_form(exec),
        CommandLine::Shell(shell) => finder.shell_form(&shell.script, &instruction.heredocs),
        CommandLine::Empty => {}
    }
    finder.found
}

/// The programs of a text that a shell of the POSIX family reads, outside of any Dockerfile. Spans are bytes of the
/// text, and there is no step: each names the first.
pub(in crate::model) fn of_script(text: &str) -> Vec<Command> {
    let mut finder = Finder::outside(text);
    finder.shell_form(&Joined::from_span(text, Span::new(0, text.len() as u32)), &[]);
    finder.found.commands
}

/// The same for words that run as they are; each stands in the text.
pub(in crate::model) fn of_words(text: &str, words: &[Word]) -> Vec<Command> {
    let mut finder = Finder::outside(text);
    finder.words(words, Span::new(0, text.len() as u32));
    finder.found.commands
}

struct Finder<'a> {
    text: &'a str,
    step: StepId,
    origin: Origin,
    reader: Reader,
    /// How many pipelines were met.
    pipelines: u32,
    /// How many `sh -c` we are inside of.
    depth: usize,
    found: Programs,
}

impl<'a> Finder<'a> {
    /// Looks at the text of a health check that no Dockerfile has.
    fn outside(text: &'a str) -> Self {
        let reader = Reader::of_image(Interpreter::Posix(Dialect::Sh), Target::Posix);
        let (step, origin) = (StepId(0), Origin::Healthcheck);
        Self { text, step, origin, reader, pipelines: 0, depth: 0, found: Programs::default() }
    }
}

impl Finder<'_> {
    fn exec_form(&mut self, exec: &ExecForm) {
        let inside = |span: Span| Span::new(span.start + 1, span.end.saturating_sub(1));
        let words: Vec<Word> =
            exec.elements.iter().map(|element| Word::literal(element.value.clone(), inside(element.span))).collect();
        self.words(&words, exec.span);
    }

    /// Records words that run without a shell.
    fn words(&mut self, words: &[Word], span: Span) {
        let placement = Placement {
            pipeline: self.pipelines,
            index: 0,
            pipeline_length: 1,
            connector: Connector::First,
            nesting: Nesting::TopLevel,
            depth: 0,
            background: false,
            negated: false,
            is_last: true,
        };
        self.pipelines += 1;
        let parts = Parts { words, placement, span, exec: true, simple: None };
        self.command(&parts);
    }

    fn shell_form(&mut self, script: &Joined, heredocs: &[Heredoc]) {
        let single = heredocs.first().filter(|heredoc| heredocs.len() == 1 && script.full_span() == heredoc.opener);
        if let Some(heredoc) = single {
            let body = body(self.text, heredoc);
            let interpreter = Interpreter::of_shebang(body.text()).unwrap_or(self.reader.interpreter);
            let runner = match shebang_words(body.text()) {
                Some(words) => self.reader.runner_of(&words),
                None => self.reader.runner,
            };
            if let Some(dialect) = interpreter.dialect() {
                self.script(body, dialect, ScriptSource::Heredoc(0), runner);
            }
            return;
        }
        let Some(dialect) = self.reader.interpreter.dialect() else { return };
        let mut whole = script.clone();
        for heredoc in heredocs {
            whole.push(self.text, Span::new(heredoc.body.start.saturating_sub(1), heredoc.body.start));
            let body = body(self.text, heredoc);
            whole.append(&body, 0, body.text().len());
            let end = heredoc.end.unwrap_or_default();
            let length = end.of(self.text).trim_end_matches(['\r', '\n']).len() as u32;
            whole.push(self.text, Span::new(end.start, end.start + length));
        }
        self.script(whole, dialect, ScriptSource::Arguments, self.reader.runner);
    }

    fn script(&mut self, text: Joined, dialect: Dialect, source: ScriptSource, runner: Option<Runner>) {
        let script = shell::parse(&text, dialect);
        // A command's substitutions are met before the rest of its pipeline.
        let mut numbers: HashMap<*const shell::Pipeline, u32> = HashMap::new();
        for (simple, place) in script.commands() {
            let number = *numbers.entry(std::ptr::from_ref(place.pipeline)).or_insert_with(|| {
                self.pipelines += 1;
                self.pipelines - 1
            });
            let placement = self.placement(&place, number);
            let parts = Parts { words: &simple.words, placement, span: simple.span, exec: false, simple: Some(simple) };
            self.command(&parts);
        }
        let shebang = match source {
            ScriptSource::Heredoc(_) => shebang_words(text.text()),
            ScriptSource::Arguments | ScriptSource::Word(_) => None,
        };
        let exact = text.is_exact();
        self.found.scripts.push(StepScript {
            script,
            source,
            dialect,
            shebang,
            exact,
            text: Arc::new(text),
            runner,
            findings: Known::default(),
            own_findings: Known::default(),
        });
    }

    fn placement(&self, place: &Place<'_>, pipeline: u32) -> Placement {
        Placement {
            pipeline,
            index: place.index as u32,
            pipeline_length: place.pipeline.commands.len() as u32,
            connector: place.pipeline.connector,
            nesting: place.nesting,
            depth: (place.depth + self.depth) as u32,
            background: place.pipeline.background,
            negated: place.pipeline.negated,
            is_last: place.is_last_in_script(),
        }
    }

    /// Records a command and, instead of a wrapper, what it runs.
    fn command(&mut self, parts: &Parts<'_>) {
        let mut words = parts.words;
        let mut wrappers = Vec::new();
        let mut assignments = Vec::new();
        for _ in 0..MOST_WRAPPERS {
            let Some(inner) = unwrap(words) else { break };
            let name = words.first().and_then(Word::known).unwrap_or_default();
            match inner {
                Inner::Program(index) => {
                    wrappers.push(Spanned::new(
                        base_name(&name).to_owned(),
                        words.first().map_or(parts.span, |word| word.span),
                    ));
                    if takes_assignments(base_name(&name)) {
                        let before = words.iter().take(index).skip(1);
                        assignments.extend(before.filter_map(Assignment::of_word));
                    }
                    words = words.get(index..).unwrap_or_default();
                }
                Inner::Script(index) => {
                    self.record(parts, words, wrappers, assignments);
                    if let Some(word) = words.get(index) {
                        let program = words.iter().take(index).filter_map(Word::known).collect::<Vec<_>>();
                        self.inner_script(&program, word);
                    }
                    return;
                }
                Inner::Nothing => break,
            }
        }
        self.record(parts, words, wrappers, assignments);
    }

    fn record(
        &mut self,
        parts: &Parts<'_>,
        words: &[Word],
        wrappers: Vec<Spanned<String>>,
        behind_wrappers: Vec<Assignment>,
    ) {
        let Some(program) = words.first() else { return };
        let mut assignments = parts.simple.map(|simple| simple.assignments.clone()).unwrap_or_default();
        assignments.extend(behind_wrappers);
        let name = program.known().unwrap_or_else(|| program.raw.clone());
        self.found.commands.push(Command {
            step: self.step,
            form: Form { instruction: self.origin, exec: parts.exec },
            program: Spanned::new(base_name(&name).to_owned(), program.span),
            program_path: name,
            args: words.get(1..).unwrap_or_default().to_vec(),
            assignments,
            redirects: parts.simple.map(|simple| simple.redirects.clone()).unwrap_or_default(),
            wrapper_spans: wrappers.iter().map(|wrapper| wrapper.span).collect(),
            wrappers: wrappers.into_iter().map(|wrapper| wrapper.value).collect(),
            placement: parts.placement,
            span: parts.span,
            order: Known::default(),
        });
    }

    /// Reads the text that a shell is given as a word: `sh -c "text"`.
    fn inner_script(&mut self, shell: &[String], word: &Word) {
        if self.depth >= MOST_WRAPPERS {
            return;
        }
        let Some(dialect) = Interpreter::of_words(shell).dialect().or(Some(Dialect::Sh)) else { return };
        let Some(text) = script_text(self.text, word) else { return };
        // Where the word has values put in, its text is not what the inner shell reads.
        let runner = word.known().and_then(|_| self.reader.runner_of(shell));
        self.depth += 1;
        self.script(text, dialect, ScriptSource::Word(word.span), runner);
        self.depth -= 1;
    }
}

/// A command before its wrappers are taken off.
struct Parts<'a> {
    words: &'a [Word],
    placement: Placement,
    span: Span,
    exec: bool,
    simple: Option<&'a SimpleCommand>,
}

/// The text of a word that is a script, with its way back to the file. A double-quoted word is read with
/// its variables left in, since the inner shell sees values in their place.
fn script_text(file: &str, word: &Word) -> Option<Joined> {
    let quoted = |quote: char| {
        let inside = word.raw.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains(quote)).then_some(inside)
    };
    let is_all = |quoting: Quoting| word.parts.iter().all(|part| part.quoting == quoting);
    let inside = match quoted('\'').filter(|_| is_all(Quoting::Single)) {
        Some(inside) => inside.to_owned(),
        None => match quoted('"').filter(|inside| is_all(Quoting::Double) && !inside.contains('\\')) {
            Some(inside) => inside.to_owned(),
            None => word.known()?,
        },
    };
    let places = [Span::new(word.span.start + 1, word.span.end.saturating_sub(1)), word.span];
    let mut readings = places.into_iter().flat_map(|span| [Joined::from_span(file, span), unfolded(file, span)]);
    Some(readings.find(|joined| joined.text() == inside).unwrap_or_else(|| Joined::collapsed(inside, word.span)))
}

/// The text of a here-document as a script: the line ends of Windows count as those of a shell.
fn body(file: &str, heredoc: &Heredoc) -> Joined {
    if !heredoc.body.of(file).contains('\r') {
        return Joined::from_span(file, heredoc.body);
    }
    let mut joined = Joined::default();
    let mut start = heredoc.body.start;
    for line in heredoc.body.of(file).split_inclusive('\n') {
        let end = start + line.len() as u32;
        let content = line.trim_end_matches(['\r', '\n']).len() as u32;
        joined.push(file, Span::new(start, start + content));
        joined.push(file, Span::new(start + line.trim_end_matches('\n').len() as u32, end));
        start = end;
    }
    joined
}

/// A stretch of the file with its continued lines joined, as the instruction's parser joins them.
fn unfolded(file: &str, span: Span) -> Joined {
    let mut joined = Joined::default();
    let mut start = span.start;
    let mut is_continued = false;
    for line in span.of(file).split_inclusive('\n') {
        let content = line.trim_end();
        let is_left_out = is_continued && (content.is_empty() || content.trim_start().starts_with('#'));
        if let Some(text) = content.strip_suffix(['\\', '`']).filter(|_| line.ends_with('\n') && !is_left_out) {
            joined.push(file, Span::new(start, start + text.len() as u32));
            is_continued = true;
        } else if !is_left_out {
            joined.push(file, Span::new(start, start + line.len() as u32));
        }
        start += line.len() as u32;
    }
    joined
}
