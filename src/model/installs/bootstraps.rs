//! Tools that are fetched for the build and say which version they mean, or do not.
//!
//! Knows command lines that [`Order`](crate::model::installs::packages::Order)s leave out: runners of packages (`npx`, `uvx`), version
//! managers (`nvm`, `rustup`), and tools that update themselves. Start with [`Command::unpinned_tool`].

use crate::model::installs::packages::Manager;
use crate::model::installs::pins::{MOVING, Pin, npm_pin, pip_pin};
use crate::model::{Build, Command, Origin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// A tool in whatever version there is.
#[derive(Clone, Debug)]
pub struct UnpinnedTool<'a> {
    /// The word that names it.
    pub word: &'a Word,
    /// What it is called.
    pub name: String,
    /// How to name a version: `npx NAME@VERSION`.
    pub advice: String,
    /// Whether a project that has the tool among its dependencies uses that one.
    pub prefers_project: bool,
}

/// Where the name of a version stands.
enum Place {
    /// In the name itself, as npm writes it.
    Npm,
    /// In the name itself, as pip writes it, or `@` and a version.
    Python,
    /// In a flag.
    Flag(&'static [&'static str]),
    /// The word is a version, and one of these moves.
    Channel(&'static [&'static str]),
}

struct Tool {
    programs: &'static [&'static str],
    /// The words behind the program, flags left out.
    words: &'static [&'static str],
    place: Place,
    /// With `{}` for the name.
    advice: &'static str,
    prefers_project: bool,
}

const TOOLS: &[Tool] = &[
    tool(&["npx"], &[], Place::Npm, "npx {}@VERSION").of_project(),
    tool(&["bunx"], &[], Place::Npm, "bunx {}@VERSION").of_project(),
    tool(&["pnpm"], &["dlx"], Place::Npm, "pnpm dlx {}@VERSION"),
    tool(&["yarn"], &["dlx"], Place::Npm, "yarn dlx {}@VERSION"),
    tool(&["corepack"], &["prepare"], Place::Npm, "corepack prepare {}@VERSION --activate").of_project(),
    tool(&["corepack"], &["use"], Place::Npm, "corepack use {}@VERSION").of_project(),
    tool(&["uvx"], &[], Place::Python, "uvx {}@VERSION"),
    tool(&["uv"], &["tool", "run"], Place::Python, "uv tool run {}@VERSION"),
    tool(&["pipx"], &["run"], Place::Python, "pipx run {}==VERSION"),
    tool(&["pipx"], &["install"], Place::Python, "pipx install {}==VERSION"),
    tool(&["dotnet"], &["tool", "install"], Place::Flag(&["version"]), "dotnet tool install {} --version VERSION"),
    tool(&["helm"], &["plugin", "install"], Place::Flag(&["version"]), "helm plugin install {} --version VERSION"),
    tool(&["rustup"], &["default"], RUST, "rustup default 1.MINOR.PATCH"),
    tool(&["rustup"], &["toolchain", "install"], RUST, "rustup toolchain install 1.MINOR.PATCH"),
    tool(&["nvm"], &["install"], NODE, "nvm install VERSION"),
    tool(&["fnm"], &["install"], NODE, "fnm install VERSION"),
    tool(&["n"], &[], NODE, "n VERSION"),
];

const RUST: Place = Place::Channel(&["stable", "beta", "nightly"]);
const NODE: Place = Place::Channel(&["node", "--lts", "lts", "stable", "latest", "current", "lts/*"]);

const fn tool(
    programs: &'static [&'static str],
    words: &'static [&'static str],
    place: Place,
    advice: &'static str,
) -> Tool {
    Tool { programs, words, place, advice, prefers_project: false }
}

impl Tool {
    const fn of_project(mut self) -> Self {
        self.prefers_project = true;
        self
    }

    /// What follows the words of the tool; `None` where the command line is another.
    fn rest<'a>(&self, args: &'a [Word]) -> Option<&'a [Word]> {
        let fits = args.iter().zip(self.words).all(|(word, wanted)| word.is(wanted));
        if fits { args.get(self.words.len()..) } else { None }
    }

    /// The word that is not pinned.
    fn culprit<'a>(&self, command: &Command, rest: &'a [Word]) -> Option<&'a Word> {
        if let Place::Channel(channels) = &self.place {
            return rest.iter().find(|word| channels.iter().any(|channel| word.is(channel)));
        }
        // A flag may take the next word, which would look like the name.
        let mut words = rest.iter().skip_while(|word| is_harmless(word));
        let word = words.next()?;
        let name = word.known().filter(|name| !name.starts_with(['-', '.', '/']))?;
        let is_free = match &self.place {
            Place::Npm => npm_pin(&name) != Pin::Named,
            Place::Python => match name.split_once('@').filter(|_| !name.contains("://")) {
                Some((_, version)) => version == "latest",
                None => pip_pin(&name) != Pin::Named,
            },
            Place::Flag(flags) => !command.has_flag(flags),
            Place::Channel(_) => false,
        };
        is_free.then_some(word)
    }
}

/// Flags of the runners that take no value.
fn is_harmless(word: &Word) -> bool {
    ["-y", "--yes", "-q", "--quiet", "-g", "--global", "--bun", "--activate", "-s", "--silent", "--force"]
        .iter()
        .any(|flag| word.is(flag))
}

impl Command {
    /// The tool that the command fetches in whatever version there is.
    pub fn unpinned_tool(&self) -> Option<UnpinnedTool<'_>> {
        if self.form.instruction != Origin::Run || self.has_flag(&["help", "h"]) {
            return None;
        }
        self.fetched_tool().or_else(|| self.updated_tool()).or_else(|| self.run_module())
    }

    fn fetched_tool(&self) -> Option<UnpinnedTool<'_>> {
        TOOLS.iter().filter(|tool| self.is_any(tool.programs)).find_map(|tool| {
            let word = tool.culprit(self, tool.rest(&self.args)?)?;
            let name = word.known()?;
            let bare = match name.char_indices().skip(1).find(|(_, letter)| *letter == '@') {
                Some((at, _)) => name.get(..at).unwrap_or(&name).to_owned(),
                None => name.clone(),
            };
            let advice = tool.advice.replace("{}", &bare);
            Some(UnpinnedTool { word, name, advice, prefers_project: tool.prefers_project })
        })
    }

    /// `gem update --system`, `composer self-update`: what brings itself up to date.
    fn updated_tool(&self) -> Option<UnpinnedTool<'_>> {
        let last = self.args.last()?;
        let (name, advice) = match self.program.value.as_str() {
            "gem" if self.has_arg("update") && last.is("--system") => ("RubyGems", "gem update --system VERSION"),
            "composer" if last.is("self-update") || last.is("selfupdate") => {
                ("Composer", "composer self-update VERSION")
            }
            _ => return None,
        };
        Some(UnpinnedTool { word: last, name: name.to_owned(), advice: advice.to_owned(), prefers_project: false })
    }

    /// `go run host/path@latest`
    fn run_module(&self) -> Option<UnpinnedTool<'_>> {
        let is_run = self.is_any(&["go"]) && self.args.first().is_some_and(|word| word.is("run"));
        let word = self.args.iter().filter(|_| is_run).find(|word| word.raw.contains('@'))?;
        let name = word.known()?;
        let (path, version) = name.split_once('@')?;
        let advice = format!("go run {path}@VERSION");
        MOVING.contains(&version).then_some(UnpinnedTool { word, name, advice, prefers_project: false })
    }
}

impl Build {
    /// Where the image of a stage may first have the files of a project; `None` where nothing brings any.
    pub fn project_since(&self, stage: &Stage) -> Option<u32> {
        let installs = |command: &&Command| {
            command.is_any(&["git", "tar", "unzip"])
                || command.order().is_some_and(|order| {
                    matches!(order.manager, Manager::Npm | Manager::Yarn | Manager::Pnpm | Manager::Bun)
                })
        };
        let brings = |step: &Step| {
            let instruction = self.instruction(step)?;
            let is_bound = || instruction.mounts().any(|mount| mount.mount_type() == "bind");
            match instruction.kind {
                Kind::Copy(_) | Kind::Add(_) => Some(instruction.span.start),
                _ if is_bound() => Some(instruction.span.start),
                _ => self.commands_of(step).iter().find(installs).map(|command| command.span.start),
            }
        };
        self.image_steps(stage).into_iter().find_map(brings)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The name of the tool that a command fetches in whatever version there is.
    fn tool(command: &str) -> Option<String> {
        let source = Source::new("Dockerfile", format!("FROM a\nRUN {command}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        project.builds[0].commands[0].unpinned_tool().map(|tool| tool.name)
    }

    #[test]
    fn tools_without_a_version() {
        for (command, name) in [
            ("npx -y cowsay", "cowsay"),
            ("bunx @vue/cli@latest create", "@vue/cli@latest"),
            ("corepack prepare pnpm@latest --activate", "pnpm@latest"),
            ("uvx ruff check", "ruff"),
            ("uv tool run ruff@latest", "ruff@latest"),
            ("dotnet tool install --global dotnet-ef", "dotnet-ef"),
            ("rustup default stable", "stable"),
            ("nvm install --lts", "--lts"),
            ("gem update --system", "RubyGems"),
            ("go run host.org/x@latest y", "host.org/x@latest"),
        ] {
            assert_eq!(tool(command).as_deref(), Some(name), "{command}");
        }
    }

    #[test]
    fn tools_with_a_version() {
        for command in [
            "npx cowsay@1.6.0",
            "npx -p cowsay@1 cowsay",
            "corepack prepare pnpm@11.2.0",
            "corepack enable",
            "uvx ruff@0.14.0",
            "uvx --from ruff==0.14 ruff",
            "dotnet tool install --global dotnet-ef --version 10.0.0",
            "rustup default 1.91.0",
            "nvm install 24",
            "gem update --system 3.6.0",
            "go run ./cmd",
            "npx $TOOL",
        ] {
            assert_eq!(tool(command), None, "{command}");
        }
    }
}
