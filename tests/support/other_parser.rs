//! What `dockerfile-parser`, another parser, makes of a text.

use dockerfile_parser::{Dockerfile, Instruction};

/// Each instruction's keyword as that parser has it, and the offset it starts at; `None` where it gives up.
pub fn outline(text: &str) -> Option<Vec<(String, usize)>> {
    let file = Dockerfile::parse(text).ok()?;
    Some(file.instructions.iter().map(|one| (keyword(one), one.span().start)).collect())
}

fn keyword(instruction: &Instruction) -> String {
    match instruction {
        Instruction::Misc(misc) => misc.instruction.content.clone(),
        Instruction::From(_) => "FROM".to_owned(),
        Instruction::Arg(_) => "ARG".to_owned(),
        Instruction::Label(_) => "LABEL".to_owned(),
        Instruction::Run(_) => "RUN".to_owned(),
        Instruction::Entrypoint(_) => "ENTRYPOINT".to_owned(),
        Instruction::Cmd(_) => "CMD".to_owned(),
        Instruction::Copy(_) => "COPY".to_owned(),
        Instruction::Env(_) => "ENV".to_owned(),
    }
}
