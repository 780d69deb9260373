//! What only developers need, in the image that runs: the installs that bring it.
//!
//! Knows managers, names of well-known tools and of lists of packages. Start with
//! [`Build::development_installs`].

use crate::knowledge::programs::is_shell;
use crate::model::installs::dependencies::{DependencyInstall, MOST_INSTALLS, dependency_install};
use crate::model::installs::packages::{Action, Manager, Order};
use crate::model::stages::purpose::is_for_developers;
use crate::model::{Build, Command, Origin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::expand::Value;

/// An install that brings what only developers need.
#[derive(Debug)]
pub struct DevelopmentInstall<'a> {
    /// The step.
    pub step: &'a Step,
    /// The command.
    pub command: &'a Command,
    /// What it brings.
    pub what: Development<'a>,
}

/// What an install brings that only developers need.
#[derive(Debug)]
pub enum Development<'a> {
    /// The packages that the manifest keeps for developers.
    Manifest {
        /// The install.
        install: DependencyInstall<'a>,
        /// A later command of the image that builds something, and so may need them.
        built_by: Option<&'a Command>,
        /// Whether the manifest was read and names such packages.
        is_sure: bool,
    },
    /// A list of packages with a telling name.
    List(&'a Word),
    /// A tool by its name.
    Tool(&'a Word, String),
}

/// Packages of Python that test, check or format code, and do nothing else.
const TOOLS: &[&str] = &[
    "autopep8",
    "black",
    "coverage",
    "flake8",
    "isort",
    "mypy",
    "pre-commit",
    "pycodestyle",
    "pydocstyle",
    "pyflakes",
    "pylint",
    "pyright",
    "pytest",
    "pytest-asyncio",
    "pytest-cov",
    "pytest-django",
    "pytest-mock",
    "pytest-xdist",
    "ruff",
    "tox",
    "twine",
    "yapf",
];

/// Values of variables that say what an image is for.
const ENVIRONMENTS: &[&str] = &["ci", "dev", "development", "test", "testing"];

/// Words of a start that developers use.
const STARTS: &[&str] = &[
    "dev",
    "watch",
    "nodemon",
    "test",
    "start:dev",
    "serve",
    "ng",
    "vite",
    "webpack-dev-server",
    "pytest",
    "tox",
    "jest",
    "develop",
    "storybook",
    "sleep",
    "ts-node",
    "tsx",
    "ts-node-dev",
    "runserver",
    "--reload",
    "gulp",
    "grunt",
];

/// Commands that take away what developers need, by words that stand in them.
const PRUNING: &[&str] = &["prune", "--production", "--omit=dev", "--prod", "--no-dev", "node_modules", "focus"];

impl Build {
    /// The installs of an image that bring what only developers need, for an image that starts something else than
    /// their tools.
    pub fn development_installs<'a>(&'a self, target: &'a Stage) -> Vec<DevelopmentInstall<'a>> {
        let steps = self.image_steps(target);
        let pairs = steps.iter().flat_map(|step| self.commands_of(step).iter().map(move |command| (*step, command)));
        let candidates: Vec<(&Step, &Command)> =
            pairs.filter(|(step, command)| is_install(step, command)).take(MOST_INSTALLS).collect();
        if candidates.is_empty() || self.is_for_development(target) || !self.starts_for_users(target) {
            return Vec::new();
        }
        let commands: Vec<&Command> = steps.iter().flat_map(|step| self.commands_of(step)).collect();
        let mut found = Vec::new();
        for (step, command) in candidates {
            let Some(mut what) = self.brings(step, command) else { continue };
            let mut later = commands.iter().filter(|other| other.span.start > command.span.start);
            if later.clone().any(|other| takes_away(command, other)) {
                continue;
            }
            if let Development::Manifest { built_by, .. } = &mut what {
                *built_by = later.find(|other| builds(other)).copied();
            }
            found.push(DevelopmentInstall { step, command, what });
        }
        found
    }

    /// Whether the image starts something, and that is no tool of developers.
    pub(in crate::model) fn starts_for_users(&self, target: &Stage) -> bool {
        let start = self.start(target);
        let steps = [start.entrypoint, start.command].into_iter().flatten();
        let mut commands = steps.clone().flat_map(|step| self.commands_of(step)).peekable();
        let is_tool = |word: &str| STARTS.contains(&word.rsplit('/').next().unwrap_or(word));
        // `bash run.sh` runs a program, `bash` waits for a developer.
        let is_prompt = |command: &Command| is_shell(&command.program.value) && command.args.is_empty();
        let is_for_developers = |command: &Command| {
            let mut words = command.args.iter().filter_map(Word::known);
            is_prompt(command) || is_tool(&command.program.value) || words.any(|word| is_tool(&word))
        };
        // Without this variable Rails starts with what developers need.
        let mut rails = steps.flat_map(|step| self.commands_of(step).iter().map(move |command| (step, command)));
        let is_plain_rails = rails.any(|(step, command)| {
            (command.is_any(&["rails"]) || command.has_arg("rails") || command.has_arg("bin/rails"))
                && self.binding(step, "RAILS_ENV").is_none()
        });
        commands.peek().is_some() && !commands.any(is_for_developers) && !is_plain_rails
    }

    /// What a command brings that only developers need.
    pub(in crate::model) fn brings<'a>(&'a self, step: &'a Step, command: &'a Command) -> Option<Development<'a>> {
        if command.form.instruction != Origin::Run || command.placement.depth > 0 {
            return None;
        }
        if let Some(install) = dependency_install(step, command) {
            let production = install.manager.production?;
            let is_kept = !self.is_told(&install, &production) && !self.is_development_environment(step);
            let text = self.manifest_text(&install);
            let has_some = text.map(|text| install.manager.development_marks.iter().any(|mark| text.contains(mark)));
            let is_mounted = install.command.is_any(&["npm", "yarn", "pnpm"])
                && self.is_mounted(step, &format!("{}/node_modules", self.directory_before(step)));
            let is_sure = has_some == Some(true);
            return (is_kept && has_some != Some(false) && !is_mounted).then_some(Development::Manifest {
                install,
                built_by: None,
                is_sure,
            });
        }
        let order = command.order().filter(|order| order.manager == Manager::Pip && order.action == Action::Install)?;
        if let Some(list) =
            lists(&order).into_iter().find(|list| list.known().is_some_and(|path| is_for_developers(&path)))
        {
            return Some(Development::List(list));
        }
        let word = order.operands.iter().find(|word| {
            let name = word.known().unwrap_or_default();
            let end = name.find(['=', '<', '>', '~', '[', '!', ' ']).unwrap_or(name.len());
            name.get(..end).is_some_and(|name| TOOLS.contains(&name))
        })?;
        Some(Development::Tool(word, word.known()?))
    }

    /// Whether a variable says that the image is for developers: `NODE_ENV=development`.
    fn is_development_environment(&self, step: &Step) -> bool {
        ["NODE_ENV", "RAILS_ENV", "APP_ENV", "RACK_ENV"].iter().any(|name| {
            let value = self.binding(step, name).map(|binding| &binding.value);
            matches!(value, Some(Value::Known(text)) if ENVIRONMENTS.contains(&text.as_str()))
        })
    }
}

/// Whether a command is an install that may bring what only developers need.
fn is_install<'a>(step: &'a Step, command: &'a Command) -> bool {
    let is_pip = |order: Order<'_>| order.manager == Manager::Pip && order.action == Action::Install;
    dependency_install(step, command).is_some() || command.order().is_some_and(is_pip)
}

/// The lists behind `-r`.
pub(in crate::model) fn lists<'a>(order: &Order<'a>) -> Vec<&'a Word> {
    let words = order.command.args.iter();
    let values = words.clone().skip(1).zip(words).filter(|(_, flag)| flag.is("-r") || flag.is("--requirement"));
    values.map(|(list, _)| list).collect()
}

/// Whether a later command takes away what an install brought for developers.
pub(in crate::model) fn takes_away(install: &Command, other: &Command) -> bool {
    let is_manager =
        other.program.value == install.program.value || other.is_any(&["rm", "npm", "yarn", "pnpm", "npx"]);
    let is_uninstall =
        other.order().is_some_and(|order| order.action == Action::Remove && !order.manager.is_of_system());
    is_manager && other.args.iter().any(|word| PRUNING.iter().any(|part| word.raw.contains(part))) || is_uninstall
}

/// Whether a command builds something: `npm run build`, `tsc`, `vite build`.
fn builds(command: &Command) -> bool {
    const PROGRAMS: &[&str] = &[
        "tsc", "webpack", "vite", "rollup", "esbuild", "ng", "gulp", "grunt", "parcel", "next", "nuxt", "turbo", "nx",
    ];
    let runs = command.is_any(&["npm", "yarn", "pnpm", "bun", "npx", "bunx", "composer", "bundle", "rake", "rails"]);
    let says = |word: &Word| {
        let text = word.known_prefix();
        text.contains("build") || text.contains("compile") || PROGRAMS.contains(&&*text)
    };
    command.is_any(PROGRAMS) || runs && command.args.iter().any(says)
}
