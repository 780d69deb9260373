//! The caches that a RUN mounts, and whose caches they take.
//!
//! Knows mounts, homes and package managers. Start with [`Build::cache_mounts`].

use crate::knowledge::images::DefaultUser;
use crate::model::commands::directories::{below, joined};
use crate::model::installs::packages::Manager;
use crate::model::{Build, PackageCache, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Flag;

/// A mount of type `cache`.
#[derive(Clone, Debug)]
pub struct CacheMount<'a> {
    /// The flag.
    pub flag: &'a Flag,
    /// Where the target is written.
    pub word: &'a Word,
    /// The target, absolute where the directory of the step is known.
    pub target: String,
    /// How builds share it; `None`: all at once.
    pub sharing: Option<String>,
}

impl Build {
    /// The mounts of type `cache` of a step whose target is known.
    pub fn cache_mounts<'a>(&'a self, step: &Step) -> Vec<CacheMount<'a>> {
        let Some(instruction) = self.instruction(step) else { return Vec::new() };
        let caches = instruction.mounts().filter(|mount| mount.mount_type() == "cache");
        let mounts = caches.filter_map(|flag| {
            let word = flag.mount_option("target")?.value.as_ref()?;
            let target = joined(&self.directory_before(step), &self.expanded(step, word)?);
            let sharing = flag.mount_option("sharing").and_then(|option| option.value.as_ref()?.known());
            Some(CacheMount { flag, word, target, sharing })
        });
        mounts.collect()
    }

    /// The home of the user that a step runs as; `None` where the user or the home is not known.
    pub fn home_of(&self, step: &Step) -> Option<String> {
        if self.binding(step, "HOME").is_some() {
            return None;
        }
        let of_image = || match self.base_image(self.stage(step.stage)?)?.facts.user {
            DefaultUser::Root => Some("root".to_owned()),
            DefaultUser::Named { name, .. } => Some(name.to_owned()),
            DefaultUser::Unknown => None,
        };
        let user = match &step.before.user {
            Some(user) if user.is_root() => "root".to_owned(),
            Some(user) => user.name.clone()?,
            None => of_image()?,
        };
        match user.as_str() {
            "root" => Some("/root".to_owned()),
            // Which home a number has, `/etc/passwd` knows.
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => None,
            // Others of the distribution's users live elsewhere.
            name => ["node", "app", "ubuntu", "runner", "vscode"].contains(&name).then(|| format!("/home/{name}")),
        }
    }
}

impl CacheMount<'_> {
    /// Whether it holds a directory: it is mounted there or above.
    pub fn holds(&self, directory: &str) -> bool {
        below(directory, &self.target).is_some()
    }

    /// Whether it is for one of the caches of a manager, whoever's home they are in.
    pub fn is_for(&self, manager: Manager) -> bool {
        PackageCache::directories_of(manager).any(|directory| match directory.strip_prefix("~/") {
            Some(inner) => path_in_home(&self.target).is_some_and(|path| below(inner, path).is_some()),
            None => self.target != "/" && self.holds(directory),
        })
    }
}

/// The part of a path below somebody's home; `None` for the home itself and for what is elsewhere.
fn path_in_home(path: &str) -> Option<&str> {
    let inner = match path.strip_prefix("/root/") {
        Some(inner) => inner,
        None => path.strip_prefix("/home/")?.split_once('/')?.1,
    };
    (!inner.is_empty()).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::Manager;
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    #[test]
    fn mounts_are_for_managers() {
        for (target, manager, is_for) in [
            ("/root/.cache/pip", Manager::Pip, true),
            ("/root/.cache", Manager::Pip, true),
            ("/home/app/.npm", Manager::Npm, true),
            ("/home/app/.npm", Manager::Pip, false),
            ("/var/cache/apt", Manager::Apt, true),
            ("/var/lib/apt", Manager::Apt, true),
            ("/var/cache/apk", Manager::Apk, true),
            ("/src", Manager::Npm, false),
        ] {
            let text = format!("FROM debian\nRUN --mount=type=cache,target={target} true\n");
            let project = Project::of_dockerfiles(vec![Source::new("Dockerfile", text.into_bytes())], &NoContext);
            let build = &project.builds[0];
            let mounts = build.cache_mounts(&build.steps[0]);
            assert_eq!(mounts[0].is_for(manager), is_for, "{target}");
        }
    }
}
