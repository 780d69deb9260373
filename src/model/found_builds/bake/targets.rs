//! Targets with what they inherit, and the builds they are.
//!
//! A target inherits in order, each of the inherited going over those before it and the target itself over all. One that
//! inherits itself gets nothing from there. Start with [`Targets::builds`].

use std::collections::{HashMap, HashSet};

use super::super::{Context, Dockerfile, FoundBuild, Listed, Saying, SayingKind, Told, root};
use super::layers::Layer;
use super::matrix;
use super::values::{Scope, Value};
use crate::syntax::hcl::{Block, Body};
use crate::text::Span;

/// How many targets may inherit each other in a chain; what lies beyond is unknown.
const MOST_LINKS: usize = 64;
/// How many arguments, contexts and secrets are carried along chains in all.
const MOST_CARRIED: usize = 1 << 16;

/// The targets of some files.
pub(super) struct Targets {
    /// In the order they are written, each with all that blocks of its name say.
    targets: Vec<Target>,
    by_name: HashMap<String, Vec<usize>>,
    carried: usize,
}

struct Target {
    name: String,
    file: String,
    span: Span,
    own: Layer,
    whole: State,
}

/// How far what a target inherits was followed.
enum State {
    Open,
    Running,
    Done(Box<Layer>),
}

impl Targets {
    /// The targets of some files.
    pub(super) fn new(bodies: &[(&str, Body)], scope: &Scope<'_>) -> Self {
        let mut targets = Self { targets: Vec::new(), by_name: HashMap::new(), carried: 0 };
        for (file, body) in bodies {
            for block in body.blocks.iter().filter(|block| block.kind.value == "target") {
                targets.add(file, block, scope);
            }
        }
        targets
    }

    fn add(&mut self, file: &str, block: &Block, scope: &Scope<'_>) {
        let Some(label) = block.labels.first() else { return };
        for bindings in matrix::combinations(&block.body, scope) {
            let own = Layer::of_block(&block.body, scope, &bindings);
            let written = block.body.get("name").map(|name| scope.answer(name, &bindings).value);
            let name = match written {
                Some(Value::Text(name)) => name,
                Some(_) | None => label.value.clone(),
            };
            // Combinations without a name of their own stay apart.
            let known = self.by_name.get(&name).filter(|_| bindings.is_empty()).cloned().unwrap_or_default();
            if !known.is_empty() {
                known.into_iter().for_each(|index| self.merge(index, own.clone()));
                continue;
            }
            let index = self.targets.len();
            if name != label.value {
                self.by_name.entry(label.value.clone()).or_default().push(index);
            }
            self.by_name.entry(name.clone()).or_default().push(index);
            let (file, span) = (file.to_owned(), label.span);
            self.targets.push(Target { name, file, span, own, whole: State::Open });
        }
    }

    fn merge(&mut self, index: usize, over: Layer) {
        if let Some(target) = self.targets.get_mut(index) {
            target.own.merge(over);
        }
    }

    /// The builds: every target but those that others inherit, unless a group names one or it says what it builds.
    pub(super) fn builds(&mut self, grouped: &HashSet<String>, folder: &str) -> Vec<FoundBuild> {
        let inherited: HashSet<String> =
            self.targets.iter().flat_map(|target| target.own.inherits.items.iter().cloned()).collect();
        let is_build = |target: &Target| {
            let is_base = inherited.contains(&target.name) && !grouped.contains(&target.name);
            !is_base || (target.own.says_what() && !target.name.starts_with('_'))
        };
        let wanted: Vec<usize> =
            self.targets.iter().enumerate().filter(|(_, target)| is_build(target)).map(|(index, _)| index).collect();
        let builds = wanted.into_iter().filter_map(|index| {
            let layer = self.whole(index, MOST_LINKS);
            let target = self.targets.get(index)?;
            let kind = SayingKind::Bake { target: target.name.clone() };
            Some(build(layer, folder, Saying { file: target.file.clone(), span: target.span, kind }))
        });
        builds.collect()
    }

    /// What a target says with all that it inherits.
    fn whole(&mut self, index: usize, links: usize) -> Layer {
        let Some(target) = self.targets.get_mut(index) else { return Layer::default() };
        match &target.whole {
            State::Done(layer) => {
                self.carried += size(layer);
                return (**layer).clone();
            }
            State::Running => return Layer::default(),
            State::Open => target.whole = State::Running,
        }
        let own = target.own.clone();
        let mut whole = if own.inherits.is_whole { Layer::default() } else { Layer::unknown() };
        for name in &own.inherits.items {
            let inherited = match self.by_name.get(name).map(Vec::as_slice) {
                Some([one]) if links > 0 && self.carried < MOST_CARRIED => {
                    let one = *one;
                    self.whole(one, links - 1)
                }
                // One that does not exist, or the name of several.
                Some(_) | None => Layer::unknown(),
            };
            whole.merge(Layer { inherits: Listed::default(), ..inherited });
        }
        whole.merge(own);
        if let Some(target) = self.targets.get_mut(index) {
            target.whole = State::Done(Box::new(whole.clone()));
        }
        whole
    }
}

/// How much is copied with a layer.
fn size(layer: &Layer) -> usize {
    layer.arguments.items.len() + layer.contexts.items.len() + layer.secrets.items.len() + 1
}

fn build(layer: Layer, folder: &str, said_by: Saying) -> FoundBuild {
    let directory = root::absolute(folder);
    let written = layer.context.unwrap_or_else(|| Told::Surely(".".to_owned()));
    let name = layer.dockerfile.unwrap_or_else(|| Told::Surely("Dockerfile".to_owned()));
    let context = written.clone().map(|written| context(&directory, &written));
    let dockerfile = match layer.is_inline {
        true => Told::Surely(Dockerfile::Inline),
        false => dockerfile(name, context.clone(), &directory),
    };
    let named = |(name, told): (String, Told<String>)| (name, told.map(|text| root::context(&directory, &text)));
    FoundBuild {
        dockerfile,
        context,
        target: layer.target.unwrap_or(Told::Surely(None)),
        arguments: layer.arguments,
        platforms: layer.platforms.unwrap_or_default(),
        secrets: layer.secrets,
        named_contexts: Listed {
            items: layer.contexts.items.into_iter().map(named).collect(),
            is_whole: layer.contexts.is_whole,
        },
        said_by,
    }
}

/// `cwd://` leads to the folder of whoever bakes, where everything else would lead into a remote file.
fn context(directory: &str, written: &str) -> Context {
    root::context(directory, written.strip_prefix("cwd://").map_or(written, |path| path.trim_start_matches('/')))
}

fn dockerfile(name: Told<String>, context: Told<Context>, directory: &str) -> Told<Dockerfile> {
    let file = |path: String| root::inside(&path).map_or(Dockerfile::Elsewhere, Dockerfile::File);
    match name {
        Told::Surely(name) if name.starts_with("cwd://") => {
            let name = name.trim_start_matches("cwd://").trim_start_matches('/');
            Told::Surely(file(root::resolve(directory, name)))
        }
        name => name.join(context, |name, context| match context {
            Context::Folder(folder) | Context::Committed(folder) => {
                file(root::resolve(&root::absolute(&folder), &name))
            }
            Context::Elsewhere(_) | Context::Nothing => Dockerfile::Elsewhere,
        }),
    }
}
