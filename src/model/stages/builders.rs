//! Which builders can build a file.
//!
//! Knows what only BuildKit, and what does as it does, reads; nothing of their versions. Start with
//! [`Build::needs_buildkit`].

use crate::model::Build;
use crate::syntax::dockerfile::ast::{DirectiveName, Instruction};

/// Flags that Docker's builder before BuildKit refuses.
///
/// Source: <https://docs.docker.com/reference/dockerfile/>
const FLAGS: &[&str] = &[
    "mount",
    "network",
    "security",
    "device",
    "chmod",
    "link",
    "parents",
    "exclude",
    "checksum",
    "keep-git-dir",
    "unpack",
];

impl Build {
    /// Whether Docker's builder before BuildKit cannot build the file: it asks for a frontend, or uses mounts,
    /// here-documents or the like.
    pub fn needs_buildkit(&self) -> bool {
        let asks = self.dockerfile.directives().any(|directive| directive.name.value == DirectiveName::Syntax);
        asks || self.dockerfile.instructions().any(is_of_buildkit)
    }
}

fn is_of_buildkit(instruction: &Instruction) -> bool {
    !instruction.heredocs.is_empty() || instruction.flags.iter().any(|flag| FLAGS.contains(&flag.name.value.as_str()))
}
