//! Which commands of a RUN surely run, with nothing done about their failure.
//!
//! What an `if`, a loop or a test in front decides on, what `||` excuses, and what stands in parentheses or
//! functions is left out. Start with [`Build::certain_commands`].

use crate::model::{Build, Command, Origin, Step};
use crate::syntax::shell::{Connector, Nesting};

/// Programs that ask something: what follows with `&&` runs for one of the answers.
const QUESTIONS: &[&str] = &[
    "[",
    "[[",
    "cmp",
    "command",
    "diff",
    "dpkg-query",
    "egrep",
    "false",
    "getent",
    "grep",
    "hash",
    "id",
    "ls",
    "pgrep",
    "test",
    "type",
    "which",
];

impl Build {
    /// The commands of a RUN that run whatever the others of its script find out, in order. One pass over the step.
    pub fn certain_commands<'a>(&'a self, step: &Step) -> Vec<&'a Command> {
        let mut certain = Vec::new();
        let mut list: Vec<&Command> = Vec::new();
        let is_outer = |command: &&Command| {
            let place = command.placement;
            command.form.instruction == Origin::Run && place.depth == 0 && place.nesting == Nesting::TopLevel
        };
        for command in self.commands_of(step).iter().filter(is_outer) {
            let starts = matches!(command.placement.connector, Connector::First | Connector::Sequence);
            if starts && list.last().is_none_or(|last| last.placement.pipeline != command.placement.pipeline) {
                certain.append(&mut certain_of(&list));
                list.clear();
            }
            list.push(command);
        }
        certain.append(&mut certain_of(&list));
        certain
    }
}

/// Those of commands that `&&` and `||` join.
fn certain_of<'a>(list: &[&'a Command]) -> Vec<&'a Command> {
    if list.iter().any(|command| command.placement.connector == Connector::Or) {
        return Vec::new();
    }
    let before_question = list.iter().position(|command| command.is_any(QUESTIONS)).map_or(list.len(), |at| at + 1);
    list.iter().take(before_question).copied().filter(|command| !command.placement.background).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn certain(command: &str) -> Vec<String> {
        let source = Source::new("Dockerfile", format!("FROM a\nRUN {command}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        build.certain_commands(&build.steps[0]).iter().map(|command| command.program.value.clone()).collect()
    }

    #[test]
    fn conditions_are_left_out() {
        assert_eq!(certain("a && b; c | d"), ["a", "b", "c", "d"]);
        assert_eq!(certain("a || b; c"), ["c"]);
        assert_eq!(certain("a; b && c || true"), ["a"]);
        assert_eq!(certain("test -f x && a; b"), ["test", "b"]);
        assert_eq!(certain("if a; then b; fi; c; (d); e & f"), ["c", "f"]);
        assert_eq!(certain("[\"a\", \"b\"]"), ["a"]);
    }
}
