//! Who is in the image of a stage: the users and groups of the base and those that steps add.
//!
//! Answers are `Some` only where nothing that could change them is hidden: a script that cannot be read, a
//! package from a file or a copied `/etc` make them `None`. One pass over the steps answers every question.
//! Start with [`Build::accounts`].

use std::collections::HashMap;

use crate::knowledge::images::Image;
use crate::knowledge::programs;
use crate::model::files::contents::{is_akin, is_opaque, is_package_file, tokens};
use crate::model::installs::packages::Action;
use crate::model::{AccountAction, Base, Build, Command, Stage, Step, StepId};
use crate::syntax::dockerfile::ast::{CommandLine, Kind, Transfer};

/// How many packages are remembered for names that resemble theirs; more of them may bring anything.
const MOST_PACKAGES: usize = 400;

/// Programs whose users must be there already.
const NAMING_PROGRAMS: &[&str] = &["chown", "chgrp", "su", "runuser", "gosu", "su-exec", "install"];

/// The users and groups of a stage's image, step by step.
#[derive(Debug)]
pub struct Accounts<'a> {
    image: Option<Image<'a>>,
    is_scratch: bool,
    users: Ledger,
    groups: Ledger,
    /// Packages that were installed, for what no table tells of them.
    packages: Vec<(String, StepId)>,
}

/// What is known of one kind of account, each with the first step that tells it.
#[derive(Debug, Default)]
struct Ledger {
    added: HashMap<String, StepId>,
    hinted: HashMap<String, StepId>,
    /// From here on anything may be there.
    unknown: Option<StepId>,
}

impl Ledger {
    fn add(&mut self, name: &str, step: StepId) {
        self.added.entry(name.to_owned()).or_insert(step);
    }

    fn hint(&mut self, name: &str, step: StepId) {
        self.hinted.entry(name.to_owned()).or_insert(step);
    }

    fn forget(&mut self, step: StepId) {
        self.unknown.get_or_insert(step);
    }
}

impl Accounts<'_> {
    /// Whether there is a user of that name before a step; `None` where that is not known.
    pub fn has_user_before(&self, step: StepId, name: &str) -> Option<bool> {
        self.has(&self.users, |image| image.has_user(name), step, false, name)
    }

    /// Whether there is a group of that name before a step; `None` where that is not known.
    pub fn has_group_before(&self, step: StepId, name: &str) -> Option<bool> {
        self.has(&self.groups, |image| image.has_group(name), step, false, name)
    }

    /// As [`Self::has_user_before`], what the step itself adds included.
    pub fn has_user_at(&self, step: StepId, name: &str) -> Option<bool> {
        self.has(&self.users, |image| image.has_user(name), step, true, name)
    }

    /// As [`Self::has_group_before`], what the step itself adds included.
    pub fn has_group_at(&self, step: StepId, name: &str) -> Option<bool> {
        self.has(&self.groups, |image| image.has_group(name), step, true, name)
    }

    /// The first step that surely creates a user of that name.
    pub fn creation_of_user(&self, name: &str) -> Option<StepId> {
        self.users.added.get(name).copied()
    }

    fn has(
        &self,
        ledger: &Ledger,
        of_image: impl Fn(&Image<'_>) -> Option<bool>,
        step: StepId,
        with_step: bool,
        name: &str,
    ) -> Option<bool> {
        let base = if self.is_scratch { Some(false) } else { self.image.as_ref().and_then(of_image) };
        let counts = |at: &StepId| *at < step || with_step && *at == step;
        if base == Some(true) || ledger.added.get(name).is_some_and(counts) {
            return Some(true);
        }
        // A step that names somebody itself proves nothing.
        let is_hinted = ledger.hinted.get(name).is_some_and(|at| *at < step);
        let may_come_along = || self.packages.iter().any(|(package, at)| counts(at) && is_akin(package, name));
        let is_unsure = is_hinted || ledger.unknown.as_ref().is_some_and(counts) || may_come_along();
        base.filter(|_| !is_unsure)
    }

    fn forget_all(&mut self, step: StepId) {
        self.users.forget(step);
        self.groups.forget(step);
    }
}

impl Build {
    /// The users and groups of a stage's image. Costs as much as the stage has steps: ask once a stage.
    pub fn accounts<'a>(&'a self, stage: &'a Stage) -> Accounts<'a> {
        let mut accounts = Accounts {
            image: self.base_image(stage),
            is_scratch: *self.root_base(stage) == Base::Scratch,
            users: Ledger::default(),
            groups: Ledger::default(),
            packages: Vec::new(),
        };
        for step in self.image_steps(stage) {
            self.note_step(step, &mut accounts);
        }
        accounts
    }

    fn note_step(&self, step: &Step, accounts: &mut Accounts<'_>) {
        match self.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Run(run)) => {
                let is_read = match &run.command {
                    CommandLine::Shell(_) => {
                        !step.scripts.is_empty() && step.scripts.iter().all(|script| script.script.error.is_none())
                    }
                    CommandLine::Exec(_) | CommandLine::Empty => true,
                };
                if !is_read {
                    accounts.forget_all(step.id);
                }
                for command in self.commands_of(step) {
                    self.note_command(step, command, accounts);
                }
            }
            Some(Kind::Copy(transfer) | Kind::Add(transfer)) => self.note_transfer(step, transfer, accounts),
            _ => {}
        }
    }

    fn note_command(&self, step: &Step, command: &Command, accounts: &mut Accounts<'_>) {
        if let Some(order) = command.order().filter(|order| order.action == Action::Install) {
            if order.manager.is_of_system() {
                order.operands.iter().for_each(|word| self.note_packages(step, self.expanded(step, word), accounts));
            }
            return;
        }
        let program = command.program.value.as_str();
        if matches!(program, "useradd" | "adduser" | "luseradd" | "usermod" | "newusers" | "groupadd" | "addgroup") {
            self.note_creation(step, command, accounts);
            return;
        }
        let targets = command.redirects.iter().map(|redirect| &redirect.target);
        for word in command.args.iter().chain(targets) {
            if word.raw.contains("passwd") {
                accounts.forget_all(step.id);
            }
            if word.raw.contains("/group") || word.raw.contains("gshadow") {
                accounts.groups.forget(step.id);
            }
            // Who is given files or a process by name was there before.
            if NAMING_PROGRAMS.contains(&program) {
                for token in tokens(&word.raw) {
                    accounts.users.hint(token, step.id);
                    accounts.groups.hint(token, step.id);
                }
            }
        }
        if is_opaque(step, command, &[]) {
            accounts.forget_all(step.id);
        }
    }

    /// A command that creates users or groups: every word of it may be one, except where it surely is none.
    fn note_creation(&self, step: &Step, command: &Command, accounts: &mut Accounts<'_>) {
        let is_for_groups = command.is_any(&["groupadd", "addgroup"]);
        let known = self.account_command(step, command);
        let without_group = known.as_ref().filter(|known| {
            known.action == AccountAction::CreateUser
                && !known.has_own_group
                && known.group.as_ref() != Some(&known.name)
                && !known.groups.contains(&known.name)
        });
        for word in &command.args {
            let Some(text) = self.expanded(step, word) else {
                accounts.groups.forget(step.id);
                if !is_for_groups {
                    accounts.users.forget(step.id);
                }
                continue;
            };
            for name in text.split([',', '=']).filter(|name| without_group.is_none_or(|known| known.name != *name)) {
                accounts.groups.add(name, step.id);
            }
            if !is_for_groups {
                accounts.users.add(&text, step.id);
            }
        }
    }

    fn note_packages(&self, step: &Step, text: Option<String>, accounts: &mut Accounts<'_>) {
        let Some(text) = text.filter(|_| accounts.packages.len() < MOST_PACKAGES) else {
            return accounts.forget_all(step.id);
        };
        for package in text.split_whitespace() {
            for name in programs::users_of(package) {
                accounts.users.add(name, step.id);
                accounts.groups.add(name, step.id);
            }
            if is_package_file(package) {
                accounts.forget_all(step.id);
            }
            accounts.packages.push((package.to_owned(), step.id));
        }
    }

    fn note_transfer(&self, step: &Step, transfer: &Transfer, accounts: &mut Accounts<'_>) {
        let Some(target) = self.target_of_transfer(step, transfer) else { return accounts.forget_all(step.id) };
        for source in &transfer.sources {
            let Some(source) = self.expanded(step, source) else {
                accounts.forget_all(step.id);
                continue;
            };
            let ends =
                || [source.as_str(), target.as_str()].into_iter().map(|path| path.rsplit('/').next().unwrap_or(path));
            let fills_etc = self.brings_tree(step, &source) && (target == "/" || target == "/etc");
            if fills_etc || ends().any(|end| end.contains("passwd")) {
                accounts.forget_all(step.id);
            }
            if ends().any(|end| end == "group") {
                accounts.groups.forget(step.id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project, StepId};
    use crate::text::Source;

    /// Whether user and group `app` are there at the end.
    fn app(lines: &str) -> (Option<bool>, Option<bool>) {
        let source = Source::new("Dockerfile", format!("{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let accounts = build.accounts(build.stages.last().unwrap());
        (accounts.has_user_before(StepId(99), "app"), accounts.has_group_before(StepId(99), "app"))
    }

    #[test]
    fn users_and_groups_are_told_apart() {
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(app("FROM debian:13"), (no, no));
        assert_eq!(app("FROM scratch"), (no, no));
        assert_eq!(app("FROM example.com/base"), (None, None));
        assert_eq!(app("FROM debian:13\nRUN useradd app"), (yes, yes));
        assert_eq!(app("FROM debian:13\nRUN useradd -g users app"), (yes, no));
        assert_eq!(app("FROM alpine:3.23\nRUN adduser -S app"), (yes, no));
        assert_eq!(app("FROM alpine:3.23\nRUN addgroup -S app"), (no, yes));
        assert_eq!(app("FROM alpine:3.23\nRUN addgroup -S app && adduser -S -G app app"), (yes, yes));
        assert_eq!(app("FROM debian:13\nRUN echo app:x:1: >> /etc/group"), (no, None));
        assert_eq!(app("FROM debian:13\nRUN ./setup.sh"), (None, None));
        assert_eq!(app("FROM debian:13\nCOPY rootfs /"), (None, None));
    }

    /// 16,000 USER lines took seconds when each one looked at all steps above it.
    #[test]
    fn many_users_cost_one_pass() {
        let lines = (0..20_000).fold(String::from("FROM debian:13\nRUN useradd u0\n"), |mut text, number| {
            text.push_str(&format!("USER u{number}\n"));
            text
        });
        let source = Source::new("Dockerfile", lines.into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let accounts = build.accounts(&build.stages[0]);
        let start = std::time::Instant::now();
        let missing = build.steps.iter().filter(|step| {
            let name = format!("u{}", step.id.0.saturating_sub(1));
            accounts.has_user_before(step.id, &name) == Some(false)
        });
        assert_eq!(missing.count(), 20_000);
        assert!(start.elapsed().as_secs() < 1);
    }
}
