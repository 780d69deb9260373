//! `COPY a /b # text`: what looks like a comment behind an instruction, and is none.
//!
//! Only whole lines are comments in a Dockerfile; shells know others. Start with
//! [`Instruction::trailing_comment`].
//! Source: <https://docs.docker.com/reference/dockerfile/#format>

use super::ast::{Instruction, Kind, PieceKind};
use crate::syntax::Word;
use crate::text::{Span, Spanned};

/// Words that were meant as a comment and are arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailingComment {
    /// From the `#` to the end of the instruction.
    pub text: Spanned<String>,
    /// The same with the blanks before it.
    pub with_blanks: Span,
}

impl Instruction {
    /// The words from a lone `#` on, or from a word that begins with it, where the instruction takes them for
    /// arguments. What a shell reads has its own comments, and what continues on other lines is left alone.
    pub fn trailing_comment(&self) -> Option<TrailingComment> {
        let start = match &self.kind {
            Kind::Copy(transfer) | Kind::Add(transfer) if !transfer.json => {
                first_hash(transfer.sources.iter().chain(&transfer.destination))?
            }
            Kind::Expose(words) => first_hash(words.iter())?,
            Kind::Volume(paths) if !paths.json => first_hash(paths.paths.iter())?,
            Kind::Arg(arg) => {
                let names = arg.definitions.iter().skip(1).map(|definition| &definition.name);
                names.filter(|name| name.value.starts_with('#')).map(|name| name.span.start).next()?
            }
            Kind::User(word) | Kind::Workdir(word) | Kind::StopSignal(word) => hash_inside(word.as_ref()?)?,
            Kind::Env(pairs) if pairs.legacy => hash_inside(&pairs.pairs.first()?.value)?,
            Kind::Copy(_)
            | Kind::Add(_)
            | Kind::Volume(_)
            | Kind::Env(_)
            | Kind::From(_)
            | Kind::Label(_)
            | Kind::Run(_)
            | Kind::Cmd(_)
            | Kind::Entrypoint(_)
            | Kind::Healthcheck(_)
            | Kind::Shell(_)
            | Kind::OnBuild(_)
            | Kind::Maintainer(_)
            | Kind::Unknown => return None,
        };
        let is_one_line = self.pieces.iter().all(|piece| matches!(piece.kind, PieceKind::Text | PieceKind::LineEnd));
        let arguments = &self.arguments;
        let whole = arguments.full_span();
        let at = start.checked_sub(whole.start)? as usize;
        let (before, text) = (arguments.text().get(..at)?, arguments.text().get(at..)?.trim_end());
        // What the brackets of a mount or a quote hold is not seen word by word.
        if !is_one_line || !text.starts_with('#') || before.trim_end().len() == before.len() {
            return None;
        }
        let span = arguments.unbroken(at, at + text.len())?;
        let with_blanks = arguments.unbroken(before.trim_end().len(), at + text.len())?;
        Some(TrailingComment { text: Spanned::new(text.to_owned(), span), with_blanks })
    }
}

/// Where the first word begins that starts with `#`; the very first word may be meant so.
fn first_hash<'a>(words: impl Iterator<Item = &'a Word>) -> Option<u32> {
    words.skip(1).find(|word| word.raw.starts_with('#')).map(|word| word.span.start)
}

/// Where ` # ` stands in a text that is taken whole.
fn hash_inside(word: &Word) -> Option<u32> {
    if word.is_quoted() || word.raw.len() != word.span.len() as usize {
        return None;
    }
    word.raw.find(" #").filter(|at| word.raw.get(at + 2..).is_some_and(|rest| rest.starts_with([' ', '#'])))?;
    Some(word.span.start + word.raw.find(" #")? as u32 + 1)
}

#[cfg(test)]
mod tests {
    use crate::syntax::dockerfile::parse;

    fn comment(line: &str) -> Option<String> {
        let parsed = parse(line);
        let found = parsed.tree.instructions().next()?.trailing_comment()?;
        assert_eq!(found.text.span.of(line), found.text.value);
        assert!(found.with_blanks.of(line).trim_start() == found.text.value);
        Some(found.text.value)
    }

    #[test]
    fn words_behind_a_hash_are_found() {
        for line in [
            "COPY a b # why",
            "ADD a b\t# why  ",
            "EXPOSE 80 443 # why",
            "VOLUME /a # why\n",
            "WORKDIR /a # why",
            "USER app # why",
            "STOPSIGNAL SIGTERM # why",
            "ENV A b # why",
            "ARG A=1 # why",
        ] {
            assert_eq!(comment(line).as_deref(), Some("# why"), "{line}");
        }
        assert_eq!(comment("EXPOSE 80 #why").as_deref(), Some("#why"));
    }

    #[test]
    fn what_is_no_comment_is_left_alone() {
        for line in [
            "COPY a#b c",
            "COPY #a b",
            "WORKDIR \"/a # b\"",
            "ENV COLOUR #fff",
            "ENV TEXT say #1",
            "RUN a # why",
            "COPY a \\\n # why\n b",
            "COPY [\"a\", \"#\", \"b\"]",
            "USER",
        ] {
            assert_eq!(comment(line), None, "{line}");
        }
    }
}
