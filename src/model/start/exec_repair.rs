//! What a JSON array was meant to be that holds text for a shell, or a word that belongs in a Compose file.
//!
//! Knows how to write it again, not whether it is wrong: `exec_form` finds that. Start with [`Build::replacement_of`].

use crate::model::start::exec_form::{UnreadKind, UnreadSyntax, as_shell_text};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Spanned;

/// What is to be written in the place of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// An array with other elements.
    Words(Vec<String>),
    /// An array that names a shell.
    NamedShell(Vec<String>),
    /// Text for the shell.
    Text(String),
}

impl Build {
    /// What is to be written in the place of the array of a step for what was found in it first; `None` where that would
    /// be a guess.
    pub fn replacement_of(&self, step: &Step, first: &UnreadSyntax<'_>, has_shell: bool) -> Option<Replacement> {
        let exec = self.exec_form_of(step)?;
        if first.kind == UnreadKind::OfCompose {
            return without_word_of_compose(&exec.elements, has_shell);
        }
        let stage = self.stage(step.stage)?;
        if let UnreadKind::Line(line) = &first.kind {
            let words = self.program_line(stage, &first.element.value).filter(|words| words == line)?;
            let is_plain =
                |word: &String| !word.contains(['$', '"', '\'', '&', '|', ';', '<', '>', '*', '`', '(', '=']);
            let rest = exec.elements.iter().skip(1).map(|element| element.value.clone());
            return words.iter().all(is_plain).then(|| Replacement::Words(words.into_iter().chain(rest).collect()));
        }
        if first.may_be_read || step.interpreter.dialect().is_none() || !has_shell {
            return None;
        }
        let is_entrypoint = match self.instruction(step)?.kind {
            Kind::Cmd(_) => false,
            Kind::Entrypoint(_) => true,
            _ => return as_shell_text(&exec.elements, false).map(Replacement::Text),
        };
        let text = as_shell_text(&exec.elements, true)?;
        let start = self.start(stage);
        // Text is what the ENTRYPOINT would get as its argument, and takes none from CMD itself.
        if start.entrypoint.is_none() || start.command.is_none() {
            return Some(Replacement::Text(text));
        }
        let mut words = vec!["sh".to_owned(), "-c".to_owned(), text];
        if is_entrypoint {
            let last = words.pop()?;
            words.extend([format!("{last} \"$@\""), "--".to_owned()]);
        }
        Some(Replacement::NamedShell(words))
    }
}

/// What Compose's form of a health check means: `["CMD-SHELL", "text for a shell"]`, `["CMD", "program", "argument"]`.
fn without_word_of_compose(elements: &[Spanned<String>], has_shell: bool) -> Option<Replacement> {
    let (word, rest) = elements.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let words = rest.iter().map(|element| element.value.clone());
    match (word.value.as_str(), rest) {
        ("CMD-SHELL", [text]) if has_shell && !text.value.contains('\n') => Some(Replacement::Text(text.value.clone())),
        ("CMD-SHELL", _) => None,
        _ => Some(Replacement::Words(words.collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Replacement, without_word_of_compose};
    use crate::text::{Span, Spanned};

    #[test]
    fn checks_of_compose_are_taken_apart() {
        let meant = |words: &[&str], has_shell| {
            let elements: Vec<_> = words.iter().map(|word| Spanned::new((*word).to_owned(), Span::default())).collect();
            without_word_of_compose(&elements, has_shell)
        };
        let text = Some(Replacement::Text("curl x || exit 1".to_owned()));
        assert_eq!(meant(&["CMD-SHELL", "curl x || exit 1"], true), text);
        assert_eq!(meant(&["CMD-SHELL", "curl x || exit 1"], false), None);
        assert_eq!(meant(&["CMD-SHELL", "curl", "x"], true), None);
        let words = Some(Replacement::Words(vec!["curl".to_owned(), "x".to_owned()]));
        assert_eq!(meant(&["CMD", "curl", "x"], false), words);
        assert_eq!(meant(&["CMD"], true), None);
    }
}
