//! The flag of COPY and ADD that does what a `chown` or `chmod` behind it does.
//!
//! Knows how the two write owners and modes. Start with [`Build::copy_flag`].

use crate::knowledge::modes::Mode;
use crate::model::{Build, Deed, PathDeed, Step};
use crate::syntax::{PartKind, Word};

/// The mode of a text file in a project, as Git keeps it.
const MODE_OF_TEXTS: &str = "644";

/// A flag of COPY that does what a `chown` or `chmod` does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyFlag {
    /// `chown` or `chmod`.
    pub name: &'static str,
    /// Its value, as the author writes it where variables are in it.
    pub value: String,
    /// Whether it comes to the very same, whatever the source's owner and mode.
    pub is_exact: bool,
    /// The user that `chown` names, where it is no number and the file tells.
    pub user: Option<String>,
}

impl Build {
    /// The flag that lets a COPY or ADD give files the owner or mode which a command gives them; `None` where no flag
    /// says that, or the file does not tell.
    pub fn copy_flag(&self, deed: &PathDeed<'_>, copy: &Step) -> Option<CopyFlag> {
        let is_spec = |word: &&Word| match deed.deed {
            Deed::Mode => !word.known_prefix().starts_with("--") && !word.is("-R"),
            _ => !word.known_prefix().starts_with('-'),
        };
        let word = deed.command.args.iter().find(is_spec)?;
        match deed.deed {
            Deed::Own => self.chown(&deed.command.program.value, word, copy),
            Deed::Mode => chmod(&word.known()?, deed.deep),
            Deed::Write | Deed::Change | Deed::Remove | Deed::Move => None,
        }
    }

    /// A flag as it works where the COPY stands. A user that is created below it, by the end of a step, goes by its
    /// numbers; where those are not known, it comes first, and has to be created above.
    pub fn flag_in_time(&self, last: &Step, copy: &Step, flag: CopyFlag) -> (Option<String>, CopyFlag) {
        let Some((name, stage)) = flag.user.clone().zip(self.stage(last.stage)) else { return (None, flag) };
        let users = self.users_around(stage, last);
        let Some(user) = users.into_iter().find(|user| user.name == name && user.step > copy.id) else {
            return (None, flag);
        };
        match user.numbers.filter(|_| flag.value == format!("{name}:{name}")) {
            Some((user, group)) => (None, CopyFlag { value: format!("{user}:{group}"), ..flag }),
            None => (Some(name), flag),
        }
    }

    fn chown(&self, program: &str, word: &Word, copy: &Step) -> Option<CopyFlag> {
        let flag = |value: String, is_exact: bool, user: Option<String>| {
            let user = user.filter(|user| !user.is_empty() && !user.bytes().all(|byte| byte.is_ascii_digit()));
            CopyFlag { name: "chown", value, is_exact, user }
        };
        let user_in = |spec: &str| match program {
            "chgrp" => None,
            _ => spec.split(':').next().map(str::to_owned),
        };
        if let Some(spec) = word.known() {
            let value = owner(program, &spec)?;
            return Some(flag(value.clone(), value == spec, user_in(&spec)));
        }
        // A variable of the shell is none of COPY.
        let is_plain = word.parts.iter().all(|part| matches!(part.kind, PartKind::Literal(_) | PartKind::Variable(_)));
        let is_known = word.all_variables().iter().all(|(variable, _)| self.binding(copy, &variable.name).is_some());
        if !is_plain || !is_known {
            return None;
        }
        let raw = word.raw.trim_matches(['"', '\'']);
        match self.expanded(copy, word) {
            Some(spec) => {
                let value = match owner(program, &spec)? {
                    value if value == spec => raw.to_owned(),
                    value => value.replacen(&spec, raw, 1),
                };
                Some(flag(value, false, user_in(&spec)))
            }
            None if program == "chgrp" || raw.ends_with(':') => None,
            None => Some(flag(raw.to_owned(), false, None)),
        }
    }
}

fn chmod(spec: &str, deep: bool) -> Option<CopyFlag> {
    let flag = |value: &str| CopyFlag { name: "chmod", value: value.to_owned(), is_exact: value == spec, user: None };
    if !spec.is_empty() && spec.bytes().all(|digit| (b'0'..b'8').contains(&digit)) {
        return Some(flag(spec));
    }
    match spec {
        _ if deep => None,
        "+x" | "a+x" | "u+x" | "ugo+x" | "+rx" | "a+rx" => Some(flag("755")),
        _ => Mode::applied(spec, MODE_OF_TEXTS).map(|mode| flag(&mode)),
    }
}

/// What follows `--chown=`: unlike chown, COPY takes the user's number for a group that is not named.
fn owner(program: &str, spec: &str) -> Option<String> {
    if program == "chgrp" {
        return Some(format!("0:{spec}"));
    }
    match spec.split_once(':') {
        Some((_, "")) => None,
        Some(("", group)) => Some(format!("0:{group}")),
        Some(_) => Some(spec.to_owned()),
        None if spec.contains('.') => None,
        None => Some(format!("{spec}:0")),
    }
}
