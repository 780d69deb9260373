//! A command seen as the install of a project's dependencies: what a manifest names, and nothing else.

use crate::model::installs::packages::{Action, Manager};
use crate::model::{Build, BuildContext, Command};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::Connector;

/// What npm reads instead of `package-lock.json` where there is one.
const SHRINKWRAP: &str = "npm-shrinkwrap.json";

/// A command that installs what manifests name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestInstall {
    /// The program as people know it: `npm`.
    pub tool: &'static str,
    /// The files it reads, as a COPY would name them.
    pub manifests: String,
    /// The command line that reads nothing but these files.
    pub line: String,
}

/// An install by its words alone.
struct Shape {
    tool: &'static str,
    programs: &'static [&'static str],
    /// The words behind the program, flags left out.
    words: &'static [&'static str],
    manifests: &'static str,
    /// Flags without which it would read sources too.
    wanted: &'static [&'static str],
}

const SHAPES: &[Shape] = &[
    shape("yarn", &["yarn", "yarnpkg"], &[], "package.json yarn.lock", &[]),
    shape("bun", &["bun"], &["install"], "package.json bun.lock", &[]),
    shape("poetry", &["poetry"], &["install"], "pyproject.toml poetry.lock", &["--no-root"]),
    shape("uv", &["uv"], &["sync"], "pyproject.toml uv.lock", &["--no-install-project"]),
    shape("pipenv", &["pipenv"], &["install"], "Pipfile Pipfile.lock", &[]),
    shape("pipenv", &["pipenv"], &["sync"], "Pipfile Pipfile.lock", &[]),
    shape("bundle", &["bundle", "bundler"], &["install"], "Gemfile Gemfile.lock", &[]),
    shape(
        "composer",
        &["composer", "composer.phar"],
        &["install"],
        "composer.json composer.lock",
        &["--no-scripts", "--no-autoloader"],
    ),
    shape("go", &["go"], &["mod", "download"], "go.mod go.sum", &[]),
    shape("dotnet", &["dotnet"], &["restore"], "*.csproj", &[]),
    shape("mvn", &["mvn"], &["dependency:go-offline"], "pom.xml", &[]),
    shape("mvn", &["mvn"], &["dependency:resolve"], "pom.xml", &[]),
    shape("mix", &["mix"], &["deps.get"], "mix.exs mix.lock", &[]),
];

const fn shape(
    tool: &'static str,
    programs: &'static [&'static str],
    words: &'static [&'static str],
    manifests: &'static str,
    wanted: &'static [&'static str],
) -> Shape {
    Shape { tool, programs, words, manifests, wanted }
}

impl Shape {
    /// Whether the words, flags and their values left out, are those of the shape.
    fn fits(&self, args: &[Word]) -> bool {
        let mut wanted = self.words.iter().peekable();
        let mut follows_flag = false;
        for word in args {
            let is_flag = word.known_prefix().starts_with('-');
            if !is_flag && wanted.next_if(|next| word.is(next)).is_none() && (!follows_flag || self.words.is_empty()) {
                return false;
            }
            follows_flag = is_flag && !word.raw.contains('=');
        }
        wanted.next().is_none()
    }
}

impl Build {
    /// [`Command::manifest_install`] with the lock file that this project has.
    pub fn manifest_install(&self, command: &Command) -> Option<ManifestInstall> {
        let mut install = command.manifest_install()?;
        if install.tool == "npm" && self.has_shrinkwrap {
            install.manifests = format!("package.json {SHRINKWRAP}");
        }
        Some(install)
    }

    /// What follows a command in its step: first what cleans up behind it, as the end of its line, then the rest
    /// as a line of its own, `...` where it is more than a chain of plain commands.
    pub fn following_lines(&self, command: &Command) -> (String, Option<String>) {
        let is_after = |other: &&Command| other.placement.pipeline > command.placement.pipeline;
        let step = self.step(command.step).map(|step| self.commands_of(step)).unwrap_or_default();
        let following: Vec<&Command> = step.iter().filter(is_after).collect();
        if command.placement.depth > 0 || !following.iter().all(|other| is_plain(other)) {
            return (String::new(), (!following.is_empty()).then(|| "...".to_owned()));
        }
        let (cleaning, rest) = following.split_at(following.iter().take_while(|other| cleans_up(other)).count());
        let lines: Vec<String> = rest.iter().map(|other| other.as_written()).collect();
        let cleaning = cleaning.iter().map(|other| format!(" && {}", other.as_written())).collect();
        (cleaning, (!lines.is_empty()).then(|| lines.join(" && ")))
    }
}

/// Manifests and lock files by their names, a `*` for what differs.
const MANIFESTS: &[&str] = &[
    "package.json",
    "package*.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    ".npmrc",
    "yarn.lock",
    ".yarnrc*",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "bun.lock*",
    "deno.json*",
    "deno.lock",
    "lerna.json",
    "requirements*",
    "constraints*.txt",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
    "Pipfile*",
    "environment.y*ml",
    "Gemfile*",
    "*.gemspec",
    "composer.*",
    "go.mod",
    "go.sum",
    "go.*",
    "go.work*",
    "Cargo.*",
    "pom.xml",
    "build.gradle*",
    "settings.gradle*",
    "gradle.properties",
    "gradle.lockfile",
    "build.sbt",
    "mix.exs",
    "mix.lock",
    "rebar.config",
    "rebar.lock",
    "*.csproj",
    "*.fsproj",
    "*.sln",
    "packages.lock.json",
    "Directory.Packages.props",
    "Directory.Build.props",
    "pubspec.*",
    "Package.swift",
    "Package.resolved",
    "*.cabal",
    "stack.yaml*",
    "project.clj",
    "deps.edn",
];

/// Whether a file of that name, or all files that a pattern names, say what a project depends on.
pub(in crate::model) fn is_manifest(name: &str) -> bool {
    MANIFESTS.iter().any(|known| match known.split_once('*') {
        Some((start, end)) => name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end),
        None => name == *known,
    })
}

/// Whether the project keeps its npm lock file under the name that is published: a COPY names it, or the context
/// has it.
pub(in crate::model) fn has_shrinkwrap(build: &Build, context: &dyn BuildContext) -> bool {
    let is_named = build.steps.iter().filter_map(|step| build.instruction(step)).any(|known| match &known.kind {
        Kind::Copy(transfer) | Kind::Add(transfer) => transfer.sources.iter().any(|word| word.says(SHRINKWRAP)),
        _ => false,
    });
    is_named || build.commands.iter().any(|command| command.is_any(&["npm"])) && context.read(SHRINKWRAP).is_some()
}

/// Whether its words are all there is to a command that follows another by `&&`.
fn is_plain(command: &Command) -> bool {
    let placement = command.placement;
    placement.depth == 0
        && placement.pipeline_length == 1
        && placement.connector == Connector::And
        && !placement.background
        && command.wrappers.is_empty()
        && command.assignments.is_empty()
        && command.redirects.is_empty()
}

/// Whether the command removes what an install leaves outside of the project.
fn cleans_up(command: &Command) -> bool {
    let mut paths = command.args.iter().filter(|word| !word.known_prefix().starts_with('-'));
    match command.order() {
        Some(order) => order.action == Action::Clean,
        None => command.is_any(&["rm"]) && paths.all(|word| word.raw.starts_with(['/', '~'])),
    }
}

impl Command {
    /// The command as an install of what manifests name; `None` where it also names packages, needs the
    /// sources, or is something else.
    pub fn manifest_install(&self) -> Option<ManifestInstall> {
        self.shaped_install().or_else(|| self.node_install()).or_else(|| self.pip_install())
    }

    fn shaped_install(&self) -> Option<ManifestInstall> {
        let shape = SHAPES.iter().find(|shape| self.is_any(shape.programs) && shape.fits(&self.args))?;
        if self.has_flag(&["version", "help", "v", "h"]) {
            return None;
        }
        let mut line = self.as_written();
        for flag in shape.wanted.iter().filter(|flag| !self.has_arg(flag)) {
            line = format!("{line} {flag}");
        }
        Some(ManifestInstall { tool: shape.tool, manifests: shape.manifests.to_owned(), line })
    }

    fn node_install(&self) -> Option<ManifestInstall> {
        let order = self.order().filter(|order| order.action == Action::Install && order.operands.is_empty())?;
        let (tool, manifests) = match order.manager {
            Manager::Npm => ("npm", "package*.json"),
            Manager::Yarn => ("yarn", "package.json yarn.lock"),
            Manager::Pnpm => ("pnpm", "package.json pnpm-lock.yaml"),
            _ => return None,
        };
        let is_project =
            order.verb.is("install") || order.verb.is("i") || order.verb.is("ci") || order.verb.is("clean-install");
        let is_elsewhere = self.has_flag(&["g", "global", "prefix", "C", "cwd", "dir"]) || self.has_arg("global");
        (is_project && !is_elsewhere).then(|| ManifestInstall {
            tool,
            manifests: manifests.to_owned(),
            line: self.as_written(),
        })
    }

    fn pip_install(&self) -> Option<ManifestInstall> {
        let order = self.order().filter(|order| {
            order.manager == Manager::Pip && order.action == Action::Install && order.verb.is("install")
        })?;
        if !order.operands.is_empty() || self.has_flag(&["e", "editable", "t", "target"]) {
            return None;
        }
        let mut files = Vec::new();
        for (at, word) in self.args.iter().enumerate() {
            let text = word.known()?;
            match text.strip_prefix("-r").or_else(|| text.strip_prefix("--requirement")) {
                Some("") => files.push(self.args.get(at + 1)?.known()?),
                Some(file) => files.push(file.trim_start_matches('=').to_owned()),
                None => {}
            }
        }
        let is_file = |file: &String| !file.contains("://") && !file.starts_with("/dev/") && file != "-";
        (!files.is_empty() && files.iter().all(is_file)).then(|| ManifestInstall {
            tool: "pip",
            manifests: files.join(" "),
            line: self.as_written(),
        })
    }

    /// Program and arguments as they are written, wrappers left out.
    pub fn as_written(&self) -> String {
        self.args.iter().fold(self.program_path.clone(), |line, word| format!("{line} {}", word.raw))
    }
}
