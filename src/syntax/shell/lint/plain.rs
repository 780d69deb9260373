//! Scripts in which nothing can be wrong: programs that no check knows, with words that hold nothing special.
//!
//! `apt-get update && apt-get install -y curl` and its like are most of what Dockerfiles run, and looking at one
//! takes as long as reading a whole file. Says "plain" only where the library is known to find nothing, which a test
//! asks it. Start with [`is_plain`].

/// Programs that no check of the library names, nor any of ours.
const PROGRAMS: &[&str] = &[
    "addgroup",
    "adduser",
    "apk",
    "apt",
    "apt-get",
    "bun",
    "bundle",
    "cargo",
    "composer",
    "conda",
    "corepack",
    "dnf",
    "docker-php-ext-configure",
    "docker-php-ext-enable",
    "docker-php-ext-install",
    "dotnet",
    "gem",
    "go",
    "gradle",
    "groupadd",
    "ldconfig",
    "microdnf",
    "mvn",
    "node",
    "npm",
    "npx",
    "pacman",
    "pip",
    "pip3",
    "pnpm",
    "poetry",
    "python",
    "python3",
    "rustup",
    "tdnf",
    "useradd",
    "uv",
    "yarn",
    "yum",
    "zypper",
];

/// Words that mean something to a shell, so that it is odd to see them as arguments.
const RESERVED: &[&str] = &[
    "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then",
    "time", "until", "while",
];

/// What images are told to remove, which no check minds.
const LISTS: &str = "rm -rf /var/lib/apt/lists/*";

/// Whether there is surely nothing to find in a script: statements joined by `&&` alone, each a well-known program
/// with words of letters, digits and a few signs.
pub(super) fn is_plain(text: &str) -> bool {
    text.split("&&").all(|statement| {
        let statement = statement.trim_matches([' ', '\t']);
        let mut words = statement.split([' ', '\t']).filter(|word| !word.is_empty());
        let is_known = words.next().is_some_and(|program| PROGRAMS.binary_search(&program).is_ok());
        is_known && words.all(is_plain_word) || statement == LISTS
    })
}

fn is_plain_word(word: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@,+=".contains(&byte);
    word.bytes().all(is_plain) && !RESERVED.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::{Runner, Target, library};
    use super::{LISTS, PROGRAMS, RESERVED, is_plain};

    /// Words that a check might stumble over.
    const ODD: [&str; 24] = [
        "-",
        "--",
        "-y",
        "-rf",
        "--no-cache-dir",
        "a=b",
        "=b",
        "a==1.2",
        "a=",
        ".",
        "..",
        "/",
        "//",
        ",",
        ":",
        "@",
        "+",
        "a,b",
        "install",
        "@types/node@1.2",
        "./...",
        "-DCMAKE=1",
        "--mount=type=cache",
        "test",
    ];

    #[test]
    fn plain_scripts_are_told_from_others() {
        for text in [
            "apt-get update",
            "apt-get update&&apt-get install -y a  b",
            "  npm ci\t",
            "apt-get update && rm -rf /var/lib/apt/lists/*",
        ] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "",
            "&&",
            "apt-get update &&",
            "cd /x",
            "npm run done",
            "npm ci; npm test",
            "npm ci & npm test",
            "npm ci | cat",
            "npm ci > x",
            "npm $X",
            "npm *",
            "npm ~/x",
            "npm 'a'",
            "npm \"a\"",
            "npm a\\b",
            "npm {a,b}",
            "npm [a]",
            "npm a\nnpm b",
            "A=1 npm ci",
            "npm # x",
            "npm é",
            "npm !x",
            "npm `a`",
            "npm (a)",
            "rm -rf /*",
            "npm %s",
            "npm a?",
            "npm ^a",
            "npm ci &&& npm ci",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }

    #[test]
    fn the_library_finds_nothing_in_them() {
        assert!(PROGRAMS.is_sorted() && RESERVED.is_sorted());
        for target in [Target::Posix, Target::Dash, Target::Busybox, Target::Bash, Target::Ksh] {
            for errexit in [false, true] {
                let runner = Runner { target, errexit, pipefail: errexit };
                for program in PROGRAMS {
                    let pairs = ODD.iter().zip(ODD.iter().cycle().skip(1));
                    let statements: Vec<String> = pairs.map(|(odd, next)| format!("{program} {odd} {next}")).collect();
                    let text = format!("{} && {program} && {LISTS}", statements.join(" && "));
                    assert!(is_plain(&text), "{text}");
                    assert_eq!(library::findings(&text, runner), [], "{text}");
                }
            }
        }
    }
}
