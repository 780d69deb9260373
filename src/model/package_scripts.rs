//! What `npm start` and its kin come to: the scripts of package.json, read from the build's context.
//!
//! Knows the command lines of npm, yarn, pnpm and bun. Start with [`Build::package_script`].

use std::collections::BTreeMap;

use super::{Build, BuildContext, Command, Stage, Step};
use crate::knowledge::programs;
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{CommandLine, Kind};

/// Programs that run a script of package.json.
const RUNNERS: &[&str] = &["npm", "yarn", "yarnpkg", "pnpm", "bun"];
/// Programs that run a program of a package.
const PACKAGE_RUNNERS: &[&str] = &["npx", "pnpx", "bunx"];

/// What yarn and pnpm do themselves; every other word is a script.
const COMMANDS: &[&str] = &[
    "add",
    "audit",
    "cache",
    "config",
    "create",
    "deploy",
    "help",
    "info",
    "init",
    "install",
    "link",
    "list",
    "node",
    "publish",
    "remove",
    "set",
    "upgrade",
    "version",
    "why",
    "workspaces",
];

/// A command that has a script of package.json, or a program of a package, run by a package manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageScript {
    /// The script, or the program for `npx`.
    pub name: String,
    /// Whether it is a program of a package, not a script.
    pub is_program: bool,
    /// What package.json says that the script runs, with what it runs before and behind it, where the file could be
    /// read.
    pub text: Option<String>,
    /// Program and arguments, where that text is one plain command without a script before or behind it.
    pub words: Option<Vec<String>>,
}

impl Build {
    /// What a command of the start has a package manager run.
    pub fn package_script(&self, stage: &Stage, command: &Command) -> Option<PackageScript> {
        let mut words: Vec<String> = command.args.iter().map_while(Word::known).collect();
        let start = self.start(stage);
        // `ENTRYPOINT ["npm"]` gets its arguments from CMD.
        if let (Some(entrypoint), Some(step)) = (start.entrypoint, start.command)
            && entrypoint.id == command.step
        {
            words.extend(self.elements_of(step));
        }
        let mut names = words.iter().filter(|word| !word.starts_with('-'));
        let program = command.program.value.as_str();
        let first = names.next()?.clone();
        if PACKAGE_RUNNERS.contains(&program) {
            return Some(PackageScript::of_program(&first));
        }
        if !RUNNERS.contains(&program) {
            return None;
        }
        let name = match first.as_str() {
            "run" | "run-script" => names.next()?.clone(),
            "start" | "serve" => first,
            "exec" | "x" | "dlx" => return names.next().map(|name| PackageScript::of_program(name)),
            // `yarn workspace api start`
            "workspace" => names.nth(1).filter(|name| *name != "run").or_else(|| names.next())?.clone(),
            other if COMMANDS.contains(&other) => return None,
            // `yarn prod`; bun runs files, and npm has no such form.
            _ if matches!(program, "yarn" | "yarnpkg" | "pnpm") => first,
            _ => return None,
        };
        // A file, which bun runs by itself.
        if name.contains(['.', '/']) {
            return None;
        }
        let scripts: Vec<&str> = [format!("pre{name}"), name.clone(), format!("post{name}")]
            .iter()
            .filter_map(|name| self.package_scripts.get(name).map(String::as_str))
            .collect();
        let is_known = self.package_scripts.contains_key(&name);
        let words = match scripts.as_slice() {
            [script] if is_known && names.next().is_none() => plain_words(script),
            _ => None,
        };
        Some(PackageScript { name, is_program: false, text: is_known.then(|| scripts.join(" && ")), words })
    }

    fn elements_of(&self, step: &Step) -> Vec<String> {
        match self.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Cmd(CommandLine::Exec(exec))) => exec.elements.iter().map(|it| it.value.clone()).collect(),
            _ => Vec::new(),
        }
    }
}

impl PackageScript {
    fn of_program(name: &str) -> Self {
        Self { name: name.to_owned(), is_program: true, text: None, words: None }
    }
}

/// Reads the scripts of the package.json that the last stage copies, if a package manager starts it.
pub(super) fn read(build: &Build, context: &dyn BuildContext) -> BTreeMap<String, String> {
    let Some(stage) = build.target_stage() else { return BTreeMap::new() };
    if !build.start_commands(stage).iter().any(|command| command.is_any(RUNNERS)) {
        return BTreeMap::new();
    }
    let texts = candidates(build, stage).into_iter().filter_map(|path| context.read(&path));
    texts.into_iter().next().map(|text| scripts_of(&text)).unwrap_or_default()
}

/// Where the package.json that is copied into a stage may stand in the context.
fn candidates(build: &Build, stage: &Stage) -> Vec<String> {
    let mut paths = Vec::new();
    for step in build.image_steps(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = &instruction.kind else { continue };
        for source in transfer.sources.iter().filter_map(Word::known) {
            let source = source.trim_start_matches("./").trim_matches('/');
            let (folder, name) = source.rsplit_once('/').unwrap_or(("", source));
            let folder = match name {
                _ if name.starts_with("package") => folder,
                "." | "" => folder,
                _ if name.contains(['.', '*']) => continue,
                _ => source,
            };
            let separator = if folder.is_empty() { "" } else { "/" };
            paths.push(format!("{folder}{separator}package.json"));
        }
    }
    paths.dedup();
    paths
}

fn scripts_of(text: &str) -> BTreeMap<String, String> {
    let Ok(package) = serde_json::from_str::<serde_json::Value>(text) else { return BTreeMap::new() };
    let scripts = package.get("scripts").and_then(serde_json::Value::as_object);
    let pairs = scripts.into_iter().flatten();
    pairs.filter_map(|(name, script)| Some((name.clone(), script.as_str()?.to_owned()))).collect()
}

/// The words of a script that is one command, without anything for a shell; a program of a package by its path.
fn plain_words(script: &str) -> Option<Vec<String>> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " _-./:=,@%+".contains(c);
    let mut words: Vec<String> = script.split_whitespace().map(str::to_owned).collect();
    let program = words.first_mut()?;
    let is_runner = RUNNERS.contains(&program.as_str()) || PACKAGE_RUNNERS.contains(&program.as_str());
    if !script.chars().all(is_plain) || is_runner || program.contains('=') || program == "cross-env" {
        return None;
    }
    if !program.contains('/') && !programs::is_interpreter(program) {
        *program = format!("node_modules/.bin/{program}");
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::{plain_words, scripts_of};

    #[test]
    fn scripts_are_taken_apart() {
        let words = |script| plain_words(script).map(|words| words.join(" "));
        assert_eq!(
            words("node --enable-source-maps dist/main.js").as_deref(),
            Some("node --enable-source-maps dist/main.js")
        );
        assert_eq!(words("next start -p 3000").as_deref(), Some("node_modules/.bin/next start -p 3000"));
        for other in ["a && b", "PORT=3 node x", "node $X", "npm run x", "cross-env A=b node x", ""] {
            assert_eq!(words(other), None, "{other}");
        }
        assert_eq!(scripts_of(r#"{"scripts":{"start":"node ."}}"#).get("start").map(String::as_str), Some("node ."));
        assert!(scripts_of("{").is_empty());
    }
}
