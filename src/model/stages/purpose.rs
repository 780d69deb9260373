//! What a file and its stages are for: to develop, test or build with, or to run.
//!
//! One answer for every rule, by what the author says: names of file, folder, stage and base image, and the comment at the
//! top of the file. [`Build::is_for_development`] adds what the image starts and has. Start there, with
//! [`Build::is_workshop`], which counts building too and looks at the stage alone, or for Compose files with
//! [`File::is_for_development`].

use crate::knowledge::servers;
use crate::model::commands::launchers::launched;
use crate::model::{Base, Build, File, Stage};
use crate::syntax::dockerfile::Dockerfile;
use crate::syntax::dockerfile::ast::{Item, Kind};

/// Words of names that say something is there to develop or test with.
const WORDS: &[&str] = &[
    "ci",
    "cursor",
    "dev",
    "devcontainer",
    "devel",
    "develop",
    "developer",
    "development",
    "devenv",
    "e2e",
    "lint",
    "linter",
    "test",
    "tester",
    "testing",
    "tests",
];

/// Words that say so of files and stages alone: a list of packages may be `local` for other reasons.
const WORDS_OF_FILES: &[&str] = &["debug", "local"];

/// Words that say so of Compose files alone. Docker Compose merges an `override` unasked, which is what one wants where one
/// develops.
const WORDS_OF_COMPOSE_FILES: &[&str] = &["integration", "override"];

/// Folders of Compose files that are there to try something. An image is built in an example as anywhere else.
const FOLDERS_TO_TRY: &[&str] = &["example", "examples", "sample", "samples", "testdata"];

/// Folders in which nothing is there to run, however deep it stands.
const FOLDERS_OF_TOOLS: &[&str] = &[".circleci", ".devcontainer", ".github", ".gitlab"];

/// Words of stage names that say the image is made to build with.
const BUILD_WORDS: &[&str] = &["artifact", "artifacts", "build", "builder", "deps", "sdk"];

/// Words of stage names that say that other stages start from them.
const BASE_WORDS: &[&str] = &["base", "common"];

/// Words of names that say something is there to run.
const FINAL_WORDS: &[&str] = &["app", "final", "prod", "production", "release", "runner", "runtime", "server"];

/// Parts of the names of images that are made to develop in.
const WORKSHOP_IMAGES: &[&str] = &["devcontainers/", "gitpod/", "cimg/", "circleci/"];

/// What comments say of files that are there to develop or test with.
const PHRASES: &[&str] = &[
    "development only",
    "do not use in production",
    "don't use in production",
    "for development purposes",
    "for local development",
    "for testing only",
    "for testing purposes",
    "not be used in production",
    "not for production",
    "not intended for production",
    "not meant for production",
    "not production ready",
    "not production-ready",
    "not recommended for production",
    "not suitable for production",
    "only for development",
    "only for testing",
];

/// How many comments above the first FROM are read.
const MOST_COMMENTS: usize = 60;

/// How many folders above a file say what it is for; others are those of a whole repository or of a person.
const NEAREST_FOLDERS: usize = 2;

/// Packages of languages that only an image to develop in has.
const WATCHERS: &[&str] = &["@angular/cli", "@vue/cli", "nodemon", "ts-node-dev", "watchdog"];

/// Whether the name of a file or a list of packages says that it is for developers: `requirements-dev.txt`.
pub fn is_for_developers(path: &str) -> bool {
    let is_device = path.starts_with("/dev/");
    !is_device && path.rsplit('/').take(2).any(|part| has_word(part, WORDS))
}

/// Whether a name has a word that says something is there to develop or test with.
pub(in crate::model) fn names_development(name: &str) -> bool {
    has_word(name, WORDS) || has_word(name, WORDS_OF_FILES)
}

fn has_word(name: &str, words: &[&str]) -> bool {
    let is_one = |word: &str| {
        // `test2` is a test too, `e2e` no `e`.
        words.contains(&word) || words.contains(&word.trim_end_matches(|end: char| end.is_ascii_digit()))
    };
    name.to_lowercase().split(['-', '_', '.', '+']).any(is_one)
}

impl File {
    /// Whether the author says that the file is there to develop or test with: by its name (`Dockerfile.dev`), by one of
    /// the two nearest folders (`.devcontainer/`, `tests/docker/`), or in the comment at its top.
    pub fn is_for_development(&self) -> bool {
        *self.purpose.get(|| {
            let path = self.source.name();
            is_path_for_development(path)
                || self.dockerfile().is_some_and(|tree| says_development(tree))
                || self.yaml().is_some() && is_compose_path_for_development(path)
        })
    }

    /// Whether the file's name says that it makes an image to build with: `build.Dockerfile`.
    pub fn is_for_building(&self) -> bool {
        let name = self.source.name().rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
        name.split(['-', '_', '.']).any(|word| word.starts_with("build") || word.ends_with("build"))
    }
}

/// Folders above the place where one starts to look (`..`) say nothing, and of an absolute path nobody knows where that
/// place is, so that the nearest folder alone is taken for its own.
fn is_path_for_development(path: &str) -> bool {
    let is_absolute = path.starts_with(['/', '\\']) || path.get(1..2) == Some(":");
    let folders = if is_absolute { 1 } else { NEAREST_FOLDERS };
    let mut parts = path.rsplit(['/', '\\']).take_while(|part| *part != "..");
    let mut nearest = parts.clone().take(1 + folders);
    nearest.any(names_development) || parts.any(|part| FOLDERS_OF_TOOLS.contains(&part))
}

/// What paths say of Compose files alone.
fn is_compose_path_for_development(path: &str) -> bool {
    let mut parts = path.rsplit(['/', '\\']);
    parts.next().is_some_and(|name| has_word(name, WORDS_OF_COMPOSE_FILES))
        || parts.next().is_some_and(|folder| FOLDERS_TO_TRY.contains(&folder.to_lowercase().as_str()))
}

/// Whether the comments above the first instruction say so, across their lines.
fn says_development(dockerfile: &Dockerfile) -> bool {
    let head = dockerfile.items.iter().take_while(|item| !matches!(item, Item::Instruction(_)));
    let lines = head.filter_map(|item| match item {
        Item::Comment(comment) => Some(comment.text.value.as_str()),
        Item::ByteOrderMark(_) | Item::Directive(_) | Item::Blank(_) | Item::Instruction(_) => None,
    });
    let words: Vec<&str> = lines.take(MOST_COMMENTS).flat_map(str::split_whitespace).collect();
    let text = words.join(" ").to_lowercase();
    PHRASES.iter().any(|phrase| text.contains(phrase))
}

impl Build {
    /// Whether the name of a stage says that it is there to develop or test with.
    pub fn is_named_for_development(&self, stage: &Stage) -> bool {
        stage.name.as_ref().is_some_and(|name| names_development(&name.value))
    }

    /// Whether the name of a stage says that other stages start from it.
    pub fn is_named_as_base(&self, stage: &Stage) -> bool {
        stage.name.as_ref().is_some_and(|name| has_word(&name.value, BASE_WORDS))
    }

    /// Whether a stage is made to build, test or develop in, by its own name or that of its base image.
    pub fn is_workshop(&self, stage: &Stage) -> bool {
        let is_to_build = stage.name.as_ref().is_some_and(|name| has_word(&name.value, BUILD_WORDS));
        let is_made_for_it = |text: &str| WORKSHOP_IMAGES.iter().any(|part| text.contains(part));
        is_to_build
            || self.is_named_for_development(stage)
            || match self.root_base(stage) {
                Base::Image(image) => is_made_for_it(image.value.normalized()),
                Base::Dynamic(word) => is_made_for_it(&word.raw),
                Base::Stage(_) | Base::Scratch | Base::Missing => false,
            }
    }

    /// Whether the author says that an image is there to develop, test or build with, by stage or file.
    pub fn is_said_to_be_for_development(&self, stage: &Stage) -> bool {
        self.is_file_for_development || self.is_workshop(stage)
    }

    /// Whether an image is there to develop, test or build with: its author says so, it starts a server made for that,
    /// by CMD, ENTRYPOINT or a variable that holds the command, or it has a tool that watches files.
    pub fn is_for_development(&self, stage: &Stage) -> bool {
        let starts_server =
            || self.started_servers(stage).iter().any(|it| it.server.development.is_some() && it.server.answers());
        self.is_said_to_be_for_development(stage)
            || starts_server()
            || self.holds_development_server(stage)
            || self.has_watcher(stage)
    }

    /// Whether a stage is made for others to start from: ONBUILD says what their builds do.
    pub fn is_to_build_upon(&self, stage: &Stage) -> bool {
        let kinds = self.steps_of(stage).iter().filter_map(|step| self.instruction(step)).map(|known| &known.kind);
        kinds.into_iter().any(|kind| matches!(kind, Kind::OnBuild(_)))
    }

    /// Whether the image has a tool that starts programs anew when their files change.
    pub fn has_watcher(&self, stage: &Stage) -> bool {
        self.image_steps(stage).into_iter().flat_map(|step| self.orders_of(step)).any(|order| {
            !order.manager.is_of_system() && order.package_names().any(|name| WATCHERS.contains(&name.as_str()))
        })
    }

    /// Whether a variable of the image holds the command of a server that is made to develop with.
    fn holds_development_server(&self, stage: &Stage) -> bool {
        self.image_steps(stage).into_iter().any(|step| {
            let Some(Kind::Env(pairs)) = self.instruction(step).map(|known| &known.kind) else { return false };
            let values = pairs.pairs.iter().filter(|pair| pair.value.raw.contains([' ', '\t']));
            values.filter_map(|pair| self.expanded(step, &pair.value)).any(|text| starts_development_server(&text))
        })
    }

    /// The one stage above that is there to run, where another comes last: it starts something, is not there to
    /// develop with, and no other above it is like that. A file of several images is built by name anyway.
    pub fn stage_to_run(&self, last: &Stage) -> Option<&Stage> {
        let mut above = self.stages.iter().filter(|stage| stage.id < last.id && self.is_there_to_run(stage));
        above.next().filter(|_| above.next().is_none())
    }

    /// Whether a stage with a name starts something and is not there to build, develop or test with, or to build upon.
    pub fn is_there_to_run(&self, stage: &Stage) -> bool {
        let Some(name) = &stage.name else { return false };
        let starts = self.steps_of(stage).iter().any(|step| {
            let kind = self.instruction(step).map(|instruction| &instruction.kind);
            matches!(kind, Some(Kind::Cmd(_) | Kind::Entrypoint(_)))
        });
        let is_workshop = self.is_workshop(stage) && !has_word(&name.value, FINAL_WORDS);
        starts && !is_workshop && !self.is_named_for_development(stage) && !self.is_named_as_base(stage)
    }
}

/// Whether a command line starts a server that is made to develop with, through programs that start others.
fn starts_development_server(line: &str) -> bool {
    let words: Vec<Option<&str>> = line.split_whitespace().map(Some).collect();
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        if let Some((server, _)) = servers::find(rest) {
            return server.development.is_some() && server.answers();
        }
        let next = launched(rest).filter(|next| *next > 0);
        rest = next.and_then(|next| rest.get(next..)).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{
        FINAL_WORDS, has_word, is_compose_path_for_development, is_for_developers, is_path_for_development,
        names_development, starts_development_server,
    };
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    #[test]
    fn names_are_read_word_by_word() {
        assert!(["Dockerfile.dev", "dev-envs", ".devcontainer", "Local"].into_iter().all(names_development));
        assert!(!["Dockerfile", "device", "latest"].into_iter().any(names_development));
        assert!(names_development("pr-test2") && !names_development("s2"));
        assert!(has_word("production", FINAL_WORDS));
        assert!(is_for_developers("requirements/dev.txt") && is_for_developers("ci-requirements.txt"));
        assert!(!is_for_developers("/dev/stdin") && !is_for_developers("/usr/local/requirements.txt"));
    }

    #[test]
    fn the_nearest_folders_count() {
        for path in [
            "Dockerfile.dev",
            "a/.devcontainer/Dockerfile",
            "tests/docker/Dockerfile",
            "/w/dev/Dockerfile",
            "docker-compose.dev.yml",
            "/w/.github/actions/a/Dockerfile",
        ] {
            assert!(is_path_for_development(path), "{path}");
        }
        for path in ["test/a/b/Dockerfile", "dev/../Dockerfile", "../../dev/../a/Dockerfile", "/dev/app/Dockerfile"] {
            assert!(!is_path_for_development(path), "{path}");
        }
    }

    #[test]
    fn compose_files_have_words_of_their_own() {
        for path in ["compose.override.yaml", "a/compose.integration.yml", "examples/compose.yaml"] {
            assert!(is_compose_path_for_development(path), "{path}");
        }
        for path in ["compose.yaml", "deploy/compose.prod.yaml", "shop-example/compose.yaml", "examples/a/compose.yaml"]
        {
            assert!(!is_compose_path_for_development(path), "{path}");
        }
    }

    fn project(name: &str, text: &str) -> Project {
        Project::of_dockerfiles(vec![Source::new(name, text.as_bytes().to_vec())], &NoContext)
    }

    fn is_for_development(text: &str) -> bool {
        let project = project("Dockerfile", text);
        project.builds.iter().any(|build| build.target_stage().is_some_and(|stage| build.is_for_development(stage)))
    }

    #[test]
    fn comments_servers_and_tools_say_so() {
        assert!(is_for_development("# Runs everything. Not suitable\n# for production use.\nFROM a\n"));
        assert!(is_for_development("FROM a\nCMD [\"php\", \"-S\", \"0.0.0.0:80\"]\n"));
        assert!(is_for_development("FROM a\nENV RUN=\"php -d x=1 /app/artisan serve --port=80\"\nCMD [\"start\"]\n"));
        assert!(is_for_development("FROM a\nRUN npm install -g nodemon@3\nCMD [\"npm\", \"start\"]\n"));
        assert!(!is_for_development("# Suitable for production.\nFROM a\n# not for production\nCMD [\"gunicorn\"]\n"));
        assert!(!is_for_development("FROM a\nENV OPTIONS=\"a b\"\nCMD [\"go\", \"run\", \".\"]\n"));
        assert!(!starts_development_server("gunicorn app") && !starts_development_server("php-fpm"));
    }

    #[test]
    fn files_to_build_with_are_told_by_their_names() {
        let is_for_building = |name| project(name, "FROM a\n").files.iter().all(|file| file.is_for_building());
        assert!(is_for_building("build.Dockerfile") && is_for_building("x/buildx.Dockerfile"));
        assert!(is_for_building("Dockerfile.build") && !is_for_building("build/Dockerfile"));
    }
}
