//! Scripts of the build context that the container cannot start.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, ContextUse, EntryScript, Origin};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unstartable-script",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unstartable_script.md"),
    check: Check::Context(check),
};

fn check(seen: &ContextUse<'_>, checker: &mut Checker<'_>) {
    let build = seen.build;
    for script in &build.entry_scripts {
        let Some((command, span)) = start_of(build, script) else { continue };
        let is_direct = span == command.program.span;
        let name = &script.path;
        if is_direct && command.form.exec && !script.text.starts_with("#!") && is_shell_text(&script.text) {
            checker.report(span, format!("`{name}` has no `#!` line, so the kernel does not start it")).help(format!(
                "let its first line be `#!/bin/sh`, or start it with `[\"sh\", \"{}\"]`",
                command.program_path
            ));
        } else if script.has_windows_ends() && !is_mended(build, script, &["dos2unix", "sed", "tr"]) {
            checker
                .report(span, format!("the lines of `{name}` end as on Windows, so the container does not start"))
                .help(format!(
                    "save it with `\\n` at the ends of lines, and keep it so in `.gitattributes`:\n{name} text eol=lf"
                ));
        } else if is_direct && seen.context().is_executable(name) == Some(false) && !is_made_executable(build, script) {
            checker
                .report(span, format!("`{name}` may not be started: nothing makes it executable"))
                .help(format!("copy it with `COPY --chmod=0755`, or: `git update-index --chmod=+x {name}`"));
        }
    }
}

/// The command that starts a script, and the word that names it.
fn start_of<'b>(build: &'b Build, script: &EntryScript) -> Option<(&'b Command, Span)> {
    let file = script.path.rsplit('/').next().unwrap_or(&script.path);
    let is_it = |path: &str| path.rsplit('/').next() == Some(file);
    let stage = build.stage(script.stage)?;
    let commands = build.steps_of(stage).iter().rev().flat_map(|step| build.commands_of(step));
    let mut starts = commands.filter(|command| matches!(command.form.instruction, Origin::Entrypoint | Origin::Cmd));
    starts.find_map(|command| {
        if is_it(&command.program_path) {
            return Some((command, command.program.span));
        }
        let word = command.args.first().filter(|word| word.known().is_some_and(|text| is_it(&text)))?;
        Some((command, word.span))
    })
}

/// Whether a text is a script rather than a program.
fn is_shell_text(text: &str) -> bool {
    !text.is_empty() && !text.contains('\0')
}

/// Whether a step of the image runs a program that may mend a script.
fn is_mended(build: &Build, script: &EntryScript, programs: &[&str]) -> bool {
    let Some(stage) = build.stage(script.stage) else { return true };
    build.image_steps(stage).iter().any(|step| build.commands_of(step).iter().any(|command| command.is_any(programs)))
}

/// Whether a step of the image changes permissions, for this file or some that it may be among.
fn is_made_executable(build: &Build, script: &EntryScript) -> bool {
    let Some(stage) = build.stage(script.stage) else { return true };
    let has_flag = build.image_steps(stage).iter().any(|step| {
        let instruction = build.instruction(step);
        instruction.is_some_and(|it| matches!(it.kind, Kind::Copy(_) | Kind::Add(_)) && it.flag("chmod").is_some())
    });
    has_flag || is_mended(build, script, &["chmod", "find", "install"])
}
