//! Structural edits: a rule names what changes, this module knows bytes, indents and line ends.

use crate::model::{Command, File, ScriptSource, StepScript};
use crate::syntax::dockerfile::ast::{Escape, Flag, Instruction, Pair};
use crate::text::{Edit, Span};

/// Makes edits of one file.
#[derive(Clone, Copy)]
pub struct Edits<'a> {
    text: &'a str,
    escape: Escape,
}

impl<'a> Edits<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self { text: file.source.text(), escape: file.dockerfile().map_or_else(Escape::default, |tree| tree.escape) }
    }

    /// The line end that the file uses.
    fn line_end(&self) -> &'static str {
        match self.text.split_once('\n') {
            Some((first, _)) if first.ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// The blanks at the start of the line that the byte at `offset` is on.
    fn indent_of(&self, offset: u32) -> &'a str {
        let before = self.text.get(..offset as usize).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.text.get(start..).unwrap_or_default();
        let length = line.find(|c| c != ' ' && c != '\t').unwrap_or(line.len());
        line.get(..length).unwrap_or_default()
    }

    /// Puts a text in the place of a node.
    pub fn replace(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit::replace(span, text)
    }

    /// Puts the name of an instruction in the place of a keyword, in small letters where that is.
    pub fn replace_keyword(&self, keyword: Span, name: &str) -> Edit {
        let is_small = keyword.of(self.text).starts_with(|c: char| c.is_ascii_lowercase());
        Edit::replace(keyword, if is_small { name.to_ascii_lowercase() } else { name.to_owned() })
    }

    /// Puts a text behind a node; blanks are the caller's.
    pub fn insert_after(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit::insert(span.end, text)
    }

    /// Puts a text before a node; blanks are the caller's.
    pub fn insert_before(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit::insert(span.start, text)
    }

    /// Adds an argument to a command, behind a word of it, in the form that the command is written in. `None`
    /// where a JSON array has no string that ends there. Words that were cooked out of a quoted script are
    /// the engine's care.
    pub fn add_argument(&self, command: &Command, after: Span, argument: &str) -> Option<Edit> {
        if !command.form.exec {
            return Some(Edit::insert(after.end, format!(" {argument}")));
        }
        // A word of a JSON array stands inside its quotes.
        let quote = Span::new(after.end, after.end + 1);
        (quote.of(self.text) == "\"").then(|| Edit::insert(quote.end, format!(", {}", json_string(argument))))
    }

    /// Takes a word away that nothing but blanks divides from the next. `None` where something else does.
    pub fn remove_before(&self, word: Span, next: Span) -> Option<Edit> {
        let gap = self.text.get(word.end as usize..next.start as usize)?;
        gap.chars()
            .all(|letter| letter == ' ' || letter == '\t')
            .then(|| Edit::remove(Span::new(word.start, next.start)))
    }

    /// Adds a line before an instruction.
    pub fn add_line_before(&self, instruction: &Instruction, line: &str) -> Edit {
        let indent = self.indent_of(instruction.lines.start);
        Edit::insert(instruction.lines.start, format!("{indent}{line}{}", self.line_end()))
    }

    /// Adds the very first line of the file, where directives stand.
    pub fn add_first_line(&self, line: &str) -> Edit {
        let mark = '\u{feff}';
        let start = if self.text.starts_with(mark) { mark.len_utf8() } else { 0 };
        Edit::insert(start as u32, format!("{line}{}", self.line_end()))
    }

    /// Adds a line behind an instruction and its here-documents.
    pub fn add_line_after(&self, instruction: &Instruction, line: &str) -> Edit {
        let end = instruction.lines.end;
        let indent = self.indent_of(instruction.lines.start);
        if instruction.lines.of(self.text).ends_with('\n') {
            return Edit::insert(end, format!("{indent}{line}{}", self.line_end()));
        }
        Edit::insert(end, format!("{}{indent}{line}", self.line_end()))
    }

    /// Adds lines behind an instruction and its here-documents.
    pub fn add_lines_after(&self, instruction: &Instruction, lines: &[String]) -> Edit {
        let indent = self.indent_of(instruction.lines.start);
        self.add_line_after(instruction, &lines.join(&format!("{}{indent}", self.line_end())))
    }

    /// Removes an instruction with all its lines.
    pub fn remove_instruction(&self, instruction: &Instruction) -> Edit {
        Edit::remove(instruction.lines)
    }

    /// Removes a node; blanks around it stay.
    pub fn remove(&self, span: Span) -> Edit {
        Edit::remove(span)
    }

    /// Ends an instruction at a line that is continued: the escape character goes, the line end stays.
    pub fn end_line(&self, continuation: Span) -> Edit {
        let line_end = if continuation.of(self.text).ends_with('\n') { self.line_end() } else { "" };
        Edit::replace(continuation, line_end)
    }

    /// Removes the blank lines between the continued lines of an instruction.
    pub fn remove_blank_lines(&self, instruction: &Instruction) -> Vec<Edit> {
        let mut runs: Vec<Span> = Vec::new();
        for blank in instruction.blank_lines() {
            match runs.last_mut() {
                Some(last) if last.end == blank.start => *last = last.to(blank),
                _ => runs.push(blank),
            }
        }
        runs.into_iter().map(Edit::remove).collect()
    }

    /// A text as one word of an instruction, in double quotes; nothing in it is expanded.
    pub fn quoted(&self, text: &str) -> String {
        let escape = self.escape.character();
        let mut quoted = String::from("\"");
        for character in text.chars() {
            if character == '"' || character == '$' || character == escape {
                quoted.push(escape);
            }
            quoted.push(character);
        }
        quoted.push('"');
        quoted
    }

    /// Writes a pair of the old form `key value` as `key=value` with the same value. `None` where the value
    /// has quotes of its own, or where comments or lines lie between: that takes a human eye.
    pub fn key_value(&self, pair: &Pair) -> Option<Vec<Edit>> {
        let (key, value) = (&pair.key, &pair.value);
        let gap = Span::new(key.span.end, value.span.start);
        let is_special = |character: char| matches!(character, '"' | '\'') || character == self.escape.character();
        if key.raw.contains(is_special) || gap.of(self.text).contains('#') {
            return None;
        }
        if value.is_one_word(self.escape.character())? {
            return Some(vec![Edit::replace(gap, "=")]);
        }
        let is_plain = !value.raw.contains(is_special);
        is_plain.then(|| vec![Edit::replace(gap, "=\""), Edit::insert(value.span.end, "\"")])
    }

    /// Ends an instruction with one of its pairs and starts another one, of the same name, with the next. `None`
    /// where more than blanks and continued lines lies between.
    pub fn start_new_instruction(&self, instruction: &Instruction, last: Span, next: Span) -> Option<Edit> {
        let gap = Span::new(last.end, next.start);
        let is_plain = |letter: char| letter.is_ascii_whitespace() || letter == self.escape.character();
        let indent = self.indent_of(instruction.lines.start);
        let keyword = instruction.keyword.span.of(self.text);
        gap.of(self.text)
            .chars()
            .all(is_plain)
            .then(|| Edit::replace(gap, format!("{}{indent}{keyword} ", self.line_end())))
    }

    /// Puts a JSON array in the place of a command line.
    pub fn exec_form(&self, span: Span, elements: &[String]) -> Edit {
        let quoted: Vec<String> = elements.iter().map(|element| json_string(element)).collect();
        Edit::replace(span, format!("[{}]", quoted.join(", ")))
    }

    /// Removes a flag with the blanks before it.
    pub fn remove_flag(&self, instruction: &Instruction, flag: &Flag) -> Edit {
        let before = instruction.flags.iter().map(|other| other.span.end).filter(|end| *end <= flag.span.start);
        let start = before.max().unwrap_or(instruction.keyword.span.end);
        Edit::remove(Span::new(start, flag.span.end))
    }

    /// Adds a command that runs if the whole script before it has succeeded. `None` where the script's end
    /// is not known.
    pub fn append_command(&self, instruction: &Instruction, script: &StepScript, command: &str) -> Option<Edit> {
        let last = script.script.body.pipelines.last()?;
        let end = last.span.end;
        let is_open = last.background || script.swallowing_comment().is_some();
        if script.script.error.is_some() || is_open || !script.script.heredoc_free() {
            return None;
        }
        match script.source {
            ScriptSource::Word(_) => None,
            ScriptSource::Heredoc(_) => {
                let indent = self.indent_of(last.span.start);
                // A shell takes the first half of a Windows line end for a character of the last word.
                let before = self.text.get(..end as usize)?.trim_end_matches('\r');
                Some(Edit::insert(before.len() as u32, format!("{}{indent}{command}", self.line_end())))
            }
            ScriptSource::Arguments => {
                let first_line = instruction.lines.of(self.text).find('\n').map_or(u32::MAX, |at| at as u32);
                let is_multiline = end - instruction.lines.start > first_line;
                if !is_multiline {
                    return Some(Edit::insert(end, format!(" && {command}")));
                }
                let escape = self.escape.character();
                let indent = self.indent_of(last.span.start.max(self.line_start(end)));
                Some(Edit::insert(end, format!(" {escape}{}{indent}&& {command}", self.line_end())))
            }
        }
    }

    /// Adds a line at the start of a here-document's text.
    pub fn prepend_line(&self, body: Span, line: &str) -> Edit {
        let indent = self.indent_of(body.start);
        Edit::insert(body.start, format!("{indent}{line}{}", self.line_end()))
    }

    /// Adds a line before the line that a command of a here-document starts on.
    pub fn add_script_line_before(&self, command: Span, line: &str) -> Edit {
        let indent = self.indent_of(command.start);
        Edit::insert(self.line_start(command.start), format!("{indent}{line}{}", self.line_end()))
    }

    fn line_start(&self, offset: u32) -> u32 {
        let before = self.text.get(..offset as usize).unwrap_or_default();
        before.rfind('\n').map_or(0, |at| at as u32 + 1)
    }
}

/// A string of JSON.
fn json_string(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
