//! The builds that a shell script of a pipeline runs.
//!
//! Follows `cd` and plain assignments; what happens in branches and loops is unknown after them. Start with [`follow`].

use std::collections::HashMap;

use super::arguments::{Argument, Extent};
use super::command_line::order_of;
use super::resolve::{Input, Invocation};
use super::workflow::names::Names;
use super::{Found, Saying, SayingKind, root};
use crate::model::commands::wrappers::{Inner, unwrap};
use crate::syntax::expand::{Value, expand_variable};
use crate::syntax::shell::{
    self, Command, Compound, CompoundKind, Dialect, List, Pipeline, RedirectKind, SimpleCommand,
};
use crate::syntax::{Joined, Part, PartKind, Quoting, Word};

/// How many wrappers are taken off a command, and how deep `sh -c` may nest.
const MOST_WRAPPERS: usize = 8;
/// Longer values are left unknown.
const LONGEST: usize = 1 << 12;

/// What scripts are run in.
pub(super) struct Setting<'a> {
    /// The path of the file that holds them.
    pub file: &'a str,
    pub kind: SayingKind,
    /// The absolute directory, where it is known.
    pub directory: Option<String>,
    /// Variables and expressions.
    pub names: &'a Names<'a>,
}

/// Adds the builds of scripts that one shell runs after each other.
pub(super) fn follow(scripts: &[Joined], setting: &Setting<'_>, found: &mut Found) {
    let has_any = |script: &Joined| ["build", "bud", "bake", "executor"].iter().any(|it| script.text().contains(it));
    if !scripts.iter().any(has_any) {
        return;
    }
    let mut walk = Walk {
        setting,
        directory: setting.directory.clone(),
        before: setting.directory.clone(),
        pushed: Vec::new(),
        variables: HashMap::new(),
        branches: 0,
        scripts: 0,
        found,
    };
    for script in scripts {
        walk.list(&shell::parse(script, Dialect::Bash).body);
    }
}

struct Walk<'a> {
    setting: &'a Setting<'a>,
    directory: Option<String>,
    /// Where `cd -` leads.
    before: Option<String>,
    /// What `pushd` left.
    pushed: Vec<Option<String>>,
    /// What the scripts set; `None`: to something unknown.
    variables: HashMap<String, Option<String>>,
    /// How many branches and loops we are in.
    branches: usize,
    /// How many scripts in words we are in.
    scripts: usize,
    found: &'a mut Found,
}

impl Walk<'_> {
    fn list(&mut self, list: &List) {
        for pipeline in &list.pipelines {
            let is_piped = pipeline.commands.len() > 1;
            for (index, command) in pipeline.commands.iter().enumerate() {
                let before = (self.directory.clone(), is_piped);
                match command {
                    Command::Simple(simple) => self.simple(simple, fed_by(pipeline, index)),
                    Command::Compound(compound) => self.compound(compound),
                }
                // Each side of a pipe is a shell of its own.
                if let (directory, true) = before {
                    self.directory = directory;
                }
            }
        }
    }

    fn compound(&mut self, compound: &Compound) {
        let start = self.directory.clone();
        match compound.kind {
            CompoundKind::Group | CompoundKind::Other => compound.lists.iter().for_each(|list| self.list(list)),
            CompoundKind::Subshell => {
                self.branches += 1;
                compound.lists.iter().for_each(|list| self.list(list));
                self.branches -= 1;
                self.directory = start;
            }
            CompoundKind::If
            | CompoundKind::Loop
            | CompoundKind::For(_)
            | CompoundKind::Case
            | CompoundKind::Function(_) => self.branch(compound, start),
        }
    }

    /// Lists that may or may not run, or run several times.
    fn branch(&mut self, compound: &Compound, start: Option<String>) {
        self.branches += 1;
        if let CompoundKind::For(name) = &compound.kind {
            self.variables.insert(name.clone(), None);
        }
        let mut is_same = true;
        for list in &compound.lists {
            self.directory.clone_from(&start);
            self.list(list);
            is_same &= self.directory == start;
        }
        self.branches -= 1;
        let is_function = matches!(compound.kind, CompoundKind::Function(_));
        self.directory = start.filter(|_| is_same || is_function);
    }

    fn simple(&mut self, simple: &SimpleCommand, input: Option<&Word>) {
        for (name, value) in simple.settings() {
            let value = self.text(&value).filter(|text| text.len() <= LONGEST && self.branches == 0);
            self.variables.insert(name, value);
        }
        self.substitutions(simple);
        let mut words = simple.words.as_slice();
        for _ in 0..MOST_WRAPPERS {
            match unwrap(words) {
                None => break,
                Some(Inner::Nothing) => return,
                Some(Inner::Program(index)) => words = words.get(index..).unwrap_or_default(),
                Some(Inner::Script(index)) => return self.inner(words.get(index)),
            }
        }
        self.command(words, simple, input);
    }

    fn command(&mut self, words: &[Word], simple: &SimpleCommand, input: Option<&Word>) {
        let Some(program) = words.first().and_then(|word| self.text(word)) else { return };
        match program.as_str() {
            "cd" | "pushd" | "popd" | "chdir" | "Set-Location" => self.change_directory(&program, words),
            "read" | "unset" => {
                let names = words.iter().skip(1).filter_map(Word::known);
                names.for_each(|name| drop(self.variables.insert(name, None)));
            }
            _ => {
                let arguments: Vec<Argument> = words.iter().flat_map(|word| self.arguments(word)).collect();
                let Some(order) = order_of(&arguments) else { return };
                let said_by =
                    Saying { file: self.setting.file.to_owned(), span: simple.span, kind: self.setting.kind.clone() };
                let input = self.input(simple, input);
                Invocation { order, directory: self.directory.clone(), input, said_by }.add_to(self.found);
            }
        }
    }

    fn change_directory(&mut self, program: &str, words: &[Word]) {
        let target = words.iter().skip(1).find(|word| !word.is("--") && !word.is("/d"));
        let here = self.directory.clone();
        self.directory = match (program, target) {
            ("popd", _) => self.pushed.pop().flatten(),
            (_, None) => None,
            (_, Some(word)) if word.is("-") => self.before.clone(),
            (_, Some(word)) => self.text(word).and_then(|path| {
                let is_absolute = path.starts_with('/');
                let from = here.as_deref().or(is_absolute.then_some("/"))?;
                Some(root::resolve(from, &path))
            }),
        };
        if program == "pushd" {
            self.pushed.push(here.clone());
        }
        self.before = here;
    }

    /// `sh -c "text"`
    fn inner(&mut self, word: Option<&Word>) {
        let Some((word, text)) = word.and_then(|word| Some((word, self.text(word)?))) else { return };
        if self.scripts >= MOST_WRAPPERS {
            return;
        }
        let script = shell::parse(&Joined::collapsed(text, word.span), Dialect::Bash);
        let directory = self.directory.clone();
        self.scripts += 1;
        self.branches += 1;
        self.list(&script.body);
        self.branches -= 1;
        self.scripts -= 1;
        self.directory = directory;
    }

    /// `id=$(docker build -q .)`
    fn substitutions(&mut self, simple: &SimpleCommand) {
        let values = simple.assignments.iter().map(|assignment| &assignment.value);
        for part in values.chain(&simple.words).flat_map(|word| &word.parts) {
            if let PartKind::Substitution(script) = &part.kind {
                let directory = self.directory.clone();
                self.branches += 1;
                self.list(&script.body);
                self.branches -= 1;
                self.directory = directory;
            }
        }
    }

    fn input(&self, simple: &SimpleCommand, fed_by: Option<&Word>) -> Input {
        let is_input = |kind| matches!(kind, RedirectKind::Input | RedirectKind::Heredoc | RedirectKind::HereString);
        match simple.redirects.iter().rev().find(|redirect| is_input(redirect.kind)) {
            Some(redirect) if redirect.kind == RedirectKind::Input => {
                self.text(&redirect.target).map_or(Input::Unknown, Input::File)
            }
            Some(_) => Input::Inline,
            None => fed_by.and_then(|word| self.text(word)).map_or(Input::Unknown, Input::File),
        }
    }

    /// The words that a word comes to.
    fn arguments(&self, word: &Word) -> Vec<Argument> {
        let is_list = ["$@", "$*", "[@]", "[*]", "${@", "${*"].iter().any(|sign| word.raw.contains(sign));
        let (prefix, is_whole) = self.prefix(word);
        let is_bare = match word.parts.as_slice() {
            [Part { kind: PartKind::Literal(_), .. }] => false,
            [part] => part.quoting == Quoting::None,
            _ => false,
        };
        match (is_whole, is_bare || is_list) {
            (true, true) => prefix.split_whitespace().map(Argument::known).collect(),
            (true, false) => vec![Argument::known(prefix)],
            (false, true) => vec![Argument::hidden()],
            (false, false) => vec![Argument { prefix, extent: Extent::Prefix }],
        }
    }

    /// The text of a word, where it is known.
    fn text(&self, word: &Word) -> Option<String> {
        let (text, is_whole) = self.prefix(word);
        is_whole.then_some(text)
    }

    /// The text of a word up to what is not known, and whether that is all.
    fn prefix(&self, word: &Word) -> (String, bool) {
        let mut text = String::new();
        for part in &word.parts {
            let is_whole = match &part.kind {
                PartKind::Literal(literal) => self.setting.names.fill_into(literal, &mut text),
                PartKind::Variable(variable) => {
                    let value = expand_variable(variable, &|name| self.value(name)).known();
                    value.map(|value| text.push_str(&value)).is_some()
                }
                PartKind::Substitution(script) => {
                    let value = self.directory_named(script);
                    value.map(|value| text.push_str(&value)).is_some()
                }
                PartKind::Opaque => false,
            };
            if !is_whole || text.len() > LONGEST {
                return (text, false);
            }
        }
        (text, true)
    }

    fn value(&self, name: &str) -> Value {
        let known = |value: Option<String>| value.map_or(Value::Unknown, Value::Known);
        if let Some(value) = self.setting.names.masked(name) {
            return known(value);
        }
        let told = self.variables.get(name).or_else(|| self.setting.names.variable(name));
        match told {
            Some(value) => known(value.clone()),
            None if name == "PWD" => known(self.directory.clone()),
            None if root::is_name(name) => Value::Known(root::ROOT.to_owned()),
            None => Value::Unknown,
        }
    }

    /// `$(pwd)`, and what Azure writes like a command: `$(Build.SourcesDirectory)`.
    fn directory_named(&self, script: &shell::Script) -> Option<String> {
        let [Pipeline { commands, .. }] = script.body.pipelines.as_slice() else { return None };
        let [Command::Simple(simple)] = commands.as_slice() else { return None };
        let words: Vec<String> = simple.words.iter().filter_map(Word::known).collect();
        match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["pwd"] => self.directory.clone(),
            ["git", "rev-parse", "--show-toplevel"] => Some(root::ROOT.to_owned()),
            [name] if root::is_name(name) => Some(root::ROOT.to_owned()),
            _ => None,
        }
    }
}

/// The file that the command before a pipe shows: `cat FILE | HERE`.
fn fed_by(pipeline: &Pipeline, index: usize) -> Option<&Word> {
    match pipeline.commands.get(index.checked_sub(1)?)? {
        Command::Simple(simple) => match simple.words.as_slice() {
            [program, file] if index == 1 && program.is("cat") => Some(file),
            _ => None,
        },
        Command::Compound(_) => None,
    }
}
