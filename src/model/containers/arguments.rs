//! Build arguments: what `build.args` gives and what the ARGs of the Dockerfile take.
//!
//! Start with [`Container::missing_arguments`] and [`Container::chosen_bases`].
//! Source: <https://docs.docker.com/build/building/variables/>

use super::Container;
use crate::model::{Base, Build, Stage};
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::Pair;
use crate::syntax::dockerfile::ast::{DirectiveName, Kind, is_frontend};
use crate::syntax::expand::{Value, expand};
use crate::syntax::image_ref::ImageRef;
use crate::syntax::{PartKind, Word};
use crate::text::Span;

/// Arguments that BuildKit takes without an ARG.
///
/// Source: <https://docs.docker.com/build/building/variables/#pre-defined-build-arguments>
const PREDEFINED: &[&str] = &["ALL_PROXY", "FTP_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SOURCE_DATE_EPOCH"];

/// An argument without which a FROM of a build names no image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingArgument {
    /// The name.
    pub name: String,
    /// The ARG above the first FROM, which has no default.
    pub declared: Span,
    /// The image in FROM.
    pub from: Span,
}

/// A base image that an argument of the service chooses.
#[derive(Clone, Copy, Debug)]
pub struct ChosenBase<'p> {
    /// The argument.
    pub argument: &'p Pair,
    /// Its value.
    pub value: &'p Located<String>,
    /// The stage that starts from the image.
    pub stage: &'p Stage,
    /// The image.
    pub image: &'p ImageRef,
}

impl Build {
    /// Whether something in the file may take an argument of that name: an ARG, BuildKit itself, or what cannot be read.
    pub fn may_take_argument(&self, name: &str) -> bool {
        let is_predefined = PREDEFINED.iter().any(|known| known.eq_ignore_ascii_case(name));
        let is_for_builder = is_predefined || name.starts_with("BUILDKIT_") || Self::is_platform_argument(name);
        is_for_builder || self.declares_argument(name) || !self.declares_all()
    }

    /// The names of all arguments that the file declares.
    pub fn argument_names(&self) -> impl Iterator<Item = &str> {
        let kinds = self.dockerfile.instructions().map(|instruction| &instruction.put_off().kind);
        let arguments = kinds.filter_map(|kind| if let Kind::Arg(arg) = kind { Some(arg) } else { None });
        arguments.flat_map(|arg| &arg.definitions).map(|definition| definition.name.value.as_str())
    }

    fn declares_argument(&self, name: &str) -> bool {
        self.argument_names().any(|known| known == name)
    }

    /// Whether all arguments of the build stand in the file: no other frontend reads it, and no base image is there to
    /// be built upon.
    fn declares_all(&self) -> bool {
        let is_foreign = self
            .dockerfile
            .directives()
            .any(|directive| directive.name.value == DirectiveName::Syntax && !is_frontend(&directive.value.value));
        let has_triggers = |stage: &Stage| {
            let is_named = self.from_image(stage).is_some_and(|word| word.says("onbuild"));
            let is_bare = self.steps_of(stage).is_empty() && self.base_family(stage).is_none();
            is_named || is_bare && !matches!(stage.base, Base::Stage(_) | Base::Scratch)
        };
        !is_foreign && !self.stages.is_empty() && !self.stages.iter().any(has_triggers)
    }

    /// Whether FROM names a variable that no ARG above it declares.
    pub fn has_undeclared_in_from(&self, name: &str) -> bool {
        let words = self.stages.iter().filter_map(|stage| self.from_image(stage));
        words.flat_map(Word::all_variables).any(|(variable, _)| variable.name == name)
            && self.global_binding(name).is_none()
    }

    /// Whether every service that builds this stage gives an argument to the FROM of a stage.
    pub fn is_base_left_to_services(&self, stage: &Stage) -> bool {
        let Some(word) = self.from_image(stage) else { return false };
        let variables = word.all_variables();
        self.is_left_to_services(|service| {
            variables.iter().any(|(variable, _)| service.request.arguments.contains_key(&variable.name))
        })
    }

    /// Whether every service that builds this stage chooses the version of the image that a stage starts from.
    pub fn is_version_left_to_services(&self, stage: &Stage) -> bool {
        let chooser = self.from_image(stage).and_then(chooser);
        chooser.is_some_and(|name| self.is_left_to_services(|it| it.request.arguments.contains_key(name)))
    }
}

/// The variable that chooses the version of an image: the tag begins with it, or it is the name with the tag.
fn chooser(image: &Word) -> Option<&str> {
    // What stands first in the tag, or in the name where no tag is written; `Some(None)` is text.
    let mut first: Option<Option<&str>> = None;
    for part in &image.parts {
        match &part.kind {
            PartKind::Literal(text) => {
                let name = text.rsplit('/').next().unwrap_or_default();
                let rest = name.split_once(':').map_or(name, |(_, tag)| tag);
                if text.contains(['/', ':']) {
                    first = None;
                }
                if !rest.is_empty() {
                    first = first.or(Some(None));
                }
            }
            PartKind::Variable(variable) => first = first.or(Some(Some(&variable.name))),
            PartKind::Substitution(_) | PartKind::Opaque => return None,
        }
    }
    first.flatten()
}

impl<'p> Container<'p> {
    /// The arguments that its build is given.
    pub fn build_arguments(&self) -> &'p [Pair] {
        self.build_section().map(|build| build.args.as_slice()).unwrap_or_default()
    }

    /// The arguments without which a FROM of its build names no image: they have no default, and are not given.
    pub fn missing_arguments(&self) -> Vec<MissingArgument> {
        let Some((build, target)) = self.stage() else { return Vec::new() };
        let needed = build.needed_by(target);
        let stages = build.stages.iter().filter(|stage| needed.contains(&stage.id));
        let mut found: Vec<MissingArgument> = Vec::new();
        for missing in stages.filter_map(|stage| self.missing_argument(build, stage)) {
            if !found.iter().any(|known| known.name == missing.name) {
                found.push(missing);
            }
        }
        found
    }

    fn missing_argument(&self, build: &Build, stage: &Stage) -> Option<MissingArgument> {
        let Base::Dynamic(word) = &stage.base else { return None };
        let is_given = |name: &str| Pair::find(self.build_arguments(), name).is_some();
        let unset = |name: &str| {
            let mut arguments = build.global_arguments.iter().rev();
            let argument = arguments.find(|argument| argument.name.value == name)?;
            (!argument.has_default && !is_given(name) && !Build::is_platform_argument(name)).then_some(argument)
        };
        let lookup = |name: &str| match (unset(name), build.global_binding(name)) {
            (Some(_), _) => Value::Unset,
            (None, Some(binding)) => binding.value.clone(),
            (None, None) => Value::Unknown,
        };
        let text = expand(word, &lookup).known()?;
        let variables = word.all_variables();
        let mut culprits = variables.iter().filter(|(variable, _)| !variable.has_fallback());
        let argument = culprits.find_map(|(variable, _)| unset(&variable.name))?;
        // What a context is given for may have any name.
        (!ImageRef::is_valid(&text)).then(|| MissingArgument {
            name: argument.name.value.clone(),
            declared: argument.name.span,
            from: word.span,
        })
    }

    /// The images that stages of its build start from by an argument of its own, where both are known.
    pub fn chosen_bases(&self) -> Vec<ChosenBase<'p>> {
        let Some((build, target)) = self.stage() else { return Vec::new() };
        let needed = build.needed_by(target);
        let stages = build.stages.iter().filter(|stage| needed.contains(&stage.id));
        stages.filter_map(|stage| self.chosen_base(build, stage)).collect()
    }

    fn chosen_base(&self, build: &'p Build, stage: &'p Stage) -> Option<ChosenBase<'p>> {
        let Base::Image(image) = &stage.base else { return None };
        let argument = Pair::find(self.build_arguments(), chooser(build.from_image(stage)?)?)?;
        let value = argument.value.as_ref().filter(|value| value.is_known())?;
        Some(ChosenBase { argument, value, stage, image: &image.value })
    }
}
