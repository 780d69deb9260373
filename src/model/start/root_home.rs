//! Programs that start out of the home of root, which no other user can enter: its mode is 700 in nearly all images.

use crate::knowledge::programs;
use crate::model::commands::directories::{below, joined};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::Word;

/// The home.
const HOME: &str = "/root";

/// Programs that look for what they run in the directory that they start in.
const LOOKING_AROUND: &[&str] =
    &["air", "bun", "bunx", "bundle", "celery", "flask", "gunicorn", "java", "npm", "npx", "pnpm", "uvicorn", "yarn"];

impl Build {
    /// What is in the home of root and starts containers of a stage: a program, a script, or the directory of either.
    pub fn start_in_home_of_root(&self, stage: &Stage) -> Option<String> {
        let start = self.start(stage);
        let steps = start.entrypoint.into_iter().chain(start.command);
        let mut commands = steps.flat_map(|step| self.commands_of(step).iter().map(move |command| (step, command)));
        commands.find_map(|(step, command)| self.path_in_home_of_root(step, command))
    }

    fn path_in_home_of_root(&self, step: &Step, command: &Command) -> Option<String> {
        let directory = self.directory_of(step, command)?;
        let in_home = |path: &str| Some(joined(&directory, path)).filter(|path| below(path, HOME).is_some());
        if command.program_path.contains('/') {
            return in_home(&command.program_path);
        }
        let name = command.program.value.as_str();
        if LOOKING_AROUND.contains(&name) {
            return in_home(".");
        }
        let file = command.args.iter().filter_map(Word::known).find(|word| !word.starts_with('-'))?;
        in_home(&file).filter(|_| programs::is_interpreter(name) || programs::is_shell(name))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn path(lines: &str) -> Option<String> {
        let source = Source::new("Dockerfile", format!("FROM alpine:3.23\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        project.builds[0].start_in_home_of_root(&project.builds[0].stages[0])
    }

    #[test]
    fn programs_start_in_the_home_of_root() {
        for (lines, expected) in [
            ("WORKDIR /root/\nCMD [\"./main\"]", Some("/root/main")),
            ("WORKDIR /root/app\nCMD node server.js", Some("/root/app/server.js")),
            ("WORKDIR /root\nCMD [\"npm\", \"start\"]", Some("/root")),
            ("ENTRYPOINT [\"/root/main\"]", Some("/root/main")),
            ("WORKDIR /root\nCMD [\"/usr/bin/shop\"]", None),
            ("WORKDIR /root\nCMD [\"nginx\"]", None),
            ("WORKDIR /app\nCMD [\"./main\"]", None),
        ] {
            assert_eq!(path(lines).as_deref(), expected, "{lines}");
        }
    }
}
