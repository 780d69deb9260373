//! Patterns that match nothing, since they are written in the language of something else.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Foreign, IgnoreUse};

/// The rule.
pub static RULE: Rule = Rule {
    name: "pattern-without-match",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("pattern_without_match.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    for (pattern, foreign) in ignored.foreign_patterns() {
        let edits = checker.edits_of_ignore_file(ignored.file.id);
        let mark = if pattern.is_exception { "!" } else { "" };
        let other = |text: &str| edits.replace(pattern, &format!("{mark}{text}"));
        let finding = checker.report(pattern.span, message(&foreign));
        match foreign {
            Foreign::IndentedComment => {
                let finding = finding.help("a comment starts in the first column");
                finding.fix(Safety::Safe, "start the comment in the first column", [edits.outdent(pattern)]);
            }
            Foreign::Outside => {
                finding.help("remove the line, or name the folder above as the context of the build");
            }
            Foreign::Root => {
                finding.help("write `*` for all that is in it, with an exception for each path that is wanted");
            }
            Foreign::Home => {
                finding.help("write the path as it is in the folder that is built");
            }
            Foreign::Variable => {
                finding.help("write out what it stands for");
            }
            Foreign::Quoted(text) => {
                finding.fix(Safety::Unsafe, "leave out the quotes", [other(&text)]);
            }
            Foreign::Backslashes(text) => {
                finding.fix(Safety::Unsafe, "write `/` between folders", [other(&text)]);
            }
            Foreign::Braces(all) => {
                let lines: Vec<String> = all.iter().map(|text| format!("{mark}{text}")).collect();
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                let edit = edits.replace_by_lines(pattern, &lines);
                finding.fix(Safety::Unsafe, "write a line for each alternative", [edit]);
            }
            Foreign::Case(path) => {
                finding.fix(Safety::Unsafe, format!("write `{path}`"), [other(&path)]);
            }
            Foreign::Slip(path) => {
                let finding = finding.severity(Severity::Info).from_profile(Profile::Strict);
                finding.help(format!("did you mean `{path}`?"));
            }
        }
    }
}

fn message(foreign: &Foreign) -> String {
    match foreign {
        Foreign::IndentedComment => "a comment behind white space is a pattern, and matches nothing".to_owned(),
        Foreign::Outside => "nothing outside of the build context can match".to_owned(),
        Foreign::Root => "the folder itself matches no pattern: this line excludes nothing".to_owned(),
        Foreign::Home => "paths are those of the build context, not of the machine".to_owned(),
        Foreign::Variable => "nothing replaces variables here, so this matches nothing".to_owned(),
        Foreign::Quoted(_) => "the quotes are part of the pattern, so it matches nothing".to_owned(),
        Foreign::Backslashes(_) => {
            "`\\` does not stand between folders: this matches nothing that was meant".to_owned()
        }
        Foreign::Braces(_) => "braces have no meaning in an ignore file, so this matches nothing".to_owned(),
        Foreign::Case(path) => format!("case counts: this does not match `{path}`"),
        Foreign::Slip(path) => format!("this matches nothing, though `{path}` is there"),
    }
}
