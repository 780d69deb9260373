//! The thin binary.

use std::process::ExitCode;

/// A linter allocates many small texts and throws them away.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    plimsoll::cli::main()
}
