//! Runs the real binary in a folder of its own.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder fails")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with files, in which commands are run.
pub struct Folder {
    folder: TempDir,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Folder {
    /// A folder with these files.
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = Self { folder: tempfile::tempdir().unwrap() };
        for (path, bytes) in files {
            let path = folder.path(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        folder
    }

    /// A path in it.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The bytes of a file in it.
    pub fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.path(path)).unwrap()
    }

    /// The command with a scrubbed environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        // Many machines have it set; no message of ours may show it.
        command.env("RUST_BACKTRACE", "1");
        command
    }

    /// Runs `plimsoll` with these arguments.
    pub fn run(&self, arguments: &[&str]) -> Said {
        said(self.command(arguments))
    }

    /// Runs `plimsoll` with a variable set.
    pub fn run_with(&self, variable: (&str, &str), arguments: &[&str]) -> Said {
        let mut command = self.command(arguments);
        command.env(variable.0, variable.1);
        said(command)
    }

    /// Runs `plimsoll` with a standard input.
    pub fn run_on(&self, input: &[u8], arguments: &[&str]) -> Said {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            // A command that refuses to read closes the pipe.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Said::new(&output)
    }
}

/// Runs a command to its end.
pub fn said(mut command: Command) -> Said {
    Said::new(&command.output().unwrap())
}

impl Said {
    fn new(output: &std::process::Output) -> Self {
        let said = Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        for word in ["panicked", "RUST_BACKTRACE", "stack backtrace", "os error", "Os {", "bug in plimsoll"] {
            assert!(!said.stderr.contains(word), "{said:?}");
        }
        said
    }

    /// Exit code, standard output and standard error as one text.
    pub fn whole(&self) -> String {
        let code = self.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        format!("exit code: {code}\n--- stdout\n{}--- stderr\n{}", self.stdout, self.stderr)
    }
}
