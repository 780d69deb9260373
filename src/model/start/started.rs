//! How a container of a stage starts: ENTRYPOINT, CMD, and what becomes of the root user.

use crate::knowledge::images::Kind as ImageKind;
use crate::knowledge::programs;
use crate::model::installs::packages::Action;
use crate::model::{Build, Command, EntryScript, Origin, ScriptSource, Stage, Step};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};
use crate::syntax::shell::Connector;
use crate::syntax::{PartKind, Quoting, Word, shell};

/// What starts a container of a stage.
///
/// Follows BuildKit: the last of each counts, and an ENTRYPOINT forgets the CMD that its stage inherited.
#[derive(Clone, Copy, Debug, Default)]
pub struct Start<'a> {
    /// The ENTRYPOINT that counts.
    pub entrypoint: Option<&'a Step>,
    /// The CMD that counts.
    pub command: Option<&'a Step>,
    /// Whether some ENTRYPOINT, be it empty, takes the place of the base image's own.
    pub replaces_entrypoint: bool,
}

impl<'a> Start<'a> {
    /// The step that names the program: ENTRYPOINT, or else CMD.
    pub fn step(&self) -> Option<&'a Step> {
        self.entrypoint.or(self.command)
    }
}

/// Programs whose presence in an image says that its entrypoint changes the user, by names or parts of them.
const INSTALLED_DROPPERS: &[&str] =
    &["gosu", "su-exec", "setpriv", "s6-overlay", "s6-setuidgid", "chpst", "fixuid", "supervisor", "baseimage"];

impl Build {
    /// What starts a container of a stage.
    pub fn start<'a>(&'a self, stage: &'a Stage) -> Start<'a> {
        let mut start = Start::default();
        for step in self.image_steps(stage) {
            match self.instruction(step).map(|instruction| &instruction.kind) {
                Some(Kind::Entrypoint(line)) => {
                    start.command = start.command.filter(|command| command.stage == step.stage);
                    start.entrypoint = (!is_empty(line)).then_some(step);
                    start.replaces_entrypoint = true;
                }
                Some(Kind::Cmd(line)) => start.command = (!is_empty(line)).then_some(step),
                _ => {}
            }
        }
        start
    }

    /// Whether an ENTRYPOINT is a text for the shell that never looks at its arguments: CMD, and those of
    /// `docker run`. Broken JSON does not start at all, which is another matter.
    pub fn ignores_arguments(&self, entrypoint: &Step) -> bool {
        let Some(instruction) = self.instruction(entrypoint) else { return false };
        let Kind::Entrypoint(CommandLine::Shell(shell)) = &instruction.kind else { return false };
        shell.broken_json.is_none()
            && instruction.broken_array().is_none()
            && entrypoint.interpreter.dialect().is_some()
            && !entrypoint.reads_arguments()
    }

    /// Whether nothing but its CMD or ENTRYPOINT takes part in the start of a stage's containers: then program and
    /// arguments of the step are all there is.
    pub fn starts_alone(&self, stage: &Stage, step: &Step) -> bool {
        let start = self.start(stage);
        let base_adds_nothing = self.base_image(stage).is_some_and(|image| match image.family.kind {
            ImageKind::OperatingSystem | ImageKind::Language => true,
            ImageKind::Server | ImageKind::Tool => false,
        });
        match (start.entrypoint, start.command) {
            (Some(entrypoint), None) => entrypoint.id == step.id,
            (None, Some(_)) => base_adds_nothing,
            (Some(_), Some(_)) | (None, None) => false,
        }
    }

    /// The command that a script is about: the last of its own, except for what says that it failed, as in
    /// `|| echo failed` or `|| exit 1`.
    pub fn main_command<'a>(&'a self, step: &Step) -> Option<&'a Command> {
        let is_excuse = |command: &Command| {
            let name = command.program.value.as_str();
            command.placement.connector == Connector::Or
                && (programs::is_over_at_once(name) || programs::is_builtin(name))
        };
        let mut outer = self.commands_of(step).iter().filter(|command| command.placement.depth == 0);
        outer.rfind(|command| !is_excuse(command))
    }

    /// The programs that start a container of a stage, those of ENTRYPOINT first.
    pub fn start_commands<'a>(&'a self, stage: &'a Stage) -> Vec<&'a Command> {
        let start = self.start(stage);
        start.entrypoint.into_iter().chain(start.command).flat_map(|step| self.commands_of(step)).collect()
    }

    /// Whether a container of the stage answers requests or works until it is stopped: it exposes a port, starts
    /// a known server, or leaves the base image's server in place.
    pub fn is_service(&self, stage: &Stage) -> bool {
        let start = self.start(stage);
        let commands = self.start_commands(stage);
        if !commands.is_empty() && commands.iter().all(|command| is_idle(command)) {
            return false;
        }
        let base = self.base_image(stage).map(|image| image.facts);
        let starts = start.step().is_some() || base.is_none_or(|facts| facts.command || facts.service);
        starts
            && (self.exposes_port(stage)
                || base.is_some_and(|facts| facts.service && !start.replaces_entrypoint)
                || commands.iter().any(|command| is_server(command)))
    }

    fn exposes_port(&self, stage: &Stage) -> bool {
        self.image_steps(stage)
            .iter()
            .any(|step| matches!(self.instruction(step).map(|known| &known.kind), Some(Kind::Expose(_))))
    }

    /// Whether containers of the stage start as root to become somebody else, or have to be root: the base's
    /// entrypoint or a script of the context drops privileges, a program for it is installed, or what starts is
    /// an init system or a server that looks after its user by itself.
    pub fn manages_privileges(&self, stage: &Stage) -> bool {
        let start = self.start(stage);
        let base_drops = self.base_image(stage).is_some_and(|image| {
            let mut tools = image.facts.tools.iter().copied().flatten();
            image.facts.drops_privileges || image.facts.service && tools.any(|tool| programs::starts_as_root(tool))
        });
        let commands = self.start_commands(stage);
        let runs_script = commands.iter().any(|command| is_script(&command.program_path));
        if base_drops && (!start.replaces_entrypoint || runs_script) {
            return true;
        }
        // A script that cannot be read, in an image with users to hand over to: nobody can say.
        let is_read = self.scripts_of(stage).next().is_some();
        if runs_script && !is_read && self.image_steps(stage).into_iter().any(|step| self.creates_users(step)) {
            return true;
        }
        // A script that cannot be read is there to start the web server that is installed.
        let runs_unread = !is_read && commands.iter().any(is_own_script);
        if runs_unread && self.image_steps(stage).into_iter().any(|step| self.installs_web_server(step)) {
            return true;
        }
        commands.iter().any(|command| {
            let wraps = command.wrappers.iter().any(|wrapper| is_privileged(wrapper));
            // `["entrypoint", "/sbin/init"]` hands over to the init system.
            let mut known = command.args.iter().filter_map(Word::known);
            let has_unknown_name = command.program_path.contains('$');
            let is_init = is_init_path(&command.program_path) || known.any(|word| is_init_path(&word));
            wraps
                || has_unknown_name
                || is_init
                || names_user(command)
                || starts_service(command)
                || is_privileged(&command.program.value)
        }) || self.scripts_manage_privileges(stage)
            || self.image_steps(stage).into_iter().any(|step| self.installs_dropper(step))
    }

    /// The scripts of the context that start containers of a stage or of one it starts from, as far as they were read.
    pub fn scripts_of<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = &'a EntryScript> {
        self.entry_scripts.iter().filter(|script| self.lineage(stage).any(|known| known.id == script.stage))
    }

    fn scripts_manage_privileges(&self, stage: &Stage) -> bool {
        self.scripts_of(stage).any(|script| {
            let lines = script.text.lines().filter(|line| !line.trim_start().starts_with('#'));
            lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && !"-_./".contains(c))).any(|word| {
                let name = word.rsplit('/').next().unwrap_or(word);
                is_privileged(name) || is_init_path(word)
            })
        })
    }

    fn installs_web_server(&self, step: &Step) -> bool {
        let is_server = |name: String| {
            let brings = |program: &&str| programs::programs_of(&name).contains(program);
            let names = ["apache2", "httpd", "nginx", "openresty"];
            names.contains(&name.as_str()) || name.starts_with("nginx-") || names.iter().any(brings)
        };
        self.orders_of(step).any(|order| {
            order.action == Action::Install && order.manager.is_of_system() && order.package_names().any(is_server)
        })
    }

    fn creates_users(&self, step: &Step) -> bool {
        self.commands_of(step).iter().any(|command| {
            let packages = command.order().filter(|order| order.action == Action::Install);
            matches!(command.program.value.as_str(), "useradd" | "adduser" | "usermod")
                || packages.is_some_and(|order| order.package_names().any(|name| !programs::users_of(&name).is_empty()))
        })
    }

    fn installs_dropper(&self, step: &Step) -> bool {
        let names_one = |text: &str| INSTALLED_DROPPERS.iter().any(|name| text.contains(name));
        let commands = self.commands_of(step).iter().filter(|command| command.form.instruction == Origin::Run);
        let mut words = commands.flat_map(|command| &command.args).map(|word| word.raw.as_str());
        let transfers = match self.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Copy(transfer) | Kind::Add(transfer)) => Some(transfer),
            _ => None,
        };
        let mut paths = transfers.into_iter().flat_map(|transfer| transfer.sources.iter().chain(&transfer.destination));
        words.any(names_one)
            || paths.any(|word| names_one(&word.raw))
            || step.sources.iter().any(|source| names_one(&source.name.value))
    }
}

fn is_empty(line: &CommandLine) -> bool {
    match line {
        CommandLine::Shell(_) => false,
        CommandLine::Exec(exec) => exec.elements.is_empty(),
        CommandLine::Empty => true,
    }
}

/// Whether the program starts as root to drop it, or needs to be root.
fn is_privileged(program: &str) -> bool {
    programs::drops_privileges(program)
        || programs::SUPERVISORS.contains(&program)
        || programs::starts_as_root(program)
        || program == "with-contenv"
}

/// `/sbin/init` and its kin.
fn is_init_path(path: &str) -> bool {
    path == "/init" || path.ends_with("/sbin/init") || path.ends_with("/systemd")
}

/// Whether a script is called like those that start a server: `dist/server.js`.
fn names_server_script(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    ["app", "http", "index", "server", "web", "www"].contains(&stem)
}

/// Whether the command is told the user to work as: `gunicorn --user www-data`.
fn names_user(command: &Command) -> bool {
    let short = matches!(command.program.value.as_str(), "gunicorn" | "memcached" | "named" | "ntpd" | "uwsgi");
    command.has_flag(&["user", "uid"]) || short && command.has_arg("-u")
}

/// Whether what is started looks like a script of the author's.
fn is_script(path: &str) -> bool {
    path.ends_with(".sh") || path.contains("entrypoint") || path.contains("start") || path.contains('$')
}

/// Whether the command is a program of the author's: a path, alone or behind a shell.
fn is_own_script(command: &&Command) -> bool {
    let name = command.program.value.as_str();
    let argument = command.args.first().and_then(Word::known).filter(|_| programs::is_shell(name));
    let path = argument.as_deref().unwrap_or(&command.program_path);
    let name = path.rsplit('/').next().unwrap_or(path);
    (path.contains('/') || path.ends_with(".sh")) && !programs::is_server(name) && !programs::is_interpreter(name)
}

/// `service nginx start`
fn starts_service(command: &Command) -> bool {
    command.is_any(&["service", "systemctl", "rc-service"])
        && command.args.iter().filter_map(Word::known).any(|word| programs::starts_as_root(&word))
}

/// Whether the command waits for a person or for nothing: a prompt, `sleep infinity`, `tail -f /dev/null`.
fn is_idle(command: &Command) -> bool {
    let only_flags = command.args.iter().all(|word| word.known_prefix().starts_with('-'));
    match command.program.value.as_str() {
        "sleep" | "true" | "cat" | "echo" => true,
        "tail" => command.has_arg("/dev/null"),
        name => programs::is_shell(name) && only_flags,
    }
}

/// Whether the command starts a program that stays and answers.
fn is_server(command: &Command) -> bool {
    let name = command.program.value.as_str();
    let known = |index: usize| command.args.get(index).and_then(|word| word.known()).unwrap_or_default();
    match name {
        // Alone it is a prompt, and other scripts may be anything.
        "node" | "nodejs" => command.args.iter().filter_map(Word::known).any(|word| names_server_script(&word)),
        // With arguments of its own, a jar is a tool as often as a server.
        "java" => command.args.iter().rposition(|word| word.is("-jar")).is_some_and(|at| at + 2 == command.args.len()),
        _ if programs::is_server(name) => true,
        "npm" | "yarn" | "pnpm" | "bun" => ["start", "serve", "server"].iter().any(|verb| command.has_arg(verb)),
        "flask" | "rails" | "dotnet-watch" => ["run", "server", "s"].contains(&known(0).as_str()),
        "bundle" => command.args.iter().any(|word| word.known().is_some_and(|word| programs::is_server(&word))),
        _ if name.starts_with("python") => {
            command.has_arg("runserver") || command.has_arg("http.server") || {
                let module = command.args.iter().position(|word| word.is("-m")).map(|at| known(at + 1));
                module.is_some_and(|module| programs::is_server(&module))
            }
        }
        _ => false,
    }
}

/// Commands that only a shell has, or that mean something else outside of it.
const BUILTINS: &[&str] = &[
    ".", ":", "alias", "cd", "eval", "exec", "exit", "export", "read", "set", "source", "trap", "ulimit", "umask",
    "wait",
];

impl Step {
    /// Program and arguments, where the text for the shell is one command without anything that a shell would
    /// change: no variables, globs, redirects, assignments or builtins.
    pub fn plain_words(&self) -> Option<Vec<String>> {
        let [script] = self.scripts.as_slice() else {
            // `sh -c` inside is a second script.
            return None;
        };
        let [pipeline] = script.script.body.pipelines.as_slice() else { return None };
        let [shell::Command::Simple(simple)] = pipeline.commands.as_slice() else { return None };
        let is_bare = !pipeline.negated
            && !pipeline.background
            && simple.assignments.is_empty()
            && simple.redirects.is_empty()
            && script.script.error.is_none()
            && script.source == ScriptSource::Arguments;
        let words: Option<Vec<String>> = simple.words.iter().map(plain_word).collect();
        words.filter(|words| {
            is_bare && words.first().is_some_and(|program| !program.is_empty() && !BUILTINS.contains(&program.as_str()))
        })
    }

    /// The text for the shell with an `exec` in front of its one program, behind what is set for it alone.
    pub fn line_with_exec(&self) -> Option<String> {
        let [script] = self.scripts.as_slice() else { return None };
        let [pipeline] = script.script.body.pipelines.as_slice() else { return None };
        let [shell::Command::Simple(simple)] = pipeline.commands.as_slice() else { return None };
        let is_program = simple.words.first().is_some_and(|program| !BUILTINS.iter().any(|name| program.is(name)));
        let is_whole = script.script.error.is_none() && script.source == ScriptSource::Arguments;
        if !is_whole || !is_program || pipeline.negated || pipeline.background {
            return None;
        }
        let set = simple.assignments.iter().map(|set| format!("{}={}", set.name, set.value.raw));
        let words = simple.words.iter().map(|word| word.raw.clone());
        let redirected = (!simple.redirects.is_empty()).then(|| "...".to_owned());
        Some(set.chain(["exec".to_owned()]).chain(words).chain(redirected).collect::<Vec<_>>().join(" "))
    }

    /// Whether the text for the shell looks at its arguments: `$@`, `$*`, `$0`, `$1`.
    pub fn reads_arguments(&self) -> bool {
        let is_argument =
            |name: &str| matches!(name, "@" | "*" | "#") || name.bytes().all(|byte| byte.is_ascii_digit());
        self.scripts.iter().flat_map(|script| script.script.commands()).any(|(simple, _)| {
            let words = simple.words.iter().chain(simple.assignments.iter().map(|assignment| &assignment.value));
            words.flat_map(Word::variables).any(|(variable, _)| is_argument(&variable.name))
        })
    }
}

/// The text of a word that a shell would leave alone.
fn plain_word(word: &Word) -> Option<String> {
    let changes = word.parts.iter().any(|part| match &part.kind {
        PartKind::Literal(text) => {
            part.quoting == Quoting::None && (text.contains(['*', '?', '[', '{', '!']) || text.starts_with('~'))
        }
        PartKind::Variable(_) | PartKind::Substitution(_) | PartKind::Opaque => true,
    });
    word.known().filter(|_| !changes)
}
