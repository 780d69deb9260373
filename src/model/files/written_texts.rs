//! Texts that a step writes: to files, and into other programs.
//!
//! Knows `echo` and `printf` with a redirect or a pipe, `cat` with a here-document, `tee`, `sed -i`, and COPY of
//! a here-document. Judges nothing. Start with [`Build::written_texts`] and [`Build::fed_texts`].

use crate::model::{Build, Command, File, Origin, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::RedirectKind;
use crate::syntax::{PartKind, Word};
use crate::text::Span;

/// A text that ends up in a file.
#[derive(Clone, Debug)]
pub struct WrittenText<'a> {
    /// What it says; what only a shell knows stands there as it is written.
    pub text: String,
    /// Whether that is all of it: nothing in it depends on what the file does not tell.
    pub known: bool,
    /// Where it stands.
    pub span: Span,
    /// The words it is made of; none for COPY.
    pub words: Vec<&'a Word>,
    /// The file: its path as far as known.
    pub path: String,
    /// The command that makes the text; `None` for COPY.
    pub command: Option<&'a Command>,
}

/// How many commands behind a text are looked at for the end of its pipeline.
const LONGEST_PIPELINE: usize = 32;

/// Programs that hand on what they read, in another notation at most.
const HANDING_ON: &[&str] = &["base64", "cat", "sed", "tee", "tr"];

impl Build {
    /// The texts that a step writes to files. The file is the one that the step stands in.
    pub fn written_texts<'a>(&'a self, file: &File, step: &Step) -> Vec<WrittenText<'a>> {
        let Some(instruction) = self.instruction(step) else { return Vec::new() };
        if let Kind::Copy(transfer) | Kind::Add(transfer) = &instruction.kind {
            let path = transfer.destination.as_ref().and_then(|word| self.expanded(step, word)).unwrap_or_default();
            let text = |span: Span| span.of(file.source.text()).to_owned();
            let written = instruction.heredocs.iter().map(|heredoc| WrittenText {
                text: text(heredoc.body),
                known: true,
                span: heredoc.body,
                words: Vec::new(),
                path: path.clone(),
                command: None,
            });
            return written.collect();
        }
        let commands = self.commands_of(step);
        let writers = commands.iter().enumerate().filter(|(_, command)| command.form.instruction == Origin::Run);
        writers
            .filter_map(|(index, command)| {
                let after = commands.get(index + 1..).unwrap_or_default();
                self.written_by(step, command, after.get(..LONGEST_PIPELINE).unwrap_or(after))
            })
            .collect()
    }

    fn written_by<'a>(&'a self, step: &Step, command: &'a Command, after: &'a [Command]) -> Option<WrittenText<'a>> {
        let words = words_of(command)?;
        let path = if command.is_any(&["sed"]) { command.args.last() } else { file_of(command, after) }?;
        let own = self.own_variables(step, command);
        let path = self.text_of_word(step, &own, path).unwrap_or_else(|| path.raw.replace(['"', '\''], ""));
        let (text, known) = self.text_of_words(step, command, &words);
        Some(WrittenText { text, known, span: span_of(&words, command), words, path, command: Some(command) })
    }

    /// The texts that a command reads: from `echo` or `printf` before it in its pipeline, from a here-document or
    /// a here-string. Each with the words it is made of, and `None` where it is not known.
    pub fn fed_texts<'a>(&'a self, step: &Step, command: &'a Command) -> Vec<(Option<String>, Vec<&'a Word>)> {
        let place = &command.placement;
        let all = self.commands_of(step).iter();
        let before = all.filter(|it| it.placement.pipeline == place.pipeline && it.placement.index < place.index);
        let piped =
            before.filter(|it| it.is_any(&["echo", "printf"])).filter_map(|maker| Some((maker, words_of(maker)?)));
        let bodies = bodies_of(command);
        let mut fed: Vec<(&Command, Vec<&Word>)> = piped.collect();
        fed.extend((!bodies.is_empty()).then_some((command, bodies)));
        fed.into_iter()
            .map(|(maker, words)| {
                let (text, known) = self.text_of_words(step, maker, &words);
                (known.then_some(text), words)
            })
            .collect()
    }

    /// What words say together, as `echo` or `printf` puts them, and whether all of it is known.
    fn text_of_words(&self, step: &Step, command: &Command, words: &[&Word]) -> (String, bool) {
        let own = self.own_variables(step, command);
        let mut known = true;
        let mut texts = words.iter().map(|word| {
            self.text_of_word(step, &own, word).unwrap_or_else(|| {
                known = false;
                literal_text(word)
            })
        });
        let text = match texts.next() {
            Some(format) if command.is_any(&["printf"]) => {
                texts.fold(format, |text, value| text.replacen("%s", &value, 1))
            }
            Some(first) => texts.fold(first, |text, word| text + " " + &word),
            None => String::new(),
        };
        (text, known)
    }
}

/// The words that a command makes a text of; `None` where it makes none.
fn words_of(command: &Command) -> Option<Vec<&Word>> {
    match command.program.value.as_str() {
        "echo" => {
            let is_flag = |word: &&Word| ["-e", "-n", "-E", "-ne", "-en"].iter().any(|flag| word.is(flag));
            Some(command.args.iter().skip_while(is_flag).collect())
        }
        "printf" => Some(command.args.iter().skip_while(|word| word.is("--")).collect()),
        "cat" | "tee" => Some(bodies_of(command)).filter(|bodies| !bodies.is_empty()),
        "sed" if command.has_flag(&["i", "in-place"]) => {
            let is_script = |word: &&Word| !word.known_prefix().starts_with('-');
            let mut words: Vec<&Word> = command.args.iter().filter(is_script).collect();
            words.pop();
            Some(words)
        }
        _ => None,
    }
}

/// The here-documents and here-strings that a command reads.
fn bodies_of(command: &Command) -> Vec<&Word> {
    let texts = command.redirects.iter().filter_map(|redirect| match redirect.kind {
        RedirectKind::Heredoc => redirect.body.as_ref(),
        RedirectKind::HereString => Some(&redirect.target),
        RedirectKind::Input | RedirectKind::Output | RedirectKind::Append | RedirectKind::Duplicate => None,
    });
    texts.collect()
}

/// The file at the end of the pipeline of a command that makes a text; `after` is what follows the command.
fn file_of<'a>(command: &'a Command, after: &'a [Command]) -> Option<&'a Word> {
    if let Some(file) = output_of(command) {
        return Some(file);
    }
    let (pipeline, index) = (command.placement.pipeline, command.placement.index);
    let later = after.iter().filter(|other| other.placement.pipeline == pipeline && other.placement.index > index);
    let mut later = later.take_while(|other| other.is_any(HANDING_ON));
    later.find_map(|other| {
        let target = || other.args.iter().find(|word| !word.known_prefix().starts_with('-'));
        output_of(other).or_else(|| other.is_any(&["tee"]).then(target).flatten())
    })
}

/// The file that the output of a command goes to.
fn output_of(command: &Command) -> Option<&Word> {
    let is_output = |kind: RedirectKind| matches!(kind, RedirectKind::Output | RedirectKind::Append);
    let mut files = command.redirects.iter().filter(|redirect| is_output(redirect.kind));
    let file = files.find(|redirect| redirect.descriptor.is_none_or(|descriptor| descriptor == 1))?;
    (!file.target.is("/dev/null")).then_some(&file.target)
}

fn span_of(words: &[&Word], command: &Command) -> Span {
    words.first().map_or(command.program.span, |word| word.span)
}

/// The text of a word, variables and commands as they are written.
fn literal_text(word: &Word) -> String {
    let mut text = String::new();
    for part in &word.parts {
        match &part.kind {
            PartKind::Literal(literal) => text.push_str(literal),
            PartKind::Variable(variable) => {
                text.push('$');
                text.push_str(&variable.name);
            }
            PartKind::Substitution(_) | PartKind::Opaque => text.push_str("$()"),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The texts and files of the last step.
    fn written(lines: &str) -> Vec<(String, String)> {
        let source = Source::new("Dockerfile", format!("FROM a\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let texts = build.written_texts(&project.files[0], build.steps.last().unwrap());
        texts.into_iter().map(|written| (written.text, written.path)).collect()
    }

    #[test]
    fn written_texts_are_found() {
        for (lines, text, path) in [
            ("RUN echo -n a b > /f", "a b", "/f"),
            ("RUN echo a $B >> f", "a $B", "f"),
            ("ENV B=c\nRUN echo \"a $B\" > f", "a c", "f"),
            ("RUN printf '%s: %s\\n' a b > f", "a: b\\n", "f"),
            ("RUN echo a | sudo tee -a /f > /dev/null", "a", "/f"),
            ("RUN echo a | base64 -d > /f", "a", "/f"),
            ("RUN cat <<EOF > /f\na\nEOF", "a\n", "/f"),
            ("RUN <<EOF\ncat > /f <<X\na\nX\nEOF", "a\n", "/f"),
            ("COPY <<EOF /f\na\nEOF", "a\n", "/f"),
            ("RUN sed -i -e 's/a/b/' /f", "s/a/b/", "/f"),
        ] {
            assert_eq!(written(lines), [(text.to_owned(), path.to_owned())], "{lines}");
        }
        for lines in ["RUN echo a", "RUN echo a > /dev/null", "RUN echo a | sh > f", "CMD echo a > f", "RUN cat f > g"]
        {
            assert_eq!(written(lines), [], "{lines}");
        }
    }
}
