//! `plimsoll hadolint`: in the place of hadolint 2.15.
//!
//! hadolint's arguments, environment, configuration, codes, formats and exit codes over the findings of
//! `check`; `docs/hadolint.md` says what differs. Start with [`run`].

pub mod arguments;
mod configuration;
mod environment;
mod file;
pub mod migrate;
pub mod search;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::context::Disk;
use super::terminal::{complain, emit};
use super::{Outcome, read, write};
use crate::lint::options::{OptionValues, REQUIRED_LABELS, STRICT_LABELS, TRUSTED_REGISTRIES};
use crate::lint::{Name, OptionValue, Policy, Settings, Tool, engine};
use crate::model::{NoContext, Project};
use crate::report::hadolint::{self, FileReport, Format, LIKE, Manner, findings};
use crate::report::visible;
use crate::text::Source;
use arguments::HadolintArguments;
use configuration::Configuration;

/// A report that is to be written, and where to; `None`: to standard output.
type Report<'a> = (Format, Option<&'a Path>);

/// Something that went wrong: sentences, which are told by now.
struct Told;

/// Checks what the arguments name. The outcome is hadolint's: whatever goes wrong ends like findings do.
pub fn run(arguments: &HadolintArguments) -> Outcome {
    match checked(arguments) {
        Ok(true) => Outcome::Clean,
        Ok(false) | Err(Told) => Outcome::Findings,
    }
}

/// Does it all; whether nothing makes the run fail.
fn checked(arguments: &HadolintArguments) -> Result<bool, Told> {
    if arguments.version {
        let version = env!("CARGO_PKG_VERSION");
        tell(
            emit(format!("stands in for hadolint {LIKE} (plimsoll {version})\n").as_bytes()).map_err(|it| vec![it.0]),
        )?;
        return Ok(true);
    }
    let inherited = inherited(arguments)?;
    let configuration = inherited.clone().then(arguments.configuration());
    if configuration.verbose == Some(true) {
        configuration.told().iter().for_each(|line| complain(line));
    }
    if arguments.files.is_empty() {
        return tell(Err(vec!["name a Dockerfile, or `-` for standard input".to_owned()]));
    }
    doubted(&configuration).iter().for_each(|doubt| complain(&format!("warning: {doubt}")));
    let settings = settings(&configuration);
    let results: Vec<_> = arguments.files.par_iter().map(|path| of_file(path, &settings, &configuration)).collect();
    let mut files = Vec::new();
    let mut sound = true;
    for (file, problems) in results {
        files.extend(file);
        sound &= tell(if problems.is_empty() { Ok(()) } else { Err(problems) }).is_ok();
    }
    let reports = reports(&inherited.formats, &arguments.formats, &arguments.outputs);
    for report in &reports {
        sound &= tell(delivered(report, &files, arguments, &configuration).map_err(|problem| vec![problem])).is_ok();
    }
    Ok(sound && (configuration.no_fail == Some(true) || passes(&files, &reports, &configuration)))
}

/// Tells what went wrong, if anything.
fn tell<T>(result: Result<T, Vec<String>>) -> Result<T, Told> {
    result.map_err(|problems| {
        problems.iter().for_each(|problem| complain(&format!("error: {problem}")));
        Told
    })
}

/// What the environment and the configuration file say.
fn inherited(arguments: &HadolintArguments) -> Result<Configuration, Told> {
    let variable = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let environment = tell(environment::read(&variable))?;
    let Some(path) = arguments.config.clone().or_else(|| search::configuration(&variable)) else {
        return Ok(environment);
    };
    let shown = path.to_string_lossy();
    if arguments.verbose || environment.verbose == Some(true) {
        complain(&format!("configuration: {}", visible(&shown)));
    }
    let bytes = tell(read::file(&path, &shown).map_err(|problem| vec![problem]))?;
    let source = Source::new(visible(&shown), bytes);
    Ok(environment.then(tell(file::read(&source))?))
}

/// What is wanted and comes to nothing.
fn doubted(configuration: &Configuration) -> Vec<String> {
    let levels = &configuration.levels;
    let codes = levels.ignored.iter().chain(levels.overrides.iter().map(|(_, code)| code));
    let strange = codes.filter(|code| !findings::is_code(code));
    let no_code = |code: &String| format!("`{}` is no code; codes are `DL` or `SC` and four digits", visible(code));
    strange.map(no_code).collect()
}

/// Every rule that hadolint or ShellCheck has a code for.
fn settings(configuration: &Configuration) -> Settings {
    let registry = crate::rules::all();
    let mut select = vec![Name::Tool(Tool::Hadolint), Name::Tool(Tool::ShellCheck)];
    // Among those, what has to be asked for by name.
    let named = configuration.levels.overrides.iter().filter_map(|(_, code)| Name::parse(&registry, code).ok());
    select.extend(named);
    let mut policy = Policy { select, options: options(configuration), ..Policy::default() };
    policy.inline_ignores = configuration.disable_ignore_pragma != Some(true);
    Settings::of(&registry, policy)
}

/// What is set for rules.
fn options(configuration: &Configuration) -> OptionValues {
    let labels = configuration.labels.iter().map(|(name, word)| (name.clone(), (*word).to_owned()));
    let mut options = OptionValues::default();
    // All of them are the project's; which rules ask for them does not matter.
    let mut set = |spec, value| options.set("", spec, value);
    set(&TRUSTED_REGISTRIES, OptionValue::Texts(configuration.trusted_registries.clone()));
    set(&REQUIRED_LABELS, OptionValue::Pairs(labels.collect()));
    set(&STRICT_LABELS, OptionValue::Flag(configuration.strict_labels == Some(true)));
    options
}

/// What is found in a file, and what went wrong with it.
fn of_file(path: &Path, settings: &Settings, configuration: &Configuration) -> (Option<FileReport>, Vec<String>) {
    let shown = path.to_string_lossy().into_owned();
    let is_stdin = path == Path::new("-");
    let bytes = if is_stdin { read::stdin("<stdin>") } else { read::file(path, &shown) };
    let source = match bytes {
        Ok(bytes) => Source::new(shown.as_str(), bytes),
        Err(problem) => return (None, vec![problem]),
    };
    let project = match is_stdin {
        true => Project::of_dockerfiles(vec![source], &NoContext),
        false => Project::of_dockerfiles(vec![source], &Disk::around(path)),
    };
    let checked = engine::run(project, settings);
    let failed = |failure: &crate::lint::Failure| {
        let (rule, shown) = (failure.rule, visible(&shown));
        format!("the rule `{rule}` failed on `{shown}`, a bug in plimsoll; its findings there are missing")
    };
    let problems = checked.failures.iter().map(failed).collect();
    let findings = findings::of(&checked, &configuration.levels);
    (Some(FileReport { path: shown, findings }), problems)
}

/// Which reports are written, and where to. Outputs belong to the formats of the command line; where it names
/// none, to those of the environment and the configuration. An output without a format gets lines.
fn reports<'a>(inherited: &[Format], given: &[Format], outputs: &'a [PathBuf]) -> Vec<Report<'a>> {
    let (plain, paired) = if given.is_empty() { (&[][..], inherited) } else { (inherited, given) };
    let mut reports: Vec<Report<'a>> = plain.iter().map(|format| (*format, None)).collect();
    let is_file = |path: &&Path| *path != Path::new("-");
    for at in 0..paired.len().max(outputs.len()) {
        let format = paired.get(at).copied().unwrap_or_default();
        reports.push((format, outputs.get(at).map(PathBuf::as_path).filter(is_file)));
    }
    if reports.is_empty() {
        reports.push((Format::default(), None));
    }
    reports
}

/// Writes a report to where it belongs.
fn delivered(
    (format, output): &Report<'_>,
    files: &[FileReport],
    arguments: &HadolintArguments,
    configuration: &Configuration,
) -> Result<(), String> {
    let dumb = std::env::var("TERM").is_ok_and(|terminal| terminal == "dumb");
    let color = output.is_none() && configuration.no_color != Some(true) && !dumb && std::io::stdout().is_terminal();
    let manner = Manner { color, path: arguments.file_path_in_report.clone(), now: now() };
    let text = hadolint::render(*format, files, &manner);
    match output {
        Some(path) => write::create(path, text.as_bytes()),
        None => emit(text.as_bytes()).map_err(|failure| failure.0),
    }
}

/// Seconds since 1970; SOURCE_DATE_EPOCH stands in for them, so that reports can be made again.
fn now() -> u64 {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|value| value.parse().ok());
    set.unwrap_or_else(|| SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |now| now.as_secs()))
}

/// Whether no finding makes the run fail.
fn passes(files: &[FileReport], reports: &[Report<'_>], configuration: &Configuration) -> bool {
    let mut findings = files.iter().flat_map(|file| &file.findings);
    reports.iter().any(|(format, _)| format.never_fails())
        || !findings.any(|finding| finding.level >= configuration.threshold())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_belong_to_the_formats_beside_them() {
        let outputs = [PathBuf::from("one"), PathBuf::from("two")];
        let (one, two) = (Some(Path::new("one")), Some(Path::new("two")));
        let (json, gnu, tty) = (Format::Json, Format::Gnu, Format::Tty);
        assert_eq!(reports(&[], &[], &[]), [(tty, None)]);
        assert_eq!(reports(&[], &[json, gnu], &outputs), [(json, one), (gnu, two)]);
        assert_eq!(reports(&[], &[json], &outputs), [(json, one), (tty, two)]);
        assert_eq!(reports(&[], &[json, gnu, tty], &outputs), [(json, one), (gnu, two), (tty, None)]);
        assert_eq!(reports(&[gnu], &[json], &outputs[..1]), [(gnu, None), (json, one)]);
        assert_eq!(reports(&[gnu], &[], &outputs[..1]), [(gnu, one)]);
        assert_eq!(reports(&[], &[json], &[PathBuf::from("-")]), [(json, None)]);
    }
}
