//! Reads a configuration: walks the TOML tree and collects every mistake.

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{Key, KeyKind, keys};
use super::patterns::Patterns;
use super::{Config, Mistake};
use crate::lint::names::{Name, hint};
use crate::lint::{OptionKind, OptionScope, OptionSpec, OptionValue, Profile, Rule, Severity};
use crate::text::Span;

type Value<'t> = Spanned<DeValue<'t>>;
type Text<'t> = Spanned<Cow<'t, str>>;

impl Config {
    /// Reads a configuration for these rules.
    ///
    /// # Errors
    /// Every mistake in it, in the order of their places.
    pub fn parse(text: &str, registry: &[&'static Rule]) -> Result<Self, Vec<Mistake>> {
        // TOML is text without a byte order mark; editors on Windows write one all the same.
        let blanked = text.strip_prefix('\u{feff}').map(|rest| format!("   {rest}"));
        let (table, errors) = DeTable::parse_recoverable(blanked.as_deref().unwrap_or(text));
        let mut reader = Reader { registry, config: Self::default(), mistakes: Vec::new() };
        for error in errors {
            let span = error.span().unwrap_or_default();
            reader.say(span, error.message().lines().next().unwrap_or("it is no TOML").to_owned());
        }
        if reader.mistakes.is_empty() {
            reader.table(table.get_ref());
        }
        reader.mistakes.sort_by_key(|mistake| mistake.span);
        if reader.mistakes.is_empty() { Ok(reader.config) } else { Err(reader.mistakes) }
    }
}

struct Reader<'r> {
    registry: &'r [&'static Rule],
    config: Config,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn say(&mut self, span: std::ops::Range<usize>, message: String) {
        self.mistakes.push(Mistake { span: Span::new(span.start as u32, span.end as u32), message });
    }

    /// The whole file.
    fn table(&mut self, table: &DeTable<'_>) {
        let keys = keys(self.registry);
        for (name, value) in table {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => self.key(key, value),
                None => self.unknown(name, "there is no key", keys.iter().map(|key| key.name)),
            }
        }
    }

    fn key(&mut self, key: &Key, value: &Value<'_>) {
        match key.kind {
            KeyKind::Profile => {
                let profiles = Profile::ALL.iter().map(|profile| (profile.name(), *profile));
                self.config.profile = self.word(key.name, value, profiles);
            }
            KeyKind::Select => self.config.select = self.names(key.name, value),
            KeyKind::ExtendSelect => self.config.extend_select = self.names(key.name, value),
            KeyKind::Ignore => self.config.ignore = self.names(key.name, value),
            KeyKind::FailOn => {
                let severities = Severity::ALL.iter().map(|severity| (severity.name(), Some(*severity)));
                self.config.fail_on = self.word(key.name, value, severities.chain([("never", None)]));
            }
            KeyKind::InlineIgnores => self.config.inline_ignores = self.flag(key.name, value),
            KeyKind::Exclude => {
                let texts = self.texts(key.name, value);
                self.config.exclude = self.patterns(texts);
            }
            KeyKind::PerFileIgnores => self.per_file_ignores(key.name, value),
            KeyKind::Rules => self.rules(key.name, value),
            KeyKind::Option(spec) => {
                if let Some(set) = self.option(spec, value) {
                    self.config.options.set("", spec, set);
                }
            }
        }
    }

    fn per_file_ignores(&mut self, key: &str, value: &Value<'_>) {
        for (pattern, names) in self.pairs(key, value) {
            if pattern.get_ref().starts_with('!') {
                let message = "a pattern with `!` takes files out of a list, and here it stands alone; write the files that are meant";
                self.say(pattern.span(), message.to_owned());
            }
            let patterns = self.patterns(vec![pattern.clone().map_text()]);
            let names = self.names(pattern.get_ref(), names);
            self.config.per_file_ignores.push((patterns, names));
        }
    }

    fn rules(&mut self, key: &str, value: &Value<'_>) {
        for (written, settings) in self.pairs(key, value) {
            match Name::parse(self.registry, written.get_ref()) {
                Ok(name) => self.rule(name, written.get_ref(), settings),
                Err(unknown) => self.say(written.span(), unknown.to_string()),
            }
        }
    }

    /// `[rules.NAME]`
    fn rule(&mut self, name: Name, written: &str, value: &Value<'_>) {
        let rule = match name {
            Name::Rule(rule) | Name::Alias(rule, _) => Some(rule),
            Name::All | Name::Category(_) | Name::Tool(_) => None,
        };
        let specs: Vec<&'static OptionSpec> =
            rule.into_iter().flat_map(|rule| rule.options).filter(|spec| spec.scope == OptionScope::Rule).collect();
        for (key, value) in self.pairs(written, value) {
            if key.get_ref() == "severity" {
                let severities = Severity::ALL.iter().map(|severity| (severity.name(), *severity));
                let severity = self.word("severity", value, severities);
                self.config.severities.extend(severity.map(|severity| (name, severity)));
                continue;
            }
            let spec = specs.iter().find(|spec| spec.name == key.get_ref());
            match (spec, rule) {
                (Some(spec), Some(rule)) => {
                    if let Some(set) = self.option(spec, value) {
                        self.config.options.set(rule.name, spec, set);
                    }
                }
                _ => {
                    let known = specs.iter().map(|spec| spec.name).chain(["severity"]);
                    self.unknown(key, &format!("`{written}` has no option"), known);
                }
            }
        }
    }

    fn option(&mut self, spec: &OptionSpec, value: &Value<'_>) -> Option<OptionValue> {
        Some(match spec.kind {
            OptionKind::Flag(_) => OptionValue::Flag(self.flag(spec.name, value)?),
            OptionKind::Texts => {
                OptionValue::Texts(self.texts(spec.name, value).into_iter().map(Spanned::into_inner).collect())
            }
            OptionKind::Pairs { words } => {
                let mut pairs = BTreeMap::new();
                for (name, word) in self.pairs(spec.name, value) {
                    let known = words.iter().map(|word| (*word, (*word).to_owned()));
                    pairs.extend(self.word(name.get_ref(), word, known).map(|word| (name.get_ref().to_string(), word)));
                }
                OptionValue::Pairs(pairs)
            }
        })
    }

    /// Names of rules.
    fn names(&mut self, key: &str, value: &Value<'_>) -> Vec<Name> {
        let mut names = Vec::new();
        for text in self.texts(key, value) {
            match Name::parse(self.registry, text.get_ref()) {
                Ok(name) => names.push(name),
                Err(unknown) => self.say(text.span(), unknown.to_string()),
            }
        }
        names
    }

    fn patterns(&mut self, texts: Vec<Spanned<String>>) -> Patterns {
        let spans: Vec<_> = texts.iter().map(Spanned::span).collect();
        for text in &texts {
            if text.get_ref().trim().is_empty() {
                self.say(text.span(), "an empty pattern means no file; write one such as `vendor/`".to_owned());
            } else if text.get_ref().starts_with('#') {
                self.say(
                    text.span(),
                    "a pattern with `#` is a comment and means no file; write `\\\\#` for the sign".to_owned(),
                );
            }
        }
        Patterns::new(texts.into_iter().map(Spanned::into_inner).collect()).unwrap_or_else(|(index, reason)| {
            self.say(spans.get(index).cloned().unwrap_or_default(), format!("the pattern cannot be read: {reason}"));
            Patterns::default()
        })
    }

    /// One of some words.
    fn word<T>(&mut self, key: &str, value: &Value<'_>, known: impl Iterator<Item = (&'static str, T)>) -> Option<T> {
        let mut known: Vec<(&'static str, T)> = known.collect();
        let text = value.get_ref().as_str();
        if let Some(at) = known.iter().position(|(word, _)| Some(*word) == text) {
            return Some(known.swap_remove(at).1);
        }
        let words: Vec<String> = known.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        self.say(value.span(), format!("`{key}` is one of {}", words.join(", ")));
        None
    }

    fn flag(&mut self, key: &str, value: &Value<'_>) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.say(value.span(), format!("`{key}` is `true` or `false`, not {}", kind(value)));
        }
        flag
    }

    /// A list of texts.
    fn texts(&mut self, key: &str, value: &Value<'_>) -> Vec<Spanned<String>> {
        let Some(list) = value.get_ref().as_array() else {
            self.say(value.span(), format!("`{key}` is a list of texts in brackets, not {}", kind(value)));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list.iter() {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Spanned::new(item.span(), text.to_owned())),
                None => self.say(item.span(), format!("`{key}` is a list of texts, not of {}", kind(item))),
            }
        }
        texts
    }

    /// A table.
    fn pairs<'t, 'v>(&mut self, key: &str, value: &'v Value<'t>) -> Vec<(&'v Text<'t>, &'v Value<'t>)> {
        let Some(table) = value.get_ref().as_table() else {
            self.say(value.span(), format!("`{key}` is a table, not {}", kind(value)));
            return Vec::new();
        };
        table.iter().collect()
    }

    /// A key where none is called so: `there is no key` it.
    fn unknown(&mut self, name: &Text<'_>, what: &str, known: impl Iterator<Item = &'static str>) {
        self.say(name.span(), format!("{what} `{}`{}", name.get_ref(), hint(name.get_ref(), known)));
    }
}

/// What a value is, with its article.
fn kind(value: &Value<'_>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a fraction",
        DeValue::Boolean(_) => "a flag",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A key as a text with its place.
trait MapText {
    fn map_text(self) -> Spanned<String>;
}

impl MapText for Text<'_> {
    fn map_text(self) -> Spanned<String> {
        Spanned::new(self.span(), self.into_inner().into_owned())
    }
}
