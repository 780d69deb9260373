//! The variables that a container starts with: `environment` of the service, over `env_file`, over ENV of the image.
//!
//! Three answers: set, absent, or not known, where a file could not be read or an image is not known. Start with
//! [`Container::setting`].

use std::collections::HashSet;

use super::Container;
use crate::knowledge::images;
use crate::knowledge::services;
use crate::model::{Base, Build};
use crate::syntax::expand::Value;
use crate::syntax::image_ref::ImageRef;
use crate::text::Place;

/// What is known of a variable of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// It is set.
    Set {
        /// To this, where that is known: values of environment files are not kept.
        value: Option<String>,
        /// Where, or where the file is named that does; `None` where the base image does.
        place: Option<Place>,
    },
    /// Nothing sets it.
    Absent,
    /// Something that cannot be read may set it.
    Unknown,
}

impl Setting {
    /// Whether it is surely set, and not to nothing.
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Set { value, .. } if value.as_deref() != Some(""))
    }

    /// Whether nothing sets it, or it is surely empty.
    pub fn is_lacking(&self) -> bool {
        match self {
            Self::Set { value, .. } => value.as_deref() == Some(""),
            Self::Absent => true,
            Self::Unknown => false,
        }
    }
}

impl<'p> Container<'p> {
    /// What is known of a variable when the container starts.
    pub fn setting(&self, name: &str) -> Setting {
        self.setting_of_compose(name).unwrap_or_else(|| match self.stack.is_whole(self.service) {
            true => self.setting_of_image(name),
            false => Setting::Unknown,
        })
    }

    /// The names of the variables that Compose sets, or may set, each once with the place of its first mention.
    pub(super) fn compose_variables(&self) -> Vec<(&'p str, Place)> {
        let own = self.service.environment.iter().map(|variable| (variable.name.value.as_str(), variable.place));
        let files = self.service.env_files.iter().filter_map(|file| {
            let read = self.stack.inventory.of_env_file(&file.path.value)?;
            Some(read.entries.iter().map(move |entry| (entry.name.as_str(), file.path.place)))
        });
        let mut seen = HashSet::new();
        own.chain(files.flatten()).filter(|(name, _)| seen.insert(*name)).collect()
    }

    /// Whether a file that was not read may set variables.
    pub fn has_unread_variables(&self) -> bool {
        let mut files = self.service.env_files.iter();
        files.any(|file| self.stack.inventory.of_env_file(&file.path.value).is_none())
    }

    /// What `environment` and `env_file` say of a variable; `None` where they do not name it.
    pub(super) fn setting_of_compose(&self, name: &str) -> Option<Setting> {
        if let Some(variable) = self.service.variable(name) {
            let place = Some(variable.place);
            return Some(match &variable.value {
                Some(value) => Setting::Set { value: value.is_known().then(|| value.value.clone()), place },
                // It is there where the machine has it.
                None => Setting::Unknown,
            });
        }
        for file in self.service.env_files.iter().rev() {
            let Some(read) = self.stack.inventory.of_env_file(&file.path.value) else { return Some(Setting::Unknown) };
            if let Some(entry) = read.entry(name) {
                let value = entry.is_empty.then(String::new);
                return Some(Setting::Set { value, place: Some(file.path.place) });
            }
        }
        None
    }

    fn setting_of_image(&self, name: &str) -> Setting {
        if self.image.is_none() {
            return self
                .stack
                .pulled_image_of(self.service)
                .map_or(Setting::Unknown, |image| setting_of_base(image, name));
        }
        let Some((build, stage)) = self.stage() else { return Setting::Unknown };
        if let Some(binding) = build.variable_of_image(stage, name) {
            let value = match &binding.value {
                Value::Known(value) => Some(value.clone()),
                Value::Unset => Some(String::new()),
                Value::Unknown => None,
            };
            return Setting::Set { value, place: self.place(binding.span) };
        }
        match build.root_base(stage) {
            Base::Scratch => Setting::Absent,
            Base::Image(image) => setting_of_base(&image.value, name),
            Base::Stage(_) | Base::Dynamic(_) | Base::Missing => Setting::Unknown,
        }
    }

    /// Whether an entrypoint of its image takes a variable or a file in its stead, and refuses both.
    pub fn refuses_both(&self, name: &str) -> bool {
        let by_script = |build: &Build| {
            let stage = build.target_stage();
            stage.is_some_and(|stage| build.scripts_of(stage).any(|script| calls_file_env(&script.text, name)))
        };
        let is_started = self.service.entrypoint.is_none();
        let by_image = || self.starting_image().is_some_and(|image| services::refuses_both(image.normalized(), name));
        by_image() || is_started && self.build().is_some_and(by_script)
    }
}

/// What the image that a lineage starts from says of a variable: who made it set few, and the tables have those.
fn setting_of_base(image: &ImageRef, name: &str) -> Setting {
    let known = images::lookup(image.normalized(), image.tag());
    match known {
        Some(known) if known.facts.environment.contains(&name) => Setting::Set { value: None, place: None },
        Some(_) => Setting::Absent,
        None if services::lookup(image.normalized()).is_some() => Setting::Absent,
        None => Setting::Unknown,
    }
}

/// Whether a script hands a variable to the function of the official images that refuses a value beside a file.
fn calls_file_env(script: &str, name: &str) -> bool {
    let is_call = |line: &str| {
        let mut words = line.split_whitespace().map(|word| word.trim_matches(['"', '\'']));
        words.next() == Some("file_env") && words.next() == Some(name)
    };
    script.contains("exclusive") && script.lines().any(is_call)
}

#[cfg(test)]
mod tests {
    use super::calls_file_env;

    #[test]
    fn scripts_name_what_they_read() {
        let script = "file_env() {\n  echo 'error: both are set (but are exclusive)'\n}\nfile_env 'DB_PASSWORD' 'x'\n";
        assert!(calls_file_env(script, "DB_PASSWORD"));
        assert!(!calls_file_env(script, "DB_USER") && !calls_file_env("file_env DB_USER", "DB_USER"));
    }
}
