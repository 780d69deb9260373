//! The permissions that a step gives to files.
//!
//! Knows `chmod`, `install`, `mkdir`, `find -exec chmod` and the `--chmod` of COPY and ADD; judges nothing. Start
//! with [`Build::permission_changes`].

use crate::knowledge::modes::Mode;
use crate::knowledge::places::{TOOL_CHAIN_VARIABLES, is_of_tool_chain, is_read_only};
use crate::model::commands::directories::{below, joined};
use crate::model::{Build, Command, Origin, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Kind, Transfer};
use crate::syntax::expand::Value;

/// Files or directories that are given a mode.
#[derive(Clone, Debug)]
pub struct PermissionChange<'a> {
    /// The mode as it is written.
    pub word: &'a Word,
    /// What it says.
    pub mode: Mode,
    /// What is given it: absolute paths as far as the file tells, variables without a known value as written.
    pub paths: Vec<String>,
    /// Whether directories hand it down to all that is in them.
    pub recursive: bool,
    /// The command that gives it; `None` for `COPY --chmod` and `ADD --chmod`.
    pub command: Option<&'a Command>,
}

impl PermissionChange<'_> {
    /// The mode to write instead of one that lets everybody write, where it is a number: nobody runs a certificate or a
    /// setting.
    pub fn mode_instead(&self, path: &str) -> Option<String> {
        let text = self.word.known()?;
        let mode = Mode::for_owner_alone(&text).or_else(|| Mode::without_others_writing(&text))?;
        let is_file = self.paths.len() == 1 && (self.command.is_none() || !self.recursive);
        if is_file && is_read_only(path) { Mode::without_running(&mode) } else { Some(mode) }
    }
}

impl Build {
    /// Whether a path is the home of a tool chain, or below it: it is meant to be filled by whoever builds.
    pub fn is_of_tool_chain(&self, step: &Step, path: &str) -> bool {
        let is_named = |name: &&str| match self.binding(step, name).map(|binding| &binding.value) {
            Some(Value::Known(home)) => home.starts_with('/') && below(path, home.trim_end_matches('/')).is_some(),
            _ => false,
        };
        is_of_tool_chain(path) || TOOL_CHAIN_VARIABLES.iter().any(is_named)
    }

    /// The modes that a step gives, in order. Those that only the build knows are left out.
    pub fn permission_changes<'a>(&'a self, step: &Step) -> Vec<PermissionChange<'a>> {
        let Some(instruction) = self.instruction(step) else { return Vec::new() };
        match &instruction.kind {
            Kind::Copy(transfer) | Kind::Add(transfer) => {
                let word = instruction.flag_value("chmod");
                let mode = word.and_then(|word| Mode::parse(&self.expanded(step, word)?));
                let change = word.zip(mode).map(|(word, mode)| PermissionChange {
                    word,
                    mode,
                    paths: self.written_paths(step, transfer),
                    recursive: true,
                    command: None,
                });
                change.into_iter().collect()
            }
            Kind::Run(_) => self.commands_of(step).iter().filter_map(|command| self.change_of(step, command)).collect(),
            _ => Vec::new(),
        }
    }

    /// Where a COPY or ADD puts what it copies: the file itself where it is told, the directory otherwise.
    fn written_paths(&self, step: &Step, transfer: &Transfer) -> Vec<String> {
        let Some(destination) = &transfer.destination else { return Vec::new() };
        let target = self.expanded(step, destination).unwrap_or_else(|| destination.raw.clone());
        let directory = joined(&self.directory_before(step), &target);
        let file = match transfer.sources.as_slice() {
            [source] if target.ends_with('/') || target == "." => source.known(),
            _ => None,
        };
        let name = file.as_deref().map(|file| file.trim_end_matches('/').rsplit('/').next().unwrap_or_default());
        match name.filter(|name| name.contains('.') && !name.contains('*') && *name != ".") {
            Some(name) => vec![joined(&directory, name)],
            None => vec![directory],
        }
    }

    fn change_of<'a>(&'a self, step: &Step, command: &'a Command) -> Option<PermissionChange<'a>> {
        if command.form.instruction != Origin::Run {
            return None;
        }
        let (word, targets, recursive) = match command.program.value.as_str() {
            "chmod" => chmod(&command.args)?,
            "find" => find(&command.args)?,
            "install" | "mkdir" => (value_of_mode(command)?, operands(command), false),
            _ => return None,
        };
        let own = self.own_variables(step, command);
        let text = |word: &Word| self.text_of_word(step, &own, word);
        let mode = Mode::parse(&text(word)?)?;
        let directory = self.directory_of(step, command).unwrap_or_else(|| ".".to_owned());
        let path = |word: &Word| joined(&directory, &text(word).unwrap_or_else(|| word.raw.replace(['"', '\''], "")));
        let paths = targets.into_iter().map(path).collect();
        Some(PermissionChange { word, mode, paths, recursive, command: Some(command) })
    }
}

type Parts<'a> = (&'a Word, Vec<&'a Word>, bool);

/// `chmod -R 755 a b`, the flags anywhere.
fn chmod(args: &[Word]) -> Option<Parts<'_>> {
    let is_flag = |word: &Word| {
        let text = word.known_prefix();
        text.starts_with("--")
            || text.len() > 1
                && text.starts_with('-')
                && text.trim_start_matches('-').chars().all(|c| "RcfvhHLP".contains(c))
    };
    let recursive = args.iter().any(|word| {
        let text = word.known_prefix();
        is_flag(word) && (text == "--recursive" || !text.starts_with("--") && text.contains('R'))
    });
    if args.iter().any(|word| word.known_prefix().starts_with("--reference")) {
        return None;
    }
    let mut words = args.iter().filter(|word| !is_flag(word));
    let mode = words.next()?;
    Some((mode, words.collect(), recursive))
}

/// `find a -type d -exec chmod 755 {} +`
fn find(args: &[Word]) -> Option<Parts<'_>> {
    let at = args.iter().position(|word| word.is("chmod"))?;
    let (mode, _, _) = chmod(args.get(at + 1..)?)?;
    Some((mode, args.iter().take_while(|word| !word.known_prefix().starts_with(['-', '(', '!'])).collect(), true))
}

/// The value of `-m 755`, `-m755` is not worth reading, `--mode=755` neither.
fn value_of_mode(command: &Command) -> Option<&Word> {
    let at = command.args.iter().position(|word| {
        let text = word.known_prefix();
        text == "--mode" || text.starts_with('-') && !text.starts_with("--") && text.ends_with('m')
    })?;
    command.args.get(at + 1)
}

/// What `install` and `mkdir` make: all operands of `mkdir` and of `install -d`, the last one of `install`.
fn operands(command: &Command) -> Vec<&Word> {
    let mut after_value = false;
    let mut words = Vec::new();
    for word in &command.args {
        let text = word.known_prefix();
        let is_flag = text.len() > 1 && text.starts_with('-');
        if !is_flag && !after_value {
            words.push(word);
        }
        after_value = is_flag && !text.starts_with("--") && text.ends_with(['m', 'o', 'g', 't']) || text == "--mode";
    }
    if command.is_any(&["install"]) && !command.has_flag(&["d", "directory"]) {
        words.drain(..words.len().saturating_sub(1));
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The paths and modes of the last step.
    fn changes(lines: &str) -> Vec<(String, Vec<String>)> {
        let source = Source::new("Dockerfile", format!("FROM a\nWORKDIR /app\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let changes = build.permission_changes(build.steps.last().unwrap());
        changes.into_iter().map(|change| (change.word.raw.clone(), change.paths)).collect()
    }

    #[test]
    fn changes_are_found() {
        for (lines, mode, paths) in [
            ("RUN chmod -R 777 data", "777", &["/app/data"][..]),
            ("RUN chmod 0777 -R /a /b", "0777", &["/a", "/b"]),
            ("RUN chmod a+w $HOME/x", "a+w", &["$HOME/x"]),
            ("ENV D=/data\nRUN chmod a+w \"$D\"/x", "a+w", &["/data/x"]),
            ("RUN install -d -m 0777 /data", "0777", &["/data"]),
            ("RUN install -m 4755 tool /usr/bin/tool", "4755", &["/usr/bin/tool"]),
            ("RUN mkdir -p -m 777 /a b", "777", &["/a", "/app/b"]),
            ("RUN find /srv -type d -exec chmod 777 {} +", "777", &["/srv"]),
            ("RUN cd /opt && chmod 777 x", "777", &["/opt/x"]),
            ("COPY --chmod=777 run.sh /", "777", &["/run.sh"]),
            ("COPY --chmod=777 a b /etc/", "777", &["/etc"]),
        ] {
            let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
            assert_eq!(changes(lines), [(mode.to_owned(), paths)], "{lines}");
        }
        for lines in ["RUN chmod --reference=a b", "RUN chmod $MODE b", "RUN mkdir /a", "CMD chmod 777 /a"] {
            assert_eq!(changes(lines), [], "{lines}");
        }
    }
}
