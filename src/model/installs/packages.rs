//! A command seen as an install: which manager, which packages, which flags.
//!
//! Knows orders; how each manager's command line reads is the table in `grammars`. Start with
//! [`Command::order`].

mod grammars;

use grammars::is_group;

use crate::model::Command;
use crate::syntax::Word;

/// A package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the manager of its name")]
pub enum Manager {
    Apt,
    Apk,
    Dnf,
    Yum,
    Zypper,
    Pacman,
    Pip,
    Npm,
    Yarn,
    Pnpm,
    Bun,
    Gem,
    Go,
    Cargo,
    Composer,
    Conda,
}

/// What a package manager is told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Install packages that are named, or the project's dependencies where none is.
    Install,
    /// Fetch the lists of what there is.
    Update,
    /// Bring what is installed up to date.
    Upgrade,
    /// Remove packages.
    Remove,
    /// Remove caches.
    Clean,
}

/// A command seen as an order to a package manager.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// Which manager.
    pub manager: Manager,
    /// What it is told to do.
    pub action: Action,
    /// The word that tells it: `install`.
    pub verb: &'a Word,
    /// What follows, flags and their values left out.
    pub operands: Vec<&'a Word>,
    /// The command.
    pub command: &'a Command,
}

/// An order, its words by their places among the command's arguments.
#[derive(Clone, Debug)]
pub(in crate::model) struct KeptOrder {
    manager: Manager,
    action: Action,
    verb: usize,
    operands: Box<[usize]>,
}

impl Command {
    /// The command as an order to a package manager; `None` where it is none.
    pub fn order(&self) -> Option<Order<'_>> {
        let KeptOrder { manager, action, verb, operands } = self.order.get(|| self.read_order()).as_ref()?;
        let operands = operands.iter().filter_map(|at| self.args.get(*at)).collect();
        Some(Order { manager: *manager, action: *action, verb: self.args.get(*verb)?, operands, command: self })
    }

    fn read_order(&self) -> Option<KeptOrder> {
        let (program, first) = self.manager_words();
        let grammar = grammars::of_program(program)?;
        let words = self.args.get(first..)?;
        let (verb, action) = grammar.find_verb(words)?;
        let operands = grammar.operands(words, verb).map(|at| first + at).collect();
        Some(KeptOrder { manager: grammar.manager, action, verb: first + verb, operands })
    }

    /// The manager's name and where the words behind it begin: `python -m pip install x` is `pip install x`.
    fn manager_words(&self) -> (&str, usize) {
        let program = self.program.value.as_str();
        if !program.starts_with("python") {
            return (program, 0);
        }
        match self.args.iter().position(|word| word.is("-m")) {
            Some(at) if self.args.get(at + 1).is_some_and(|word| word.is("pip")) => ("pip", at + 2),
            _ => (program, 0),
        }
    }
}

impl Manager {
    /// Whether it installs the distribution's own packages.
    pub fn is_of_system(self) -> bool {
        matches!(self, Self::Apt | Self::Apk | Self::Dnf | Self::Yum | Self::Zypper | Self::Pacman)
    }
}

impl Order<'_> {
    /// The order as people say it: `pip install` for `python -m pip install`, `uv pip install`.
    pub fn name(&self) -> String {
        let program = self.command.program.value.as_str();
        let program = if program.starts_with("python") { "" } else { program };
        let before = self.command.args.iter().take_while(|word| word.span != self.verb.span);
        let groups = before.filter_map(Word::known).filter(|text| is_group(text));
        let words = std::iter::once(program.to_owned()).chain(groups).chain([self.verb.raw.clone()]);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The name of the group after `apk add --virtual`.
    pub fn virtual_package(&self) -> Option<String> {
        let flag = self.command.flag(&["t", "virtual"]).filter(|_| self.manager == Manager::Apk)?;
        if let Some((_, name)) = flag.known()?.split_once('=') {
            return Some(name.to_owned());
        }
        let at = self.command.args.iter().position(|word| word.span == flag.span)?;
        self.command.args.get(at + 1).and_then(Word::known)
    }

    /// The names of the packages, as far as they are known: version and architecture are cut off.
    pub fn package_names(&self) -> impl Iterator<Item = String> {
        self.operands.iter().filter_map(|word| {
            let text = word.known()?;
            // The first character may be the `@` of a scope.
            let is_end = |(at, character): &(usize, char)| *at > 0 && "=<>~@:[".contains(*character);
            let end = text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at);
            text.get(..end).map(str::to_owned)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The operands and package names of a command.
    fn order(command: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::new("Dockerfile", format!("FROM a\nRUN {command}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let order = project.builds[0].commands[0].order().unwrap();
        (order.operands.iter().map(|word| word.raw.clone()).collect(), order.package_names().collect())
    }

    #[test]
    fn values_of_flags_are_no_packages() {
        for (command, operands) in [
            ("pip install -r x.txt", &[][..]),
            ("pip install -Ur x.txt", &[]),
            ("pip install -rx.txt y", &["y"]),
            ("apt-get -yo Dpkg::Use-Pty=0 install curl", &["curl"]),
            ("apt-get install -yt bookworm-backports curl", &["curl"]),
            ("apt-get install -t$RELEASE curl", &["curl"]),
            ("apt-get install -qqy curl", &["curl"]),
            ("go install -mod=mod -tags x a/b@v1", &["a/b@v1"]),
        ] {
            assert_eq!(order(command).0, operands, "{command}");
        }
    }

    #[test]
    fn names_are_without_versions() {
        assert_eq!(order("npm i @a/b@1.2 c@^3 d").1, ["@a/b", "c", "d"]);
        assert_eq!(order("apt-get install g++=4:12 libc6:i386").1, ["g++", "libc6"]);
    }
}
