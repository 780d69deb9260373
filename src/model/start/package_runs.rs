//! What `npm start` and its kin come to.
//!
//! Knows the command lines of npm, yarn, pnpm and bun; the scripts themselves are read by `package_scripts`. Start with
//! [`Build::package_run`].

use crate::knowledge::programs;
use crate::model::{Build, Command, Stage, Step};
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
pub struct PackageRun {
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

/// Whether a program runs the scripts or the programs of packages.
pub(in crate::model) fn is_package_runner(program: &str) -> bool {
    RUNNERS.contains(&program) || PACKAGE_RUNNERS.contains(&program)
}

impl Build {
    /// What a command of the start has a package manager run.
    pub fn package_run(&self, stage: &Stage, command: &Command) -> Option<PackageRun> {
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
            return Some(PackageRun::of_program(&first));
        }
        if !RUNNERS.contains(&program) {
            return None;
        }
        let name = match first.as_str() {
            "run" | "run-script" => names.next()?.clone(),
            "start" | "serve" => first,
            "exec" | "x" | "dlx" => return names.next().map(|name| PackageRun::of_program(name)),
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
            .filter_map(|name| self.text_of_script(stage, name))
            .collect();
        let is_known = self.text_of_script(stage, &name).is_some();
        let words = match scripts.as_slice() {
            [script] if is_known && names.next().is_none() => plain_words(script),
            _ => None,
        };
        Some(PackageRun { name, is_program: false, text: is_known.then(|| scripts.join(" && ")), words })
    }

    /// What package.json says that a script of a stage runs.
    fn text_of_script(&self, stage: &Stage, name: &str) -> Option<&str> {
        let mut scripts = self.package_scripts.iter();
        scripts.find(|script| script.stage == stage.id && script.name == name).map(|script| script.text.as_str())
    }

    fn elements_of(&self, step: &Step) -> Vec<String> {
        match self.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Cmd(CommandLine::Exec(exec))) => exec.elements.iter().map(|it| it.value.clone()).collect(),
            _ => Vec::new(),
        }
    }
}

impl PackageRun {
    fn of_program(name: &str) -> Self {
        Self { name: name.to_owned(), is_program: true, text: None, words: None }
    }
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
    use super::plain_words;

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
    }
}
