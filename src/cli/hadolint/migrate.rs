//! `.hadolint.yaml` as a `plimsoll.toml` that asks for the same.
//!
//! What cannot be said in the same way is told, line by line. Start with [`translate`].

use super::configuration::Configuration;
use super::file;
use crate::cli::Failure;
use crate::lint::names::Name;
use crate::lint::{Profile, Rule, Severity, Tool};
use crate::report::hadolint::Level;
use crate::report::visible;
use crate::text::Source;

/// What hadolint cannot read and has one code for, while these have pages of their own.
const UNREAD: &[&str] = &["unknown-instruction", "unrendered-template"];

/// The translation of a file, with what it says otherwise.
///
/// # Errors
/// Everything in the file that cannot be understood.
pub fn translate(source: &Source) -> Result<(String, Vec<String>), Failure> {
    let configuration = file::read(source).map_err(|problems| Failure(problems.join("\nerror: ")))?;
    Ok(translated(&configuration, source.name(), &crate::rules::all()))
}

/// The configuration as TOML, and what it says otherwise.
fn translated(configuration: &Configuration, from: &str, registry: &[&'static Rule]) -> (String, Vec<String>) {
    let mut translation = Translation { registry, configuration, notes: Vec::new() };
    let mut text = format!(
        "# Made of {from} by `plimsoll migrate`.\n\n\
         # What hadolint and ShellCheck find, and nothing else. Without this line the profile decides:\n\
         # \"recommended\" (default), \"production\" or \"strict\".\n\
         select = [{}]\n",
        translation.selected().join(", ")
    );
    text.push_str(&format!("ignore = [{}]\n", translation.ignored().join(", ")));
    let fail_on = translation.fail_on();
    text.push_str(&format!("fail-on = \"{}\"\n", fail_on.map_or("never", Severity::name)));
    if configuration.disable_ignore_pragma == Some(true) {
        text.push_str("inline-ignores = false\n");
    }
    if !configuration.trusted_registries.is_empty() {
        let registries: Vec<String> = configuration.trusted_registries.iter().map(|text| quoted(text)).collect();
        text.push_str(&format!("trusted-registries = [{}]\n", registries.join(", ")));
    }
    if configuration.strict_labels == Some(true) {
        text.push_str("strict-labels = true\n");
    }
    if !configuration.labels.is_empty() {
        text.push_str("\n[required-labels]\n");
        for (name, word) in &configuration.labels {
            text.push_str(&format!("{} = \"{word}\"\n", quoted(name)));
        }
    }
    let severities = translation.severities(fail_on);
    if !severities.is_empty() {
        text.push_str("\n[rules]\n");
        for (code, severity) in severities {
            text.push_str(&format!("{code} = {{ severity = \"{}\" }}\n", severity.name()));
        }
    }
    translation.command_line();
    (text, translation.notes)
}

struct Translation<'a> {
    registry: &'a [&'static Rule],
    configuration: &'a Configuration,
    notes: Vec<String>,
}

impl Translation<'_> {
    /// The rule behind a code.
    fn rule(&self, code: &str) -> Option<&'static Rule> {
        match Name::parse(self.registry, code) {
            Ok(Name::Alias(rule, _)) => Some(rule),
            _ => None,
        }
    }

    /// A code that plimsoll has, with its rule; a note where it has not.
    fn known(&mut self, code: &str) -> Option<(String, &'static Rule)> {
        let rule = self.rule(code);
        if rule.is_none() {
            self.notes.push(format!("`{}` is left out: plimsoll has no such check", visible(code)));
        }
        rule.map(|rule| (code.to_ascii_uppercase(), rule))
    }

    /// What hadolint finds; what plimsoll has on request only, where somebody gave it a level.
    fn selected(&self) -> Vec<String> {
        let overridden = self.configuration.levels.overrides.iter().map(|(_, code)| code.to_ascii_uppercase());
        let on_request =
            overridden.filter(|code| self.rule(code).is_some_and(|rule| rule.profile == Profile::OnRequest));
        let mut names: Vec<String> = on_request.collect();
        names.sort();
        names.dedup();
        let tools = [Tool::Hadolint.name(), Tool::ShellCheck.name()].into_iter();
        let always = tools.chain(UNREAD.iter().copied()).map(str::to_owned);
        always.chain(names).map(|name| quoted(&name)).collect()
    }

    /// What hadolint does not show either.
    fn ignored(&mut self) -> Vec<String> {
        let mut codes = Vec::new();
        for code in &self.configuration.levels.ignored {
            codes.extend(self.known(code).map(|(code, _)| code));
        }
        let is_named = |code: &str| {
            let levels = &self.configuration.levels;
            levels
                .ignored
                .iter()
                .chain(levels.overrides.iter().map(|(_, code)| code))
                .any(|it| it.eq_ignore_ascii_case(code))
        };
        for rule in self.registry {
            if rule.profile == Profile::OnRequest {
                continue;
            }
            let silent = rule.aliases.iter().filter(|alias| Level::of(alias, rule.severity) == Level::Ignore);
            codes.extend(silent.filter(|alias| !is_named(alias)).map(|alias| (*alias).to_owned()));
        }
        codes.sort();
        codes.dedup();
        codes.iter().map(|code| quoted(code)).collect()
    }

    fn fail_on(&mut self) -> Option<Severity> {
        if self.configuration.no_fail == Some(true) {
            return None;
        }
        Some(match self.configuration.threshold() {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => {
                let note = "plimsoll has no level `style`: such findings are `info`, and count for the exit code";
                self.notes.push(note.to_owned());
                Severity::Info
            }
            Level::Style | Level::Ignore => Severity::Info,
        })
    }

    /// The severities that somebody asked for, and those without which the exit code would be another.
    fn severities(&mut self, fail_on: Option<Severity>) -> Vec<(String, Severity)> {
        let levels = &self.configuration.levels;
        let mut severities: Vec<(String, Severity)> = Vec::new();
        let mut overrides = levels.overrides.clone();
        // Of several the worst counts.
        overrides.sort_by(|a, b| (&a.1, b.0).cmp(&(&b.1, a.0)));
        overrides.dedup_by(|later, first| later.1.eq_ignore_ascii_case(&first.1));
        for (level, code) in &overrides {
            if let (Some((code, _)), Some(severity)) = (self.known(code), severity(*level)) {
                if *level == Level::Style {
                    self.notes.push(format!("`{code}` is `info`: plimsoll has no level `style`"));
                }
                severities.push((code, severity));
            }
        }
        if fail_on > Some(Severity::Info) {
            // Most of hadolint's codes are warnings, whatever a rule thinks of a single finding.
            severities.push((Tool::Hadolint.name().to_owned(), Severity::Warning));
            severities.extend(UNREAD.iter().map(|name| ((*name).to_owned(), Severity::Error)));
            let codes = self.registry.iter().flat_map(|rule| rule.aliases.iter().map(move |alias| (*alias, rule)));
            for (code, rule) in codes.filter(|(code, _)| Tool::of(code) == Some(Tool::Hadolint)) {
                let wanted = severity(Level::of(code, rule.severity));
                let is_named = levels.overrides.iter().any(|(_, it)| it.eq_ignore_ascii_case(code));
                if let Some(wanted) = wanted.filter(|wanted| !is_named && *wanted != Severity::Warning) {
                    severities.push((code.to_owned(), wanted));
                }
            }
        }
        severities.sort();
        severities
    }

    /// What is said on the command line of `plimsoll check`.
    fn command_line(&mut self) {
        for format in &self.configuration.formats {
            let note = format!("the format `{}` is an argument: `plimsoll check --format`", format.name());
            self.notes.push(note);
        }
        if self.configuration.no_color == Some(true) {
            self.notes.push("colours are an argument: `plimsoll check --color never`".to_owned());
        }
    }
}

/// The severity of a level; `None` where it is not shown.
fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Ignore => None,
        Level::Style | Level::Info => Some(Severity::Info),
        Level::Warning => Some(Severity::Warning),
        Level::Error => Some(Severity::Error),
    }
}

/// A text in TOML's quotes, whose escapes are JSON's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// The translation of a `.hadolint.yaml`, which has to be a sound configuration.
    fn migrated(yaml: &str) -> (String, Vec<String>) {
        let configuration = file::read(&Source::new(".hadolint.yaml", yaml.as_bytes().to_vec())).unwrap();
        let rules = crate::rules::all();
        let (text, notes) = translated(&configuration, ".hadolint.yaml", &rules);
        Config::parse(&text, &rules).unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"));
        (text, notes)
    }

    #[test]
    fn the_same_is_said() {
        let yaml = "ignored: [DL3008, dl3059, SC9999]\noverride:\n  error: [DL3007]\n  style: [DL3006]\n\
                    trustedRegistries: [docker.io, \"*.example.com\"]\nlabel-schema:\n  \"a b\": url\n  c: ''\n\
                    strict-labels: true\ndisable-ignore-pragma: true\nformat: sarif\nno-color: true\n";
        let (text, notes) = migrated(yaml);
        insta::assert_snapshot!(text, @r#"
        # Made of .hadolint.yaml by `plimsoll migrate`.

        # What hadolint and ShellCheck find, and nothing else. Without this line the profile decides:
        # "recommended" (default), "production" or "strict".
        select = ["hadolint", "shellcheck", "unknown-instruction", "unrendered-template"]
        ignore = ["DL3008", "DL3057", "DL3059"]
        fail-on = "info"
        inline-ignores = false
        trusted-registries = ["docker.io", "*.example.com"]
        strict-labels = true

        [required-labels]
        "a b" = "url"
        "c" = "text"

        [rules]
        DL3006 = { severity = "info" }
        DL3007 = { severity = "error" }
        "#);
        insta::assert_snapshot!(notes.join("\n"), @r"
        `SC9999` is left out: plimsoll has no such check
        plimsoll has no level `style`: such findings are `info`, and count for the exit code
        `DL3006` is `info`: plimsoll has no level `style`
        the format `sarif` is an argument: `plimsoll check --format`
        colours are an argument: `plimsoll check --color never`
        ");
    }

    #[test]
    fn a_higher_threshold_brings_the_levels() {
        let (text, notes) = migrated("failure-threshold: error\noverride: {info: [DL3000]}\n");
        assert!(
            text.contains("fail-on = \"error\"") && text.contains("\nDL3020 = { severity = \"error\" }\n"),
            "{text}"
        );
        assert!(text.contains("\nhadolint = { severity = \"warning\" }\n") && !text.contains("DL3006"), "{text}");
        assert!(text.contains("\nDL3000 = { severity = \"info\" }\n"), "{text}");
        assert_eq!(notes, Vec::<String>::new());
        assert!(migrated("no-fail: true\n").0.contains("fail-on = \"never\""));
        assert!(migrated("override: {warning: [DL3057]}\n").0.contains("ignore = []"));
        let asked = migrated("override: {warning: [DL1001]}\n").0;
        assert!(asked.contains("\"unrendered-template\", \"DL1001\"]"), "{asked}");
    }
}
