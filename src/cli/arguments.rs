//! The arguments, and the help that is made of them.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::hadolint::arguments::{HadolintArguments, NOTES as HADOLINT_NOTES};
use crate::lint::{Profile, Severity};
use crate::report::Format;

/// What `--help` ends with.
const EXAMPLES: &str = "\
Examples:
  plimsoll check                       check what is in this directory and below
  plimsoll check api/Dockerfile        check one file, whatever its name
  plimsoll check --fix                 mend what can be mended safely
  plimsoll explain DL3008              why a rule is there, with examples

Exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  bad usage, a failed read or write, or something that could not be checked";

/// What `check --help` ends with.
const CHECK_NOTES: &str = "\
Which files:
  A file named on the command line is read whatever its name. In directories these names
  count, in upper or lower case: Dockerfile, Dockerfile.NAME, Dockerfile-NAME,
  Dockerfile_NAME, NAME.Dockerfile, and the same with Containerfile. Left out are
  *.dockerignore, templates (.j2 .tmpl .tpl .template .erb .in and their like), editor
  backups, files of other languages (Dockerfile.md, Dockerfile.go and their like), what a
  .gitignore or .ignore file excludes, and hidden directories other than .devcontainer.

  Compose files are compose.yaml, docker-compose.yml, compose.NAME.yaml, NAME.compose.yaml and
  their like, and any named YAML file with services. compose.yaml is checked together with the
  compose.override.yaml beside it, found or named, and a file that only changes its services,
  such as compose.prod.yaml, merged over it. The .env beside them is read, the environment is not.

  Ignore files are .dockerignore and NAME.dockerignore beside a Dockerfile NAME. A Dockerfile is
  judged with the services that build it, also those of Compose files in the folders above it.

Exit codes:
  0  nothing at or above --fail-on; with --diff: nothing to fix
  1  findings at or above --fail-on; with --diff: something to fix
  2  bad usage, a failed read or write, or something that could not be checked; the findings still come

Examples:
  plimsoll check --profile production --fail-on error .
  plimsoll check --select security,DL3008 Dockerfile
  plimsoll check --format sarif --output plimsoll.sarif
  plimsoll check --diff
  plimsoll check --stdin-filename api/Dockerfile - < api/Dockerfile";

/// What `cache --help` ends with.
const CACHE_NOTES: &str = "\
How it is decided:
  A step is found in the cache when its own text, what it reads and all steps before it in its
  image are as they were. COPY, ADD and bind mounts read files of the build context; every ARG
  and ENV above a RUN is part of it; what is copied from another stage counts by its content.
  Cache mounts and secrets do not count. A changed file that the ignore file leaves out changes
  nothing.

Exit codes:
  0  the answer is printed
  2  bad usage, the file cannot be read, or there is no such stage

Examples:
  plimsoll cache                                       an edit of sources, and one of dependencies
  plimsoll cache --changed src/app.js package.json
  plimsoll cache api/Dockerfile --changed docs/        anything in that folder
  plimsoll cache --changed-arg VERSION --target test";

/// What `context --help` ends with.
const CONTEXT_NOTES: &str = "\
How it is decided:
  NAME.dockerignore beside the Dockerfile NAME replaces .dockerignore at the root of the context;
  they are never merged. Patterns concern whole paths from the root and are gone through from top
  to bottom, as BuildKit does it: `*.log` means the root alone, `**/*.log` every folder, `!` takes
  back what a pattern above excludes. Links are sent as links. A folder that is left out is looked
  into only where an exception may reach something in it.

Exit codes:
  0  the answer is printed
  2  bad usage, a file or folder cannot be read, or BuildKit would refuse the ignore file

Examples:
  plimsoll context                                     what `docker build .` sends
  plimsoll context -f docker/api.Dockerfile .          what `docker build -f` with it sends
  plimsoll context --why dist/app.js --why .env        which pattern decides
  plimsoll context --paths | grep -i secret            for scripts
  git ls-files | plimsoll context --context-list -     as if only these were there";

/// Finds what keeps Dockerfiles from being fit for production, and mends what can be mended.
#[derive(Debug, Parser)]
#[command(name = "plimsoll", version, after_help = EXAMPLES, arg_required_else_help = true)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check Dockerfiles and report findings
    #[command(after_long_help = CHECK_NOTES, after_help = "See `plimsoll check --help` for which files are found, exit codes and examples.")]
    Check(CheckArguments),
    /// Print the page of a rule: what it reports, why, with examples
    Explain(ExplainArguments),
    /// List the rules
    Rules(RulesArguments),
    /// Print how Dockerfiles are read, instruction by instruction
    Ast(AstArguments),
    /// Print which steps of a build are done again when files or build arguments change, and why
    #[command(after_long_help = CACHE_NOTES, after_help = "See `plimsoll cache --help` for how it is decided and for examples.")]
    Cache(CacheArguments),
    /// Print what a builder receives of a build context, and what its ignore file leaves out
    #[command(after_long_help = CONTEXT_NOTES, after_help = "See `plimsoll context --help` for how it is decided and for examples.")]
    Context(ContextArguments),
    /// Stand in for hadolint: its options, configuration, codes, formats and exit codes
    #[command(after_long_help = HADOLINT_NOTES, after_help = "See `plimsoll hadolint --help` for configuration and exit codes.")]
    Hadolint(HadolintArguments),
    /// Write the policy of hadolint, dclint or compose-lint as plimsoll.toml
    Migrate(MigrateArguments),
    /// Print the JSON Schema of plimsoll.toml, for editors
    Schema,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files and directories; `-` reads one file from standard input [default: this directory]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The path that findings of standard input are shown under, and whose folder is its build context
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,

    /// Check only what is concerned by changes since a Git revision: committed, staged, edited or new files
    ///
    /// A Dockerfile is concerned by its ignore file, by the Compose files that build it, and by files that come or go in
    /// its build context; a Compose file by what it includes, extends, reads and builds.
    #[arg(long, value_name = "REV", conflicts_with = "stdin_filename")]
    pub changed_since: Option<String>,

    /// Check with these rules only: names, aliases (DL3008), categories or `all`, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    pub select: Vec<String>,

    /// Check with these rules too, beyond the profile or what is selected
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    pub extend_select: Vec<String>,

    /// Leave these rules out: names, aliases, categories or `all`, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Vec<String>,

    /// The set of rules; each contains the one before it [default: recommended]
    #[arg(long, value_name = "PROFILE", value_parser = profiles(), help_heading = "Rules")]
    pub profile: Option<Profile>,

    /// The configuration [default: the nearest plimsoll.toml in each file's folder or above]
    #[arg(long, value_name = "FILE", conflicts_with = "isolated", help_heading = "Rules")]
    pub config: Option<PathBuf>,

    /// Take the files of build contexts in PATH, one folder, from a list in place of the disk
    ///
    /// One path a line, relative to that folder, a size in bytes behind a tab where it is known. Files that are on disk
    /// are still read.
    #[arg(long, value_name = "FILE")]
    pub context_list: Option<PathBuf>,

    /// Report also what comments in the files suppress
    #[arg(long, help_heading = "Rules")]
    pub no_inline_ignores: bool,

    /// Use no configuration file, no baseline and no environment (NO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, locale)
    ///
    /// Ignore comments in the files still count.
    #[arg(long, help_heading = "Rules")]
    pub isolated: bool,

    /// The least severity of a finding that makes the exit code 1 [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = thresholds(), help_heading = "Output")]
    pub fail_on: Option<Threshold>,

    /// The shape of the report
    #[arg(long, value_name = "FORMAT", value_parser = formats(), default_value = "human", help_heading = "Output")]
    pub format: Format,

    /// Write the report to a file instead of standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,

    /// When to use colours; `auto`: on terminals, unless NO_COLOR is set; CLICOLOR_FORCE and FORCE_COLOR ask for them
    #[arg(long, value_name = "WHEN", value_enum, default_value = "auto", help_heading = "Output")]
    pub color: ColorChoice,

    /// Apply the safe fixes to the files, then report what is left; of standard input, print the fixed text
    #[arg(long, help_heading = "Fixes")]
    pub fix: bool,

    /// With --fix or --diff: also the fixes that may change what the image does
    #[arg(long, help_heading = "Fixes")]
    pub unsafe_fixes: bool,

    /// Print what --fix would change as a diff, and change nothing
    #[arg(long, conflicts_with_all = ["fix", "format", "output"], help_heading = "Fixes")]
    pub diff: bool,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The rule's name, or an alias such as DL3008
    #[arg(value_name = "RULE")]
    pub name: String,
}

/// The arguments of `rules`.
#[derive(Debug, Args)]
pub struct RulesArguments {
    /// The shape of the list
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub format: ListFormat,
}

/// The arguments of `migrate`.
#[derive(Debug, Args)]
pub struct MigrateArguments {
    /// .hadolint.yaml, .dclintrc or .compose-lint.yml [default: where those linters look for them]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Where to write; `-`: to standard output [default: plimsoll.toml]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Replace the file that is there
    #[arg(long)]
    pub force: bool,
}

/// The arguments of `ast`.
#[derive(Debug, Args)]
pub struct AstArguments {
    /// The Dockerfiles; with --resolved, Compose files that are merged in this order
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Print the project that Compose files come to, as `docker compose config --format json` does without resolving
    /// paths and environment files
    #[arg(long)]
    pub resolved: bool,

    /// With --resolved: the name of the project [default: what the files or their folder say]
    #[arg(short, long, value_name = "NAME", requires = "resolved")]
    pub project_name: Option<String>,

    /// With --resolved: a profile that is active; may be repeated, `*` stands for all
    #[arg(long, value_name = "PROFILE", requires = "resolved")]
    pub profile: Vec<String>,

    /// The shape of the tree; with --resolved always `json`
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub format: ListFormat,
}

/// The arguments of `cache`.
#[derive(Debug, Args)]
pub struct CacheArguments {
    /// The Dockerfile; `-` reads standard input [default: Dockerfile, or Containerfile]
    #[arg(value_name = "DOCKERFILE")]
    pub file: Option<PathBuf>,

    /// Files that change, relative to the build context; a `/` at the end: anything in that folder
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub changed: Vec<String>,

    /// A build argument that is given another value; may be repeated
    #[arg(long, value_name = "NAME")]
    pub changed_arg: Vec<String>,

    /// The stage that is built [default: the last one]
    #[arg(long, value_name = "NAME")]
    pub target: Option<String>,

    /// The shape of the answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub format: ListFormat,
}

/// The arguments of `context`.
#[derive(Debug, Args)]
pub struct ContextArguments {
    /// The folder that the build is given [default: that of the Dockerfile, or this directory]
    #[arg(value_name = "DIR")]
    pub directory: Option<PathBuf>,

    /// The Dockerfile [default: Dockerfile or Containerfile in DIR, if there is one]
    #[arg(short, long, value_name = "DOCKERFILE")]
    pub file: Option<PathBuf>,

    /// Say whether a path is sent, and which pattern decides; may be repeated
    #[arg(long, value_name = "PATH")]
    pub why: Vec<String>,

    /// Print the paths of the files that are sent, one a line, and nothing else
    #[arg(long, conflicts_with_all = ["why", "format"])]
    pub paths: bool,

    /// Print the lines that the ignore file lacks, or the whole file where there is none, and nothing else
    #[arg(long, conflicts_with_all = ["file", "why", "paths", "context_list", "ignore_file", "paths_from", "format"])]
    pub suggest: bool,

    /// Take the paths of the context from a list, one a line, a size in bytes behind a tab where it is known; `-` reads
    /// standard input
    #[arg(long, value_name = "FILE")]
    pub context_list: Option<PathBuf>,

    /// Use this ignore file in place of the build's own
    #[arg(long, value_name = "FILE")]
    pub ignore_file: Option<PathBuf>,

    /// Read paths, one a line, and print those that --ignore-file leaves, in their order; `-` reads standard input
    #[arg(long, value_name = "FILE", requires = "ignore_file")]
    #[arg(conflicts_with_all = ["directory", "file", "why", "paths", "context_list", "format"])]
    pub paths_from: Option<PathBuf>,

    /// The shape of the answer
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    pub format: ListFormat,

    /// When to use colours; `auto`: on terminals, unless NO_COLOR is set; CLICOLOR_FORCE and FORCE_COLOR ask for them
    #[arg(long, value_name = "WHEN", value_enum, default_value = "auto")]
    pub color: ColorChoice,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On terminals.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The shape of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// The least severity that fails a run; `None`: none does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold(pub Option<Severity>);

/// A parser that takes the names of some values.
fn named<T: Copy + Send + Sync + 'static>(
    values: Vec<(&'static str, T)>,
    fallback: T,
) -> impl TypedValueParser<Value = T> {
    let names: Vec<&'static str> = values.iter().map(|(name, _)| *name).collect();
    PossibleValuesParser::new(names)
        .map(move |given| values.iter().find(|(name, _)| *name == given).map_or(fallback, |(_, value)| *value))
}

fn profiles() -> impl TypedValueParser<Value = Profile> {
    named(Profile::ALL.iter().map(|profile| (profile.name(), *profile)).collect(), Profile::default())
}

fn formats() -> impl TypedValueParser<Value = Format> {
    named(Format::ALL.iter().map(|format| (format.name(), *format)).collect(), Format::default())
}

fn thresholds() -> impl TypedValueParser<Value = Threshold> {
    let mut values: Vec<_> =
        Severity::ALL.iter().map(|severity| (severity.name(), Threshold(Some(*severity)))).collect();
    values.push(("never", Threshold(None)));
    named(values, Threshold(Some(Severity::Warning)))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        super::Arguments::command().debug_assert();
    }
}
