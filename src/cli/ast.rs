//! `plimsoll ast`: how Dockerfiles are read, in the terms of BuildKit's own parser.
//!
//! [`resolved`] is the same for Compose files: the project that they come to.

mod resolved;

use serde::Serialize;

use super::arguments::{AstArguments, ListFormat};
use super::terminal::{complain, emit};
use super::{Failure, Outcome, discover, read};
use crate::report::visible;
use crate::syntax::dockerfile::ast::{CommandLine, Flag, Healthcheck, Heredoc, Instruction, Kind};
use crate::syntax::{Problem, dockerfile};
use crate::text::Source;

/// A file as it is read.
#[derive(Debug, Serialize)]
struct Tree {
    file: String,
    instructions: Vec<Node>,
    problems: Vec<Trouble>,
}

/// An instruction as it is read.
#[derive(Debug, Serialize)]
struct Node {
    keyword: String,
    start_line: u32,
    end_line: u32,
    flags: Vec<String>,
    args: Vec<String>,
    json: bool,
    heredocs: Vec<Document>,
    onbuild: Option<String>,
}

/// A here-document.
#[derive(Debug, Serialize)]
struct Document {
    name: String,
    content: String,
}

/// Something the parser stumbled over.
#[derive(Debug, Serialize)]
struct Trouble {
    line: u32,
    column: u32,
    message: String,
}

/// Prints the trees. Problems in a file are part of its tree, not a failure.
pub fn run(arguments: &AstArguments) -> Result<Outcome, Failure> {
    if arguments.resolved {
        return resolved::run(arguments);
    }
    let mut outcome = Outcome::Clean;
    let mut trees = Vec::new();
    for path in &arguments.files {
        let shown = discover::shown(path);
        match read::file(path, &shown) {
            Ok(bytes) => trees.push(tree(&Source::new(shown, bytes))),
            Err(reason) => {
                complain(&format!("error: {reason}"));
                outcome = Outcome::Trouble;
            }
        }
    }
    let text = match arguments.format {
        ListFormat::Human => trees.iter().map(outline).collect(),
        ListFormat::Json => serde_json::to_string_pretty(&trees).map_err(|error| Failure(error.to_string()))? + "\n",
    };
    emit(text.as_bytes())?;
    Ok(outcome)
}

/// A file as it is read.
fn tree(source: &Source) -> Tree {
    let parsed = dockerfile::parse(source.text());
    Tree {
        file: source.name().to_owned(),
        instructions: parsed.tree.instructions().map(|instruction| node(source, instruction)).collect(),
        problems: parsed.problems.iter().map(|problem| trouble(source, problem)).collect(),
    }
}

/// An instruction; of an ONBUILD, the arguments of the one inside.
fn node(source: &Source, instruction: &Instruction) -> Node {
    let inner = match &instruction.kind {
        Kind::OnBuild(inner) => inner.as_deref(),
        _ => None,
    };
    let told = inner.unwrap_or(instruction);
    let (args, json) = arguments(told);
    let heredocs = if told.heredocs.is_empty() { &instruction.heredocs } else { &told.heredocs };
    Node {
        keyword: keyword(instruction),
        start_line: source.lines().line_of(instruction.lines.start),
        end_line: source.lines().line_of(instruction.lines.end.saturating_sub(1).max(instruction.lines.start)),
        flags: told.flags.iter().map(Flag::cooked).collect(),
        args,
        json,
        heredocs: heredocs.iter().map(|heredoc| document(source, heredoc)).collect(),
        onbuild: inner.map(keyword),
    }
}

/// The keyword in upper case, as written where it is none.
fn keyword(instruction: &Instruction) -> String {
    instruction.keyword_text.to_uppercase()
}

/// The arguments, and whether they are a JSON array.
fn arguments(instruction: &Instruction) -> (Vec<String>, bool) {
    let text = instruction.arguments.text().trim();
    let whole = || Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().collect::<Vec<String>>();
    let words = || text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    match &instruction.kind {
        Kind::Run(run) => command_line(&run.command, text),
        Kind::Cmd(line) | Kind::Entrypoint(line) | Kind::Shell(line) => command_line(line, text),
        Kind::Copy(transfer) | Kind::Add(transfer) if transfer.json => {
            let elements = transfer.sources.iter().chain(&transfer.destination);
            (elements.map(|word| word.known().unwrap_or_else(|| word.raw.clone())).collect(), true)
        }
        Kind::Volume(paths) if paths.json => {
            (paths.paths.iter().map(|word| word.known().unwrap_or_else(|| word.raw.clone())).collect(), true)
        }
        Kind::Env(pairs) | Kind::Label(pairs) => {
            let pairs = pairs.pairs.iter().flat_map(|pair| [pair.key.raw.clone(), pair.value.raw.clone()]);
            (pairs.collect(), false)
        }
        Kind::Arg(arg) => {
            let definitions = arg.definitions.iter().map(|definition| match &definition.value {
                Some(value) => format!("{}={}", definition.name.value, value.raw),
                None => definition.name.value.clone(),
            });
            (definitions.collect(), false)
        }
        Kind::Healthcheck(healthcheck) => health(healthcheck, text),
        Kind::User(_) | Kind::Workdir(_) | Kind::StopSignal(_) | Kind::Maintainer(_) => (whole(), false),
        Kind::From(_) | Kind::Copy(_) | Kind::Add(_) | Kind::Expose(_) | Kind::Volume(_) => (words(), false),
        Kind::OnBuild(_) | Kind::Unknown => (Vec::new(), false),
    }
}

/// The text of a shell form, or the elements of a JSON array.
fn command_line(line: &CommandLine, text: &str) -> (Vec<String>, bool) {
    match line {
        CommandLine::Exec(exec) => (exec.elements.iter().map(|element| element.value.clone()).collect(), true),
        CommandLine::Shell(_) => (vec![text.to_owned()], false),
        CommandLine::Empty => (Vec::new(), false),
    }
}

/// The type word and the command.
fn health(healthcheck: &Healthcheck, text: &str) -> (Vec<String>, bool) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut args: Vec<String> = Some(word.to_owned()).filter(|word| !word.is_empty()).into_iter().collect();
    let mut json = false;
    if let Healthcheck::Command(_, line) = healthcheck {
        let (command, is_json) = command_line(line, rest.trim());
        args.extend(command);
        json = is_json;
    }
    (args, json)
}

/// A here-document.
fn document(source: &Source, heredoc: &Heredoc) -> Document {
    Document { name: heredoc.name.value.clone(), content: source.slice(heredoc.body).to_owned() }
}

/// A problem of the parser.
fn trouble(source: &Source, problem: &Problem) -> Trouble {
    let position = source.position(problem.span.start);
    Trouble { line: position.line, column: position.column, message: problem.message.clone() }
}

/// The tree for people.
fn outline(tree: &Tree) -> String {
    let mut text = format!("{}\n", visible(&tree.file));
    for node in &tree.instructions {
        let lines = if node.start_line == node.end_line {
            node.start_line.to_string()
        } else {
            format!("{}-{}", node.start_line, node.end_line)
        };
        let keyword =
            node.onbuild.as_ref().map_or_else(|| node.keyword.clone(), |inner| format!("{} {inner}", node.keyword));
        let form = if node.json { " (JSON)" } else { "" };
        text.push_str(&format!("{lines:>9}  {}{form}\n", visible(&keyword)));
        for part in node.flags.iter().chain(&node.args) {
            text.push_str(&format!("           {}\n", visible(part)));
        }
        for document in &node.heredocs {
            let lines = document.content.lines().count();
            text.push_str(&format!("           <<{}: {lines} lines\n", visible(&document.name)));
        }
    }
    for problem in &tree.problems {
        text.push_str(&format!("  problem at {}:{}: {}\n", problem.line, problem.column, visible(&problem.message)));
    }
    text
}
