//! The keys of `plimsoll.toml`: one table that the reader and the schema share.

use crate::lint::{OptionScope, OptionSpec, Rule};

/// A key at the top of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub name: &'static str,
    pub summary: &'static str,
    pub kind: KeyKind,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum KeyKind {
    Profile,
    Select,
    ExtendSelect,
    Ignore,
    FailOn,
    InlineIgnores,
    Exclude,
    PerFileIgnores,
    Rules,
    /// An option that several rules share.
    Option(&'static OptionSpec),
}

const KEYS: &[Key] = &[
    Key {
        name: "profile",
        summary: "The set of rules to start from; each contains the one before it.",
        kind: KeyKind::Profile,
    },
    Key {
        name: "select",
        summary: "Check with these rules only, whatever the profile: names, aliases such as DL3008, categories or `all`.",
        kind: KeyKind::Select,
    },
    Key {
        name: "extend-select",
        summary: "Rules that run beyond the profile, or beyond `select`.",
        kind: KeyKind::ExtendSelect,
    },
    Key { name: "ignore", summary: "Rules that are left out.", kind: KeyKind::Ignore },
    Key {
        name: "fail-on",
        summary: "The least severity of a finding that makes the exit code 1.",
        kind: KeyKind::FailOn,
    },
    Key {
        name: "inline-ignores",
        summary: "Whether comments in the files may suppress findings.",
        kind: KeyKind::InlineIgnores,
    },
    Key {
        name: "exclude",
        summary: "Files and folders that are not checked, in patterns as `.gitignore` files have them, relative to this file.",
        kind: KeyKind::Exclude,
    },
    Key {
        name: "per-file-ignores",
        summary: "Rules that are left out in some files: a pattern, as in `exclude`, with a list of rules.",
        kind: KeyKind::PerFileIgnores,
    },
    Key { name: "rules", summary: "Severity and options of single rules, by name or alias.", kind: KeyKind::Rules },
];

/// Every key, those of the rules' shared options included.
pub(super) fn keys(registry: &[&'static Rule]) -> Vec<Key> {
    let mut keys = KEYS.to_vec();
    for spec in registry.iter().flat_map(|rule| rule.options) {
        if spec.scope == OptionScope::Project && !keys.iter().any(|key| key.name == spec.name) {
            keys.push(Key { name: spec.name, summary: spec.summary, kind: KeyKind::Option(spec) });
        }
    }
    keys
}
