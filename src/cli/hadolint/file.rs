//! Reads `.hadolint.yaml`.
//!
//! hadolint goes on without a file it does not understand, and without keys it does not know; here each of
//! them is an error that names its line. Start with [`read`].

use std::collections::HashMap;

use super::configuration::{Configuration, format, label_type, threshold};
use crate::lint::names::hint;
use crate::report::hadolint::{Format, Level};
use crate::syntax::yaml::{self, AnchorId, Entry, Node, NodeKind};
use crate::text::{Source, Span};

/// The keys there are.
const KEYS: &[&str] = &[
    "failure-threshold",
    "format",
    "formats",
    "ignored",
    "override",
    "trustedRegistries",
    "label-schema",
    "strict-labels",
    "disable-ignore-pragma",
    "no-fail",
    "no-color",
];

/// What a configuration file says.
///
/// # Errors
/// Everything that cannot be understood, each as `file:line: what is wrong`.
pub fn read(source: &Source) -> Result<Configuration, Vec<String>> {
    let parsed = yaml::parse(source.text());
    let mut reader = Reader { anchors: parsed.tree.anchors(), said: Configuration::default(), problems: Vec::new() };
    for problem in &parsed.problems {
        let help = problem.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
        reader.problem(problem.span, format!("{}{help}", problem.message));
    }
    // Behind an error things may look other than they are meant.
    if reader.problems.is_empty() {
        reader.documents(&parsed.tree.documents);
    }
    reader.problems.sort_by_key(|(span, _)| *span);
    if reader.problems.is_empty() {
        return Ok(reader.said);
    }
    let told = |(span, message): &(Span, String)| {
        format!("{}:{}: {message}", source.name(), source.lines().line_of(span.start))
    };
    Err(reader.problems.iter().map(told).collect())
}

/// What was understood so far, and what was not.
struct Reader<'a> {
    anchors: HashMap<AnchorId, &'a Node>,
    said: Configuration,
    problems: Vec<(Span, String)>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, span: Span, message: impl Into<String>) {
        self.problems.push((span, message.into()));
    }

    /// The first document, which has to be the only one.
    fn documents(&mut self, documents: &'a [Node]) {
        let mut documents = documents.iter();
        if let Some(root) = documents.next() {
            self.root(root);
        }
        if let Some(second) = documents.next() {
            self.problem(second.span, "a second document starts here; keep everything in one");
        }
    }

    fn root(&mut self, root: &'a Node) {
        match root.entries() {
            Some(entries) => entries.iter().for_each(|entry| self.entry(entry)),
            None if root.is_null() => {}
            None => self.problem(root.span, format!("keys belong here; there are {}", KEYS.join(", "))),
        }
    }

    /// One key with its value; a value that says nothing sets nothing.
    fn entry(&mut self, entry: &'a Entry) {
        let key = entry.key.as_str().unwrap_or_default();
        let value = self.resolved(&entry.value);
        if value.is_null() && KEYS.contains(&key) {
            return;
        }
        match key {
            "failure-threshold" => self.said.threshold = self.word(key, value, threshold),
            "format" => {
                let format = self.word(key, value, format);
                self.said.formats.extend(format);
            }
            "formats" => {
                let formats = self.formats(key, value);
                self.said.formats.extend(formats);
            }
            "ignored" => self.said.levels.ignored = self.texts(key, value),
            "override" => self.overrides(value),
            "trustedRegistries" => self.said.trusted_registries = self.texts(key, value),
            "label-schema" => self.labels(value),
            "strict-labels" => self.said.strict_labels = self.flag(key, value),
            "disable-ignore-pragma" => self.said.disable_ignore_pragma = self.flag(key, value),
            "no-fail" => self.said.no_fail = self.flag(key, value),
            "no-color" => self.said.no_color = self.flag(key, value),
            _ => self.problem(entry.key.span, format!("no key is called `{key}`{}", hint(key, KEYS.iter().copied()))),
        }
    }

    /// What an alias refers to; everything else is itself.
    fn resolved(&self, node: &'a Node) -> &'a Node {
        match &node.kind {
            NodeKind::Alias { target: Some(id), .. } => self.anchors.get(id).copied().unwrap_or(node),
            NodeKind::Alias { target: None, .. }
            | NodeKind::Scalar { .. }
            | NodeKind::Sequence { .. }
            | NodeKind::Mapping { .. } => node,
        }
    }

    fn flag(&mut self, key: &str, value: &Node) -> Option<bool> {
        let flag = value.as_bool();
        if flag.is_none() {
            self.problem(value.span, format!("`{key}` is `true` or `false`"));
        }
        flag
    }

    /// A text with a meaning.
    fn word<T>(&mut self, key: &str, value: &Node, meaning: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let Some(word) = value.as_str() else {
            self.problem(value.span, format!("`{key}` is a single word"));
            return None;
        };
        meaning(word).map_err(|message| self.problem(value.span, message)).ok()
    }

    /// The items of a list.
    fn list(&mut self, key: &str, value: &'a Node) -> &'a [Node] {
        value.items().unwrap_or_else(|| {
            self.problem(value.span, format!("`{key}` is a list: `[a, b]`, or lines that start with `- `"));
            &[]
        })
    }

    fn texts(&mut self, key: &str, value: &'a Node) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(key, value) {
            let item = self.resolved(item);
            match item.as_str() {
                Some(text) if !item.is_null() => texts.push(text.to_owned()),
                _ => self.problem(item.span, format!("`{key}` is a list of texts")),
            }
        }
        texts
    }

    fn formats(&mut self, key: &str, value: &'a Node) -> Vec<Format> {
        let items = self.list(key, value);
        items.iter().filter_map(|item| self.word("a format", self.resolved(item), format)).collect()
    }

    /// Lists of codes by their level.
    fn overrides(&mut self, value: &'a Node) {
        let Some(entries) = value.entries() else {
            self.problem(value.span, "`override` has the keys `error`, `warning`, `info` and `style`");
            return;
        };
        let levels = [Level::Error, Level::Warning, Level::Info, Level::Style];
        for entry in entries {
            let key = entry.key.as_str().unwrap_or_default();
            let value = self.resolved(&entry.value);
            match levels.into_iter().find(|level| level.name() == key) {
                Some(_) if value.is_null() => {}
                Some(level) => {
                    let codes = self.texts(key, value);
                    self.said.levels.overrides.extend(codes.into_iter().map(|code| (level, code)));
                }
                None if key == Level::Ignore.name() => {
                    self.problem(entry.key.span, "codes to leave out belong under `ignored`");
                }
                None => {
                    let hint = hint(key, levels.into_iter().map(Level::name));
                    self.problem(entry.key.span, format!("no level is called `{key}`{hint}"));
                }
            }
        }
    }

    /// Labels with what they hold.
    fn labels(&mut self, value: &'a Node) {
        let Some(entries) = value.entries() else {
            self.problem(value.span, "`label-schema` has a key for each label: `maintainer: text`");
            return;
        };
        for entry in entries {
            let name = entry.key.as_str().unwrap_or_default().to_owned();
            let value = self.resolved(&entry.value);
            if let Some(word) = self.word(&name, value, label_type) {
                self.said.labels.insert(name, word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Result<Configuration, Vec<String>> {
        read(&Source::new(".hadolint.yaml", text.as_bytes().to_vec()))
    }

    #[test]
    fn every_key_is_read() {
        let text = "\u{feff}failure-threshold: warning\nformat: json\nformats: [gnu]\nignored: &codes\n  - DL3008\n  - 'SC2086'\n\
                    override:\n  error: *codes\n  style: []\n  info:\ntrustedRegistries: [\"*.example.com\"]\n\
                    label-schema:\n  a: url\n  b: ''\nstrict-labels: true\ndisable-ignore-pragma: true\nno-fail: false\nno-color:\n";
        let read = said(text).unwrap();
        assert_eq!(read.threshold, Some(Level::Warning));
        assert_eq!(read.formats, [Format::Json, Format::Gnu]);
        assert_eq!(read.levels.ignored, ["DL3008", "SC2086"]);
        let code = |code: &str| (Level::Error, code.to_owned());
        assert_eq!(read.levels.overrides, [code("DL3008"), code("SC2086")]);
        assert_eq!(read.trusted_registries, ["*.example.com"]);
        assert_eq!(read.labels.into_iter().collect::<Vec<_>>(), [("a".to_owned(), "url"), ("b".to_owned(), "text")]);
        assert_eq!((read.strict_labels, read.disable_ignore_pragma), (Some(true), Some(true)));
        assert_eq!((read.no_fail, read.no_color), (Some(false), None));
        assert_eq!(said(""), Ok(Configuration::default()));
        assert_eq!(said("# nothing\n---\n"), Ok(Configuration::default()));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, problem) in [
            ("\nignore: [DL3008]\n", "2: no key is called `ignore`; did you mean `ignored`?"),
            (
                "trusted-registries: [a]\n",
                "1: no key is called `trusted-registries`; did you mean `trustedRegistries`?",
            ),
            ("ignored: DL3008\n", "1: `ignored` is a list: `[a, b]`, or lines that start with `- `"),
            ("ignored: [a]\nignored: [b]\n", "2: the key `ignored` stands here a second time"),
            ("ignored:\n  - a: b\n", "2: `ignored` is a list of texts"),
            ("failure-threshold: Error\n", "1: no level is called `Error`; did you mean `error`?"),
            ("no-fail: yes\n", "1: `no-fail` is `true` or `false`"),
            ("format: [json]\n", "1: `format` is a single word"),
            ("formats: [jsn]\n", "1: no format is called `jsn`; did you mean `json`?"),
            ("override:\n  warnings: []\n", "2: no level is called `warnings`; did you mean `warning`?"),
            ("override:\n  ignore: []\n", "2: codes to leave out belong under `ignored`"),
            ("override: [DL3008]\n", "1: `override` has the keys `error`, `warning`, `info` and `style`"),
            ("label-schema:\n  a: urls\n", "2: no type of label is called `urls`; did you mean `url`?"),
            ("label-schema: [a]\n", "1: `label-schema` has a key for each label: `maintainer: text`"),
            ("no-fail: true\n---\nno-color: true\n", "3: a second document starts here; keep everything in one"),
            ("ignored: [DL3008\n", "1: the bracket that opens here is never closed; close it"),
        ] {
            assert_eq!(said(text), Err(vec![format!(".hadolint.yaml:{problem}")]), "{text}");
        }
        assert!(said("text").unwrap_err()[0].starts_with(".hadolint.yaml:1: keys belong here; there are failure-"));
        assert_eq!(said("a: 1\nb: 2\n").unwrap_err().len(), 2);
    }
}
