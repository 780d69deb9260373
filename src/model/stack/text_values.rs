//! Values that are texts to whoever gets them, whatever they look like to YAML: variables, labels, options.
//!
//! What YAML takes for a number, a date or a boolean is one before it becomes a text again, and may then be another
//! text than the one that is written. Start with [`Stack::text_values`].

use super::Stack;
use crate::syntax::compose::{Data, Mapping, Member, Value};
use crate::syntax::yaml::ScalarStyle;
use crate::text::Place;

/// A key with a value that is a text to whoever gets it.
#[derive(Clone, Copy, Debug)]
pub struct TextValue<'a> {
    /// The key.
    pub name: &'a str,
    /// Where the key is written.
    pub key: Place,
    /// The value.
    pub value: &'a Value,
    /// What it is for.
    pub kind: TextKind,
}

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// A variable of a container.
    Variable,
    /// An argument of a build.
    BuildArgument,
    /// A label or an annotation.
    Label,
    /// An option of a driver or of the kernel.
    Setting,
}

const OF_SERVICES: &[(&[&str], TextKind)] = &[
    (&["environment"], TextKind::Variable),
    (&["labels"], TextKind::Label),
    (&["annotations"], TextKind::Label),
    (&["build", "args"], TextKind::BuildArgument),
    (&["build", "labels"], TextKind::Label),
    (&["sysctls"], TextKind::Setting),
    (&["storage_opt"], TextKind::Setting),
    (&["logging", "options"], TextKind::Setting),
    (&["deploy", "labels"], TextKind::Label),
];

const OF_HOOKS: &[&str] = &["post_start", "pre_stop"];

const OF_RESOURCES: &[(&[&str], TextKind)] = &[(&["labels"], TextKind::Label), (&["driver_opts"], TextKind::Setting)];

/// What YAML takes for nothing.
const NOTHING: &[&str] = &["~", "null", "Null", "NULL"];

const RESOURCES: &[&str] = &["networks", "volumes", "secrets", "configs"];

impl Stack {
    /// Every variable, argument, label and option of the project; what several services share is there for each.
    pub fn text_values(&self) -> impl Iterator<Item = TextValue<'_>> {
        let services = members(&self.value, &["services"]).flat_map(|(_, member)| of_service(&member.value));
        let resources = RESOURCES.iter().flat_map(|section| members(&self.value, std::slice::from_ref(section)));
        services.chain(resources.flat_map(|(_, member)| at_paths(&member.value, OF_RESOURCES)))
    }
}

fn of_service(service: &Value) -> impl Iterator<Item = TextValue<'_>> {
    let hooks = OF_HOOKS.iter().flat_map(|key| service.get(key).map(Value::items).unwrap_or_default());
    let of_hooks = hooks.flat_map(|hook| at_paths(hook, OF_SERVICES.get(..1).unwrap_or_default()));
    at_paths(service, OF_SERVICES).chain(of_hooks)
}

fn at_paths<'a>(
    value: &'a Value,
    paths: &'static [(&'static [&'static str], TextKind)],
) -> impl Iterator<Item = TextValue<'a>> {
    paths.iter().flat_map(|&(path, kind)| {
        members(value, path).map(move |(name, member)| TextValue { name, key: member.key, value: &member.value, kind })
    })
}

fn members<'a>(value: &'a Value, path: &[&str]) -> impl Iterator<Item = (&'a str, &'a Member)> {
    value.at(path).and_then(Value::as_mapping).into_iter().flat_map(Mapping::iter)
}

impl<'a> TextValue<'a> {
    /// What is written without quotes, where that alone decides what it is: no variable, no tag.
    pub fn plain(&self) -> Option<&'a str> {
        let scalar = self.value.as_scalar()?;
        let is_plain = scalar.style == ScalarStyle::Plain && scalar.variables.is_empty();
        // An item of a list is a text with its name, and none of what YAML gives a type holds a `=`.
        (is_plain && !scalar.written.contains(['=', '$'])).then_some(&*scalar.written)
    }

    /// What arrives in place of what is written, where that is another text.
    pub fn coerced(&self) -> Option<String> {
        let written = self.plain()?;
        let data = self.value.data().filter(|data| **data != Data::Null)?;
        // What fits 64 bits without a sign stays a whole number.
        let is_whole = written.parse::<u64>().is_ok_and(|number| number.to_string() == written);
        let is_nothing = NOTHING.contains(&written);
        Some(data.to_text()).filter(|text| text != written && !is_whole && !is_nothing)
    }

    /// Whether a `NAME=value` item of a list says it: what stands in front of the `=` is then a text like the rest.
    pub fn is_item(&self) -> bool {
        let has_sign = self.value.as_scalar().is_some_and(|scalar| scalar.written.contains('='));
        let (key, value) = (self.key, self.value.place);
        // In a mapping at least a colon and a blank or quote stand in between.
        has_sign && key.file == value.file && value.span.start <= key.span.end + 1
    }
}
