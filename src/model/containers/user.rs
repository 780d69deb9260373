//! Whom a container runs as: the service's `user`, or else the USER of its image.
//!
//! Of an image that is built the Dockerfile tells, and below it the base image; of one that is pulled the tables do, or
//! nobody. Start with [`Container::image_user`] and [`Container::has_user`].

use super::Container;
use crate::knowledge::images::{self, DefaultUser};
use crate::model::{Accounts, StepId, is_root};
use crate::text::Place;

/// Whom an image runs as where nobody says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageUser {
    /// Name or number.
    pub name: String,
    /// The USER that says so; `None` where the base image does.
    pub place: Option<Place>,
}

impl ImageUser {
    /// Whether it is root by name or number.
    pub fn is_root(&self) -> bool {
        is_root(&self.name)
    }
}

/// An account that a service names and its image may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account<'a> {
    /// A user.
    User(&'a str),
    /// A group.
    Group(&'a str),
}

impl<'p> Container<'p> {
    /// Whom its image runs as; `None` where that is not known.
    pub fn image_user(&self) -> Option<ImageUser> {
        if let Some((_, stage)) = self.stage()
            && let Some(user) = &stage.after.user
        {
            let name = user.name.clone().filter(|name| !name.is_empty())?;
            return Some(ImageUser { name, place: self.place(user.span) });
        }
        if self.image.is_some() && self.stage().is_none() {
            return None;
        }
        let image = self.origin_image()?;
        let name = image.normalized().to_owned();
        let known = images::lookup(&name, image.tag())?;
        let name = match known.facts.user {
            DefaultUser::Named { name, .. } => name,
            DefaultUser::Root => "root",
            DefaultUser::Unknown => return None,
        };
        Some(ImageUser { name: name.to_owned(), place: None })
    }

    /// Whom it runs as: what the service says, and else the image. `None` where that is not known.
    pub fn user(&self) -> Option<String> {
        match &self.service.user {
            Some(user) if !user.is_known() => None,
            Some(user) if !user.value.is_empty() => user.value.split(':').next().map(str::to_owned),
            Some(_) | None => self.image_user().map(|user| user.name),
        }
    }

    /// Whether what starts becomes somebody else by itself, or has to be root for what it does; unless the service
    /// starts something else.
    pub fn drops_privileges(&self) -> bool {
        if self.service.entrypoint.is_some() {
            return false;
        }
        match self.stage() {
            Some((build, stage)) => build.manages_privileges(stage),
            None => self.with_pulled_image(|image| image.facts.drops_privileges).unwrap_or(false),
        }
    }

    /// Whether its image has such an account; `None` where that is not known.
    pub fn has_account(&self, account: Account<'_>) -> Option<bool> {
        if self.image.is_none() {
            return self.with_pulled_image(|image| match account {
                Account::User(name) => image.has_user(name),
                Account::Group(name) => image.has_group(name),
            })?;
        }
        let (build, stage) = self.stage()?;
        let accounts: Accounts<'_> = build.accounts(stage);
        let end = StepId(u32::MAX);
        match account {
            Account::User(name) => accounts.has_user_before(end, name),
            Account::Group(name) => accounts.has_group_before(end, name),
        }
    }
}
