//! Directives that are mere comments.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::File;
use crate::syntax::dockerfile::ast::{Comment, Item};

/// The rule.
pub static RULE: Rule = Rule {
    name: "misplaced-directive",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("misplaced_directive.md"),
    check: Check::File(check),
};

/// How far a name may be from a directive's to be taken for it.
const MOST_TYPOS: usize = 2;

fn check(file: &File, checker: &mut Checker<'_>) {
    let mut is_top = true;
    let mut obeyed = false;
    for item in &file.dockerfile().items {
        match item {
            Item::Comment(comment) => comment_like_directive(comment, is_top, obeyed, checker),
            Item::Directive(_) => obeyed = true,
            Item::Instruction(_) => is_top = false,
            Item::ByteOrderMark(_) | Item::Blank(_) => {}
        }
    }
}

fn comment_like_directive(comment: &Comment, is_top: bool, obeyed: bool, checker: &mut Checker<'_>) {
    let Some((name, value)) = comment.text.value.split_once('=') else { return };
    let (name, value) = (name.trim(), value.trim());
    let is_frontend = value.starts_with("docker/dockerfile") || value.starts_with("docker.io/docker/dockerfile");
    let is_escape = value == "`" || value == "\\";
    let lower = name.to_ascii_lowercase();
    // Below other text it is a comment, whatever it says. A second one says nothing new.
    if (lower == "syntax" && is_frontend || lower == "escape" && is_escape) && !obeyed {
        checker
            .report(comment.text.span, format!("`{name}` has no effect here: something stands above it"))
            .help("directives are the very first lines of the file, above every comment, blank line and instruction");
        return;
    }
    let meant = [("syntax", is_frontend), ("escape", is_escape)].into_iter().find(|(known, fits)| {
        *fits && lower != *known && !name.contains(' ') && strsim::osa_distance(known, &lower) <= MOST_TYPOS
    });
    if let Some((known, _)) = meant.filter(|_| is_top) {
        checker
            .report(comment.text.span, format!("there is no directive `{name}`, so this is a comment"))
            .help(format!("did you mean `# {known}={value}`?"));
    }
}
