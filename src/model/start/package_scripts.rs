//! The scripts of the package.json that `npm start` and its kin run when a container starts.
//!
//! Knows where COPY puts a package.json and the words that name a script. What comes from another stage, a
//! workspace or a directory that is not known is left out. Start with [`script_name`].

use crate::knowledge::servers::program_name;
use crate::model::commands::directories::{below, joined};
use crate::model::{Build, BuildContext, Stage, StageId, Step};
use crate::syntax::dockerfile::ast::{Kind, Transfer};

/// A script of a package.json.
#[derive(Clone, Debug)]
pub(in crate::model) struct PackageScript {
    /// The stage whose containers find it where they start.
    pub stage: StageId,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// How many scripts of a file are kept: each is looked for among all of them.
const MOST_SCRIPTS: usize = 500;

/// The managers that run scripts.
const MANAGERS: &[&str] = &["npm", "yarn", "pnpm", "bun"];

/// Words of managers that are no names of scripts.
const COMMANDS: &[&str] = &[
    "add", "audit", "cache", "ci", "config", "create", "dlx", "exec", "init", "install", "node", "publish", "set", "x",
];

/// The name of the script that a command runs, and the place of the first word behind it.
pub(in crate::model) fn script_name<'a>(words: &[Option<&'a str>]) -> Option<(&'a str, usize)> {
    let program = program_name(words.first().copied().flatten()?);
    if !MANAGERS.contains(&program) {
        return None;
    }
    let mut says_run = false;
    for (index, word) in words.iter().enumerate().skip(1) {
        match (*word)? {
            "run" | "run-script" if !says_run => says_run = true,
            // The package of another directory.
            "-w" | "--workspace" | "--prefix" | "--cwd" | "-C" | "--filter" | "-F" | "workspace" => return None,
            flag if flag.starts_with('-') => {}
            name @ ("start" | "test" | "restart") => return Some((name, index + 1)),
            name if says_run || program != "npm" && !COMMANDS.contains(&name) => return Some((name, index + 1)),
            _ => return None,
        }
    }
    None
}

/// Reads the scripts of each stage whose containers start with one.
pub(in crate::model) fn read(build: &Build, context: &dyn BuildContext) -> Vec<PackageScript> {
    let mut scripts = Vec::new();
    // Only the image that is built matters, and one file is enough of reading.
    let Some(stage) = build.target_stage() else { return scripts };
    let runs_script = |step: &Step| build.commands_of(step).iter().any(|it| it.is_any(MANAGERS));
    let start = build.start(stage);
    let Some(step) = start.entrypoint.into_iter().chain(start.command).find(|step| runs_script(step)) else {
        return scripts;
    };
    let directory = build.directory_before(step);
    let Some(text) = find(build, stage, &directory, context) else { return scripts };
    let Ok(manifest) = serde_json::from_str::<serde_json::Value>(&text) else { return scripts };
    let named = manifest.get("scripts").and_then(serde_json::Value::as_object);
    for (name, script) in named.into_iter().flatten().take(MOST_SCRIPTS) {
        if let Some(text) = script.as_str() {
            scripts.push(PackageScript { stage: stage.id, name: name.clone(), text: text.to_owned() });
        }
    }
    scripts
}

/// The text of the package.json that is copied into a directory; of several the last.
fn find(build: &Build, stage: &Stage, directory: &str, context: &dyn BuildContext) -> Option<String> {
    build.image_steps(stage).into_iter().rev().find_map(|step| {
        let instruction = build.instruction(step)?;
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = &instruction.kind else { return None };
        if instruction.flag("from").is_some() {
            return None;
        }
        candidates(build, step, transfer, directory).into_iter().find_map(|path| context.read(&path))
    })
}

/// The files of the context that a COPY puts as package.json into a directory.
fn candidates(build: &Build, step: &Step, transfer: &Transfer, directory: &str) -> Vec<String> {
    let Some(destination) = transfer.destination.as_ref().and_then(|word| build.expanded(step, word)) else {
        return Vec::new();
    };
    let destination = joined(&build.directory_before(step), &destination);
    let sources = transfer.sources.iter().filter_map(|word| build.expanded(step, word));
    sources
        .filter_map(|source| {
            let source = source.trim_start_matches("./").trim_matches('/').to_owned();
            let (folder, name) = source.rsplit_once('/').unwrap_or(("", &source));
            if name.starts_with("package") && name.contains(['.', '*']) {
                let is_there = destination == directory || destination == joined(directory, "package.json");
                return is_there.then(|| path(folder, "package.json"));
            }
            let rest = below(directory, &destination)?;
            let folder = if source == "." { "" } else { &source };
            Some(path(folder, &path(rest, "package.json")))
        })
        .collect()
}

fn path(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::script_name;
    use crate::model::{BuildContext, Project};
    use crate::text::Source;

    /// A context with one package.json in `web`.
    #[derive(Debug)]
    struct Context(&'static str);

    impl BuildContext for Context {
        fn read(&self, path: &str) -> Option<String> {
            (path == "web/package.json").then(|| self.0.to_owned())
        }
    }

    /// The servers that start by a package.json.
    fn started(lines: &str, manifest: &'static str) -> Vec<(&'static str, Option<String>)> {
        let source = Source::new("Dockerfile", format!("FROM a\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &Context(manifest));
        let build = &project.builds[0];
        let servers = build.started_servers(&build.stages[0]);
        servers.into_iter().map(|server| (server.server.name, server.script)).collect()
    }

    #[test]
    fn scripts_are_followed() {
        let next = |script: &str| vec![("next start", Some(script.to_owned()))];
        let manifest =
            r#"{"scripts": {"start": "npm run web", "web": "next start", "a": "npm run b", "b": "npm run a"}}"#;
        assert_eq!(started("WORKDIR /app\nCOPY web/ ./\nCMD [\"npm\", \"start\"]", manifest), next("web"));
        assert_eq!(started("COPY web/package*.json /app/\nWORKDIR /app\nCMD yarn web", manifest), next("web"));
        assert_eq!(started("WORKDIR /app\nCOPY web .\nCMD npm run a", manifest), []);
        assert_eq!(started("WORKDIR /app\nCOPY web .\nCMD npm run none", manifest), []);
        assert_eq!(started("WORKDIR /app\nCOPY api .\nCMD npm start", manifest), []);
        assert_eq!(started("WORKDIR /app\nCOPY web .\nCMD npm start", "{"), []);
    }

    fn name(line: &str) -> Option<&str> {
        let words: Vec<Option<&str>> = line.split(' ').map(Some).collect();
        script_name(&words).map(|(name, _)| name)
    }

    #[test]
    fn scripts_are_named() {
        assert_eq!(name("npm start"), Some("start"));
        assert_eq!(name("npm --silent run dev -- --host"), Some("dev"));
        assert_eq!(name("yarn dev"), Some("dev"));
        assert_eq!(name("pnpm run start:prod"), Some("start:prod"));
        assert_eq!(name("npm ci"), None);
        assert_eq!(name("yarn workspace web dev"), None);
        assert_eq!(name("npm run dev -w web"), Some("dev"));
        assert_eq!(name("node server.js"), None);
    }
}
