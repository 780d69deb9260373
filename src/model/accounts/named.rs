//! The users that a file creates, and whom it gives paths to.
//!
//! Knows commands that say so, near a step: a file of thousands of steps costs no more than its length. Start with
//! [`Build::users_around`] and [`Build::meant_writer`].

use crate::model::commands::directories::below;
use crate::model::{AccountAction, AccountCommand, Build, Deed, Stage, Step, StepId, is_root};
use crate::text::Span;

/// So many steps before and behind a step are looked at for users.
const MOST_STEPS: usize = 200;

/// So many steps up to one are looked at for whom they give a path to, those left out that run very many commands.
const MOST_OWNING_STEPS: usize = 40;
const MOST_COMMANDS: usize = 60;

/// So many stages that a stage starts from are looked at.
const MOST_STAGES: usize = 5;

/// A user that a command creates.
#[derive(Clone, Debug)]
pub struct CreatedUser {
    /// The name.
    pub name: String,
    /// Where it is created.
    pub span: Span,
    /// The step that creates it.
    pub step: StepId,
    /// The numbers of the user and of its main group, where the file says both.
    pub numbers: Option<(String, String)>,
}

/// Who is meant to write to a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeantWriter {
    /// The user that it is given to by now.
    Owner(String),
    /// A user that is there by now.
    User(String),
    /// A user that a later step creates.
    Later(String),
    /// Nobody whom the file names.
    Unknown,
}

impl Build {
    /// The users that commands create in the image of a stage, at most so many steps before and behind a step.
    pub fn users_around(&self, stage: &Stage, step: &Step) -> Vec<CreatedUser> {
        let commands: Vec<(&Step, AccountCommand)> = self
            .steps_around(stage, step)
            .flat_map(|step| self.commands_of(step).iter().map(move |command| (step, command)))
            .filter_map(|(step, command)| Some((step, self.account_command(step, command)?)))
            .collect();
        let created = commands.iter().filter(|(_, command)| command.action == AccountAction::CreateUser);
        let users = created.map(|(step, user)| {
            let group = match &user.group {
                Some(group) if group.bytes().all(|byte| byte.is_ascii_digit()) => Some(group.clone()),
                Some(group) => commands.iter().find_map(|(_, other)| {
                    let is_group = other.action == AccountAction::CreateGroup && other.name == *group;
                    other.number.clone().filter(|_| is_group)
                }),
                None => user.number.clone().filter(|_| user.has_own_group),
            };
            CreatedUser {
                name: user.name.clone(),
                span: user.span,
                step: step.id,
                numbers: user.number.clone().zip(group),
            }
        });
        users.collect()
    }

    /// Who is meant to write to a path at a step: the user it is given to, the one that containers of the stage run
    /// as, or the only one that the file creates.
    pub fn meant_writer(&self, step: &Step, path: &str) -> MeantWriter {
        let Some(stage) = self.stage(step.stage) else { return MeantWriter::Unknown };
        if let Some(owner) = self.named_owner(stage, step, path) {
            return MeantWriter::Owner(owner);
        }
        let created = self.users_around(stage, step);
        let last = stage.after.user.as_ref().and_then(|user| user.name.clone()).filter(|name| !is_root(name));
        let only = || match created.as_slice() {
            [only] => Some(only.name.clone()),
            _ => None,
        };
        let Some(name) = last.or_else(only) else { return MeantWriter::Unknown };
        match created.iter().any(|user| user.name == name && user.step > step.id) {
            true => MeantWriter::Later(name),
            false => MeantWriter::User(name),
        }
    }

    /// Whom a `chown` before a step, or in it, gives a path to: the last of them, where it is not root.
    fn named_owner(&self, stage: &Stage, step: &Step, path: &str) -> Option<String> {
        let before: Vec<&Step> = self.steps_around(stage, step).filter(|it| it.id <= step.id).collect();
        let near = before.into_iter().rev().take(MOST_OWNING_STEPS).filter(|step| step.commands.len() <= MOST_COMMANDS);
        let mut deeds = near.flat_map(|step| self.deeds_of(step).into_iter().rev().map(move |deed| (step, deed)));
        let (step, deed) = deeds.find(|(_, deed)| {
            let is_it = deed.path.trim_end_matches("/*") == path.trim_end_matches("/*");
            deed.deed == Deed::Own
                && deed.command.is_any(&["chown"])
                && (is_it || deed.deep && below(path, &deed.path).is_some())
        })?;
        let spec = deed.command.args.iter().find(|word| !word.known_prefix().starts_with('-'))?;
        let spec = self.expanded(step, spec).unwrap_or_else(|| spec.raw.replace(['"', '\''], ""));
        let user = spec.split(':').next().filter(|user| !user.is_empty() && !is_root(user))?;
        Some(user.to_owned())
    }

    fn steps_around<'a>(&'a self, stage: &'a Stage, step: &Step) -> impl Iterator<Item = &'a Step> {
        let stages: Vec<_> = self.lineage(stage).take(MOST_STAGES).map(|stage| stage.id).collect();
        let at = step.id.0 as usize;
        let around = self.steps.iter().skip(at.saturating_sub(MOST_STEPS)).take(2 * MOST_STEPS);
        around.filter(move |step| stages.contains(&step.stage))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    #[test]
    fn users_and_owners_are_named() {
        let text = "FROM debian\nRUN groupadd -g 5 g && useradd -u 7 -g g a && chown -R a:g /srv\nRUN chmod 777 /srv/x";
        let project = Project::of_dockerfiles(vec![Source::new("Dockerfile", text.as_bytes().to_vec())], &NoContext);
        let build = &project.builds[0];
        let (stage, step) = (&build.stages[0], &build.steps[1]);
        let users = build.users_around(stage, step);
        assert_eq!(users[0].name, "a");
        assert_eq!(users[0].numbers, Some(("7".to_owned(), "5".to_owned())));
        assert_eq!(build.named_owner(stage, step, "/srv/x"), Some("a".to_owned()));
        assert!(build.named_owner(stage, step, "/opt").is_none());
    }
}
