//! Actions that build: `docker/build-push-action` and its kin, `docker/bake-action`.
//!
//! Source: <https://github.com/docker/build-push-action>, <https://github.com/docker/bake-action>. Start with [`add`].

use super::super::arguments::Argument;
use super::super::command_line::Dialect;
use super::super::resolve::usual;
use super::super::{BakeCall, Context, Dockerfile, Found, FoundBuild, Listed, Told, root};
use super::github::Step;
use super::names::Names;
use crate::model::stack::paths::is_remote;
use crate::syntax::yaml::Node;

/// Actions with the inputs of `docker/build-push-action`, and whether their context is what Git has unless they are
/// told.
const BUILDERS: &[(&str, bool)] = &[
    ("docker/build-push-action", true),
    ("useblacksmith/build-push-action", true),
    ("depot/build-push-action", false),
];

/// Adds what an action builds.
pub(super) fn add<'a>(step: &Step<'_, 'a>, action: &str, names: &Names<'a>, found: &mut Found) {
    let (name, version) = action.split_once('@').unwrap_or((action, ""));
    let inputs = Inputs { step, with: step.get("with"), names };
    if let Some((_, takes_git)) = BUILDERS.iter().find(|(builder, _)| *builder == name) {
        let build = match version == "v1" || version.starts_with("v1.") {
            true => inputs.first_build(),
            false => inputs.build(*takes_git),
        };
        found.add(build);
    } else if name == "docker/bake-action" || name == "depot/bake-action" {
        found.bakes.push(inputs.bake());
    }
}

struct Inputs<'s, 'd, 'a> {
    step: &'s Step<'d, 'a>,
    with: Option<&'a Node>,
    names: &'s Names<'a>,
}

impl<'a> Inputs<'_, '_, 'a> {
    fn written(&self, key: &str) -> Option<&'a str> {
        let node = self.step.document.get(self.with?, key)?;
        node.as_str().map(str::trim).filter(|text| !text.is_empty() && !node.is_null())
    }

    /// The text of an input; nothing is `None`.
    fn text(&self, key: &str) -> Told<Option<String>> {
        match self.written(key) {
            Some(text) => match self.names.fill(text) {
                // An expression may come to nothing.
                Some(text) => Told::Surely(Some(text).filter(|text| !text.is_empty())),
                None => Told::Unknown,
            },
            None => Told::Surely(None),
        }
    }

    /// The lines of an input.
    fn lines(&self, key: &str) -> impl Iterator<Item = &'a str> {
        let text = self.written(key).unwrap_or_default();
        text.split('\n').map(str::trim).filter(|line| !line.is_empty())
    }

    fn build(&self, takes_git: bool) -> FoundBuild {
        let context = self.text("context").map(|text| context(text.as_deref(), takes_git));
        let dockerfile = match self.text("file") {
            Told::Unknown => Told::Unknown,
            Told::Surely(Some(name)) | Told::ByDefault(Some(name)) => Told::Surely(file(&name, context.value())),
            Told::Surely(None) | Told::ByDefault(None) => context.clone().map(|it| usual(&it, Dialect::Docker)),
        };
        self.whole(dockerfile, context, "build-args")
    }

    /// The first version has other names for the same.
    fn first_build(&self) -> FoundBuild {
        let context = self.text("path").map(|text| context(text.as_deref(), false));
        let dockerfile = match self.text("dockerfile") {
            Told::Unknown => Told::Unknown,
            Told::Surely(Some(name)) | Told::ByDefault(Some(name)) => Told::Surely(file(&name, None)),
            Told::Surely(None) | Told::ByDefault(None) => context.clone().map(|it| usual(&it, Dialect::Docker)),
        };
        self.whole(dockerfile, context, "build_args")
    }

    fn whole(&self, dockerfile: Told<Dockerfile>, context: Told<Context>, arguments: &str) -> FoundBuild {
        let mut platforms = Listed::default();
        for line in self.lines("platforms").flat_map(|line| line.split(',')) {
            let text = self.names.fill(line.trim());
            platforms.is_whole &= text.is_some();
            let several = text.iter().flat_map(|text| text.split(',')).map(str::trim);
            platforms.items.extend(several.filter(|name| !name.is_empty()).map(str::to_owned));
        }
        let mut secrets = Listed::default();
        for line in ["secrets", "secret-files", "secret-envs"].iter().flat_map(|key| self.lines(key)) {
            // A line without a sign goes on with the value of the one before, or is an expression.
            match line.split_once('=') {
                Some((name, _)) => secrets.push(self.plain(name)),
                None => secrets.is_whole = false,
            }
        }
        FoundBuild {
            dockerfile,
            context,
            target: self.text("target"),
            arguments: self.arguments(arguments),
            platforms,
            secrets,
            named_contexts: self.named_contexts(),
            said_by: self.step.said_by(),
        }
    }

    fn plain(&self, text: &str) -> Option<String> {
        self.names.fill(text.trim().trim_matches('"')).filter(|text| root::is_spelled(text))
    }

    fn arguments(&self, key: &str) -> Listed<(String, Told<Option<String>>)> {
        let mut found = Listed::default();
        // The first version separates them by commas.
        let lines = self.lines(key).flat_map(|line| line.split(if key == "build_args" { ',' } else { '\n' }));
        for line in lines {
            let Some((name, value)) = Argument::known(line).pair() else { continue };
            let told = match value {
                Some(value) => Told::of(self.plain(&value.prefix).map(Some)),
                None => Told::Surely(None),
            };
            found.push(self.plain(&name).map(|name| (name, told)));
        }
        found
    }

    fn named_contexts(&self) -> Listed<(String, Told<Context>)> {
        let mut found = Listed::default();
        for line in self.lines("build-contexts") {
            let pair = line.split_once('=');
            let pair = pair.and_then(|(name, value)| Some((self.plain(name)?, self.names.fill(value.trim()))));
            found.push(pair.map(|(name, value)| (name, Told::of(value.map(|it| root::context(root::ROOT, &it))))));
        }
        found
    }

    fn bake(&self) -> BakeCall {
        let directory = self.text("workdir").map(|text| root::resolve(root::ROOT, text.as_deref().unwrap_or(".")));
        let mut files = Listed::default();
        for name in self.lines("files").flat_map(|line| line.split(',')) {
            let path = self.names.fill(name.trim().trim_start_matches("cwd://"));
            let path = path.and_then(|path| root::inside(&root::resolve(directory.value()?, &path)));
            files.push(path);
        }
        let mut targets = Listed::default();
        for name in self.lines("targets").flat_map(|line| line.split(',')) {
            targets.push(self.plain(name).filter(|name| !name.is_empty()));
        }
        let directory = directory.map(|directory| root::context(&directory, "."));
        BakeCall { directory, files, targets, said_by: self.step.said_by() }
    }
}

/// What an input says of the context; `{{defaultContext}}` is what it is when it says nothing.
fn context(text: Option<&str>, takes_git: bool) -> Context {
    match text {
        None if takes_git => Context::Committed(".".to_owned()),
        None => Context::Folder(".".to_owned()),
        Some(text) => match text.strip_prefix("{{defaultContext}}") {
            Some(rest) => committed(rest.strip_prefix(':').unwrap_or(".")),
            None => root::context(root::ROOT, text),
        },
    }
}

fn committed(folder: &str) -> Context {
    let inside = root::inside(&root::absolute(folder));
    inside.map_or_else(|| Context::Elsewhere(folder.to_owned()), Context::Committed)
}

/// The file of a name: in the folder of what Git has, or in that of the job.
fn file(name: &str, context: Option<&Context>) -> Dockerfile {
    let directory = match context {
        Some(Context::Committed(folder)) => root::absolute(folder),
        Some(Context::Elsewhere(address)) if is_remote(address) => {
            return Dockerfile::Elsewhere;
        }
        Some(Context::Folder(_) | Context::Elsewhere(_) | Context::Nothing) | None => root::ROOT.to_owned(),
    };
    root::inside(&root::resolve(&directory, name)).map_or(Dockerfile::Elsewhere, Dockerfile::File)
}
