//! Settings of a shell at the end of a RUN, which end with it.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin};
use crate::syntax::PartKind;
use crate::syntax::shell::Nesting;

/// The rule.
pub static RULE: Rule = Rule {
    name: "run-without-effect",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("run_without_effect.md"),
    check: Check::Command(check),
};

/// Names of files that only set variables and functions for the shell which reads them.
const SETTINGS: &[&str] = &[
    "activate",
    ".bashrc",
    ".bash_profile",
    ".profile",
    ".zshrc",
    "bash.bashrc",
    "profile",
    "environment",
    "nvm.sh",
    "setup.bash",
    "setup.sh",
    "local_setup.bash",
    "emsdk_env.sh",
    "sdkman-init.sh",
    "conda.sh",
    "asdf.sh",
];

fn check(build: &Build, command: &Command, checker: &mut Checker<'_>) {
    let place = command.placement;
    let is_end = place.is_last && place.nesting == Nesting::TopLevel && place.depth == 0 && place.pipeline_length == 1;
    if command.form.instruction != Origin::Run || command.form.exec || !is_end || !command.wrappers.is_empty() {
        return;
    }
    let Some((what, help)) = effect(build, command) else { return };
    checker.report(command.span, format!("{what} with this RUN: the next instruction has a new shell")).help(help);
}

/// What ends, and what to write instead.
fn effect(build: &Build, command: &Command) -> Option<(String, String)> {
    let program = command.program.value.as_str();
    let first = command.args.first();
    match program {
        "export" | "declare" | "typeset" if program == "export" || command.has_flag(&["x"]) => {
            let pair = command.args.iter().find(|word| word.known_prefix().contains('='))?;
            let (name, _) = pair.raw.split_once('=')?;
            let is_worked_out =
                pair.parts.iter().any(|part| matches!(part.kind, PartKind::Substitution(_) | PartKind::Opaque));
            let help = match is_worked_out {
                false => format!("write\nENV {}", pair.raw),
                true => format!("write ENV {name}=..., or set it where the program starts"),
            };
            Some((format!("`{name}` ends"), help))
        }
        "alias" => Some(("the alias ends".to_owned(), "write a script to /usr/local/bin instead".to_owned())),
        "ulimit" => Some((
            "the limit ends".to_owned(),
            "set limits where the container starts: docker run --ulimit, or `ulimits` in Compose".to_owned(),
        )),
        "umask" => Some(("the mask ends".to_owned(), "set it in the RUN that makes the files".to_owned())),
        "source" | "." => {
            let path = first?.raw.trim_matches(['"', '\'']);
            let name = path.rsplit('/').next().unwrap_or_default();
            let is_env_of_cargo = path.ends_with(".cargo/env");
            (SETTINGS.contains(&name) || is_env_of_cargo).then(|| {
                let help = if name == "activate" {
                    "put the environment's directory first: ENV PATH=/path/to/venv/bin:$PATH"
                } else if is_env_of_cargo {
                    "write\nENV PATH=/root/.cargo/bin:$PATH"
                } else {
                    "set with ENV what the following instructions need, or read the file in each RUN that needs it"
                };
                (format!("what `{name}` sets ends"), help.to_owned())
            })
        }
        "su" | "newgrp" => {
            let is_session = !command.has_flag(&["c", "command", "s"]) && command.redirects.is_empty();
            is_session.then(|| ("the other user's session ends".to_owned(), "write USER instead".to_owned()))
        }
        "conda" | "micromamba" | "mamba" if command.subcommand().as_deref() == Some("activate") => Some((
            "the active environment ends".to_owned(),
            "put the environment's `bin` first in ENV PATH, or use `conda run`".to_owned(),
        )),
        "nvm" if command.subcommand().as_deref() == Some("use") && is_without_default(build, command) => Some((
            "the chosen version ends".to_owned(),
            "use `nvm alias default`, and put the version's `bin` first in ENV PATH".to_owned(),
        )),
        _ => None,
    }
}

/// Whether the RUN does not make the version the default too.
fn is_without_default(build: &Build, command: &Command) -> bool {
    let step = build.step(command.step);
    let all = step.map(|step| build.commands_of(step)).unwrap_or_default();
    !all.iter().any(|other| other.is_any(&["nvm"]) && other.has_arg("alias"))
}
