//! New syntax without a line that says who understands it.

use std::cmp::Reverse;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::File;
use crate::syntax::dockerfile::ast::{DirectiveName, Instruction, Item, Keyword};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-syntax-directive",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_syntax_directive.md"),
    check: Check::File(check),
};

/// Flags with the version of the Dockerfile syntax that brought them.
///
/// Source: <https://github.com/moby/buildkit/blob/master/frontend/dockerfile/docs/reference.md>
const FLAGS: &[(Keyword, &str, &str)] = &[
    (Keyword::Add, "checksum", "1.6"),
    (Keyword::Add, "keep-git-dir", "1.1"),
    (Keyword::Add, "link", "1.4"),
    (Keyword::Add, "unpack", "1.17"),
    (Keyword::Add, "exclude", "1.19"),
    (Keyword::Copy, "link", "1.4"),
    (Keyword::Copy, "parents", "1.20"),
    (Keyword::Copy, "exclude", "1.19"),
    (Keyword::Run, "device", "1.14"),
    (Keyword::Run, "mount", "1.2"),
    (Keyword::Run, "network", "1.3"),
    (Keyword::Run, "security", "1.20"),
];

/// The version that brought here-documents.
const HEREDOCS: &str = "1.4";
/// The version that brought secrets as variables.
const SECRETS_IN_VARIABLES: &str = "1.10";

fn check(file: &File, checker: &mut Checker<'_>) {
    let Some(tree) = file.dockerfile() else { return };
    // A comment that should have been the directive is a matter of its own.
    let is_misplaced = |item: &Item| matches!(item, Item::Comment(comment) if comment.asks_for_syntax());
    if tree.directives().any(|directive| directive.name.value == DirectiveName::Syntax)
        || tree.items.iter().any(is_misplaced)
    {
        return;
    }
    let needed = tree.instructions().flat_map(|instruction| needs(instruction.put_off()));
    // Of those that need the newest version, the first.
    let Some((span, what, version)) = needed.min_by_key(|(_, _, version)| Reverse(minor(version))) else { return };
    let edit = checker.edits().add_first_line("# syntax=docker/dockerfile:1");
    checker
        .report(span, format!("{what} needs version {version} of the Dockerfile syntax, and nothing asks for it"))
        .help("begin the file with\n# syntax=docker/dockerfile:1")
        .fix(Safety::Unsafe, "ask for the newest version 1 of the syntax", [edit]);
}

/// What in an instruction needs which version.
fn needs(instruction: &Instruction) -> Vec<(Span, String, &'static str)> {
    let keyword = instruction.keyword.value;
    let flags = instruction.flags.iter().filter_map(|flag| {
        let row = FLAGS.iter().find(|(known, name, _)| *known == keyword && flag.name.value == *name)?;
        Some((flag.name.span, format!("`--{}`", row.1), row.2))
    });
    let mounts = instruction.mounts().filter(|mount| mount.mount_option("env").is_some());
    let mounts = mounts.map(|mount| (mount.span, "`env=` of a mount".to_owned(), SECRETS_IN_VARIABLES));
    let heredocs = instruction.heredocs.iter().filter(|_| keyword != Keyword::Unknown);
    flags
        .chain(mounts)
        .chain(heredocs.map(|heredoc| (heredoc.opener, "a here-document".to_owned(), HEREDOCS)))
        .collect()
}

fn minor(version: &str) -> u32 {
    version.split_once('.').and_then(|(_, minor)| minor.parse().ok()).unwrap_or_default()
}
