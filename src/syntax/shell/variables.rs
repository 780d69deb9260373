//! Which variables a script takes from outside, and which it gives a value itself.
//!
//! One walk in the order the script is written. A subshell counts like the shell around it, and the body of
//! a function like a script that is run at the end, since that errs on the side of "set somewhere".

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{Command, Compound, CompoundKind, List, Redirect, Script, SimpleCommand};
use crate::syntax::{PartKind, Variable, Word};
use crate::text::Span;

impl Script {
    /// The variables that the script reads before it gives them a value, or without doing so. What follows
    /// `.`, `source` or `eval` is left out: those may set any.
    pub fn free_variables(&self) -> Vec<(&Variable, Span)> {
        let mut walk = Walk::default();
        walk.list(&self.body);
        let Walk { set, mut free, late, is_blind, .. } = walk;
        if !is_blind {
            free.extend(late.into_iter().filter(|(variable, _)| !set.contains(variable.name.as_str())));
        }
        free
    }

    /// How long the longest value is that assignments put together, as far as the script shows: thirty lines of
    /// `A=$A$A` make a value that no memory holds.
    pub fn longest_value(&self) -> usize {
        let mut lengths: HashMap<String, usize> = HashMap::new();
        let commands = self.commands();
        let values = commands.iter().flat_map(|(simple, _)| {
            let before = simple.assignments.iter().map(|assignment| (assignment.name.clone(), &assignment.value));
            // `export NAME=value`
            before.chain(simple.words.iter().filter_map(|word| Some((assigned_name(word)?, word))))
        });
        for (name, value) in values {
            let pieces = value.parts.iter().map(|part| match &part.kind {
                PartKind::Literal(text) => text.len(),
                PartKind::Variable(variable) => lengths.get(&*variable.name).copied().unwrap_or_default(),
                PartKind::Substitution(_) | PartKind::Opaque => 0,
            });
            let length = pieces.fold(0, usize::saturating_add);
            let longest = lengths.entry(name).or_default();
            *longest = length.max(*longest);
        }
        lengths.into_values().max().unwrap_or_default()
    }

    /// The variables that the script itself gives a value, for certain or perhaps.
    pub fn assigned_variables(&self) -> HashSet<String> {
        let mut walk = Walk::default();
        walk.list(&self.body);
        walk.set
    }

    /// The variables that the script, or a wrapper such as `env` in it, gives a value; `None` where it may
    /// set any.
    pub fn set_variables(&self) -> Option<HashSet<String>> {
        let mut walk = Walk::default();
        walk.list(&self.body);
        let commands = self.commands();
        let words = commands.iter().flat_map(|(simple, _)| &simple.words).filter_map(assigned_name);
        let prefixes = commands.iter().flat_map(|(simple, _)| &simple.assignments);
        let set = walk.set.into_iter().chain(words).chain(prefixes.map(|assignment| assignment.name.clone()));
        (!walk.is_blind).then(|| set.collect())
    }
}

impl SimpleCommand {
    /// The variables that the command gives a value for the rest of the script, each with that value: by
    /// assignments alone, or by `export` and its kin.
    pub fn settings(&self) -> Vec<(String, Cow<'_, Word>)> {
        if self.words.is_empty() {
            let own = self.assignments.iter();
            return own.map(|assignment| (assignment.name.clone(), Cow::Borrowed(&assignment.value))).collect();
        }
        if !self.program().and_then(Word::known).is_some_and(|program| DECLARING.contains(&program.as_str())) {
            return Vec::new();
        }
        let words = self.arguments().iter();
        words.filter_map(|word| Some((assigned_name(word)?, Cow::Owned(value_of(word)?)))).collect()
    }
}

/// Builtins that take `NAME=value`.
const DECLARING: &[&str] = &["export", "declare", "typeset", "local", "readonly"];

/// The value in `NAME=value`; `None` for `NAME+=value`.
fn value_of(word: &Word) -> Option<Word> {
    let mut value = word.clone();
    let (name, raw) = word.raw.split_once('=')?;
    let first = value.parts.first_mut()?;
    let PartKind::Literal(text) = &mut first.kind else { return None };
    let (start, rest) = text.split_once('=')?;
    if start != name || name.ends_with('+') {
        return None;
    }
    *text = rest.to_owned();
    value.raw = raw.to_owned();
    Some(value)
}

#[derive(Default)]
struct Walk<'a> {
    /// What has a value so far.
    set: HashSet<String>,
    free: Vec<(&'a Variable, Span)>,
    /// What functions read: whether it has a value is known at the end.
    late: Vec<(&'a Variable, Span)>,
    functions: usize,
    /// Whether the script ran a text that we cannot see.
    is_blind: bool,
}

impl<'a> Walk<'a> {
    fn list(&mut self, list: &'a List) {
        for command in list.pipelines.iter().flat_map(|pipeline| &pipeline.commands) {
            match command {
                Command::Simple(simple) => self.simple(simple),
                Command::Compound(compound) => self.compound(compound),
            }
        }
    }

    fn compound(&mut self, compound: &'a Compound) {
        compound.words.iter().for_each(|word| self.word(word));
        if let CompoundKind::For(name) = &compound.kind {
            self.set.insert(name.clone());
        }
        let is_function = matches!(compound.kind, CompoundKind::Function(_));
        self.functions += usize::from(is_function);
        compound.lists.iter().for_each(|list| self.list(list));
        self.functions -= usize::from(is_function);
        self.redirects(&compound.redirects);
    }

    fn simple(&mut self, simple: &'a SimpleCommand) {
        for assignment in &simple.assignments {
            self.word(&assignment.value);
            // In front of a program it is set for that program alone.
            if simple.words.is_empty() {
                self.set.insert(assignment.name.clone());
            }
        }
        simple.words.iter().for_each(|word| self.word(word));
        self.redirects(&simple.redirects);
        self.builtin(simple);
    }

    /// Takes over what a builtin sets.
    fn builtin(&mut self, simple: &SimpleCommand) {
        let Some(program) = simple.program().and_then(Word::known) else { return };
        let texts = || simple.arguments().iter().map(|word| word.known_prefix().into_owned());
        let operands = || texts().filter(|text| !text.starts_with('-'));
        match program.as_str() {
            "." | "source" | "eval" => self.is_blind = true,
            program if DECLARING.contains(&program) => {
                self.set.extend(simple.arguments().iter().filter_map(assigned_name));
            }
            "read" | "unset" | "mapfile" | "readarray" => self.set.extend(operands()),
            "getopts" | "printf" => self.set.extend(operands().take(2)),
            _ => {}
        }
    }

    fn redirects(&mut self, redirects: &'a [Redirect]) {
        for word in redirects.iter().flat_map(|redirect| std::iter::once(&redirect.target).chain(&redirect.body)) {
            self.word(word);
        }
    }

    fn word(&mut self, word: &'a Word) {
        for part in &word.parts {
            match &part.kind {
                PartKind::Variable(variable) => {
                    self.read(variable, part.span);
                    if let Some((_, operand)) = &variable.operation {
                        self.word(operand);
                    }
                }
                PartKind::Substitution(script) => self.list(&script.body),
                PartKind::Opaque => self.set.extend(defaulted_names(&word.raw)),
                PartKind::Literal(_) => {}
            }
        }
    }

    fn read(&mut self, variable: &'a Variable, span: Span) {
        if self.is_blind || self.set.contains(&variable.name) {
            return;
        }
        if self.functions > 0 { self.late.push((variable, span)) } else { self.free.push((variable, span)) }
    }
}

/// The name in `NAME=value`.
fn assigned_name(word: &Word) -> Option<String> {
    let prefix = word.known_prefix();
    let (name, _) = prefix.split_once('=')?;
    let name = name.strip_suffix('+').unwrap_or(name);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then(|| name.to_owned())
}

/// The names in `${NAME:=value}` and `${NAME=value}`.
fn defaulted_names(raw: &str) -> impl Iterator<Item = String> {
    raw.split("${").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
        let (name, rest) = rest.split_at_checked(end)?;
        (rest.starts_with(":=") || rest.starts_with('=')).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use crate::syntax::Joined;
    use crate::syntax::shell::{Dialect, parse};
    use crate::text::Span;

    fn free(text: &str) -> Vec<String> {
        let script = parse(&Joined::from_span(text, Span::new(0, text.len() as u32)), Dialect::Sh);
        script.free_variables().into_iter().map(|(variable, _)| variable.name.clone()).collect()
    }

    #[test]
    fn variables_from_outside_are_found() {
        for (text, names) in [
            ("echo $A \"${B:-$C}\" '$D' \\$E", vec!["A", "B", "C"]),
            ("A=1 && echo $A; B=$B; echo $B", vec!["B"]),
            ("A=1 make $A", vec!["A"]),
            ("for A in $B; do echo $A $C; done", vec!["B", "C"]),
            ("while read -r A B; do echo $A $B $C; done < $D", vec!["C", "D"]),
            ("export A=$B C; echo $A $C", vec!["B", "C"]),
            ("echo $A; . ./env; echo $B", vec!["A"]),
            (": ${A:=1}; echo $A", vec![]),
            ("x=$(echo $A); echo $x", vec!["A"]),
            ("f() { echo $A $B; }; A=1; f", vec!["B"]),
            ("cat <<X > $A\n$B\nX", vec!["A", "B"]),
            ("cat <<'X'\n$B\nX", vec![]),
            ("if [ -z \"$A\" ]; then A=1; fi; echo $A", vec!["A"]),
            ("( A=1 ); echo $A", vec![]),
        ] {
            let mut found = free(text);
            found.sort();
            assert_eq!(found, names, "{text}");
        }
    }

    #[test]
    fn values_that_grow_are_measured() {
        let longest =
            |text: &str| parse(&Joined::from_span(text, Span::new(0, text.len() as u32)), Dialect::Sh).longest_value();
        assert_eq!(longest("a=1234; b=$a$a; b=1"), 8);
        assert!(longest(&format!("a=1234; {}", "export a=$a$a; ".repeat(200))) > 1 << 40);
    }

    #[test]
    fn variables_that_are_set_are_found() {
        let set = |text: &str| {
            let script = parse(&Joined::from_span(text, Span::new(0, text.len() as u32)), Dialect::Sh);
            script.set_variables().map(|names| {
                let mut names: Vec<String> = names.into_iter().collect();
                names.sort();
                names.join(" ")
            })
        };
        assert_eq!(set("A=1; B=2 sh -c 'x'; env C=3 sh -c 'x'").as_deref(), Some("A B C"));
        assert_eq!(set(". ./env"), None);
    }
}
