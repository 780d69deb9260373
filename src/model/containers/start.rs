//! What a container starts: `entrypoint` and `command` of the service over ENTRYPOINT and CMD of its image.
//!
//! What a service says is written behind the Dockerfile of its image, as a Dockerfile would say it, and that is resolved
//! anew: whatever is asked about how an image starts can so be asked about a container, with the scripts of the context,
//! the variables of the service and the programs of the image at hand. Places in it lead back to where they are written.
//! Start with [`Container::start`].

use super::service_builds::request;
use super::{Container, Setting};
use crate::model::{Build, BuildContext, BuildRequest, File, FileId, FileKind, NoContext, Stage};
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{CommandLine, Form};
use crate::syntax::dockerfile;
use crate::syntax::dockerfile::ast::Escape;
use crate::text::{Place, Source, Span};
use std::sync::Arc;

/// How long a Dockerfile may be to be read again for each service.
const MOST_BYTES: usize = 40_000;

/// What a container starts.
#[derive(Debug)]
pub struct ContainerStart {
    /// The build of its image, with what the service says behind it.
    pub build: Build,
    /// Where that begins.
    own: u32,
    /// Where each part of it is written in the Compose file.
    places: Vec<(Span, Place)>,
}

impl ContainerStart {
    /// The stage that is run.
    pub fn stage(&self) -> Option<&Stage> {
        self.build.target_stage()
    }

    /// Whether a place in it is what the service says, and not its image.
    pub fn is_own(&self, span: Span) -> bool {
        span.start >= self.own
    }

    /// Where a place in it is written in the Compose file; `None` of what stands in the Dockerfile.
    pub fn place(&self, span: Span) -> Option<Place> {
        let around = self.places.iter().filter(|(whole, _)| whole.start <= span.start && span.start < whole.end);
        around.map(|(_, place)| *place).next()
    }
}

impl<'p> Container<'p> {
    /// What it starts, where the service says so itself or sets variables of a build. `None` where it leaves that to
    /// the image,
    /// where a word hangs on a variable that nothing sets, and where the Dockerfile could not be read.
    pub fn start(&self) -> Option<&'p ContainerStart> {
        self.project.starts.get(self.service.number)?.get(|| self.found_start()).as_ref()
    }

    fn found_start(&self) -> Option<ContainerStart> {
        let service = self.service;
        let lines = || [&service.entrypoint, &service.command].into_iter().flatten();
        // What an image starts by itself is not known without its Dockerfile, whatever its variables are.
        let is_built = self.image.is_some();
        let says_something =
            lines().next().is_some() || is_built && !(service.environment.is_empty() && service.env_files.is_empty());
        if !says_something || lines().flat_map(|line| &line.words).any(|word| !word.is_known()) {
            return None;
        }
        let mut text = self.image_text()?;
        let own = u32::try_from(text.len()).ok()?;
        let places = Writer { text: &mut text, places: Vec::new() }.container(self);
        let name = self.dockerfile().map_or("Dockerfile", |file| file.source.name());
        let source = Source::new(name, text.into_bytes());
        let kind = FileKind::Dockerfile(Arc::new(dockerfile::parse(source.text()).tree));
        let file = File::new(FileId(u32::MAX), source, kind, Vec::new());
        let asked = self.build_section().map(request).unwrap_or_default();
        // What follows the stage that is asked for was left out.
        let asked = BuildRequest { is_told: true, target: None, ..asked };
        let context: &dyn BuildContext = self.context().unwrap_or(&NoContext);
        let build = Build::resolve_as(&file, &asked, context)?;
        build.target_stage()?;
        Some(ContainerStart { build, own, places })
    }

    /// The Dockerfile of its image up to the end of the stage that is built, or one that only names the image.
    fn image_text(&self) -> Option<String> {
        if self.image.is_none() {
            let from = match self.stack.pulled_image_of(self.service) {
                Some(image) => format!("FROM {image}\n"),
                None => "ARG IMAGE\nFROM $IMAGE\n".to_owned(),
            };
            return Some(from);
        }
        let (build, stage) = self.stage()?;
        let text = self.dockerfile()?.source.text();
        let next = build.stages.get(stage.id.0 as usize + 1);
        let end = next.map_or(text.len(), |next| next.span.start as usize);
        let text = text.get(..end).filter(|text| text.len() < MOST_BYTES)?;
        // Variables are quoted in another way there.
        (build.dockerfile.escape != Escape::Backtick).then(|| format!("{text}\n"))
    }
}

/// Writes what a service says as a Dockerfile would say it.
struct Writer<'t> {
    text: &'t mut String,
    places: Vec<(Span, Place)>,
}

impl Writer<'_> {
    fn container(mut self, container: &Container<'_>) -> Vec<(Span, Place)> {
        let service = container.service;
        let name = service.user.as_ref().filter(|user| user.is_known() && is_plain(&user.value));
        if let Some(user) = name {
            self.line(&format!("USER {}", user.value), user.place);
        }
        if let Some(folder) = service.working_dir.as_ref().filter(|folder| folder.is_known() && is_plain(&folder.value))
        {
            self.line(&format!("WORKDIR {}", folder.value), folder.place);
        }
        for (name, place) in container.compose_variables().into_iter().filter(|(name, _)| is_plain(name)) {
            let value = match container.setting_of_compose(name) {
                Some(Setting::Set { value, .. }) => value,
                Some(Setting::Absent | Setting::Unknown) | None => None,
            };
            match value.as_deref().and_then(quoted) {
                Some(value) => self.line(&format!("ENV {name}={value}"), place),
                // What only the one who starts it knows.
                None => self.line(&format!("ARG {name}\nENV {name}=${name}"), place),
            }
        }
        for port in service.ports.iter().take(1) {
            self.line(&format!("EXPOSE {}", port.target.value), port.place);
        }
        // What runs is one line of words; an entrypoint of the service takes the CMD of the image away.
        match (&service.entrypoint, &service.command) {
            (Some(first), rest) => {
                self.array("ENTRYPOINT", words(first).iter().chain(rest.iter().flat_map(words)));
                self.text.push_str("CMD []\n");
            }
            (None, Some(line)) => self.array("CMD", words(line).iter()),
            (None, None) => {}
        }
        self.places
    }

    fn line(&mut self, line: &str, place: Place) {
        let start = self.text.len();
        self.text.push_str(line);
        self.note(start, place);
        self.text.push('\n');
    }

    fn array<'w>(&mut self, keyword: &str, words: impl Iterator<Item = &'w Located<String>>) {
        self.text.push_str(keyword);
        self.text.push_str(" [");
        let mut separator = "";
        for word in words {
            self.text.push_str(separator);
            let start = self.text.len();
            self.text.push_str(&serde_json::Value::from(word.value.as_str()).to_string());
            self.note(start, word.place);
            separator = ", ";
        }
        self.text.push_str("]\n");
    }

    fn note(&mut self, start: usize, place: Place) {
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(self.text.len())) {
            self.places.push((Span::new(start, end), place));
        }
    }
}

/// What is run; of a line that takes away the image's own, nothing.
fn words(line: &CommandLine) -> &[Located<String>] {
    match line.form {
        Form::Text | Form::List => &line.words,
        Form::Cleared => &[],
    }
}

/// Whether a word means in a Dockerfile what it says.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./:@".contains(&byte))
}

/// The value of a variable in quotes; `None` where it does not fit on a line.
fn quoted(value: &str) -> Option<String> {
    if value.contains(['\n', '\r', '\0']) {
        return None;
    }
    let mut text = String::from("\"");
    for character in value.chars() {
        if matches!(character, '"' | '\\' | '$') {
            text.push('\\');
        }
        text.push(character);
    }
    text.push('"');
    Some(text)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::path::{Path, PathBuf};

    use super::quoted;
    use crate::model::stack::{FileError, ProjectFiles};
    use crate::model::{Container, NoContext, Project, SharedContext};

    /// A Compose file with a Dockerfile beside it.
    #[derive(Debug)]
    struct Files(HashMap<PathBuf, String>);

    impl ProjectFiles for Files {
        fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
            self.0.get(path).map(|text| text.clone().into_bytes()).ok_or(FileError::Missing)
        }

        fn exists(&self, _path: &Path) -> Option<bool> {
            None
        }

        fn context(&self, _folder: &Path, _dockerfile: &Path) -> SharedContext {
            std::sync::Arc::new(NoContext)
        }
    }

    fn project(dockerfile: &str, keys: &str) -> Project {
        let compose = format!("services:\n  app:\n    build: .\n{keys}");
        let files = [("compose.yaml", compose), ("Dockerfile", dockerfile.to_owned())];
        let files = Files(files.into_iter().map(|(path, text)| (PathBuf::from(path), text)).collect());
        Project::of_compose(&[PathBuf::from("compose.yaml")], &files, &Default::default())
    }

    /// The programs that start, and whether the service names each.
    fn started(dockerfile: &str, keys: &str) -> Vec<(String, bool)> {
        let project = project(dockerfile, keys);
        let container = Container::all(&project).next().unwrap();
        let Some(start) = container.start() else { return Vec::new() };
        let commands = start.build.start_commands(start.stage().unwrap());
        commands.iter().map(|it| (it.program.value.clone(), start.place(it.program.span).is_some())).collect()
    }

    #[test]
    fn what_the_service_says_comes_behind_the_image() {
        let named =
            |names: &[(&str, bool)]| names.iter().map(|(name, own)| ((*name).to_owned(), *own)).collect::<Vec<_>>();
        let plain = "FROM debian:13\nENTRYPOINT [\"/entry\"]\nCMD [\"serve\"]";
        assert_eq!(started(plain, "    command: [work, \"a b\"]\n"), named(&[("entry", false), ("work", true)]));
        assert_eq!(started(plain, "    entrypoint: work -v\n"), named(&[("work", true)]));
        assert_eq!(started(plain, "    command: []\n    entrypoint: [x]\n"), named(&[("x", true)]));
        assert_eq!(started(plain, "    environment: {A: b}\n"), named(&[("entry", false), ("serve", false)]));
        assert_eq!(started(plain, ""), Vec::new());
        assert_eq!(started(plain, "    command: run ${NOBODY}\n"), Vec::new());
    }

    #[test]
    fn values_are_quoted() {
        assert_eq!(quoted("a b").as_deref(), Some("\"a b\""));
        assert_eq!(quoted("$a\"\\").as_deref(), Some("\"\\$a\\\"\\\\\""));
        assert_eq!(quoted("a\nb"), None);
    }
}
