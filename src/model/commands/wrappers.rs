//! Programs that run another program: `sudo`, `env`, `timeout`, `sh -c`.
//!
//! Knows which of their arguments come before the program that really runs.

use crate::model::commands::interpreter::base_name;
use crate::syntax::Word;

/// What a command turns out to be when its wrapper is taken off.
pub(in crate::model) enum Inner {
    /// The program is the word at that index.
    Program(usize),
    /// A shell runs the text of the word at that index.
    Script(usize),
    /// Nothing that we can see.
    Nothing,
}

/// A program that runs another.
struct Wrapper {
    name: &'static str,
    /// One-letter and long flags that take the next word as their value.
    valued: &'static [&'static str],
    /// How many words other than flags come before the program.
    operands: usize,
    /// Whether `NAME=value` may come before the program.
    assignments: bool,
    /// Flags with which it runs nothing.
    queries: &'static [&'static str],
}

const fn wrapper(name: &'static str, valued: &'static [&'static str], operands: usize) -> Wrapper {
    Wrapper { name, valued, operands, assignments: false, queries: &[] }
}

const WRAPPERS: &[Wrapper] = &[
    Wrapper {
        name: "sudo",
        valued: &["u", "g", "h", "p", "C", "r", "t", "T", "U", "D", "R", "user", "group", "host", "prompt", "chdir"],
        operands: 0,
        assignments: true,
        queries: &["l", "v", "k", "K", "e", "V"],
    },
    Wrapper { name: "env", valued: &["u", "C", "S", "unset", "chdir"], operands: 0, assignments: true, queries: &[] },
    Wrapper { name: "command", valued: &[], operands: 0, assignments: false, queries: &["v", "V"] },
    wrapper("builtin", &[], 0),
    wrapper("exec", &["a"], 0),
    wrapper("nice", &["n", "adjustment"], 0),
    wrapper("ionice", &["c", "n", "p", "class", "classdata"], 0),
    wrapper("timeout", &["k", "s", "kill-after", "signal"], 1),
    wrapper("time", &["f", "o", "format", "output"], 0),
    wrapper("nohup", &[], 0),
    wrapper("setsid", &[], 0),
    wrapper("stdbuf", &["i", "o", "e", "input", "output", "error"], 0),
    wrapper(
        "xargs",
        &["a", "d", "E", "I", "L", "n", "P", "s", "arg-file", "delimiter", "max-args", "max-chars", "max-procs"],
        0,
    ),
    wrapper("chroot", &["userspec", "groups"], 1),
    wrapper("gosu", &[], 1),
    wrapper("su-exec", &[], 1),
    wrapper("setpriv", &["reuid", "regid", "groups", "inh-caps", "ambient-caps", "bounding-set"], 0),
    wrapper("chpst", &["u", "U", "e", "n", "l", "L", "m", "d", "o", "p", "f", "c", "t"], 0),
    wrapper("tini", &["p", "e"], 0),
    wrapper("dumb-init", &["r", "rewrite"], 0),
    wrapper("catatonit", &[], 0),
    wrapper("fakeroot", &["l", "s", "i", "u", "b"], 0),
    wrapper("eatmydata", &[], 0),
    wrapper("chronic", &[], 0),
    wrapper("unbuffer", &[], 0),
    wrapper("busybox", &[], 0),
    wrapper("s6-setuidgid", &[], 1),
    wrapper("linux32", &[], 0),
    wrapper("linux64", &[], 0),
    wrapper("xvfb-run", &["n", "s", "e", "f", "p", "w", "server-num", "server-args"], 0),
];

const SHELLS: [&str; 6] = ["sh", "bash", "dash", "ash", "ksh", "zsh"];

/// Whether `NAME=value` behind a wrapper's name sets a variable for the program.
pub(in crate::model) fn takes_assignments(wrapper: &str) -> bool {
    WRAPPERS.iter().any(|known| known.name == wrapper && known.assignments)
}

/// Takes one wrapper off; `None` where the first word is the program itself.
pub(in crate::model) fn unwrap(words: &[Word]) -> Option<Inner> {
    let program = words.first()?.known()?;
    let program = base_name(&program);
    if SHELLS.contains(&program) {
        return shell_text(words).map(Inner::Script);
    }
    if program == "su" || program == "runuser" {
        return Some(switch_user(words));
    }
    let wrapper = WRAPPERS.iter().find(|wrapper| wrapper.name == program)?;
    Some(wrapper.inner(words))
}

impl Wrapper {
    fn inner(&self, words: &[Word]) -> Inner {
        let mut operands = self.operands;
        let mut index = 1;
        while let Some(word) = words.get(index) {
            let text = word.known_prefix();
            if text == "--" {
                index += 1;
                break;
            }
            if let Some(flag) = text.strip_prefix('-').filter(|flag| !flag.is_empty()) {
                if self.queries.contains(&flag) {
                    return Inner::Nothing;
                }
                // The value of `-P$(nproc)` stands in the word itself.
                let is_whole = word.parts.len() <= 1;
                index += 1 + usize::from(is_whole && self.takes_next(flag));
                continue;
            }
            if self.assignments && text.contains('=') {
                index += 1;
                continue;
            }
            if operands == 0 {
                break;
            }
            operands -= 1;
            index += 1;
        }
        index += operands;
        if index < words.len() { Inner::Program(index) } else { Inner::Nothing }
    }

    /// Whether the word after a flag, its first dash cut off, is the flag's value.
    fn takes_next(&self, flag: &str) -> bool {
        if let Some(long) = flag.strip_prefix('-') {
            return !long.contains('=') && self.valued.contains(&long);
        }
        // `-n 5` takes the next word, `-n5` has its value in it, `-qn 5` takes the next.
        let mut letters = flag.char_indices();
        let valued =
            letters.find(|(_, letter)| self.valued.iter().any(|name| name.len() == 1 && name.contains(*letter)));
        valued.is_some_and(|(at, letter)| at + letter.len_utf8() == flag.len())
    }
}

/// The index of the text after `sh -c`, flags before it looked over.
fn shell_text(words: &[Word]) -> Option<usize> {
    let mut index = 1;
    let mut has_command = false;
    while let Some(word) = words.get(index) {
        let Some(text) = word.known() else { break };
        if text == "-o" || text == "+o" || text == "-O" {
            index += 2;
            continue;
        }
        let Some(flags) = text.strip_prefix('-').or_else(|| text.strip_prefix('+')) else { break };
        if !flags.starts_with('-') {
            has_command |= flags.contains('c');
            // `-ceo pipefail`: the option's name is the next word.
            index += usize::from(flags.contains('o'));
        }
        index += 1;
    }
    (has_command && index < words.len()).then_some(index)
}

/// `su -c "text" user`, `runuser -u user -- program`.
fn switch_user(words: &[Word]) -> Inner {
    let text_of = |index: usize| words.get(index).and_then(Word::known);
    for index in 1..words.len() {
        match text_of(index).as_deref() {
            Some("-c" | "--command") if index + 1 < words.len() => return Inner::Script(index + 1),
            Some("--") if index + 1 < words.len() => return Inner::Program(index + 1),
            _ => {}
        }
    }
    Inner::Nothing
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    #[test]
    fn variables_behind_a_wrapper_are_set_for_the_program() {
        for line in ["A=1 B=$X c", "env A=1 B=$X c", "sudo -u x A=1 env -i B=$X c", "A=1 sudo B=$X c d=e"] {
            let source = Source::new("Dockerfile", format!("FROM a\nRUN {line}\n").into_bytes());
            let project = Project::of_dockerfiles(vec![source], &NoContext);
            let command = &project.builds[0].commands[0];
            let names: Vec<&str> = command.assignments.iter().map(|one| one.name.as_str()).collect();
            assert_eq!((command.program.value.as_str(), names), ("c", vec!["A", "B"]), "{line}");
            assert_eq!(command.assignments[0].value.known().as_deref(), Some("1"), "{line}");
            assert_eq!(command.assignments[1].value.known(), None, "{line}");
        }
    }

    /// The program that a command comes to.
    fn program(command: &str) -> String {
        let source = Source::new("Dockerfile", format!("FROM a\nRUN {command}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        project.builds[0].commands[0].program.value.clone()
    }

    #[test]
    fn values_of_flags_are_no_programs() {
        for command in [
            "xargs -n 1 curl x",
            "xargs -P$JOBS -n 1 curl x",
            "xargs -n1 -P$(nproc) curl x",
            "xargs --replace curl {}",
            "xargs --delimiter , curl",
            "sudo -Eu app curl x",
            "nice -n 5 curl x",
            "timeout -k 5 10 curl x",
            "env -u A B=$C curl x",
        ] {
            assert_eq!(program(command), "curl", "{command}");
        }
    }
}
