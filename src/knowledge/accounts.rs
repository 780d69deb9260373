//! Texts that decide who may log in, and as whom: the input of `chpasswd`, `sudoers`, `sshd_config`.
//!
//! Knows notations, nothing of commands. Start with [`passwords_in`] and [`unlocked_commands`].

/// What stands in for an empty line in the text of `echo -e` and `printf`.
const LINE_END: &str = "\\n";

fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r']).flat_map(|line| line.split(LINE_END)).map(str::trim).filter(|line| !line.is_empty())
}

/// The accounts that get a password from a text that `chpasswd` reads: `root:hunter2`.
pub fn passwords_in(text: &str) -> Vec<&str> {
    let entries = lines_of(text).filter_map(|line| line.split_once(':'));
    entries.filter(|(user, password)| !user.is_empty() && is_password(password)).map(|(user, _)| user).collect()
}

/// Whether a text in the place of a password lets somebody in: not empty, and not a lock.
pub fn is_password(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(['*', '!'])
}

/// What a line of `sudoers` lets somebody run without a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlocked<'a> {
    /// Who: a user, or a group with `%` before it.
    pub who: &'a str,
    /// What: `ALL`, or `/usr/bin/apt-get`.
    pub commands: &'a str,
}

/// The first line of a text for `sudoers` that lets somebody run something without a password. Of a script for
/// `sed`, what it writes counts.
///
/// Source: <https://www.sudo.ws/docs/man/sudoers.man/>
pub fn unlocked_commands(text: &str) -> Option<Unlocked<'_>> {
    lines_of(text).filter(|line| !line.starts_with('#')).find_map(|line| {
        let (before, after) = line.rsplit_once("NOPASSWD")?;
        let commands = after.trim_start().strip_prefix(':')?.trim_start();
        let is_all = commands.strip_prefix("ALL").is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        let who = before.split(['=', '(']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let who = who.split_whitespace().next().unwrap_or_default();
        Some(Unlocked { who, commands: if is_all { "ALL" } else { commands.trim_end() } })
    })
}

/// Whether a text for `sshd_config` lets root log in with a password: `PermitRootLogin yes`. Of a script for
/// `sed`, what it writes counts.
///
/// Source: <https://man.openbsd.org/sshd_config#PermitRootLogin>
pub fn permits_root_login(text: &str) -> bool {
    lines_of(text).filter(|line| !line.starts_with('#')).any(|line| {
        let last = line.rsplit_once("PermitRootLogin").map_or("", |(_, after)| after);
        let value = last.trim_start_matches([' ', '\t', '\\', '=', '"']);
        value.strip_prefix("yes").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::{passwords_in, permits_root_login, unlocked_commands};

    #[test]
    fn accounts_with_passwords_are_told() {
        assert_eq!(passwords_in("root:root"), ["root"]);
        assert_eq!(passwords_in("root:a\\nuser:b\\n"), ["root", "user"]);
        assert_eq!(passwords_in("root:a\nuser:!\n"), ["root"]);
        assert_eq!(passwords_in("root:"), Vec::<&str>::new());
        assert_eq!(passwords_in("nothing"), Vec::<&str>::new());
    }

    #[test]
    fn sudoers_are_read() {
        for (text, unlocked) in [
            ("app ALL=(ALL) NOPASSWD:ALL", Some(("app", "ALL"))),
            ("app ALL = NOPASSWD : /usr/bin/apt", Some(("app", "/usr/bin/apt"))),
            ("%sudo ALL=(ALL) NOPASSWD: ALL\\n", Some(("%sudo", "ALL"))),
            ("s/^%sudo.*/%sudo ALL=(ALL) NOPASSWD:ALL/", Some(("%sudo", "ALL"))),
            ("# app ALL=(ALL) NOPASSWD:ALL", None),
            ("app ALL=(ALL) ALL", None),
        ] {
            let found = unlocked_commands(text).map(|found| (found.who, found.commands));
            assert_eq!(found, unlocked, "{text}");
        }
    }

    #[test]
    fn root_logins_are_told() {
        for text in [
            "PermitRootLogin yes",
            "Port 22\nPermitRootLogin yes\n",
            "s/#PermitRootLogin prohibit-password/PermitRootLogin yes/",
            "s/^#*PermitRootLogin.*/PermitRootLogin\\ yes/",
        ] {
            assert!(permits_root_login(text), "{text}");
        }
        for text in ["PermitRootLogin no", "#PermitRootLogin yes", "s/PermitRootLogin yes/PermitRootLogin no/", ""] {
            assert!(!permits_root_login(text), "{text}");
        }
    }
}
