//! What stays in the layer of a step: what its mounts keep out and what its own commands remove.
//!
//! Directories are written absolute, or with `~` for the home of whoever runs the step.

use crate::knowledge::programs::programs_of;
use crate::model::installs::packages::{Action, Manager, Order};
use crate::model::{Base, Build, Command, Origin, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// A package that is still there at the end of the step that installs it.
#[derive(Clone, Debug)]
pub struct KeptPackage<'a> {
    /// Where it is named.
    pub word: &'a Word,
    /// Its name, perhaps with a version.
    pub name: String,
    /// Who installs it.
    pub manager: Manager,
}

impl Build {
    /// Whether what a step writes to a directory stays out of its layer, since a cache or a tmpfs is mounted
    /// over it. A mount whose target only the build knows counts.
    pub fn is_mounted(&self, step: &Step, directory: &str) -> bool {
        let Some(instruction) = self.instruction(step) else { return false };
        instruction.mounts().filter(|mount| matches!(mount.mount_type().as_str(), "cache" | "tmpfs")).any(|mount| {
            let target = mount.mount_option("target").and_then(|option| option.value.as_ref());
            target.is_some_and(|word| self.expanded(step, word).is_none_or(|target| covers(&target, directory)))
        })
    }

    /// Whether what a command writes to a directory is still there when its step ends: nothing is mounted
    /// over it, and no later command of the step removes it.
    pub fn stays_in_layer(&self, step: &Step, writer: &Command, directory: &str) -> bool {
        let mut later = self.commands_of(step).iter().filter(|command| command.span.start > writer.span.start);
        !self.is_mounted(step, directory) && !later.any(|command| command.removes(directory))
    }

    /// Whether one of the steps takes a program out of the image: its package, the virtual package with it or its
    /// file is removed. Packages that only a shell knows count.
    pub fn removes_program(&self, steps: &[&Step], name: &str) -> bool {
        let brings = |package: &str| package == name || programs_of(package).contains(&name);
        let orders = || steps.iter().flat_map(|step| self.orders_of(step)).filter(|order| order.manager.is_of_system());
        let groups: Vec<String> = orders()
            .filter(|order| order.package_names().any(|member| brings(&member)))
            .filter_map(|order| order.virtual_package())
            .collect();
        let is_removal = |order: &Order<'_>| {
            order.operands.iter().any(|word| word.known().is_none())
                || order.package_names().any(|package| brings(&package) || groups.contains(&package))
        };
        let mut commands = steps.iter().flat_map(|step| self.commands_of(step));
        orders().any(|order| order.action == Action::Remove && is_removal(&order))
            || commands.any(|command| {
                let mut paths = command.args.iter().filter(|_| command.is_any(&["rm"])).map(path_text);
                paths.any(|path| {
                    path.starts_with('/') && path.trim_end_matches(['*', '/']).rsplit('/').next() == Some(name)
                })
            })
    }

    /// The orders to package managers that a RUN gives, in order.
    pub fn orders_of<'a>(&'a self, step: &Step) -> impl Iterator<Item = Order<'a>> {
        let commands = self.commands_of(step).iter().filter(|command| command.form.instruction == Origin::Run);
        commands.filter_map(Command::order)
    }

    /// The distribution's packages that a step installs and does not remove. Where it removes what only a
    /// shell knows, there are none.
    pub fn kept_packages<'a>(&'a self, step: &Step) -> Vec<KeptPackage<'a>> {
        let orders: Vec<Order<'a>> = self.orders_of(step).filter(|order| order.manager.is_of_system()).collect();
        let removals = || orders.iter().filter(|order| order.action == Action::Remove);
        let is_vague = removals().any(|order| order.operands.iter().any(|word| word.known().is_none()));
        let is_marked = removals().next().is_some() && self.commands_of(step).iter().any(|it| it.is_any(&["apt-mark"]));
        if is_vague || is_marked {
            return Vec::new();
        }
        let removed: Vec<String> = removals().flat_map(Order::package_names).collect();
        let is_kept = |order: &&Order<'a>| {
            order.action == Action::Install && order.virtual_package().is_none_or(|name| !removed.contains(&name))
        };
        let mut kept = Vec::new();
        for order in orders.iter().filter(is_kept) {
            let named = order.operands.iter().filter_map(|word| Some((*word, word.known()?)));
            let stays = named.filter(|(_, name)| !removed.contains(name));
            kept.extend(stays.map(|(word, name)| KeptPackage { word, name, manager: order.manager }));
        }
        kept
    }

    /// The steps that come after a step in the images that contain it: the rest of its stage, and the stages
    /// that start from there.
    pub fn steps_after<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Step> {
        let mut is_heir = vec![false; self.stages.len()];
        for (index, stage) in self.stages.iter().enumerate() {
            let parent = match stage.base {
                Base::Stage(id) => is_heir.get(id.0 as usize).copied().unwrap_or_default(),
                _ => false,
            };
            if let Some(heir) = is_heir.get_mut(index) {
                *heir = stage.id == step.stage || parent;
            }
        }
        let after = self.steps.get(step.id.0 as usize + 1..).unwrap_or_default();
        after.iter().filter(move |later| is_heir.get(later.stage.0 as usize).copied().unwrap_or_default())
    }

    /// Whether a later ENV or LABEL of its stage takes over a variable that a step defines.
    pub fn is_passed_on(&self, step: &Step, name: &str) -> bool {
        let steps = self.stage(step.stage).map(|stage| self.steps_of(stage)).unwrap_or_default();
        steps.iter().filter(|other| other.id > step.id).filter_map(|other| self.instruction(other)).any(|instruction| {
            let (Kind::Env(pairs) | Kind::Label(pairs)) = &instruction.kind else { return false };
            pairs.pairs.iter().any(|pair| pair.value.all_variables().iter().any(|(variable, _)| variable.name == name))
        })
    }

    /// Whether a variable is there when a command runs: from ENV, ARG or the base image, from an `export` in
    /// the same step, or set for the command alone.
    pub fn is_variable_set(&self, step: &Step, command: &Command, name: &str) -> bool {
        let exports = |other: &Command| {
            other.span.start < command.span.start
                && other.is_any(&["export"])
                && other.args.iter().any(|word| word.known_prefix().split('=').next() == Some(name))
        };
        let image = self.stage(step.stage).and_then(|stage| self.base_image(stage));
        self.binding(step, name).is_some()
            || command.assignments.iter().any(|assignment| assignment.name == name)
            || self.commands_of(step).iter().any(exports)
            || image.is_some_and(|image| image.facts.environment.contains(&name))
    }
}

impl Command {
    /// Whether it removes a directory or all that is in it.
    pub fn removes(&self, directory: &str) -> bool {
        let names_it = || self.args.iter().any(|word| covers(&path_text(word), directory));
        match self.program.value.as_str() {
            "rm" => names_it(),
            "find" => (self.has_arg("-delete") || self.has_arg("rm")) && names_it(),
            _ => false,
        }
    }
}

/// The text of a word that names a path; what only a shell knows is left as written.
fn path_text(word: &Word) -> String {
    word.known().unwrap_or_else(|| word.raw.replace(['"', '\''], ""))
}

/// Whether a path, perhaps with globs, holds the directory or is it.
fn covers(path: &str, directory: &str) -> bool {
    let (path, directory) = match directory.strip_prefix("~/") {
        Some(rest) => match below_home(path) {
            Some(path) => (path, rest),
            None => return false,
        },
        None => (path, directory),
    };
    // `/var/lib/{apt,dpkg}`: what the braces say is not worth reading, that somebody cleans up is.
    if let Some((before, _)) = path.split_once('{') {
        return !before.trim_matches('/').is_empty() && directory.starts_with(before);
    }
    let path = match path.rsplit_once('/') {
        Some((parent, last)) if last.contains('*') => parent,
        None if path.contains('*') => "",
        _ => path,
    };
    let path = path.trim_end_matches('/');
    directory.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || path.is_empty())
}

/// The part of a path below somebody's home; `None` where it is elsewhere.
fn below_home(path: &str) -> Option<&str> {
    let rest = ["~", "$HOME", "${HOME}", "/root"].iter().find_map(|home| path.strip_prefix(home));
    let rest = rest.or_else(|| {
        let user = path.strip_prefix("/home/")?;
        Some(user.find('/').map_or("", |at| user.get(at..).unwrap_or_default()))
    })?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn paths_cover_directories() {
        for path in ["/var/lib/apt/lists", "/var/lib/apt/lists/", "/var/lib/apt/lists/*", "/var/lib/apt", "/var/lib/*"]
        {
            assert!(covers(path, "/var/lib/apt/lists"), "{path}");
        }
        for path in ["/var/lib/apt/lists/*_*", "/var/lib/{apt,dpkg}/"] {
            assert!(covers(path, "/var/lib/apt/lists"), "{path}");
        }
        for path in ["/var/cache/apt", "/tmp/*", "lists/*", "-rf", "/var/lib/apt/lists2", "/var/lib/apt/lists/partial"]
        {
            assert!(!covers(path, "/var/lib/apt/lists"), "{path}");
        }
        for path in
            ["~/.cache", "/root/.cache/*", "$HOME/.cache/pip", "/home/app/.cache", "/root", "/home/app/.cache/pip/"]
        {
            assert!(covers(path, "~/.cache/pip"), "{path}");
        }
        for path in ["/var/cache", "/rooted/.cache", "~/.npm", "/home/app/.cache/uv", "*"] {
            assert!(!covers(path, "~/.cache/pip"), "{path}");
        }
    }
}
