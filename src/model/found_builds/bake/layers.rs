//! What one block of a target says, and how blocks go over each other.
//!
//! Texts and lists of a later block take the place of those of an earlier one; arguments, contexts and secrets are
//! added. Start with [`Layer::of_block`] and [`Layer::merge`].

use super::super::{Listed, Told};
use super::values::{Answer, Bindings, Scope, Value};
use crate::syntax::hcl::{Body, Expression};

/// What a target says, alone or with what it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    pub context: Option<Told<String>>,
    pub dockerfile: Option<Told<String>>,
    pub is_inline: bool,
    pub target: Option<Told<Option<String>>>,
    pub arguments: Listed<(String, Told<Option<String>>)>,
    pub contexts: Listed<(String, Told<String>)>,
    pub platforms: Option<Listed<String>>,
    pub secrets: Listed<String>,
    pub inherits: Listed<String>,
}

impl Layer {
    /// What a block says.
    pub(super) fn of_block(body: &Body, scope: &Scope<'_>, bindings: &Bindings) -> Self {
        let answer = |name: &str| body.get(name).map(|value| scope.answer(value, bindings));
        let text = |name: &str| answer(name).map(Answer::into_told).and_then(said);
        let texts = |name: &str| answer(name).map(Answer::into_texts);
        let is_written = |name: &str| body.get(name).is_some_and(|value: &Expression| !is_nothing(value));
        Self {
            context: text("context"),
            dockerfile: text("dockerfile"),
            is_inline: is_written("dockerfile-inline"),
            target: answer("target")
                .map(Answer::into_told)
                .map(|told| told.map(|name| name.filter(|it| !it.is_empty()))),
            arguments: answer("args").map(members).unwrap_or_default(),
            contexts: only_texts(answer("contexts").map(members).unwrap_or_default()),
            platforms: texts("platforms"),
            secrets: answer("secret").map(secrets).unwrap_or_default(),
            inherits: texts("inherits").unwrap_or_default(),
        }
    }

    /// Lets another layer go over this one.
    pub(super) fn merge(&mut self, over: Self) {
        replace(&mut self.context, over.context);
        replace(&mut self.dockerfile, over.dockerfile);
        replace(&mut self.target, over.target);
        replace(&mut self.platforms, over.platforms);
        self.is_inline |= over.is_inline;
        self.arguments.go_over(over.arguments);
        self.contexts.go_over(over.contexts);
        self.secrets.add(over.secrets);
        self.inherits.add(over.inherits);
    }

    /// A layer of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self {
            context: Some(Told::Unknown),
            dockerfile: Some(Told::Unknown),
            is_inline: false,
            target: Some(Told::Unknown),
            arguments: Listed { items: Vec::new(), is_whole: false },
            contexts: Listed { items: Vec::new(), is_whole: false },
            platforms: Some(Listed { items: Vec::new(), is_whole: false }),
            secrets: Listed { items: Vec::new(), is_whole: false },
            inherits: Listed::default(),
        }
    }

    /// Whether it says itself what is built.
    pub(super) fn says_what(&self) -> bool {
        self.context.is_some() || self.dockerfile.is_some() || self.is_inline || self.target.is_some()
    }
}

fn replace<T>(value: &mut Option<T>, over: Option<T>) {
    if over.is_some() {
        *value = over;
    }
}

impl<T> Listed<(String, T)> {
    /// Adds members; those with a name that is there take its place.
    fn go_over(&mut self, over: Self) {
        self.is_whole &= over.is_whole;
        let names: std::collections::HashSet<&str> = over.items.iter().map(|(name, _)| name.as_str()).collect();
        self.items.retain(|(name, _)| !names.contains(name.as_str()));
        self.items.extend(over.items);
    }
}

impl Listed<String> {
    fn add(&mut self, more: Self) {
        self.is_whole &= more.is_whole;
        let is_new = |item: &String| !self.items.contains(item);
        let new: Vec<String> = more.items.into_iter().filter(is_new).collect();
        self.items.extend(new);
    }
}

fn is_nothing(value: &Expression) -> bool {
    value.kind == crate::syntax::hcl::ExpressionKind::Null
}

/// A text; nothing and the empty text are as good as not written.
fn said(told: Told<Option<String>>) -> Option<Told<String>> {
    match told {
        Told::Surely(text) => text.filter(|text| !text.is_empty()).map(Told::Surely),
        Told::ByDefault(text) => text.filter(|text| !text.is_empty()).map(Told::ByDefault),
        Told::Unknown => Some(Told::Unknown),
    }
}

fn members(answer: Answer) -> Listed<(String, Told<Option<String>>)> {
    let is_whole = !answer.is_default;
    match answer.value {
        Value::Object(members) => {
            let items = members.into_iter().map(|(name, value)| (name, value.into_told())).collect();
            Listed { items, is_whole }
        }
        Value::Nothing => Listed::default(),
        Value::Text(_) | Value::List(_) | Value::Unknown => Listed { items: Vec::new(), is_whole: false },
    }
}

fn only_texts(members: Listed<(String, Told<Option<String>>)>) -> Listed<(String, Told<String>)> {
    let text = |(name, told): (String, Told<Option<String>>)| said(told).map(|told| (name, told));
    Listed { items: members.items.into_iter().filter_map(text).collect(), is_whole: members.is_whole }
}

/// The names of secrets: `"id=token,src=file"`, or `{ id = "token" }`.
fn secrets(answer: Answer) -> Listed<String> {
    let is_whole = !answer.is_default;
    let mut found = Listed { items: Vec::new(), is_whole };
    match answer.value {
        Value::List(items) => items.into_iter().for_each(|item| found.push(secret(item))),
        Value::Nothing => {}
        Value::Text(_) | Value::Object(_) | Value::Unknown => found.is_whole = false,
    }
    found
}

fn secret(answer: Answer) -> Option<String> {
    match answer.value {
        Value::Text(text) => super::super::arguments::secret_name(&text),
        Value::Object(members) => {
            let id = members.into_iter().find(|(name, _)| name == "id")?.1;
            id.into_told().value().cloned().flatten()
        }
        Value::Nothing | Value::List(_) | Value::Unknown => None,
    }
}
