//! Contexts that a build is given by name: `additional_contexts`.
//!
//! One stands for the image of that name in FROM, `COPY --from` and mounts; that of a stage takes the stage's place. Knows
//! how names are compared and what contexts are. Start with [`find`] and [`Container::missing_contexts`].
//! Source: <https://docs.docker.com/reference/compose-file/build/#additional_contexts>

use std::collections::BTreeMap;

use super::Container;
use crate::knowledge::images::is_official;
use crate::model::{Base, Build, SourceOrigin, Stage};
use crate::syntax::compose::ast;
use crate::syntax::compose::ast::Service;
use crate::syntax::image_ref::ImageRef;
use crate::text::Span;

/// What a context begins with that is an image.
const IMAGE: &str = "docker-image://";

/// A name that a Dockerfile takes files from, and that only this project could give a meaning.
#[derive(Clone, Copy, Debug)]
pub struct MissingContext<'p> {
    /// The name, in the Dockerfile.
    pub name: &'p str,
    /// Where it stands there.
    pub span: Span,
    /// The service of that name, which is built here.
    pub service: &'p Service,
}

/// The contexts of a build by their names; what hangs on a variable that nothing sets has an empty text.
pub fn of(build: &ast::Build) -> BTreeMap<String, String> {
    let text = |pair: &ast::Pair| match &pair.value {
        Some(value) if value.is_known() => value.value.clone(),
        Some(_) | None => String::new(),
    };
    build.additional_contexts.iter().map(|pair| (pair.name.value.to_lowercase(), text(pair))).collect()
}

/// The context that stands for a name of a Dockerfile.
pub fn find<'a>(contexts: &'a BTreeMap<String, String>, name: &str) -> Option<&'a str> {
    if contexts.is_empty() {
        return None;
    }
    let exact = contexts.get(&name.to_lowercase());
    exact
        .or_else(|| contexts.iter().find(|(key, _)| is_same(key, name)).map(|(_, context)| context))
        .map(String::as_str)
}

/// Whether two names mean one image: `alpine` and `docker.io/library/alpine:latest`.
fn is_same(one: &str, other: &str) -> bool {
    let complete = |text: &str| ImageRef::parse(text).map(|image| image.complete().to_lowercase());
    one.eq_ignore_ascii_case(other) || complete(one).is_some_and(|one| complete(other) == Some(one))
}

/// The image that a context is.
pub fn image_in(context: &str) -> Option<ImageRef> {
    context.strip_prefix(IMAGE).and_then(ImageRef::parse)
}

impl Build {
    /// Whether FROM, `--from` or a mount may mean a context of that name, or a stage has it.
    pub fn may_use_context(&self, name: &str) -> bool {
        let is_base = |stage: &Stage| match self.from_image(stage).map(|word| (word, self.with_defaults(word))) {
            Some((word, Some(text))) => is_same(name, &text) || !word.all_variables().is_empty(),
            Some((_, None)) => true,
            None => false,
        };
        let is_source = |text: &str| is_same(name, text) || text.contains('$');
        let put_off = self.dockerfile.instructions().any(|instruction| instruction.put_off() != instruction);
        put_off
            || self.stages.iter().any(|stage| stage.is_called(name) || is_base(stage))
            || self.steps.iter().flat_map(|step| &step.sources).any(|source| is_source(&source.name.value))
    }
}

impl<'p> Container<'p> {
    /// The names in its Dockerfile that are those of services which are built here, and that no context gives a meaning:
    /// an image of that name would be pulled.
    pub fn missing_contexts(&self) -> Vec<MissingContext<'p>> {
        let Some((build, target)) = self.stage() else { return Vec::new() };
        let needed = build.needed_by(target);
        let bases = build.stages.iter().filter(|stage| needed.contains(&stage.id)).filter_map(|stage| {
            let Base::Image(image) = &stage.base else { return None };
            let is_written = build.from_image(stage).is_some_and(|word| word.all_variables().is_empty());
            is_written.then_some((&image.value, image.span))
        });
        let steps = build.steps.iter().filter(|step| needed.contains(&step.stage));
        let sources = steps.flat_map(|step| &step.sources).filter_map(|source| match &source.origin {
            SourceOrigin::Image(image) => Some((image, source.name.span)),
            SourceOrigin::Stage(_)
            | SourceOrigin::Variable
            | SourceOrigin::NotYet(_)
            | SourceOrigin::NoSuchNumber
            | SourceOrigin::NoReference => None,
        });
        bases.chain(sources).filter_map(|(image, span)| self.missing_context(image, span)).collect()
    }

    fn missing_context(&self, image: &'p ImageRef, span: Span) -> Option<MissingContext<'p>> {
        let name = image.normalized();
        let is_plain = !name.contains('/') && image.tag().is_none() && image.digest().is_none() && !is_official(name);
        let service = self.stack.service(name).filter(|service| is_plain && service.build.is_some())?;
        let is_given = self.build_section().is_some_and(|build| find(&of(build), name).is_some());
        // An image of that name may be what another service is built as.
        let is_built = || {
            let images = self.stack.services().filter(|other| other.build.is_some());
            images
                .filter_map(|other| other.image.as_ref())
                .any(|image| !image.is_known() || image.value.contains(name) && is_same(&image.value, name))
        };
        (!is_given && !is_built()).then_some(MissingContext { name, span, service })
    }
}
