//! Programs that find another one and start it: `npx`, `bundle exec`, `python -m`.
//!
//! Knows their words, not what they start. Unlike wrappers they belong to a language, and what they start is
//! still theirs to find; so commands keep them, and only who asks for servers looks through them.

use crate::knowledge::servers::{flag_name, program_name};

/// A program that starts another.
struct Launcher {
    /// Its name.
    name: &'static str,
    /// Words that make it one: `exec` of `bundle exec`.
    words: &'static [&'static str],
    /// Flags whose value is the next word.
    valued: &'static [&'static str],
    /// Words of its own before the program.
    operands: usize,
}

const fn launcher(name: &'static str, words: &'static [&'static str], valued: &'static [&'static str]) -> Launcher {
    Launcher { name, words, valued, operands: 0 }
}

const UV: &[&str] = &["--with", "--python", "-p", "--project", "--directory", "--group", "--extra", "--env-file"];
const NODE: &[&str] = &["-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions"];

const LAUNCHERS: &[Launcher] = &[
    launcher("bundle", &["exec"], &[]),
    launcher("poetry", &["run"], &["-C", "--directory"]),
    launcher("pipenv", &["run"], &[]),
    launcher("uv", &["run"], UV),
    launcher("pdm", &["run"], &["-p", "--project"]),
    launcher("rye", &["run"], &[]),
    launcher("conda", &["run"], &["-n", "-p", "--name", "--prefix", "--cwd"]),
    launcher("micromamba", &["run"], &["-n", "-p", "--name", "--prefix"]),
    launcher("npx", &[], &["-p", "--package"]),
    launcher("bunx", &[], &[]),
    launcher("pnpx", &[], &[]),
    launcher("npm", &["exec"], &["-p", "--package"]),
    launcher("pnpm", &["exec"], &[]),
    launcher("pnpm", &["dlx"], &[]),
    launcher("yarn", &["exec"], &[]),
    launcher("yarn", &["dlx"], &[]),
    launcher("cross-env", &[], &[]),
    launcher("dotenv", &[], &["-e", "-f"]),
    launcher("dotenvx", &["run"], &["-f"]),
    launcher("doppler", &["run"], &["-c", "-p", "--config", "--project"]),
    launcher("newrelic-admin", &["run-program"], &[]),
    launcher("ddtrace-run", &[], &[]),
    launcher("opentelemetry-instrument", &[], &[]),
    Launcher { name: "wait-for-it.sh", words: &[], valued: &["-t", "-h", "-p"], operands: 1 },
    Launcher { name: "wait-for-it", words: &[], valued: &["-t", "-h", "-p"], operands: 1 },
    launcher("python", &[], &["-W", "-X"]),
    launcher("ruby", &[], &["-r", "-I"]),
    launcher("php", &[], &["-d", "-c"]),
    launcher("node", &[], NODE),
    launcher("nodejs", &[], NODE),
];

/// The place of the program that the first word starts; `None` where it starts none that can be seen.
pub(in crate::model) fn launched(words: &[Option<&str>]) -> Option<usize> {
    let name = program_name(words.first().copied().flatten()?);
    let bare = name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let rows = LAUNCHERS.iter().filter(|row| row.name == name || row.name == bare);
    rows.filter_map(|row| row.program_in(words)).next()
}

impl Launcher {
    fn program_in(&self, words: &[Option<&str>]) -> Option<usize> {
        let mut wanted = self.words.iter();
        let mut next = wanted.next();
        let mut operands = self.operands;
        let mut index = 1;
        while let Some(word) = words.get(index) {
            let text = (*word)?;
            // `--` ends the flags; `-m` of Python is followed by the program.
            let is_module = self.name == "python" && text == "-m";
            if text.starts_with('-') && !is_module {
                if matches!(text, "-c" | "-e" | "-r") && !self.valued.contains(&text) {
                    return None;
                }
                index += 1 + usize::from(self.valued.contains(&text) && flag_name(text) == text);
                continue;
            }
            if is_module {
                return Some(index + 1);
            }
            match next {
                Some(word) if *word == text => next = wanted.next(),
                Some(_) => return None,
                None if operands > 0 => operands -= 1,
                // `cross-env NODE_ENV=production node server.js`
                None if text.contains('=') => {}
                None => return Some(index),
            }
            index += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::launched;

    /// The program that a command line starts.
    fn program(line: &str) -> Option<&str> {
        let words: Vec<&str> = line.split(' ').collect();
        let known: Vec<Option<&str>> = words.iter().map(|word| Some(*word)).collect();
        launched(&known).and_then(|index| words.get(index).copied())
    }

    #[test]
    fn programs_are_found_behind_others() {
        for line in [
            "npx --yes x",
            "bundle exec x",
            "uv run --with a --frozen x",
            "python3.12 -u -m x run",
            "python -W ignore x",
            "node --enable-source-maps -r dotenv/config x",
            "cross-env NODE_ENV=production x",
            "wait-for-it.sh -t 5 db:5432 -- x",
            "php -d memory_limit=1G x serve",
        ] {
            assert_eq!(program(line), Some("x"), "{line}");
        }
        for line in ["python -c x", "bundle install", "node", "gunicorn x", "npm run x"] {
            assert_eq!(program(line), None, "{line}");
        }
    }
}
