//! What dclint and compose-lint are told, as a `plimsoll.toml`.
//!
//! Knows their files: JSON, which is YAML too, or YAML. What plimsoll has no words for is a note. Start with
//! [`of_dclint`] and [`of_compose_lint`].
//! Sources: <https://github.com/zavoloklom/docker-compose-linter#configuration>,
//! <https://github.com/tmatens/compose-lint/blob/main/docs/configuration.md>

use crate::cli::Failure;
use crate::lint::names::Name;
use crate::lint::{Severity, Tool};
use crate::report::visible;
use crate::syntax::yaml::{self, Entry, Node};
use crate::text::{Source, Span};

/// What a configuration says of rules.
#[derive(Default)]
struct Said {
    ignored: Vec<(String, Option<String>)>,
    severities: Vec<(String, Severity)>,
    excluded: Vec<String>,
    notes: Vec<String>,
    problems: Vec<(Span, String)>,
}

/// What a file of dclint's comes to, and what it says otherwise.
///
/// # Errors
/// Everything in the file that cannot be understood.
pub fn of_dclint(source: &Source) -> Result<(String, Vec<String>), Failure> {
    let mut said = Said::default();
    for Entry { key, value } in &entries(source, &mut said) {
        match key.as_str().unwrap_or_default() {
            "rules" => value.entries().unwrap_or_default().iter().for_each(|entry| dclint_rule(entry, &mut said)),
            "exclude" => said.excluded.extend(value.items().unwrap_or_default().iter().filter_map(text_of)),
            // What it prints, and where: nothing of that is a policy.
            "quiet" | "debug" => {}
            other => said.notes.push(format!("`{}` has no equal in plimsoll", visible(other))),
        }
    }
    written(source, Tool::Dclint, said)
}

/// What a file of compose-lint's comes to, and what it says otherwise.
///
/// # Errors
/// Everything in the file that cannot be understood.
pub fn of_compose_lint(source: &Source) -> Result<(String, Vec<String>), Failure> {
    let mut said = Said::default();
    for Entry { key, value } in &entries(source, &mut said) {
        match key.as_str().unwrap_or_default() {
            "rules" => value.entries().unwrap_or_default().iter().for_each(|entry| compose_lint_rule(entry, &mut said)),
            other => said.notes.push(format!("`{}` has no equal in plimsoll", visible(other))),
        }
    }
    written(source, Tool::ComposeLint, said)
}

/// The keys at the top of a file.
fn entries(source: &Source, said: &mut Said) -> Vec<Entry> {
    let parsed = yaml::parse(source.text());
    said.problems.extend(parsed.problems.iter().map(|problem| (problem.span, problem.message.clone())));
    let Some(root) = parsed.tree.root() else { return Vec::new() };
    if root.entries().is_none() {
        said.problems.push((root.span, "a configuration has keys at its top".to_owned()));
    }
    root.entries().unwrap_or_default().to_vec()
}

/// `"no-version-field": 0`, `"no-version-field": [1, {...}]`
fn dclint_rule(entry: &Entry, said: &mut Said) {
    let Some(name) = entry.key.as_str().map(str::to_owned) else { return };
    let options = entry.value.items();
    let level = options.map_or(Some(&entry.value), <[Node]>::first).and_then(Node::as_str);
    match level {
        Some("0") => said.ignored.push((name.clone(), None)),
        Some("1") => said.severities.push((name.clone(), Severity::Warning)),
        Some("2") => said.severities.push((name.clone(), Severity::Error)),
        Some(_) | None => {
            said.problems.push((entry.value.span, format!("`{}` is 0, 1 or 2", visible(&name))));
        }
    }
    if options.is_some_and(|options| options.len() > 1) {
        said.notes.push(format!("the options of `{}` have no equal in plimsoll", visible(&name)));
    }
}

/// `CL-0001: {enabled: false, reason: ..., severity: high, exclude_services: ...}`
fn compose_lint_rule(entry: &Entry, said: &mut Said) {
    let Some(name) = entry.key.as_str().map(str::to_owned) else { return };
    let rule = &entry.value;
    if rule.get("enabled").and_then(Node::as_bool) == Some(false) {
        said.ignored.push((name.clone(), rule.get("reason").and_then(text_of)));
    }
    if let Some(severity) = rule.get("severity") {
        match severity.as_str().map(str::to_ascii_lowercase).as_deref() {
            Some("critical" | "high") => said.severities.push((name.clone(), Severity::Error)),
            Some("medium") => said.severities.push((name.clone(), Severity::Warning)),
            Some("low") => said.severities.push((name.clone(), Severity::Info)),
            Some(_) | None => {
                said.problems.push((severity.span, "a severity is critical, high, medium or low".to_owned()));
            }
        }
    }
    let excluded = rule.get("exclude_services");
    let by_key = excluded.and_then(Node::entries).unwrap_or_default().iter().map(|entry| &entry.key);
    for service in by_key.chain(excluded.and_then(Node::items).unwrap_or_default()).filter_map(text_of) {
        said.notes.push(format!(
            "`{}` is left out for the service `{}`: write `# plimsoll ignore={}: reason` above it",
            visible(&name),
            visible(&service),
            visible(&name)
        ));
    }
}

/// The text of a scalar.
fn text_of(node: &Node) -> Option<String> {
    node.as_str().map(str::to_owned)
}

/// The file to write: what the other linter finds, but for what it is told to leave out.
fn written(source: &Source, tool: Tool, mut said: Said) -> Result<(String, Vec<String>), Failure> {
    if !said.problems.is_empty() {
        said.problems.sort_by_key(|(span, _)| *span);
        let line = |span: &Span| source.lines().line_of(span.start);
        let told = said.problems.iter().map(|(span, text)| format!("{}:{}: {text}", source.name(), line(span)));
        return Err(Failure(told.collect::<Vec<_>>().join("\nerror: ")));
    }
    let registry = crate::rules::all();
    let mut notes = said.notes;
    let mut is_known = |name: &str| {
        let is_known = Name::parse(&registry, name).is_ok();
        if !is_known {
            notes.push(format!("`{}` is left out: plimsoll has no such check", visible(name)));
        }
        is_known
    };
    said.ignored.retain(|(name, _)| is_known(name));
    said.severities.retain(|(name, _)| is_known(name));
    let mut text = format!(
        "# Made of {} by `plimsoll migrate`.\n\n# What {tool} finds, and nothing else. Without this line the profile \
         decides:\n# \"recommended\" (default), \"production\" or \"strict\".\nselect = [\"{tool}\"]\n",
        source.name(),
        tool = tool.name()
    );
    text.push_str("ignore = [\n");
    for (name, reason) in &said.ignored {
        let reason = reason.as_ref().map_or_else(String::new, |reason| format!(" # {}", visible(reason)));
        text.push_str(&format!("    {},{reason}\n", quoted(name)));
    }
    text.push_str("]\n");
    if !said.excluded.is_empty() {
        let excluded: Vec<String> = said.excluded.iter().map(|pattern| quoted(pattern)).collect();
        text.push_str(&format!("exclude = [{}]\n", excluded.join(", ")));
    }
    if !said.severities.is_empty() {
        text.push_str("\n[rules]\n");
        for (name, severity) in &said.severities {
            text.push_str(&format!("{} = {{ severity = \"{}\" }}\n", quoted(name), severity.name()));
        }
    }
    Ok((text, notes))
}

/// A text in TOML's quotes, whose escapes are JSON's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn source(name: &str, text: &str) -> Source {
        Source::new(name, text.as_bytes().to_vec())
    }

    /// What was made of it, which has to be a sound configuration.
    fn sound(result: Result<(String, Vec<String>), Failure>) -> (String, Vec<String>) {
        let (text, notes) = result.unwrap_or_else(|failure| panic!("{}", failure.0));
        Config::parse(&text, &crate::rules::all()).unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"));
        (text, notes)
    }

    #[test]
    fn dclint_says_the_same() {
        let json =
            r#"{"rules": {"no-version-field": 0, "service-keys-order": 2}, "exclude": ["vendor/"], "quiet": true}"#;
        let (text, notes) = sound(of_dclint(&source(".dclintrc", json)));
        insta::assert_snapshot!(text, @r#"
        # Made of .dclintrc by `plimsoll migrate`.

        # What dclint finds, and nothing else. Without this line the profile decides:
        # "recommended" (default), "production" or "strict".
        select = ["dclint"]
        ignore = [
            "no-version-field",
        ]
        exclude = ["vendor/"]
        "#);
        assert_eq!(notes, ["`service-keys-order` is left out: plimsoll has no such check"]);
        let options = sound(of_dclint(&source(".dclintrc.yaml", "rules:\n  no-version-field: [2, {a: b}]\n")));
        assert!(options.0.contains("\"no-version-field\" = { severity = \"error\" }"), "{}", options.0);
        assert_eq!(options.1, ["the options of `no-version-field` have no equal in plimsoll"]);
    }

    #[test]
    fn what_cannot_be_understood_is_told() {
        let told = |result: Result<_, Failure>| result.err().map(|failure| failure.0).unwrap_or_default();
        let dclint = told(of_dclint(&source("a", "rules:\n  no-version-field: high\n")));
        assert_eq!(dclint, "a:2: `no-version-field` is 0, 1 or 2");
        let lint = told(of_compose_lint(&source("b", "rules:\n  CL-0001:\n    severity: worst\n")));
        assert_eq!(lint, "b:3: a severity is critical, high, medium or low");
        assert_eq!(told(of_dclint(&source("c", "- a\n"))), "c:1: a configuration has keys at its top");
    }
}
