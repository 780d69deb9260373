//! The secrets that a step has at hand, and where it leaves them.
//!
//! Knows secret mounts, build arguments that are secrets by their name, and what a script makes of both. What is
//! written out is another question. Start with [`Build::left_secrets`].

use crate::knowledge::secrets::{Login, is_placeholder, names_secret};
use crate::model::commands::directories::joined;
use crate::model::{BindingKind, Build, Command, File, Origin, Step};
use crate::syntax::expand::Value;
use crate::syntax::shell::RedirectKind;
use crate::syntax::{PartKind, Word};
use crate::text::Span;

/// What is surely a directory, with or without a slash at its end.
const DIRECTORIES: [&str; 9] = [".", "..", "~", "$HOME", "/etc", "/opt", "/root", "/srv", "/tmp"];

/// How many programs a step may run for what it writes to be followed.
const MOST_PROGRAMS: usize = 500;

/// The secrets that a step has at hand.
#[derive(Clone, Debug, Default)]
pub struct StepSecrets {
    /// Variables, and where each comes from.
    variables: Vec<(String, Span)>,
    /// Files, and the mount of each.
    files: Vec<(String, Span)>,
}

/// A secret that a step leaves in its layer.
#[derive(Clone, Debug)]
pub struct LeftSecret<'a> {
    /// The variable or file that holds it.
    pub name: String,
    /// Where it is used.
    pub place: Span,
    /// The argument or mount that it comes from.
    pub origin: Span,
    /// The file that it is left in: an absolute path as far as known, or one below `~`.
    pub file: String,
    /// Who leaves it.
    pub command: &'a Command,
    /// What the program is known to do, where it is not the script that writes the file.
    pub login: Option<&'static Login>,
}

impl StepSecrets {
    /// The secret that a word holds, with where it comes from.
    pub fn in_word(&self, word: &Word) -> Option<(String, Span)> {
        let of_variable = word
            .all_variables()
            .into_iter()
            .find_map(|(variable, _)| self.variables.iter().find(|(name, _)| *name == variable.name).cloned());
        of_variable.or_else(|| self.file(&word.known()?)).or_else(|| {
            word.parts.iter().find_map(|part| match &part.kind {
                PartKind::Substitution(script) => script.commands().into_iter().find_map(|(simple, _)| {
                    let inputs = simple.redirects.iter().map(|redirect| &redirect.target);
                    simple.words.iter().chain(inputs).find_map(|word| self.file(&word.known()?))
                }),
                PartKind::Literal(_) | PartKind::Variable(_) | PartKind::Opaque => None,
            })
        })
    }

    fn file(&self, path: &str) -> Option<(String, Span)> {
        self.files.iter().find(|(file, _)| file == path).cloned()
    }

    fn is_empty(&self) -> bool {
        self.variables.is_empty() && self.files.is_empty()
    }
}

impl Build {
    /// The secrets that a RUN has at hand.
    pub fn secrets_of(&self, step: &Step) -> StepSecrets {
        let Some(instruction) = self.instruction(step) else { return StepSecrets::default() };
        let mut secrets = StepSecrets::default();
        for mount in instruction.mounts().filter(|mount| mount.mount_type() == "secret") {
            let value =
                |key: &str| mount.mount_option(key).and_then(|option| self.expanded(step, option.value.as_ref()?));
            let id = value("id").or_else(|| value("source"));
            let target = value("target");
            let id = id.or_else(|| Some(target.as_deref()?.rsplit('/').next().unwrap_or_default().to_owned()));
            if id.as_deref().is_some_and(is_public) {
                continue;
            }
            let variable = value("env");
            let default = id.filter(|_| variable.is_none()).map(|id| format!("/run/secrets/{id}"));
            secrets.files.extend(target.or(default).map(|path| (path, mount.span)));
            secrets.variables.extend(variable.map(|name| (name, mount.span)));
        }
        for (variable, _) in step.free_variables() {
            let binding = self.binding(step, &variable.name).filter(|binding| binding.kind == BindingKind::Arg);
            let Some(binding) = binding.filter(|_| names_secret(&variable.name)) else { continue };
            let stands_in = matches!(&binding.value, Value::Known(text) if !text.is_empty() && is_placeholder(text));
            if !stands_in && !secrets.variables.iter().any(|(name, _)| *name == variable.name) {
                secrets.variables.push((variable.name.clone(), binding.span));
            }
        }
        self.follow(step, &mut secrets);
        secrets
    }

    /// Adds the variables that a script sets to a secret: `TOKEN=$(cat /run/secrets/token)`.
    fn follow(&self, step: &Step, secrets: &mut StepSecrets) {
        if secrets.is_empty() {
            return;
        }
        for (simple, _) in step.scripts.iter().flat_map(|script| script.script.commands()) {
            for assignment in simple.assignments.iter().filter(|_| simple.words.is_empty()) {
                if let Some((_, origin)) = secrets.in_word(&assignment.value) {
                    secrets.variables.push((assignment.name.clone(), origin));
                }
            }
            if !simple.program().is_some_and(|program| program.is("export")) {
                continue;
            }
            for word in simple.arguments() {
                let prefix = word.known_prefix();
                let Some((name, _)) = prefix.split_once('=') else { continue };
                if let Some((_, origin)) = secrets.in_word(word) {
                    secrets.variables.push((name.to_owned(), origin));
                }
            }
        }
    }

    /// The secrets that a RUN of that file leaves in its layer.
    pub fn left_secrets<'a>(&'a self, file: &File, step: &'a Step) -> Vec<LeftSecret<'a>> {
        let secrets = self.secrets_of(step);
        if secrets.is_empty() || step.commands.len() > MOST_PROGRAMS {
            return Vec::new();
        }
        let mut left = Vec::new();
        for written in self.written_texts(file, step) {
            let Some(command) = written.command else { continue };
            let found = written.words.iter().find_map(|word| Some((secrets.in_word(word)?, word.span)));
            left.extend(found.map(|secret| self.left(step, command, secret, &written.path, None)));
        }
        let commands = self.commands_of(step).iter().filter(|command| command.form.instruction == Origin::Run);
        for command in commands {
            left.extend(self.copied_secret(step, command, &secrets));
            left.extend(self.kept(step, command, &secrets));
        }
        left.retain(|secret| !self.is_taken_away(step, secret));
        left
    }

    fn left<'a>(
        &self,
        step: &Step,
        command: &'a Command,
        ((name, origin), place): ((String, Span), Span),
        path: &str,
        login: Option<&'static Login>,
    ) -> LeftSecret<'a> {
        let directory = self.directory_of(step, command).unwrap_or_else(|| ".".to_owned());
        let file = if path.starts_with('~') { path.to_owned() } else { joined(&directory, path) };
        LeftSecret { name, place, origin, file, command, login }
    }

    /// `cp /run/secrets/x /etc/x`, `cat /run/secrets/x > /etc/x`
    fn copied_secret<'a>(&self, step: &Step, command: &'a Command, secrets: &StepSecrets) -> Option<LeftSecret<'a>> {
        let source = command.args.iter().find(|word| word.known().is_some_and(|path| secrets.file(&path).is_some()))?;
        let secret = (secrets.in_word(source)?, source.span);
        let target = match command.program.value.as_str() {
            "cp" | "install" | "mv" => command.args.last().filter(|last| last.span != source.span)?,
            "cat" | "base64" => &command.redirects.iter().find(|it| is_output(it.kind))?.target,
            _ => return None,
        };
        let mut path = target.known().unwrap_or_else(|| target.raw.replace(['"', '\''], ""));
        if path.ends_with('/') || DIRECTORIES.contains(&path.as_str()) {
            let name = source.known_prefix();
            path = format!("{}/{}", path.trim_end_matches('/'), name.rsplit('/').next().unwrap_or_default());
        }
        (path != "/dev/null").then(|| self.left(step, command, secret, &path, None))
    }

    /// `docker login --password-stdin`
    fn kept<'a>(&self, step: &Step, command: &'a Command, secrets: &StepSecrets) -> Option<LeftSecret<'a>> {
        let arguments: Vec<String> = command.args.iter().map(|word| word.known_prefix().into_owned()).collect();
        let (login, verbs) = Login::of(&command.program.value, &arguments)?;
        let place = &command.placement;
        let piped = self.commands_of(step).iter().filter(|it| {
            it.placement.pipeline == place.pipeline
                && it.placement.index < place.index
                && it.is_any(&["cat", "echo", "printf"])
        });
        let inputs =
            command.redirects.iter().filter(|it| matches!(it.kind, RedirectKind::Input | RedirectKind::HereString));
        let given = command.args.iter().skip(verbs);
        let mut words = given.chain(piped.flat_map(|it| &it.args)).chain(inputs.map(|redirect| &redirect.target));
        let secret = words.find_map(|word| Some((secrets.in_word(word)?, word.span)))?;
        let file = match login.file.strip_prefix("./") {
            Some(file) => format!("{}{file}", cloned_directory(&command.args)),
            None => login.file.to_owned(),
        };
        Some(self.left(step, command, secret, &file, Some(login)))
    }

    /// Whether the file is gone by the end of the step, or never was in the layer.
    fn is_taken_away(&self, step: &Step, secret: &LeftSecret<'_>) -> bool {
        let file = &secret.file;
        let is_outside = ["/run/secrets/", "/dev/", "/proc/"].iter().any(|place| file.starts_with(place));
        let is_later = |other: &&Command| other.span.start > secret.command.span.start;
        let mut later = self.commands_of(step).iter().filter(is_later);
        is_outside
            || self.is_mounted(step, file)
            || self
                .commands_of(step)
                .iter()
                .any(|other| other.is_any(&["trap"]) && other.args.iter().any(|word| word.says("rm ")))
            || later.any(|other| {
                let undone = secret.login.map_or(&[][..], |login| login.undone_by);
                other.program.value == secret.command.program.value && undone.iter().any(|word| other.has_arg(word))
                    || removes(other, file)
            })
    }
}

/// The directory that `git clone` makes, with a slash; nothing for other commands.
fn cloned_directory(args: &[Word]) -> String {
    let Some(at) = args.iter().position(|word| word.is("clone")) else { return String::new() };
    let mut operands = args.iter().skip(at + 1).filter(|word| !word.known_prefix().starts_with('-'));
    let last = operands.next_back().map(|word| word.raw.replace(['"', '\''], "")).unwrap_or_default();
    let is_address = last.contains("://");
    let name = if is_address { last.trim_end_matches('/').rsplit('/').next().unwrap_or_default() } else { &last };
    format!("{}/", if is_address { name.trim_end_matches(".git") } else { name })
}

fn is_output(kind: RedirectKind) -> bool {
    matches!(kind, RedirectKind::Output | RedirectKind::Append)
}

/// Whether what is mounted as a secret is none, by its name: certificates and settings are mounted that way too.
fn is_public(id: &str) -> bool {
    let words: Vec<String> = id.split(['.', '-', '_']).map(str::to_ascii_lowercase).collect();
    let has = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    has(&["ca", "cert", "certs", "certificate", "certificates", "crt", "cacert", "pub"])
        && !has(&["key", "token", "password"])
}

/// Whether a command removes a file, as far as their names tell: a path that only a shell knows counts.
fn removes(command: &Command, file: &str) -> bool {
    let is_removal = command.is_any(&["rm", "shred", "unlink", "srm"]);
    if !is_removal && (!command.is_any(&["find"]) || !command.has_arg("-delete")) {
        return false;
    }
    let name = |path: &str| path.trim_end_matches(['/', '*']).rsplit('/').next().unwrap_or_default().to_owned();
    let wanted: Vec<&str> = file.split('/').filter(|part| !part.is_empty() && *part != "~").collect();
    command.args.iter().any(|word| {
        let removed = name(&word.known().unwrap_or_else(|| word.raw.replace(['"', '\''], "")));
        removed.is_empty() || wanted.contains(&removed.as_str())
    })
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The files that the last step leaves secrets in.
    fn left(lines: &str) -> Vec<(String, String)> {
        let source = Source::new("Dockerfile", format!("FROM a\nWORKDIR /app\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let left = build.left_secrets(&project.files[0], build.steps.last().unwrap());
        left.into_iter().map(|secret| (secret.name, secret.file)).collect()
    }

    #[test]
    fn left_secrets_are_found() {
        let mount = "RUN --mount=type=secret,id=key";
        for (lines, name, file) in [
            ("ARG TOKEN\nRUN echo \"a:$TOKEN\" > .npmrc", "TOKEN", "/app/.npmrc"),
            ("ARG TOKEN\nRUN cat <<EOF > ~/.netrc\nx $TOKEN\nEOF", "TOKEN", "~/.netrc"),
            ("ARG TOKEN\nRUN npm config set //r/:_authToken=$TOKEN", "TOKEN", "~/.npmrc"),
            ("ARG TOKEN\nRUN echo $TOKEN | docker login -u a --password-stdin", "TOKEN", "~/.docker/config.json"),
            ("ARG TOKEN\nRUN X=\"a-$TOKEN\"; echo $X > f", "X", "/app/f"),
            (&format!("{mount} cat /run/secrets/key > /k"), "/run/secrets/key", "/k"),
            (&format!("{mount} cp /run/secrets/key /k"), "/run/secrets/key", "/k"),
            (&format!("{mount} cp /run/secrets/key /etc"), "/run/secrets/key", "/etc/key"),
            (&format!("{mount},env=K git clone https://$K@h.io/a"), "K", "/app/a/.git/config"),
            (&format!("{mount} K=$(cat /run/secrets/key) && echo $K > /k"), "K", "/k"),
            (&format!("{mount} echo \"$(cat /run/secrets/key)\" > /k"), "/run/secrets/key", "/k"),
        ] {
            assert_eq!(left(lines), [(name.to_owned(), file.to_owned())], "{lines}");
        }
    }

    #[test]
    fn what_is_gone_is_not_left() {
        let mount = "RUN --mount=type=secret,id=key";
        for lines in [
            "ARG TOKEN\nRUN echo \"a:$TOKEN\" > .npmrc && npm ci && rm -f .npmrc",
            "ARG TOKEN\nRUN echo '$TOKEN' > .npmrc",
            "ARG TOKEN=changeme\nRUN echo $TOKEN > f",
            "ARG TOKEN_URL\nRUN echo $TOKEN_URL > f",
            "ARG TOKEN\nRUN curl -H \"a: $TOKEN\" u > f",
            "ARG TOKEN\nRUN --mount=type=tmpfs,target=/secret echo $TOKEN > /secret/f",
            "ARG TOKEN\nRUN echo $TOKEN | docker login --password-stdin && docker push x && docker logout",
            "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a && rm -rf a/.git",
            "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a.git /tmp/a && make -C /tmp/a && rm -rf /tmp/a",
            "ARG TOKEN\nRUN git -c http.extraHeader=$TOKEN clone https://h.io/a",
            &format!("{mount} TOKEN=$(cat /run/secrets/key) npm ci"),
            &format!("{mount} cat /run/secrets/key"),
            "RUN --mount=type=secret,id=ca.crt cp /run/secrets/ca.crt /etc/ssl/ca.crt",
        ] {
            assert_eq!(left(lines), [], "{lines}");
        }
    }
}
