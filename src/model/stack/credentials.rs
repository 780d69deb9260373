//! Texts of services that may hold credentials, and the credentials that stand in them.
//!
//! Looks where a value can be read without a login: variables, commands, build arguments, labels, hooks and the content
//! of configs. What is taken from where Compose runs is none. Start with [`Stack::credentials_of`].

use super::Stack;
use crate::knowledge::secrets::{Strength, passwords_in_connections, strength_of, written_secrets};
use crate::syntax::compose::ast::{FileObject, Origin, Pair, Service, Variable};
use crate::syntax::compose::{Located, Provenance};
use crate::text::Place;

/// A credential that is written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The variable, flag or label that it is for; empty where there is none.
    pub name: String,
    /// What it is, where its shape tells: `GitHub token`.
    pub kind: Option<&'static str>,
    /// Where it stands.
    pub place: Place,
    /// What takes it.
    pub channel: Channel,
    /// How much it protects.
    pub strength: Strength,
    /// Whether it is the default of a variable.
    pub is_default: bool,
}

/// What takes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// `environment:` of the service.
    Environment,
    /// The command, the entrypoint or the health check.
    Command,
    /// `environment:` of a hook.
    Hook,
    /// `build.args`
    BuildArgument,
    /// A label of the container or of its image.
    Label,
    /// `content` of a config.
    Content,
}

/// A text with what it is for.
struct Text<'a> {
    name: &'a str,
    value: &'a Located<String>,
    channel: Channel,
}

impl Stack {
    /// The credentials that are written out for a service, in the order of its keys. Passwords in addresses are not
    /// among them: see [`Stack::connection_passwords_of`].
    pub fn credentials_of(&self, service: &Service) -> Vec<Credential> {
        let mut found: Vec<Credential> = texts(service).iter().filter_map(named).collect();
        for (words, channel) in lines(service) {
            found.extend(in_words(&words, channel));
        }
        found
    }

    /// The passwords in addresses and connection strings of a service.
    pub fn connection_passwords_of(&self, service: &Service) -> Vec<Credential> {
        let mut found = Vec::new();
        let lines = lines(service);
        let words = lines.iter().flat_map(|(words, channel)| words.iter().map(|word| (*word, *channel)));
        let words = words.map(|(value, channel)| Text { name: "", value, channel });
        for text in texts(service).into_iter().chain(words).filter(|text| is_shipped(text.value)) {
            let passwords = passwords_in_connections(&text.value.value);
            let strongest = passwords.into_iter().map(|password| password.strength).max();
            found.extend(strongest.map(|strength| credential(&text, None, strength)));
        }
        found
    }

    /// The credentials in the text of a config: those that are real by their shape.
    pub fn credentials_in(&self, config: &FileObject) -> Vec<Credential> {
        let Some(content) = config.content.as_ref().filter(|content| is_shipped(content)) else { return Vec::new() };
        let text = Text { name: &config.key.value, value: content, channel: Channel::Content };
        if let Some(kind) = shape_of(&content.value) {
            return vec![credential(&text, Some(kind), Strength::Real)];
        }
        let setting = |line: &str| {
            let (name, value) = line.split_once(['=', ':'])?;
            let name = name.trim().trim_matches(['"', '\'']);
            let value = value.trim().trim_end_matches([',', ';']);
            (strength_of(name, value)? == Strength::Real).then(|| name.to_owned())
        };
        let found = content.value.lines().find_map(setting);
        found.map(|name| Credential { name, ..credential(&text, None, Strength::Real) }).into_iter().collect()
    }
}

/// Whether everybody who has the files has the value.
fn is_shipped(value: &Located<String>) -> bool {
    matches!(value.provenance, Provenance::Written | Provenance::Default)
}

fn credential(text: &Text<'_>, kind: Option<&'static str>, strength: Strength) -> Credential {
    Credential {
        name: text.name.to_owned(),
        kind,
        place: text.value.place,
        channel: text.channel,
        strength,
        is_default: text.value.provenance == Provenance::Default,
    }
}

/// What a text is by its shape, whatever its name.
fn shape_of(value: &str) -> Option<&'static str> {
    let secrets = written_secrets(value);
    secrets.into_iter().map(|secret| secret.kind).find(|kind| *kind != "password in an address")
}

/// The credential that a named value is.
fn named(text: &Text<'_>) -> Option<Credential> {
    if !is_shipped(text.value) {
        return None;
    }
    let value = text.value.value.as_str();
    if let Some(kind) = shape_of(value) {
        return Some(credential(text, Some(kind), Strength::Real));
    }
    match text.channel {
        Channel::Label => is_password_hash(value).then(|| credential(text, Some("hash of a password"), Strength::Weak)),
        Channel::Environment | Channel::Command | Channel::Hook | Channel::BuildArgument | Channel::Content => {
            strength_of(text.name, value).map(|strength| credential(text, None, strength))
        }
    }
}

/// `user:$apr1$...`, as `htpasswd` writes it.
fn is_password_hash(value: &str) -> bool {
    [":$apr1$", ":$2y$", ":$2a$", ":$2b$", ":{SHA}"].iter().any(|start| value.contains(start))
}

fn texts(service: &Service) -> Vec<Text<'_>> {
    let mut texts = of_variables(&service.environment, Channel::Environment);
    for hook in service.post_start.iter().chain(&service.pre_stop) {
        texts.extend(of_variables(&hook.environment, Channel::Hook));
    }
    if let Some(build) = &service.build {
        texts.extend(of_pairs(&build.args, Channel::BuildArgument));
        texts.extend(of_pairs(&build.labels, Channel::Label));
    }
    texts.extend(of_pairs(&service.labels, Channel::Label));
    if let Some(deploy) = &service.deploy {
        texts.extend(of_pairs(&deploy.labels, Channel::Label));
    }
    texts
}

fn of_variables(variables: &[Variable], channel: Channel) -> Vec<Text<'_>> {
    let inline = variables.iter().filter(|variable| variable.origin == Origin::Inline);
    let valued = inline.filter_map(|it| Some((it.name.value.as_str(), it.value.as_ref()?)));
    valued.map(|(name, value)| Text { name, value, channel }).collect()
}

fn of_pairs(pairs: &[Pair], channel: Channel) -> Vec<Text<'_>> {
    let valued = pairs.iter().filter_map(|pair| Some((pair.name.value.as_str(), pair.value.as_ref()?)));
    valued.map(|(name, value)| Text { name, value, channel }).collect()
}

/// The words of each command of a service.
fn lines(service: &Service) -> Vec<(Vec<&Located<String>>, Channel)> {
    let commands = [&service.entrypoint, &service.command].into_iter().flatten().map(|command| &command.words);
    let test = service.healthcheck.iter().filter_map(|check| check.test.as_ref()).map(|test| &test.words);
    let hooks = service.post_start.iter().chain(&service.pre_stop).filter_map(|hook| hook.command.as_ref());
    let hooks = hooks.map(|command| &command.words);
    commands.chain(test).chain(hooks).map(|words| (words.iter().collect(), Channel::Command)).collect()
}

/// The credentials among the words of a command, and in the scripts that words are.
fn in_words(words: &[&Located<String>], channel: Channel) -> Vec<Credential> {
    let mut found = Vec::new();
    // Each word with the place of what it is written in.
    let mut pieces: Vec<(&str, &Located<String>)> = Vec::new();
    for word in words {
        let is_script = word.value.contains(char::is_whitespace);
        match is_script {
            true => pieces.extend(word.value.split_whitespace().map(|piece| (piece.trim_end_matches(';'), *word))),
            false => pieces.push((word.value.as_str(), *word)),
        }
        if let Some(kind) = shape_of(&word.value).filter(|_| is_shipped(word)) {
            found.push(credential(&Text { name: "", value: word, channel }, Some(kind), Strength::Real));
        }
    }
    let is_mysql = pieces.iter().any(|(piece, _)| {
        ["mysql", "mysqladmin", "mysqldump", "mariadb", "mariadb-admin"]
            .contains(&piece.rsplit('/').next().unwrap_or_default())
    });
    for (at, (piece, word)) in pieces.iter().enumerate() {
        let next = pieces.get(at + 1).filter(|(next, _)| !next.starts_with('-'));
        let short = piece.strip_prefix("-p").filter(|rest| is_mysql && rest.len() > 1 && !rest.starts_with("assword"));
        let (name, value, word) = match (piece.split_once('='), short) {
            (_, Some(password)) => ("-p", password, *word),
            (Some((name, value)), None) => (name, value, *word),
            (None, None) => match next {
                Some((value, word)) if piece.starts_with('-') => (*piece, *value, *word),
                _ => continue,
            },
        };
        let bare = name.trim_start_matches('-');
        let asked = match (short, name.strip_prefix("-D")) {
            (Some(_), _) => "password",
            (None, Some(property)) => property,
            (None, None) => bare,
        };
        if is_shipped(word)
            && let Some(strength) = strength_of(asked, value)
        {
            let text = Text { name, value: word, channel };
            found.push(credential(&text, None, strength));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::knowledge::secrets::Strength;
    use crate::model::stack::Stack;
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn stack(text: &str) -> Stack {
        Stack::new(FileId(0), vec![FileId(0)], testing::value(text), Vec::new(), Vec::new())
    }

    fn names(keys: &str) -> Vec<(String, Strength)> {
        let stack = stack(&format!("services: {{app: {{{keys}}}}}"));
        stack.credentials_of(stack.service("app").unwrap()).into_iter().map(|it| (it.name, it.strength)).collect()
    }

    fn real(name: &str) -> (String, Strength) {
        (name.to_owned(), Strength::Real)
    }

    #[test]
    fn every_channel_is_looked_at() {
        assert_eq!(names("environment: {DB_PASSWORD: k3J9dLq0ZpX7}"), [real("DB_PASSWORD")]);
        assert_eq!(names("build: {context: ., args: {NPM_TOKEN: k3J9dLq0ZpX7}}"), [real("NPM_TOKEN")]);
        assert_eq!(names("post_start: [{command: [x], environment: {API_KEY: k3J9dLq0ZpX7}}]"), [real("API_KEY")]);
        assert_eq!(names("command: [redis-server, --requirepass, k3J9dLq0ZpX7]"), [real("--requirepass")]);
        assert_eq!(names("command: [java, -Dspring.datasource.password=k3J9dLq0ZpX7]").len(), 1);
        assert_eq!(names("command: [sh, -c, 'mysqladmin ping -pk3J9dLq0ZpX7; exit']"), [real("-p")]);
        assert_eq!(names("labels: {a.basicauth.users: 'me:$apr1$x$y'}").len(), 1);
        for keys in [
            "command: [mkdir, -p, k3J9dLq0ZpX7]",
            "command: [x, --password-file, k3J9dLq0ZpX7]",
            "command: [x, --token, --other]",
        ] {
            assert_eq!(names(keys), [], "{keys}");
        }
    }

    #[test]
    fn configs_are_read_line_by_line() {
        let stack =
            stack("configs: {a: {content: \"user: me\\npassword: k3J9dLq0ZpX7\"}, b: {content: 'password: example'}}");
        let found = |name: &str| stack.credentials_in(&stack.project.configs[name]).len();
        assert_eq!((found("a"), found("b")), (1, 0));
    }
}
