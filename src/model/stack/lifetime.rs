//! Which services stay, and which do their work and end.
//!
//! Only what the files say and what is known of images and programs decides; where that says nothing, a service stays,
//! as nearly all do. Start with [`Stack::is_one_shot`].

use super::Stack;
use crate::knowledge::images::{self, Kind};
use crate::knowledge::servers;
use crate::syntax::compose::ast::{CommandLine, Condition, RestartPolicy, Service};

/// Words that name work with an end, as parts of a command: `npm run migrate`, `rails db:seed`, `flyway migrate`.
const WORK: &[&str] = &[
    "backup",
    "bootstrap",
    "createsuperuser",
    "format",
    "import",
    "init",
    "install",
    "lint",
    "makemigrations",
    "migrate",
    "migration",
    "migrations",
    "provision",
    "restore",
    "seed",
    "setup",
    "test",
    "tests",
    "upgrade",
];

/// Programs that end by themselves, whatever they are given.
const BRIEF: &[&str] = &[
    "apk",
    "apt",
    "apt-get",
    "chmod",
    "chown",
    "cp",
    "curl",
    "date",
    "dpkg",
    "dpkg-query",
    "echo",
    "exit",
    "false",
    "id",
    "ls",
    "mkdir",
    "mv",
    "printenv",
    "printf",
    "pytest",
    "rpm",
    "rspec",
    "rm",
    "touch",
    "true",
    "uname",
    "wget",
    "whoami",
];

/// Interpreters that run the text behind `-c`, `-e` or `-r`.
const INTERPRETERS: &[&str] = &["perl", "php", "python", "python2", "python3", "ruby"];

/// What a text has in it that may go on for ever.
const ENDLESS: &[&str] = &["while", "loop", "serve", "listen", "run(", "sleep"];

/// Longer than this, in seconds, one sleeps to stay.
const LONGEST_PAUSE: u64 = 600;

/// Programs that run the rest of the words and stay as long as that does.
const WRAPPERS: &[&str] = &["catatonit", "docker-init", "dumb-init", "init", "tini"];

/// Profiles that are asked for when a tool is wanted.
const TOOL_PROFILES: &[&str] = &[
    "ci",
    "cli",
    "init",
    "job",
    "jobs",
    "migrate",
    "migration",
    "migrations",
    "once",
    "seed",
    "setup",
    "test",
    "tests",
    "tool",
    "tools",
];

impl Stack {
    /// Whether a service does its work and ends: others wait for its success, its mode is a job, its profiles are those of
    /// tools, or it is not started again and runs something that ends.
    pub fn is_one_shot(&self, service: &Service) -> bool {
        self.kept(service).is_some_and(|kept| *kept.is_one_shot.get(|| self.ends_by_itself(service)))
    }

    fn ends_by_itself(&self, service: &Service) -> bool {
        if self.dependents_of(service).any(|edge| *edge.condition() == Condition::CompletedSuccessfully) {
            return true;
        }
        let mode = service.deploy.as_ref().and_then(|deploy| deploy.mode.as_ref());
        let is_job = mode.is_some_and(|mode| mode.value.ends_with("-job"));
        let is_tool_profile = |name: &str| TOOL_PROFILES.contains(&name);
        let is_tool = !service.profiles.is_empty()
            && service.profiles.iter().all(|profile| is_tool_profile(&profile.value))
            && !restarts(service);
        is_job || is_tool || (!restarts(service) && self.runs_work(service))
    }

    /// Whether there will be a container of it: it is not scaled to nothing.
    pub fn is_started(service: &Service) -> bool {
        let replicas = service.deploy.as_ref().and_then(|deploy| deploy.replicas.as_ref());
        service.scale.as_ref().or(replicas).is_none_or(|number| number.value != 0)
    }

    /// Whether a service is meant to stay: it is neither one that ends nor one that a provider takes care of.
    pub fn is_long_running(&self, service: &Service) -> bool {
        service.provider.is_none() && !self.is_one_shot(service)
    }

    /// Whether a service runs nothing of its own, and is there for somebody to work in: `sleep infinity`.
    pub fn is_idle(&self, service: &Service) -> bool {
        let lines = [&service.entrypoint, &service.command].into_iter().flatten();
        let words: Vec<&str> = lines.flat_map(CommandLine::texts).collect();
        match words.as_slice() {
            [shell, flag, script] | [_, shell, flag, script] if is_script(shell, flag) => is_idle_script(script),
            words => is_idle_command(words),
        }
    }

    /// Whether what it runs is known to end.
    fn runs_work(&self, service: &Service) -> bool {
        let lines = [&service.entrypoint, &service.command].into_iter().flatten();
        let mut lines = lines.filter(|line| !line.words.is_empty()).peekable();
        if lines.peek().is_some() {
            let words: Vec<&str> = lines.flat_map(CommandLine::texts).collect();
            return is_work(&words);
        }
        let image = self.pulled_image_of(service);
        let kind = image.and_then(|image| {
            let (name, tag) = (image.name(), image.tag().map(str::to_owned));
            images::lookup(&name, tag.as_deref()).map(|image| image.family.kind)
        });
        kind == Some(Kind::Tool)
    }
}

/// Whether it is started again when it ends.
fn restarts(service: &Service) -> bool {
    let policy = service.deploy.as_ref().and_then(|deploy| deploy.restart_policy.as_ref());
    let condition = policy.map(|policy| policy.condition.as_ref().map_or("any", |condition| condition.value.as_str()));
    match service.restart.as_ref().map(|restart| &restart.value) {
        Some(RestartPolicy::Always | RestartPolicy::UnlessStopped) => true,
        Some(RestartPolicy::No | RestartPolicy::OnFailure(_) | RestartPolicy::Other(_)) => false,
        None => condition == Some("any"),
    }
}

/// Whether a command line ends by itself: of a script, what it runs last.
fn is_work(words: &[&str]) -> bool {
    let last: Vec<&str> = match words {
        [shell, flag, script] | [_, shell, flag, script] if is_script(shell, flag) => {
            last_command(script).split_whitespace().collect()
        }
        words => words.to_vec(),
    };
    if says_version(&last) {
        return true;
    }
    let line: Vec<Option<&str>> = last.iter().map(|word| Some(*word)).collect();
    if servers::find(&line).is_some_and(|(server, _)| server.answers()) {
        return false;
    }
    if is_pause(&last) || is_short_text(&last) {
        return true;
    }
    let words: Vec<&str> = last.into_iter().filter(|word| !word.starts_with('-')).collect();
    let wrapped = words.iter().take_while(|word| WRAPPERS.contains(&servers::program_name(word))).count();
    let mut words = words.get(wrapped..).unwrap_or_default().iter();
    // The words behind the first few are what it works with.
    words.as_slice().first().is_some_and(|program| BRIEF.contains(&servers::program_name(program)))
        || words.by_ref().take(MOST_WORDS).any(|word| names_work(word))
}

/// The last of the commands of a script; what stands in quotes does not part them.
fn last_command(script: &str) -> &str {
    let mut quote: Option<char> = None;
    let parts = script.split(|character: char| match (quote, character) {
        (Some(open), _) if open == character => {
            quote = None;
            false
        }
        (None, '\'' | '"') => {
            quote = Some(character);
            false
        }
        (None, ';' | '|' | '\n') => true,
        _ => false,
    });
    let last = parts.map(str::trim).filter(|part| !part.is_empty()).last().unwrap_or_default();
    // Inside of quotes there is hardly an operator.
    last.rsplit("&& ").next().unwrap_or(last).trim()
}

/// Whether a program is asked only what it is.
fn says_version(words: &[&str]) -> bool {
    words.last().is_some_and(|word| matches!(*word, "--version" | "--help"))
        || matches!(words, [_, "-V" | "-version" | "version"])
}

/// `sleep 30`, but not a sleep that is there to stay.
fn is_pause(words: &[&str]) -> bool {
    let [program, time] = words else { return false };
    let time = time.strip_suffix('s').unwrap_or(time);
    servers::program_name(program) == "sleep" && time.parse().is_ok_and(|seconds: u64| seconds <= LONGEST_PAUSE)
}

/// `sleep infinity`, `tail -f /dev/null`
fn is_idle_command(words: &[&str]) -> bool {
    let [program, rest @ ..] = words else { return false };
    match servers::program_name(program) {
        "sleep" => true,
        "tail" => rest.contains(&"/dev/null"),
        "exec" => is_idle_command(rest),
        _ => false,
    }
}

/// `while sleep 1000; do :; done`
fn is_idle_script(script: &str) -> bool {
    let pieces = script.split([';', '&', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
    let mut is_idle = false;
    for piece in pieces {
        let words = piece.split_whitespace().skip_while(|word| matches!(*word, "while" | "do"));
        let words: Vec<&str> = words.collect();
        match words.first() {
            None | Some(&(":" | "true" | "done" | "echo" | "trap" | "wait" | "set")) => {}
            Some(_) if is_idle_command(&words) => is_idle = true,
            Some(_) => return false,
        }
    }
    is_idle
}

/// `python -c '...'` with a text in which nothing goes on for ever.
fn is_short_text(words: &[&str]) -> bool {
    let [program, "-c" | "-e" | "-r", text @ ..] = words else { return false };
    let may_stay = || text.iter().any(|word| ENDLESS.iter().any(|endless| word.contains(endless)));
    !text.is_empty() && INTERPRETERS.contains(&servers::program_name(program)) && !may_stay()
}

/// How far into a command the word stands that says what it does: `docker-entrypoint.sh npm run migrate`.
const MOST_WORDS: usize = 4;

fn is_script(shell: &str, flag: &str) -> bool {
    let shell = servers::program_name(shell);
    matches!(shell, "sh" | "bash" | "ash" | "dash" | "zsh") && flag.starts_with('-') && flag.ends_with('c')
}

/// Whether a word, or a part of it, names work with an end.
fn names_work(word: &str) -> bool {
    let name = servers::program_name(word);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    name.split([':', '-', '_']).any(|part| WORK.contains(&part))
}
