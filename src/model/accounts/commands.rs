//! A command seen as one that creates users and groups, or puts users into groups.
//!
//! Knows `useradd`, `adduser` in its three kinds (Debian's, Busybox's, and the link to `useradd` of Red Hat),
//! `groupadd`, `addgroup`, `usermod` and `gpasswd`; nothing of images. Start with [`Build::account_command`].

use crate::knowledge::images::Distribution;
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::Word;
use crate::text::Span;

/// What a command does to users and groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountAction {
    /// Creates a user.
    CreateUser,
    /// Creates a group.
    CreateGroup,
    /// Changes the groups of a user that is there.
    Join,
}

/// A command that creates users and groups, or puts users into groups.
#[derive(Clone, Debug)]
pub struct AccountCommand {
    /// What it does.
    pub action: AccountAction,
    /// The user, or the group that is created.
    pub name: String,
    /// Where the name is written.
    pub span: Span,
    /// The number it is given.
    pub number: Option<String>,
    /// The user's main group, by name or number, where the command names it.
    pub group: Option<String>,
    /// The groups that the user is in besides.
    pub groups: Vec<String>,
    /// Whether the user gets a group of the same name as its main group.
    pub has_own_group: bool,
}

/// Flags whose value is the next word, where they are written without `=`.
const VALUED: &[&str] = &[
    "b",
    "base-dir",
    "c",
    "comment",
    "conf",
    "d",
    "e",
    "expiredate",
    "f",
    "firstuid",
    "G",
    "g",
    "gecos",
    "gid",
    "group",
    "groups",
    "h",
    "home",
    "home-dir",
    "inactive",
    "ingroup",
    "K",
    "k",
    "key",
    "l",
    "lastuid",
    "login",
    "P",
    "p",
    "password",
    "prefix",
    "R",
    "root",
    "s",
    "selinux-user",
    "shell",
    "skel",
    "u",
    "uid",
    "Z",
];

/// Flags that look valued and are not, by program.
const BARE: &[(&str, &str)] = &[("useradd", "l"), ("groupadd", "f"), ("adduser", "group"), ("adduser", "l")];

/// The words of a command line, sorted.
struct Line<'a> {
    operands: Vec<&'a Word>,
    /// Flags without their dashes, one-letter flags of a cluster each for itself.
    flags: Vec<(String, Option<String>)>,
}

impl Line<'_> {
    fn has(&self, names: &[&str]) -> bool {
        self.flags.iter().any(|(flag, _)| names.contains(&flag.as_str()))
    }

    fn value(&self, names: &[&str]) -> Option<String> {
        self.flags.iter().find(|(flag, _)| names.contains(&flag.as_str())).and_then(|(_, value)| value.clone())
    }

    fn list(&self, names: &[&str]) -> Vec<String> {
        let value = self.value(names).unwrap_or_default();
        value.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }
}

/// What is called `adduser`, which takes other flags on each system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Adduser {
    /// Debian's script.
    Debian,
    /// Busybox's: `-G` names the group, `-g` says who the user is.
    Busybox,
    /// Another name of `useradd`.
    Shadow,
    /// The image is not known, and no flag tells.
    Unknown,
}

impl Build {
    /// The `adduser` that a step runs: that of the base image, and otherwise the one whose flags are written.
    fn adduser(&self, step: &Step, line: &Line<'_>) -> Adduser {
        let image = self.stage(step.stage).and_then(|stage| self.base_image(stage));
        match image.map_or(Distribution::Unknown, |image| image.facts.distribution) {
            Distribution::Alpine
            | Distribution::Busybox
            | Distribution::Wolfi
            | Distribution::Distroless
            | Distribution::DistrolessDebug => Adduser::Busybox,
            Distribution::Debian | Distribution::Ubuntu => Adduser::Debian,
            Distribution::RedHat | Distribution::Suse | Distribution::Arch | Distribution::Photon => Adduser::Shadow,
            Distribution::Bare | Distribution::WindowsServer | Distribution::NanoServer | Distribution::Unknown => {
                if line.has(&["D", "H", "S"]) {
                    Adduser::Busybox
                } else if line.has(&["M", "N", "U", "c", "d", "m", "r"]) {
                    Adduser::Shadow
                } else {
                    Adduser::Unknown
                }
            }
        }
    }

    /// The users that the steps of a stage's image create, in order.
    pub fn created_users(&self, stage: &Stage) -> Vec<AccountCommand> {
        let steps = self.image_steps(stage).into_iter();
        let commands = steps.flat_map(|step| self.commands_of(step).iter().map(move |command| (step, command)));
        let accounts = commands.filter_map(|(step, command)| self.account_command(step, command));
        accounts.filter(|command| command.action == AccountAction::CreateUser).collect()
    }

    /// What a command does to users and groups; `None` where it does nothing, or where names are not known.
    pub fn account_command(&self, step: &Step, command: &Command) -> Option<AccountCommand> {
        let program = command.program.value.as_str();
        if !matches!(program, "useradd" | "luseradd" | "adduser" | "groupadd" | "addgroup" | "usermod" | "gpasswd") {
            return None;
        }
        let line = self.line(step, command, program)?;
        let [name, rest @ ..] = line.operands.as_slice() else { return None };
        let (span, name) = (name.span, self.expanded(step, name)?);
        let second = rest.first().and_then(|word| self.expanded(step, word));
        let kind = (program == "adduser").then(|| self.adduser(step, &line));
        let short_group: &[&str] = match kind {
            Some(Adduser::Busybox) => &["G"],
            Some(Adduser::Shadow | Adduser::Unknown) => &["g", "G"],
            Some(Adduser::Debian) | None => &["g"],
        };
        let group = line.value(&["gid", "ingroup"]).or_else(|| line.value(short_group));
        if kind == Some(Adduser::Unknown) && line.has(&["g"]) {
            return None;
        }
        let mut found = AccountCommand {
            action: AccountAction::CreateUser,
            name,
            span,
            number: line.value(&["u", "uid"]),
            group,
            groups: Vec::new(),
            has_own_group: false,
        };
        match (program, second) {
            ("usermod", _) => {
                found.action = AccountAction::Join;
                found.groups = line.list(&["G", "groups"]);
            }
            ("gpasswd", Some(group)) if line.has(&["a", "add"]) => {
                found.action = AccountAction::Join;
                found.groups = vec![group];
            }
            ("gpasswd", _) => return None,
            ("adduser" | "addgroup", Some(group)) => {
                found.action = AccountAction::Join;
                found.groups = vec![group];
            }
            ("groupadd" | "addgroup", _) => {
                found.action = AccountAction::CreateGroup;
                found.number = line.value(&["g", "gid"]);
                found.group = None;
            }
            ("adduser", None) => {
                // A system user is in `nogroup` unless a group is asked for.
                let is_system = line.has(&["S", "system", "r"]) && !line.has(&["group"]);
                found.has_own_group = found.group.is_none() && !is_system;
            }
            _ => {
                found.groups = line.list(&["G", "groups"]);
                let refuses = line.has(&["N", "no-user-group"]);
                found.has_own_group = found.group.is_none() && !refuses || line.has(&["U", "user-group"]);
            }
        }
        Some(found)
    }

    /// `None` where a flag is not known to be one.
    fn line<'a>(&self, step: &Step, command: &'a Command, program: &str) -> Option<Line<'a>> {
        let mut line = Line { operands: Vec::new(), flags: Vec::new() };
        let takes_value = |flag: &str| VALUED.contains(&flag) && !BARE.contains(&(program, flag));
        let mut words = command.args.iter();
        while let Some(word) = words.next() {
            if !word.known_prefix().starts_with('-') {
                line.operands.push(word);
                continue;
            }
            let text = self.expanded(step, word)?;
            if let Some(long) = text.strip_prefix("--") {
                let (flag, value) = match long.split_once('=') {
                    Some((flag, value)) => (flag, Some(value.to_owned())),
                    None => (long, None),
                };
                let value = match value {
                    None if takes_value(flag) => words.next().and_then(|word| self.expanded(step, word)),
                    value => value,
                };
                line.flags.push((flag.to_owned(), value));
                continue;
            }
            let cluster = text.strip_prefix('-').unwrap_or_default();
            for (at, letter) in cluster.char_indices() {
                let flag = letter.to_string();
                if !takes_value(&flag) {
                    line.flags.push((flag, None));
                    continue;
                }
                let inside = cluster.get(at + letter.len_utf8()..).filter(|rest| !rest.is_empty()).map(str::to_owned);
                let value = inside.or_else(|| words.next().and_then(|word| self.expanded(step, word)));
                line.flags.push((flag, value));
                break;
            }
        }
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::{AccountAction, AccountCommand};
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn read(command: &str) -> Option<AccountCommand> {
        let source = Source::new("Dockerfile", format!("FROM a\nRUN {command}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        build.account_command(&build.steps[0], &build.commands[0])
    }

    #[test]
    fn users_are_told_from_flags() {
        for command in [
            "useradd -rms /bin/bash -G video,audio app",
            "useradd --no-log-init -l -u 1000 app",
            "adduser -DHs /bin/false app",
            "adduser -S -D -H -h /app -g '' app",
            "adduser --system --group app",
            "adduser --disabled-password --gecos '' app",
        ] {
            let found = read(command).unwrap();
            assert_eq!((found.action, found.name.as_str()), (AccountAction::CreateUser, "app"), "{command}");
        }
    }

    #[test]
    fn groups_come_with_users() {
        let own = |command| read(command).unwrap().has_own_group;
        assert!(own("useradd app") && own("useradd -r app") && own("adduser -D app"));
        assert!(own("adduser --system --group app") && own("useradd -g users -U app"));
        assert!(!own("adduser -S app") && !own("adduser --system app") && !own("useradd -g users app"));
        assert!(!own("adduser -D -G users app") && !own("useradd -N app"));
        assert!(own("adduser -D -g '' app") && own("adduser -D -g Shop app") && !own("adduser -m -g users app"));
        assert!(read("adduser -g users app").is_none());
    }

    #[test]
    fn users_join_groups() {
        for command in ["usermod -aG video app", "adduser app video", "addgroup app video", "gpasswd -a app video"] {
            let found = read(command).unwrap();
            assert_eq!(found.action, AccountAction::Join, "{command}");
            assert_eq!((found.name.as_str(), found.groups), ("app", vec!["video".to_owned()]), "{command}");
        }
        assert_eq!(read("useradd -G video,audio app").unwrap().groups, ["video", "audio"]);
        assert!(read("groupdel app").is_none() && read("useradd $(x)").is_none());
    }
}
