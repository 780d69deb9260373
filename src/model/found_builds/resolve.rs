//! From what a command or an action says to the build it is: paths become those of the repository.
//!
//! Start with [`Invocation::add_to`].

use super::arguments::{Argument, secret_name};
use super::command_line::{BakeOptions, Dialect, Options, Order};
use super::{BakeCall, Context, Dockerfile, Found, FoundBuild, Listed, Saying, Told, root};
use crate::model::stack::paths::is_remote;

/// An order, and where it is given.
pub(super) struct Invocation {
    pub order: Order,
    /// The absolute directory, where it is known.
    pub directory: Option<String>,
    pub input: Input,
    pub said_by: Saying,
}

/// What a command reads from its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A file, as it is written.
    File(String),
    /// A text in the script.
    Inline,
    Unknown,
}

impl Invocation {
    /// Adds the build or the bake.
    pub(super) fn add_to(self, found: &mut Found) {
        let Self { order, directory, input, said_by } = self;
        match order {
            Order::Build(options) => {
                let build = build(&options, directory.as_deref(), &input, said_by);
                found.add(build);
            }
            Order::Bake(options) => found.bakes.push(bake(&options, directory.as_deref(), said_by)),
        }
    }
}

fn build(options: &Options, directory: Option<&str>, input: &Input, said_by: Saying) -> FoundBuild {
    let whole = !options.has_hidden;
    let context = context(options, directory);
    let dockerfile = dockerfile(options, &context, directory, input);
    let target = match &options.target {
        Some(target) => Told::of(plain(target)).map(|name| Some(name).filter(|name| !name.is_empty())),
        None => Told::of(whole.then_some(None)),
    };
    FoundBuild {
        dockerfile,
        context,
        target,
        arguments: listed(&options.arguments, whole, argument),
        platforms: platforms(&options.platforms, whole),
        secrets: listed(&options.secrets, whole, |secret| secret_name(secret.prefix_until_comma()?)),
        named_contexts: listed(&options.named_contexts, whole, |word| named_context(word, directory)),
        said_by,
    }
}

fn listed<T>(words: &[Argument], whole: bool, read: impl Fn(&Argument) -> Option<T>) -> Listed<T> {
    let mut found = Listed { items: Vec::new(), is_whole: whole };
    words.iter().for_each(|word| found.push(read(word)));
    found
}

/// A text that is known and is spelled somewhere.
pub(super) fn plain(word: &Argument) -> Option<String> {
    word.text().filter(|text| root::is_spelled(text)).map(str::to_owned)
}

fn argument(word: &Argument) -> Option<(String, Told<Option<String>>)> {
    let (name, value) = word.pair()?;
    let told = match value {
        Some(value) => Told::of(plain(&value).map(Some)),
        None => Told::Surely(None),
    };
    Some((name, told)).filter(|(name, _)| !name.is_empty() && root::is_spelled(name))
}

fn platforms(words: &[Argument], whole: bool) -> Listed<String> {
    let mut found = Listed { items: Vec::new(), is_whole: whole };
    for word in words {
        match plain(word) {
            Some(text) => {
                found.items.extend(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
            }
            None => found.is_whole = false,
        }
    }
    found
}

fn named_context(word: &Argument, directory: Option<&str>) -> Option<(String, Told<Context>)> {
    let (name, value) = word.pair()?;
    let value = value.as_ref().and_then(Argument::text);
    Some((name, Told::of(value.and_then(|text| context_at(directory, text)))))
}

/// What is written as a context; relative to a directory that is not known, it is not known either.
fn context_at(directory: Option<&str>, text: &str) -> Option<Context> {
    match (directory, root::context("/", text)) {
        (Some(directory), _) => Some(root::context(directory, text)),
        (None, Context::Folder(path)) => Some(Context::Folder(path)),
        (None, Context::Elsewhere(address)) if address.contains("://") || address.ends_with(".git") => {
            Some(Context::Elsewhere(address))
        }
        (None, _) => None,
    }
}

fn context(options: &Options, directory: Option<&str>) -> Told<Context> {
    match &options.context {
        Some(word) => match word.text() {
            Some("-") => Told::Surely(Context::Nothing),
            Some(text) => Told::of(context_at(directory, text.trim_start_matches("dir://"))),
            None => Told::Unknown,
        },
        // Podman and Buildah take the working directory.
        None if options.dialect == Dialect::Podman && !options.has_hidden => {
            Told::of(directory.map(|directory| root::context(directory, ".")))
        }
        None => Told::Unknown,
    }
}

fn dockerfile(options: &Options, context: &Told<Context>, directory: Option<&str>, input: &Input) -> Told<Dockerfile> {
    let file = options.file.as_ref().map(|word| word.text());
    match (file, context) {
        (Some(Some("-")), _) | (None, Told::Surely(Context::Nothing)) => from_input(input, directory),
        (Some(Some(_)), Told::Surely(Context::Nothing)) => Told::Surely(Dockerfile::Elsewhere),
        (Some(Some(name)), Told::Surely(Context::Elsewhere(address))) if is_remote(address) => match name {
            name if name.starts_with(root::ROOT) => at(directory, name),
            _ => Told::Surely(Dockerfile::Elsewhere),
        },
        // Kaniko takes the file of that name in its directory or in the context, whichever is there.
        (Some(Some(name)), context) if options.dialect == Dialect::Kaniko && !name.starts_with('/') => {
            let here = directory.map(|directory| root::context(directory, "."));
            if context.value() == here.as_ref() { at(directory, name) } else { Told::Unknown }
        }
        (Some(Some(name)), _) => at(directory, name),
        (Some(None), _) => Told::Unknown,
        (None, _) if options.has_hidden => Told::Unknown,
        (None, context) => context.clone().map(|context| usual(&context, options.dialect)),
    }
}

/// A file as seen from a directory.
fn at(directory: Option<&str>, name: &str) -> Told<Dockerfile> {
    let is_absolute = name.starts_with(['/', '~']);
    let directory = directory.or(is_absolute.then_some("/"));
    let path = directory.map(|directory| root::inside(&root::resolve(directory, name)));
    Told::of(path.map(|path| path.map_or(Dockerfile::Elsewhere, Dockerfile::File)))
}

fn from_input(input: &Input, directory: Option<&str>) -> Told<Dockerfile> {
    const ARCHIVES: [&str; 6] = [".tar", ".tgz", ".gz", ".xz", ".bz2", ".zst"];
    match input {
        Input::File(name) if ARCHIVES.iter().any(|ending| name.ends_with(ending)) => Told::Unknown,
        Input::File(name) => at(directory, name),
        Input::Inline => Told::Surely(Dockerfile::Inline),
        Input::Unknown => Told::Unknown,
    }
}

/// The Dockerfile of a context where none is named.
pub(super) fn usual(context: &Context, dialect: Dialect) -> Dockerfile {
    let (Context::Folder(folder) | Context::Committed(folder)) = context else { return Dockerfile::Elsewhere };
    let file = |name: &str| root::inside(&root::resolve(&root::absolute(folder), name)).unwrap_or_default();
    match dialect {
        Dialect::Podman => Dockerfile::FirstOf(file("Containerfile"), file("Dockerfile")),
        Dialect::Docker | Dialect::Kaniko => Dockerfile::File(file("Dockerfile")),
    }
}

fn bake(options: &BakeOptions, directory: Option<&str>, said_by: Saying) -> BakeCall {
    let whole = !options.has_hidden;
    let file = |word: &Argument| {
        let path = root::resolve(directory?, word.text()?);
        root::inside(&path)
    };
    BakeCall {
        directory: Told::of(directory.map(|directory| root::context(directory, "."))),
        files: listed(&options.files, whole, file),
        targets: listed(&options.targets, whole, plain),
        said_by,
    }
}

impl Argument {
    /// What is surely there of a list with commas.
    fn prefix_until_comma(&self) -> Option<&str> {
        match self.text() {
            Some(text) => Some(text),
            None => self.prefix.rsplit_once(',').map(|(known, _)| known),
        }
    }
}
