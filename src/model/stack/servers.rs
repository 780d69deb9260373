//! Which server the command of a service starts.

use super::Stack;
use crate::knowledge::servers::{self, Server};
use crate::model::commands::launchers::launched;
use crate::syntax::compose::ast::Service;
use crate::text::Place;

/// Programs that run scripts of a `package.json`; all but the first without `run` too.
const RUNNERS: &[&str] = &["npm", "bun", "pnpm", "yarn"];

impl Stack {
    /// The server that `command:` or `entrypoint:` of a service starts, and where it is written. Of a script in a shell
    /// it is what is run last. With its first words, as many as name it.
    pub fn server_of(&self, service: &Service) -> Option<(&'static Server, Place, String)> {
        let lines = [&service.entrypoint, &service.command].into_iter().flatten();
        let words: Vec<_> = lines.flat_map(|line| &line.words).filter(|word| word.is_known()).collect();
        let place = words.first()?.place;
        let texts: Vec<&str> = words.iter().map(|word| word.value.as_str()).collect();
        match texts.as_slice() {
            [shell, flag, script, ..] if is_shell(shell) && flag.starts_with('-') && flag.ends_with('c') => {
                let last = script.split("&&").flat_map(|part| part.split([';', '\n'])).map(str::trim);
                let last = last.filter(|part| !part.is_empty()).last()?;
                let last: Vec<&str> = last.split_whitespace().skip_while(|word| *word == "exec").collect();
                Some((started(&last)?, words.get(2)?.place, call(&last)))
            }
            texts => Some((started(texts)?, place, call(texts))),
        }
    }
}

/// The first words of a command.
fn call(words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().take(3).copied().collect();
    words.join(" ")
}

fn is_shell(program: &str) -> bool {
    matches!(servers::program_name(program), "sh" | "bash" | "ash" | "dash" | "zsh")
}

/// The server that words start, also behind what only runs the rest of them: `poetry run`, `python`.
fn started(words: &[&str]) -> Option<&'static Server> {
    let mut line: Vec<Option<&str>> = words.iter().map(|word| Some(*word)).collect();
    loop {
        if let Some((server, _)) = servers::find(&line) {
            return Some(server);
        }
        match line.as_slice() {
            [Some(runner), Some("run"), Some(script), ..] if RUNNERS.contains(runner) => {
                return servers::find_script(script);
            }
            [Some(runner), Some(script), ..] if RUNNERS.iter().skip(1).any(|known| known == runner) => {
                return servers::find_script(script);
            }
            _ => {}
        }
        let index = launched(&line).filter(|index| *index > 0)?;
        line.drain(..index.min(line.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::started;

    #[test]
    fn servers_are_found_behind_runners() {
        assert!(started(&["npm", "run", "dev"]).is_some_and(|server| server.development.is_some()));
        assert!(started(&["yarn", "dev"]).is_some_and(|server| server.development.is_some()));
        assert!(started(&["python", "manage.py", "runserver"]).is_some_and(|server| server.development.is_some()));
        assert!(started(&["npm", "start"]).is_none());
        assert!(started(&["flask", "run"]).is_some_and(|server| server.name == "flask run"));
        assert!(started(&["gunicorn", "app:app"]).is_some_and(|server| server.development.is_none()));
    }
}
