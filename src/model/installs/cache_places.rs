//! Where a package manager looks for its cache, as to a mount.
//!
//! Knows homes, and flags and variables that move or turn off a cache. Start with [`Build::cache_place`].

use crate::model::commands::directories::below;
use crate::model::installs::packages::Order;
use crate::model::{Build, CacheMount, PackageCache, Step};
use crate::syntax::expand::Value;
use crate::text::Span;

/// Where an order looks for its cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CachePlace {
    /// In the mount.
    Mounted,
    /// In the mount, if the home of its user is where such homes are.
    Likely,
    /// In this home, and the mount is not there.
    Home(String),
    /// Where a flag or a variable says, or in a home that is not known.
    Unknown,
}

impl Build {
    /// Where an order looks for its cache, which is of the kind that a mount is for.
    pub fn cache_place(
        &self,
        step: &Step,
        order: &Order<'_>,
        cache: &PackageCache,
        mount: &CacheMount<'_>,
    ) -> CachePlace {
        let command = order.command;
        let mut moving = cache.variables().iter().filter(|name| !turns_off(name));
        if cache.is_moved_by_flag(order) || moving.any(|name| self.is_variable_set(step, command, name)) {
            return CachePlace::Unknown;
        }
        let homes: Vec<&str> = cache.directories.iter().filter_map(|directory| directory.strip_prefix("~/")).collect();
        let is_held = |directory: &&&str| !directory.starts_with("~/") && mount.holds(directory);
        if cache.directories.iter().any(|directory| is_held(&directory)) {
            return CachePlace::Mounted;
        }
        // Who stands behind `sudo` and its kin, and whose HOME that is, the file does not tell.
        if !command.wrappers.is_empty() || self.is_variable_set(step, command, "HOME") {
            return CachePlace::Unknown;
        }
        match (self.home_of(step), &step.before.user) {
            (Some(home), _) if homes.iter().any(|inner| mount.holds(&format!("{home}/{inner}"))) => CachePlace::Mounted,
            (Some(home), _) if homes.len() == cache.directories.len() => CachePlace::Home(home),
            (Some(_), _) => CachePlace::Unknown,
            (None, None) => CachePlace::Likely,
            (None, Some(user)) => match &user.name {
                Some(name) if below(&mount.target, &format!("/home/{name}")).is_some() => CachePlace::Likely,
                Some(_) | None => CachePlace::Unknown,
            },
        }
    }

    /// The variable of the file that turns a cache off, and where it is set.
    pub fn cache_is_off(&self, step: &Step, cache: &PackageCache) -> Option<(&'static str, Span)> {
        cache.variables().iter().filter(|name| turns_off(name)).find_map(|name| {
            let binding = self.binding(step, name)?;
            let Value::Known(value) = &binding.value else { return None };
            matches!(value.as_str(), "1" | "true" | "yes" | "on").then_some((*name, binding.span))
        })
    }

    /// Whether apk keeps the packages that it fetches: somebody has made `/etc/apk/cache`. Without it, apk keeps its
    /// index alone.
    ///
    /// Source: <https://wiki.alpinelinux.org/wiki/Local_APK_cache>
    pub fn apk_keeps_packages(&self, step: &Step) -> bool {
        let Some(stage) = self.stage(step.stage) else { return false };
        let steps = self.image_steps(stage).into_iter().take_while(|earlier| earlier.id <= step.id);
        steps.flat_map(|earlier| self.commands_of(earlier)).any(|command| {
            command.is_any(&["setup-apkcache"]) || command.args.iter().any(|word| word.raw.contains("/etc/apk/cache"))
        })
    }
}

/// Whether a variable of that name turns a cache off; others move it.
fn turns_off(name: &str) -> bool {
    name.contains("_NO_CACHE")
}
