//! Commands that keep the credentials they are given, and where.
//!
//! Knows words of command lines, nothing of steps. Start with [`Login::of`]; a program is one row.

/// A command that writes what it is given to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Login {
    programs: &'static [&'static str],
    /// What has to stand among the arguments, in this order, before the credentials.
    verbs: &'static [&'static str],
    /// The file, with `~` for the home of whoever runs it, and `./` for the repository that Git works in.
    pub file: &'static str,
    /// Arguments of the same program that take the credentials away again.
    pub undone_by: &'static [&'static str],
}

const fn login(
    programs: &'static [&'static str],
    verbs: &'static [&'static str],
    file: &'static str,
    undone_by: &'static [&'static str],
) -> Login {
    Login { programs, verbs, file, undone_by }
}

/// Sources: the manuals of the programs.
const LOGINS: &[Login] = &[
    login(&["docker", "nerdctl"], &["login"], "~/.docker/config.json", &["logout"]),
    login(&["podman", "buildah", "skopeo"], &["login"], "~/.config/containers/auth.json", &["logout"]),
    login(&["helm"], &["login"], "~/.config/helm/registry/config.json", &["logout"]),
    login(&["npm", "pnpm", "bun"], &["set"], "~/.npmrc", &["delete", "logout", "rm"]),
    login(&["yarn"], &["config", "set"], "~/.yarnrc.yml", &["unset", "delete", "logout"]),
    login(&["pip", "pip3"], &["config", "set"], "~/.config/pip/pip.conf", &["unset"]),
    login(&["poetry"], &["config"], "~/.config/pypoetry/auth.toml", &["--unset"]),
    login(&["aws"], &["configure", "set"], "~/.aws/credentials", &[]),
    login(&["git"], &["config"], "~/.gitconfig", &["--unset", "--unset-all", "--remove-section", "unset"]),
    login(&["git"], &["clone"], "./.git/config", &["set-url", "remove", "rm"]),
    login(&["git"], &["remote", "add"], "./.git/config", &["set-url", "remove", "rm"]),
    login(&["composer"], &["config"], "~/.composer/auth.json", &["--unset"]),
    login(&["bundle", "bundler"], &["config"], "~/.bundle/config", &["unset", "--delete"]),
    login(&["dotnet"], &["nuget", "source"], "~/.nuget/NuGet/NuGet.Config", &["remove"]),
    login(&["nuget"], &["sources"], "~/.config/NuGet/NuGet.Config", &["remove"]),
    login(&["gh"], &["auth", "login"], "~/.config/gh/hosts.yml", &["logout"]),
    login(&["glab"], &["auth", "login"], "~/.config/glab-cli/config.yml", &["logout"]),
    login(&["hf", "huggingface-cli"], &["login"], "~/.cache/huggingface/token", &["logout"]),
    login(&["wandb"], &["login"], "~/.netrc", &["logout"]),
    login(&["cargo"], &["login"], "~/.cargo/credentials.toml", &["logout"]),
    login(&["gcloud"], &["auth", "activate-service-account"], "~/.config/gcloud/credentials.db", &["revoke"]),
    login(&["az"], &["login"], "~/.azure", &["logout"]),
];

impl Login {
    /// What a command line keeps: the row, and the number of arguments up to the last verb.
    pub fn of<'a>(program: &str, arguments: &[impl AsRef<str> + 'a]) -> Option<(&'static Self, usize)> {
        LOGINS.iter().filter(|row| row.programs.contains(&program)).find_map(|row| {
            let mut at = 0;
            for verb in row.verbs {
                let rest = arguments.get(at..)?;
                at += rest.iter().position(|argument| argument.as_ref() == *verb)? + 1;
            }
            Some((row, at))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Login;

    #[test]
    fn commands_that_keep_credentials_are_told() {
        for (line, file, verbs) in [
            ("docker login -u me", "~/.docker/config.json", 1),
            ("npm config set //r/:_authToken", "~/.npmrc", 2),
            ("git -c a clone u", "./.git/config", 3),
            ("dotnet nuget add source u", "~/.nuget/NuGet/NuGet.Config", 3),
        ] {
            let mut words = line.split(' ');
            let program = words.next().unwrap();
            let found = Login::of(program, &words.collect::<Vec<_>>());
            assert_eq!(found.map(|(login, at)| (login.file, at)), Some((file, verbs)), "{line}");
        }
        assert_eq!(Login::of("docker", &["pull", "x"]), None);
        assert_eq!(Login::of("git", &["fetch", "x"]), None);
    }
}
