//! The JSON Schema of `plimsoll.toml`, made of the same table that reads it.
//!
//! Editors complete and check the file with it. Source: <https://json-schema.org/draft-07/schema>, the draft
//! that editors for TOML understand.

use serde_json::{Map, Value, json};

use super::keys::{KeyKind, keys};
use crate::lint::{Category, OptionKind, OptionScope, OptionSpec, Profile, Rule, Severity, Tool};

/// The schema for these rules.
pub fn schema(registry: &[&'static Rule]) -> Value {
    let properties: Map<String, Value> = keys(registry)
        .iter()
        .map(|key| {
            let mut schema = of_kind(key.kind, registry);
            describe(&mut schema, key.summary);
            (key.name.to_owned(), schema)
        })
        .collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "plimsoll.toml",
        "description": "What plimsoll checks, and how.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "definitions": {
            "name": {
                "description": "The name of a rule, an alias such as DL3008, a category, `hadolint`, `shellcheck`, `buildkit`, `dclint` or `all`.",
                "anyOf": [{ "enum": names(registry) }, { "type": "string" }],
            },
            "names": { "type": "array", "items": { "$ref": "#/definitions/name" }, "uniqueItems": true },
        },
    })
}

fn of_kind(kind: KeyKind, registry: &[&'static Rule]) -> Value {
    let names = json!({ "$ref": "#/definitions/names" });
    match kind {
        KeyKind::Profile => {
            json!({ "enum": Profile::ALL.iter().map(|profile| profile.name()).collect::<Vec<_>>(), "default": Profile::default().name() })
        }
        KeyKind::Select | KeyKind::ExtendSelect | KeyKind::Ignore => json!({ "allOf": [names] }),
        KeyKind::FailOn => {
            let words: Vec<&str> = severities().chain(["never"]).collect();
            json!({ "enum": words, "default": Severity::Warning.name() })
        }
        KeyKind::InlineIgnores => json!({ "type": "boolean", "default": true }),
        KeyKind::Exclude => json!({ "type": "array", "items": { "type": "string" } }),
        KeyKind::PerFileIgnores => json!({ "type": "object", "additionalProperties": names }),
        KeyKind::Rules => rules(registry),
        KeyKind::Option(spec) => of_option(spec),
    }
}

/// `[rules.NAME]` for each name and alias.
fn rules(registry: &[&'static Rule]) -> Value {
    let mut properties = Map::new();
    for rule in registry {
        let mut settings = Map::new();
        settings.insert("severity".to_owned(), json!({ "enum": severities().collect::<Vec<_>>() }));
        for spec in rule.options.iter().filter(|spec| spec.scope == OptionScope::Rule) {
            let mut schema = of_option(spec);
            describe(&mut schema, spec.summary);
            settings.insert(spec.name.to_owned(), schema);
        }
        let schema = json!({ "type": "object", "additionalProperties": false, "properties": settings });
        for name in std::iter::once(rule.name).chain(rule.aliases.iter().copied()) {
            let mut schema = schema.clone();
            describe(&mut schema, rule.summary());
            properties.insert(name.to_owned(), schema);
        }
    }
    let severity = json!({ "enum": severities().collect::<Vec<_>>() });
    for name in groups() {
        let schema =
            json!({ "type": "object", "additionalProperties": false, "properties": { "severity": severity.clone() } });
        properties.insert(name.to_owned(), schema);
    }
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn of_option(spec: &OptionSpec) -> Value {
    match spec.kind {
        OptionKind::Flag(default) => json!({ "type": "boolean", "default": default }),
        OptionKind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        OptionKind::Pairs { words } => json!({ "type": "object", "additionalProperties": { "enum": words } }),
    }
}

fn severities() -> impl Iterator<Item = &'static str> {
    Severity::ALL.iter().map(|severity| severity.name())
}

/// Names that stand for more than one rule.
fn groups() -> impl Iterator<Item = &'static str> {
    let categories = Category::ALL.iter().map(|category| category.name());
    categories.chain(Tool::ALL.iter().map(|tool| tool.name())).chain(["all"])
}

fn describe(schema: &mut Value, summary: &str) {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), Value::from(summary.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
}

/// Every name, for completion.
fn names(registry: &[&'static Rule]) -> Vec<&'static str> {
    let of_rules = registry.iter().flat_map(|rule| std::iter::once(rule.name).chain(rule.aliases.iter().copied()));
    of_rules.chain(groups()).collect()
}
