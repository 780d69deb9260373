//! Directives that are mere comments.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::File;
use crate::syntax::dockerfile::ast::{Comment, Item, is_frontend};

/// The rule.
pub static RULE: Rule = Rule {
    name: "misplaced-directive",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Unsafe),
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
    for item in file.dockerfile().into_iter().flat_map(|tree| &tree.items) {
        match item {
            Item::Comment(comment) => comment_like_directive(comment, is_top, obeyed, checker),
            Item::Directive(_) => obeyed = true,
            Item::Instruction(_) => is_top = false,
            Item::ByteOrderMark(_) | Item::Blank(_) => {}
        }
    }
}

fn comment_like_directive(comment: &Comment, is_top: bool, obeyed: bool, checker: &mut Checker<'_>) {
    let Some((name, value)) = comment.name_and_value() else { return };
    let is_frontend = is_frontend(value);
    let is_escape = value == "`" || value == "\\";
    let lower = name.to_ascii_lowercase();
    // Below other text it is a comment, whatever it says. A second one says nothing new.
    if (lower == "syntax" && is_frontend || lower == "escape" && is_escape) && !obeyed {
        let edits = checker.edits();
        let edits = [edits.add_first_line(&format!("# {lower}={value}")), edits.remove(comment.span)];
        checker
            .report(comment.text.span, format!("`{name}` has no effect here: something stands above it"))
            .help("directives are the very first lines of the file, above every comment, blank line and instruction")
            .fix(Safety::Unsafe, "make it the first line", edits);
        return;
    }
    let meant = [("syntax", is_frontend), ("escape", is_escape)].into_iter().find(|(known, fits)| {
        *fits && lower != *known && !name.contains(' ') && strsim::osa_distance(known, &lower) <= MOST_TYPOS
    });
    if let Some((known, _)) = meant.filter(|_| is_top) {
        let edit = checker.edits().replace(comment.text.span, format!(" {known}={value}"));
        checker
            .report(comment.text.span, format!("there is no directive `{name}`, so this is a comment"))
            .help(format!("did you mean `# {known}={value}`?"))
            .fix(Safety::Unsafe, format!("write `{known}`"), [edit]);
    }
}
