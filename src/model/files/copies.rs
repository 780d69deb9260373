//! What COPY and ADD bring into an image: from where, to where, owned by whom.
//!
//! Knows how BuildKit reads sources and destinations, nothing of what is in the context: whether a source is a
//! file or a directory is told by its name, or not at all. Start with [`Build::copied`].

use crate::knowledge::secrets::is_secret_file;
use crate::model::commands::directories::joined;
use crate::model::{Build, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Instruction, Kind, Transfer};

/// What a COPY or ADD does.
#[derive(Clone, Debug)]
pub struct Copied<'a> {
    /// The COPY or ADD.
    pub instruction: &'a Instruction,
    /// Its arguments.
    pub transfer: &'a Transfer,
    /// Where to: a path without `.` and `..` in it, absolute where the directory of the step is known.
    pub destination: String,
    /// Whether the destination is a directory for sure: it is written as one, or there are several sources.
    pub is_directory: bool,
    /// Who owns what it brings; `None`: root.
    pub owner: Option<&'a Word>,
    /// The mode of what it brings; `None`: what the source has.
    pub mode: Option<&'a Word>,
    /// One for each source.
    pub items: Vec<CopiedItem<'a>>,
}

/// A source of a COPY or ADD, and where it goes.
#[derive(Clone, Debug)]
pub struct CopiedItem<'a> {
    /// The source as written.
    pub source: &'a Word,
    /// Its text, variables replaced; `None` where only the build knows it.
    pub text: Option<String>,
    /// What it is, as far as its name tells.
    pub shape: Shape,
    /// Where it ends up: the file, or the directory that takes what is in it. `None` where that is not known; then
    /// it is at or below the destination.
    pub path: Option<String>,
}

/// What a source is, as far as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One file.
    File,
    /// A directory: what is in it is copied.
    Directory,
    /// Either, or what a pattern matches.
    Unknown,
}

/// Files that have no ending.
const BARE_FILES: &[&str] =
    &["Makefile", "Dockerfile", "Gemfile", "Rakefile", "Procfile", "Pipfile", "LICENSE", "NOTICE", "README", "VERSION"];

/// Endings of files that are short as a rule.
const TEXTS: &[&str] = &[
    "bash",
    "cfg",
    "cmd",
    "cnf",
    "conf",
    "crt",
    "css",
    "csproj",
    "desktop",
    "env",
    "go",
    "gradle",
    "html",
    "ini",
    "j2",
    "js",
    "json",
    "list",
    "loc",
    "lock",
    "lua",
    "md",
    "mod",
    "pem",
    "php",
    "pl",
    "properties",
    "ps1",
    "py",
    "rb",
    "repo",
    "rsp",
    "rst",
    "rules",
    "service",
    "sh",
    "sln",
    "sql",
    "sum",
    "template",
    "tmpl",
    "toml",
    "ts",
    "tsv",
    "txt",
    "xml",
    "yaml",
    "yml",
    "zsh",
];

/// Directories that every image has.
const STANDARD_DIRECTORIES: &[&str] = &[
    "/",
    "/bin",
    "/etc",
    "/home",
    "/opt",
    "/root",
    "/sbin",
    "/srv",
    "/tmp",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/local/sbin",
    "/usr/sbin",
    "/usr/share",
    "/usr/src",
    "/var",
    "/var/lib",
];

/// So many steps before a step are looked at for what has been copied.
const MOST_STEPS: usize = 100;

impl Build {
    /// Whether a COPY before a step has put the context, or a directory of it, at that very path: sources, and what
    /// is run.
    pub fn holds_sources(&self, step: &Step, path: &str) -> bool {
        let Some(stage) = self.stage(step.stage) else { return false };
        let before = self.steps_of(stage).iter().rev().skip_while(|it| it.id >= step.id).take(MOST_STEPS);
        before.filter_map(|it| self.copied(it)).any(|copied| {
            copied.destination.trim_end_matches('/') == path.trim_end_matches('/')
                && copied.items.iter().any(|item| item.shape == Shape::Directory)
        })
    }

    /// What a step copies; `None` where it is no COPY or ADD, or where its destination is not known.
    pub fn copied<'a>(&'a self, step: &Step) -> Option<Copied<'a>> {
        let instruction = self.instruction(step)?;
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = &instruction.kind else { return None };
        let written = self.expanded(step, transfer.destination.as_ref()?)?;
        let here = self.directory_before(step);
        let destination = joined(&here, &written);
        let is_directory = transfer.sources.len() > 1 || ends_as_directory(&written);
        let is_known = is_directory || destination == here || is_standard_directory(&destination);
        let items = transfer.sources.iter().map(|source| {
            let text = self.expanded(step, source);
            let shape = text.as_deref().map_or(Shape::Unknown, shape_of);
            let path = match (shape, &text) {
                (Shape::Directory, _) => Some(destination.clone()),
                (Shape::File, Some(text)) => target_of_file(&destination, is_known, base_name(text)),
                (Shape::File | Shape::Unknown, _) => None,
            };
            CopiedItem { source, text, shape, path }
        });
        let items = items.collect();
        let (owner, mode) = (instruction.flag_value("chown"), instruction.flag_value("chmod"));
        Some(Copied { instruction, transfer, destination, is_directory, owner, mode, items })
    }
}

impl Copied<'_> {
    /// Whether one of its sources is a secret, by its name.
    pub fn brings_secret(&self) -> bool {
        self.items.iter().filter_map(|item| item.text.as_deref()).any(|text| is_secret_file(text).is_some())
    }

    /// Whether it takes from the build's context: not from a stage, an image or an address.
    pub fn is_from_context(&self) -> bool {
        let is_remote = |word: &Word| word.raw.contains("://") || word.raw.starts_with("git@");
        self.instruction.flag("from").is_none() && !self.transfer.sources.iter().any(is_remote)
    }
}

impl CopiedItem<'_> {
    /// Whether it is a text, or some of them: a script, a setting, a manifest. A directory may be anything.
    pub fn is_small(&self) -> bool {
        let is_text = |text: &str| {
            // `environment.yml*`: a file that need not be there.
            let text = text.trim_end_matches('*');
            text.starts_with("<<")
                || BARE_FILES.contains(&base_name(text))
                || text.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending))
        };
        self.shape != Shape::Directory && self.text.as_deref().is_some_and(is_text)
    }
}

/// Whether every image has a directory of that path.
pub(in crate::model) fn is_standard_directory(path: &str) -> bool {
    STANDARD_DIRECTORIES.contains(&path)
}

/// Whether a destination is written as a directory: `app/`, `.`, `../`.
fn ends_as_directory(written: &str) -> bool {
    matches!(written.rsplit('/').next(), Some("" | "." | ".."))
}

/// Where a file goes; `None` where the destination may be the file or a directory.
fn target_of_file(destination: &str, is_directory: bool, name: &str) -> Option<String> {
    let last = base_name(destination);
    if is_directory {
        return Some(joined(destination, name));
    }
    let is_file = last == name || has_ending(last) || last.contains("entrypoint");
    is_file.then(|| destination.to_owned())
}

/// What a source is, by its name.
fn shape_of(source: &str) -> Shape {
    if source.starts_with("<<") {
        return Shape::File;
    }
    if source.contains(['*', '?', '[']) {
        return Shape::Unknown;
    }
    if ends_as_directory(source) {
        return Shape::Directory;
    }
    let name = base_name(source);
    if has_ending(name) || BARE_FILES.contains(&name) { Shape::File } else { Shape::Unknown }
}

/// Whether a name ends like one of a file: `run.sh`, but neither `conf.d` nor `python3.9` nor `.git`.
fn has_ending(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    !stem.is_empty() && ending != "d" && ending.starts_with(|first: char| first.is_ascii_alphabetic())
}

fn base_name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// Destination and paths of the last instruction.
    fn copied(lines: &str) -> (String, Vec<Option<String>>) {
        let source = Source::new("Dockerfile", format!("FROM debian\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let copied = build.copied(build.steps.last().unwrap()).unwrap();
        (copied.destination.clone(), copied.items.into_iter().map(|item| item.path).collect())
    }

    #[test]
    fn sources_go_where_buildkit_puts_them() {
        for (lines, destination, paths) in [
            ("COPY run.sh /run.sh", "/run.sh", &[Some("/run.sh")][..]),
            ("COPY run.sh /app/", "/app", &[Some("/app/run.sh")]),
            ("COPY run.sh /app", "/app", &[None]),
            ("COPY run.sh /usr/local/bin", "/usr/local/bin", &[Some("/usr/local/bin/run.sh")]),
            ("WORKDIR /app\nCOPY run.sh .", "/app", &[Some("/app/run.sh")]),
            ("WORKDIR /app\nCOPY run.sh /app", "/app", &[Some("/app/run.sh")]),
            ("WORKDIR /app\nCOPY . .", "/app", &[Some("/app")]),
            ("WORKDIR /app\nCOPY a.txt src x/", "/app/x", &[Some("/app/x/a.txt"), None]),
            ("COPY conf.d/ /etc/x", "/etc/x", &[Some("/etc/x")]),
            ("COPY conf.d /etc/conf.d", "/etc/conf.d", &[None]),
            ("ARG V\nCOPY $V /x/", "/x", &[None]),
        ] {
            let expected: Vec<Option<String>> = paths.iter().map(|path| path.map(str::to_owned)).collect();
            assert_eq!(copied(lines), (destination.to_owned(), expected), "{lines}");
        }
    }
}
