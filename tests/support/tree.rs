//! What holds for every tree, whatever the text: nothing is lost, every place is a place of the file.
//!
//! [`broken_promises`] checks a Dockerfile's tree and what the model makes of it; it gives back clauses
//! rather than panicking, so that a test can show which text broke them and a self-test can plant mistakes.

use plimsoll::model::Project;
use plimsoll::syntax::dockerfile::ast::{
    CommandLine, Dockerfile, Flag, Healthcheck, Instruction, Item, Kind, Piece, Transfer,
};
use plimsoll::syntax::{PartKind, Problem, Word};
use plimsoll::text::Span;

/// Every promise that a tree of a text breaks, as clauses.
pub fn broken_promises(text: &str, tree: &Dockerfile, problems: &[Problem]) -> Vec<String> {
    let mut broken = Vec::new();
    tiles(text, tree, &mut broken);
    for (what, span) in spans(tree).into_iter().chain(problems.iter().map(|problem| ("problem", problem.span))) {
        if let Some(clause) = misplaced(text, span) {
            broken.push(format!("{what} {clause}"));
        }
    }
    if !problems.is_sorted_by_key(|problem| problem.span) {
        broken.push("the problems are not in order".to_owned());
    }
    words(tree, &mut |word| {
        let stands = word.span.of(text);
        let is_joined = stands.contains('\n');
        if !is_joined && stands != word.raw {
            broken.push(format!("a word says `{}` where the file says `{stands}`", word.raw));
        }
    });
    broken
}

/// Every promise that a resolved project breaks.
pub fn broken_model(project: &Project) -> Vec<String> {
    let mut broken = Vec::new();
    for build in &project.builds {
        let Some(file) = project.file(build.file) else {
            broken.push("a build has no file".to_owned());
            continue;
        };
        let text = file.source.text();
        let mut see = |what: &str, span: Span| {
            if let Some(clause) = misplaced(text, span) {
                broken.push(format!("{what} {clause}"));
            }
        };
        for stage in &build.stages {
            see("stage", stage.span);
            see("base", stage.base_span);
        }
        for command in &build.commands {
            see("command", command.span);
            see("program", command.program.span);
            for word in &command.args {
                word_spans(word, &mut |span| see("argument", span));
            }
            for redirect in &command.redirects {
                see("redirect", redirect.span);
            }
        }
        for step in &build.steps {
            for source in &step.sources {
                see("source", source.name.span);
            }
            for script in step.scripts.iter().filter_map(|script| script.script.error) {
                see("shell error", script);
            }
        }
    }
    broken
}

/// What is wrong with a place.
fn misplaced(text: &str, span: Span) -> Option<String> {
    let (start, end) = (span.start as usize, span.end as usize);
    let said = |clause: &str| Some(format!("at {start} to {end} {clause}"));
    if start > end {
        said("ends before it starts")
    } else if end > text.len() {
        said("reaches past the end of the file")
    } else if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
        said("cuts a character")
    } else {
        None
    }
}

/// The items tile the file, and the pieces of each instruction tile its lines.
fn tiles(text: &str, tree: &Dockerfile, broken: &mut Vec<String>) {
    let mut at = 0;
    for item in &tree.items {
        let span = item.span();
        if span.start != at {
            broken.push(format!("an item starts at {}, the one before ends at {at}", span.start));
        }
        at = span.end;
        if let Item::Instruction(instruction) = item {
            pieces_tile(instruction, broken);
        }
    }
    if at as usize != text.len() {
        broken.push(format!("the items end at {at}, the file at {}", text.len()));
    }
}

fn pieces_tile(instruction: &Instruction, broken: &mut Vec<String>) {
    let mut at = instruction.lines.start;
    for Piece { span, .. } in &instruction.pieces {
        if span.start != at || span.is_empty() {
            broken.push(format!("a piece of {} starts at {}, not at {at}", instruction.keyword_text, span.start));
        }
        at = span.end;
    }
    if at != instruction.lines.end {
        broken.push(format!("the pieces of {} end at {at}", instruction.keyword_text));
    }
    if !instruction.lines.contains(instruction.span) {
        broken.push(format!("{} reaches out of its lines", instruction.keyword_text));
    }
}

/// Every place in the tree, with what it is the place of.
pub fn spans(tree: &Dockerfile) -> Vec<(&'static str, Span)> {
    let mut found = Vec::new();
    for item in &tree.items {
        found.push(("item", item.span()));
        match item {
            Item::Directive(directive) => {
                found.extend([("directive", directive.name.span), ("directive", directive.value.span)]);
            }
            Item::Comment(comment) => found.push(("comment", comment.text.span)),
            Item::Instruction(instruction) => instruction_spans(instruction, &mut found),
            Item::ByteOrderMark(_) | Item::Blank(_) => {}
        }
    }
    words(tree, &mut |word| word_spans(word, &mut |span| found.push(("word", span))));
    found
}

fn instruction_spans(instruction: &Instruction, found: &mut Vec<(&'static str, Span)>) {
    found.push(("keyword", instruction.keyword.span));
    found.push(("instruction", instruction.span));
    found.push(("arguments", instruction.arguments.full_span()));
    found.extend(instruction.pieces.iter().map(|piece| ("piece", piece.span)));
    for Flag { name, mount, span, .. } in &instruction.flags {
        found.extend([("flag", name.span), ("flag", *span)]);
        found.extend(mount.iter().flat_map(|option| [("mount", option.key.span), ("mount", option.span)]));
    }
    for heredoc in &instruction.heredocs {
        found.extend([("heredoc", heredoc.opener), ("heredoc", heredoc.name.span), ("heredoc", heredoc.body)]);
        found.extend(heredoc.end.map(|end| ("heredoc", end)));
    }
    let mut command = |line: &CommandLine| match line {
        CommandLine::Exec(exec) => {
            found.push(("array", exec.span));
            found.extend(exec.elements.iter().map(|element| ("element", element.span)));
        }
        CommandLine::Shell(shell) => {
            found.push(("script", shell.script.full_span()));
            found.extend(shell.broken_json.iter().map(|broken| ("array", broken.span)));
        }
        CommandLine::Empty => {}
    };
    match &instruction.kind {
        Kind::Run(run) => command(&run.command),
        Kind::Cmd(line) | Kind::Entrypoint(line) | Kind::Shell(line) => command(line),
        Kind::Healthcheck(Healthcheck::Command(span, line)) => {
            command(line);
            found.push(("check", *span));
        }
        Kind::Healthcheck(Healthcheck::None(span)) => found.push(("check", *span)),
        Kind::Healthcheck(Healthcheck::Unknown(word)) => found.extend(word.iter().map(|word| ("check", word.span))),
        Kind::From(from) => {
            found.extend(from.as_keyword.iter().chain(&from.name).map(|word| ("stage name", word.span)));
        }
        Kind::Arg(arg) => {
            found.extend(arg.definitions.iter().flat_map(|one| [("argument", one.span), ("name", one.name.span)]));
        }
        Kind::Env(pairs) | Kind::Label(pairs) => found.extend(pairs.pairs.iter().map(|pair| ("pair", pair.span))),
        Kind::OnBuild(Some(inner)) => instruction_spans(inner, found),
        Kind::Maintainer(name) => found.extend(name.iter().map(|name| ("maintainer", name.span))),
        Kind::Copy(_)
        | Kind::Add(_)
        | Kind::Expose(_)
        | Kind::User(_)
        | Kind::Workdir(_)
        | Kind::Volume(_)
        | Kind::StopSignal(_)
        | Kind::OnBuild(None)
        | Kind::Unknown => {}
    }
}

/// Every word of the tree.
pub fn words(tree: &Dockerfile, see: &mut dyn FnMut(&Word)) {
    tree.instructions().for_each(|instruction| instruction_words(instruction, see));
}

fn instruction_words(instruction: &Instruction, see: &mut dyn FnMut(&Word)) {
    for flag in &instruction.flags {
        flag.value.iter().for_each(&mut *see);
        flag.mount.iter().filter_map(|option| option.value.as_ref()).for_each(&mut *see);
    }
    match &instruction.kind {
        Kind::From(from) => from.image.iter().for_each(see),
        Kind::Arg(arg) => arg.definitions.iter().filter_map(|one| one.value.as_ref()).for_each(see),
        Kind::Env(pairs) | Kind::Label(pairs) => {
            pairs.pairs.iter().flat_map(|pair| [&pair.key, &pair.value]).for_each(see);
        }
        Kind::Copy(Transfer { sources, destination, json }) | Kind::Add(Transfer { sources, destination, json }) => {
            // Strings of an array are cooked; their places are checked, their texts differ.
            if !json {
                sources.iter().chain(destination).for_each(see);
            }
        }
        Kind::Expose(ports) => ports.iter().for_each(see),
        Kind::User(word) | Kind::Workdir(word) | Kind::StopSignal(word) => word.iter().for_each(see),
        Kind::Volume(paths) if !paths.json => paths.paths.iter().for_each(see),
        Kind::OnBuild(Some(inner)) => instruction_words(inner, see),
        Kind::Volume(_)
        | Kind::OnBuild(None)
        | Kind::Run(_)
        | Kind::Cmd(_)
        | Kind::Entrypoint(_)
        | Kind::Healthcheck(_)
        | Kind::Shell(_)
        | Kind::Maintainer(_)
        | Kind::Unknown => {}
    }
}

/// The places of a word and of its parts.
fn word_spans(word: &Word, see: &mut dyn FnMut(Span)) {
    see(word.span);
    for part in &word.parts {
        see(part.span);
        if let PartKind::Variable(variable) = &part.kind
            && let Some((_, operand)) = &variable.operation
        {
            word_spans(operand, see);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plimsoll::syntax::dockerfile::parse;

    #[test]
    fn a_planted_mistake_is_found() {
        let text = "# é\nFROM a AS b\nRUN x \\\n y\n";
        let whole = parse(text);
        assert_eq!(broken_promises(text, &whole.tree, &whole.problems), Vec::<String>::new());
        let planted = |change: &dyn Fn(&mut Dockerfile)| {
            let mut parsed = parse(text);
            change(&mut parsed.tree);
            broken_promises(text, &parsed.tree, &parsed.problems)
        };
        assert!(!planted(&|tree| drop(tree.items.remove(1))).is_empty(), "a lost item");
        let instruction = |tree: &mut Dockerfile, change: &dyn Fn(&mut Instruction)| {
            if let Some(Item::Instruction(instruction)) = tree.items.get_mut(1) {
                change(instruction);
            }
        };
        let lost = planted(&|tree| instruction(tree, &|one| one.pieces.truncate(1)));
        assert!(lost.iter().any(|clause| clause.contains("pieces")), "{lost:?}");
        let cut = planted(&|tree| instruction(tree, &|one| one.keyword.span = Span::new(3, 4)));
        assert!(cut.iter().any(|clause| clause.contains("cuts a character")), "{cut:?}");
        let past = planted(&|tree| instruction(tree, &|one| one.keyword.span = Span::new(3, 999)));
        assert!(past.iter().any(|clause| clause.contains("past the end")), "{past:?}");
        let moved = planted(&|tree| {
            instruction(tree, &|one| {
                if let Kind::From(from) = &mut one.kind
                    && let Some(image) = &mut from.image
                {
                    image.span = Span::new(5, 6);
                }
            });
        });
        assert!(moved.iter().any(|clause| clause.contains("a word says")), "{moved:?}");
    }
}
