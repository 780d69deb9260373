//! The whole text of an instruction, for what can stand anywhere in it.
//!
//! Knows the arguments and the here-documents; takes nothing apart. Start with [`File::texts_of`].

use crate::model::File;
use crate::syntax::Joined;
use crate::syntax::dockerfile::ast::Instruction;

impl File {
    /// The arguments of an instruction of this file, and each of its here-documents.
    pub fn texts_of(&self, instruction: &Instruction) -> Vec<Joined> {
        let bodies = instruction.heredocs.iter().map(|heredoc| Joined::from_span(self.source.text(), heredoc.body));
        std::iter::once(instruction.arguments.clone()).chain(bodies).collect()
    }
}
