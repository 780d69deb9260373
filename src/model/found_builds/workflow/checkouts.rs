//! Where a job has the repository, when it is not in the folder that it starts in.
//!
//! `actions/checkout` takes a path, and may fetch another repository. Start with [`Checkouts::move_all`].

use super::super::{Context, Dockerfile, FoundBuild, Told, root};
use super::document::Document;
use super::names::Names;
use crate::syntax::yaml::Node;

/// The checkouts of a job.
#[derive(Default)]
pub(super) struct Checkouts {
    list: Vec<Checkout>,
}

struct Checkout {
    /// The folder, as seen from that which the job starts in.
    folder: String,
    is_own: bool,
}

impl Checkouts {
    /// Notes a checkout, by the inputs of the step.
    pub(super) fn add<'a>(&mut self, document: &Document<'a>, inputs: Option<&'a Node>, names: &Names<'_>) {
        let input = |key: &str| inputs.and_then(|inputs| document.get(inputs, key));
        let is_own = input("repository").is_none_or(|node| {
            let text = node.span.of(document.written);
            ["github.repository", "head.repo"].iter().any(|own| text.contains(own)) || node.is_null()
        });
        let path = input("path").map_or(Some(String::new()), |node| names.fill(node.as_str()?));
        let folder = path.and_then(|path| root::inside(&root::resolve(root::ROOT, &path)));
        self.list.extend(folder.map(|folder| Checkout { folder, is_own }));
    }

    /// Makes paths of the repository of those that lead from the folder a job starts in.
    pub(super) fn move_all(&self, builds: &mut [FoundBuild]) {
        let is_plain = self.list.iter().all(|checkout| checkout.is_own && checkout.folder == ".");
        if is_plain {
            return;
        }
        for build in builds {
            // What Git has of the repository does not depend on a checkout.
            if matches!(build.context, Told::Surely(Context::Committed(_))) {
                continue;
            }
            build.dockerfile = take(&mut build.dockerfile).map(|file| self.moved_file(file));
            build.context = take(&mut build.context).map(|context| self.moved(context));
            for (_, context) in &mut build.named_contexts.items {
                *context = take(context).map(|context| self.moved(context));
            }
        }
    }

    fn moved_file(&self, file: Dockerfile) -> Dockerfile {
        match file {
            Dockerfile::File(path) => self.path(&path).map_or(Dockerfile::Elsewhere, Dockerfile::File),
            Dockerfile::FirstOf(one, other) => match (self.path(&one), self.path(&other)) {
                (Some(one), Some(other)) => Dockerfile::FirstOf(one, other),
                (None, _) | (_, None) => Dockerfile::Elsewhere,
            },
            Dockerfile::Inline | Dockerfile::Elsewhere => file,
        }
    }

    /// A context as seen from the repository.
    pub(super) fn moved(&self, context: Context) -> Context {
        match context {
            Context::Folder(path) => match self.path(&path) {
                Some(moved) => Context::Folder(moved),
                None => Context::Elsewhere(path),
            },
            Context::Committed(_) | Context::Elsewhere(_) | Context::Nothing => context,
        }
    }

    /// A path as seen from the repository; `None` where the innermost checkout that has it is not of the repository.
    pub(super) fn path(&self, path: &str) -> Option<String> {
        if self.list.is_empty() {
            return Some(path.to_owned());
        }
        let below = |checkout: &Checkout| match checkout.folder.as_str() {
            "." => Some(path.to_owned()),
            folder if folder == path => Some(".".to_owned()),
            folder => path.strip_prefix(folder)?.strip_prefix('/').map(str::to_owned),
        };
        let found = self.list.iter().filter_map(|checkout| Some((checkout, below(checkout)?)));
        let (checkout, rest) = found.min_by_key(|(_, rest)| rest.len())?;
        checkout.is_own.then_some(rest)
    }
}

fn take<T>(told: &mut Told<T>) -> Told<T> {
    std::mem::replace(told, Told::Unknown)
}
