//! Services that write their log to a file inside the container.

use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Stage};
use crate::syntax::Word;
use crate::syntax::shell::RedirectKind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "log-to-file",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("log_to_file.md"),
    check: Check::Build(check),
};

/// Flags of servers that take the file of a log.
const LOG_FLAGS: &[&str] = &[
    "--access-log-file",
    "--access-logfile",
    "--error-log-file",
    "--error-logfile",
    "--log-file",
    "--log_file",
    "--logfile",
    "--logpath",
    "--log-path",
    "--stdout-logfile",
];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    if build.is_workshop(stage) {
        return;
    }
    let commands = build.start_commands(stage);
    let flag = commands.iter().find_map(|command| flagged(command));
    let redirect = || commands.iter().find_map(|command| redirected(build, stage, command));
    let is_flag = flag.is_some();
    let Some((span, file)) = flag.or_else(redirect).filter(|(_, file)| !is_passed_on(build, stage, file)) else {
        return;
    };
    if build.is_left_to_services(|service| service.names_command || service.keeps(&file)) {
        return;
    }
    let way = if is_flag { "name `-` or /dev/stdout" } else { "leave this out" };
    let help = match file.starts_with('/') {
        true => format!("{way}, or make the file a link to the container's output:\nRUN ln -sf /dev/stdout {file}"),
        false => format!("{way}: what goes to standard output is the log"),
    };
    checker
        .report(span, format!("`docker logs` shows nothing of this: the log goes to `{file}` in the container"))
        .help(help);
}

/// The file that a flag of a server names: `--access-logfile=/var/log/access.log`.
fn flagged(command: &Command) -> Option<(Span, String)> {
    let mut words = command.args.iter();
    while let Some(word) = words.next() {
        let text = word.known_prefix();
        let (flag, value) = text.split_once('=').map_or((&*text, None), |(flag, value)| (flag, Some(value)));
        if !LOG_FLAGS.contains(&flag) {
            continue;
        }
        let (span, file) = match value {
            Some(value) => (word.span, value.to_owned()),
            None => words.next().and_then(|next| Some((next.span, next.known()?)))?,
        };
        return is_file(&file).then_some((span, file));
    }
    None
}

/// The file that the output of a program which stays goes to.
fn redirected(build: &Build, stage: &Stage, command: &Command) -> Option<(Span, String)> {
    let redirect = command.redirects.iter().find(|redirect| {
        matches!(redirect.kind, RedirectKind::Output | RedirectKind::Append)
            && redirect.descriptor.is_none_or(|number| number < 3)
    })?;
    let file = redirect.target.known().filter(|file| is_file(file))?;
    let name = command.program.value.as_str();
    let runs_script =
        programs::is_interpreter(name) && !programs::is_shell(name) && command.args.iter().all(|word| !word.is("-c"));
    let stays = programs::is_server(name) || (runs_script || command.placement.is_last) && build.is_service(stage);
    (stays && !programs::is_over_at_once(name) && !command.is_any(&["sed", "cat", "envsubst", "tee"]))
        .then_some((redirect.span, file))
}

/// Whether the path is that of a file that stays in the container.
fn is_file(path: &str) -> bool {
    path.contains(['/', '.']) && !path.starts_with("/dev/") && !path.starts_with("/proc/")
}

/// Whether a step makes the file a link to the output of the container, or the start shows the file.
fn is_passed_on(build: &Build, stage: &Stage, file: &str) -> bool {
    let names = |command: &Command, text: &str| command.args.iter().any(|word: &Word| word.is(text));
    let links = |command: &Command| {
        command.is_any(&["ln"])
            && names(command, file)
            && command.args.iter().any(|word| word.known_prefix().starts_with("/dev/std"))
    };
    let shows = |command: &&Command| command.is_any(&["tail"]) && names(command, file);
    build.start_commands(stage).iter().any(shows)
        || build.image_steps(stage).into_iter().any(|step| build.commands_of(step).iter().any(links))
}
